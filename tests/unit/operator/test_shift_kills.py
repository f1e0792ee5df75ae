"""The program dies in the middle of a shift, at any of its steps: no answer is lost, nobody shares a report."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from handlers.base.event import Event, Kind
from storage.store import Store
from tests.databases import open_file
from tests.unit.operator.office import ADMIN, CITIZEN, Office
from tests.world.mortal import Killed, Mortal
from tests.world.world import World

ANSWER = "Едем, будем через час"
GRACE = 11_000
Act = Callable[[Office], Awaitable[None]]


def event(who: str, key: str, **more: object) -> Event:
    kind = Kind.BUTTON if "data" in more else Kind.MESSAGE
    made = Event(ADMIN.channel, key, kind, who, private=True, sender=who, sender_name=who)
    return replace(made, message=key, ack=key if kind is Kind.BUTTON else "", **more)  # type: ignore[arg-type]


def does(who: str, key: str, **more: object) -> Act:
    return lambda office: office.world.take(event(who, key, **more))


SCRIPT: tuple[Act, ...] = (
    does("Анна", "1", data="o_sbegin"),
    does("Борис", "2", data="o_sbegin"),
    does("Анна", "3", text=ANSWER),
    does("Анна", "4", data="o_next"),
    does("Борис", "5", data="o_next"),
    lambda office: office.passes(GRACE),
    does("Анна", "6", data="o_off"),
)


async def plays(folder: Path, fatal: int) -> tuple[Office, bool]:
    """The whole script; whether it died at its `fatal`-th step. The messenger brings again what was not confirmed."""
    mortal = Mortal(await open_file(folder))
    office = Office(World(cast(Store, mortal)))
    for number in (1, 2, 3):
        await office.files_report(number, created_at=office.at + number)
    mortal.done, mortal.fatal, died = 0, fatal, False
    for act in SCRIPT:
        try:
            await act(office)
        except Killed:
            died = True
            await office.world.restart()
            await act(office)
            await office.passes(0)
        done, mortal.fatal = mortal.done, 0  # what is looked at now is no step
        held = [(await office.report(number)).taken_name for number in (1, 2, 3)]
        assert held.count("Анна") <= 2, "what was answered is his for ten seconds more"
        desks = {number for number in (1, 2, 3) if (await office.report(number)).taken_by}
        assert len(desks) == len([name for name in held if name])
        mortal.done, mortal.fatal = done, 0 if died else fatal
    mortal.fatal = 0
    return office, died


async def test_wherever_it_dies_the_answer_goes_and_no_report_is_with_two(tmp_path: Path) -> None:
    fatal, died = 1, True
    while died:
        (folder := tmp_path / str(fatal)).mkdir()
        office, died = await plays(folder, fatal)
        heard = [said.text for said in office.chats.get(CITIZEN, []) if ANSWER in said.text]
        assert 1 <= len(heard) <= 2, (
            f"died at {fatal}: {len(heard)} answers"
        )  # a send without an outcome is repeated once
        statuses = [(await office.report(number)).status for number in (1, 2, 3)]
        assert statuses.count("answered") == 1, f"died at {fatal}"
        cards = [{s.row.report_id for s in office.chats.get(replace(ADMIN, chat=who), []) if "card:" in s.row.slot}
                 for who in ("Анна", "Борис")]  # fmt: skip
        assert cards[0] | cards[1] == {1, 2, 3}, f"died at {fatal}: {cards}"
        await office.store.close()
        fatal += 11
    assert fatal > 40

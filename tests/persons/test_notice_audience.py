"""Who is reached by a notice, once, and what its messages show: over the real program, in both messengers."""

from __future__ import annotations

import pytest

from handlers.notices.kinds import ALL_KINDS
from storage.changes import Changes
from storage.notice_records import Place, Subscription, SubscriptionArea
from storage.records import Account, OutboxState, Record
from tests.persons.officers import Officer, joined_officers, states
from tests.persons.people import Citizen, citizen, photo
from tests.persons.reporting import rows, shows
from tests.persons.stage import Stage

WATER = "Вода быстро прибывает."


@pytest.fixture
async def officers(stage: Stage, where: str) -> tuple[Officer, Officer]:
    return await joined_officers(stage, where)


async def save(stage: Stage, *records: Record) -> None:
    changes = Changes()
    for record in records:
        changes.put(record)
    async with stage.app.store.unit() as unit:
        await unit.commit(changes)


async def person_of(stage: Stage, somebody: Citizen) -> int:
    where = f"channel = '{somebody.messenger.name}' AND user_id = '{somebody.user}'"
    return int(rows(stage, f"SELECT person_id FROM account WHERE {where}")[0][0])


async def goes_out(stage: Stage, officers: tuple[Officer, Officer]) -> None:
    """What was composed is submitted and approved."""
    mary, oleg = officers
    await mary.private.presses("На одобрение")
    await mary.group.sees("ждёт второго дежурного", "Получат:")
    await oleg.group.presses("Одобрить")


async def in_state(stage: Stage, *wanted: str) -> None:
    for _ in range(40):
        if states(stage) == list(wanted):
            return
        await stage.passes(0.5)
    assert states(stage) == list(wanted)


async def test_a_picture_goes_up_once_a_messenger_and_the_false_alarm_stands_under_it(
    stage: Stage, where: str, officers: tuple[Officer, Officer], anna: Citizen
) -> None:
    people = [anna, *(citizen(stage, name, f"Житель {name} {n}") for name in (where, stage.admin) for n in range(4))]
    for one in people:
        await one.starts()
    mary, _ = officers
    await mary.composes(WATER)
    await mary.private.presses("Ещё…")
    await mary.private.presses("Фото и файлы")
    await mary.private.says("", photo())
    await mary.private.sees("Файл добавили")
    await goes_out(stage, officers)
    uploads: dict[str, set[int]] = {where: set(), stage.admin: set()}
    for one in people:
        [picture] = (await one.sees(WATER)).files
        assert picture.kind == "photo"
        uploads[one.messenger.name].add(id(picture))
        assert len(shows(one, WATER)) == 1
    await in_state(stage, "sent")
    assert {name: len(files) for name, files in uploads.items()} == {where: 1, stage.admin: 1}
    await mary.group.presses("Ложная тревога")
    question = await mary.group.sees("сразу остановится")
    await mary.group.replies_to(question, "Ложная тревога")
    for one in people:
        await one.sees("ЛОЖНАЯ ТРЕВОГА: Паводок")
        marked = await one.sees("ОТМЕНЕНО", WATER)
        assert marked.edited
        assert not marked.buttons
        whole = [shown for shown in shows(one, WATER) if "ЛОЖНАЯ ТРЕВОГА" not in shown.text]
        assert len(whole) == 1, "marked where it stands, and not said again"
    await in_state(stage, "cancelled", "sent")


async def test_one_person_in_two_messengers_gets_it_in_the_one_he_chose_and_his_place_is_named(
    stage: Stage, where: str, officers: tuple[Officer, Officer], anna: Citizen
) -> None:
    elsewhere = stage.admin
    there = citizen(stage, elsewhere, "Анна там")
    await anna.starts()
    await there.starts()
    me = await person_of(stage, anna)
    await save(
        stage,
        Account(elsewhere, there.user, me, stage.clock.now()),
        Subscription(me, ALL_KINDS, 1, channel=elsewhere),
        SubscriptionArea(me, "s:kamyshegrad"),
        Place(900, me, "дача", 60.42, 63.31, 500),
    )
    await officers[0].composes(WATER)
    await goes_out(stage, officers)
    got = await there.sees(WATER)
    assert got.text.startswith("📌 Рядом с вашей точкой: дача")
    await in_state(stage, "sent")
    assert shows(anna, WATER) == []
    assert rows(stage, f"SELECT channel, rank FROM recipient WHERE person_id = {me}") == [(elsewhere, 1)]


async def test_whoever_blocked_the_messenger_that_he_chose_gets_it_in_the_other(
    stage: Stage, where: str, officers: tuple[Officer, Officer], anna: Citizen
) -> None:
    elsewhere = stage.admin
    there = citizen(stage, elsewhere, "Анна там")
    await anna.starts()
    await there.starts()
    me = await person_of(stage, anna)
    await save(
        stage, Account(elsewhere, there.user, me, stage.clock.now()), Subscription(me, ALL_KINDS, 1, channel=where)
    )
    anna.messenger.block(anna.user)
    await stage.quiet()
    await save(stage, Account(where, anna.user, me, 1))  # as if nobody had told us
    await officers[0].composes(WATER)
    await goes_out(stage, officers)
    await there.sees(WATER)
    await in_state(stage, "sent")
    assert len(shows(there, WATER)) == 1
    tried = rows(stage, f"SELECT channel, state FROM outbox WHERE notice_id = 1 AND chat = '{anna.user}'")
    assert tried == [(where, int(OutboxState.UNREACHABLE))]

"""What many turns of a group ask for alike is asked once, as long as nobody of them changes it (Load.steady)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from handlers.base.loads import Load, need
from handlers.base.message import Marked
from handlers.base.routes import Where, default
from handlers.base.turn import Turn
from storage.changes import Changes, Query
from storage.open import make_store
from storage.records import Setting
from storage.store import Rows
from tests.unit.reception import FlakyStore, FlakyUnit, Reception, failing

NAME = "gathered:1"
"""Of a setting that a command may take away."""
COUNT = Load("count", "setting", Setting, steady=True)
load_count = need(COUNT)(lambda turn: (COUNT(NAME),))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[FlakyStore]:
    opened = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await opened.open()
    await opened.migrate()
    changes = Changes()
    changes.put(Setting(NAME, "1"))
    async with opened.unit() as unit:
        await unit.commit(changes)
    yield FlakyStore(opened)
    await opened.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the statements that the intake's transactions ask."""
    names = list[str]()
    exchange = FlakyUnit.exchange

    async def noted(self: FlakyUnit, changes: Changes | None, queries: Sequence[Query] = ()) -> list[Rows]:
        names.extend(query.name for query in queries)
        return await exchange(self, changes, queries)

    monkeypatch.setattr(FlakyUnit, "exchange", noted)
    return names


def says(turn: Turn) -> None:
    row = turn.one(COUNT)
    turn.say(Marked(f"{turn.event.text} {row.value if row else 'none'}"))


async def test_a_group_asks_once_and_the_next_group_anew(store: FlakyStore, asked: list[str]) -> None:
    desk = Reception(store, [default(Where.PRIVATE, "message", says, load_count)])
    await desk.takes("a", "b", "c")
    assert asked.count("setting") == 1
    await desk.takes("d")
    assert asked.count("setting") == 2
    assert await desk.said() == ["a 1", "b 1", "c 1", "d 1"]


async def test_what_somebody_of_the_group_writes_is_seen_by_the_next(store: FlakyStore) -> None:
    def count_up(turn: Turn) -> None:
        says(turn)
        row = turn.one(COUNT)
        if turn.event.text != "b":
            turn.save(Setting(NAME, str(int(row.value if row else 0) + 1)))

    desk = Reception(store, [default(Where.PRIVATE, "message", count_up, load_count)])
    await desk.takes("a", "b", "c", "d")
    assert await desk.said() == ["a 1", "b 2", "c 2", "d 3"]


async def test_a_command_of_somebody_may_have_changed_it(store: FlakyStore) -> None:
    def wipe(turn: Turn) -> None:
        says(turn)
        if turn.event.text == "a":
            turn.changes.command("prune_gathered", "gathered:2")

    desk = Reception(store, [default(Where.PRIVATE, "message", wipe, load_count)])
    await desk.takes("a", "b")
    assert await desk.said() == ["a 1", "b none"]


async def test_what_a_handler_does_to_its_rows_without_saving_them_nobody_sees(store: FlakyStore) -> None:
    def spoil(turn: Turn) -> None:
        says(turn)
        row = turn.one(COUNT)
        assert row is not None
        row.value = "spoilt"
        if turn.event.text == "b":
            raise ValueError

    desk = Reception(store, [default(Where.PRIVATE, "message", spoil, load_count)])
    await desk.takes("a", "b", "c")
    assert [text for text in await desk.said() if text[0] in "abc"] == ["a 1", "c 1"]


async def test_it_is_asked_anew_where_a_transaction_has_to_be_tried_again(store: FlakyStore, asked: list[str]) -> None:
    desk = Reception(store, [default(Where.PRIVATE, "message", says, load_count)])
    store.before = failing(1)
    await desk.takes("a", "b")
    assert await desk.said() == ["a 1", "b 1"]
    assert asked.count("setting") >= 2

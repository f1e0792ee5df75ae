"""What the intake does when a handler or the database fails: nothing is lost, nothing is confirmed too early."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from bot.channels.port import Channel
from bot.channels.telegram.translate import Translator
from bot.clock import RealClock
from bot.jobs.retry_faults import retry_all
from handlers.base.event import Event, Kind, Update
from handlers.base.message import Marked, load_message
from handlers.base.routes import Where, default, on, tick
from handlers.base.turn import Turn
from storage.changes import Changes, Query
from storage.open import make_store
from storage.records import Setting, Timer
from storage.store import StorageError
from tests.contracts.raw import run_raw
from tests.unit.reception import ADMIN, FlakyStore, Reception, echo, failing, nothing, refusing

APOLOGY = "не пропало"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[FlakyStore]:
    opened = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await opened.open()
    await opened.migrate()
    yield FlakyStore(opened)
    await opened.close()


def touchy(turn: Turn) -> None:
    """Fails over "boom", after it has changed everything that it could."""
    if turn.event.text.startswith("boom"):
        turn.save(Setting("left", "behind"))
        turn.say(Marked("half an answer"))
        turn.step("broken")
        turn.person.language = "xx"
        turn.after(0, "bell", 1)
        raise KeyError("secret text of a person")
    echo(turn)


TOUCHY = default(Where.PRIVATE, "message", touchy)
ECHO = default(Where.PRIVATE, "message", echo)


async def test_many_messages_that_cannot_be_dealt_with_are_apologised_for_once_a_minute(store: FlakyStore) -> None:
    desk = Reception(store, [TOUCHY])
    await desk.takes("boom 1", "boom 2", "boom 3")
    for n in range(4, 8):
        desk.at += 10_000
        await desk.takes(f"boom {n}")
    assert len(await desk.said()) == 1
    await desk.intake.take([desk.update("boom", user="8")])
    assert len(await desk.said("8")) == 1, "everybody is told"
    desk.at += 30_000
    await desk.takes("boom 9")
    assert len(await desk.said()) == 2
    assert len(await desk.faults()) == 9, "all are kept"


# -- what stands beside the handlers fails -------------------------------------------------------------
@pytest.mark.parametrize("fault", [KeyError("private"), RecursionError(), AssertionError()])
async def test_what_fails_beside_a_handler_puts_that_update_aside_and_no_other(
    store: FlakyStore, fault: Exception
) -> None:
    def odd(changes: Changes) -> None:
        if any("boom" in row.body for row in changes.outbox()):
            raise fault

    store.before = odd
    desk = Reception(store, [ECHO])
    async with asyncio.timeout(30):
        await desk.takes("a", "boom", "b")
    assert [text for text in await desk.said() if APOLOGY not in text] == ["heard a", "heard b"]
    [kept] = await desk.faults()
    assert kept.error == f"{type(fault).__name__} beside the handler"
    assert await desk.seen() == 3


async def test_a_timer_beside_whose_handler_something_fails_is_put_aside_and_the_next_ones_ring(
    store: FlakyStore,
) -> None:
    heard = []

    def ring(turn: Turn) -> None:
        heard.append(turn.event.argument)
        turn.save(Setting(f"rang:{turn.event.argument}", "1"))

    def odd(changes: Changes) -> None:
        if ("rang:bad",) in changes.rows.get(Setting, {}):
            raise TypeError

    desk = Reception(store, [tick("bell", ring)])
    changes = Changes()
    for name in ("bad", "good"):
        changes.put(Timer("bell", name, 1))
    async with store.unit() as unit:
        await unit.commit(changes)
    store.before = odd
    async with asyncio.timeout(30):
        while await desk.intake.ring():
            pass
    assert await desk.setting("rang:good") == "1"
    assert len(await desk.faults()) == 1
    assert await desk.timers() == []


# -- a handler fails -----------------------------------------------------------------------------------
async def test_a_failing_handler_keeps_the_raw_update_aside_and_does_not_stop_the_others(store: FlakyStore) -> None:
    desk = Reception(store, [TOUCHY])
    await desk.takes("a", "boom", "b")
    said = await desk.said()
    assert [said[0], said[2]] == ["heard a", "heard b"]
    assert APOLOGY in said[1]
    faults = await desk.faults()
    assert [f.raw for f in faults] == ['{"update_id": "k2"}']
    assert "KeyError" in faults[0].error
    assert "secret" not in faults[0].error
    assert await desk.seen() == 3


async def test_nothing_that_a_failed_handler_changed_is_kept(store: FlakyStore) -> None:
    desk = Reception(store, [TOUCHY])
    await desk.takes("boom", "a")
    assert await desk.setting("left") == ""
    assert "half an answer" not in await desk.said()
    assert await desk.timers() == []
    dialogue = await desk.dialogue()
    assert dialogue is None or dialogue.step == ""


async def test_operators_are_alarmed_once_in_ten_minutes(store: FlakyStore) -> None:
    desk = Reception(store, [TOUCHY])
    await desk.takes("boom 1", "boom 2")
    await desk.takes("boom 3")
    assert len(await desk.said(ADMIN.chat)) == 1
    desk.at += 10 * 60_000
    await desk.takes("boom 4")
    assert len(await desk.said(ADMIN.chat)) == 2
    assert len(await desk.faults()) == 4


async def test_the_alarm_is_not_lost_when_its_first_commit_fails(store: FlakyStore) -> None:
    desk = Reception(store, [TOUCHY])
    store.before = failing(1)
    await desk.takes("boom")
    assert len(await desk.said(ADMIN.chat)) == 1
    assert len(await desk.faults()) == 1


async def test_a_button_whose_handler_fails_is_acknowledged_and_apologised_for(store: FlakyStore) -> None:
    desk = Reception(store, [default(Where.PRIVATE, "button", touchy)])
    await desk.intake.take([desk.update("boom", Kind.BUTTON, data="x", ack="q1", ack_until=desk.at + 10_000)])
    assert [r.slot for r in await desk.outbox() if r.op == "ack"] == ["q1"]
    assert APOLOGY in (await desk.said())[0]


async def test_a_failing_handler_of_a_blocking_says_nothing_to_the_person(store: FlakyStore) -> None:
    desk = Reception(store, [on(Where.PRIVATE, Kind.BLOCKED, touchy)])
    await desk.intake.take([desk.update("boom", Kind.BLOCKED)])
    assert await desk.said() == []
    assert len(await desk.faults()) == 1


async def test_a_timer_whose_handler_fails_is_kept_aside_and_does_not_ring_for_ever(store: FlakyStore) -> None:
    def set_one(turn: Turn) -> None:
        turn.after(0, "bell", 1, "boom")

    desk = Reception(store, [default(Where.PRIVATE, "message", set_one), tick("bell", touchy)])
    await desk.takes("x")
    assert await desk.intake.ring() == 1
    assert await desk.intake.ring() == 0
    assert [f.raw for f in await desk.faults()] == ['{"tick": "bell:1", "text": "boom"}']


# -- the database fails --------------------------------------------------------------------------------
async def test_nothing_is_confirmed_while_the_database_fails(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    broken = asyncio.Event()

    def out_of_order(changes: Changes) -> None:
        broken.set()
        raise StorageError("locked")

    async def rests(seconds: float) -> None:
        desk.slept.append(seconds)
        await asyncio.sleep(0)

    store.before = out_of_order
    desk.clock.sleep = rests  # type: ignore[method-assign]
    taking = asyncio.create_task(desk.takes("a"))
    await broken.wait()
    await asyncio.sleep(0.05)
    assert not taking.done()
    assert await desk.seen() == 0
    store.before = nothing
    await asyncio.wait_for(taking, 30)
    assert await desk.said() == ["heard a"]
    assert desk.slept == sorted(desk.slept)
    assert max(desk.slept) <= 5.0


async def test_a_failed_commit_is_tried_again_one_update_at_a_time(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    store.before = failing(1)
    await desk.takes("a", "b", "c")
    assert await desk.said() == ["heard a", "heard b", "heard c"]
    assert len(list(desk.commits[0].outbox())) == 1
    assert await desk.faults() == []


async def test_the_cursor_waits_for_every_update_of_a_batch_that_failed(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    store.before = failing(1)
    await desk.intake.take([desk.update("a"), desk.update("b")], Setting("cursor:vk", "5"))
    with_cursor = [i for i, changes in enumerate(desk.commits) if Setting in changes.rows]
    assert with_cursor == [len(desk.commits) - 1]
    assert await desk.seen() == 2


async def test_a_commit_whose_answer_was_lost_is_not_done_twice(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    store.after = failing(1)
    await desk.takes("a", "b")
    waiting = (await store.read(Query("outbox_backlog", ("telegram", 0, 100, "[]"))))[0]
    assert len(waiting) == 2


async def test_whoever_hears_of_commits_hears_of_one_whose_answer_was_lost_before_the_next(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    store.after = failing(1)
    await desk.takes("a", "b")
    await desk.takes("c")
    told = [[load_message(row.body).text for row in changes.outbox()] for changes in desk.commits]
    assert [texts for texts in told if texts] == [["heard a", "heard b"], ["heard c"]]


async def test_a_commit_that_failed_is_not_told_of(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    store.before = failing(1)
    await desk.takes("a")
    assert [len(list(changes.outbox())) for changes in desk.commits] == [1]


async def test_only_the_poison_update_is_put_aside(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    store.before = refusing("poison")
    await desk.takes("a", "poison", "b")
    said = await desk.said()
    assert [s for s in said if s.startswith("heard")] == ["heard a", "heard b"]
    assert [f.raw for f in await desk.faults()] == ['{"update_id": "k2"}']
    assert await desk.seen() == 3
    assert len(await desk.said(ADMIN.chat)) == 1


async def test_whoever_wrote_what_the_database_refuses_is_told(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    store.before = refusing("poison")
    await desk.takes("poison")
    assert [APOLOGY in text for text in await desk.said()] == [True]


async def test_a_database_that_is_locked_while_something_is_put_aside_is_waited_for(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    poison, locked = refusing("poison"), failing(3)

    def both(changes: Changes) -> None:
        poison(changes)
        locked(changes)

    store.before = both
    await desk.takes("poison", "a")
    assert [s for s in await desk.said() if s.startswith("heard")] == ["heard a"]
    assert len(await desk.faults()) == 1


async def test_a_refusal_of_the_moment_is_nobodys_fault(store: FlakyStore) -> None:
    """What cannot even be put aside was no fault of the update: it is handled when the database is well again."""
    desk = Reception(store, [ECHO])
    words = iter([False, True, False, True])

    def hook(changes: Changes) -> None:
        if (retry := next(words, None)) is not None:
            raise StorageError("rejected", retry=retry)

    store.before = hook
    await desk.takes("a")
    assert await desk.said() == ["heard a"]
    assert await desk.said(ADMIN.chat) == []
    assert await desk.faults() == []


async def test_messages_wait_while_a_database_is_being_restored(database_url: str) -> None:
    opened = make_store(database_url)
    await opened.open()
    await opened.migrate()
    desk = Reception(FlakyStore(opened), [ECHO])
    away = asyncio.Event()

    async def rests(seconds: float) -> None:
        away.set()
        await asyncio.sleep(0.01)

    desk.clock.sleep = rests  # type: ignore[method-assign]
    await run_raw(database_url, "ALTER TABLE outbox RENAME TO elsewhere")
    taking = asyncio.create_task(desk.takes("a", "b"))
    await asyncio.wait([taking, asyncio.ensure_future(away.wait())], return_when=asyncio.FIRST_COMPLETED)
    assert not taking.done()
    await run_raw(database_url, "ALTER TABLE elsewhere RENAME TO outbox")
    await taking
    assert await desk.said() == ["heard a", "heard b"]
    assert await desk.faults() == []
    await opened.close()


async def test_a_timer_whose_work_the_database_refuses_is_put_aside_once(store: FlakyStore) -> None:
    def set_one(turn: Turn) -> None:
        turn.after(0, "bell", 1)
        turn.after(0, "bell", 2)

    def ring(turn: Turn) -> None:
        turn.send(ADMIN, Marked("poison" if turn.event.argument == "1" else "rang"))

    desk = Reception(store, [default(Where.PRIVATE, "message", set_one), tick("bell", ring)])
    await desk.takes("x")
    store.before = refusing("poison")
    await desk.intake.ring()
    assert await desk.intake.ring() == 0
    assert await desk.timers() == []
    assert len(await desk.faults()) == 1
    assert "rang" in await desk.said(ADMIN.chat)


async def test_a_timer_survives_a_commit_that_failed(store: FlakyStore) -> None:
    def ring(turn: Turn) -> None:
        turn.send(ADMIN, Marked("rang"))

    desk = Reception(
        store, [default(Where.PRIVATE, "message", lambda t: t.save(Timer("bell", "1", t.now))), tick("bell", ring)]
    )
    await desk.takes("x")
    store.before = failing(2)
    await desk.intake.ring()
    assert await desk.said(ADMIN.chat) == ["rang"]
    assert await desk.timers() == []


# -- what cannot be read -------------------------------------------------------------------------------
async def test_whoever_wrote_what_cannot_be_read_is_told_and_others_are_not(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    writer = Event("telegram", "k1", Kind.MESSAGE, chat="7", sender="7")
    await desk.intake.take(
        [
            Update("telegram", "1", "u1", "{}", None, "unreadable at message.text", writer),
            Update("telegram", "1", "u2", "{}", None, "unreadable at message.chat.id"),
            desk.update("a"),
        ]
    )
    said = await desk.said()
    assert [APOLOGY in said[0], *said[1:]] == [True, "heard a"]
    assert [f.error for f in await desk.faults()] == ["unreadable at message.text", "unreadable at message.chat.id"]
    assert len(await desk.said(ADMIN.chat)) == 1


class Newer:
    """A channel whose program was upgraded: it reads what an earlier one could not, or still cannot."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator

    def translate(self, raw: str) -> Update:
        return self.translator.translate(json.loads(raw))


async def test_a_retry_after_an_upgrade_reads_what_was_kept_and_says_nothing_twice(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    person, chat = {"id": 7, "is_bot": False, "first_name": "Лев"}, {"id": 7, "type": "private", "first_name": "Лев"}
    odd = {"message_id": 1, "from": person, "chat": chat, "date": 1, "external_reply": {"story": {}}}
    for key, text in (("k1", "Обрыв провода"), ("k2", ["x"])):
        raw = json.dumps({"update_id": 1, "message": {**odd, "text": text}})
        await desk.intake.take(
            [Update("telegram", "1", key, raw, None, "missing at message.external_reply.story.chat")]
        )
    channels = cast("dict[str, Channel]", {"telegram": Newer(Translator("1", "bot", RealClock()))})
    assert await retry_all(store, desk.intake, channels, desk.at) == (2, 1)
    assert await desk.said() == ["heard Обрыв провода"]
    assert [f.error for f in await desk.faults()] == ["unreadable at message.text"]

"""The intake's order, groups, timers and refusals, with routes of the test's own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from handlers.base.event import CLOCK, Event, Kind, Membership, Update
from handlers.base.loads import Load, Needs, NotAsked, TwoLoads, need
from handlers.base.message import Marked
from handlers.base.routes import Router, Where, button, command, default, meant, step, tick
from handlers.base.turn import Turn
from handlers.intake import GROUP_SIZE
from handlers.reports.loads import REPORT
from storage.changes import Changes, Query
from storage.open import make_store
from storage.records import Audit, Report, Setting, Timer
from storage.store import Rows
from tests.unit.reception import ADMIN, FlakyStore, FlakyUnit, Reception, echo


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[FlakyStore]:
    opened = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await opened.open()
    await opened.migrate()
    yield FlakyStore(opened)
    await opened.close()


SETTING = Load("setting", "setting", Setting)
ECHO = default(Where.PRIVATE, "message", echo)


async def test_an_update_seen_before_is_handled_once(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    update = desk.update("snow")
    await desk.intake.take([update, update])
    await desk.intake.take([update])
    assert await desk.said() == ["heard snow"]


async def test_the_same_key_of_another_bot_is_another_update(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    update = desk.update("snow")
    await desk.intake.take([update, Update("telegram", "2", update.key, "{}", update.event)])
    assert len(await desk.said()) == 2


async def test_updates_of_one_batch_are_handled_in_their_order_and_each_sees_the_step_before(store: FlakyStore) -> None:
    def first(turn: Turn) -> None:
        turn.step("second", first=turn.event.text)

    def second(turn: Turn) -> None:
        turn.say(Marked(f"{turn.data['first']} {turn.event.text}"))
        turn.step("")

    desk = Reception(store, [default(Where.PRIVATE, "message", first), step(Where.PRIVATE, "second", second)])
    await desk.intake.take([desk.update("a"), desk.update("x", user="8"), desk.update("b"), desk.update("c")])
    assert await desk.said() == ["a b"]
    dialogue = await desk.dialogue()
    assert dialogue is not None
    assert (dialogue.step, dialogue.data) == ("second", '{"v": 1, "first": "c"}')


async def test_declared_loads_see_what_earlier_handlers_of_the_group_wrote(store: FlakyStore) -> None:
    def count_up(turn: Turn) -> None:
        was = turn.one(SETTING)
        turn.save(Setting("count", str(int(was.value if was else 0) + 1)))

    load_count = need(SETTING)(lambda turn: (SETTING("count"),))
    desk = Reception(store, [default(Where.PRIVATE, "message", count_up, load_count)])
    await desk.takes("a", "b", "c")
    await desk.takes("d")
    assert await desk.setting("count") == "4"


async def test_each_stage_of_loads_sees_the_one_before(store: FlakyStore) -> None:
    def file(turn: Turn) -> None:
        row = Report(turn.new_id("report"), turn.person.id, "telegram", "7", "ru", "new", "snow", "roads", "text")
        turn.save(row)
        turn.save(Setting("last", str(row.id)))

    def show(turn: Turn) -> None:
        report = turn.one(REPORT)
        turn.say(Marked(f"no {report.id}" if report else "none"))

    last = need(SETTING)(lambda turn: (SETTING("last"),))

    @need(REPORT)
    def report(turn: Turn) -> Needs:
        found = turn.one(SETTING)
        return (REPORT(int(found.value)),) if found else ()

    desk = Reception(
        store,
        [
            default(Where.PRIVATE, "message", file),
            default(Where.PRIVATE, "button", show, last, report),
        ],
    )
    press = desk.update(kind=Kind.BUTTON, data="show")
    await desk.intake.take([press, desk.update("x"), desk.update(kind=Kind.BUTTON, data="show")])
    assert await desk.said() == ["none", "no 1"]


async def test_a_person_who_writes_twice_in_a_batch_is_one_person(store: FlakyStore) -> None:
    desk = Reception(
        store, [default(Where.PRIVATE, "message", lambda turn: turn.save(Setting(turn.event.key, str(turn.person.id))))]
    )
    await desk.takes("a", "b")
    await desk.takes("c")
    assert {await desk.setting(f"k{i}") for i in (1, 2, 3)} == {"1"}


# -- groups and the cursor ---------------------------------------------------------------------------
async def test_a_batch_is_committed_in_groups_of_limited_size(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    await desk.takes(*map(str, range(GROUP_SIZE * 2 + 1)))
    assert [len(list(c.outbox())) for c in desk.commits] == [GROUP_SIZE, GROUP_SIZE, 1]
    assert await desk.said() == [f"heard {i}" for i in range(GROUP_SIZE * 2 + 1)]


async def test_a_group_of_slow_handlers_ends_early_and_the_rest_follows(store: FlakyStore) -> None:
    def slow(turn: Turn) -> None:
        desk.mono += 0.015
        echo(turn)

    desk = Reception(store, [default(Where.PRIVATE, "message", slow)])
    await desk.takes("a", "b", "c", "d", "e")
    assert [len(list(c.outbox())) for c in desk.commits] == [2, 2, 1]
    assert await desk.said() == [f"heard {t}" for t in "abcde"]


async def test_whoever_waits_for_a_later_group_is_not_loaded_with_each(
    store: FlakyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded, exchange = list[int](), FlakyUnit.exchange

    async def watched(unit: FlakyUnit, changes: Changes | None, queries: Sequence[Query] = ()) -> list[Rows]:
        loaded.extend(len(json.loads(q.params[0])) for q in queries if q.name == "dialogues_among")
        return await exchange(unit, changes, queries)

    def slow(turn: Turn) -> None:
        desk.mono += 0.015
        echo(turn)

    monkeypatch.setattr(FlakyUnit, "exchange", watched)
    desk = Reception(store, [default(Where.PRIVATE, "message", slow)])
    await desk.intake.take([desk.update(str(i), user=str(i)) for i in range(GROUP_SIZE)])
    assert [len(list(c.outbox())) for c in desk.commits] == [2] * (GROUP_SIZE // 2)
    assert sum(loaded) < 3 * GROUP_SIZE


async def test_groups_grow_again_when_handlers_are_quick_again(store: FlakyStore) -> None:
    took = 0.015

    def slow(turn: Turn) -> None:
        desk.mono += took
        echo(turn)

    desk = Reception(store, [default(Where.PRIVATE, "message", slow)])
    await desk.takes("a", "b", "c")
    took = 0.0
    for _ in range(3):
        await desk.takes(*map(str, range(GROUP_SIZE)))
    assert len(list(desk.commits[-1].outbox())) == GROUP_SIZE


async def test_the_cursor_is_saved_only_with_the_last_group(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    updates = [desk.update(str(i)) for i in range(GROUP_SIZE + 1)]
    await desk.intake.take(updates, Setting("cursor:vk", "9"))
    assert [Setting in c.rows for c in desk.commits] == [False, True]
    assert await desk.setting("cursor:vk") == "9"


async def test_the_cursor_waits_for_what_a_group_that_ended_early_left_over(store: FlakyStore) -> None:
    """Else a kill after the first group would lose the rest of the batch."""

    def slow(turn: Turn) -> None:
        desk.mono += 0.015
        echo(turn)

    desk = Reception(store, [default(Where.PRIVATE, "message", slow)])
    await desk.intake.take([desk.update(text) for text in "abcde"], Setting("cursor:vk", "9"))
    assert [Setting in changes.rows for changes in desk.commits] == [False, False, True]


async def test_the_cursor_of_an_empty_batch_is_saved(store: FlakyStore) -> None:
    desk = Reception(store, [])
    await desk.intake.take([], Setting("cursor:vk", "10"))
    assert await desk.setting("cursor:vk") == "10"


async def test_an_update_that_no_route_wants_is_remembered_as_seen(store: FlakyStore) -> None:
    desk = Reception(store, [])
    await desk.intake.take([desk.update("x"), Update("telegram", "1", "k2", "{}", None)])
    assert await desk.seen() == 2
    assert await desk.faults() == []


async def test_an_update_that_cannot_be_read_is_kept_aside(store: FlakyStore) -> None:
    desk = Reception(store, [ECHO])
    await desk.intake.take([Update("telegram", "1", "k1", '{"odd": 1}', None, "KeyError"), desk.update("x")])
    assert [(f.raw, f.error) for f in await desk.faults()] == [('{"odd": 1}', "KeyError")]
    assert await desk.said() == []  # its key was the same: whatever came under it was seen


# -- timers ------------------------------------------------------------------------------------------
def rings(turn: Turn) -> None:
    turn.send(ADMIN, Marked(f"rang {turn.event.argument} {turn.event.text}"))


async def test_a_due_timer_rings_once_and_one_that_is_not_due_does_not(store: FlakyStore) -> None:
    def set_two(turn: Turn) -> None:
        turn.after(1_000, "bell", 1, "soon")
        turn.after(9_000, "bell", 2, "late")

    desk = Reception(store, [default(Where.PRIVATE, "message", set_two), tick("bell", rings)])
    await desk.takes("x")
    assert await desk.intake.ring() == 0
    desk.at += 1_000
    assert await desk.intake.ring() == 1
    assert await desk.intake.ring() == 0
    assert await desk.said(ADMIN.chat) == ["rang 1 soon"]
    assert [t.key for t in await desk.timers()] == ["2"]


@pytest.mark.parametrize("change", ["move", "drop"])
async def test_a_timer_that_an_earlier_tick_of_the_group_moved_or_dropped_does_not_ring(
    store: FlakyStore, change: str
) -> None:
    def set_two(turn: Turn) -> None:
        turn.after(1_000, "first", 1)
        turn.after(2_000, "bell", 2)

    def meddle(turn: Turn) -> None:
        if change == "move":
            turn.after(60_000, "bell", 2)
        else:
            turn.forget_timer("bell", 2)

    desk = Reception(store, [default(Where.PRIVATE, "message", set_two), tick("first", meddle), tick("bell", rings)])
    await desk.takes("x")
    desk.at += 5_000
    assert await desk.intake.ring() == 2
    assert await desk.said(ADMIN.chat) == []
    left = [t.due_at for t in await desk.timers()]
    assert left == ([desk.at + 60_000] if change == "move" else [])


async def test_a_timer_that_was_moved_after_it_was_read_does_not_ring(store: FlakyStore) -> None:
    desk = Reception(
        store, [default(Where.PRIVATE, "message", lambda turn: turn.after(1_000, "bell", 1)), tick("bell", rings)]
    )
    await desk.takes("x")
    due = (await desk.timers())[0]
    desk.at += 5_000
    await desk.takes("moves it")
    event = Event(CLOCK, "", Kind.TICK, data="bell:1")
    await desk.intake.take([Update(CLOCK, "", "", "", event)])
    assert await desk.said(ADMIN.chat) == []
    assert [t.due_at for t in await desk.timers()] == [due.due_at + 5_000]


async def test_a_timer_set_anew_by_its_own_tick_comes_back(store: FlakyStore) -> None:
    def again(turn: Turn) -> None:
        rings(turn)
        turn.after(1_000, "bell", 1, "again")

    desk = Reception(
        store, [default(Where.PRIVATE, "message", lambda turn: turn.after(0, "bell", 1)), tick("bell", again)]
    )
    await desk.takes("x")
    await desk.intake.ring()
    assert await desk.intake.ring() == 0
    desk.at += 1_000
    await desk.intake.ring()
    assert await desk.said(ADMIN.chat) == ["rang 1 ", "rang 1 again"]


async def test_a_personal_tick_speaks_to_the_person_in_his_dialogue(store: FlakyStore) -> None:
    def start(turn: Turn) -> None:
        turn.step("draft", text=turn.event.text)
        turn.after(1_000, "forgotten", "telegram:7")

    def ask(turn: Turn) -> None:
        turn.say(Marked(f"still {turn.data['text']}?"))
        turn.step("asked")

    desk = Reception(store, [default(Where.PRIVATE, "message", start), tick("forgotten", ask, personal=True)])
    await desk.takes("hole")
    desk.at += 1_000
    await desk.intake.ring()
    assert await desk.said() == ["still hole?"]
    dialogue = await desk.dialogue()
    assert dialogue is not None
    assert dialogue.step == "asked"


# -- who may -----------------------------------------------------------------------------------------
STAFF = [
    command(Where.OPERATORS, "queue", echo),
    button(Where.OPERATORS, "take", echo),
    command(Where.PRIVATE, "queue", echo, staff=True),
]


async def test_a_stranger_in_the_operators_chat_is_refused_politely_and_it_is_written_down(store: FlakyStore) -> None:
    desk = Reception(store, STAFF, standing={"66": "gone"})
    await desk.intake.take([desk.in_admin_chat("/queue", "66"), desk.in_admin_chat("/queue", "5")])
    texts = await desk.said(ADMIN.chat)
    assert [t for t in texts if t.startswith("heard")] == ["heard /queue"]
    assert len(texts) == 2
    assert _audited(desk) == ["refused"]


async def test_an_outsider_is_told_once_a_day_and_his_talk_is_left_alone(store: FlakyStore) -> None:
    routes = [*STAFF, default(Where.OPERATORS, "message", echo)]
    desk = Reception(store, routes, standing={"66": "gone", "67": "gone"})
    talk = [desk.in_admin_chat(text, "66") for text in ("Добрый вечер", "а кто тут?", "№ моего дома 5")]
    await desk.intake.take(talk)
    assert await desk.said(ADMIN.chat) == []
    tries = [desk.in_admin_chat("/queue", "66"), desk.in_admin_chat("№ 1 всё починили", "66")]
    tries += [desk.in_admin_chat("готово", "66", reply_to="9", reply_text="№ 1 Яма")]
    await desk.intake.take(tries)
    assert len(await desk.said(ADMIN.chat)) == 1
    await desk.intake.take([desk.in_admin_chat("сделано", "67", reply_to="9", reply_text="№ 1 Яма")])
    assert len(await desk.said(ADMIN.chat)) == 2
    desk.at += 24 * 3_600_000
    await desk.intake.take([desk.in_admin_chat("/queue", "66")])
    assert len(await desk.said(ADMIN.chat)) == 3


async def test_an_outsiders_edit_is_answered_by_nothing(store: FlakyStore) -> None:
    desk = Reception(store, STAFF, standing={"66": "gone"})
    await desk.intake.take([desk.in_admin_chat("/queue", "66", kind=Kind.EDIT)])
    assert await desk.said(ADMIN.chat) == []


async def test_a_stranger_who_presses_gets_a_toast_and_nothing_happens(store: FlakyStore) -> None:
    desk = Reception(store, STAFF, standing={"66": "gone"})
    await desk.intake.take(
        [desk.in_admin_chat("", "66", kind=Kind.BUTTON, data="take:1", ack="q1", ack_until=desk.at + 1)]
    )
    rows = await desk.outbox()
    assert [(r.op, r.slot) for r in rows] == [("ack", "q1")]
    assert rows[0].body
    assert await desk.said(ADMIN.chat) == []


async def test_whoever_writes_in_the_groups_own_name_is_asked_to_write_under_his_own(store: FlakyStore) -> None:
    desk = Reception(store, STAFF)
    await desk.intake.take([desk.in_admin_chat("/queue", "1087968824", anonymous=True)])
    texts = await desk.said(ADMIN.chat)
    assert len(texts) == 1
    assert not texts[0].startswith("heard")


@pytest.mark.parametrize("standing", ["gone", "unknown"])
async def test_staff_work_in_a_private_chat_is_refused_to_whoever_is_not_known_as_staff(
    store: FlakyStore, standing: str
) -> None:
    desk = Reception(store, STAFF, standing={"66": standing})
    await desk.intake.take([desk.update("/queue", user="66"), desk.update("/queue", user="5")])
    assert await desk.said("5") == ["heard /queue"]
    refused = await desk.said("66")
    assert len(refused) == 1
    assert not refused[0].startswith("heard")


async def test_a_pressed_button_is_acknowledged_even_if_its_handler_does_not(store: FlakyStore) -> None:
    desk = Reception(store, [button(Where.PRIVATE, "go", echo)])
    await desk.intake.take([desk.update(kind=Kind.BUTTON, data="go:1", ack="q1", ack_until=desk.at + 10_000)])
    assert [(r.op, r.slot) for r in await desk.outbox() if r.op == "ack"] == [("ack", "q1")]


def talk(turn: Turn) -> None:
    turn.say(Marked("talk"))


async def test_words_are_commands_in_private_and_a_few_alone_among_the_staff(store: FlakyStore) -> None:
    desk = Reception(
        store, [*STAFF, command(Where.OPERATORS, "status", echo), default(Where.OPERATORS, "message", talk)]
    )
    words = ("status", "/status", "queue", "queue today")
    await desk.intake.take([desk.in_admin_chat(text, "5") for text in words])
    assert await desk.said(ADMIN.chat) == ["talk", "heard /status", "heard queue", "talk"]


def _audited(desk: Reception) -> list[str]:
    return [r.action for c in desk.commits for r in c.rows.get(Audit, {}).values() if isinstance(r, Audit)]


async def test_timers_of_a_full_group_all_ring(store: FlakyStore) -> None:
    def many(turn: Turn) -> None:
        for i in range(GROUP_SIZE + 3):
            turn.save(Timer("bell", str(i), turn.now))

    desk = Reception(store, [default(Where.PRIVATE, "message", many), tick("bell", rings)])
    await desk.takes("x")
    assert await desk.intake.ring() == GROUP_SIZE
    assert await desk.intake.ring() == 3
    assert len(await desk.said(ADMIN.chat)) == GROUP_SIZE + 3


SAID = Load("said", "settings_like", Setting)
IDS = Load[tuple[int, ...]]("ids", "last_ids", tuple)


@need(SAID)
def load_said(turn: Turn) -> Needs:
    return (SAID("x"),)


async def test_a_handler_reads_only_what_a_need_of_its_route_declares(store: FlakyStore) -> None:
    def reads_more(turn: Turn) -> None:
        turn.say(Marked(str(turn.many(IDS))))

    desk = Reception(store, [default(Where.PRIVATE, "message", reads_more, load_said)])
    await desk.takes("hello")
    assert [fault.error.split(" ")[0] for fault in await desk.faults()] == ["NotAsked"]


async def test_a_need_asks_only_for_what_it_declares(store: FlakyStore) -> None:
    stray = need(SAID)(lambda turn: (IDS(),))
    desk = Reception(store, [default(Where.PRIVATE, "message", echo, stray)])
    await desk.takes("hello")
    assert [fault.error.split(" ")[0] for fault in await desk.faults()] == ["NotAsked"]


async def test_what_a_need_declares_and_does_not_ask_for_is_empty(store: FlakyStore) -> None:
    def reads(turn: Turn) -> None:
        one, many = turn.one(SAID), turn.many(SAID)
        turn.say(Marked(f"{one} {many}"))

    desk = Reception(store, [default(Where.PRIVATE, "message", reads, need(SAID)(lambda turn: ()))])
    await desk.takes("hello")
    assert await desk.faults() == []
    assert await desk.said() == ["None ()"]


async def test_what_a_need_asks_for_twice_has_the_rows_of_both_answers(store: FlakyStore) -> None:
    def counts(turn: Turn) -> None:
        turn.say(Marked(str(len(turn.many(SAID)))))

    both = need(SAID)(lambda turn: (SAID("x"), SAID("y")))
    desk = Reception(
        store,
        [
            default(Where.PRIVATE, "message", lambda turn: turn.save(Setting(turn.event.text, "1"))),
            default(Where.PRIVATE, "button", counts, both),
        ],
    )
    await desk.takes("x1", "x2", "y1", "z1")
    await desk.intake.take([desk.update(kind=Kind.BUTTON, data="show")])
    assert await desk.said() == ["3"]


async def test_what_a_step_does_not_want_is_what_it_would_be_where_nothing_is_open(store: FlakyStore) -> None:
    """With the loads of that route alone, and the step stays open."""
    one = Load("one", "setting", Setting)

    def answer(turn: Turn) -> None:
        turn.say(Marked(f"answered {len(turn.many(SAID))}"))
        turn.step("")

    def talk(turn: Turn) -> None:
        with pytest.raises(NotAsked):
            turn.many(SAID)
        turn.say(Marked(f"talk {len(turn.many(one))}"))

    desk = Reception(
        store,
        [
            command(Where.PRIVATE, "report", lambda turn: turn.step("asking")),
            step(Where.PRIVATE, "asking", answer, load_said, only_if=lambda turn: turn.event.text == "an answer"),
            default(Where.PRIVATE, "message", talk, need(one)(lambda turn: (one("x1"),))),
        ],
    )
    await desk.intake.take([], Setting("x1", "1"))
    await desk.takes("/report", "by the way", "an answer")
    assert await desk.said() == ["talk 1", "answered 1"]


def test_two_needs_of_one_route_that_load_the_same_are_refused_at_the_start() -> None:
    other = need(SAID)(lambda turn: (SAID("y"),))
    with pytest.raises(TwoLoads, match="said"):
        Router().add([default(Where.PRIVATE, "message", echo, load_said, other)])


@pytest.mark.parametrize("by", ["step", "meaning"])
async def test_what_the_staff_type_on_the_other_layout_is_heard_and_holds_up_nobody(store: FlakyStore, by: str) -> None:
    """It is read as it was meant, and only its meaning or the step says that its sender has to be asked about."""
    routes = {
        "step": [
            default(Where.PRIVATE, "message", lambda turn: turn.step("at work")),
            step(Where.PRIVATE, "at work", echo, staff=True),
        ],
        "meaning": [
            default(Where.PRIVATE, "message", echo, instead=lambda turn: "work" if turn.event.text == "снег" else ""),
            meant(Where.PRIVATE, "work", echo, staff=True),
        ],
    }[by]
    desk = Reception(store, routes, {"7": Membership.MEMBER})
    desk.intake.shared.on_layout = lambda text: text.replace("cytu", "снег")
    await desk.takes("begin")
    async with asyncio.timeout(30):
        await desk.intake.take([desk.update("cytu"), desk.update("begin", user="8")])
    assert "heard снег" in await desk.said()
    assert await desk.seen() == 3
    assert await desk.faults() == []

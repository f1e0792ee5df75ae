"""An operators' chat that takes nothing: what is for it waits, it is asked again, and nothing goes twice."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.channels.port import Outcome, Result
from bot.delivery.other_ways import MOST_UNEXPLAINED
from bot.delivery.outcomes import GIVE_UP_MS
from handlers.reports.card import CARD
from storage.changes import Query
from storage.notice_records import COUNTED, Notice
from storage.records import Lane, OutboxRow, OutboxState, Share
from tests.unit.delivery.post import Post

CHAT = "-100"
NOTICE = Notice(7, "sending", "flood", 4, 0, "{}")
KICKED = Outcome(Result.UNREACHABLE, why="kicked")
NO_RIGHTS = Outcome(Result.REJECTED, why="no-rights", shut=True)
TOPIC = Outcome(Result.RETRY, why="topic", gone=True, shut=True)
SENT, WAITING = OutboxState.SENT, OutboxState.WAITING


@pytest.fixture
def chat(post: Post) -> Post:
    """A sender whose operators sit in CHAT."""
    post.operators.add(CHAT)
    return post


def card(post: Post, text: str, **more: Any) -> OutboxRow:
    how: dict[str, Any] = {"lane": Lane.OPERATORS, "share": int(Share.REPORTS), "careful": 1, **more}
    return post.row(text, CHAT, **how)


def arrived(post: Post, since: int = 0) -> list[str]:
    """What went to the chat after so many calls."""
    return [call.text for call in post.channel.calls[since:] if call.chat == CHAT]


async def closed_for(post: Post, seconds: int, said: Outcome = KICKED) -> None:
    """Time goes by while the chat refuses everything."""
    post.channel.refusing[CHAT] = said
    for _ in range(seconds // 10):
        await post.passes(10)


@pytest.mark.parametrize("said", [KICKED, NO_RIGHTS], ids=lambda o: o.why)
async def test_what_a_chat_refuses_once_arrives_once(chat: Post, said: Outcome) -> None:
    row = card(chat, "card", slot="card:1")
    chat.channel.script["card"] = [said]
    await chat.posts(row)
    assert await chat.state(row) is WAITING
    await chat.passes(6)
    assert await chat.state(row) is SENT
    assert chat.texts == ["card", "card"]
    await chat.passes(600)
    assert chat.texts == ["card", "card"]


async def test_a_topic_that_is_gone_costs_the_reply_and_no_time(chat: Post) -> None:
    await chat.posts(card(chat, "card", slot="card:1"))
    photos = card(chat, "photos", reply_to="slot:card:1")
    chat.channel.script["photos"] = [TOPIC]
    await chat.posts(photos)
    assert await chat.state(photos) is SENT
    assert [c.reply_to != "" for c in chat.channel.calls if c.text == "photos"] == [True, False]


async def test_a_group_whose_topics_are_all_closed_is_waited_for(chat: Post) -> None:
    row = card(chat, "card", slot="card:1")
    await closed_for(chat, 0, TOPIC)
    await chat.posts(row)
    assert await chat.state(row) is WAITING
    chat.channel.refusing.clear()
    await chat.passes(6)
    assert await chat.state(row) is SENT


async def test_marks_that_are_not_understood_are_left_out_though_the_topic_was_gone_first(chat: Post) -> None:
    row = card(chat, "card")
    chat.channel.script["card"] = [TOPIC, Outcome(Result.RETRY, why="marks", plain=True)]
    await chat.posts(row)
    assert await chat.state(row) is SENT
    assert chat.channel.calls[-1].plain


async def test_an_hour_of_refusals_costs_few_calls_and_then_everything_comes_once(chat: Post) -> None:
    chat.channel.refusing[CHAT] = KICKED
    rows = [card(chat, f"card {i}", slot=f"card:{i}") for i in range(5)]
    rows += [card(chat, f"asked {i}", share=int(Share.ASKED)) for i in range(5)]
    await chat.posts(*rows)
    await closed_for(chat, 3_600)
    assert len(arrived(chat)) <= 40
    before = len(chat.channel.calls)
    chat.channel.refusing.clear()
    await chat.passes(170)
    await chat.passes(1)
    assert sorted(arrived(chat, before)) == sorted(f"{word} {i}" for word in ("card", "asked") for i in range(5))
    assert {await chat.state(row) for row in rows} == {SENT}


async def test_one_row_at_a_time_asks_a_chat_that_refuses(chat: Post) -> None:
    chat.channel.refusing[CHAT] = KICKED
    await chat.posts(card(chat, "first"))
    await chat.posts(card(chat, "asked", share=int(Share.ASKED)), card(chat, "alarm", share=int(Share.ALARMS)))
    before = len(chat.channel.calls)
    chat.channel.gate.clear()
    chat.clock.leap(6)
    await chat.until_called(before + 1)
    await chat.passes(30)
    assert len(chat.channel.calls) == before + 1
    chat.channel.gate.set()


async def test_a_sign_of_life_asks_at_once_but_not_all_the_time(chat: Post) -> None:
    row = card(chat, "card")
    chat.channel.refusing[CHAT] = NO_RIGHTS
    await chat.posts(row)
    await closed_for(chat, 600, NO_RIGHTS)
    before = len(chat.channel.calls)
    for _ in range(20):
        chat.sender.alive({CHAT, "8"})
        await chat.settles()
    assert len(chat.channel.calls) == before + 1
    chat.channel.refusing.clear()
    await chat.passes(4)
    assert await chat.state(row) is SENT


async def test_a_card_that_grew_old_meanwhile_comes_as_it_is_now(chat: Post) -> None:
    chat.channel.refusing[CHAT] = KICKED
    await chat.posts(card(chat, "new", slot="card:1"))
    await closed_for(chat, 60)
    await chat.posts(card(chat, "taken", slot="card:1", share=int(Share.EDITS)))
    before = len(chat.channel.calls)
    chat.channel.refusing.clear()
    await chat.passes(200)
    assert arrived(chat, before) == ["taken"]


async def test_nothing_is_given_up_though_the_chat_is_closed_for_days(chat: Post) -> None:
    row = card(chat, "card")
    chat.channel.refusing[CHAT] = KICKED
    await chat.posts(row)
    chat.clock.leap(GIVE_UP_MS // 1000 * 3)
    await chat.settles()
    chat.channel.refusing.clear()
    chat.channel.script["card"] = [Outcome(Result.RETRY, why="network")]
    for _ in range(4):
        await chat.passes(200)
    assert await chat.state(row) is SENT


async def test_what_is_too_late_by_itself_is_not_said_afterwards(chat: Post) -> None:
    chat.channel.refusing[CHAT] = KICKED
    await chat.posts(card(chat, "first"))
    late = card(chat, "late", expires_at=chat.clock.now() + 60_000)
    await chat.posts(late)
    await closed_for(chat, 300)
    chat.channel.refusing.clear()
    await chat.passes(200)
    assert await chat.state(late) is OutboxState.EXPIRED
    assert "late" not in chat.texts


async def test_a_restart_asks_at_once_and_sends_nothing_twice(chat: Post) -> None:
    chat.channel.refusing[CHAT] = KICKED
    rows = [card(chat, "a", slot="card:1"), card(chat, "b", slot="card:2")]
    await chat.posts(*rows)
    await closed_for(chat, 600)
    await chat.dies()
    chat.channel.refusing.clear()
    before = len(chat.channel.calls)
    await chat.starts()
    assert arrived(chat, before) == ["a", "b"]
    await chat.passes(600)
    assert arrived(chat, before) == ["a", "b"]


async def test_what_an_earlier_run_left_held_is_not_believed_of_a_chat_that_took_something_since(chat: Post) -> None:
    chat.operators.add("-200")
    await chat.posts(card(chat, "card"))
    held = chat.sender.dispatch.held
    held.recall({CHAT: ("kicked", 5), "-200": ("kicked", 5), "7": ("kicked", 5)})
    assert {name: state.since for name, state in held.chats.items()} == {"-200": 5}
    row = chat.row("first word", "-200", lane=Lane.OPERATORS)
    await chat.posts(row)
    assert await chat.state(row) is SENT
    assert not held.chats


async def test_a_citizen_who_blocked_the_bot_is_not_waited_for(chat: Post) -> None:
    row = chat.row("answer", "7", then="delivered:5")
    chat.channel.refusing["7"] = KICKED
    await chat.posts(row)
    assert await chat.state(row) is OutboxState.UNREACHABLE
    assert [kind for kind, _, _ in chat.news()] == ["delivered"]


async def test_an_edit_that_is_forbidden_is_said_anew_and_does_not_close_the_chat(chat: Post) -> None:
    await chat.posts(card(chat, "new", slot="card:1"))
    chat.channel.script["taken"] = [NO_RIGHTS]
    await chat.posts(card(chat, "taken", slot="card:1", share=int(Share.EDITS)))
    assert [(c.text, bool(c.edit)) for c in chat.channel.calls] == [("new", False), ("taken", True), ("taken", False)]
    assert not chat.sender.dispatch.held.chats


async def test_other_chats_go_on_while_one_refuses(chat: Post) -> None:
    chat.channel.refusing[CHAT] = KICKED
    await chat.posts(card(chat, "card"), chat.row("citizen", "7"))
    for n in range(3):
        row = chat.row(f"more {n}", "7")
        await chat.posts(row)
        assert await chat.state(row) is SENT


async def test_that_a_chat_refuses_and_takes_again_is_logged_once_each(chat: Post) -> None:
    chat.channel.refusing[CHAT] = KICKED
    with capture_logs() as logs:
        await chat.posts(card(chat, "card"))
        await closed_for(chat, 300)
        chat.channel.refusing.clear()
        await chat.passes(200)
    said = [(e["event"], e.get("why", "")) for e in logs if e["event"].startswith("chat.")]
    assert said == [("chat.refuses", "kicked"), ("chat.takes_again", "")]


# -- nothing ends unseen -------------------------------------------------------------------------------
ENDS = {
    Result.UNREACHABLE: Outcome(Result.UNREACHABLE, why="blocked"),
    Result.REJECTED: Outcome(Result.REJECTED, why="bad"),
    Result.EXPIRED: Outcome(Result.EXPIRED, why="late"),
    Result.UNKNOWN: Outcome(Result.UNKNOWN, why="no-answer"),
}


async def test_whatever_ends_undelivered_can_be_read_somewhere(post: Post) -> None:
    """Every lane, with and without a tick, as part of a notice or not, for every end."""
    await post.keep(NOTICE)
    lanes = [lane for lane in Lane if lane is not Lane.ACK]
    for n, (lane, then, notice, end) in enumerate(product(lanes, ("", "delivered"), (0, 7), ENDS)):
        chat = str(1000 + n)
        row = post.row(f"text {n}", chat, lane=lane, then=f"{then}:{n}" if then else "", notice_id=notice)
        row.purpose = COUNTED if notice else ""
        post.channel.refusing[chat] = ENDS[end]
        counted = await post.look("notice_count", "SUM(count)")
        told = len(post.news())
        shown = sum(await in_delivery(post))
        with capture_logs() as logs:
            await post.posts(row)
            await post.passes(10)
        assert await post.state(row) not in (WAITING, OutboxState.CLAIMED, SENT)
        seen = (
            len(post.news()) > told,
            await post.look("notice_count", "SUM(count)") != counted,
            sum(await in_delivery(post)) > shown,
            any(e["event"] == "outbox.not_delivered" and e["count"] == 1 for e in logs),
        )
        assert any(seen), (lane, then, notice, end)
        assert seen[0] == bool(then)
        assert not (then or notice) or not seen[3]


async def in_delivery(post: Post) -> list[int]:
    """How many rows /delivery shows as given up or refused."""
    given_up, refused = await post.store.read(Query("delivery_given_up"), Query("delivery_refused", (0,)))
    return [row[2] for row in (*given_up, *refused)]


async def test_what_expired_before_it_could_leave_is_in_the_log(post: Post) -> None:
    row = post.row("late", lane=Lane.OPERATORS, expires_at=post.clock.now() - 1)
    with capture_logs() as logs:
        await post.posts(row)
    assert [(e["lane"], e["result"]) for e in logs if e["event"] == "outbox.not_delivered"] == [
        ("operators", "expired")
    ]


OF_TOMORROW = Outcome(Result.REJECTED, why="code-979")
"""A refusal that nobody has a sentence for."""


async def test_a_card_whose_bare_number_is_refused_for_an_unknown_reason_waits_for_its_chat(chat: Post) -> None:
    cards = [card(chat, f"card {n}", slot=f"card:{n}", purpose=CARD, report_id=n) for n in (1, 2)]
    chat.channel.refusing[CHAT] = OF_TOMORROW
    await chat.posts(*cards)
    for _ in range(3):
        await chat.passes(10)
    assert [await chat.state(row) for row in cards] == [WAITING, WAITING]
    assert chat.sender.dispatch.held.chats[CHAT].why == "code-979"
    chat.channel.refusing.clear()
    calls = len(chat.channel.calls)
    await chat.passes(600)
    assert [await chat.state(row) for row in cards] == [SENT, SENT]
    assert arrived(chat, calls) == ["card 1", "card 2"]


async def test_one_card_that_is_never_taken_holds_up_its_chat_for_a_while_only(chat: Post) -> None:
    poison, other = (card(chat, text, slot=f"card:{n}", purpose=CARD, report_id=n) for n, text in ((1, "x"), (2, "y")))
    chat.channel.script["x"] = [OF_TOMORROW] * 100
    await chat.posts(poison, other)
    for _ in range(MOST_UNEXPLAINED):
        await chat.passes(200)
    assert await chat.state(poison) is OutboxState.REJECTED
    assert await chat.state(other) is SENT
    assert CHAT not in chat.sender.dispatch.held.chats


@pytest.mark.parametrize("purpose", ["panel", "preview", "decided", ""])
async def test_what_officers_must_see_waits_as_cards_do_if_it_is_refused_for_an_unknown_reason(
    chat: Post, purpose: str
) -> None:
    rows = [card(chat, f"word {n}", share=int(Share.ASKED), purpose=purpose) for n in (1, 2)]
    chat.channel.refusing[CHAT] = OF_TOMORROW
    await chat.posts(*rows)
    for _ in range(3):
        await chat.passes(10)
    assert [await chat.state(row) for row in rows] == [WAITING, WAITING]
    chat.channel.refusing.clear()
    calls = len(chat.channel.calls)
    await chat.passes(600)
    assert [await chat.state(row) for row in rows] == [SENT, SENT]
    assert arrived(chat, calls) == ["word 1", "word 2"]


async def test_a_panel_that_is_refused_for_what_it_says_is_there_with_its_beginning_and_its_buttons(chat: Post) -> None:
    row = card(chat, "panel", slot="panel:1", share=int(Share.ASKED), purpose="panel")
    chat.channel.script["panel"] = [OF_TOMORROW]
    await chat.posts(row)
    assert await chat.state(row) is SENT
    assert [(call.plain, call.instead[-6:]) for call in chat.channel.calls] == [(False, ""), (False, "panel…")]
    assert "/notices" in chat.channel.calls[-1].instead
    assert CHAT not in chat.sender.dispatch.held.chats


@pytest.mark.parametrize("purpose", [CARD, "panel"])
async def test_a_changed_card_or_panel_that_is_refused_for_an_unknown_reason_is_in_sight_in_the_end(
    chat: Post, purpose: str
) -> None:
    how: dict[str, Any] = {"purpose": purpose, "report_id": int(purpose == CARD)}
    await chat.posts(card(chat, "new", slot="slot:1", **how))
    changed, other = (
        card(chat, "closed", slot="slot:1", share=int(Share.EDITS), **how),
        card(chat, "other", slot="slot:2", **how),
    )
    chat.channel.refusing[CHAT] = OF_TOMORROW
    await chat.posts(changed, other)
    assert [await chat.state(row) for row in (changed, other)] == [WAITING, WAITING]
    chat.channel.refusing.clear()
    calls = len(chat.channel.calls)
    await chat.passes(600)
    assert [await chat.state(row) for row in (changed, other)] == [SENT, SENT]
    assert sorted(arrived(chat, calls)) == ["closed", "other"]


async def test_what_can_be_asked_for_again_holds_up_nobody(chat: Post) -> None:
    found = card(chat, "found", share=int(Share.ASKED), careful=0)
    chat.channel.script["found"] = [OF_TOMORROW]
    await chat.posts(found)
    assert await chat.state(found) is OutboxState.REJECTED
    assert CHAT not in chat.sender.dispatch.held.chats

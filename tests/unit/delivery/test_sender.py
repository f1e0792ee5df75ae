"""The sender's order, slots and parts, over a real database."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.channels.port import Outcome, Result
from bot.delivery.slots import Slots
from handlers.base.message import Address, Button, Message
from storage.records import Account, Lane, OutboxState, Person, Share
from tests.unit.delivery.post import CHAT, Post
from tests.unit.delivery.test_limits import TELEGRAM

SENT, ASKED = OutboxState.SENT, int(Share.ASKED)
WAITING = OutboxState.WAITING


# -- order ---------------------------------------------------------------------------------------------
async def test_rows_of_one_chat_go_in_their_order_one_at_a_time(post: Post) -> None:
    post.channel.gate.clear()
    rows = [post.row(t) for t in "abc"]
    await post.posts(*rows)
    assert post.texts == ["a"]
    post.channel.gate.set()
    await post.settles()
    assert post.texts == ["a", "b", "c"]
    assert [await post.state(r) for r in rows] == [SENT, SENT, SENT]


async def test_chats_do_not_wait_for_each_other(post: Post) -> None:
    post.channel.gate.clear()
    await post.posts(post.row("a"), post.row("b"), post.row("x", "8"))
    assert sorted(post.texts) == ["a", "x"]
    post.channel.gate.set()


async def test_a_row_that_must_wait_holds_back_the_later_ones_of_its_chat(post: Post) -> None:
    post.channel.script["a"] = [Outcome(Result.RETRY, why="network")]
    await post.posts(post.row("a"), post.row("b"), post.row("x", "8"))
    assert sorted(post.texts) == ["a", "x"]
    await post.passes(2)
    assert [t for t in post.texts if t != "x"] == ["a", "a", "b"]


async def test_an_urgent_lane_overtakes_what_waits_in_the_same_chat(post: Post) -> None:
    post.channel.script["a"] = [Outcome(Result.RETRY)]
    tried = post.row("a", lane=Lane.NOTICE, attempts=6)  # the next pause is a minute, and not over before the alert
    await post.posts(tried, post.row("b", lane=Lane.NOTICE))
    await post.posts(post.row("alert", lane=Lane.ALERT))
    assert post.texts == ["a", "alert"]


async def test_a_pause_said_for_a_chat_holds_that_chat_only(post: Post) -> None:
    post.channel.script["a"] = [Outcome(Result.RETRY, retry_after_s=30, scope="chat", why="flood")]
    await post.posts(post.row("a"))
    await post.posts(post.row("b", lane=Lane.ALERT), post.row("x", "8"))
    await post.passes(20)
    assert post.texts == ["a", "x"]
    await post.passes(11)
    assert sorted(post.texts) == ["a", "a", "b", "x"]


async def test_a_pause_said_for_the_channel_holds_everything_but_acknowledgements(post: Post) -> None:
    post.channel.script["a"] = [Outcome(Result.RETRY, retry_after_s=30, scope="channel")]
    await post.posts(post.row("a"))
    await post.posts(post.row("x", "8"), post.row("toast", lane=Lane.ACK, op="ack", slot="q"))
    assert [(c.op, c.text) for c in post.channel.calls] == [("send", "a"), ("ack", "")]
    await post.passes(31)
    assert sorted(post.texts) == ["", "a", "a", "x"]


# -- a method that the messenger forbids ---------------------------------------------------------------
def forbids(method: str, seconds: float = 300) -> Outcome:
    return Outcome(Result.RETRY, why="captcha", retry_after_s=seconds, scope="method", method=method)


async def test_forbidden_edits_stop_no_message_and_what_a_person_is_to_see_is_said_anew(post: Post) -> None:
    await post.posts(post.row("screen", slot="screen:1"))
    post.channel.script["edited"] = [forbids("edit")]
    await post.posts(post.row("edited", slot="screen:1"), post.row("sent"), post.row("elsewhere", "8"))
    await post.passes(2)
    calls = [(c.text, bool(c.edit)) for c in post.channel.calls[1:]]
    assert calls.count(("elsewhere", False)) == 1  # another chat's, at any moment
    assert [c for c in calls if c[0] != "elsewhere"] == [("edited", True), ("edited", False), ("sent", False)]


async def test_while_edits_are_forbidden_a_screen_is_sent_and_a_card_waits(post: Post) -> None:
    await post.posts(post.row("screen", slot="screen:1"))
    await post.posts(post.row("card", "9", slot="card:1"))
    post.sender.dispatch.heard("1", forbids("edit"))
    await post.posts(post.row("next screen", slot="screen:1"), post.row("after it"))
    state = post.row("taken", "9", slot="card:1", lane=Lane.OPERATORS, share=int(Share.EDITS))
    await post.posts(state, post.row("another card", "9", lane=Lane.OPERATORS, share=int(Share.REPORTS)))
    assert [(c.text, c.edit) for c in post.channel.calls[2:]] == [
        ("next screen", ""), ("after it", ""), ("another card", ""),
    ]  # fmt: skip
    await post.passes(301)
    assert [(c.text, c.edit) for c in post.channel.calls[5:]] == [("taken", "102")]
    assert await post.state(state) is SENT


async def test_a_forbidden_removal_waits_and_lets_the_chat_go_on(post: Post) -> None:
    await post.posts(post.row("screen", slot="screen:1"))
    post.sender.dispatch.heard("1", forbids("delete"))
    removal = post.row(op="delete", slot="screen:1")
    await post.posts(removal, post.row("next"))
    assert [c.op for c in post.channel.calls] == ["put", "send"]
    await post.passes(301)
    assert [c.op for c in post.channel.calls] == ["put", "send", "delete"]
    assert await post.state(removal) is SENT


async def test_while_new_messages_are_forbidden_edits_go_and_nothing_is_lost(post: Post) -> None:
    await post.posts(post.row("screen", slot="screen:1"))
    post.channel.script["a"] = [forbids("send")]
    await post.posts(post.row("a", "8"))
    waits, put = post.row("b", "9"), post.row("first", "10", slot="screen:9")
    await post.posts(waits, put, post.row("edited", slot="screen:1"), post.row("toast", op="ack", lane=Lane.ACK))
    assert sorted((c.op, c.text) for c in post.channel.calls[2:]) == [("ack", ""), ("put", "edited")]
    assert await post.state(waits) is OutboxState.WAITING
    await post.passes(301)
    assert sorted(post.texts[4:]) == ["a", "b", "first"]
    assert (await post.stored(put)).state == SENT


async def test_what_was_refused_together_goes_soon_by_itself(post: Post) -> None:
    post.channel.script["a"] = [forbids("together")]
    await post.posts(post.row("a"))
    await post.passes(2)
    assert post.texts == ["a", "a"]


# -- one commit for what comes together ----------------------------------------------------------------
async def test_outcomes_that_come_while_others_write_are_written_together(post: Post) -> None:
    post.channel.gate.clear()
    await post.posts(*(post.row("a", str(n)) for n in range(20)))
    before = len(post.commits)
    async with post.store.unit():
        post.channel.gate.set()
        await post.gets_on()
    await post.settles()
    concluded = [sum(c.name == "outbox_conclude" for c in changes.commands) for changes in post.commits[before:]]
    assert concluded == [20]


# -- slots ---------------------------------------------------------------------------------------------
async def test_what_shows_a_rows_own_slot_is_said_with_its_claim_and_anothers_is_asked_for(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[set[tuple[str, str]]]()
    of = Slots.of

    async def noted(slots: Slots, wanted: set[tuple[str, str]]) -> object:
        asked.append(wanted)
        return await of(slots, wanted)

    monkeypatch.setattr(Slots, "of", noted)
    await post.posts(post.row("new", slot="card:1"))
    await post.posts(post.row("other", "8", slot="card:1"))
    await post.posts(post.row("taken", slot="card:1"), post.row("below", reply_to="slot:card:1"))
    assert {(call.text, call.edit, call.reply_to) for call in post.channel.calls[2:]} == {
        ("taken", "101", ""),
        ("below", "", "101"),
    }
    assert asked == [{(CHAT, "card:1")}]


async def test_a_put_edits_what_an_earlier_put_sent(post: Post) -> None:
    await post.posts(post.row("new", slot="card:1"))
    await post.posts(post.row("taken", slot="card:1"))
    assert [(c.text, c.edit) for c in post.channel.calls] == [("new", ""), ("taken", "101")]


async def test_a_put_of_a_message_that_still_waits_replaces_its_text(post: Post) -> None:
    post.channel.gate.clear()
    await post.posts(post.row("busy"))
    first = post.row("old", slot="card:1")
    await post.posts(first)
    await post.posts(post.row("newest", slot="card:1"))
    post.channel.gate.set()
    await post.settles()
    assert post.texts == ["busy", "newest"]
    assert await post.state(first) is SENT


async def test_states_that_were_replaced_before_they_left_take_no_place_of_the_group(post: Post) -> None:
    post.channel.limits = replace(TELEGRAM, in_flight=10)
    await post.restarts()
    for i in range(8):
        await post.posts(post.row(f"state {i}", "-1", lane=Lane.OPERATORS, slot="card:1", share=int(Share.EDITS)))
    assert post.texts == []
    await post.passes(2)
    await post.passes(1)
    assert post.texts == ["state 7"]
    assert post.sender.dispatch.pace.groups["-1"].all.used(post.clock.monotonic()) == 1


async def test_deletions_take_no_place_of_the_group(post: Post) -> None:
    post.channel.limits = replace(TELEGRAM, in_flight=10)
    await post.restarts()
    await post.posts(*(post.row(f"{i}", "-1", lane=Lane.OPERATORS, slot=f"undo:{i}", share=ASKED) for i in range(2)))
    await post.posts(
        *(post.row("", "-1", op="delete", lane=Lane.OPERATORS, slot=f"undo:{i}", share=ASKED) for i in (0, 1))
    )
    assert len(post.channel.calls) == 4
    assert post.sender.dispatch.pace.groups["-1"].all.used(post.clock.monotonic()) == 2


async def test_a_put_while_the_first_is_under_way_becomes_an_edit_of_it(post: Post) -> None:
    post.channel.gate.clear()
    await post.posts(post.row("new", slot="card:1", lane=Lane.OPERATORS, share=int(Share.REPORTS)))
    await post.posts(post.row("taken", slot="card:1", lane=Lane.OPERATORS, share=int(Share.EDITS)))
    post.channel.gate.set()
    await post.settles()
    assert [(c.text, c.edit) for c in post.channel.calls] == [("new", ""), ("taken", "101")]


async def test_a_put_is_sent_anew_when_its_message_is_gone(post: Post) -> None:
    await post.posts(post.row("new", slot="card:1", report_id=1))
    post.channel.script["taken"] = [Outcome(Result.REJECTED, why="gone", gone=True)]
    await post.posts(post.row("taken", slot="card:1", report_id=1))
    await post.posts(post.row("closed", slot="card:1", report_id=1))
    assert [(c.text, c.edit) for c in post.channel.calls] == [
        ("new", ""), ("taken", "101"), ("taken", ""), ("closed", "102"),
    ]  # fmt: skip
    # replies to the old message are still understood
    assert await post.look("sent_message", "message_id, slot, report_id") == [("101", "", 1), ("102", "card:1", 1)]


@pytest.mark.parametrize(
    "refused",
    [Outcome(Result.REJECTED, why="code-979"), Outcome(Result.REJECTED, why="bad-request"),
     Outcome(Result.UNREACHABLE, why="forbidden")],
    ids=lambda outcome: outcome.why,
)  # fmt: skip
async def test_what_may_not_be_changed_for_whatever_reason_is_said_anew_and_its_teller_hears_that_it_came(
    post: Post, refused: Outcome
) -> None:
    await post.posts(post.row("answer", slot="answer:1", report_id=1))
    post.channel.script["mended"] = [refused]
    mended = post.row("mended", slot="answer:1", report_id=1, careful=1, then="delivered:1")
    await post.posts(mended)
    await post.posts(post.row("again", slot="answer:1", report_id=1))
    assert [(c.text, c.edit) for c in post.channel.calls[1:]] == [("mended", "101"), ("mended", ""), ("again", "102")]
    assert await post.state(mended) is SENT
    assert [json.loads(data)["result"] for _, _, data in post.news()] == ["sent"]


async def test_what_is_refused_anew_too_is_final_and_its_teller_hears_why(post: Post) -> None:
    await post.posts(post.row("answer", slot="answer:1"))
    post.channel.script["mended"] = [Outcome(Result.REJECTED, why="code-979")] * 9
    mended = post.row("mended", slot="answer:1", careful=1, then="delivered:1")
    await post.posts(mended)
    assert [(c.text, c.edit) for c in post.channel.calls[1:]] == [("mended", "101"), ("mended", "")]
    assert await post.state(mended) is OutboxState.REJECTED
    assert [json.loads(data)["why"] for _, _, data in post.news()] == ["code-979"]


async def test_what_is_said_anew_is_said_to_its_end(post: Post) -> None:
    await post.posts(post.row("short", slot="screen:1"))
    post.channel.script["1|2"] = [Outcome(Result.REJECTED, why="gone", gone=True)]
    long = post.row("1|2", slot="screen:1")
    await post.posts(long)
    assert [(c.text, c.part, c.edit) for c in post.channel.calls[1:]] == [
        ("1|2", 0, "101"),
        ("1|2", 0, ""),
        ("1|2", 1, ""),
    ]
    assert await post.state(long) is SENT


async def test_a_deletion_takes_the_slots_message_away_and_a_later_put_is_new(post: Post) -> None:
    await post.posts(post.row("new", slot="screen:1"))
    await post.posts(post.row(slot="screen:1", op="delete"))
    await post.posts(post.row("again", slot="screen:1"))
    assert [(c.op, c.edit) for c in post.channel.calls] == [("put", ""), ("delete", "101"), ("put", "")]


async def test_a_deletion_of_what_was_never_sent_or_is_gone_is_done(post: Post) -> None:
    never = post.row(slot="screen:9", op="delete")
    await post.posts(never)
    assert post.channel.calls == []
    await post.posts(post.row("new", slot="screen:1"))
    post.channel.script[""] = [Outcome(Result.REJECTED, why="gone", gone=True)]
    gone = post.row(slot="screen:1", op="delete")
    await post.posts(gone)
    assert [await post.state(never), await post.state(gone)] == [SENT, SENT]


async def test_a_reply_finds_the_slots_message_and_goes_without_it_when_it_is_gone(post: Post) -> None:
    await post.posts(post.row("card", slot="card:1"))
    post.channel.script["note"] = [Outcome(Result.REJECTED, gone=True, why="gone")]
    note = post.row("note", reply_to="slot:card:1")
    await post.posts(note)
    assert [c.reply_to for c in post.channel.calls] == ["", "101", ""]
    assert await post.state(note) is SENT


# -- parts ---------------------------------------------------------------------------------------------
async def test_parts_follow_each_other_and_nothing_comes_between(post: Post) -> None:
    await post.posts(post.row("1|2|3"), post.row("after"))
    assert [(c.text, c.part) for c in post.channel.calls] == [("1|2|3", 0), ("1|2|3", 1), ("1|2|3", 2), ("after", 0)]


async def test_a_failure_between_parts_repeats_no_part_that_was_through(post: Post) -> None:
    ok = Outcome(Result.SENT, ("50",))
    post.channel.script["1|2|3"] = [ok, Outcome(Result.RETRY), Outcome(Result.SENT, ("51",))]
    row = post.row("1|2|3", report_id=5)
    await post.posts(row)
    await post.passes(2)
    assert [c.part for c in post.channel.calls] == [0, 1, 1, 2]
    assert await post.state(row) is SENT
    assert [m for (m,) in await post.look("sent_message", "message_id", "report_id = 5")] == ["101", "50", "51"]


async def test_a_restart_between_parts_repeats_no_part_that_was_through(post: Post) -> None:
    row = post.row("1|2", careful=1, parts_done=1, state=0, attempts=1)
    await post.dies()
    await post.keep(row)
    await post.starts()
    assert [c.part for c in post.channel.calls] == [1]
    assert await post.state(row) is SENT


# -- what the messenger says ----------------------------------------------------------------------------
async def test_marks_that_are_not_understood_go_plain(post: Post) -> None:
    post.channel.script["a"] = [Outcome(Result.REJECTED, why="markup", plain=True)]
    row = post.row("a")
    await post.posts(row)
    assert [c.plain for c in post.channel.calls] == [False, True]
    assert await post.state(row) is SENT


async def test_a_person_whose_keyboard_was_refused_is_told_the_words_and_the_staff_chat_is_not(post: Post) -> None:
    refused = Outcome(Result.RETRY, why="off", plain=True, retry_after_s=600, scope="method", method="keyboard")
    body = Message("a", ((Button("✅ Отправить", "c_send:1"), Button("Отмена", "c_cancel:1")),)).dump()
    for chat in (CHAT, "-5"):
        post.channel.script["a"] = [refused]
        await post.posts(post.row("a", chat, body=body))
    assert "«Отправить» или «Отмена»" in post.texts[1]
    assert post.texts[2:] == ["a", "a"]
    assert post.sender.dispatch.held_s("keyboard") > 0, "it is told as an alarm"


async def test_the_words_for_a_refused_keyboard_are_those_of_the_persons_language(post: Post) -> None:
    refused = Outcome(Result.RETRY, why="off", plain=True, retry_after_s=600, scope="method", method="keyboard")
    body = Message("a", ((Button("Send", "c_send:1"),),)).dump()
    await post.keep(Person(5, 0, "en"), Account("telegram", CHAT, 5, 0))
    post.channel.script["a"] = [refused]
    await post.posts(post.row("a", body=body))
    assert "You can write" in post.texts[1]


async def test_what_is_not_understood_even_plain_is_rejected_and_the_next_goes(post: Post) -> None:
    post.channel.script["a"] = [Outcome(Result.REJECTED, why="markup", plain=True)] * 2
    row = post.row("a", then="delivered:4")
    await post.posts(row, post.row("b"))
    assert await post.state(row) is OutboxState.REJECTED
    assert post.texts == ["a", "a", "b"]
    assert [json.loads(data)["result"] for _, _, data in post.news()] == ["rejected"]


async def test_a_group_that_got_a_new_id_takes_everything_with_it(post: Post) -> None:
    moved = Outcome(Result.RETRY, why="migrated", migrated_to="-1005")
    post.channel.script["a"] = [moved]
    rows = [post.row(t, "-5", lane=Lane.OPERATORS) for t in "ab"]
    await post.posts(*rows)
    assert [(c.text, c.chat) for c in post.channel.calls] == [("a", "-5"), ("a", "-1005"), ("b", "-1005")]
    assert post.moves == [(Address("telegram", "-5"), Address("telegram", "-1005"))]
    assert [await post.state(r) for r in rows] == [SENT, SENT]
    assert await post.look("setting", "name, value") == [("moved:telegram:-5", "telegram:-1005")]


async def test_a_person_who_cannot_be_reached_is_marked_and_the_news_say_why(post: Post) -> None:
    await post.keep(Account("telegram", CHAT, 1, 1), Account("telegram", "8", 2, 1))
    post.channel.script["a"] = [Outcome(Result.UNREACHABLE, why="blocked")]
    row = post.row("a", then="delivered:4")
    await post.posts(row)
    assert await post.state(row) is OutboxState.UNREACHABLE
    marked = await post.look("account", "user_id, unreachable_why", "unreachable_at > 0")
    assert marked == [(CHAT, "blocked")]
    ((kind, key, data),) = post.news()
    assert (kind, key) == ("delivered", "4")
    told = json.loads(data)
    assert (told["result"], told["why"]) == ("unreachable", "blocked")
    assert abs(told["at"] - post.clock.now()) < 60_000


async def test_news_come_once_and_only_when_the_row_is_final(post: Post) -> None:
    post.channel.script["a|b"] = [Outcome(Result.SENT, ("50",)), Outcome(Result.RETRY)]
    await post.posts(post.row("a|b", then="delivered:4"))
    assert post.news() == []
    await post.passes(2)
    assert [json.loads(d)["result"] for _, _, d in post.news()] == ["sent"]


async def test_a_refused_token_is_reported_and_the_row_waits(post: Post) -> None:
    post.channel.script["a"] = [Outcome(Result.RETRY, why="token", stop=True)]
    row = post.row("a")
    await post.posts(row)
    assert post.stops == ["token"]
    assert await post.state(row) is WAITING


@pytest.mark.parametrize(("late_s", "state"), [(11, OutboxState.EXPIRED), (5, SENT)])
async def test_an_acknowledgement_that_is_too_late_is_not_sent(post: Post, late_s: int, state: OutboxState) -> None:
    await post.dies()
    row = post.row("toast", op="ack", lane=Lane.ACK, slot="q", expires_at=post.clock.now() + 10_000)
    await post.keep(row)
    post.clock.leap(late_s)
    await post.starts()
    assert await post.state(row) is state
    assert len(post.channel.calls) == (state is SENT)

"""A notice under way: one message in the admin chat that says how far it has come; stop and go on; the result."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.buttons import Rows, number_of, part_of
from handlers.base.event import CLOCK
from handlers.base.loads import Needs, need
from handlers.base.message import Button, Marked, Message
from handlers.base.reasons import channel_name, reason
from handlers.base.staff import answer, tell
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.notices.announce import all_events
from handlers.notices.content import load_content
from handlers.notices.family import NoticeLink, shown_number
from handlers.notices.loads import NOTICE, NOTICE_COUNTS, NOTICE_FAMILY
from handlers.notices.moves import TAKEN_BACK, move, officer_name, role_of
from handlers.notices.panel import lasts, responses_button, state_name, title, what_line
from handlers.notices.reach_count import read_counted
from handlers.notices.states import NOT_STARTED, Act, NoticeState, Role, leads_to
from handlers.notices.words import NoticeButton, NoticePurpose, NoticeTick
from handlers.officer.run.history import history_lines
from handlers.officer.words import OfficerButton
from storage.notice_records import Notice, NoticeCount, NoticeEvent
from storage.records import Lane, OutboxState, Share

PROGRESS_MS = 15_000
SENT = OutboxState.SENT.name.lower()


@need(NOTICE_COUNTS)
def load_counts(turn: Turn) -> Needs:
    """How the messages of the notice at hand fared."""
    return (NOTICE_COUNTS(number_of(turn.event.argument)),)


def progress_slot(notice: Notice) -> str:
    return f"notice:{notice.id}"


# -- progress ---------------------------------------------------------------------------------
def progress(turn: Turn) -> None:
    """Tick NoticeTick.PROGRESS, every 15 s while it is being sent, and once after it was stopped. The tick's
    text is what it was the last time.
    """
    notice, counts = turn.one(NOTICE), turn.many(NOTICE_COUNTS)
    if notice is not None and notice.state == NoticeState.STOPPED:
        put_progress(turn, notice, counts, Lane.DIGEST)
    if notice is None or notice.state != NoticeState.SENDING:
        return
    before = json.loads(turn.event.text) if turn.event.text else {}
    put_progress(turn, notice, counts, Lane.DIGEST, before)
    done = {name: _of(counts, name) for name in _channels(notice, counts)}
    turn.after(PROGRESS_MS, NoticeTick.PROGRESS, notice.id, json.dumps({"at": turn.now, "done": done}))


def put_progress(
    turn: Turn, notice: Notice, counts: Sequence[NoticeCount], lane: Lane, before: dict[str, object] | None = None
) -> None:
    """The notice's one message in the admin chat as it is now."""
    chat = turn.shared.admin_chat
    if chat is None:
        return
    texts = turn.staff_texts
    text = join(
        join(title(texts, notice), what_line(turn, texts, notice, load_content(notice.content)), by="\n"),
        count_lines(texts, notice, counts, turn.now, before),
    )
    message = Message(text, progress_buttons(texts, notice))
    slot = progress_slot(notice)
    share = Share.ASKED if turn.officer else Share.EDITS  # what an officer just did is shown first
    turn.send(chat, message, lane=lane, share=share, slot=slot, careful=True, purpose=NoticePurpose.PROGRESS)


def progress_buttons(texts: Texts, notice: Notice) -> Rows:
    """Stop or go on, and the way out of a false alarm."""
    state, rows = NoticeState(notice.state), []
    if leads_to(state, Act.STOP, Role.OFFICER):
        rows.append(Button(texts.label("progress-button-stop"), OfficerButton.STOP(notice.id), style="bad"))
    if leads_to(state, Act.GO_ON, Role.OFFICER) and not notice.ended_at:
        rows.append(Button(texts.label("progress-button-go-on"), OfficerButton.GO_ON(notice.id), style="good"))
    more = []
    if rows and not notice.ended_at:
        if state is NoticeState.STOPPED:
            more.append(Button(texts.label("after-button-fix"), OfficerButton.FIX(notice.id)))
        more.append(Button(texts.label("after-button-false"), OfficerButton.FALSE_ALARM(notice.id)))
    return tuple(tuple(row) for row in (rows, more) if row)


def count_lines(
    texts: Texts,
    notice: Notice,
    counts: Sequence[NoticeCount],
    now: int,
    before: dict[str, object] | None = None,
) -> Marked:
    """By messenger: sent of how many, how fast, how long still; below it what did not arrive, and why."""
    lines = [_channel_line(texts, notice, counts, name, now, before or {}) for name in _channels(notice, counts)]
    failed = [c for c in counts if c.outcome != SENT]
    if failed:
        lines.append(texts.say("progress-failed", count=sum(c.count for c in failed)))
        lines += [
            texts.say(
                "progress-failed-line",
                channel=channel_name(texts, c.channel),
                why=_why(texts, c),
                count=c.count,
            )
            for c in sorted(failed, key=lambda c: -c.count)[:8]
        ]
    counted = read_counted(notice)
    if counted and counted.held:
        lines.append(texts.say("approve-held", count=counted.held))
    if lines:
        return join(*lines, by="\n")
    return texts.say("progress-nobody" if notice.state == NoticeState.SENT else "progress-nothing-yet")


def _channel_line(
    texts: Texts, notice: Notice, counts: Sequence[NoticeCount], name: str, now: int, before: dict[str, object]
) -> Marked:
    counted = read_counted(notice)
    done, sent = _of(counts, name), _of(counts, name, SENT)
    total = max(counted.people.get(name, 0) if counted else 0, done)
    values = {"channel": channel_name(texts, name), "sent": sent, "total": total}
    past = before.get("done")
    earlier = int(past.get(name, 0)) if isinstance(past, dict) else 0
    seconds = (now - int(str(before.get("at", now)))) / 1000
    speed = (done - earlier) / seconds if seconds > 0 else 0.0
    if notice.state != NoticeState.SENDING or speed <= 0 or done >= total:
        return texts.say("progress-line", **values)
    return texts.say("progress-line-going", speed=round(speed, 1), left=lasts(texts, (total - done) / speed), **values)


def _channels(notice: Notice, counts: Sequence[NoticeCount]) -> list[str]:
    counted = read_counted(notice)
    return sorted({*(counted.people if counted else ()), *(c.channel for c in counts)})


def _of(counts: Sequence[NoticeCount], channel: str, outcome: str = "") -> int:
    return sum(c.count for c in counts if c.channel == channel and outcome in ("", c.outcome))


def _why(texts: Texts, count: NoticeCount) -> str:
    """«заблокировал бота»; what has no words of its own: the outcome, with the reason as /delivery says it."""
    if texts.has(f"progress-why-{count.why}"):
        return texts.label(f"progress-why-{count.why}")
    key = f"progress-outcome-{count.outcome.replace('_', '-')}"
    outcome = texts.label(key) if texts.has(key) else count.outcome
    told = reason(texts, count.why) if count.why and count.why not in (count.outcome, TAKEN_BACK) else ""
    return f"{outcome} ({told})" if told else outcome


# -- stop and go on ---------------------------------------------------------------------------
def ask_stop(turn: Turn) -> None:
    """d_stop: one more tap."""
    notice = turn.one(NOTICE)
    if not may(turn, notice, Act.STOP) or notice is None:
        return
    number = turn.new_id("outbox")
    yes = Button(turn.texts.label("progress-button-stop-sure"), OfficerButton.STOP_SURE(notice.id, number), style="bad")
    no = Button(turn.texts.label("progress-button-stop-no"), OfficerButton.LEAVE(notice.id, number))
    asks = turn.t("progress-ask-stop", number=str(shown_number(notice)))
    text = join(asks, what_line(turn, turn.texts, notice, load_content(notice.content)), by="\n")
    tell(turn, Message(text, ((yes,), (no,))), slot=sure_slot(number), purpose=NoticePurpose.SURE)


def stop(turn: Turn) -> None:
    """d_stopok: not one more message leaves after this commit."""
    notice = turn.one(NOTICE)
    if not may(turn, notice, Act.STOP) or notice is None:
        return
    _act(turn, notice, Act.STOP)
    said = {"number": str(shown_number(notice)), "who": officer_name(turn), "at": turn.texts.clock(turn.now)}
    text = turn.t("progress-stopped", **said)
    go_on_button = Button(turn.texts.label("progress-button-go-on"), OfficerButton.GO_ON(notice.id), style="good")
    tell(turn, Message(text, ((go_on_button,),)), slot=pressed_sure(turn))
    turn.ack(turn.texts.label("progress-toast-stopped"))


def leave(turn: Turn) -> None:
    """d_stopno: it goes on as if nobody had asked."""
    turn.take_away(turn.here, pressed_sure(turn))


def go_on(turn: Turn) -> None:
    """d_goon: where it was stopped."""
    notice = turn.one(NOTICE)
    if notice is not None and notice.ended_at:
        answer(turn, "progress-toast-over", number=str(shown_number(notice)))
        return
    if not may(turn, notice, Act.GO_ON) or notice is None:
        return
    newer = (n for n in turn.many(NOTICE_FAMILY) if n.state in NOT_STARTED and n.link != NoticeLink.REPEATS)
    better = next((n for n in newer if n.linked_id == shown_number(notice)), None)
    if better is not None:
        _ask_go_on(turn, notice, better)
    else:
        _go_on(turn, notice)


def _ask_go_on(turn: Turn, notice: Notice, better: Notice) -> None:
    """Somebody stopped it to say it otherwise: one more tap, so that nobody sends on what is being put right."""
    texts, number = turn.texts, turn.new_id("outbox")
    yes = Button(texts.label("progress-button-go-on-sure"), OfficerButton.GO_ON_SURE(notice.id, number), style="bad")
    no = Button(texts.label("progress-button-stop-no"), OfficerButton.LEAVE(notice.id, number))
    asks = turn.t(
        "progress-ask-go-on", number=str(shown_number(notice)), other=str(better.id), link=better.link,
        who=better.author_name or texts.label("op-somebody"), state=state_name(texts, better),
    )  # fmt: skip
    tell(turn, Message(asks, ((yes,), (no,))), slot=sure_slot(number), purpose=NoticePurpose.SURE)


def go_on_sure(turn: Turn) -> None:
    """d_goonok: though something newer about it is being written."""
    notice = turn.one(NOTICE)
    turn.take_away(turn.here, pressed_sure(turn))
    if may(turn, notice, Act.GO_ON) and notice is not None and not notice.ended_at:
        _go_on(turn, notice)


def _go_on(turn: Turn, notice: Notice) -> None:
    _act(turn, notice, Act.GO_ON)
    turn.after(PROGRESS_MS, NoticeTick.PROGRESS, notice.id)
    answer(turn, "progress-toast-going")


def may(turn: Turn, notice: Notice | None, act: Act) -> bool:
    """Whether it can be done now by this officer; else its state is said."""
    officer_name(turn)
    if notice is None:
        answer(turn, "approve-toast-none")
    elif leads_to(NoticeState(notice.state), act, role_of(turn, notice)) is None:
        answer(turn, "approve-toast-old", number=str(shown_number(notice)), state=state_name(turn.staff_texts, notice))
    else:
        return True
    return False


def _act(turn: Turn, notice: Notice, act: Act) -> None:
    move(turn, notice, act, role_of(turn, notice), who=turn.officer, name=officer_name(turn))
    put_progress(turn, notice, turn.many(NOTICE_COUNTS), Lane.OPERATORS)


def sure_slot(number: int) -> str:
    """Of a message that asks once more, by the number of its question."""
    return f"sure:{number}"


def pressed_sure(turn: Turn) -> str:
    """The slot of the question whose button was pressed."""
    return sure_slot(number_of(part_of(turn.event.argument, 1)))


# -- done -------------------------------------------------------------------------------------
def done(turn: Turn) -> None:
    """Tick n_done: everybody has it, or an outcome."""
    notice = turn.one(NOTICE)
    if notice is None or not move(turn, notice, Act.FINISH, Role.CLOCK, who=CLOCK, name=""):
        return
    turn.forget_timer(NoticeTick.PROGRESS, notice.id)
    counts = turn.many(NOTICE_COUNTS)
    put_progress(turn, notice, counts, Lane.DIGEST)
    chat = turn.shared.admin_chat
    if chat is not None:
        message = result(turn, notice, counts, all_events(turn, notice))
        slot = f"result:{notice.id}:{turn.now}"  # so that a reply to it is known
        turn.send(
            chat, message, lane=Lane.OPERATORS, share=Share.ASKED, slot=slot, careful=True, purpose=NoticePurpose.RESULT
        )


def result(turn: Turn, notice: Notice, counts: Sequence[NoticeCount], history: Sequence[NoticeEvent]) -> Message:
    """How it went, who did what when, and what can be done now."""
    texts = turn.staff_texts
    text = join(
        join(title(texts, notice), what_line(turn, texts, notice, load_content(notice.content)), by="\n"),
        count_lines(texts, notice, counts, turn.now),
        history_lines(texts, history, turn.now),
    )
    return Message(text, after_buttons(texts, notice))


def after_buttons(texts: Texts, notice: Notice, *, answers: bool = True) -> Rows:
    """Answers (counted in the admin chat); while it is in force: correct, update, end, false alarm."""
    rows: list[tuple[Button, ...]] = [(responses_button(texts, notice.id),)] if answers else []
    if notice.ended_at or not leads_to(NoticeState(notice.state), Act.WITHDRAW, Role.OFFICER):
        return tuple(rows)
    rows += [
        (
            Button(texts.label("after-button-fix"), OfficerButton.FIX(notice.id)),
            Button(texts.label("after-button-update"), OfficerButton.UPDATE(notice.id)),
        ),
        (
            Button(texts.label("after-button-end"), NoticeButton.END(notice.id), style="good"),
            Button(texts.label("after-button-false"), OfficerButton.FALSE_ALARM(notice.id), style="bad"),
        ),
    ]
    return tuple(rows)

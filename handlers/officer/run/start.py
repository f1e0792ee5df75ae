"""A notice's times: it starts when its time has come, is said again, and ends when it is over.

Every tick looks at the notice as it is: one that comes twice, late, or after somebody has acted does nothing.
"""

from __future__ import annotations

import json

from handlers.base.event import CLOCK
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Marked, Message
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.notices.announce import show_panel
from handlers.notices.chain import is_overtaken, judge_chain, pauses, send_back, stands, what_changed
from handlers.notices.content import load_content
from handlers.notices.doubts import grave_there
from handlers.notices.family import NO_DANGER_LINKS, NoticeLink, followed, load_family, shown_number
from handlers.notices.loads import LIVE, NOTICE, NOTICE_FAMILY, NOTICE_HISTORY, among, live
from handlers.notices.moves import CONSOLE, drop_rows, end, move, new_notice, record
from handlers.notices.panel import state_name, what_line
from handlers.notices.reach_count import read_counted
from handlers.notices.states import IN_FORCE, Act, NoticeState, Role, leads_to
from handlers.notices.words import NoticePurpose, NoticeTick
from handlers.officer.decide.approve import AUTHOR_ACCOUNTS
from handlers.officer.decide.calls import answer_calls, writers
from handlers.officer.run.again import may_be_base
from handlers.officer.run.progress import PROGRESS_MS, SENT, put_progress
from handlers.officer.words import OfficerButton
from storage.notice_records import Notice, NoticeCount
from storage.records import Lane, Setting, Share

PAUSED_LOOK_MS = 60_000
DRILL_LOOK_MS = 5 * 60_000
OVER_GATHER_MS = 20_000
"""Notices that end within this time are said in one message."""


# -- loads ------------------------------------------------------------------------------------
ORIGINAL = Load("the notice that it links to", "notice_by_id", Notice)
ENDED_NUMBERS = Load("numbers of those that have ended", "setting", Setting)
ENDED_COUNTS = Load("how those that have ended fared", "notice_counts_among", NoticeCount)
ENDED_NOTICES = Load("those that have ended", "notices_among", Notice)


@need(ORIGINAL, NOTICE_FAMILY)
def load_original(turn: Turn) -> Needs:
    """Second stage: what the notice links to, and all that was said of the matter."""
    notice = turn.one(NOTICE)
    return (ORIGINAL(notice.linked_id), *load_family(turn)) if notice is not None and notice.linked_id else ()


@need(LIVE)
def load_live(turn: Turn) -> Needs:
    """What is in force: no drill begins there."""
    return (live(turn.now),)


@need(ENDED_NUMBERS)
def load_over(turn: Turn) -> Needs:
    return (ENDED_NUMBERS(NoticeTick.OVER),)


@need(ENDED_NOTICES, ENDED_COUNTS)
def load_ended(turn: Turn) -> Needs:
    """Second stage: those that have ended since it was last said."""
    numbers = _listed(turn)
    return (among(ENDED_NOTICES, numbers), ENDED_COUNTS(json.dumps(numbers)))


# -- starting ---------------------------------------------------------------------------------
def start(turn: Turn) -> None:
    """Tick START: an approved notice's time has come."""
    notice = turn.one(NOTICE)
    if notice is None or notice.state != NoticeState.APPROVED:
        return
    if notice.send_at > turn.now:
        turn.after(notice.send_at - turn.now, NoticeTick.START, notice.id)
    elif notice.until and notice.until <= turn.now:
        _expire(turn, notice)
    elif notice.drill and (grave := grave_there(turn, notice, load_content(notice.content), turn.many(LIVE))):
        _hold_drill(turn, notice, grave)
    elif (change := what_changed(notice, turn.many(NOTICE_FAMILY), turn.now)) is not None:
        send_back(turn, notice, change)
    else:
        begin(turn, notice, followed(notice.linked_id, turn.many(NOTICE_FAMILY)) or turn.one(ORIGINAL))
        if notice.send_at and _has_panel(turn, notice):
            show_panel(turn, notice)  # it said that it waits


def _has_panel(turn: Turn, notice: Notice) -> bool:
    """Whether an officer approved it: what a source or the console did at once never stood there."""
    by_themselves = (CLOCK, CONSOLE, notice.source)
    return any(e.what == Act.APPROVE and e.actor not in by_themselves for e in turn.many(NOTICE_HISTORY))


def _hold_drill(turn: Turn, notice: Notice, grave: Notice) -> None:
    """No drill where something grave is in force; it begins when that is over, if it is still in time."""
    if not any(e.what == "held" for e in turn.many(NOTICE_HISTORY)):
        record(turn, notice, "held", CLOCK, "", by=shown_number(grave))
        if (chat := turn.shared.admin_chat) is not None:
            text = turn.staff_texts.say("start-drill-held", number=str(notice.id), other=str(shown_number(grave)))
            turn.send(chat, text, lane=Lane.OPERATORS, share=Share.ALARMS, careful=True)
    turn.after(DRILL_LOOK_MS, NoticeTick.START, notice.id)


def begin(turn: Turn, notice: Notice, original: Notice | None) -> None:
    """From this commit on it is being sent; what it links to is in force no more."""
    if not move(turn, notice, Act.START, Role.CLOCK, who=CLOCK, name=""):
        return
    of = original.id if original is not None else 0
    if notice.link in NO_DANGER_LINKS:
        end(turn, notice)
    if original is not None:
        _supersede(turn, notice, original)
    if notice.link == NoticeLink.ENDS:
        for other in turn.many(NOTICE_FAMILY):
            if other.id != notice.id and stands(other, turn.now):
                _supersede(turn, notice, other)
    if notice.link == NoticeLink.WITHDRAWS:
        for other in turn.many(NOTICE_FAMILY):
            if other.id not in (notice.id, of) and other.link not in NO_DANGER_LINKS:
                _take_back(turn, notice, other)
    if read_counted(notice) is None:
        notice.count_wanted = 1
    turn.save(notice)
    put_progress(turn, notice, [], Lane.OPERATORS)
    turn.after(PROGRESS_MS, NoticeTick.PROGRESS, notice.id)
    if may_repeat(turn, notice):
        turn.after(notice.repeat_min * 60_000, NoticeTick.REPEAT, notice.id)


def _supersede(turn: Turn, notice: Notice, original: Notice) -> None:
    """The earlier one ends, and what still waits of it is not said any more."""
    state = NoticeState(original.state)
    if notice.link == NoticeLink.WITHDRAWS and leads_to(state, Act.WITHDRAW, Role.SOURCE):
        move(turn, original, Act.WITHDRAW, Role.SOURCE, who=notice.source or CLOCK, name=notice.approver_name)
        return
    if state is NoticeState.SENDING:
        move(turn, original, Act.STOP, Role.CLOCK, who=CLOCK, name="")
    if state in (NoticeState.SENDING, NoticeState.STOPPED):
        drop_rows(turn, original)
    if state in (NoticeState.SENDING, NoticeState.STOPPED, NoticeState.SENT) and end(turn, original):
        record(turn, original, notice.link, CLOCK, notice.approver_name, by=notice.id)


def _take_back(turn: Turn, notice: Notice, other: Notice) -> None:
    """What was said of the same matter, before or after, was as wrong; what waits to be said of it is not said."""
    who, name, state = notice.source or CLOCK, notice.approver_name, NoticeState(other.state)
    if leads_to(state, Act.WITHDRAW, Role.SOURCE):
        move(turn, other, Act.WITHDRAW, Role.SOURCE, who=who, name=name)
    elif state in (NoticeState.PENDING, NoticeState.APPROVED):
        move(turn, other, Act.DROP, Role.SOURCE, who=who, name=name)
        show_panel(turn, other)


# -- again ------------------------------------------------------------------------------------
def may_repeat(turn: Turn, notice: Notice) -> bool:
    """Said again while it is in force, for kinds of which the region allows it."""
    return bool(
        notice.repeat_min > 0
        and notice.until
        and notice.link not in NO_DANGER_LINKS
        and notice.kind in turn.shared.region.notices.repeat
    )


def repeat(turn: Turn) -> None:
    """Tick REPEAT: the same notice once more, as a notice of its own that takes this one's place.

    The clock does it: nobody is asked again, its content is what was approved, to the letter. It links to the first
    one; its version says which repeat of that it is.
    """
    notice = turn.one(NOTICE)
    if notice is None or notice.ended_at or not may_repeat(turn, notice) or notice.until <= turn.now:
        return
    if notice.state in (NoticeState.SENDING, NoticeState.STOPPED):
        turn.after(notice.repeat_min * 60_000, NoticeTick.REPEAT, notice.id)
        return
    if notice.state != NoticeState.SENT:
        return
    waits = pauses(notice, turn.many(NOTICE_FAMILY))
    if waits is not None:
        _pause(turn, notice, waits)
        return
    first = shown_number(notice)
    again = new_notice(turn, load_content(notice.content), link=NoticeLink.REPEATS, linked_id=first, source=CLOCK)
    again.hands, again.counted, again.version = notice.hands, notice.counted, _times_repeated(notice) + 1
    again.author, again.author_name = notice.author, notice.author_name
    again.submitter_name, again.approver_name = notice.submitter_name, notice.approver_name
    move(turn, again, Act.REPEAT, Role.CLOCK, who=CLOCK, name="", data={"by": first})
    record(turn, notice, "repeated", CLOCK, "", by=again.version)


def _times_repeated(notice: Notice) -> int:
    return notice.version if notice.link == NoticeLink.REPEATS else 0


def _pause(turn: Turn, notice: Notice, waits: Notice) -> None:
    """What may be over is not said again before that is decided; as soon as it is not in the way, it goes on."""
    told = [e for e in turn.many(NOTICE_HISTORY) if e.what == "paused"]
    if not told or json.loads(told[-1].data).get("by") != waits.id:
        record(turn, notice, "paused", CLOCK, "", by=waits.id)
    turn.after(PAUSED_LOOK_MS, NoticeTick.REPEAT, notice.id)


def judge(turn: Turn) -> None:
    """Tick JUDGE: this notice has ended; what waits and is about it or its chain goes back. If it is itself still being
    sent, and was overtaken, it stops.
    """
    notice, family = turn.one(NOTICE), turn.many(NOTICE_FAMILY)
    if notice is not None and notice.state == NoticeState.SENDING and is_overtaken(notice, family):
        move(turn, notice, Act.STOP, Role.CLOCK, who=CLOCK, name="")
        drop_rows(turn, notice)
        put_progress(turn, notice, [], Lane.OPERATORS)
    judge_chain(turn, turn.many(NOTICE_FAMILY))


# -- over -------------------------------------------------------------------------------------
def over(turn: Turn) -> None:
    """Tick UNTIL: its time is over, whatever became of it."""
    notice = turn.one(NOTICE)
    if notice is None or not notice.until or notice.until > turn.now:
        return
    if leads_to(NoticeState(notice.state), Act.EXPIRE, Role.CLOCK):
        said = turn.staff_texts.say("approve-expired", number=str(notice.id))
        if notice.state == NoticeState.PENDING:
            answer_calls(turn, notice, said)
        if notice.state != NoticeState.STOPPED:
            _tell_author(turn, notice, said)
        _expire(turn, notice)
    elif notice.state in IN_FORCE and end(turn, notice):
        record(turn, notice, "over", CLOCK, "")
        _say_gathered(turn, notice)


def _tell_author(turn: Turn, notice: Notice, said: Marked) -> None:
    """Whoever went home after he wrote it hears that nobody got it, with the way to say it after all."""
    base = Button(turn.staff_texts.label("notices-button-base"), OfficerButton.BASE(notice.id))
    message = Message(said, ((base,),) if may_be_base(notice) else ())
    for to in writers(turn, notice, turn.many(AUTHOR_ACCOUNTS)):
        turn.send(to, message, careful=True, purpose=NoticePurpose.DECIDED)


def _expire(turn: Turn, notice: Notice) -> None:
    """It was over before it was sent, or while it was stopped."""
    was = notice.state
    move(turn, notice, Act.EXPIRE, Role.CLOCK, who=CLOCK, name="")
    if was == NoticeState.STOPPED:
        put_progress(turn, notice, [], Lane.OPERATORS)
    else:
        show_panel(turn, notice)
    _say_gathered(turn, notice)


def _say_gathered(turn: Turn, notice: Notice) -> None:
    listed = sorted({*_listed(turn), notice.id})
    turn.save(Setting(NoticeTick.OVER, json.dumps(listed)))
    turn.after(OVER_GATHER_MS, NoticeTick.OVER, "all")


def _listed(turn: Turn) -> list[int]:
    setting = turn.one(ENDED_NUMBERS)
    return list(json.loads(setting.value)) if setting else []


def say_over(turn: Turn) -> None:
    """Tick OVER: the notices that have ended, in one message."""
    texts, chat = turn.staff_texts, turn.shared.admin_chat
    ended = turn.many(ENDED_NOTICES)
    turn.delete(Setting, NoticeTick.OVER)
    if chat is None or not ended:
        return
    lines = [
        texts.say("over-line-expired" if n.state == NoticeState.EXPIRED else "over-line", number=str(shown_number(n)),
                  state=state_name(texts, n))
        for n in ended
    ]  # fmt: skip
    lines = [join(line, _missed(turn, n), by=" ") for line, n in zip(lines, ended, strict=True)]
    whats = [what_line(turn, texts, n, load_content(n.content)) for n in ended]
    pairs = [join(line, what, by="\n") for line, what in zip(lines, whats, strict=True)]
    text = join(texts.say("over-title", count=len(ended)), *pairs)
    turn.send(chat, text, lane=Lane.OPERATORS, share=Share.ALARMS, careful=True)


def _missed(turn: Turn, notice: Notice) -> Marked:
    """How many never got it, if that was not said: they slept, or their messenger did not take it."""
    counted = read_counted(notice)
    if counted is None or not notice.started_at or notice.link in NO_DANGER_LINKS:
        return Marked("")
    got = sum(c.count for c in turn.many(ENDED_COUNTS) if c.notice_id == notice.id and c.outcome == SENT)
    missed = max(0, counted.total - got)
    if not missed:
        return Marked("")
    return turn.staff_texts.say("over-missed" if got else "over-nobody", count=missed)

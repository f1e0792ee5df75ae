"""A notice's times: it starts when its time has come, is said again, and ends when it is over.

Every tick looks at the notice as it is: one that comes twice, late, or after somebody has acted does nothing.
"""

from __future__ import annotations

import json

from handlers.base.event import CLOCK
from handlers.base.loads import Load, Needs, need
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.notices.announce import show_panel
from handlers.notices.content import load_content
from handlers.notices.family import NO_DANGER_LINKS, load_family
from handlers.notices.loads import NOTICE, NOTICE_FAMILY, among
from handlers.notices.moves import drop_rows, end, move, new_notice, record
from handlers.notices.panel import state_name, what_line
from handlers.notices.reach_count import read_counted
from handlers.notices.states import IN_FORCE, Act, NoticeState, Role, leads_to
from handlers.notices.words import NoticeTick
from handlers.officer.decide.calls import answer_calls
from handlers.officer.run.progress import PROGRESS_MS, put_progress
from storage.notice_records import Notice
from storage.records import Lane, Setting, Share

OVER_GATHER_MS = 20_000
"""Notices that end within this time are said in one message."""


# -- loads ------------------------------------------------------------------------------------
ORIGINAL = Load("the notice that it links to", "notice_by_id", Notice)
ENDED_NUMBERS = Load("numbers of those that have ended", "setting", Setting)
ENDED_NOTICES = Load("those that have ended", "notices_among", Notice)


@need(ORIGINAL, NOTICE_FAMILY)
def load_original(turn: Turn) -> Needs:
    """Second stage: what the notice links to, and for a false alarm all that was said of the matter."""
    notice = turn.one(NOTICE)
    if notice is None or not notice.linked_id:
        return ()
    family = load_family(turn) if notice.link == "withdraws" else ()
    return (ORIGINAL(notice.linked_id), *family)


@need(ENDED_NUMBERS)
def load_over(turn: Turn) -> Needs:
    return (ENDED_NUMBERS(NoticeTick.OVER),)


@need(ENDED_NOTICES)
def load_ended(turn: Turn) -> Needs:
    """Second stage: those that have ended since it was last said."""
    return (among(ENDED_NOTICES, _listed(turn)),)


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
    else:
        begin(turn, notice, turn.one(ORIGINAL))


def begin(turn: Turn, notice: Notice, original: Notice | None) -> None:
    """From this commit on it is being sent; what it links to is in force no more."""
    if not move(turn, notice, Act.START, Role.CLOCK, who=CLOCK, name=""):
        return
    if notice.link in NO_DANGER_LINKS:
        end(turn, notice)
    if original is not None:
        _supersede(turn, notice, original)
    if notice.link == "withdraws":
        for other in turn.many(NOTICE_FAMILY):
            if other.id not in (notice.id, notice.linked_id) and other.link not in NO_DANGER_LINKS:
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
    if notice.link == "withdraws" and leads_to(state, Act.WITHDRAW, Role.SOURCE):
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

    The approval holds for it too: its content is what was approved, to the letter.
    """
    notice = turn.one(NOTICE)
    if notice is None or notice.ended_at or not may_repeat(turn, notice) or notice.until <= turn.now:
        return
    if notice.state in (NoticeState.SENDING, NoticeState.STOPPED):
        turn.after(notice.repeat_min * 60_000, NoticeTick.REPEAT, notice.id)
        return
    if notice.state != NoticeState.SENT:
        return
    again = new_notice(turn, load_content(notice.content), link="updates", linked_id=notice.id, source=CLOCK)
    again.hands, again.counted = notice.hands, notice.counted
    again.author, again.author_name = notice.author, notice.author_name
    move(turn, again, Act.SUBMIT, Role.SOURCE, who=CLOCK, name=notice.submitter_name)
    if again.digest == load_content(notice.content).digest():
        move(turn, again, Act.APPROVE, Role.SOURCE, who=CLOCK, name=notice.approver_name)
    record(turn, notice, "repeat", CLOCK, "", by=again.id)


# -- over -------------------------------------------------------------------------------------
def over(turn: Turn) -> None:
    """Tick UNTIL: its time is over, whatever became of it."""
    notice = turn.one(NOTICE)
    if notice is None or not notice.until or notice.until > turn.now:
        return
    if leads_to(NoticeState(notice.state), Act.EXPIRE, Role.CLOCK):
        if notice.state == NoticeState.PENDING:
            answer_calls(turn, notice, turn.staff_texts.say("approve-expired", number=str(notice.id)))
        _expire(turn, notice)
    elif notice.state in IN_FORCE and end(turn, notice):
        record(turn, notice, "over", CLOCK, "")
        _say_gathered(turn, notice)


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
        texts.say("over-line-expired" if n.state == NoticeState.EXPIRED else "over-line", number=str(n.id),
                  state=state_name(texts, n))
        for n in ended
    ]  # fmt: skip
    whats = [what_line(turn, texts, n, load_content(n.content)) for n in ended]
    pairs = [join(line, what, by="\n") for line, what in zip(lines, whats, strict=True)]
    text = join(texts.say("over-title", count=len(ended)), *pairs)
    turn.send(chat, text, lane=Lane.OPERATORS, share=Share.ALARMS, careful=True)

"""A false alarm: a notice that went out is taken back. One officer alone is enough, after he has typed a word; the
withdrawal, a notice of its own, starts in the very transaction in which its original stops.
"""

from __future__ import annotations

from handlers.base.staff import answer, tell
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.notices.content import load_content
from handlers.notices.family import NO_DANGER_LINKS, NoticeLink, shown_number
from handlers.notices.loads import NOTICE
from handlers.notices.moves import move, new_notice, officer_name, role_of
from handlers.notices.panel import state_name, what_line
from handlers.notices.states import Act, NoticeState, Role, leads_to
from handlers.notices.words import NoticeTick
from handlers.officer.decide.calls import tell_others
from handlers.officer.run.follow_up import ready_made
from handlers.officer.run.start import begin
from handlers.officer.typed_answers import Question, ask, close, is_word
from storage.notice_records import Notice

WITHDRAW_WORD = "after-false-word"


def may_withdraw(turn: Turn, notice: Notice | None) -> bool:
    """A false alarm can be said of whatever went out, also of what has ended by itself since."""
    officer_name(turn)
    if notice is None:
        answer(turn, "approve-toast-none")
        return False
    allowed = leads_to(NoticeState(notice.state), Act.WITHDRAW, role_of(turn, notice)) is not None
    if not allowed or notice.link in NO_DANGER_LINKS:
        answer(turn, "after-toast-over", number=str(shown_number(notice)), state=state_name(turn.staff_texts, notice))
        return False
    return True


def ask_withdraw(turn: Turn) -> None:
    """d_false: a word has to be typed, so that it is no slip."""
    notice = turn.one(NOTICE)
    if not may_withdraw(turn, notice) or notice is None:
        return
    word = turn.texts.label(WITHDRAW_WORD)
    asks = turn.t("after-ask-false", number=str(shown_number(notice)), who=officer_name(turn), word=word)
    text = join(what_line(turn, turn.texts, notice, load_content(notice.content)), asks, by="\n")
    ask(turn, Question(notice.id, Act.WITHDRAW.value), text)


def withdraw(turn: Turn, original: Notice) -> None:
    """One officer is enough: the original stops and the withdrawal starts, in this transaction."""
    name, who = officer_name(turn), turn.officer
    if not move(turn, original, Act.WITHDRAW, role_of(turn, original), who=who, name=name):
        return
    content = ready_made(turn, original, "after-withdrawn", "Past")
    notice = new_notice(turn, content, link=NoticeLink.WITHDRAWS, linked_id=shown_number(original))
    move(turn, notice, Act.SUBMIT, Role.HAND, who=who, name=name)
    move(turn, notice, Act.APPROVE, Role.HAND, who=who, name=name, alone=True)
    turn.forget_timer(NoticeTick.START, notice.id)
    begin(turn, notice, original)
    turn.audit("notice-withdrawn", notice=original.id, by=notice.id)
    numbers = {"number": str(shown_number(original)), "other": str(notice.id)}
    what = what_line(turn, turn.texts, original, load_content(original.content))
    tell(turn, join(turn.t("after-withdrawn-done", **numbers), what, by="\n"))
    told = turn.staff_texts.say("after-withdrawn-told", who=name, **numbers)
    tell_others(turn, join(told, what_line(turn, turn.staff_texts, original, load_content(original.content)), by="\n"))


def typed_false_alarm(turn: Turn) -> None:
    """The word that a false alarm wants."""
    notice = turn.one(NOTICE)
    if not may_withdraw(turn, notice) or notice is None:
        close(turn)
    elif is_word(turn, turn.event.text, WITHDRAW_WORD):
        close(turn)
        withdraw(turn, notice)
    else:
        answer(turn, "after-wrong-word")

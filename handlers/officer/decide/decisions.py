"""What an officer wishes for a notice that waits, and what he types for it: how many people it reaches, the drill's
word, why he does not want it.
"""

from __future__ import annotations

from handlers.base.message import clean
from handlers.base.staff import answer
from handlers.base.turn import Turn
from handlers.notices.panel import panel_slot
from handlers.notices.reach_count import read_counted
from handlers.notices.states import Act
from handlers.officer.decide.approve import (
    ShownNotice,
    allowed,
    approve,
    must_type,
    read_shown,
    still_right,
    still_shown,
    take_back,
)
from handlers.officer.typed_answers import Question, ask, close, is_number, is_word
from storage.notice_records import Notice

LONGEST_REASON = 500


# -- asking -----------------------------------------------------------------------------------
def wish(turn: Turn, notice: Notice) -> None:
    """d_ok: at once, or after something was typed."""
    if not still_right(turn, notice):
        return
    if notice.until and notice.until <= max(turn.now, notice.send_at):
        answer(turn, "approve-toast-too-late")
    elif read_counted(notice) is None:
        notice.count_wanted = 1
        turn.save(notice)
        answer(turn, "approve-toast-counting")
    elif must_type(notice):
        _ask(turn, notice, Act.APPROVE)
    else:
        approve(turn, notice)


def wish_return(turn: Turn, notice: Notice) -> None:
    _ask(turn, notice, Act.RETURN)


def wish_reject(turn: Turn, notice: Notice) -> None:
    _ask(turn, notice, Act.REJECT)


def _ask(turn: Turn, notice: Notice, act: Act) -> None:
    shown = read_shown(turn.event.argument)
    key = "word" if act is Act.APPROVE and notice.drill else act.value
    text = turn.t(
        f"approve-ask-{key}", number=str(notice.id), who=turn.account.name or turn.texts.label("approve-ask-nobody")
    )
    ask(turn, Question(notice.id, act.value, shown.version, shown.digest), text, f"slot:{panel_slot(notice)}")


# -- reading ----------------------------------------------------------------------------------
def typed_decision(turn: Turn, kept: Question) -> None:
    """The number, the word or the reason."""
    notice = still_shown(turn, ShownNotice(kept.id, kept.version, kept.digest))
    act = Act(kept.act)
    if notice is None or not allowed(turn, notice, act):
        close(turn)
    elif act is not Act.APPROVE:
        why = clean(turn.event.text).strip()[:LONGEST_REASON]
        if not why:
            answer(turn, "approve-why-in-words")
            return
        close(turn)
        take_back(turn, notice, act, why)
    elif not must_type(notice) or _right(turn, notice):
        close(turn)
        approve(turn, notice)
    else:
        answer(turn, "approve-wrong-word" if notice.drill else "approve-wrong-number")


def _right(turn: Turn, notice: Notice) -> bool:
    if notice.drill:
        return is_word(turn, turn.event.text, "approve-drill-word")
    counted = read_counted(notice)
    return counted is not None and is_number(turn.event.text, counted.total)

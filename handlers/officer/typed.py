"""What an officer has to type: how many people it reaches, the drill's word, or why he does not want it.

In his private chat whatever he writes next is meant; in the admin chat only a reply to the panel or to the question.
"""

from __future__ import annotations

import re
from typing import Any

from handlers.message import Message, clean
from handlers.notices.counted import read_counted
from handlers.notices.states import Act
from handlers.officer.approve import (
    Shown,
    allowed,
    answer,
    approve,
    must_type,
    read_shown,
    still_shown,
    take_back,
)
from handlers.officer.approve_view import panel_slot
from handlers.officer.calls import KEPT
from handlers.operator.answers import on_message
from handlers.operator.desk import tell
from handlers.turn import Turn
from storage.notice_records import Notice
from storage.records import Lane, SentMessage, Share

STEP = "approve"
"""The step while something is being typed; the rest of the dialogue (a draft) stays as it is."""
LONGEST = 500
NUMBER = re.compile(r"\d[\d\s.,]{0,20}")


# -- asking -----------------------------------------------------------------------------------
def wish(turn: Turn, notice: Notice) -> None:
    """d_ok: at once, or after something was typed."""
    counted = read_counted(notice)
    if notice.until and notice.until <= max(turn.now, notice.send_at):
        answer(turn, "approve-toast-too-late")
    elif counted is None:
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
    """Ask for it, and remember what is being asked."""
    kept = _kept(turn)
    was = kept["was"] if kept else turn.dialogue.step
    if kept:
        _take_away(turn, kept)
    slot = f"typing:{turn.new_id('outbox')}"
    values = read_shown(turn.event.argument)
    turn.data[KEPT] = {
        "id": notice.id, "version": values.version, "digest": values.digest, "act": act.value, "slot": slot,
        "was": was,
    }  # fmt: skip
    turn.dialogue.step = STEP
    key = "word" if act is Act.APPROVE and notice.drill else act.value
    text = turn.t(f"approve-ask-{key}", number=str(notice.id), who=turn.account.name or "")
    reply_to = "" if turn.event.private else f"slot:{panel_slot(notice)}"
    tell(turn, Message(text, reply_to=reply_to, ask_reply=not turn.event.private), slot=slot, purpose="typing")


def _kept(turn: Turn) -> dict[str, Any]:
    return turn.data.get(KEPT) or {}


def _done(turn: Turn) -> None:
    """The dialogue is where it was before."""
    kept = turn.data.pop(KEPT, None) or {}
    turn.dialogue.step = str(kept.get("was") or "")
    if kept.get("slot"):
        _take_away(turn, kept)


def _take_away(turn: Turn, kept: dict[str, Any]) -> None:
    if turn.event.private:
        turn.take_away(turn.here, str(kept["slot"]))
    else:
        turn.take_away(turn.here, str(kept["slot"]), lane=Lane.OPERATORS, share=Share.ASKED)


# -- reading ----------------------------------------------------------------------------------
def typed_here(turn: Turn) -> None:
    """In the admin chat: a reply to the question or the panel; all other talk is what it always is."""
    target, kept = turn.one("target", SentMessage), _kept(turn)
    notice = turn.one("notice", Notice)
    meant = {str(kept.get("slot")), panel_slot(notice) if notice else ""} - {""}
    if target is not None and target.slot in meant:
        typed(turn)
    else:
        on_message(turn)


def typed(turn: Turn) -> None:
    """The number, the word or the reason."""
    kept = _kept(turn)
    shown = Shown(int(kept.get("id", 0)), int(kept.get("version", 0)), str(kept.get("digest", "")))
    notice = still_shown(turn, shown)
    act = Act(str(kept.get("act", Act.APPROVE.value)))
    if notice is None or not allowed(turn, notice, act):
        _done(turn)
        return
    if act is not Act.APPROVE:
        why = clean(turn.event.text).strip()[:LONGEST]
        if not why:
            answer(turn, "approve-why-in-words")
            return
        _done(turn)
        take_back(turn, notice, act, why)
    elif not must_type(notice) or _right(turn, notice):
        _done(turn)
        approve(turn, notice)
    else:
        answer(turn, "approve-wrong-word" if notice.drill else "approve-wrong-number")


def _right(turn: Turn, notice: Notice) -> bool:
    text = turn.event.text.strip()
    if notice.drill:
        library = turn.house.library
        words = {library.texts(code).label("approve-drill-word").casefold() for code in library.languages}
        return text.strip(" .!«»\"'").casefold() in words
    counted = read_counted(notice)
    return bool(counted and NUMBER.fullmatch(text) and int(re.sub(r"\D", "", text)) == counted.total)

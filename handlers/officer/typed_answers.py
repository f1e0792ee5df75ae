"""What an officer is asked to type before something is done, without disturbing what his dialogue holds besides.

In his private chat whatever he writes next is meant; in the admin chat only a reply to the question or the panel.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from handlers.base.loads import Needs, need
from handlers.base.message import Marked, Message
from handlers.base.staff import tell
from handlers.base.turn import Turn
from handlers.notices.loads import NOTICE
from handlers.notices.panel import panel_slot
from handlers.notices.words import NoticePurpose
from handlers.officer.words import OfficerData, OfficerStep
from handlers.reports.loads import SENT, sent
from storage.records import Lane, Share

TYPED_NUMBER = re.compile(r"\d[\d\s.,]{0,20}")


@dataclass(frozen=True, slots=True)
class Question:
    """What an officer has to type something for: the notice as it was shown to him, what he wants to do with it (an
    Act of handlers.notices.states), and the slot of the question.
    """

    id: int
    act: str
    version: int = 0
    digest: str = ""
    slot: str = ""
    was: str = ""  # the dialogue's step before


def asked(turn: Turn) -> Question | None:
    """What this officer's dialogue waits for."""
    kept = turn.data.get(OfficerData.QUESTION)
    return Question(**kept) if kept else None


def ask(turn: Turn, what: Question, text: Marked, reply_to: str = "") -> None:
    """Ask for it; an earlier question of his goes away."""
    earlier = asked(turn)
    if earlier:
        _take_away(turn, earlier)
    slot = f"typing:{turn.new_id('outbox')}"
    was = earlier.was if earlier else turn.dialogue.step
    turn.data[OfficerData.QUESTION] = asdict(Question(what.id, what.act, what.version, what.digest, slot, was))
    turn.dialogue.step = OfficerStep.TYPE
    message = Message(text, reply_to="" if turn.event.private else reply_to, ask_reply=not turn.event.private)
    tell(turn, message, slot=slot, purpose=NoticePurpose.TYPING)


def close(turn: Turn) -> None:
    """The dialogue is where it was before."""
    kept = asked(turn)
    turn.data.pop(OfficerData.QUESTION, None)
    if kept:
        turn.dialogue.step = kept.was
        _take_away(turn, kept)


@need(SENT)
def load_target(turn: Turn) -> Needs:
    """What a message replies to."""
    return (sent(turn, turn.event.reply_to),) if turn.event.reply_to else ()


def is_number(text: str, wanted: int) -> bool:
    """Whether this is that number, however its digits are grouped."""
    text = text.strip()
    return bool(TYPED_NUMBER.fullmatch(text)) and int(re.sub(r"\D", "", text)) == wanted


def is_word(turn: Turn, text: str, key: str) -> bool:
    """Whether this is that word of `locales`, in any language."""
    library = turn.shared.library
    words = {library.texts(code).label(key).casefold() for code in library.languages}
    return text.strip(" .!«»\"'\n").casefold() in words


def _take_away(turn: Turn, kept: Question) -> None:
    if turn.event.private:
        turn.take_away(turn.here, kept.slot)
    else:
        turn.take_away(turn.here, kept.slot, lane=Lane.OPERATORS, share=Share.ASKED)


def is_typed(turn: Turn) -> bool:
    """In the admin chat: whether this is a reply to the question or the panel; all other talk is what it always is."""
    target, kept, notice = turn.one(SENT), asked(turn), turn.one(NOTICE)
    meant = {kept.slot if kept else "", panel_slot(notice) if notice else ""} - {""}
    return target is not None and target.slot in meant

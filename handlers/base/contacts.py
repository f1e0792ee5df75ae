"""Whom to call and what to do first in danger: the region's emergency phones and its advice by kind of danger.

A kind is one of storage.region.region.DANGERS, or "" where none is known: then the words are the general ones.
"""

from __future__ import annotations

from handlers.base.message import Marked
from handlers.base.texts import join
from handlers.base.turn import Turn
from storage.region.region import EmergencyAdvice, name_in

NO_ADVICE = EmergencyAdvice()
FIRST = "112"


def emergency_contacts(turn: Turn, kind: str = "") -> Marked:
    """The region's emergency phones, a line each; those for this kind of danger come first."""
    language, contacts = turn.texts.language, turn.shared.region.contacts
    names = {contact.phone: name_in(contact.names, language) for contact in contacts}
    phones = dict.fromkeys((*_advice(turn, kind).phones, *names))
    lines = [
        turn.t("danger-contact", name=names[phone], phone=phone)
        if phone in names
        else turn.t("danger-phone", phone=phone)
        for phone in phones
    ]
    return join(*lines, by="\n")


def danger_call(turn: Turn, kind: str) -> Marked:
    """What stands above everything else where somebody tells of danger: what to do, and whom to call first."""
    if not kind:
        return join(turn.t("danger-call"), emergency_contacts(turn))
    phones = FIRST
    for phone in _advice(turn, kind).phones:
        if phone != FIRST:
            phones = turn.texts.label("danger-or", first=phones, next=phone)
    return join(turn.t("danger-call-kind", line=_first_line(turn, kind), phones=phones), emergency_contacts(turn, kind))


def danger_advice(turn: Turn, kind: str) -> Marked:
    """The same below other words: what to do in this kind of danger, if it is known, and the phones."""
    line = turn.t("danger-advice", line=_first_line(turn, kind)) if kind else Marked("")
    return join(line, emergency_contacts(turn, kind))


def _first_line(turn: Turn, kind: str) -> str:
    """The region's own line in this language, else the program's."""
    own = _advice(turn, kind).lines.get(turn.texts.language)
    return own or turn.texts.label(f"danger-line-{kind}")


def _advice(turn: Turn, kind: str) -> EmergencyAdvice:
    return turn.shared.region.emergency.get(kind, NO_ADVICE)

"""The region's emergency phones."""

from __future__ import annotations

from handlers.base.message import Marked
from handlers.base.texts import join
from handlers.base.turn import Turn
from storage.region.region import name_in


def emergency_contacts(turn: Turn) -> Marked:
    """The region's emergency phones, a line each."""
    language = turn.texts.language
    lines = [
        turn.t("danger-contact", name=name_in(contact.names, language), phone=contact.phone)
        for contact in turn.shared.region.contacts
    ]
    return join(*lines, by="\n")

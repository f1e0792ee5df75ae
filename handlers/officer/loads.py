"""What several of an officer's folders load: the notice at hand, and who can be written to in private."""

from __future__ import annotations

import json
from collections.abc import Iterable

from handlers.base.buttons import number_of
from handlers.base.loads import Asked, Load, Needs, need
from handlers.base.message import Address
from handlers.base.turn import Turn
from handlers.notices.loads import WHOLE_NOTICE, whole_notice
from handlers.officer.typed_answers import asked
from storage.records import Dialogue

PRIVATE_CHATS = Load("officers' private chats", "dialogues_among", Dialogue)


def private_chats_of(accounts: Iterable[Address]) -> Asked:
    """Asks for the private chats that exist: whoever only writes in the admin chat has none."""
    return PRIVATE_CHATS(json.dumps([[a.channel, a.chat, a.chat] for a in accounts]))


def open_chats(turn: Turn) -> frozenset[Address]:
    """Of the accounts asked for by `private_chats_of` those that the bot has a private chat with."""
    return frozenset(Address(d.channel, d.chat) for d in turn.many(PRIVATE_CHATS))


def notice_number(turn: Turn) -> int:
    """The notice of a button or tick "word:ID…", or the one on which this officer is just deciding."""
    kept = asked(turn)
    return number_of(turn.event.argument) or (kept.id if kept else 0)


@need(*WHOLE_NOTICE)
def load_notice(turn: Turn) -> Needs:
    """The notice that this is about, with its history."""
    return whole_notice(notice_number(turn))

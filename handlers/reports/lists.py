"""Lists that quote reports in the operators' chats: which reports each shows, so that what is forgotten leaves them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from handlers.base.message import Address
from handlers.base.texts import DAY_MS
from handlers.base.turn import Turn
from storage.records import Setting

LIST = "list"
"""The purpose of such messages: a reply to one names no report."""
LISTS = "gathered"
"""Settings of the name "gathered:MOMENT-…" hold {"chat", "ids", "slot"} of a list that stands in a chat."""
LISTS_KEPT_MS = 30 * DAY_MS


def remember_list(turn: Turn, chat: Address, slot: str, numbers: Iterable[int]) -> None:
    """The message of this slot shows these reports now; forgotten after 30 days."""
    kept = {"chat": str(chat), "ids": list(numbers), "slot": slot}
    turn.save(Setting(f"{LISTS}:{turn.now}-{chat.channel}-{slot}", json.dumps(kept)))
    turn.changes.command("prune_gathered", f"{LISTS}:{turn.now - LISTS_KEPT_MS}")

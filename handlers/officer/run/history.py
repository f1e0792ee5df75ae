"""Who did what when: a notice's history in words."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.message import Marked
from handlers.base.texts import Texts, join
from handlers.notices.chain import change_of
from storage.notice_records import NoticeEvent

SHOWN_EVENTS = 14
"""So many lines are shown, the newest."""
UNTOLD_EVENTS = ("start", "finish")  # said by the numbers that stand beside


def history_lines(texts: Texts, history: Sequence[NoticeEvent], now: int) -> Marked:
    """One line an event; what has no words is left out."""
    lines = [line for event in history if event.what not in UNTOLD_EVENTS and (line := _line(texts, event, now))]
    return join(texts.say("history-title"), *lines[-SHOWN_EVENTS:], by="\n") if lines else Marked("")


def _line(texts: Texts, event: NoticeEvent, now: int) -> Marked | None:
    data = json.loads(event.data)
    key = "history-approve-alone" if data.get("alone") else f"history-{event.what.replace('_', '-')}"
    if not texts.has(key):
        return None
    values = {"who": actor_name(texts, event), "at": texts.moment(event.at, now), "other": str(data.get("by", ""))}
    if event.what == "outdate":
        return join(texts.say(key, **values), change_of(event).line(texts), by=" ")
    line = texts.say(key, **values)
    return join(line, texts.say("history-why", why=data["why"]), by=" ") if data.get("why") else line


def actor_name(texts: Texts, event: NoticeEvent) -> str:
    """Who did it: an officer's name, or that it was the program, the console, a source."""
    return event.actor_name or texts.label("history-actor", actor=_kind_of_actor(event.actor))


def _kind_of_actor(key: str) -> str:
    return key if key in ("clock", "console") else "source"

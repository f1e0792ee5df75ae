"""The tick "n_feed": a source has not answered for a while, or answers again. Said in the admin chat."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from handlers.base.reasons import reason
from handlers.base.texts import Texts
from handlers.base.turn import Turn
from storage.records import Lane, Share


@dataclass(frozen=True, slots=True)
class FeedAlarm:
    """`why`: a code of bot.notices.fetch, or the name of a sentence about a document. `since`: UTC ms."""

    source: str
    bad: bool
    why: str
    since: int

    def dump(self) -> str:
        return json.dumps(asdict(self))


def tell_feed(turn: Turn) -> None:
    """Tick "n_feed"."""
    alarm, shared, texts = FeedAlarm(**json.loads(turn.event.text)), turn.shared, turn.staff_texts
    source = shared.region.notices.source(alarm.source)
    name = (source.name.get(shared.default_language) or next(iter(source.name.values()))) if source else alarm.source
    if shared.admin_chat is None:
        return
    if alarm.bad:
        since = texts.moment(alarm.since, turn.now)
        text = texts.say("cap-told-feed-bad", source=name, since=since, why=_why(texts, alarm.why))
    else:
        text = texts.say("cap-told-feed-well", source=name)
    turn.send(shared.admin_chat, text, lane=Lane.OPERATORS, share=Share.ALARMS, careful=True)


def _why(texts: Texts, code: str) -> str:
    if code.startswith("cap-"):
        return texts.label("cap-feed-why-document")
    if code.startswith("http-"):
        return texts.label("cap-feed-why-status", code=code.removeprefix("http-"))
    name = f"cap-feed-why-{code}"
    return texts.label(name) if texts.has(name) else reason(texts, code)

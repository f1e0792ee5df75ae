"""Alarms about the service itself: said in the admin chat and, if there is one, at the second address.

Tick "alarm": its key is what the alarm is about ("channel:vk", "method:vk", "disk", "database"), its text
`Alarm.dump`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from handlers.house import House
from handlers.message import Address, Marked
from handlers.operator.cards import house_texts
from handlers.operator.queue_view import span
from handlers.texts import Texts
from handlers.turn import Needs, Turn
from storage.changes import Query
from storage.records import Lane, SentMessage, Setting, Share

ALARM = "alarm"
TOLD = "alarm:"
"""A setting of this name holds an alarm that was told and has not been taken back."""
CHANNEL, METHOD = "channel:", "method:"
OWN_MS = 30_000
"""Into the messenger that is down itself, the bad news goes at once (it may only not be heard) or not at all."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """`bad`: it is not well since `since`; else it is well again at `at`. Times UTC ms; `why` is a short code."""

    name: str
    bad: bool
    why: str
    since: int
    at: int

    def dump(self) -> str:
        return json.dumps(asdict(self))


def load_alarm(text: str) -> Alarm:
    return Alarm(**json.loads(text))


def addresses(house: House) -> list[Address]:
    """Where alarms go, each place once."""
    second = house.now_at(house.alarm_chat) if house.alarm_chat else None
    return [chat for chat in dict.fromkeys((house.admin_chat, second)) if chat is not None]


def alarm_text(texts: Texts, alarm: Alarm) -> Marked:
    """The whole sentence."""
    kind, _, channel = alarm.name.partition(":")
    return texts.say(
        f"alarm-{kind}-{'bad' if alarm.bad else 'well'}",
        channel=channel_name(texts, channel),
        why=reason(texts, alarm.why),
        since=texts.moment(alarm.since, alarm.at),
        lasted=span(texts, alarm.at - alarm.since),
    )


def channel_name(texts: Texts, code: str) -> str:
    """A messenger as persons call it."""
    return texts.label("dlv-channel", channel=code)


def reason(texts: Texts, why: str) -> str:
    """A code of a channel or an outbox row in words."""
    code = why.lower().replace("_", "-") if why else "none"
    return texts.label(next((key for key in (f"dlv-why-{code}", f"why-{code}") if texts.has(key)), "dlv-why-other"))


def load_told(turn: Turn) -> Needs:
    """Which addresses have this alarm's message already."""
    slot, queries = _slot(load_alarm(turn.event.text)), []
    for chat in addresses(turn.house):
        pairs = json.dumps([[chat.chat, slot]])
        queries.append(Query("sent_by_slot", (chat.channel, pairs), f"told:{chat}"))
    return tuple(queries)


def alarm(turn: Turn) -> None:
    """Tick "alarm". Where the bad news has arrived, the good news is a message of its own; where it still waits
    (the admin chat may be in the very messenger that is down), only the newest state is ever said.
    """
    told, texts = load_alarm(turn.event.text), house_texts(turn)
    text, name = alarm_text(texts, told), f"{TOLD}{told.name}"
    if told.bad:
        turn.save(Setting(name, told.dump()))
    else:
        turn.delete(Setting, name)
    for chat in addresses(turn.house):
        arrived = turn.one(f"told:{chat}", SentMessage) is not None
        slot = "" if arrived and not told.bad else _slot(told)
        row = turn.send(chat, text, lane=Lane.OPERATORS, share=Share.ALARMS, careful=True, slot=slot)
        if told.bad and told.name == f"{CHANNEL}{chat.channel}":
            row.expires_at = turn.now + OWN_MS


def _slot(alarm: Alarm) -> str:
    return f"alarm:{alarm.name}:{alarm.since}"

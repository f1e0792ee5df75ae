"""Alarms about the service itself: said in the admin chat and, if there is one, at the second address.

Tick "alarm": its key is what the alarm is about ("channel:NAME", "method:NAME", "task:receive NAME", "chat:NAME:ID",
"stranded:NAME", "disk", "backup", "files", "database", "configuration", "behind"), its text `Alarm.dump`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address, Marked
from handlers.base.reasons import channel_name, mending, reason, task_name
from handlers.base.shared import Shared, parse_address
from handlers.base.texts import Texts, span
from handlers.base.turn import Turn
from handlers.reports.card_text import organisation_name, team_name
from handlers.reports.teams import GONE, bring_back
from storage.records import Lane, SentMessage, Setting, Share
from storage.region.webhooks import CHANNEL as HOOK

TOLD_ALARM = "alarm:"
"""A setting of this name holds an alarm that was told and has not been taken back."""
CHANNEL, METHOD, TASK, CHAT = "channel:", "method:", "task:", "chat:"
STRANDED = "stranded:"
"""Messages wait for a messenger that is not run; the alarm's `why` is how many."""
HOOKS = ("hook", "hookgone")
"""Alarms about a webhook: it fails (`why` is how many events wait for it), it said that it is there no more."""
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


def read_alarm(text: str) -> Alarm:
    """The alarm that `Alarm.dump` wrote."""
    return Alarm(**json.loads(text))


def addresses(shared: Shared) -> list[Address]:
    """Where alarms go, each place once."""
    second = shared.now_at(shared.alarm_chat) if shared.alarm_chat else None
    return [chat for chat in dict.fromkeys((shared.admin_chat, second)) if chat is not None]


def chat_of(shared: Shared, alarm: Alarm) -> Address | None:
    """The chat that does not take messages, if the alarm is about one."""
    return shared.now_at(parse_address(alarm.name.removeprefix(CHAT))) if alarm.name.startswith(CHAT) else None


def private_chats(shared: Shared) -> list[Address]:
    """The duty officers' own chats with the bot; where nobody is named, the administrators'."""
    if shared.officers:
        return sorted((a for person in shared.officers for a in person if a.chat not in shared.gone), key=str)
    chat = shared.admin_chat
    return [Address(chat.channel, user) for user in shared.administrators] if chat else []


def _told_instead(shared: Shared, alarm: Alarm) -> list[Address]:
    """Whom to tell privately that a chat takes no messages: where none of the others that should hear it does."""
    shut = {held.chat for held in shared.held()} | {chat_of(shared, alarm)}
    return [] if set(addresses(shared)) - shut else private_chats(shared)


def alarm_text(shared: Shared, texts: Texts, alarm: Alarm) -> Marked:
    """The whole sentence."""
    if (chat := chat_of(shared, alarm)) is not None:
        return _chat_text(shared, texts, alarm, chat)
    kind, _, channel = alarm.name.partition(":")
    channel = f"{HOOK}{channel}" if kind in HOOKS else channel
    return texts.say(
        f"alarm-{kind}-{'bad' if alarm.bad else 'well'}",
        channel=channel_name(texts, channel),
        task=task_name(texts, channel),
        why=reason(texts, alarm.why),
        code=alarm.why or "none",
        count=int(alarm.why) if alarm.why.isdecimal() else 0,
        since=texts.moment(alarm.since, alarm.at),
        lasted=span(texts, alarm.at - alarm.since),
    )


def _chat_text(shared: Shared, texts: Texts, alarm: Alarm, chat: Address) -> Marked:
    whose = {"chat": chat_name(shared, texts, chat), "channel": channel_name(texts, chat.channel)}
    if alarm.bad:
        since, why = texts.moment(alarm.since, alarm.at), reason(texts, alarm.why)
        key = "alarm-team-bad" if shared.teams_at(chat) and alarm.why in GONE else "alarm-chat-bad"
        return texts.say(key, why=why, since=since, mend=mending(texts, alarm.why), **whose)
    since, lasted = texts.moment(alarm.since, alarm.at), span(texts, alarm.at - alarm.since)
    return texts.say("alarm-chat-well", since=since, lasted=lasted, **whose)


def chat_name(shared: Shared, texts: Texts, chat: Address) -> str:
    """An operators' chat as persons call it."""
    if shared.is_chief(chat):
        return texts.label("chat-name-staff")
    for team in shared.teams_at(chat):
        return texts.label("chat-name-own", organisation=team_name(texts, shared.region, team))
    owner = next(iter(shared.own.of(chat)), None)
    if owner is None:
        return texts.label("chat-name-alarms")
    return texts.label("chat-name-own", organisation=organisation_name(texts, shared.region, owner.organisation))


ALARM_MESSAGES = Load("messages that say this alarm", "sent_by_slot", SentMessage)


@need(ALARM_MESSAGES)
def load_told(turn: Turn) -> Needs:
    """Which addresses have this alarm's message already."""
    slot = _slot(read_alarm(turn.event.text))
    chats = dict.fromkeys((*addresses(turn.shared), *private_chats(turn.shared)))
    return tuple(ALARM_MESSAGES(chat.channel, json.dumps([[chat.chat, slot]])) for chat in chats)


def _told(turn: Turn) -> set[Address]:
    return {Address(message.channel, message.chat) for message in turn.many(ALARM_MESSAGES)}


def alarm(turn: Turn) -> None:
    """Tick "alarm". Where the bad news has arrived, the good news is a message of its own; where it still waits
    (the admin chat may be in the very messenger that is down), only the newest state is ever said.
    """
    told, texts = read_alarm(turn.event.text), turn.staff_texts
    text, name = alarm_text(turn.shared, texts, told), f"{TOLD_ALARM}{told.name}"
    if told.bad:
        turn.save(Setting(name, told.dump()))
    else:
        turn.delete(Setting, name)
    about = chat_of(turn.shared, told)
    if about is not None and told.bad and told.why in GONE:
        bring_back(turn, about)
    for chat in addresses(turn.shared):
        if chat == about and told.bad:
            continue  # it would not take that either
        arrived = chat in _told(turn)
        slot = "" if arrived and not told.bad else _slot(told)
        row = turn.send(chat, text, lane=Lane.OPERATORS, share=Share.ALARMS, careful=True, slot=slot)
        if told.bad and told.name == f"{CHANNEL}{chat.channel}":
            row.expires_at = turn.now + OWN_MS
    if about is not None:
        _tell_instead(turn, told, text)


def _tell_instead(turn: Turn, told: Alarm, text: Marked) -> None:
    """Privately, where no other chat can be told; and the good news to whoever had the bad news."""
    for chat in _told_instead(turn.shared, told) if told.bad else private_chats(turn.shared):
        if told.bad:
            turn.send(chat, text, careful=True, slot=_slot(told))
        elif chat in _told(turn):
            turn.send(chat, text, careful=True)


def _slot(alarm: Alarm) -> str:
    return f"alarm:{alarm.name}:{alarm.since}"

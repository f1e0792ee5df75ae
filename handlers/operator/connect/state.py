"""What connecting needs: loads, the screen's choice, words for a scope, and the one place that moves cards around."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from handlers.base.buttons import number_of, part
from handlers.base.loads import Asked, Load, Needs, need
from handlers.base.message import Address, Button, Marked, Message
from handlers.base.own_chats import OwnChats
from handlers.base.shared import Shared
from handlers.base.texts import DAY_MS, MINUTE_MS, Texts, join, shorten
from handlers.base.turn import Turn
from handlers.operator.queue import QUEUE_COUNT, QUEUE_PAGE
from handlers.operator.words import OperatorTick
from handlers.reports.card_text import organisation_name
from handlers.reports.status import AWAITS_STAFF, QUEUED
from handlers.reports.words import ReportButton, ReportTick
from storage.changes import words
from storage.connection_records import ConnectCode, Connection
from storage.records import Lane, Share, Timer

VALID_MS = 15 * MINUTE_MS
NAMED = 5
"""So many of the reports that come back are named and can be opened; the rest is counted."""
SCOPE_SHOWN = 200

CONNECTIONS = Load("connected chats", "connections", Connection)
CODE = Load("the code that was written", "connect_code", ConnectCode)
CHOICE = Load("what was chosen on a screen that connects", "timers_among", Timer)


@dataclass(slots=True)
class ConnectChoice:
    """What was chosen so far: an organisation, its municipalities (none: all), words to look for."""

    slot: int
    organisation: str = ""
    municipalities: list[str] = field(default_factory=list)
    words: str = ""


@need(CHOICE, CONNECTIONS)
def load_choice(turn: Turn) -> Needs:
    """Of a button: what its screen knows, and what is connected."""
    return (CHOICE(json.dumps([[OperatorTick.CONNECT, str(number_of(turn.event.argument))]])), CONNECTIONS())


@need(CHOICE, CONNECTIONS)
def load_connections(turn: Turn) -> Needs:
    """Of the command: a new screen knows nothing."""
    return (CONNECTIONS(),)


@need(QUEUE_COUNT, QUEUE_PAGE)
def load_parting(turn: Turn) -> Needs:
    """What waits for the chat that a button names."""
    return waiting_of(turn, [Address(part(turn, 1), part(turn, 2))])


def waiting_of(turn: Turn, chats: Collection[Address | None]) -> tuple[Asked, ...]:
    """Asks for the reports that wait for these own chats, how many and the first ones."""
    scope = (0, json.dumps(turn.shared.own.scope(chats)), words(QUEUED))
    return (
        QUEUE_COUNT(*scope, "", "", "", ""),
        QUEUE_PAGE(*scope, "", "", turn.now, NAMED, 0, words(AWAITS_STAFF), "", ""),
    )


def choice_of(turn: Turn) -> ConnectChoice:
    kept = turn.one(CHOICE)
    return ConnectChoice(number_of(turn.event.argument), **(json.loads(kept.data) if kept else {}))


def keep_choice(turn: Turn, choice: ConnectChoice) -> None:
    """For a day, which begins anew."""
    data = {"organisation": choice.organisation, "municipalities": choice.municipalities, "words": choice.words}
    turn.save(Timer(OperatorTick.CONNECT, str(choice.slot), turn.now + DAY_MS, json.dumps(data, ensure_ascii=False)))


def forgotten(turn: Turn) -> None:
    """Tick: nobody goes on with that screen; or wrong codes of a chat are forgotten."""


def scope_words(shared: Shared, texts: Texts, municipalities: Iterable[str]) -> str:
    """Which places in words."""
    found = [shared.region.municipality(code) for code in municipalities]
    names = ", ".join(sorted(each.name for each in found if each is not None))
    return shorten(names, SCOPE_SHOWN) or texts.label("connect-everywhere")


def whose(shared: Shared, texts: Texts, code: str) -> str:
    return organisation_name(texts, shared.region, code)


def say_in(turn: Turn, chat: Address, text: Marked | Message, share: Share = Share.ALARMS, slot: str = "") -> None:
    """To an operators' chat, or one that was or becomes one."""
    turn.send(chat, text, lane=Lane.OPERATORS, share=share, careful=True, slot=slot)


def hand_around(turn: Turn, before: OwnChats, after: OwnChats, organisation: str) -> None:
    """What is another chat's now has no card in the former; what of it waits comes in sight in the latter.

    The chats are told by the caller. Cards come by a tick after the commit, when everything asks the new answer.
    """
    split = before.is_split(organisation) or after.is_split(organisation)
    places = ("", *(m.code for m in turn.shared.region.municipalities)) if split else ("",)
    moved: dict[Address | None, list[str]] = {}
    for place in places:
        old, new = before.chat(organisation, place), after.chat(organisation, place)
        if old != new:
            if old is not None and old not in after.lost:
                turn.after(0, OperatorTick.CONNECT_TIDY, old)
            moved.setdefault(new, []).append(f"{organisation}/{place}" if split else organisation)
    if moved:
        turn.changes.command("shift_scopes_drop")
    for chat, scope in moved.items():
        turn.changes.command("own_cards_leave", json.dumps(scope))
        if chat is not None and chat != turn.shared.admin_chat:
            turn.changes.command("own_cards_come", json.dumps(scope), words(QUEUED))
            turn.after(0, ReportTick.CARDS, chat)


def come_back(turn: Turn, heading: Marked) -> Message:
    """What the centre reads when a chat is none any more: how many reports are its own again, and which come first."""
    texts = turn.staff_texts
    count, first = turn.many(QUEUE_COUNT)[0].count if turn.many(QUEUE_COUNT) else 0, turn.many(QUEUE_PAGE)
    numbers = ", ".join(f"№ {report.id}" for report in first) + ("…" if count > len(first) else "")
    said = texts.say("connect-back", count=count, numbers=numbers) if count else texts.say("connect-back-none")
    opens: Sequence[Button] = [
        Button(texts.label("op-button-open", number=str(report.id)), ReportButton.OPEN(report.id)) for report in first
    ]
    return Message(join(heading, said), (tuple(opens),) if opens else ())

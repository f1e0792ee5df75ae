"""The first contact, the menu, and the way back to it."""

from __future__ import annotations

from functools import lru_cache

from handlers.base.message import Button, Marked, Message, ReplyKeyboard
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from storage.ticks import Tick

SOURCE_LIMIT = 64


def first_contact(turn: Turn) -> bool:
    """Whether this person has never talked with the bot in this chat."""
    return turn.dialogue.updated_at == 0


def keep_source(turn: Turn) -> None:
    """Where the person came from: the first answer stays."""
    if turn.event.ref and not turn.person.source:
        turn.person.source = turn.event.ref[:SOURCE_LIMIT]


@lru_cache(maxsize=16)  # one for each language
def menu(texts: Texts) -> ReplyKeyboard:
    """The keyboard that is always there. The place's button is in it, so that no screen has to change keyboards."""
    label = texts.label
    return ReplyKeyboard(
        (
            (Button(label("menu-report"), style="main"),),
            (Button(label("menu-place"), location=True),),
            (Button(label("menu-now")), Button(label("menu-alerts"))),
            (Button(label("menu-reports")), Button(label("menu-help"))),
        ),
        placeholder=label("menu-placeholder"),
    )


def greet(turn: Turn) -> None:
    """Who this is and what it is for; one may write at once. Who is new hears what is in force already."""
    keep_source(turn)
    if first_contact(turn):
        turn.after(0, Tick.ALREADY, turn.timer_key)
    greeting = Marked(turn.shared.region.legal_in(turn.texts.language).greeting.strip())
    say_with_menu(turn, join(greeting, turn.t("greeting-how")))


def say_with_menu(turn: Turn, text: Marked) -> None:
    turn.say(Message(text, keyboard=menu(turn.texts)))

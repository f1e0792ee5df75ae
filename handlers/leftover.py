"""Words and files that come with a command: they are taken, or it is said that they were not."""

from __future__ import annotations

from handlers.citizen.danger import emergency_contacts
from handlers.commands import nearest
from handlers.event import Event
from handlers.message import Marked
from handlers.texts import Library, join
from handlers.turn import Turn
from storage.records import Lane, Share

TAKES_WORDS = ("start", "report", "status", "join", "unknown")
"""Commands whose handlers do something with what follows them."""


def is_message(event: Event, word: str, library: Library) -> bool:
    """Whether what reads like a command in private is a message after all.

    A photo with the caption "status" shows something; "/burst pipe in our street" is like no command that there is.
    """
    if word == "unknown":
        written, _, rest = event.text.strip().partition(" ")
        more = bool(rest.strip()) or "\n" in written
        return event.brings_more or (more and not nearest(written.removeprefix("/"), library))
    return bool(word) and event.brings_more and (word == "status" or not event.text.lstrip().startswith("/"))


def say_left(turn: Turn, word: str) -> None:
    """Say of words and files that a command has no use for that they were not taken; danger in them comes first."""
    if word in TAKES_WORDS or not (turn.command_argument or turn.event.brings_more):
        return
    if not turn.event.private:
        turn.say(turn.t("command-words-left-staff", command=f"/{word}"), lane=Lane.OPERATORS, share=Share.ASKED)
        return
    danger = turn.house.is_danger(turn.command_argument)
    first = join(turn.t("danger-call"), emergency_contacts(turn)) if danger else Marked("")
    turn.say(join(first, turn.t("command-words-left", command=f"/{word}")))

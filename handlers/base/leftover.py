"""Whether a message is a command, and what comes with one: it is taken, or it is said that it was not."""

from __future__ import annotations

from handlers.base.codes import LINK, read_connect_code
from handlers.base.commands import PAYLOADS, nearest, read_command, spoken
from handlers.base.contacts import danger_call
from handlers.base.event import Event, Kind
from handlers.base.message import Marked
from handlers.base.texts import Library, join
from handlers.base.turn import Turn
from storage.records import Lane, Share

TAKES_WORDS = ("start", "report", "status", "join", "queue", "find", "connect", "unknown")
"""Commands whose handlers do something with what follows them."""


STAFF_WORDS = ("queue", "find", "templates")
"""Commands whose word standing alone is one among the staff, too: nobody talks so."""


def command_of(event: Event, library: Library, *, private: bool, staff: bool = False) -> tuple[str, str]:
    """(word, argument) of a message that is a command, else two empty texts.

    Words are commands in private only: in a group people talk, there it takes a slash, or a code that connects it;
    in a chat of the `staff` a few words do. What somebody passes on is not his own word.
    """
    if event.kind is not Kind.MESSAGE or event.forwarded:
        return "", ""
    if not private and not event.text.startswith("/"):
        code = read_connect_code(event.text)
        if code:
            return "connect", code
        word, argument = read_command(event.text, library) if staff and not event.reply_to else ("", "")
        return (word, argument) if word in STAFF_WORDS else ("", "")
    if event.private and event.ref.startswith(LINK):
        return "join", event.ref.removeprefix(LINK)
    word, argument = read_command(event.text, library)
    if private and is_message(event, word, library):
        return "", ""
    if word == "start" and event.ref in PAYLOADS:
        return event.ref, ""
    return word, argument


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
    words, shared = turn.command_argument, turn.shared
    first = danger_call(turn, shared.danger_kind(words)) if shared.is_danger(words) else Marked("")
    turn.say(join(first, turn.t("command-words-left", command=spoken(turn.texts, word))))

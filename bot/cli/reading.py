"""`reading list`, `reading use N|newest`, `reading reset`: what the guessing of topics learned, and what of it is used.

The choice is written into the database; a running service takes it up by itself (bot/learning/nightly.py).
"""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING

from bot.cli.output import ConsoleError, Output
from bot.cli.setup import open_store
from bot.cli.table import aligned
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.learning.choice import LastNight, Picked, VersionChoice
    from bot.learning.judge import Right
    from bot.learning.versions import Versions

FOLDER = "reading"
NEWEST = "newest"
ACTIONS = ("list", "use", "reset")
COLUMNS = ("number", "at", "corrections", "corrected", "own", "state")


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    said = voice.text("learn-action")
    parser.add_argument("action", choices=ACTIONS, metavar="|".join(ACTIONS), help=said)
    parser.add_argument("version", nargs="?", metavar=f"N|{NEWEST}", help=voice.text("learn-version"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    """2 where what should be used cannot be, or what was asked for does not exist."""
    settings, action, version = load_settings(), arguments.action, arguments.version
    if (action == "use") != (version is not None):
        raise ConsoleError("learn-which" if action == "use" else "learn-no-version-here", action=action)
    if action == "list":
        return _list(settings, voice)
    if action == "reset":
        asyncio.run(_choose(settings, "0"))
        voice.say("learn-reset")
    elif version == NEWEST:
        asyncio.run(_choose(settings, ""))
        voice.say("learn-newest")
    else:
        asyncio.run(_choose(settings, str(_usable(settings, version))))
        voice.say("learn-used", number=version)
    voice.say("learn-soon")
    return 0


def _versions(settings: Settings) -> Versions:
    from bot.learning.versions import Versions  # numpy: only now

    return Versions(settings.data_dir / FOLDER)


def _usable(settings: Settings, version: str) -> int:
    """The number of a version that can be used. ConsoleError."""
    from handlers.reading.model import ModelUnusable, OtherVersion

    versions = _versions(settings)
    number = int(version) if version.isascii() and version.isdecimal() else 0
    if number not in (numbers := versions.numbers()):
        known = ", ".join(map(str, numbers)) or "none"
        raise ConsoleError("learn-no-such", version=version, known=known)
    try:
        versions.weights(number)
    except OtherVersion:
        raise ConsoleError("learn-unusable", number=str(number), state="earlier") from None
    except ModelUnusable:
        raise ConsoleError("learn-unusable", number=str(number), state="damaged") from None
    return number


async def _choose(settings: Settings, value: str) -> None:
    from bot.learning.choice import USE, note

    async with open_store(settings) as store:
        await note(store, USE, value)


async def _known(settings: Settings) -> tuple[VersionChoice, LastNight | None]:
    from bot.learning.choice import read_choice, read_last

    async with open_store(settings) as store:
        return await read_choice(store), await read_last(store)


def _list(settings: Settings, voice: Output) -> int:
    from bot.learning.choice import pick

    choice, last = asyncio.run(_known(settings))
    versions = _versions(settings)
    picked = pick(versions, choice)
    voice.say("learn-in-use", number=str(picked.number or "builtin"))
    if choice.number is not None:
        voice.say("learn-by-hand")
    if not settings.learn_topics:
        voice.say("learn-off")
    if last is not None:
        _say_night(last, voice)
    rows = [_row(versions, number, picked, voice) for number in reversed(versions.numbers())]
    head = [voice.text(f"learn-head-{name}") for name in COLUMNS]
    for line in aligned([head, *rows]) if rows else ():
        voice.line(line)
    if picked.trouble:
        why = f"chosen_{picked.trouble}" if choice.number else picked.trouble
        return voice.fault(voice.text("learn-trouble", why=why, number=str(choice.number)))
    return 0


def _say_night(last: LastNight, voice: Output) -> None:
    voice.say(
        "learn-night",
        at=_time(last.at, voice),
        outcome=last.outcome.value,
        corrections=last.corrections,
        number=str(last.version),
    )


def _row(versions: Versions, number: int, picked: Picked, voice: Output) -> list[str]:
    from handlers.reading.model import ModelUnusable, OtherVersion

    try:
        about = versions.about(number)
        state = "used" if number == picked.number else "ready"
        if state == "ready":
            versions.weights(number)
    except OtherVersion:
        state = "earlier"
    except ModelUnusable:
        state = "damaged"
    said = voice.text("learn-state", state=state)
    if state == "damaged":
        return [str(number), "", "", "", "", said]
    corrected, of = (about.old.corrected.first, about.new.corrected.first), about.new.corrected.count
    return [
        str(number),
        _time(about.at, voice),
        str(about.corrections),
        voice.text("learn-right", old=str(corrected[0]), new=str(corrected[1]), of=str(of)),
        f"{_share(about.old.own)} → {_share(about.new.own)}",
        said,
    ]


def _share(right: Right) -> str:
    return f"{right.first_share:.1%}"


def _time(ms: int, voice: Output) -> str:
    return f"{voice.texts.local(ms):%Y-%m-%d %H:%M} UTC"

"""What the citizens' scripts have in common: the short way to a report, and what stands in the database."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

from bot.sandbox.samples import sample_voice
from bot.sandbox.world import ShownMessage, WorldFile
from tests.persons.people import Citizen, Person
from tests.persons.stage import Stage

SNOW = "В Сосновинке на улице Лесной, 5 третий день не чистят снег"
TIKHORECHENSK = (60.31, 63.52)
MOSCOW = (55.75, 37.61)
GATHERED_S = 2
"""Messages that come closer upon each other than this are gathered into one screen."""
MINUTE_S, HOUR_S, DAY_S = 60, 3_600, 24 * 3_600


def voice(transcript: str = "") -> WorldFile:
    """A voice message; VK writes down what was said."""
    return WorldFile("voice", "voice.wav", "audio/wav", sample_voice(), transcript=transcript)


def thing(kind: str, name: str) -> WorldFile:
    return WorldFile(kind, name, "application/octet-stream", b"\x00\x01 some bytes")


async def pauses(anna: Citizen) -> None:
    """Long enough for what was just written to be shown."""
    await anna.stage.passes(GATHERED_S)


async def agrees(anna: Citizen) -> None:
    await anna.presses("Даю согласие")


async def reports(anna: Citizen, text: str = SNOW, *files: WorldFile) -> str:
    """A whole report, with consent if it is asked for; its number."""
    await anna.says(text, *files)
    await pauses(anna)
    await anna.presses("Отправить")
    if "Даю согласие" in anna.labels():
        await agrees(anna)
    return await anna.number()


def shows(anna: Person, *wanted: str) -> list[ShownMessage]:
    """The messages of the bot that hold all of this now."""
    return [m for m in anna.messages() if all(text in m.text for text in wanted)]


def button_data(anna: Person, data: str) -> str:
    """A button's data as this messenger carries it."""
    return json.dumps({"d": data}) if anna.messenger.name == "vk" else data


def separates(who: Citizen) -> str:
    """What the button «Это о другом» of his screen sends."""
    return next(b.data for row in who.screen().buttons for b in row if "о другом" in b.label)


def rows(stage: Stage, sql: str) -> list[tuple[Any, ...]]:
    """What stands in the database."""
    with closing(sqlite3.connect(stage.folder / "otklik.db")) as database:
        return database.execute(sql).fetchall()


def whole_database(stage: Stage) -> str:
    """Every value of every table."""
    tables = [name for (name,) in rows(stage, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return "\n".join(f"{table} {row}" for table in tables for row in rows(stage, f'SELECT * FROM "{table}"'))

"""Which version is to be used, and what came of the last night: settings in the database, so that they hold on every
machine that runs over it, and that `otklik reading` and the running program see the same.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from bot.learning.versions import Versions
from handlers.reading.model import ModelUnusable, OtherVersion, Weights
from storage.changes import Changes, Query
from storage.records import Setting
from storage.store import Store

USE, LAST, NUMBER = "reading:use", "reading:last", "reading:number"
"""Settings: an administrator's choice (a number, "" for the newest), the last night (`LastNight.dump`), and the last
number that was given out.
"""
BUILTIN = 0
"""Stands for what came with the program wherever a version's number is named."""


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """An administrator chose this number, or (None) has the newest version used and lets the nights learn."""

    number: int | None = None


class Night(StrEnum):
    """What came of a night. Those of a comparison are named like bot.learning.judge.Verdict."""

    BETTER = "better"
    SAME = "same"
    BREAKS = "breaks"
    FORGETS = "forgets"
    FEW = "too_few"  # corrections
    CHOSEN = "chosen"  # a version was chosen by hand: nothing is learned
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LastNight:
    """`corrections` there were to learn from, with `held_out`; `version` came of it, 0 for none. `at` UTC ms."""

    at: int
    outcome: Night
    corrections: int = 0
    held_out: int = 0
    version: int = 0

    def dump(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Picked:
    """The version to be used, with its weights: None for BUILTIN. `trouble`: why it is not the one that it should be,
    "" where it is: "damaged", "missing" or "earlier" (of an earlier program).
    """

    number: int = BUILTIN
    weights: Weights | None = None
    trouble: str = ""


async def read_choice(store: Store) -> VersionChoice:
    """StorageError."""
    value = await _setting(store, USE)
    return VersionChoice(int(value)) if value.isdecimal() else VersionChoice()


async def read_last(store: Store) -> LastNight | None:
    """StorageError."""
    value = await _setting(store, LAST)
    if not value:
        return None
    values = json.loads(value)
    return LastNight(**values | {"outcome": Night(values["outcome"])})


async def last_number(store: Store) -> int:
    """The highest number that was ever given to a version, on whichever machine. StorageError."""
    value = await _setting(store, NUMBER)
    return int(value) if value.isdecimal() else 0


async def note(store: Store, name: str, value: str) -> None:
    """Write one of the settings. StorageError."""
    changes = Changes()
    changes.put(Setting(name, value))
    async with store.unit() as unit:
        await unit.commit(changes)


async def _setting(store: Store, name: str) -> str:
    rows = (await store.read(Query("setting", (name,))))[0]
    return str(rows[0].value) if rows else ""


def pick(versions: Versions, choice: VersionChoice) -> Picked:
    """The chosen version, or the newest that this program can use. A damaged one is never passed over in silence for an
    older one: then what came with the program is used. OSError.
    """
    if choice.number == BUILTIN:
        return Picked()
    numbers = versions.numbers()
    if choice.number is not None and choice.number not in numbers:
        return Picked(trouble="missing")
    for number in [choice.number] if choice.number else reversed(numbers):
        try:
            return Picked(number, versions.weights(number))
        except OtherVersion:
            if choice.number:
                return Picked(trouble="earlier")
        except ModelUnusable:
            return Picked(trouble="damaged")
    return Picked()

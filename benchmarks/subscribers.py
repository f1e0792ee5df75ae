"""A large region and its subscribers: filled by SQL alone, as `benchmarks.fill` does."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from benchmarks.servers.lean_telegram import FIRST_CHAT
from handlers.notices.kinds import ALL_KINDS
from storage.open import make_store
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Municipality, Region, Settlement

ACROSS, UP = 10, 6
"""Municipalities in a grid: 60 of them."""
WIDE, HIGH = 0.6, 0.3
WEST, SOUTH = 60.0, 58.0
TOWNS = 10
"""Settlements of each."""
VK_EVERY = 7
"""Every seventh person is in VK, whose emulator has to know each of them; the others are in Telegram."""
FIRST_VK = 5_000_001
STEP = 250_000

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
_MUNICIPALITY = f"PRINTF('m%02d', i * 7 % {ACROSS * UP})"
_TOWN = f"PRINTF('m%02d-%d', i * 7 % {ACROSS * UP}, i / 60 % {TOWNS})"
_PEOPLE = (
    "INSERT INTO person (id, created_at, language) SELECT i, 1, CASE WHEN i % 10 = 0 THEN 'en' ELSE 'ru' END FROM n",
    "INSERT INTO account (channel, user_id, person_id, created_at) SELECT"
    f" CASE WHEN i % {VK_EVERY} = 0 THEN 'vk' ELSE 'telegram' END,"
    f" CAST(CASE WHEN i % {VK_EVERY} = 0 THEN {FIRST_VK} + i / {VK_EVERY} - 1 ELSE {FIRST_CHAT} + i END AS TEXT),"
    " i, 1 FROM n",
    # One in ten never said anything about alerts; one in twenty named no area, one in twenty the whole region.
    f"INSERT INTO subscription (person_id, kinds, least) SELECT i, {ALL_KINDS}, 1 + i % 3 FROM n WHERE i % 10 <> 3",
    "INSERT INTO subscription_area (person_id, area) SELECT i, CASE WHEN i % 20 = 1 THEN '*'"
    f" WHEN i % 3 = 0 THEN 's:' || {_TOWN} ELSE 'm:' || {_MUNICIPALITY} END FROM n WHERE i % 10 <> 3 AND i % 20 <> 11",
)
_PLACES = (
    # The names that the bot offers, and for one in fifty a name of his own: VK says equal texts to many at once.
    "INSERT INTO place (id, person_id, name, lat, lon, radius_m) SELECT i, i * 5, CASE WHEN i % 50 = 0 THEN"
    " 'место ' || i WHEN i % 5 = 1 THEN 'дача' WHEN i % 5 = 2 THEN 'мама' ELSE 'дом' END,"
    f" {SOUTH} + (i * 7919 % 100003) / 100003.0 * {UP * HIGH},"
    f" {WEST} + (i * 104729 % 100019) / 100019.0 * {ACROSS * WIDE}, 500 FROM n",
)


def large_region() -> Region:
    """The fictional region with 60 municipalities and 600 settlements instead of its own."""
    import shapely

    municipalities, settlements = [], []
    for number in range(ACROSS * UP):
        code = f"m{number:02}"
        west, south = WEST + number % ACROSS * WIDE, SOUTH + number // ACROSS * HIGH
        border = shapely.box(west, south, west + WIDE, south + HIGH)
        shapely.prepare(border)
        municipalities.append(Municipality(code, f"Округ {number}", border))
        for town in range(TOWNS):
            lat, lon = south + HIGH * (0.2 + town % 2 * 0.5), west + WIDE * (0.1 + town // 2 * 0.19)
            settlements.append(Settlement(f"{code}-{town}", f"Посёлок {number}-{town}", code, lat, lon))
    fictional = load_region(FICTIONAL)
    return replace(
        fictional, municipalities=tuple(municipalities), settlements=tuple(settlements), made={}, _by_code={}
    )


def fill(path: Path, people: int, places: int) -> None:
    """Make `path` a database with so many subscribers and places."""
    asyncio.run(_migrate(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-400000")
        for statements, count in ((_PEOPLE, people), (_PLACES, places)):
            for first in range(1, count + 1, STEP):
                numbers = _NUMBERS.format(first=first, last=min(first + STEP - 1, count))
                connection.execute("BEGIN")
                for statement in statements:
                    insert, _, select = statement.partition(" SELECT ")
                    connection.execute(f"{insert} {numbers} SELECT {select}")
                connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def _migrate(path: Path) -> None:
    store = make_store(f"sqlite:///{path}")
    await store.open()
    await store.migrate()
    await store.close()

"""Groups of kinds that an upgrade adds: whoever wants to be warned of a danger hears of the new ones."""

from __future__ import annotations

import sqlite3

from handlers.notices.kinds import ALL_KINDS, DANGERS, group_of
from storage.migrate import MIGRATIONS

NEW = sum(group_of(code).bit for code in ("fire", "threat", "health", "people"))


def test_who_wants_to_be_warned_of_a_danger_is_warned_of_fire_too_and_nobody_else() -> None:
    (script,) = [path for path in MIGRATIONS.iterdir() if path.name.startswith("0010")]
    power, flood, none = group_of("power").bit, group_of("flood").bit, 0
    old_all, old_dangers = 1023, 255
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE subscription (person_id INTEGER, kinds BIGINT)")
    stored = [power, flood, none, old_all, old_dangers]
    database.executemany("INSERT INTO subscription VALUES (?, ?)", list(enumerate(stored)))
    database.executescript(script.read_text(encoding="utf-8"))
    rows = [kinds for (kinds,) in database.execute("SELECT kinds FROM subscription ORDER BY person_id")]
    assert rows == [power, flood | NEW, none, ALL_KINDS, DANGERS]
    database.close()

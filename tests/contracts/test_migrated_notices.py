"""A database of the program before notices had kinds of the region, with its data: what an upgrade makes of it."""

from __future__ import annotations

import json

from handlers.notices.content import Area, load_content
from handlers.notices.family import shown_number
from handlers.notices.kinds import ALL_KINDS, DANGERS, group_of, kind_of
from storage.changes import Query, words
from storage.migrate import load_migrations
from storage.notice_records import CapAlert, Notice
from storage.open import make_store
from storage.region.load import FICTIONAL, load_region
from storage.store import Store
from tests.contracts.raw import older_database, run_raw

BEFORE = 7
"""The last migration of that program: references of alerts (8) and groups of kinds (10) came after it."""
NEW = sum(group_of(code).bit for code in ("fire", "threat", "health", "people"))
FLOOD, AIR, POWER, NEWS = (group_of(code).bit for code in ("flood", "ecology", "power", "news"))
SUBSCRIPTIONS = {
    1: (1023, ALL_KINDS),  # all that there was
    2: (255, DANGERS),
    3: (FLOOD, FLOOD | NEW),
    4: (AIR | POWER, AIR | POWER | NEW),
    5: (POWER, POWER),  # an outage alone is no wish to be warned of fires
    6: (NEWS, NEWS),
    7: (0, 0),  # warned of nothing but Extreme
}
OLD_CONTENT = {
    "v": 1, "kind": "flood", "severity": 4, "drill": False, "texts": {"ru": "Вода", "en": "Water"}, "todo": {},
    "until": 9_000, "send_at": 0, "repeat_min": 30, "files": [], "documents": [], "ask": ["safe"], "contacts": True,
    "urgency": "Expected", "certainty": "Likely",
    "area": {"region": False, "municipalities": [], "settlements": ["sosnovinka"], "circles": [], "polygons": [],
             "streets": []},
}  # fmt: skip


async def old_data(url: str) -> None:
    await older_database(url, BEFORE)
    for person, (kinds, _) in SUBSCRIPTIONS.items():
        await run_raw(url, f"INSERT INTO subscription (person_id, kinds, least) VALUES ({person}, {kinds}, 2)")
        await run_raw(url, f"INSERT INTO subscription_area (person_id, area) VALUES ({person}, 's:sosnovinka')")
        await run_raw(url, f"INSERT INTO person (id, created_at, language) VALUES ({person}, 1, 'ru')")
    content = json.dumps(OLD_CONTENT, ensure_ascii=False)
    names = "(id, state, kind, severity, drill, content, digest, version, link, linked_id, until, started_at, ended_at)"
    for row in (
        f"(5, 'sent', 'flood', 4, 0, '{content}', 'd', 1, '', 0, 9000, 100, 200)",
        f"(6, 'sent', 'flood', 4, 0, '{content}', 'd', 1, 'updates', 5, 9000, 200, 0)",
    ):
        await run_raw(url, f"INSERT INTO notice {names} VALUES {row}")
    alert = "('a@source.example', 'one', '2025-11-18T10:00:00+05:00', 5, 'sent', 'hydromet', 100)"
    await run_raw(
        url, f"INSERT INTO cap_alert (sender, identifier, sent, notice_id, outcome, source, at) VALUES {alert}"
    )


async def upgraded(url: str) -> Store:
    store = make_store(url)
    await store.open(exclusive=True)
    assert await store.migrate() == [m.name for m in load_migrations("sqlite") if m.version > BEFORE]
    return store


async def test_wishes_grow_by_the_new_dangers_and_by_nothing_that_nobody_asked_for(empty_url: str) -> None:
    await old_data(empty_url)
    store = await upgraded(empty_url)
    found = await run_raw(empty_url, "SELECT person_id, kinds, least FROM subscription ORDER BY person_id")
    assert [tuple(row) for row in found] == [(person, after, 2) for person, (_, after) in SUBSCRIPTIONS.items()]
    assert await store.migrate() == []
    await store.close()


async def test_notices_and_alerts_of_before_are_read_and_stand_as_they_did(empty_url: str) -> None:
    await old_data(empty_url)
    store = await upgraded(empty_url)
    notices: list[Notice]
    alerts: list[CapAlert]
    notices, alerts = await store.read(
        Query("inforce_notices", (5_000, words(["sent"]))), Query("cap_named", ("a@source.example", "one"))
    )
    assert [(n.id, shown_number(n)) for n in notices] == [(6, 6)]
    content = load_content(notices[0].content)
    assert (content.texts["ru"], content.area, content.event) == ("Вода", Area(settlements=("sosnovinka",)), {})
    assert kind_of(load_region(FICTIONAL), content.kind).group.code == "flood"
    assert json.loads(content.dump()) == OLD_CONTENT, "what was approved stays what it was, to the letter"
    assert [(a.notice_id, a.digests) for a in alerts] == [(5, "")]
    await store.close()

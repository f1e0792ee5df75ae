"""What an earlier version called closed: by its author, or by silence."""

from __future__ import annotations

from storage.changes import Query
from storage.migrate import CREATE_VERSIONS, load_migrations
from storage.open import make_store
from tests.contracts.raw import run_raw

REPORT = (
    "INSERT INTO report (id, person_id, channel, chat, language, status, topic, organisation, text) "
    "VALUES ({}, 1, 'vk', '5', 'ru', '{}', 'snow', 'roads', 'Снег')"
)
EVENT = "INSERT INTO report_event (id, report_id, at, kind, data) VALUES ({}, {}, 1, '{}', '{}')"
SILENCE, AUTHOR = '{"by": "silence"}', '{"by": "author"}'


async def test_what_silence_closed_is_called_so_and_nothing_else(empty_url: str) -> None:
    old = [m for m in load_migrations(empty_url.partition(":")[0].removesuffix("ql")) if m.version < 15]
    versions = [
        f"INSERT INTO schema_version (version, name, applied_at) VALUES ({m.version}, '{m.name}', 1)" for m in old
    ]
    for statement in (*(s for m in old for s in m.statements), CREATE_VERSIONS, *versions):
        await run_raw(empty_url, statement)
    for number, status in ((1, "closed"), (2, "closed"), (3, "closed"), (4, "reopened"), (5, "answered")):
        await run_raw(empty_url, REPORT.format(number, status))
    lines = ((1, SILENCE), (2, AUTHOR), (3, SILENCE), (3, AUTHOR), (4, SILENCE))
    for number, (report, data) in enumerate(lines, 1):
        await run_raw(empty_url, EVENT.format(number, report, "closed", data))
    store = make_store(empty_url)
    await store.open(exclusive=True)
    await store.migrate()
    reports = [row for number in range(1, 6) for row in (await store.read(Query("report_by_id", (number,))))[0]]
    assert [report.status for report in reports] == ["silent", "closed", "closed", "reopened", "answered"]
    assert [(report.asked, report.stars) for report in reports] == [(0, 0)] * 4 + [(1, 0)]
    await store.close()

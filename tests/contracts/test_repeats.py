"""Whoever got any repeat of a notice hears of what follows it, under the one number that all of them have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storage.notice_records import Notice
from storage.store import Store
from tests.unit.notices.town import Town


@pytest.fixture
def town(store: Store, database_url: str, tmp_path: Path) -> Town:
    return Town(store, database_url, tmp_path)


async def said(town: Town, **more: Any) -> Notice:
    """A notice that everybody got whom it concerns."""
    notice = await town.notice(**more)
    notice.started_at = town.clock.now()
    await town.save(notice)
    await town.writes_out(notice)
    await town.delivered(notice)
    await town.ends(notice)
    return notice


@pytest.mark.parametrize("link", ["ends", "withdraws", "updates", "corrects"])
async def test_who_came_between_two_repeats_hears_of_what_follows(town: Town, link: str) -> None:
    early = await town.person("s:sosnovinka")
    first = await said(town)
    again = await said(town, link="repeats", linked_id=first.id)
    late = await town.person("s:sosnovinka")
    last = await said(town, link="repeats", linked_id=first.id)
    gone = await town.person("s:kamyshegrad")
    after = await said(town, link=link, linked_id=first.id)
    assert sorted(person for person, _ in await town.got(after)) == [early, late]
    assert gone not in [person for person, _ in await town.got(after)]
    for notice in (again, last):
        texts = await town.said(notice)
        assert f"Повтор оповещения № {first.id}" in texts["telegram", str(1000 + early)]
        for text in texts.values():
            assert f"\nОповещение № {first.id}." in text
            assert f"№ {notice.id}" not in text
    for text in (await town.said(after)).values():
        assert f"№ {first.id}" in text
        assert f"№ {last.id}" not in text

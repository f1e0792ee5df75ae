"""Dies at step N, for every N: an alert from the folder or a feed is taken exactly once, and the file ends where it
belongs. A step is whatever is asked of the database or done to a file; also just after it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.beside import Here
from bot.notices.feeds import Feeds
from bot.notices.fetch import WebFetcher
from bot.notices.folder import Folder
from bot.notices.inbox import Inbox
from handlers.cap.model import Alert
from handlers.cap.write import write_cap
from storage.changes import Query
from storage.ids import Ids
from storage.region.notice_rules import AlertSource
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.unit.alerts.test_feeds import Site, atom, site
from tests.unit.alerts.wire import HYDROMET, SAMPLES, TRUSTED, Wire, later, sample
from tests.world.mortal import Killed, Mortal

__all__ = ["site"]  # a fixture
MOST = 200


class Life:
    """A service from its start to its death, over a database that outlives it."""

    def __init__(self, store: Store, sources: tuple[AlertSource, ...], fatal: int = 0) -> None:
        self.mortal = Mortal(store, fatal)
        self.wire = Wire(self.mortal, sources)
        self.passed = 0.0
        self.inbox = Inbox(self.mortal, self.wire.intake, self, Here(self.wire.shared.region), lambda changes: None)

    async def begins(self, store: Store) -> None:
        self.wire.shared.ids = Ids(dict((await store.read(Query("last_ids")))[0]))

    def now(self) -> int:
        return self.wire.at

    def monotonic(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing waits here")

    async def looks(self, path: Path) -> None:
        """Long enough for a file to rest, be judged and be filed away."""
        folder = Folder(path, self.inbox, self.wire.shared.library.texts("ru"))
        for _ in range(2):
            await folder.look()
            self.passed += 2
        await self.wire.passes(0)
        await folder.look()

    async def polls(self, source: AlertSource) -> None:
        await Feeds((source,), self.inbox, WebFetcher()).poll(source)
        await self.wire.passes(0)


async def notices_of(store: Store, alert: Alert) -> list[int]:
    """The notices that were made of an alert: by what is written down, and by what they say."""
    rows = (await store.read(Query("cap_named", (alert.sender, alert.identifier))))[0]
    assert len(rows) == 1, alert.identifier
    said = (await store.read(Query("notices_among", (str(list(range(1, 1_000))),))))[0]
    made = [notice.id for notice in said if alert.identifier in notice.content]
    assert made == [row.notice_id for row in rows], alert.identifier
    return made


def named(identifier: str) -> Alert:
    """An alert whose words tell it from all others."""
    alert = later(sample("wind"), 0, identifier)
    return replace(alert, infos=tuple(replace(info, headline=f"Ветер {identifier}") for info in alert.infos))


def files_in(path: Path) -> list[str]:
    return [p.name for p in path.glob("*.xml")]


async def dies_or_ends(work: Any) -> bool:
    """Whether it died."""
    try:
        await work
    except Killed:
        return True
    return False


@pytest.mark.parametrize("source", [HYDROMET, TRUSTED], ids=["draft", "at-once"])
async def test_a_file_of_the_folder_is_taken_once_wherever_the_service_dies(
    wire_store: Store, database_url: str, tmp_path: Path, source: AlertSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    living: list[Mortal] = []
    move = os.replace

    def moves(*names: Any, **how: Any) -> None:
        living[-1].step()
        move(*names, **how)
        living[-1].step()

    monkeypatch.setattr(os, "replace", moves)
    for fatal in count(1):
        assert fatal < MOST
        alert, name = named(f"file-{fatal}"), f"{fatal}.xml"
        (tmp_path / name).write_bytes(write_cap(alert))
        first = Life(wire_store, (source,), fatal)
        living.append(first.mortal)
        await first.begins(wire_store)
        died = await dies_or_ends(first.looks(tmp_path))
        second = Life(wire_store, (source,))
        living.append(second.mortal)
        await second.begins(wire_store)
        await second.looks(tmp_path)
        assert len(await notices_of(wire_store, alert)) == 1
        assert files_in(tmp_path) == []
        assert {p.name for p in (tmp_path / "done").glob(f"{fatal}[.-]*")} == {name, f"{fatal}.txt"}
        assert (tmp_path / "done" / name).read_bytes() == write_cap(alert)
        words = (tmp_path / "done" / f"{fatal}.txt").read_text(encoding="utf-8")
        assert words.startswith("Принято: оповещение №")
        assert not (tmp_path / "refused").exists()
        if not died:
            break
    assert fatal > 10
    assert await run_raw(database_url, "SELECT key FROM timer WHERE kind = 'n_alert'") == []


async def test_a_bad_file_is_refused_once_wherever_the_service_dies(
    wire_store: Store, database_url: str, tmp_path: Path
) -> None:
    bad = (SAMPLES.parent / "bad" / "bad-size.xml").read_bytes()
    for fatal in count(1):
        assert fatal < MOST
        (tmp_path / f"{fatal}.xml").write_bytes(bad)
        lives = [Life(wire_store, (HYDROMET,), fatal), Life(wire_store, (HYDROMET,))]
        died = False
        for life in lives:
            await life.begins(wire_store)
            died = await dies_or_ends(life.looks(tmp_path)) or died
        assert (tmp_path / "refused" / f"{fatal}.xml").read_bytes() == bad
        assert (tmp_path / "refused" / f"{fatal}.txt").exists()
        assert files_in(tmp_path) == []
        told = await run_raw(database_url, f"SELECT id FROM outbox WHERE body LIKE '%: {fatal}.xml<%'")
        assert len(told) == 1, "told in one transaction with the judgement"
        if not died:
            break
    assert fatal > 10


async def test_what_a_feed_brings_is_taken_once_wherever_the_service_dies(
    wire_store: Store, database_url: str, site: Site
) -> None:
    source = replace(HYDROMET, code="polled", url=f"{site.base}/feed")
    for fatal in count(1):
        assert fatal < MOST
        alerts = [named(f"feed-{fatal}-{n}") for n in range(3)]
        for alert in alerts:
            site.pages[f"/{alert.identifier}"] = write_cap(alert)
        links = [(alert.identifier, f"{site.base}/{alert.identifier}") for alert in reversed(alerts)]
        site.pages["/feed"] = atom(*links)
        first = Life(wire_store, (source,), fatal)
        await first.begins(wire_store)
        died = await dies_or_ends(first.polls(source))
        second = Life(wire_store, (source,))
        await second.begins(wire_store)
        for _ in range(2):
            await second.polls(source)
        made = [number for alert in alerts for number in await notices_of(wire_store, alert)]
        assert made == sorted(set(made)), "each once, in their order"
        assert len(made) == 3
        if not died:
            break
    assert fatal > 10
    assert await run_raw(database_url, "SELECT key FROM timer WHERE kind = 'n_alert'") == []

"""How clients that others wrote use the interface: FixMyStreet's two pollers, walks by pages, the standard's fields."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from handlers.open311.moments import write_moment
from handlers.open311.reports import LEADS_TO
from storage.records import Report, ReportEvent
from storage.store import Store
from tests.contracts.test_open311 import KEYS, Client, asked, report, served
from tests.contracts.test_store import save
from tests.world.clock import HOUR, MINUTE, TUESDAY, StillClock
from tests.world.world import fictional

REPORTS, ROUNDS = 1_000, 20
ZONE = fictional().zone


async def in_xml(client: Client, path: str, **query: str) -> Element:
    headers = {"Authorization": f"Bearer {KEYS['KEY_WHOLE']}"}
    answer = await client.get(f"/open311/v2/{path}", params=query, headers=headers)
    assert answer.status == 200, await answer.text()
    return fromstring(await answer.read())


def text(element: Element, name: str) -> str:
    return element.findtext(name) or ""


class FixMyStreet:
    """Asks in XML for the last hour and a little, drops what it cannot use, and keeps what it does not know yet."""

    def __init__(self, client: Client, clock: StillClock) -> None:
        self.client, self.clock = client, clock
        self.reports, self.lines = Counter[str](), Counter[str]()

    def window(self) -> dict[str, str]:
        since, until = (write_moment(at, ZONE) or "" for at in (self.clock.at - HOUR, self.clock.at))
        return {"start_date": since, "end_date": until}

    async def polls(self) -> None:
        window = self.window()
        since, until = (datetime.fromisoformat(window[name]) for name in ("start_date", "end_date"))
        for request in await in_xml(self.client, "requests.xml", **window):
            usable = all(text(request, name) for name in ("service_request_id", "lat", "long"))
            updated = datetime.fromisoformat(text(request, "updated_datetime"))
            if usable and since <= updated <= until and text(request, "service_request_id") not in self.reports:
                self.reports[text(request, "service_request_id")] += 1
        for update in await in_xml(self.client, "servicerequestupdates.xml", **window):
            assert since <= datetime.fromisoformat(text(update, "updated_datetime")) <= until
            if text(update, "update_id") not in self.lines:
                self.lines[text(update, "update_id")] += 1


@pytest.mark.both_engines
async def test_both_pollers_get_all_that_comes_and_changes_while_they_poll_exactly_once(
    store: Store, tmp_path: Path
) -> None:
    clock, chance = StillClock(), random.Random(311)
    lines, reports = dict[int, ReportEvent](), dict[int, Report]()
    async with served(store, tmp_path, clock=clock) as client:
        poller = FixMyStreet(client, clock)
        for turn in range(ROUNDS):
            for _ in range(REPORTS // ROUNDS):
                number = len(reports) + 1
                at = clock.at + chance.randrange(30 * MINUTE)
                reports[number] = report(number, created_at=at, updated_at=at, due_at=0)
                lines[number] = ReportEvent(len(lines) + 1, number, at, "filed")
            changed = list[ReportEvent]()
            for number in chance.sample(sorted(reports), 10 * (turn > 0)):
                at = max(reports[number].updated_at, clock.at + chance.randrange(30 * MINUTE))
                reports[number] = replace(reports[number], updated_at=at, status="accepted")
                changed.append(ReportEvent(10_000 + turn * 100 + len(changed), number, at, "taken", 9, "Анна"))
            lines |= {line.id: line for line in changed}
            await save(store, *reports.values(), *lines.values())
            clock.at += 30 * MINUTE
            await poller.polls()
    assert poller.reports == {str(number): 1 for number in reports}
    assert poller.lines == {str(line.id): 1 for line in lines.values()}


async def test_a_walk_by_pages_meets_each_report_once_while_they_change(store: Store, tmp_path: Path) -> None:
    await save(store, *(report(number) for number in range(1, 301)))
    seen = Counter[str]()
    async with served(store, tmp_path) as client:
        for page in range(1, 5):
            found = await asked(client, "requests.json", page=str(page), page_size="100")
            seen.update(item["service_request_id"] for item in found)
            await save(store, *(report(n, status="closed", updated_at=TUESDAY, closed_at=TUESDAY)
                                for n in range(page, 301, 7)))  # fmt: skip
    assert seen == {str(number): 1 for number in range(1, 301)}


async def test_a_walk_that_ends_with_an_error_or_a_page_like_the_last_gets_all(store: Store, tmp_path: Path) -> None:
    """As r311 goes through pages: it knows no header, and stops where two pages are alike."""
    await save(store, *(report(number) for number in range(1, 251)))
    async with served(store, tmp_path) as client:
        found, last, page = list[str](), None, 1
        while True:
            got = await asked(client, "requests.json", page=str(page), page_size="100", jurisdiction_id="")
            if got == last:
                break
            found += [item["service_request_id"] for item in got]
            last, page = got, page + 1
        assert sorted(map(int, found)) == list(range(1, 251))
        assert page == 5, "the third is short, the fourth empty, the fifth like it"
        too_far = await client.get("/open311/v2/requests.json", params={"page": "11", "page_size": "1000"},
                                   headers={"Authorization": f"Bearer {KEYS['KEY_WHOLE']}"})  # fmt: skip
        assert too_far.status == 400


FIELDS: Mapping[str, tuple[type, ...]] = {
    "service_request_id": (str,), "status": (str,), "service_code": (str,), "requested_datetime": (str,),
    **dict.fromkeys(
        ("status_notes", "service_name", "description", "agency_responsible", "service_notice", "updated_datetime",
         "expected_datetime", "address", "address_id", "zipcode", "media_url"), (str, type(None)),
    ),
    **dict.fromkeys(("lat", "long"), (float, int, type(None))),
}  # fmt: skip
"""The standard's request: what kind each field has. The first four are always there."""
SERVICE: Mapping[str, tuple[type, ...]] = {
    "service_code": (str,), "service_name": (str,), "metadata": (bool,), "type": (str,),
    **dict.fromkeys(("description", "keywords", "group"), (str, type(None))),
}  # fmt: skip


UPDATE: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("update_id", "service_request_id", "status", "description", "updated_datetime"), (str,)),
    "media_url": (str, type(None)),
}  # fmt: skip
"""A line of the extension by FixMyStreet's makers; its pollers read each of these."""


def fits(item: Mapping[str, Any], fields: Mapping[str, tuple[type, ...]]) -> None:
    assert item.keys() == fields.keys()
    assert [name for name, kinds in fields.items() if not isinstance(item[name], kinds)] == []
    moments = [item[name] for name in item if name.endswith("_datetime") and item[name]]
    assert all(datetime.fromisoformat(moment).tzinfo for moment in moments)


async def test_what_is_said_is_of_the_standards_kinds_whatever_a_report_is(store: Store, tmp_path: Path) -> None:
    await save(
        store, report(1, text="я" * 9_000), report(2, lat=None, lon=None, address="", settlement="", municipality=""),
        report(3, topic="gone", organisation="", text="", due_at=0), report(4, status="merged", merged_into=1),
    )  # fmt: skip
    async with served(store, tmp_path) as client:
        for key in ("KEY_WHOLE", "KEY_PLAIN"):
            for item in await asked(client, "requests.json", key):
                fits(item, FIELDS)
                assert item["status"] in ("open", "closed")
                assert len(item["description"] or "") <= 4_000
        for service in await asked(client, "services.json", key=""):
            fits(service, SERVICE)
            assert service["type"] in ("realtime", "batch", "blackbox")
        (whole,) = await asked(client, "requests/1.json", extensions="true")
        assert whole["extended_attributes"]["description"] == "я" * 9_000


async def test_lines_of_histories_are_of_the_extensions_kinds_whatever_was_done(store: Store, tmp_path: Path) -> None:
    lines = [
        ReportEvent(n, 1, TUESDAY - n * MINUTE, kind, 9, "Анна", text, delivery="delivered")
        for n, (kind, text) in enumerate(((kind, text) for kind in LEADS_TO for text in ("", "я" * 9_000)), 1)
    ]
    await save(store, report(1), *lines)
    async with served(store, tmp_path) as client:
        for key in ("KEY_WHOLE", "KEY_PLAIN"):
            found = await asked(client, "servicerequestupdates.json", key)
            assert len(found) == len(lines)
            for item in found:
                fits(item, UPDATE)
                assert item["status"] in ("open", "closed")
            for item in await asked(client, "servicerequestupdates.json", key, extensions="true"):
                fits(item, {**UPDATE, "extended_status": (str,)})
        root = await in_xml(client, "servicerequestupdates.xml")
    assert (root.tag, {item.tag for item in root}) == ("service_request_updates", {"request_update"})
    there = [name for name in UPDATE if name != "media_url"]  # without a picture: XML leaves out what is nothing
    assert [[field.tag for field in item] for item in root] == [there] * len(lines)

"""Open311 over the web: who sees what, how it is found, how it is written, on both engines."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from bot.notices.fetch import WebFetcher
from bot.web.callers import WRONG, Callers
from bot.web.client_bodies import ClientBodies
from bot.web.client_files import ClientFiles
from bot.web.notice_files import NoticeFiles
from bot.web.open311 import Open311
from bot.web.open311_filing import Open311Filing
from handlers.base.message import Address
from handlers.base.routes import Router
from handlers.base.shared import Shared
from handlers.intake import Intake
from storage.ids import Ids
from storage.records import Report, ReportEvent, StoredFile
from storage.region.clients import ApiClient
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.contracts.test_store import save
from tests.world.clock import DAY, HOUR, MINUTE, SECOND, TUESDAY, StillClock
from tests.world.world import fictional, library

KEYS = {"KEY_WHOLE": "whole-" + "w" * 40, "KEY_PLAIN": "plain-" + "p" * 40, "KEY_OLD": "older-" + "o" * 40}
READ = frozenset({"read"})
WHOLE = ApiClient("whole", {"ru": "Всё видит"}, "KEY_WHOLE", "KEY_OLD", may=READ, texts=True, rate=1000)
PLAIN = ApiClient("plain", {"ru": "Видит мало"}, "KEY_PLAIN", may=READ, organisations=("roads",), rate=1000)
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 50

Client = TestClient[web.Request, web.Application]


def report(number: int, **values: Any) -> Report:
    made = Report(number, 1, "telegram", "7", "ru", "new", "potholes", "roads", "Яма у моего дома", "Лесная, 5")
    made.settlement, made.municipality, made.lat, made.lon = "tikhorechensk", "99601000", 60.123456, 63.654321
    made.created_at = made.updated_at = TUESDAY - 3 * DAY + number * MINUTE
    made.due_at = TUESDAY + DAY
    return replace(made, **values)


async def _nobody(chat: Address, user: str) -> str:
    return "gone"


@asynccontextmanager
async def served(
    store: Store,
    folder: Path,
    *,
    public: bool = False,
    clock: StillClock | None = None,
    clients: Any = (WHOLE, PLAIN),
    host: str = "",
) -> AsyncIterator[Client]:
    clock = clock or StillClock()
    region = replace(fictional(), clients=tuple(clients))
    shared = Shared(region, library(), Ids({"audit": 100}), None, lambda text: [], lambda text: False)
    intake = Intake(store, shared, Router(), clock, _nobody, lambda changes: None)
    callers = Callers(region.clients, KEYS, clock, public=public, host=host)
    filing = Open311Filing(intake, ClientBodies(callers, ClientFiles(WebFetcher(), folder / "brought")))
    app = web.Application()
    app.add_routes(Open311(intake, callers, NoticeFiles(store, folder), filing).routes())
    async with TestClient(TestServer(app)) as client:
        yield client


async def asked(client: Client, path: str, key: str = "KEY_WHOLE", **query: str) -> Any:
    headers = {"Authorization": f"Bearer {KEYS[key]}"} if key else {}
    answer = await client.get(f"/open311/v2/{path}", params=query, headers=headers)
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def refused(client: Client, path: str, key: str = "KEY_WHOLE", **query: str) -> tuple[int, list[str]]:
    headers = {"Authorization": f"Bearer {KEYS.get(key, key)}"} if key else {}
    answer = await client.get(f"/open311/v2/{path}", params=query, headers=headers)
    found = await answer.json()
    assert [fault["code"] for fault in found] == [str(answer.status)] * len(found)
    return answer.status, [fault["description"] for fault in found]


def numbers(found: Any) -> list[int]:
    return [int(item["service_request_id"]) for item in found]


async def test_services_and_discovery_are_open_to_all(store: Store, tmp_path: Path) -> None:
    async with served(store, tmp_path) as client:
        services = await asked(client, "services.json", key="")
        topics = fictional().topics
        assert [service["service_code"] for service in services] == [topic.code for topic in topics]
        assert services[0]["type"] == "realtime"
        assert services[0]["metadata"] is False
        assert services[0]["keywords"] == ""
        code = topics[0].code
        assert await asked(client, f"services/{code}.json", key="") == {"service_code": code, "attributes": []}
        assert (await refused(client, "services/none.json", key=""))[0] == 404
        found = await asked(client, "discovery.json", key="")
        assert [end["type"] for end in found["endpoints"]] == ["test"]
        assert found["endpoints"][0]["url"].endswith("/open311/v2")
        assert "112" in found["contact"]
        english = await client.get("/open311/v2/services.json", headers={"Accept-Language": "en-GB,ru;q=0.5"})
        assert (await english.json())[0]["service_name"] == topics[0].names["en"]
        assert english.headers["Access-Control-Allow-Origin"] == "*"


async def test_a_request_that_names_no_host_is_answered(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    await save(store, report(1), StoredFile(5, 1, 0, 1, "telegram", "h", "photo", path="a.jpg"))
    async with served(store, tmp_path) as client:
        for host in ("server:99999", "::1", "[::1", "a b", ""):
            headers = {"Host": host, "Authorization": f"Bearer {KEYS['KEY_WHOLE']}"}
            for path in ("discovery.json", "requests.json?page_size=1", "requests/1.xml"):
                answer = await client.get(f"/open311/v2/{path}", headers=headers)
                assert answer.status == 200, (host, path, await answer.text())


@pytest.mark.both_engines
async def test_a_client_that_may_sees_a_report_as_it_is(store: Store, database_url: str, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    photo = StoredFile(5, 1, 0, 1, "telegram", "h", "photo", path="a.jpg")
    await save(store, report(1), photo, StoredFile(4, 1, 0, 1, "telegram", "h", "photo", path="-gone"))
    async with served(store, tmp_path) as client:
        (found,) = await asked(client, "requests/1.json")
        media = found.pop("media_url")
        assert found == {
            "service_request_id": "1", "status": "open", "status_notes": "новое", "service_code": "potholes",
            "service_name": fictional().topic("potholes").names["ru"],  # type: ignore[union-attr]
            "description": "Яма у моего дома",
            "agency_responsible": fictional().organisation("roads").names["ru"],  # type: ignore[union-attr]
            "service_notice": "Срок решения: 19 ноября.", "requested_datetime": "2025-11-15T11:01:00+05:00",
            "updated_datetime": "2025-11-15T11:01:00+05:00", "expected_datetime": "2025-11-19T11:00:00+05:00",
            "address": "Лесная, 5", "address_id": None, "zipcode": None, "lat": 60.123456, "long": 63.654321,
        }  # fmt: skip
        assert "extended_attributes" not in found
        picture = await client.get(media.removeprefix(str(client.make_url("")).rstrip("/")))
        assert (picture.status, await picture.read()) == (200, JPEG)
        forged = await client.get("/open311/v2/media/5.jpg?client=whole&until=99999999999&sig=00")
        assert forged.status == 403
    assert await run_raw(database_url, "SELECT channel, user_id, action FROM audit") == [
        ("open311", "whole", "open311_read")
    ]


async def test_all_pictures_of_a_report_are_among_the_extensions_of_whoever_may_see_them(
    store: Store, tmp_path: Path
) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(JPEG + name.encode())
    files = [StoredFile(n, 1, 0, 1, "telegram", "h", "photo", path=path) for n, path in ((4, "a.jpg"), (5, "b.jpg"))]
    of_a_line = StoredFile(6, 1, 9, 1, "telegram", "h", "photo", path="a.jpg")
    await save(store, report(1), *files, of_a_line, StoredFile(7, 1, 0, 1, "telegram", "h", "photo", path="-gone"))
    async with served(store, tmp_path) as client:
        (found,) = await asked(client, "requests.json", extensions="true")
        home, links = str(client.make_url("")).rstrip("/"), found["extended_attributes"]["media_urls"]
        read = [await (await client.get(link.removeprefix(home))).read() for link in links]
        assert read == [JPEG + b"a.jpg", JPEG + b"b.jpg"]
        assert links[0] == found["media_url"]
        (plain,) = await asked(client, "requests.json", "KEY_PLAIN", extensions="true")
        assert plain["extended_attributes"]["media_urls"] == []
        headers = {"Authorization": f"Bearer {KEYS['KEY_WHOLE']}"}
        answer = await client.get("/open311/v2/requests/1.xml?extensions=true", headers=headers)
        assert len(fromstring(await answer.read()).findall("request/extended_attributes/media_urls/url")) == 2


async def test_an_address_of_a_picture_holds_for_an_hour(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    await save(store, report(1), StoredFile(5, 1, 0, 1, "telegram", "h", "photo", path="a.jpg"))
    clock = StillClock()
    async with served(store, tmp_path, clock=clock) as client:
        (found,) = await asked(client, "requests/1.json")
        clock.at += HOUR + SECOND
        address = found["media_url"].removeprefix(str(client.make_url("")).rstrip("/"))
        assert (await client.get(address)).status == 403
        assert (await client.get(address.replace("5.jpg", "x.jpg"))).status == 403


async def test_without_texts_there_are_no_words_no_exact_place_no_files_and_only_the_own_organisation(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    await save(
        store, report(1, updated_at=TUESDAY), report(2, organisation="water", topic="no_water", updated_at=TUESDAY),
        StoredFile(5, 1, 0, 1, "telegram", "h", "photo", path="a.jpg"),
        ReportEvent(1, 1, TUESDAY, "answer", 9, "Иванов", "Засыплем у Петрова", delivery="delivered"),
        ReportEvent(2, 2, TUESDAY, "taken", 9, "Иванов"),
    )  # fmt: skip
    async with served(store, tmp_path) as client:
        (found,) = await asked(client, "requests.json", key="KEY_PLAIN")
        town = fictional().settlement("tikhorechensk")
        assert town is not None
        assert (found["description"], found["media_url"], found["address"]) == (None, None, town.name)
        assert (found["lat"], found["long"]) == (60.12, 63.65)
        assert (await refused(client, "requests/2.json", key="KEY_PLAIN"))[0] == 404
        assert await asked(client, "requests.json", key="KEY_PLAIN", service_request_id="1,2") == [found]
        assert await asked(client, "requests.json", key="KEY_PLAIN", organisation="water") == []
        (line,) = await asked(client, "servicerequestupdates.json", key="KEY_PLAIN")
        assert (line["service_request_id"], line["description"]) == ("1", "")
        for path in ("requests", "requests/1", "servicerequestupdates"):
            text = json.dumps(await asked(client, f"{path}.json", key="KEY_PLAIN"), ensure_ascii=False)
            assert not any(word in text for word in ("Яма", "Лесная", "Петров", "Иванов", "telegram"))


async def test_without_a_key_only_what_is_a_day_old_and_harms_nobody(store: Store, tmp_path: Path) -> None:
    await save(
        store, report(1), report(2, created_at=TUESDAY - DAY + MINUTE, updated_at=TUESDAY), report(3, danger=2),
        report(4, status="withdrawn", closed_at=TUESDAY), report(5, danger=1),
    )  # fmt: skip
    async with served(store, tmp_path) as client:
        assert (await refused(client, "requests.json", key=""))[0] == 403
    async with served(store, tmp_path, public=True) as client:
        found = await asked(client, "requests.json", key="")
        assert numbers(found) == [5, 1]
        assert {item["description"] for item in found} == {None}
        assert numbers(await asked(client, "requests.json", key="", updated_after="2025-11-10")) == [5, 1]
        assert [(await refused(client, f"requests/{n}.json", key=""))[0] for n in (2, 3, 4)] == [404] * 3
        assert numbers(await asked(client, "requests.json")) == [2, 5, 4, 3, 1]


async def test_what_is_left_of_the_forgotten_and_of_old_reports_is_not_there(store: Store, tmp_path: Path) -> None:
    await save(
        store, report(1, person_id=0), report(2, retired=1), report(3),
        ReportEvent(1, 1, TUESDAY, "taken"), ReportEvent(2, 2, TUESDAY, "taken"),
    )  # fmt: skip
    async with served(store, tmp_path) as client:
        assert numbers(await asked(client, "requests.json")) == [3]
        assert numbers(await asked(client, "requests.json", updated_after="2025-11-01")) == [3]
        assert await asked(client, "requests.json", service_request_id="1,2") == []
        assert [(await refused(client, f"requests/{n}.json"))[0] for n in (1, 2, 99)] == [404] * 3
        assert await asked(client, "servicerequestupdates.json") == []


@pytest.mark.both_engines
async def test_reports_are_found_by_time_topic_status_and_place(store: Store, tmp_path: Path) -> None:
    closed = report(3, status="closed", closed_at=TUESDAY, updated_at=TUESDAY)
    await save(
        store, report(1), report(2, topic="snow", municipality="other"), closed,
        report(4, status="silent", closed_at=TUESDAY, created_at=TUESDAY - 80 * DAY),
        report(5, status="merged", merged_into=1, closed_at=TUESDAY),
    )  # fmt: skip
    async with served(store, tmp_path) as client:
        for query, expected in (
            ({}, [5, 3, 2, 1, 4]),
            ({"status": "open"}, [2, 1]),
            ({"status": "closed"}, [5, 3, 4]),
            ({"status": "Open, closed"}, [5, 3, 2, 1, 4]),
            ({"service_code": "snow"}, [2]),
            ({"service_code": "snow,potholes", "status": ""}, [5, 3, 2, 1, 4]),
            ({"municipality": "99601000", "status": "open"}, [1]),
            ({"start_date": "2025-11-15T06:02:00Z"}, [5, 3, 2]),
            ({"start_date": "2025-11-15T11:02:00 05:00", "end_date": "2025-11-15T11:03:00+05:00"}, [3, 2]),
            ({"end_date": "2025-10-01"}, [4]),
            ({"updated_after": "2025-11-18T00:00:00Z"}, [3]),
            ({"service_request_id": "4,1,77"}, [1, 4]),
            ({"page_size": "2"}, [5, 3]),
            ({"page_size": "2", "page": "0"}, [5, 3]),
            ({"page_size": "2", "page": "2"}, [2, 1]),
            ({"page_size": "2", "page": "9"}, []),
        ):
            assert numbers(await asked(client, "requests.json", **query)) == expected, query
        extended = await asked(client, "requests.json", service_request_id="4,5", extensions="true")
        said = {item["service_request_id"]: item["extended_attributes"] for item in extended}
        assert (said["4"]["status"], said["5"]["status"], said["5"]["merged_into"]) == ("closed", "merged", "1")
        assert "№ 1" in next(item["status_notes"] for item in extended if item["service_request_id"] == "5")


async def test_pages_are_linked_and_the_key_is_in_no_link(store: Store, tmp_path: Path) -> None:
    await save(store, *(report(number) for number in range(1, 6)))
    async with served(store, tmp_path) as client:
        path, seen = f"/open311/v2/requests.json?page_size=2&api_key={KEYS['KEY_OLD']}", []
        key = {"Authorization": f"Bearer {KEYS['KEY_WHOLE']}"}
        while path:
            answer = await client.get(path, headers=key)
            seen += numbers(await answer.json())
            link = answer.links.get("next")
            path = URL(link["url"]).path_qs if link else ""
            assert "api_key" not in path
        assert seen == [5, 4, 3, 2, 1]


async def test_all_that_is_wrong_with_a_request_is_said_at_once(store: Store, tmp_path: Path) -> None:
    async with served(store, tmp_path) as client:
        status, said = await refused(
            client, "requests.json", start_date="gestern", end_date="2025-13-01", status="solved", service_code="nix",
            organisation="nix", municipality="nix", page_size="many",
        )  # fmt: skip
        assert (status, len(said)) == (400, 7)
        for query in (
            {"start_date": "2025-01-01", "end_date": "2025-11-01"},
            {"updated_after": "2025-01-01", "updated_before": "2025-11-01"},
            {"page": "11", "page_size": "1000"}, {"service_request_id": "1,x"}, {"service_request_id": "9" * 30},
            {"service_request_id": ",".join(str(n) for n in range(1, 102))},
        ):  # fmt: skip
            status, said = await refused(client, "requests.json", **query)
            assert (status, len(said)) == (400, 1), query
        assert (await refused(client, "requests.json", jurisdiction_id="elsewhere.example"))[0] == 404
        assert (await refused(client, "servicerequestupdates.json", start_date="2025-09-01", end_date="2025-11-01"))[
            0
        ] == 400


async def test_updates_tell_what_the_author_knows_and_never_a_note(store: Store, tmp_path: Path) -> None:
    lines = [
        ReportEvent(1, 1, TUESDAY - 2 * DAY, "filed"), ReportEvent(2, 1, TUESDAY - HOUR, "taken", 9, "Иванов"),
        ReportEvent(3, 1, TUESDAY - HOUR, "note", 9, "Иванов", "звонил, ругался"),
        ReportEvent(4, 1, TUESDAY - MINUTE, "answer", 9, "Иванов", "Засыпали сегодня.", delivery="delivered"),
        ReportEvent(5, 1, TUESDAY - MINUTE, "answer", 9, "Иванов", "Отменённое", delivery="cancelled"),
        ReportEvent(6, 1, TUESDAY - SECOND, "question", 9, "Иванов", "Ещё в ожидании", delivery=""),
        ReportEvent(7, 1, TUESDAY - SECOND, "topic"),
    ]  # fmt: skip
    await save(store, report(1, status="answered", updated_at=TUESDAY), *lines)
    async with served(store, tmp_path) as client:
        found = await asked(client, "servicerequestupdates.json", extensions="true")
        assert [
            (line["update_id"], line["status"], line["extended_status"], line["description"]) for line in found
        ] == [
            ("2", "open", "accepted", ""),
            ("4", "open", "answered", "Засыпали сегодня."),
        ]
        assert len(await asked(client, "servicerequestupdates.json", start_date="2025-11-10")) == 3
        assert "Иванов" not in json.dumps(found, ensure_ascii=False)


@pytest.mark.both_engines
async def test_whoever_has_few_of_all_reports_sees_the_same_as_whoever_has_many(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client of some organisations that files itself: by the numbers of its reports, and on the walk by time."""
    offices = ("roads", "water", "energy")
    made = [
        report(n, organisation=offices[n % 3], channel="open311:mine" if n % 7 == 0 else "vk",
               topic=("potholes", "snow")[n % 2], status=("new", "closed", "withdrawn")[n % 3],
               updated_at=TUESDAY - (n * 7 % 30) * HOUR) for n in range(1, 40)
    ]  # fmt: skip
    lines = [ReportEvent(n, n, TUESDAY - (n * 5 % 20) * HOUR, "filed") for n in range(1, 40)]
    await save(store, *made, *lines)
    mine = replace(PLAIN, code="mine", organisations=("roads", "water"), may=frozenset({"read", "file"}))
    questions: tuple[tuple[str, dict[str, str]], ...] = (
        ("requests.json", {}), ("requests.json", {"page_size": "7", "page": "2"}),
        ("requests.json", {"status": "open"}),
        ("requests.json", {"organisation": "water"}), ("requests.json", {"service_code": "snow"}),
        ("requests.json", {"updated_after": "2025-11-10"}), ("requests.json", {"start_date": "2025-11-10"}),
        ("servicerequestupdates.json", {"page_size": "9", "page": "2"}), ("servicerequestupdates.json", {}),
    )  # fmt: skip

    async def all_of_it() -> list[Any]:
        async with served(store, tmp_path, clients=(mine,)) as client:
            return [await asked(client, path, "KEY_PLAIN", **query) for path, query in questions]

    few = await all_of_it()
    monkeypatch.setattr("bot.web.open311_reading.FEW", 3)
    assert await all_of_it() == few
    theirs = {each.id for each in made if each.organisation != "energy" or each.channel == "open311:mine"}
    assert {int(item["service_request_id"]) for item in few[0]} == theirs
    assert {int(item["service_request_id"]) for item in few[8]} == theirs
    assert len(few[3]) == 13


async def test_xml_is_what_comes_without_an_ending_and_says_the_same(store: Store, tmp_path: Path) -> None:
    await save(store, report(1, text="<b>Яма</b> & \x0b люк", lat=None, lon=None))
    async with served(store, tmp_path) as client:
        headers = {"Authorization": f"Bearer {KEYS['KEY_WHOLE']}"}
        for ending in ("", ".xml"):
            answer = await client.get(f"/open311/v2/requests{ending}", headers=headers)
            assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
            tree = fromstring(await answer.read())
            assert (tree.tag, [child.tag for child in tree]) == ("service_requests", ["request"])
            assert tree.findtext("request/description") == "<b>Яма</b> &  люк"
            assert tree.find("request/lat") is None
        errors = fromstring(await (await client.get("/open311/v2/requests")).read())
        assert [(error.tag, error.findtext("code")) for error in errors] == [("error", "403")]
        services = fromstring(await (await client.get("/open311/v2/services.xml")).read())
        assert services.findtext("service/metadata") == "false"
        discovery = fromstring(await (await client.get("/open311/v2/discovery.xml")).read())
        assert discovery.findtext("endpoints/endpoint/formats/format") == "text/xml"
        assert (await client.get("/open311/v2/requests.csv", headers=headers)).status == 404


@pytest.mark.parametrize(
    ("accept", "ending", "kind"),
    [
        ("application/json", "", "application/json"), ("application/json, text/plain, */*", "", "application/json"),
        ("*/*", "", "text/xml"), ("text/html,application/xml;q=0.9,application/json;q=0.8", "", "text/xml"),
        ("application/json", ".xml", "text/xml"), ("text/xml", ".json", "application/json"),
    ],
)  # fmt: skip
async def test_the_ending_chooses_the_form_and_without_one_what_is_accepted(
    store: Store, tmp_path: Path, accept: str, ending: str, kind: str
) -> None:
    async with served(store, tmp_path) as client:
        for path in ("services", "requests", "requests/1", "nowhere"):
            answer = await client.get(f"/open311/v2/{path}{ending}", headers={"Accept": accept})
            assert answer.content_type == kind, path


async def test_the_word_before_a_key_may_be_written_small_and_other_methods_are_named(
    store: Store, tmp_path: Path
) -> None:
    async with served(store, tmp_path) as client:
        answer = await client.get("/open311/v2/requests.json", headers={"Authorization": f"bearer {KEYS['KEY_WHOLE']}"})
        assert answer.status == 200
        for path, allowed in (("requests.json", "GET, HEAD, POST"), ("services.json", "GET, HEAD")):
            answer = await client.put(f"/open311/v2/{path}")
            assert (answer.status, answer.headers["Allow"]) == (405, allowed)


async def test_a_jurisdiction_is_the_host_as_it_is_asked_for_or_as_it_is_known_outside(
    store: Store, tmp_path: Path
) -> None:
    async with served(store, tmp_path, host="bot.example") as client:
        for name in ("bot.example", "BOT.example", "127.0.0.1", ""):
            assert await asked(client, "services.json", jurisdiction_id=name)
        for path in ("services.json", "services/potholes.json", "requests.json", "requests/1.json"):
            status, (said,) = await refused(client, path, jurisdiction_id="elsewhere.example")
            assert (status, "elsewhere.example" in said) == (404, True), path
        answer = await client.get("/open311/v2/services.json?jurisdiction_id=x", headers={"Host": "[::1"})
        assert answer.status in (400, 404)


async def status_of(answer: ClientResponse) -> int:
    await answer.read()
    return answer.status


async def test_who_guesses_keys_has_to_wait_and_a_client_has_its_own_pace(store: Store, tmp_path: Path) -> None:
    clock = StillClock()
    slow = replace(WHOLE, rate=1.0)
    async with served(store, tmp_path, clients=(slow,), clock=clock) as client:
        good = [(await refused_or_not(client, KEYS["KEY_WHOLE"])) for _ in range(31)]
        assert (good.count(200), good[-1]) == (30, 429)
        clock.mono += 5
        assert await refused_or_not(client, KEYS["KEY_OLD"]) == 200
        assert [await refused_or_not(client, "x" * 40) for _ in range(WRONG)] == [403] * WRONG
        assert await refused_or_not(client, KEYS["KEY_WHOLE"]) == 429
        clock.mono += 601
        assert await refused_or_not(client, KEYS["KEY_WHOLE"]) == 200


async def refused_or_not(client: Client, key: str) -> int:
    return await status_of(await client.get("/open311/v2/requests.json", headers={"Authorization": f"Bearer {key}"}))


@pytest.mark.parametrize(("networks", "status"), [(("10.0.0.0/8",), 403), (("127.0.0.0/8",), 200)])
async def test_a_client_comes_from_its_networks(
    store: Store, tmp_path: Path, networks: tuple[str, ...], status: int
) -> None:
    async with served(store, tmp_path, clients=(replace(WHOLE, addresses=networks),)) as client:
        assert await refused_or_not(client, KEYS["KEY_WHOLE"]) == status

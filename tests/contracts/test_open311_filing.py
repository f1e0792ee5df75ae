"""Another program files reports, and its authors' answers go to it: over the web, on both engines."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import fromstring

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer

from bot.back_office.api import BackOfficeApi
from bot.back_office.door import OutsideDoor
from bot.delivery.files import Files
from bot.guarded import FetchError
from bot.jobs.chores import Chores
from bot.notices.fetch import Fetched, WebFetcher
from bot.web.callers import WRONG, Callers
from bot.web.client_bodies import ClientBodies
from bot.web.client_files import ClientFiles
from bot.web.notice_files import NoticeFiles
from bot.web.open311 import Open311
from bot.web.open311_filing import Open311Filing
from handlers.base.event import Attachment, AttachmentKind
from handlers.open311.media import PROGRAM_FILES
from storage.changes import Query
from storage.region.clients import ApiClient
from storage.store import StorageError, Store, Unit
from storage.storm_records import StormAnswer
from tests.contracts.raw import run_raw
from tests.contracts.under_way import UnderWay
from tests.unit.operator.office import Office
from tests.unit.operator.test_ten_seconds import button, joins, stopping
from tests.world.clock import DAY, HOUR, MINUTE, SECOND, TUESDAY, SleepyClock
from tests.world.world import ADMIN, World, fictional

RIGHTS = frozenset({"read", "file"})
KEYS = {"KEY_INCIDENT": "incident-" + "i" * 40, "KEY_CITY": "city-" + "c" * 40, "KEY_READS": "reads-" + "r" * 40}
INCIDENT = ApiClient("incident", {"ru": "Инцидент"}, "KEY_INCIDENT", may=RIGHTS, texts=True, rate=1000)
CITY = ApiClient("city", {"ru": "Город"}, "KEY_CITY", may=RIGHTS, organisations=("water",), rate=1000)
READS = ApiClient("reads", {"ru": "Карта"}, "KEY_READS", may=frozenset({"read"}), rate=1000)
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 500
POTHOLE = {"service_code": "potholes", "description": "Яма у дома", "address_string": "Сосновинка, улица Лесная, 5"}


@dataclass
class Desk:
    """The interface over a world: `ask` and `post` as a client, `office` for what staff see."""

    http: TestClient[web.Request, web.Application]
    office: Office
    files: Files
    under_way: UnderWay

    async def post(self, form: Any, key: str = "KEY_INCIDENT", path: str = "requests.json", **headers: str) -> Any:
        said = {"Authorization": f"Bearer {KEYS[key]}"} if key else {}
        return await self.http.post(f"/open311/v2/{path}", data=form, headers={**said, **headers})

    async def number(self, form: Any, key: str = "KEY_INCIDENT", **headers: str) -> int:
        answer = await self.post(form, key, **headers)
        assert answer.status == 200, await answer.text()
        (found,) = await answer.json()
        await self.office.passes(0)
        return int(found["service_request_id"])

    async def faults(self, form: Any, key: str = "KEY_INCIDENT", **headers: str) -> tuple[int, list[str]]:
        answer = await self.post(form, key, **headers)
        return answer.status, [fault["description"] for fault in await answer.json()]

    async def ask(self, path: str, key: str = "KEY_INCIDENT", **query: str) -> Any:
        headers = {"Authorization": f"Bearer {KEYS[key]}"}
        answer = await self.http.get(f"/open311/v2/{path}", params=query, headers=headers)
        assert answer.status == 200, await answer.text()
        found = await answer.json()
        await self.under_way.is_over()
        await self.office.passes(0)
        return found

    async def reports(self) -> int:
        return len(await self.ask("requests.json"))


@pytest.fixture
async def desk(store: Store, tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(store, tmp_path) as opened:
        yield opened


@asynccontextmanager
async def open_desk(store: Store, folder: Path) -> AsyncIterator[Desk]:
    region = replace(fictional(), clients=(INCIDENT, CITY, READS))
    world = World(store, region=region, folder=folder)
    callers = Callers(region.clients, KEYS, world.clock, public=False)
    brought = ClientFiles(WebFetcher(), folder / "files" / "brought")
    files = Files(store, {PROGRAM_FILES: brought}, folder / "files", world.clock, free=lambda: 10**12)
    bodies = ClientBodies(callers, brought)
    filing = Open311Filing(world.intake, bodies)
    under_way = UnderWay()
    app = web.Application(middlewares=[under_way.middleware])
    door = OutsideDoor(store, world.intake, world.clock)
    app.add_routes(BackOfficeApi(door, world.intake, bodies, updates=True).routes())
    app.add_routes(Open311(world.intake, callers, NoticeFiles(store, folder / "files"), filing).routes())
    async with TestClient(TestServer(app)) as http:
        yield Desk(http, Office(world), files, under_way)
    assert [row.channel for row in world.rows if row.channel.startswith("open311")] == []


async def test_a_report_comes_as_if_its_author_had_sent_it(desk: Desk) -> None:
    answer = await desk.post({**POTHOLE, "account_id": "a-17", "email": "anna@mail.example", "first_name": "Анна"})
    assert answer.status == 200
    ((found),) = await answer.json()
    assert (found["service_request_id"], found["account_id"]) == ("1", None)
    assert "Первый ответ" in found["service_notice"]
    await desk.office.passes(0)
    report = await desk.office.report()
    assert (report.channel, report.chat, report.status, report.topic) == ("open311:incident", "a-17", "new", "potholes")
    assert (report.text, report.settlement, report.address) == ("Яма у дома", "sosnovinka", "Лесная, 5")
    assert (report.organisation, report.street_key, report.house_key) == ("roads", "лесн", "5")
    assert report.first_due_at
    assert report.due_at > report.first_due_at
    (filed,) = await desk.office.history()
    assert (filed.kind, json.loads(filed.data)["client"]) == ("filed", "incident")
    card = desk.office.card().text
    assert "из «Инцидент»" in card
    assert "Яма у дома" in card


@pytest.mark.both_engines
async def test_what_is_kept_of_it_is_a_consent_an_account_and_a_line_in_the_log_of_acts(
    desk: Desk, database_url: str
) -> None:
    await desk.number({**POTHOLE, "account_id": "a-17"})
    assert await run_raw(database_url, "SELECT consent_version FROM person") == [("client:incident",)]
    assert await run_raw(database_url, "SELECT channel, user_id FROM account") == [("open311:incident", "a-17")]
    assert await run_raw(database_url, "SELECT * FROM dialogue") == []
    assert await run_raw(database_url, "SELECT kind FROM timer WHERE kind LIKE 's_%' OR kind LIKE 'c_%'") == []
    acts = await run_raw(database_url, "SELECT channel, user_id, action, data FROM audit")
    assert [(*act[:3], json.loads(act[3])) for act in acts] == [
        ("open311", "incident", "open311_filed", {"report": 1, "files": 0})
    ]


async def test_no_notice_goes_to_an_author_without_a_messenger(desk: Desk) -> None:
    await desk.number({**POTHOLE, "account_id": "a-17"})
    assert await desk.office.store.read(Query("audience_people", ("[1, 2]",))) == [[]]
    await desk.office.passes(DAY)
    await desk.number({**POTHOLE, "account_id": "a-17"})
    assert await desk.office.store.read(Query("audience_people", ("[1, 2]",))) == [[]]


async def test_what_the_database_did_not_take_is_filed_by_the_next_request(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, failing = desk.office.store.unit, [True]

    @asynccontextmanager
    async def broken() -> AsyncIterator[Unit]:
        async with unit() as real:
            if failing:
                monkeypatch.setattr(real, "commit", _fails, raising=False)
            yield real

    monkeypatch.setattr(desk.office.store, "unit", broken)
    answer = await desk.post(POTHOLE, **{"Idempotency-Key": "once"})
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    failing.clear()
    assert await desk.reports() == 0
    number = await desk.number(POTHOLE, **{"Idempotency-Key": "once"})
    assert await desk.number(POTHOLE, **{"Idempotency-Key": "once"}) == number
    assert await desk.reports() == 1


async def _fails(*_: object) -> None:
    raise StorageError("the disk is full")


@pytest.mark.both_engines
async def test_requests_are_known_for_two_weeks_and_the_log_of_them_is_kept_for_half_a_year(
    desk: Desk, database_url: str
) -> None:
    await desk.number(POTHOLE)
    await desk.ask("requests.json")
    world, clock, none = desk.office.world, SleepyClock(), cast(Any, None)
    chores = Chores(world.store, world.intake, {}, (), desk.files, clock, none, none)
    for days, left in ((13, (1, 2)), (15, (0, 2)), (181, (0, 0))):
        clock.at = TUESDAY + days * DAY
        assert await _pruned(chores, database_url) == left, days


async def _pruned(chores: Chores, url: str) -> tuple[int, int]:
    await chores.prune()
    rows = [await run_raw(url, f"SELECT COUNT(*) FROM {table}") for table in ("api_seen", "audit")]
    return rows[0][0][0], rows[1][0][0]


async def test_danger_is_danger_and_its_program_is_told_whom_to_call(desk: Desk) -> None:
    answer = await desk.post({"service_code": "other", "description": "Пахнет газом", "lat": "60.31", "long": "63.52"})
    (found,) = await answer.json()
    assert "112" in found["service_notice"]
    await desk.office.passes(0)
    report = await desk.office.report()
    assert (report.danger, report.lat, report.lon, report.municipality) == (1, 60.31, 63.52, "99601000")
    await desk.office.passes(DAY)


async def test_all_that_is_wrong_is_said_at_once_by_name(desk: Desk) -> None:
    status, said = await desk.faults(
        {"lat": "x", "long": "200", "address_id": "7", "description": "я" * 4001, "account_id": "a" * 65,
         "media_url": "http://127.0.0.1/a.jpg"}
    )  # fmt: skip
    assert status == 400
    assert [line.partition(":")[0] for line in said] == [
        "service_code", "address_id", "lat", "long", "description", "account_id", "media_url",
    ]  # fmt: skip
    for form, name in (
        ({"service_code": "potholes"}, "lat, long, address_string"),
        ({"service_code": "potholes", "lat": "60.31"}, "long"),
        ({"service_code": "potholes", "lat": "10.0", "long": "10.0"}, "lat, long"),
        ({"service_code": "potholes", "lat": "", "long": " ", "address_string": ""}, "lat, long, address_string"),
    ):
        status, said = await desk.faults(form)
        assert (status, [line.partition(":")[0] for line in said]) == (400, [name]), form
    assert (await desk.faults({**POTHOLE, "service_code": "nix"}))[0] == 404
    assert (await desk.faults({**POTHOLE, "jurisdiction_id": "elsewhere.example"}))[0] == 404
    assert (await desk.faults(POTHOLE, **{"Idempotency-Key": "nö"}))[0] == 400
    assert (await desk.faults({**POTHOLE, "media_url": ",".join(f"https://a.example/{n}.jpg" for n in range(11))}))[
        0
    ] == 400
    english = await desk.faults({}, **{"Accept-Language": "en"})
    assert english[1][0] == "service_code: it is needed."
    errors = fromstring(await (await desk.post({}, path="requests")).read())
    assert [error.findtext("code") for error in errors] == ["400", "400"]
    assert await desk.reports() == 0


@pytest.mark.parametrize(
    ("name", "status"),
    [("description", 200), ("account_id", 200), ("address_string", 200), ("media_url", 400), ("service_code", 404)],
)
async def test_letters_that_no_database_takes_are_left_out_or_refused(desk: Desk, name: str, status: int) -> None:
    odd = {"media_url": "https://a.example/\x00\ud83d.jpg"}.get(name, f"{POTHOLE.get(name, '')}\x00\ud83d\u202e")
    kind = {"Content-Type": "application/json"}
    assert (await desk.post(json.dumps({**POTHOLE, name: odd}), **kind)).status == status


async def test_only_who_may_file_files(desk: Desk) -> None:
    assert (await desk.faults(POTHOLE, "KEY_READS"))[0] == 403
    assert (await desk.faults(POTHOLE, ""))[0] == 403
    assert await desk.number({**POTHOLE, "api_key": KEYS["KEY_INCIDENT"]}, key="") == 1
    for _ in range(WRONG):
        assert (await desk.faults({**POTHOLE, "api_key": "x" * 40}, key=""))[0] == 403
    assert (await desk.faults(POTHOLE))[0] == 429


async def test_a_place_in_other_words_stays_as_it_was_said(desk: Desk) -> None:
    number = await desk.number({"service_code": "snow", "address_string": "за гаражами  у старой котельной"})
    report = await desk.office.report(number)
    assert (report.address, report.settlement, report.text) == ("за гаражами у старой котельной", "", "")


async def test_an_answer_is_delivered_when_its_program_has_read_it(desk: Desk) -> None:
    office, number = desk.office, await desk.number(POTHOLE)
    card = office.card(number)
    await office.says("Мария", "Засыплем до пятницы.", reply_to=card.id)
    assert "Автор прочтёт это в программе «Инцидент»" in office.last().text
    await office.passes(11 * SECOND)
    assert "ждёт, пока «Инцидент» прочтёт" in office.card(number).text
    assert await desk.ask("servicerequestupdates.json", "KEY_READS") != []
    assert "ждёт, пока «Инцидент» прочтёт" in office.card(number).text
    headers = {"Authorization": f"Bearer {KEYS['KEY_INCIDENT']}"}
    assert (await desk.http.head("/open311/v2/servicerequestupdates.json", headers=headers)).status == 200
    await desk.under_way.is_over()
    await office.passes(0)
    assert "ждёт, пока «Инцидент» прочтёт" in office.card(number).text, "it was shown no word"
    lines = await desk.ask("servicerequestupdates.json")
    assert [line["description"] for line in lines if line["description"]] == ["Засыплем до пятницы."]
    assert "прочитано в «Инцидент»" in office.card(number).text
    (answer,) = [event for event in await office.history(number) if event.kind in ("answer", "interim")]
    assert (answer.delivery, answer.delivery_at) == ("delivered", office.at)
    read_at = office.at
    await office.passes(MINUTE)
    await desk.ask("servicerequestupdates.json")
    (answer,) = [event for event in await office.history(number) if event.kind in ("answer", "interim")]
    assert answer.delivery_at == read_at


async def test_a_program_that_sees_no_texts_reads_the_answers_to_its_own_reports_alone(desk: Desk) -> None:
    office, mine, other = desk.office, await desk.number(POTHOLE, "KEY_CITY"), await desk.number(POTHOLE)
    for number in (mine, other):
        await office.says("Мария", f"Ответ про {number}.", reply_to=office.card(number).id)
    await office.passes(11 * SECOND)
    lines = await desk.ask("servicerequestupdates.json", "KEY_CITY")
    assert {line["service_request_id"] for line in lines} == {str(mine)}
    assert [line["description"] for line in lines if line["description"]] == [f"Ответ про {mine}."]
    assert "прочитано в «Город»" in office.card(mine).text
    assert "ждёт, пока «Инцидент» прочтёт" in office.card(other).text
    (found,) = await desk.ask("requests.json", "KEY_CITY")
    assert (found["service_request_id"], found["description"], found["address"]) == (str(mine), None, "Сосновинка")


async def test_nobody_is_asked_and_what_was_answered_closes_by_itself(desk: Desk) -> None:
    office, number = desk.office, await desk.number(POTHOLE)
    await office.says("Мария", "Засыпали.", reply_to=office.card(number).id)
    await office.passes(9 * DAY)
    assert (await office.report(number)).status == "answered"
    await office.passes(2 * DAY)
    assert (await office.report(number)).status == "silent"
    assert "закрыто само" in office.card(number).text
    assert "автор не ответил" not in office.card(number).text
    found = await desk.ask("requests.json", status="closed")
    assert [item["status_notes"] for item in found] == ["закрыто, возражений не было"]


async def test_a_promised_day_passes_without_a_question_to_nobody(desk: Desk) -> None:
    office, number = desk.office, await desk.number(POTHOLE)
    await office.says("Мария", "Приняли, засыплем до пятницы.", reply_to=office.card(number).id)
    await office.passes(11 * SECOND)
    (promise,) = [e for e in await office.history(number) if e.kind in ("answer", "interim")]
    await office.passes(6 * DAY)
    assert (await office.report(number)).asked == 0
    assert promise.delivery == "waiting"


async def test_who_writes_through_a_program_is_not_silenced_from_here(desk: Desk) -> None:
    number = await desk.number(POTHOLE)
    said = await desk.office.presses("Мария", f"o_silence:{number}", desk.office.card(number))
    assert said == "Автор пишет через «Инцидент», предупредить его отсюда нельзя."


async def test_a_repeated_request_is_one_report(desk: Desk) -> None:
    answers = await asyncio.gather(*(desk.post(POTHOLE, **{"Idempotency-Key": "once-1"}) for _ in range(5)))
    assert {answer.status for answer in answers} == {200}
    said = [(await answer.json())[0] for answer in answers]
    assert {item["service_request_id"] for item in said} == {"1"}
    assert len({item["service_notice"] for item in said}) == 1
    assert sorted(answer.headers.get("Idempotent-Replay", "") for answer in answers) == ["", *["true"] * 4]
    assert (await desk.faults({**POTHOLE, "description": "Другое"}, **{"Idempotency-Key": "once-1"}))[0] == 409
    assert await desk.number(POTHOLE, "KEY_CITY", **{"Idempotency-Key": "once-1"}) == 2
    assert await desk.reports() == 2


async def test_without_a_key_an_equal_report_is_a_repetition_for_ten_minutes(desk: Desk) -> None:
    answers = await asyncio.gather(*(desk.post(POTHOLE) for _ in range(5)))
    assert {(await answer.json())[0]["service_request_id"] for answer in answers} == {"1"}
    assert await desk.number({**POTHOLE, "account_id": "b"}) == 2
    await desk.office.passes(11 * MINUTE)
    assert await desk.number(POTHOLE) == 3


async def test_files_that_come_with_it_stand_with_the_report(desk: Desk) -> None:
    form = FormData([*POTHOLE.items(), ("media_url", "https://a.example/photo.JPG?x=1,https://b.example/film.mp4")])
    form.add_field("media", JPEG, filename="../../passport Петрова.jpg")
    number = await desk.number(form)
    kinds = [(file.kind, file.url, file.name) for file in await desk.office.files(number)]
    assert kinds == [
        ("photo", "https://a.example/photo.JPG?x=1", "media.jpg"), ("video", "https://b.example/film.mp4", "media.mp4"),
        ("photo", "", "media.jpg"),
    ]  # fmt: skip
    upload = (await desk.office.files(number))[2]
    path, why = await desk.files.bring(upload.id)
    assert (why, path is not None and path.read_bytes()) == ("", JPEG)
    assert list((desk.files.folder / "brought").glob("*")) == []
    (found,) = await desk.ask("requests.json")
    assert found["media_url"] is not None


async def test_a_file_that_is_none_is_refused_and_nothing_is_filed(desk: Desk) -> None:
    form = FormData(list(POTHOLE.items()))
    form.add_field("media", b"MZ" + b"0" * 100, filename="a.jpg")
    assert await desk.faults(form) == (400, ["media: «a.jpg» — не JPEG, PNG, HEIC, WebP и не MP4."])
    large = FormData(list(POTHOLE.items()))
    large.add_field("media", JPEG + b"0" * 11 * 1024 * 1024, filename="b.jpg")
    assert (await desk.faults(large))[0] == 400
    stranger = FormData(list(POTHOLE.items()))
    stranger.add_field("media", JPEG, filename="a.jpg")
    assert (await desk.faults(stranger, key=""))[0] == 403
    assert await desk.reports() == 0
    assert not list((desk.files.folder / "brought").glob("*"))


async def test_what_an_address_gives_is_judged_by_its_bytes(tmp_path: Path) -> None:
    class Web(WebFetcher):
        async def fetch(self, url: str, *_: object, **__: object) -> Fetched:
            if url in faults:
                raise FetchError(faults[url])
            return Fetched(url, bodies[url])

    bodies = {"jpeg": JPEG, "film": b"\x00\x00\x00\x18ftypmp42" + b"0" * 40, "page": b"<html>", "large": JPEG * 30_000}
    faults = {"private": "private", "slow": "timeout", "away": "http-503", "gone": "http-404"}
    files, path = ClientFiles(Web(), tmp_path / "brought"), tmp_path / "1.jpg"
    for expected, url, why in (
        ("photo", "jpeg", ""), ("document", "jpeg", ""), ("photo", "film", "type"), ("video", "film", ""),
        ("photo", "page", "type"), ("document", "page", "type"), ("photo", "large", "too-large"),
        ("photo", "private", "private"), ("photo", "slow", "later"), ("photo", "away", "later"),
        ("photo", "gone", "http-404"),
    ):  # fmt: skip
        path.unlink(missing_ok=True)
        assert (await files.fetch(expected, url, path), path.exists()) == (why, not why), (expected, url)
    handle = await files.keep(JPEG)
    assert (await files.fetch(handle, "", path), path.read_bytes()) == ("", JPEG)
    assert await files.fetch(handle, "", path) == "gone"


async def test_the_requests_of_the_client_three_are_taken_as_it_makes_them(desk: Desk) -> None:
    """Its key in the form or the address, names and phones with it, `page_size` for its count, dates at midnight, Z."""
    form = FormData(
        {**POTHOLE, "api_key": KEYS["KEY_INCIDENT"], "first_name": "Zach", "last_name": "W", "phone": "555"}
    )
    form.add_field("media", JPEG, filename="photo.png")
    answer = await desk.post(form, key="")
    ((filed),) = await answer.json()
    assert (answer.status, filed["service_request_id"]) == (200, "1")
    plain = {"service_code": "snow", "lat": "60.31", "long": "63.52", "api_key": KEYS["KEY_INCIDENT"]}
    assert (await desk.post(plain, key="")).status == 200

    async def got(path: str, **query: str) -> Any:
        asked = {**query, "api_key": KEYS["KEY_INCIDENT"], "jurisdiction_id": ""}
        answer = await desk.http.get(f"/open311/v2/{path}", params=asked)
        return await answer.json()

    assert await got("tokens/1.json") == [{"service_request_id": "1", "token": "1"}]
    assert (await got("requests/1.json"))[0]["description"] == POTHOLE["description"]
    assert [each["service_request_id"] for each in await got("requests.json", page_size="1")] == ["2"]
    window = {"start_date": "2025-11-01T00:00:00Z", "end_date": "2025-11-30T00:00:00Z"}
    assert len(await got("requests.json", service_code="potholes", **window)) == 1
    assert "Zach" not in str(await got("requests.json"))


async def test_a_token_is_the_number(desk: Desk) -> None:
    number = await desk.number(POTHOLE)
    assert await desk.ask(f"tokens/{number}.json") == [{"service_request_id": str(number), "token": str(number)}]
    headers = {"Authorization": f"Bearer {KEYS['KEY_INCIDENT']}"}
    assert (await desk.http.get("/open311/v2/tokens/77.json", headers=headers)).status == 404


async def test_other_methods_and_other_places_are_refused_in_the_form_that_was_asked_for(desk: Desk) -> None:
    for method, path, status in (
        ("DELETE", "requests.json", 405), ("POST", "services.json", 405), ("PUT", "requests/1.json", 405),
        ("POST", "events.json", 405), ("GET", "nothing.json", 404), ("GET", "requests/1/2.json", 404),
    ):  # fmt: skip
        answer = await desk.http.request(method, f"/open311/v2/{path}")
        assert (answer.status, (await answer.json())[0]["code"]) == (status, str(status)), path
    xml = await desk.http.post("/open311/v2/services")
    assert fromstring(await xml.read()).findtext("error/code") == "405"


@pytest.mark.both_engines
async def test_a_correction_is_there_to_be_read_again(desk: Desk) -> None:
    office, number = desk.office, await desk.number(POTHOLE)
    said = await office.says("Мария", "Засыпали вчера.", reply_to=office.card(number).id)
    await office.passes(11 * SECOND)
    await desk.ask("servicerequestupdates.json")
    await office.passes(2 * HOUR)
    await office.edits("Мария", said, "Засыпали сегодня.")
    await office.passes(11 * SECOND)
    assert "ждёт, пока «Инцидент» прочтёт" in office.card(number).text
    since = "2025-11-18T12:30:00+05:00"
    lines = await desk.ask("servicerequestupdates.json", start_date=since)
    assert [line["description"] for line in lines] == ["Засыпали сегодня."]
    assert "прочитано" in office.card(number).text


async def test_joined_to_a_case_its_author_reads_the_answer_of_that_under_his_own_number(desk: Desk) -> None:
    office, first, second = desk.office, await desk.number(POTHOLE), await desk.number(POTHOLE, "KEY_CITY")
    await joins(office, second, f"№ {first}")
    await office.says("Мария", f"№ {first} Яму засыпали.")
    await office.presses("Мария", button(stopping(office), "o_toall"), stopping(office))
    await office.passes(MINUTE)
    lines = await desk.ask("servicerequestupdates.json", "KEY_CITY", extensions="true")
    told = [(line["service_request_id"], line["extended_status"], line["description"]) for line in lines]
    assert told[1:] == [(str(second), "merged", ""), (str(second), "answered", "Яму засыпали.")]
    assert "прочитано в «Город»" in office.card(second).text


async def test_a_question_is_told_to_find_no_answer_here(desk: Desk) -> None:
    office, number = desk.office, await desk.number(POTHOLE)
    await office.says("Мария", "Где именно яма?", reply_to=office.card(number).id)
    assert "ответ придёт сюда, если программа умеет" in office.last().text
    await office.passes(11 * SECOND)
    (line,) = (line for line in await desk.ask("servicerequestupdates.json", extensions="true") if line["description"])
    assert (line["extended_status"], line["description"]) == ("needs_info", "Где именно яма?")
    assert "прочитано в «Инцидент»" in office.card(number).text


@pytest.mark.both_engines
async def test_what_an_answer_to_all_says_waits_for_its_reader_as_well(desk: Desk) -> None:
    office, number = desk.office, await desk.number(POTHOLE)
    await office.keep(StormAnswer(900, "running", str(ADMIN), 1, "[]", "potholes", "", text="Ждём деталь"))
    await office.ticks("storm", 900)
    await office.passes(0)
    assert "ждёт, пока «Инцидент» прочтёт" in office.card(number).text
    lines = await desk.ask("servicerequestupdates.json")
    assert [line["description"] for line in lines if line["description"]] == ["Ждём деталь"]
    assert "прочитано в «Инцидент»" in office.card(number).text


async def test_files_of_an_answer_that_its_program_cannot_show_are_named(desk: Desk) -> None:
    office, number = desk.office, await desk.number(POTHOLE)
    photo = Attachment(AttachmentKind.PHOTO, "p", name="было.jpg")
    files = (photo, Attachment(AttachmentKind.DOCUMENT, "d", name="акт.pdf"))
    await office.says("Мария", "Засыпали, акт прилагаю.", reply_to=office.card(number).id, attachments=files)
    await office.passes(11 * SECOND)
    await desk.ask("servicerequestupdates.json")
    assert "прочитано в «Инцидент»" in office.card(number).text
    assert "1 файл не передан" in office.card(number).text
    assert "акт.pdf" in office.last().text
    assert "было.jpg" not in office.last().text

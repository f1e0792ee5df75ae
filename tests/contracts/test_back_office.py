"""Answers of other systems over the web, on both engines: POST /back-office/answers and /servicerequestupdates."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from multidict import MultiDict
from pydantic import SecretStr

from bot.app import App
from bot.back_office import api
from bot.back_office.api import BackOfficeApi
from bot.back_office.door import OutsideDoor
from bot.clock import RealClock
from bot.notices.fetch import WebFetcher
from bot.settings import Settings
from bot.web.callers import Callers
from bot.web.client_bodies import ClientBodies
from bot.web.client_files import ClientFiles
from handlers.outside.act import ActKind
from handlers.outside.reading import RowReader
from handlers.outside.table import MOST_BYTES, read_csv, read_json
from storage.answer_records import KeptOutsideAct
from storage.changes import Changes, Query
from storage.region.table_maps import KINDS, TableMap
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.contracts.test_store import save
from tests.unit.off_the_loop import in_the_loop
from tests.unit.operator.office import ADMIN, Office
from tests.unit.outside.abroad import INCIDENT, READER, TEXT, WATER, Abroad, with_clients
from tests.world.clock import DAY, TUESDAY
from tests.world.world import World, fictional

KEYS = {"KEY_INCIDENT": "incident-" + "i" * 40, "KEY_WATER": "water-" + "w" * 40, "KEY_READER": "reader-" + "r" * 40}
GRACE = 10_000
Client = TestClient[web.Request, web.Application]


@pytest.fixture
def office(store: Store) -> Office:
    office = Office(World(store))
    Abroad(office)
    return office


@asynccontextmanager
async def served(office: Office) -> AsyncIterator[Client]:
    clock = office.world.clock
    callers = Callers((INCIDENT, WATER, READER), KEYS, clock, public=False)
    door = OutsideDoor(office.store, office.intake, clock)
    bodies = ClientBodies(callers, ClientFiles(WebFetcher(), office.world.folder / "brought"))
    app = web.Application(client_max_size=MOST_BYTES)
    app.add_routes(BackOfficeApi(door, office.intake, bodies, updates=True).routes())
    async with TestClient(TestServer(app)) as client:
        yield client


async def sent(client: Client, rows: Any, key: str = "KEY_INCIDENT", kind: str = "application/json") -> Any:
    body = rows if isinstance(rows, str | bytes) else json.dumps(rows)
    headers = {"Authorization": f"Bearer {KEYS.get(key, key)}", "Content-Type": kind}
    answer = await client.post("/back-office/answers", data=body, headers=headers)
    return answer.status, await answer.json()


async def updated(client: Client, ending: str = ".json", key: str = "KEY_INCIDENT", **fields: str) -> tuple[int, Any]:
    form = {"api_key": KEYS.get(key, key), **fields}
    answer = await client.post(f"/open311/v2/servicerequestupdates{ending}", data=form)
    return answer.status, await answer.json() if ending == ".json" else fromstring(await answer.text())


# -- a list or a table ----------------------------------------------------------------------------
async def test_each_row_has_its_own_outcome_and_bad_ones_keep_none_from_being_taken(office: Office) -> None:
    await office.files_report(1)
    await office.files_report(2, status="closed")
    rows = [
        {"id": "a1", "report": 1, "kind": "answered", "text": TEXT},
        {"id": "a2", "report": "2", "kind": "rejected", "text": "Не наше"},
        {"id": "a3", "report": 99, "kind": "answered", "text": TEXT},
        {"id": "a4", "report": "один", "kind": "сделано"},
        "row", {"id": "a5", "nummer": 1}, {"id": "a6", "report": {"x": 1}},
    ]  # fmt: skip
    async with served(office) as client:
        status, found = await sent(client, rows)
        assert status == 200
        assert {name: found[name] for name in ("taken", "again", "refused", "skipped")} == {
            "taken": 1, "again": 0, "refused": 6, "skipped": 0,
        }  # fmt: skip
        assert [row["line"] for row in found["rows"]] == [1, 2, 3, 4, 5, 6, 7]
        assert [row.get("code") for row in found["rows"]] == [
            "done", "wrong-move", "unknown", "row", "row", "row", "row",
        ]  # fmt: skip
        assert found["rows"][0]["delivery"] == "soon"
        assert (found["rows"][1]["status"], "закрыто" in found["rows"][1]["reason"]) == ("closed", True)
        assert all(row["reason"] for row in found["rows"][1:])
        assert "один" in found["rows"][3]["reason"]
        assert "сделано" in found["rows"][3]["reason"]
        await office.passes(GRACE)
        assert len(office.to_citizen()) == 1
        status, again = await sent(client, rows)
        assert (again["taken"], again["again"], again["rows"][0]["delivery"]) == (0, 1, "delivered")
        await office.passes(GRACE)
        assert len(office.to_citizen()) == 1


@pytest.mark.both_engines
async def test_many_at_once_are_one_message_and_one_button_stops_them(office: Office) -> None:
    for number in range(1, 13):
        await office.files_report(number)
    rows = [{"id": f"A-{n}", "report": n, "kind": "answered", "text": f"Ответ {n}"} for n in range(1, 13)]
    async with served(office) as client:
        told = (await sent(client, [*rows, *rows]))[1]
        assert (told["taken"], told["again"]) == (12, 12)
        await office.passes(0)
        (said,) = [shown for shown in office.chats[ADMIN] if "ответы извне" in shown.text]
        assert "Инцидент Менеджмент: ответы извне. Принято — 12" in said.text
        await office.passes(GRACE // 2)
        await office.presses("Анна", said.data[0], said)
        await office.passes(GRACE)
        assert office.to_citizen() == []
        assert "остановлено — 12, ушло раньше — 0" in office.of_chat(ADMIN)
        assert {row["delivery"] for row in (await sent(client, rows))[1]["rows"]} == {"cancelled"}


async def test_a_list_is_read_and_answered_beside_the_loop(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = [in_the_loop(monkeypatch, api, name) for name in ("read_json", "read_rows", "_answer")]
    async with served(office) as client:
        status, _ = await sent(client, [{"id": "a1", "report": 99, "kind": "answered", "text": TEXT}])
    assert status == 200
    assert calls == [[False], [False], [False]]


async def test_a_table_is_read_by_our_names_where_the_client_has_no_map(office: Office) -> None:
    await office.files_report(1)
    table = f'\ufeffsep=;\nreport;kind;text;id;;\n№ 1;answered;"{TEXT}\nВторая строка";r1;;\n1;сделано;x;r2;;\n'
    async with served(office) as client:
        status, found = await sent(client, table.encode(), kind="text/csv")
        assert (status, found["taken"], found["refused"]) == (200, 1, 1)
        assert [row["line"] for row in found["rows"]] == [3, 5]
        await office.passes(GRACE)
        assert "Вторая строка" in office.to_citizen()[0].text


@pytest.mark.both_engines
async def test_acts_of_a_day_without_names_are_known_by_what_they_say(office: Office, database_url: str) -> None:
    await office.files_report(1)
    row = {"report": 1, "kind": "interim", "text": "Едем", "until": "2025-11-20"}
    async with served(office) as client:
        for taken, again in ((1, 1), (0, 2)):
            status, found = await sent(client, [row, row])
            assert (status, found["taken"], found["again"]) == (200, taken, again)
            await office.passes(1)
        await office.passes(GRACE)
    assert len(await office.history()) == 1
    assert (await office.report()).due_at == TUESDAY + 2 * DAY + 7 * 3_600_000
    assert await run_raw(database_url, "SELECT client, kind, outcome FROM outside_act") == [
        ("incident", "interim", "done")
    ]
    assert await run_raw(database_url, "SELECT channel, user_id, action FROM audit WHERE action = 'outside_act'") == [
        ("outside", "incident", "outside_act")
    ]


async def test_who_has_no_right_no_key_or_too_much_is_refused_and_told_why(office: Office) -> None:
    await office.files_report(1)
    row = {"report": 1, "kind": "answered", "text": TEXT}
    async with served(office) as client:
        assert (await sent(client, [row], key="KEY_READER"))[0] == 403
        assert (await sent(client, [row], key="x" * 40))[0] == 403
        assert (await client.post("/back-office/answers", json=[row])).status == 403
        assert (await sent(client, "{"))[0] == 400
        assert (await sent(client, {"rows": [row]}))[0] == 400
        assert (await sent(client, "a;b\n1;2", kind="text/csv"))[0] == 400
        assert (await sent(client, "", kind="text/csv"))[0] == 400
        assert (await sent(client, b"x" * (MOST_BYTES + 1)))[0] == 413
        assert (await sent(client, [{}] * 5_001))[0] == 413
        status, (fault,) = await sent(client, [row], kind="image/png")
        assert (status, "text/csv" in fault["description"]) == (415, True)
        status, found = await sent(client, [row], key="KEY_WATER")
        assert (status, found["rows"][0]["code"]) == (200, "unknown")
        packed = {"Authorization": f"Bearer {KEYS['KEY_INCIDENT']}", "Content-Encoding": "gzip"}
        answer = await client.post("/back-office/answers", data=b"[]", headers={**packed, "Content-Type": "text/csv"})
        assert answer.status == 400, "whoever were told to come again would do so for ever"
    await office.passes(GRACE)
    assert office.to_citizen() == []


# -- Open311 --------------------------------------------------------------------------------------
@pytest.mark.both_engines
async def test_an_update_is_an_act_once_and_is_answered_the_same(office: Office) -> None:
    await office.files_report(1)
    async with served(office) as client:
        said = {"service_request_id": "1", "update_id": "u1", "extended_status": "answered", "description": TEXT}
        for _ in range(3):
            assert await updated(client, **said) == (200, [{"update_id": "u1", "account_id": None}])
        status, found = await updated(client, ending="", **said)
        assert (status, found.tag, [child.tag for child in found]) == (
            200, "service_request_updates", ["request_update"],
        )  # fmt: skip
        await office.passes(GRACE)
        assert len(office.to_citizen()) == 1
        status, faults = await updated(client, **{**said, "description": "Другое"})
        assert (status, faults[0]["code"]) == (400, "409")
        assert "name-taken" in faults[0]["description"]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"status": "OPEN"}, "taken"), ({"status": "open", "description": "Едем"}, "interim"),
        ({"status": "CLOSED", "description": TEXT}, "closing"),
        ({"status": "CLOSED", "extended_status": "rejected", "description": "Не у нас"}, "rejected"),
        ({"extended_status": "needs_info", "description": "Какой дом?"}, "question"),
        ({"extended_status": "transferred", "organisation": "water"}, "transferred"),
        ({"extended_status": "interim", "description": "Едем", "expected_datetime": "2025-11-20"}, "interim"),
    ],
)  # fmt: skip
async def test_statuses_of_an_update_and_the_lines_that_they_become(
    office: Office, fields: dict[str, str], kind: str
) -> None:
    await office.files_report(1)
    async with served(office) as client:
        assert (await updated(client, service_request_id="1", **fields))[0] == 200
        assert [line.kind for line in await office.history()] == [kind]


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"service_request_id": "", "status": "OPEN"}, 400, ["service_request_id"]),
        ({"service_request_id": "1"}, 400, ["extended_status"]),
        ({"service_request_id": "x", "extended_status": "done"}, 400, ["extended_status", "service_request_id"]),
        ({"service_request_id": "1", "extended_status": "answered"}, 400, ["no-text"]),
        ({"service_request_id": "1", "extended_status": "needs_info"}, 400, ["no-text"]),
        ({"service_request_id": "1", "status": "CLOSED"}, 400, ["not-answered"]),
        ({"service_request_id": "2", "status": "OPEN"}, 400, ["wrong-move"]),
        ({"service_request_id": "7", "status": "OPEN"}, 404, ["unknown"]),
        ({"service_request_id": "1", "status": "OPEN", "updated_datetime": "вчера"}, 400, ["updated_datetime"]),
        ({"service_request_id": "1", "status": "OPEN", "jurisdiction_id": "elsewhere"}, 404, []),
        (
            {"service_request_id": "1", "extended_status": "answered", "description": "x", "media_url": "photo.jpg"},
            400, ["media_url"],
        ),
        ({"service_request_id": "1", "extended_status": "answered", "description": "x" * 4_001}, 400, ["description"]),
    ],
)  # fmt: skip
async def test_what_is_wrong_with_an_update_is_said_by_its_parameter(
    office: Office, fields: dict[str, str], status: int, words: list[str]
) -> None:
    await office.files_report(1)
    await office.files_report(2, status="closed")
    async with served(office) as client:
        got, faults = await updated(client, **fields)
        assert got == status, faults
        assert len(faults) == max(1, len(words))
        assert all(word in fault["description"] for word, fault in zip(words, faults, strict=False)), faults
    assert await office.history() == []


@pytest.mark.both_engines
async def test_the_form_that_fixmystreet_sends_is_taken_and_nobody_s_name_of_it_kept(
    office: Office, database_url: str
) -> None:
    """With fields of its own, and a date whose plus came unescaped."""
    await office.files_report(1)
    async with served(office) as client:
        status, found = await updated(
            client, ".xml", update_id="77", update_id_ext="77", service_request_id="1", service_request_id_ext="9",
            status="OPEN", description="Бригада выехала", updated_datetime="2025-11-18T11:46:01.5 05:00",
            email="anna@mail.example", first_name="Анна", last_name="Петрова", title="MS", jurisdiction_id="",
            public_anonymity_required="TRUE",
        )  # fmt: skip
        assert (status, [each.tag for each in found.iter()]) == (
            200, ["service_request_updates", "request_update", "update_id"],
        )  # fmt: skip
    (line,) = await office.history()
    assert (line.kind, line.text) == ("interim", "Бригада выехала")
    kept = str(await run_raw(database_url, "SELECT * FROM report_event")) + str(
        await run_raw(database_url, "SELECT * FROM audit")
    )
    assert "Петрова" not in kept
    assert "mail.example" not in kept


async def test_all_files_of_an_answer_go_with_it_and_a_comma_may_stand_in_an_address(office: Office) -> None:
    await office.files_report(1)
    links = ["https://files.example/a.jpg", "https://files.example/b,c.jpg", "https://files.example/d.jpg"]
    form = MultiDict(
        {"api_key": KEYS["KEY_INCIDENT"], "service_request_id": "1", "extended_status": "answered", "description": TEXT}
    )
    form.add("media_url", f"{links[0]},{links[1]}")
    form.add("media_url", links[2])
    async with served(office) as client:
        answer = await client.post("/open311/v2/servicerequestupdates.json", data=form)
        assert answer.status == 200, await answer.text()
    assert [file.url for file in await office.files()] == links


async def test_a_table_is_read_in_the_encoding_that_its_sender_names(office: Office) -> None:
    await office.files_report(1)
    row = "report;kind;text\r\n1;answered;њќџ ЂЃ\r\n"  # a guess would take it for another encoding
    async with served(office) as client:
        status, said = await sent(client, row.encode("cp1251"), kind="text/csv; charset=windows-1251")
        assert (status, said["taken"]) == (200, 1)
        assert (await sent(client, row.encode("cp1251"), kind="text/csv; charset=utf-8"))[0] == 400
        assert (await sent(client, row.encode() + b"\0", kind="text/csv"))[0] == 400
    assert [line.text for line in await office.history()] == ["њќџ ЂЃ"]


async def test_half_a_letter_and_a_key_that_is_no_text_are_answered(office: Office) -> None:
    await office.files_report(1)
    half = "\ud83d"
    rows = [
        {"id": f"a{half}", "report": half, "kind": half, "text": half},
        {"id": "b", "report": 1, "kind": "accepted"},
    ]
    async with served(office) as client:
        status, said = await sent(client, rows)
        assert (status, [row["outcome"] for row in said["rows"]]) == (200, ["refused", "taken"])
        for field in ("api_key", "update_id", "description", "status", half):
            body = {"api_key": KEYS["KEY_INCIDENT"], "update_id": field, "service_request_id": "1", "status": "OPEN"}
            answer = await client.post(
                "/open311/v2/servicerequestupdates.xml", data=json.dumps({**body, field: half}),
                headers={"Content-Type": "application/json"},
            )  # fmt: skip
            assert answer.status in (200, 400, 403), field
        reader, writer = await asyncio.open_connection(client.server.host, client.server.port)
        head = b"POST /back-office/answers HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n"
        writer.write(head + b"Authorization: Bearer \xd1\xff\r\n\r\n")
        assert b"403" in (await reader.read()).partition(b"\r\n")[0]
        writer.close()


async def test_a_wrong_move_names_the_present_status_and_another_s_report_is_as_none(office: Office) -> None:
    await office.files_report(1, status="closed")
    async with served(office) as client:
        status, faults = await updated(client, service_request_id="1", status="OPEN")
        assert (status, faults[0]["code"]) == (400, "409")
        assert "закрыто" in faults[0]["description"]
        theirs = await updated(client, key="KEY_WATER", service_request_id="1", status="OPEN")
        none = await updated(client, key="KEY_WATER", service_request_id="9", status="OPEN")
        assert theirs[0] == none[0] == 404
        assert theirs[1][0]["description"].replace("№ 1 ", "№ 9 ") == none[1][0]["description"]
        assert (await updated(client, key="KEY_READER", service_request_id="1", status="OPEN"))[0] == 403


# -- whatever comes -------------------------------------------------------------------------------
def test_the_region_s_words_for_kinds_are_the_handlers() -> None:
    assert set(KINDS) == set(ActKind)


cells = st.sampled_from(["1", "№ 2", "answered", "interim", "01.12.2025", "", '"', '""', ";", "\n", '"a\nb"', "да"])
texts = st.lists(st.one_of(cells, st.text(max_size=12)), max_size=40).map("".join)
heads = st.sampled_from(["report;kind;text\n", "sep=;\nreport;kind;text;id;until;;\n", '"report","kind","files"\n', ""])
encodings = st.sampled_from(["utf-8", "utf-8-sig", "cp1251", "utf-16"])


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(heads, texts, encodings)
@example("report;kind;text\n", '"\x0c1', "utf-8")
def test_no_row_of_any_table_is_lost(head: str, body: str, encoding: str) -> None:
    named = encoding if encoding == "cp1251" else ""  # of a few signs nobody can tell which old encoding it is
    table = read_csv((head + body).encode(encoding, "replace"), TableMap("incident", encoding=named))
    if table.fault:
        assert table.rows == ()
        return
    reader = RowReader(fictional(), TableMap("incident"), TUESDAY)
    for row in table.rows:
        read = () if row.fault else reader.read(row.said)
        assert row.fault or read
    assert [row.line for row in table.rows] == sorted({row.line for row in table.rows})
    said = "".join("".join(row.cells) for row in table.rows)
    # Every sign that is none of the table's own stands in some row: nothing fell between two of them.
    own = set(' \t\r\n\0\ufeff";,\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029')
    lost = {sign for sign in _decoded(body, encoding) if sign not in own and not sign.isspace()} - set(said)
    assert lost == set() or not head


def _decoded(text: str, encoding: str) -> str:
    return text.encode(encoding, "replace").decode(encoding)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    readers: tuple[Callable[[bytes], Any], ...] = (read_json, lambda raw: read_csv(raw, TableMap("incident")))
    for read in readers:
        found = read(data)
        assert found.fault or isinstance(found.rows, tuple)


async def test_what_was_refused_is_known_for_a_month_and_what_was_done_for_longer(store: Store) -> None:
    rows = [
        KeptOutsideAct("a", name, 1, 0, "answered", outcome, "", "", at)
        for name, outcome, at in (
            ("new", "unknown", 50),
            ("old", "unknown", 9),
            ("done", "done", 9),
            ("far", "done", 1),
        )
    ]
    await save(store, *rows)
    async with store.unit() as unit:
        await unit.commit(Changes(commands=[Query("prune_outside", (10, 5))]))
    found = (await store.read(Query("outside_acts_among", ("a", '["new", "old", "done", "far"]'))))[0]
    assert {row.act for row in found} == {"new", "done"}


async def is_away(client: TestClient[Any, Any]) -> None:
    """What waits for the lead takes nothing in and tells nobody what people wrote."""
    calls = (
        ("POST", "/back-office/answers"), ("POST", "/open311/v2/servicerequestupdates.json"),
        ("POST", "/open311/v2/requests.json"), ("GET", "/open311/v2/requests.xml"),
    )  # fmt: skip
    for method, path in calls:
        answer = await client.request(method, path)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5"), path
        assert "Сейчас не получается" in await answer.text()


async def test_the_program_serves_both_ways_beside_open311(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, key in KEYS.items():
        monkeypatch.setenv(name, key)
    said = Settings(open311=True, data_dir=tmp_path, back_office_dir=tmp_path, http_port=0)
    app = App(said.model_copy(update={"database_url": SecretStr(f"sqlite:///{tmp_path}/a.db")}),
              with_clients(fictional()), {}, RealClock())  # fmt: skip
    await app.open()
    try:
        assert "back office" in app._inward()
        web_app = web.Application()
        web_app.add_routes(app.programs.routes(app.intake, app.health, app.files.shelf))
        async with TestClient(TestServer(web_app)) as client:
            await is_away(client)  # it does not lead yet
            await app.lead.settle()
            assert await updated(client, service_request_id="1", status="OPEN") == (404, [
                {"code": "404", "description": "unknown: Сообщения № 1 нет, или его ведёт другая организация."}
            ])  # fmt: skip
            assert (await sent(client, [{"report": 1, "kind": "accepted"}]))[1]["refused"] == 1
            assert (await client.get("/open311/v2/servicerequestupdates.json")).status == 403
    finally:
        await app.close()

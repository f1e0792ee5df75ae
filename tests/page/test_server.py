"""The sandbox page's server: what it serves, what it refuses, what it tells."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.clock import MovableClock
from bot.sandbox.acts import CITIZENS_LIMIT
from bot.sandbox.scene import Scene, open_scene
from bot.sandbox.server import SandboxPage, is_loopback
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import Messenger, WorldFile
from tests.page.phones import until

Client = TestClient[web.Request, web.Application]
HEADERS = {"X-Otklik-Sandbox": "1"}


async def no_panel() -> dict[str, Any]:
    return {"lanes": [], "limits": {}, "surprise": 7}


class House:
    def __init__(self) -> None:
        self.clock = MovableClock()
        self.telegram, self.vk = TelegramEmulator(self.clock), VkEmulator(self.clock)
        both: dict[str, Messenger] = {"telegram": self.telegram, "vk": self.vk}
        self.scene: Scene = open_scene(both, "telegram")
        self.done: list[dict[str, Any]] = []
        self.page = SandboxPage(both, panel=no_panel, clock=self.clock, actions={"flood": self.flood})

    async def flood(self, act: dict[str, Any]) -> None:
        self.done.append(act)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    built = House()
    yield built
    await built.page.close()


@pytest.fixture
async def client(house: House) -> AsyncIterator[Client]:
    app = web.Application()
    app.add_routes(house.page.routes())
    async with TestClient(TestServer(app, host="127.0.0.1")) as opened:
        yield opened


async def act(client: Client, body: object, headers: dict[str, str] | None = None) -> tuple[int, dict[str, Any]]:
    answer = await client.post("/sandbox/act", json=body, headers=HEADERS if headers is None else headers)
    return answer.status, await answer.json() if answer.content_type == "application/json" else {}


async def changes(client: Client, count: int) -> list[dict[str, Any]]:
    """So many changes of the stream, without the panel."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(30), client.get("/sandbox/events") as answer:
        async for line in answer.content:
            if line.startswith(b"data: "):
                found += [c for c in json.loads(line[6:]) if c["kind"] != "panel"]
            if len(found) >= count:
                break
    return found


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8080", "localhost:8080", "[::1]:8080", "[::1]", "::1", "127.1.2.3"]
)
def test_names_of_this_machine_are_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1:8080",
        "",
        "localhost.evil.example",
        "[::1]evil.example",
        "[::1]:8080.evil.example",
        "[[::1]]",
        "[::1",
    ],
)
def test_names_of_other_machines_are_not_taken_for_this_one(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    "path", ["/", "/sandbox/state", "/sandbox/map.json", "/sandbox/page/main.js", "/sandbox/events"]
)
async def test_a_request_under_another_host_name_is_refused(client: Client, path: str) -> None:
    answer = await client.get(path, headers={"Host": "evil.example"})
    assert answer.status == 403


async def test_an_action_without_the_header_or_from_another_origin_is_refused(client: Client, house: House) -> None:
    body = {"do": "block", "messenger": "telegram", "user": house.scene.citizens["telegram"]}
    assert (await act(client, body, headers={}))[0] == 403
    assert (await act(client, body, headers=HEADERS | {"Origin": "https://evil.example"}))[0] == 403
    plain = await client.post("/sandbox/act", data=json.dumps(body), headers=HEADERS | {"Content-Type": "text/plain"})
    assert plain.status == 400
    assert not house.telegram.persons[house.scene.citizens["telegram"]].blocked


@pytest.mark.parametrize("body", ["[" * 100_000, '{"do": ' + "9" * 5_000 + "}", "\ud800", "[]"])
async def test_an_action_that_cannot_be_read_is_refused_and_nothing_fails(client: Client, body: str) -> None:
    headers = HEADERS | {"Content-Type": "application/json"}
    answer = await client.post("/sandbox/act", data=body.encode("utf-8", "surrogatepass"), headers=headers)
    assert answer.status == 400


async def test_pages_allow_no_foreign_and_no_inline_script(client: Client) -> None:
    answer = await client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in await answer.text()


@pytest.mark.parametrize("name", ["../server.py", "..%2fserver.py", "none.js", "%2e%2e"])
async def test_only_files_of_the_page_are_served(client: Client, name: str) -> None:
    assert (await client.get(f"/sandbox/page/{name}")).status == 404


async def test_both_languages_have_the_same_sentences(client: Client) -> None:
    async def names(language: str) -> set[str]:
        texts = await (await client.get(f"/sandbox/page/texts.{language}.json")).json()
        return {
            key.removesuffix(form)
            for key in texts
            for form in (".one", ".few", ".many", ".other")
            if key.endswith(form)
        } | {key for key in texts if not key.endswith((".one", ".few", ".many", ".other"))}

    assert await names("ru") == await names("en")


async def test_state_shows_citizens_and_the_operators_chat(client: Client, house: House) -> None:
    state = await (await client.get("/sandbox/state")).json()
    titles = [(d["title"], d["messenger"], d["private"]) for d in state["devices"]]
    assert titles == [("Анна", "telegram", True), ("Пётр", "vk", True), ("Операторы", "telegram", False)]
    assert len(state["devices"][2]["people"]) == 2
    assert state["panel"]["outbox"]["surprise"] == 7
    assert state["zone"] == "Asia/Yekaterinburg"


async def test_map_has_the_region_in_degrees(client: Client) -> None:
    drawn = await (await client.get("/sandbox/map.json")).json()
    assert len(drawn["municipalities"]) >= 3
    lon, lat = drawn["municipalities"][0]["rings"][0][0]
    assert 50 < lat < 70 < lon + 20 < 200
    assert drawn["settlements"]


async def test_what_a_person_says_stands_in_the_chat_and_in_the_stream(client: Client, house: House) -> None:
    listening = asyncio.create_task(changes(client, 2))
    await until(lambda: bool(house.page.live._queues))
    said = {
        "do": "say",
        "messenger": "vk",
        "user": house.scene.citizens["vk"],
        "chat": house.scene.citizens["vk"],
        "text": "<b>нет</b> 😀",
    }
    status, answer = await act(client, said)
    assert status == 200
    assert len(answer["ids"]) == 1
    told = [c for c in await listening if c["kind"] == "message"]
    assert told[0]["message"]["text"] == "<b>нет</b> 😀"
    assert told[0]["key"] == f"vk/{house.scene.citizens['vk']}"


async def test_samples_make_an_album_and_can_be_fetched_but_never_run(client: Client, house: House) -> None:
    anna = house.scene.citizens["telegram"]
    page = base64.b64encode(b"<script>alert(1)</script>").decode()
    for files in (
        [{"sample": "snow"}, {"sample": "lamp"}],
        [{"kind": "document", "name": "a.html", "mime": "text/html", "content": page}],
    ):
        assert (await act(client, {"do": "say", "messenger": "telegram", "user": anna, "chat": anna, "files": files}))[
            0
        ] == 200
    state = await (await client.get("/sandbox/state")).json()
    first, second, third = (m["files"][0] for m in state["devices"][0]["messages"])
    picture = await client.get(first["url"])
    assert picture.content_type == "image/png"
    assert (await picture.read()).startswith(b"\x89PNG")
    assert state["devices"][0]["messages"][0]["album"] == state["devices"][0]["messages"][1]["album"] != ""
    assert first["url"] != second["url"]
    document = await client.get(third["url"])
    assert document.content_type == "application/octet-stream"
    assert document.headers["Content-Disposition"] == "attachment"
    assert "sandbox" in document.headers["Content-Security-Policy"]


async def test_a_large_photo_passes_though_the_application_takes_less(client: Client, house: House) -> None:
    content = base64.b64encode(bytes(3_000_000)).decode()
    anna = house.scene.citizens["telegram"]
    files = [{"kind": "photo", "name": "a.jpg", "mime": "image/jpeg", "content": content}]
    status, _ = await act(client, {"do": "say", "messenger": "telegram", "user": anna, "chat": anna, "files": files})
    assert status == 200


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"do": "fly", "messenger": "telegram"},
        {"do": "say", "messenger": "icq", "user": "1"},
        {"do": "say", "messenger": "telegram", "user": "1", "chat": "1", "text": "x"},
        {"do": "say", "messenger": "telegram", "user": "ANNA", "chat": "GROUP", "text": "x"},
        {"do": "say", "messenger": "telegram", "user": "ANNA", "chat": "ANNA", "text": "  "},
        {"do": "say", "messenger": "telegram", "user": "ANNA", "chat": "ANNA", "text": 5},
        {"do": "say", "messenger": "telegram", "user": "ANNA", "chat": "ANNA", "place": [200, 1]},
        {"do": "say", "messenger": "telegram", "user": "ANNA", "chat": "ANNA", "place": [True, 1]},
        {"do": "say", "messenger": "telegram", "user": "ANNA", "chat": "ANNA", "text": "x", "reply_to": "999"},
        {
            "do": "say",
            "messenger": "telegram",
            "user": "ANNA",
            "chat": "ANNA",
            "files": [{"kind": "photo", "content": "%"}],
        },
        {"do": "say", "messenger": "telegram", "user": "ANNA", "chat": "ANNA", "files": [{"sample": "../x"}]},
        {"do": "press", "messenger": "telegram", "user": "ANNA", "chat": "ANNA", "message": "999", "data": "x"},
        {"do": "key", "messenger": "telegram", "user": "ANNA", "chat": "ANNA", "label": "no such key"},
        {"do": "edit", "messenger": "telegram", "user": "ANNA", "chat": "ANNA", "message": "999", "text": "x"},
        {"do": "add", "messenger": "vk", "name": " "},
        {"do": "action", "name": "leap", "seconds": 5},
        {"do": "action", "name": "down", "messenger": "icq"},
        {"do": "action", "name": "unknown"},
    ],
    ids=str,
)
async def test_what_cannot_be_done_is_said_so_and_changes_nothing(client: Client, house: House, body: Any) -> None:
    names = {"ANNA": house.scene.citizens["telegram"], "GROUP": house.scene.admin_chat_id}
    filled = {k: names.get(v, v) if isinstance(v, str) else v for k, v in body.items()} if body else body
    status, answer = await act(client, filled)
    assert status == 400
    assert answer["error"]
    assert all(not chat.messages for chat in house.telegram.chats.values())


async def test_nobody_can_change_another_persons_message(client: Client, house: House) -> None:
    first, second = house.scene.operators
    chat = house.scene.admin_chat_id
    common = {"messenger": "telegram", "chat": chat}
    _, said = await act(client, {"do": "say", "user": first, "text": "моё", **common})
    status, _ = await act(client, {"do": "edit", "user": second, "message": said["ids"][0], "text": "чужое", **common})
    assert status == 400
    assert house.telegram.texts(chat) == ["моё"]


async def test_an_operators_phone_appears_when_the_bot_is_opened_there(client: Client, house: House) -> None:
    operator = house.scene.operators[1]
    await act(client, {"do": "start", "messenger": "telegram", "user": operator, "ref": "r_5"})
    state = await (await client.get("/sandbox/state")).json()
    last = state["devices"][-1]
    assert (last["title"], last["operator"]) == (house.telegram.persons[operator].name, True)
    assert last["messages"][0]["text"] == "/start r_5"


async def test_there_is_an_end_to_adding_citizens(client: Client, house: House) -> None:
    results = [
        await act(client, {"do": "add", "messenger": "vk", "name": f"Житель {i}"}) for i in range(CITIZENS_LIMIT)
    ]
    assert [status for status, _ in results].count(200) == CITIZENS_LIMIT - 1
    assert results[-1][0] == 400


async def test_a_messenger_is_down_for_half_a_minute_of_its_clock(client: Client, house: House) -> None:
    assert (await act(client, {"do": "action", "name": "down", "messenger": "vk"}))[0] == 200
    await until(lambda: bool(house.vk.faults))
    assert [rule.fault for rule in house.vk.faults] == ["down"]
    assert house.telegram.faults == []
    await act(client, {"do": "action", "name": "leap", "seconds": 600})
    await until(lambda: not house.vk.faults)


async def test_further_actions_of_the_program_are_offered_and_called(client: Client, house: House) -> None:
    state = await (await client.get("/sandbox/state")).json()
    assert state["actions"] == ["flood"]
    await act(client, {"do": "action", "name": "flood", "deep": True})
    assert house.done[0]["deep"] is True


async def test_every_stream_ends_when_the_page_is_closed(client: Client, house: House) -> None:
    answer = await client.get("/sandbox/events")
    await until(lambda: bool(house.page.live._queues))
    await house.page.close()
    async with asyncio.timeout(30):
        await answer.content.read()
    assert house.telegram.listeners == []


async def test_a_file_is_found_only_by_its_own_id(client: Client, house: House) -> None:
    anna = house.scene.citizens["telegram"]
    house.telegram.say(anna, anna, files=[WorldFile("photo", "a.png", "image/png", b"x")])
    assert (await client.get("/sandbox/file/telegram/none")).status == 404
    assert (await client.get("/sandbox/file/icq/none")).status == 404

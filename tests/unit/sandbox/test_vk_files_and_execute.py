"""The emulated VK's upload servers and its execute."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest

from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import FaultRule, WorldFile
from tests.unit.sandbox.conftest import VkCaller

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


async def _upload(api: VkCaller, address: str, field: str, name: str, content: bytes) -> dict[str, Any]:
    form = aiohttp.FormData()
    form.add_field(field, content, filename=name)
    async with api.session.post(address, data=form) as response:
        body: dict[str, Any] = await response.json(content_type=None)
        return body


async def test_photo_goes_from_upload_server_to_message(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    server = await api.ok("photos.getMessagesUploadServer", peer_id=resident)
    uploaded = await _upload(api, server["upload_url"], "photo", "a.png", PNG)
    assert await api.code("photos.saveMessagesPhoto", **{**uploaded, "hash": "other"}) == 121
    photo = (await api.ok("photos.saveMessagesPhoto", **uploaded))[0]
    handle = f"photo{photo['owner_id']}_{photo['id']}_{photo['access_key']}"
    await api.send(resident, "план", 1, attachment=handle)
    assert vk.last(resident).files[0].content == PNG
    assert await api.code("photos.saveMessagesPhoto", **uploaded) == 129


async def test_document_and_voice_are_saved_as_what_they_are(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    server = await api.ok("docs.getMessagesUploadServer", type="doc", peer_id=resident)
    uploaded = await _upload(api, server["upload_url"], "file", "act.pdf", b"%PDF")
    saved = await api.ok("docs.save", file=uploaded["file"], title="Акт.pdf")
    doc = saved["doc"]
    assert (saved["type"], doc["title"], doc["size"]) == ("doc", "Акт.pdf", 4)
    server = await api.ok("docs.getMessagesUploadServer", type="audio_message", peer_id=resident)
    uploaded = await _upload(api, server["upload_url"], "file", "a.ogg", b"ogg")
    voice = (await api.ok("docs.save", file=uploaded["file"]))["audio_message"]
    handles = f"doc{doc['owner_id']}_{doc['id']},doc{voice['owner_id']}_{voice['id']}_{voice['access_key']}"
    await api.send(resident, "", 1, attachment=handles)
    assert [f.kind for f in vk.last(resident).files] == ["document", "voice"]


async def test_upload_servers_take_only_their_kind_of_file(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    photo = await _upload(api, f"{vk.url}/upload/photo", "photo", "a.png", b"text")
    assert photo["photo"] == "[]"
    assert await api.code("photos.saveMessagesPhoto", **photo) == 129
    assert "error" in await _upload(api, f"{vk.url}/upload/doc", "file", "run.exe", b"MZ")


async def test_photo_of_a_person_can_be_sent_on(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    vk.say(resident, resident, files=[WorldFile("photo", "a.jpg", "image/jpeg", b"theirs")])
    photo = vk.events[-1]["object"]["message"]["attachments"][0]["photo"]
    handle = f"photo{photo['owner_id']}_{photo['id']}_{photo['access_key']}"
    chat = vk.add_group("Дежурные")
    await api.send(chat.id, "", 1, attachment=handle)
    assert vk.last(chat.id).files[0].content == b"theirs"


def _program(*calls: tuple[str, dict[str, Any]]) -> str:
    return "return [" + ", ".join(f"API.{m}({json.dumps(p)})" for m, p in calls) + "];"


async def test_execute_makes_its_calls_and_reports_failures_in_order(
    api: VkCaller, vk: VkEmulator, resident: str
) -> None:
    stranger = vk.add_person("Чужой").id
    good = {"peer_ids": [int(resident)], "message": "раз; [API.x({})]", "random_id": 1}
    code = _program(
        ("messages.send", good),
        ("messages.send", {"peer_id": int(stranger), "message": "два", "random_id": 2}),
        ("messages.edit", {"peer_id": int(resident), "cmid": 99, "message": "нет"}),
        ("users.get", {"user_ids": resident}),
    )
    body = await api.call("execute", code=code)
    assert [bool(r) for r in body["response"]] == [True, False, False, True]
    assert [(e["method"], e["error_code"]) for e in body["execute_errors"]] == [
        ("messages.send", 901),
        ("messages.edit", 100),
    ]
    assert vk.texts(resident)[-1] == "раз; [API.x({})]"


async def test_execute_takes_the_form_of_vk_api_and_nothing_else(api: VkCaller, resident: str) -> None:
    assert (
        len(await api.ok("execute", code='return[API.groups.getTokenPermissions(),API.users.get({"user_ids":"1"}),];'))
        == 2
    )
    for code in ("return 1;", "var a = 1; return [a];", "return [API.users.get({user_ids: 1})];", "return [API.x"):
        assert await api.code("execute", code=code) == 12


@pytest.mark.parametrize(("calls", "fits"), [(25, True), (26, False)])
async def test_execute_holds_twenty_five_calls(api: VkCaller, resident: str, calls: int, fits: bool) -> None:
    body = await api.call("execute", code=_program(*[("users.get", {"user_ids": resident})] * calls))
    assert ("response" in body) is fits


async def test_fault_inside_execute_fails_that_call_alone(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    vk.faults.append(FaultRule("users.get", "error", code=10))
    body = await api.call("execute", code=_program(*[("users.get", {"user_ids": resident})] * 2))
    assert body["response"][0] is False
    assert body["response"][1][0]["id"] == int(resident)
    assert [e["error_code"] for e in body["execute_errors"]] == [10]

"""Each fault of the emulators, seen from the client."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import FaultRule
from tests.unit.sandbox.conftest import TelegramCaller, VkCaller
from tests.world.waits import until


@pytest.mark.parametrize(
    ("fault", "arrives"), [("refuse", False), ("cut-before", False), ("cut-after", True), ("down", False)]
)
async def test_cut_connection_gives_no_answer(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str, fault: str, arrives: bool
) -> None:
    telegram.faults.append(FaultRule("sendMessage", fault))
    with pytest.raises(aiohttp.ClientError):
        await tg.call("sendMessage", chat_id=citizen, text="раз")
    assert ("раз" in telegram.texts(citizen)) is arrives
    await tg.ok("sendMessage", chat_id=citizen, text="два")


@pytest.mark.parametrize(("fault", "arrives"), [("refuse", False), ("cut-before", False), ("cut-after", True)])
async def test_vk_connection_is_cut_too(
    api: VkCaller, vk: VkEmulator, resident: str, fault: str, arrives: bool
) -> None:
    vk.faults.append(FaultRule("messages.send", fault))
    with pytest.raises(aiohttp.ClientError):
        await api.send(resident, "раз", 1)
    assert ("раз" in vk.texts(resident)) is arrives
    await api.send(resident, "раз", 1)
    assert vk.texts(resident).count("раз") == 1


async def test_server_faults_take_no_effect(tg: TelegramCaller, telegram: TelegramEmulator, citizen: str) -> None:
    telegram.faults += [FaultRule("*", "500"), FaultRule("*", "502-html")]
    assert (await tg.call("sendMessage", chat_id=citizen, text="раз"))["error_code"] == 500
    address = f"{telegram.url}/bot{telegram.token}/sendMessage"
    async with tg.session.post(address, data={"chat_id": citizen, "text": "раз"}) as response:
        assert (response.status, response.content_type) == (502, "text/html")
    assert "раз" not in telegram.texts(citizen)


async def test_slow_answer_comes_after_the_effect(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str, clock: MovableClock
) -> None:
    telegram.faults.append(FaultRule("sendMessage", "slow", seconds=20))
    call = asyncio.create_task(tg.ok("sendMessage", chat_id=citizen, text="раз"))
    await until(lambda: "раз" in telegram.texts(citizen), "the message")
    await asyncio.sleep(0.02)
    assert not call.done()
    clock.leap(20)
    assert (await call)["text"] == "раз"


async def test_telegram_says_429_and_409_when_told(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    telegram.faults += [FaultRule("sendMessage", "429", seconds=7), FaultRule("getUpdates", "409")]
    assert (await tg.call("sendMessage", chat_id=citizen, text="раз"))["parameters"] == {"retry_after": 7}
    assert (await tg.call("getUpdates"))["error_code"] == 409
    assert telegram.refused == []


async def test_rule_holds_for_its_chat_and_its_times(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    other = telegram.add_person("Вторая").id
    telegram.start(other)
    telegram.faults.append(FaultRule("sendmessage", "500", times=2, chat=citizen))
    await tg.ok("sendMessage", chat_id=other, text="раз")
    codes = [(await tg.call("sendMessage", chat_id=citizen, text="раз")).get("error_code") for _ in range(3)]
    assert codes == [500, 500, None]


async def test_rule_without_end_holds_until_it_is_taken_away(tg: TelegramCaller, telegram: TelegramEmulator) -> None:
    telegram.faults.append(FaultRule("*", "500", times=-1))
    assert [(await tg.call("getMe"))["ok"] for _ in range(3)] == [False] * 3
    telegram.faults.clear()
    assert (await tg.call("getMe"))["ok"]


async def test_vk_error_goes_into_the_item_of_its_chat(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    other = vk.add_person("Вторая").id
    vk.allow(other)
    vk.faults.append(FaultRule("messages.send", "error", code=900, chat=other))
    items = await api.ok("messages.send", peer_ids=f"{resident},{other}", message="а", random_id=1)
    assert [i.get("error", {}).get("code") for i in items] == [None, 900]
    vk.faults.append(FaultRule("messages.send", "error", code=10))
    assert await api.code("messages.send", peer_ids=resident, message="б", random_id=2) == 10
    assert "б" not in vk.texts(resident)


async def test_long_poll_upload_and_download_can_fail(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    # aiohttp's client repeats a GET once by itself
    vk.faults += [
        FaultRule("a_check", "cut-before", times=2),
        FaultRule("file", "502-html"),
        FaultRule("upload", "500"),
    ]
    with pytest.raises(aiohttp.ClientError):
        await api.poll("1001")
    assert (await api.poll("1001"))["updates"]
    async with api.session.get(f"{vk.url}/file/any") as response:
        assert response.status == 502
    async with api.session.post(f"{vk.url}/upload/photo", data={"photo": "x"}) as response:
        assert response.status == 500


async def test_stopped_emulator_is_refused_by_the_machine(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    await telegram.stop()
    with pytest.raises(aiohttp.ClientConnectorError):
        await tg.call("getMe")
    await telegram.serve(port=telegram.port)
    assert telegram.texts(citizen) == ["/start"]
    assert (await tg.call("getMe"))["ok"]

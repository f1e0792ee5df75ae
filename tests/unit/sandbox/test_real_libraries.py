"""The emulators seen by the messengers' own client libraries, which know nothing of them.

aiogram takes seconds to import, so only a process that runs these tests does, and not each that collects them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import requests
import vk_api
from jconfig.memory import MemoryConfig  # type: ignore[import-untyped]
from vk_api.bot_longpoll import VkBotEventType, VkBotLongPoll
from vk_api.keyboard import VkKeyboard, VkKeyboardColor
from vk_api.requests_pool import VkRequestsPool

from bot.channels.telegram import api_names
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import WorldFile

if TYPE_CHECKING:
    from aiogram import Bot

WHOLE = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]


@pytest.fixture
async def aiogram_bot(telegram: TelegramEmulator) -> AsyncIterator[Bot]:
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))
    bot = Bot(telegram.token, session=session)
    yield bot
    await bot.session.close()


async def test_aiogram_reads_every_kind_of_update(aiogram_bot: Bot, telegram: TelegramEmulator, citizen: str) -> None:
    await aiogram_bot.get_updates(allowed_updates=WHOLE)
    group = telegram.add_group("Дежурные")
    telegram.join(group.id, citizen, "administrator")
    kinds = ("photo", "video", "document", "voice", "audio", "sticker", "other")
    for kind in kinds:
        telegram.say(citizen, citizen, "вот", files=[WorldFile(kind, "a.bin", "application/x", b"1")])
    for name in ("poll", "dice"):
        telegram.say(citizen, citizen, files=[WorldFile("other", name, "", b"")])
    telegram.say(citizen, citizen, lat=54.5, lon=61.25)
    telegram.say(citizen, group.id, "тайно", anonymous=True)
    telegram.block(citizen)
    telegram.unblock(citizen)
    telegram.migrate(group.id)
    updates = await aiogram_bot.get_updates()
    assert len(updates) == len(telegram.updates)
    content = [u.message.content_type for u in updates if u.message]
    assert content[1:8] == ["photo", "video", "document", "voice", "audio", "sticker", "contact"]
    assert content[8:11] == ["poll", "dice", "location"]
    assert [u.event_type for u in updates if not u.message] == ["chat_member", "my_chat_member", "my_chat_member"]


async def test_aiogram_sends_edits_and_answers(aiogram_bot: Bot, telegram: TelegramEmulator, citizen: str) -> None:
    from aiogram.exceptions import TelegramBadRequest
    from aiogram.types import BotCommand, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup

    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])
    sent = await aiogram_bot.send_message(int(citizen), "<b>Принято</b>", parse_mode="HTML", reply_markup=markup)
    assert sent.html_text == "<b>Принято</b>"
    telegram.press(citizen, citizen, str(sent.message_id), "yes")
    query = (await aiogram_bot.get_updates())[0].callback_query
    assert isinstance(query, CallbackQuery)
    assert await aiogram_bot.answer_callback_query(query.id, text="Спасибо", show_alert=False)
    edited = await aiogram_bot.edit_message_text("Готово", chat_id=int(citizen), message_id=sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.text == "Готово"
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await aiogram_bot.edit_message_text("Готово", chat_id=int(citizen), message_id=sent.message_id)
    assert await aiogram_bot.set_my_commands([BotCommand(command="report", description="Сообщить")])
    assert await aiogram_bot.delete_message(int(citizen), sent.message_id)
    assert telegram.toasts(citizen) == ["Спасибо"]
    assert telegram.refused == []


async def test_aiogram_uploads_albums_and_downloads(aiogram_bot: Bot, telegram: TelegramEmulator, citizen: str) -> None:
    from aiogram.types import BufferedInputFile, InputMediaPhoto, ReplyParameters

    pictures = [BufferedInputFile(b"picture%d" % n, f"{n}.jpg") for n in range(2)]
    album = await aiogram_bot.send_media_group(
        int(citizen),
        [InputMediaPhoto(media=p, caption="яма") for p in pictures],
        reply_parameters=ReplyParameters(message_id=1, allow_sending_without_reply=True),
    )
    photo = await aiogram_bot.send_photo(int(citizen), BufferedInputFile(b"single", "a.jpg"))
    assert len({m.media_group_id for m in album}) == 1
    assert photo.photo is not None
    received = await aiogram_bot.download(photo.photo[-1])
    assert received is not None
    assert received.read() == b"single"
    assert telegram.refused == []


async def test_aiogram_knows_the_errors(aiogram_bot: Bot, telegram: TelegramEmulator, citizen: str) -> None:
    from aiogram.exceptions import TelegramForbiddenError, TelegramMigrateToChat
    from aiogram.types import ChatMemberAdministrator

    group = telegram.add_group("Дежурные", administrators=[citizen])
    chat = await aiogram_bot.get_chat(int(group.id))
    assert chat.title == "Дежурные"
    administrators = await aiogram_bot.get_chat_administrators(int(group.id))
    assert all(isinstance(a, ChatMemberAdministrator) for a in administrators)
    new = telegram.migrate(group.id)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await aiogram_bot.send_message(int(group.id), "а")
    assert moved.value.migrate_to_chat_id == int(new)
    telegram.block(citizen)
    with pytest.raises(TelegramForbiddenError, match="blocked"):
        await aiogram_bot.send_message(int(citizen), "а")


@pytest.mark.parametrize("name", api_names.__all__)
def test_the_names_that_are_read_without_importing_aiogram_are_its_own(name: str) -> None:
    from aiogram import enums

    read, theirs = getattr(api_names, name), getattr(enums, name)
    assert {each.name: each.value for each in read} == {each.name: each.value for each in theirs}


class _Redirected(requests.Session):
    """vk_api's address is fixed in its code; this session leads it to the emulator."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def post(self, url: str | bytes, *args: object, **kwargs: object) -> requests.Response:
        address = str(url).replace("https://api.vk.ru", self._base)
        return super().post(address, *args, **kwargs)  # type: ignore[arg-type]


def _vk_session(vk: VkEmulator) -> vk_api.VkApiGroup:
    return vk_api.VkApiGroup(token=vk.token, api_version="5.199", session=_Redirected(vk.url), config=MemoryConfig)


async def test_vk_api_sends_keyboards_and_reads_events(vk: VkEmulator, resident: str) -> None:
    keyboard = VkKeyboard(inline=True)
    keyboard.add_callback_button("Да", color=VkKeyboardColor.POSITIVE, payload={"d": "yes"})
    keyboard.add_line()
    keyboard.add_openlink_button("112", "https://x.ru")
    ordinary = VkKeyboard(one_time=True)
    ordinary.add_button("Сообщить", payload={"d": "report"})
    ordinary.add_line()
    ordinary.add_location_button()

    def work() -> list[object]:
        session = _vk_session(vk)
        poll = VkBotLongPoll(session, vk.group_id, wait=1)
        poll.ts = "1001"
        events = poll.check()
        api = session.get_api()
        api.messages.send(peer_ids=[int(resident)], message="?", random_id=1, keyboard=keyboard.get_keyboard())
        api.messages.send(peer_ids=[int(resident)], message="!", random_id=2, keyboard=ordinary.get_keyboard())
        return [e.type for e in events] + [events[1].message.text]

    said = await asyncio.to_thread(work)
    assert said == [VkBotEventType.MESSAGE_ALLOW, VkBotEventType.MESSAGE_NEW, "Начать"]
    assert vk.refused == []
    assert vk.chats[resident].messages[-2].buttons[0][0].data
    assert vk.chats[resident].keyboard[1][0].location


async def test_vk_api_pool_and_uploader_work(vk: VkEmulator, resident: str) -> None:
    stranger = vk.add_person("Чужой").id

    def work() -> tuple[bool, bool, str]:
        session = _vk_session(vk)
        with VkRequestsPool(session) as pool:
            good = pool.method("messages.send", {"peer_id": resident, "message": "пул", "random_id": 1})
            bad = pool.method("messages.setActivity", {"peer_id": stranger, "type": "typing"})
        upload = vk_api.VkUpload(session)
        file = BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(10))
        file.name = "a.png"
        photo = upload.photo_messages(file, peer_id=int(resident))[0]
        return good.ok, bad.ok, f"photo{photo['owner_id']}_{photo['id']}_{photo['access_key']}"

    good, bad, handle = await asyncio.to_thread(work)
    assert (good, bad) == (True, False)
    assert handle in vk.handles
    assert vk.last(resident).text == "пул"


async def test_vk_api_raises_the_codes(vk: VkEmulator, resident: str) -> None:
    vk.block(resident)

    def work() -> int:
        try:
            _vk_session(vk).method("messages.send", {"peer_id": resident, "message": "а", "random_id": 1})
        except vk_api.ApiError as fault:
            return int(fault.code)
        return 0

    assert await asyncio.to_thread(work) == 901

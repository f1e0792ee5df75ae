"""The peers: how else a text is sent to many people with aiogram."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram_broadcaster import Broadcaster
from aiogram_broadcaster.contents import TextContent
from aiogram_broadcaster.intervals import SimpleInterval

from benchmarks.meter import Meter
from benchmarks.sides.intake_aiogram import make_bot
from benchmarks.sides.ours import Control
from benchmarks.sides.telegram_ours import TEXT


async def broadcaster(bot: Bot, chats: Sequence[int]) -> None:
    """aiogram-broadcaster as it comes: one after another, without a pause; what is refused is given up."""
    mailer = await Broadcaster(bot).create_mailer(chats=chats, content=TextContent(text=TEXT))
    await mailer.start()


async def broadcaster_interval(bot: Bot, chats: Sequence[int]) -> None:
    """aiogram-broadcaster with a pause that would give 30 a second if answers took no time."""
    interval = SimpleInterval(interval=1 / 30)
    mailer = await Broadcaster(bot).create_mailer(chats=chats, content=TextContent(text=TEXT), interval=interval)
    await mailer.start()


async def sleeping_loop(bot: Bot, chats: Sequence[int]) -> None:
    """The loop that most bots have (and aiogram-broadcast 0.2)."""
    for chat in chats:
        await _send(bot, chat)
        await asyncio.sleep(0.05)


async def paced_gather(bot: Bot, chats: Sequence[int]) -> None:
    """By hand: 30 started each second, evenly, answers not waited for."""
    loop = asyncio.get_running_loop()
    began, sends = loop.time(), []
    for number, chat in enumerate(chats):
        await asyncio.sleep(began + number / 30 - loop.time())
        sends.append(asyncio.create_task(_send(bot, chat)))
    await asyncio.gather(*sends)


async def _send(bot: Bot, chat: int) -> None:
    try:
        await bot.send_message(chat, TEXT)
    except TelegramAPIError:
        return  # lost: nothing of it is remembered anywhere


WAYS = {way.__name__: way for way in (broadcaster, broadcaster_interval, sleeping_loop, paced_gather)}


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """One way (`way`) for `seconds`."""
    chats = [int(chat) for chat in arguments["chats"]]
    bot = make_bot(arguments["telegram"])
    async with Control(arguments["telegram"]) as control:
        await bot.me()
        await control.reset()
        with Meter() as meter:
            sending = asyncio.create_task(WAYS[arguments["way"]](bot, chats))
            await asyncio.wait([sending], timeout=float(arguments["seconds"]))
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
        found = {**await control.stats(), "cpu_share": meter.cpu / meter.seconds}
    await bot.session.close()
    return found

"""The peer: bare aiogram with its default polling, nothing stored."""

from __future__ import annotations

import asyncio
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import SimpleEventIsolation
from aiogram.types import Message

from benchmarks.meter import Meter
from benchmarks.sides.intake_ours import ANSWER, STRANGERS, WARM_UP, figures
from benchmarks.sides.ours import TOKEN, Control


class Form(StatesGroup):
    asked = State()


async def answer(message: Message) -> None:
    await message.answer(ANSWER)


async def ask(message: Message, state: FSMContext) -> None:
    """The same form as ours, written as aiogram's guide does."""
    given = [*(await state.get_data()).get("given", ()), message.text]
    if len(given) < 4:
        await state.set_state(Form.asked)
        await state.update_data(given=given)
        await message.answer(f"Question {len(given) + 1}")
    else:
        await state.clear()
        await message.answer("|".join(str(text) for text in given))


async def ask_then_remember(message: Message, state: FSMContext) -> None:
    """The same with the answer before the state: common in bots, and right as long as people write slowly."""
    given = [*(await state.get_data()).get("given", ()), message.text]
    if len(given) < 4:
        await message.answer(f"Question {len(given) + 1}")
        await state.set_state(Form.asked)
        await state.update_data(given=given)
    else:
        await message.answer("|".join(str(text) for text in given))
        await state.clear()


def make_bot(url: str) -> Bot:
    return Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(url)))


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """As ours. `answer_first`: handlers answer before they remember.

    `isolation`: one person's updates one after another, which is not aiogram's default.
    """
    count, chats, forms = int(arguments["count"]), int(arguments["chats"]), bool(arguments.get("forms"))
    isolation = SimpleEventIsolation() if arguments.get("isolation") else None
    dispatcher, bot = Dispatcher(events_isolation=isolation), make_bot(arguments["telegram"])
    form = ask_then_remember if arguments.get("answer_first") else ask
    dispatcher.message.register(form if forms else answer)
    async with Control(arguments["telegram"]) as control:
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
        await control.load(count=WARM_UP, chats=WARM_UP, first=STRANGERS, text="warm")
        await control.wait(WARM_UP)
        before = await control.stats()
        with Meter(arguments.get("profile")) as meter:
            await control.load(count=count, chats=chats, each=4 if forms else 1, keep=forms, text="word")
            found = await control.wait(count)
        await dispatcher.stop_polling()
        await polling
    return figures(count, meter, before, found)

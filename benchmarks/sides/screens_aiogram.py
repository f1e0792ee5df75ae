"""The peer: a bare aiogram bot with its default polling that says the very same, and keeps who is where in memory."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyKeyboardMarkup

from benchmarks.meter import Meter
from benchmarks.sides.intake_aiogram import make_bot
from benchmarks.sides.ours import Control
from benchmarks.sides.screens_ours import FIRST, STRANGERS, WARM_UP, Calls, figures

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | None
PLAIN = LinkPreviewOptions(is_disabled=True)


@dataclass(slots=True)
class Say:
    """One call, its keyboard made once."""

    method: str
    text: str
    marks: str | None
    markup: Any
    to_group: bool


@dataclass(slots=True)
class Talk:
    """Where one person is: the next step, and the message that shows the screen."""

    step: int = 0
    screen: int = 0


class Peer:
    """`play` says what the next walk is answered; a person's steps are counted from there on."""

    def __init__(self, bot: Bot, group: str) -> None:
        self.bot, self.group, self.handled = bot, group, 0
        self.talks: dict[int, Talk] = {}
        self.steps: list[list[Say]] = []

    def play(self, calls: Calls) -> None:
        self.steps = [[_say(method, values, self.group) for method, values in step] for step in calls]
        self.handled = 0
        for talk in self.talks.values():
            talk.step = 0

    async def on_message(self, message: Message) -> None:
        await self._answer(message.chat.id, None)

    async def on_press(self, query: CallbackQuery) -> None:
        await self._answer(query.from_user.id, query)

    async def _answer(self, chat: int, query: CallbackQuery | None) -> None:
        talk = self.talks.setdefault(chat, Talk())
        step, talk.step = self.steps[talk.step], talk.step + 1
        for say in step:
            if say.method == "answercallbackquery":
                assert query is not None
                await query.answer(say.text)
            elif say.method == "deletemessage":
                await self.bot.delete_message(chat, talk.screen)
            elif say.method == "editmessagetext":
                await self.bot.edit_message_text(
                    say.text,
                    None,
                    chat,
                    talk.screen,
                    parse_mode=say.marks,
                    reply_markup=say.markup,
                    link_preview_options=PLAIN,
                )
            else:
                to = self.group if say.to_group else chat
                sent = await self.bot.send_message(
                    to, say.text, parse_mode=say.marks, reply_markup=say.markup, link_preview_options=PLAIN
                )
                talk.screen = talk.screen if say.to_group else sent.message_id
        self.handled += 1


def _say(method: str, values: dict[str, Any], group: str) -> Say:
    return Say(
        method,
        str(values.get("text", "")),
        values.get("parse_mode"),
        _markup(values.get("reply_markup")),
        str(values.get("chat_id")) == group,
    )


def _markup(given: Any) -> Markup:
    if not given:
        return None
    values = json.loads(given) if isinstance(given, str) else given
    kind = InlineKeyboardMarkup if "inline_keyboard" in values else ReplyKeyboardMarkup
    return kind.model_validate(values)


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """As ours; `calls` is what `learn` of ours found."""
    group, found = arguments["admin_chat"].partition(":")[2], dict[str, Any]()
    dispatcher, bot = Dispatcher(), make_bot(arguments["telegram"])
    peer = Peer(bot, group)
    dispatcher.message.register(peer.on_message)
    dispatcher.callback_query.register(peer.on_press)
    async with Control(arguments["telegram"]) as control:
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))

        async def walk(name: str, part: str, first: int, count: int) -> dict[str, Any]:
            script: Sequence[Any] = arguments["screens"][name][part]
            calls: Calls = arguments["calls"][name][part]
            peer.play(calls)
            await control.walk(script, first, count)
            stats = await control.wait(count if script else 0)
            while peer.handled < count * len(calls):  # noqa: ASYNC110 - a counter has no event
                await asyncio.sleep(0.01)
            return stats

        for number, (name, screen) in enumerate(arguments["screens"].items()):
            people = int(screen["people"])
            for first, count in ((STRANGERS + 10_000 * number, WARM_UP), (FIRST + 10_000 * number, people)):
                await walk(name, "prepare", first, count)
                before = await control.stats()
                with Meter() as meter:
                    stats = await walk(name, "walk", first, count)
            found[name] = figures(people, meter, before, stats)
        await control.walk([], 0, 0)
        await dispatcher.stop_polling()
        await polling
    return found

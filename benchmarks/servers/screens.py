"""A lean Telegram full of people who walk a script: write, press, tell a place; and notes of what they are answered.

A script is a list of steps: {"text"} ("{n}" in it is a number of the person's own), {"place": [lat, lon]} or
{"press": WORD}, the button of the last screen whose data begins with WORD; "after": WORD waits with a step for such a
button. All people do their first step at once; each does the next when what it needs has come, and is through when the
last step, {"end": WORD}, finds its button ("": any answer). Answers are as full as Telegram's.

`/control/walk` {"script", "first", "people"} begins; `/control/wait?sent=N` answers when N of them are
through; `/control/calls` tells all calls of a walk of one, the group's too: for each step a list of [method,
parameters].
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from benchmarks.servers.lean_telegram import Connection, LeanTelegram, fields_of, listen

SHOWING = ("sendmessage", "editmessagetext")
COUNTED = (*SHOWING, "deletemessage", "answercallbackquery")


@dataclass(slots=True)
class Walker:
    """One person: how far in the script, and what the last screen was."""

    chat: int
    step: int = 0
    message: int = 0
    buttons: list[str] = field(default_factory=list)


class Screens(LeanTelegram):
    def __init__(self) -> None:
        super().__init__()
        self.script: Sequence[dict[str, Any]] = ()
        self.walkers: dict[int, Walker] = {}
        self.noted: list[list[tuple[str, dict[str, Any]]]] = []

    # -- the bot's side -------------------------------------------------------------------------
    def call(self, connection: Connection, path: str, kind: bytes, body: bytes) -> None:
        method = path.rpartition("/")[2].partition("?")[0].lower()
        if method not in COUNTED:
            super().call(connection, path, kind, body)
            return
        values = fields_of(kind, body)
        chat = int(values.get("chat_id") or 0) or int(str(values["callback_query_id"]).partition(":")[0])
        if method in SHOWING:
            connection.answer(self._shown(values, chat))
        else:
            connection.answer(b'{"ok":true,"result":true}')
        if len(self.walkers) == 1 and self.noted:
            self.noted[-1].append((method, values))
        walker = self.walkers.get(chat)
        if walker is not None and method in SHOWING:
            self._go_on(walker)

    def _shown(self, values: dict[str, Any], chat: int) -> bytes:
        """The message as Telegram tells it back: with its text and buttons."""
        markup = values.get("reply_markup")
        markup = json.loads(markup) if isinstance(markup, str) else markup
        number = int(values.get("message_id") or 0)
        if not number:
            self.message += 1
            number = self.message
        message: dict[str, Any] = {
            "message_id": number,
            "from": {"id": 1000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"},
            "chat": {"id": chat, "first_name": "Anna", "last_name": "Petrova", "type": "private"},
            "date": int(time.time()),
            "text": str(values["text"]),
        }
        rows = (markup or {}).get("inline_keyboard")
        if rows:
            message["reply_markup"] = {"inline_keyboard": rows}
        walker = self.walkers.get(chat)
        if walker is not None:
            walker.message = number
            walker.buttons = [
                button["callback_data"] for row in rows or () for button in row if "callback_data" in button
            ]
        return json.dumps({"ok": True, "result": message}, ensure_ascii=False).encode()

    # -- the people -----------------------------------------------------------------------------
    def _go_on(self, walker: Walker) -> None:
        """The next step, if what it needs is there."""
        if walker.step >= len(self.script):
            return
        step = self.script[walker.step]
        button = next((step[key] for key in ("press", "after", "end") if key in step), "")
        data = next((data for data in walker.buttons if data.startswith(button)), "") if button else ""
        if button and not data:
            return
        walker.step += 1
        if "end" in step:
            self._count()
            return
        self.updates.append(self._update(walker, step, data if "press" in step else ""))
        self.noted.append([])
        self._hand_out()

    def _update(self, walker: Walker, step: dict[str, Any], press: str) -> bytes:
        number, chat = self.first + len(self.updates), walker.chat
        person = {"id": chat, "first_name": "Anna", "last_name": "Petrova", "language_code": "ru", "is_bot": False}
        message: dict[str, Any] = {
            "message_id": walker.message if press else 1_000_000_000 + number,
            "from": person,
            "chat": {"id": chat, "first_name": "Anna", "last_name": "Petrova", "type": "private"},
            "date": int(time.time()),
        }
        if press:
            message |= {"from": {"id": 1000001, "is_bot": True, "first_name": "Bench"}, "text": "What was shown."}
            query = {"id": f"{chat}:{number}", "from": person, "chat_instance": "1", "data": press, "message": message}
            return json.dumps({"update_id": number, "callback_query": query}).encode()
        if "place" in step:
            message["location"] = dict(zip(("latitude", "longitude"), step["place"], strict=True))
        else:
            message["text"] = step["text"].replace("{n}", str(chat))
            if step["text"].startswith("/"):
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(step["text"])}]
        return json.dumps({"update_id": number, "message": message}, ensure_ascii=False).encode()

    # -- the benchmark's side -------------------------------------------------------------------
    def _control(self, connection: Connection, path: str, body: bytes) -> None:
        what = urlsplit(path).path
        if what == "/control/walk":
            self._walk(**json.loads(body))
            connection.answer(b'{"ok":true,"result":true}')
        elif what == "/control/calls":
            connection.answer(json.dumps({"ok": True, "result": self.noted}, ensure_ascii=False).encode())
        else:
            super()._control(connection, path, body)

    def _walk(self, script: list[dict[str, Any]], first: int, people: int) -> None:
        """Whoever walked before keeps his last screen."""
        self.first += len(self.updates)
        self.updates, self.script, self.noted = [], script, []
        self.handed_at, self.sent, self.times = 0.0, 0, []
        known, self.walkers = self.walkers, {}
        for chat in range(first, first + people):
            walker = self.walkers[chat] = known.get(chat) or Walker(chat)
            walker.step = 0
            self._go_on(walker)


async def serve(arguments: dict[str, Any], stack: AsyncExitStack) -> dict[str, Any]:
    """Listens on a free port of loopback until the stack is left; {"url"}."""
    return await listen(Screens(), stack)

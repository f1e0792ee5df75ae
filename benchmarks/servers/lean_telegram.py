"""A Telegram that costs next to nothing: prepared updates out, a short answer to each message that comes in.

Raw asyncio, no checks and no limits, so that what is measured is the bot. Beside the Bot API it has
`/control/load` (prepare updates), `/control/wait?sent=N` (answers when so many messages came) and `/control/stats`.
"""

from __future__ import annotations

import asyncio
import json
import resource
import time
from contextlib import AsyncExitStack
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

FIRST_UPDATE = 1_000
FIRST_CHAT = 7_000_000
BATCH = 100
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_ME = b'{"ok":true,"result":{"id":1000001,"is_bot":true,"first_name":"Bench","username":"bench_bot"}}'
_TRUE = b'{"ok":true,"result":true}'
_NONE = b'{"ok":true,"result":[]}'
_SENT = (
    b'{"ok":true,"result":{"message_id":%d,"from":{"id":1000001,"is_bot":true,"first_name":"Bench",'
    b'"username":"bench_bot"},"chat":{"id":%d,"first_name":"Anna","type":"private"},"date":%d,"text":"ok"}}'
)


class LeanTelegram:
    """`texts` keeps what each chat was told last, where `load` asked for it."""

    def __init__(self) -> None:
        self.updates: list[bytes] = []
        self.first = FIRST_UPDATE  # the update id of updates[0]
        self.handed_at = self.sent_at = 0.0
        self.sent = self.paid = 0
        self.message = 0
        self.keep = False
        self.texts: dict[int, str] = {}
        self.times: list[float] = []
        self._polling: tuple[Connection, int] | None = None
        self._waiting: list[tuple[Connection, int]] = []

    # -- the bot's side -------------------------------------------------------------------------
    def call(self, connection: Connection, path: str, kind: bytes, body: bytes) -> None:
        method = path.rpartition("/")[2].partition("?")[0].lower()
        if method in ("sendmessage", "editmessagetext"):
            self._send(connection, fields_of(kind, body))
        elif method == "getupdates":
            self._poll(connection, int(fields_of(kind, body).get("offset") or 0))
        elif path.startswith("/control/"):
            self._control(connection, path, body)
        else:
            connection.answer(_ME if method == "getme" else _TRUE)

    def _send(self, connection: Connection, values: dict[str, Any]) -> None:
        self.message += 1
        self.paid += str(values.get("allow_paid_broadcast", "")).lower() == "true"
        chat = int(values["chat_id"])
        if self.keep:
            self.texts[chat] = str(values["text"])
        connection.answer(_SENT % (self.message, chat, int(time.time())))
        self._count()

    def _count(self) -> None:
        """One more call that is waited for."""
        self.sent += 1
        self.sent_at = time.monotonic()
        self.times.append(self.sent_at)
        for waiting in [w for w in self._waiting if w[1] <= self.sent]:
            self._waiting.remove(waiting)
            waiting[0].answer(self._stats())

    def _poll(self, connection: Connection, offset: int) -> None:
        start = max(0, offset - self.first)
        found = self.updates[start : start + BATCH]
        if not found:
            self._polling = (connection, offset)  # held back until there is something
            return
        if not self.handed_at:
            self.handed_at = time.monotonic()
        connection.answer(b'{"ok":true,"result":[' + b",".join(found) + b"]}")

    # -- the benchmark's side -------------------------------------------------------------------
    def _control(self, connection: Connection, path: str, body: bytes) -> None:
        parts = urlsplit(path)
        if parts.path == "/control/load":
            self._load(json.loads(body))
            connection.answer(_TRUE)
        elif parts.path == "/control/wait":
            wanted = int(dict(parse_qsl(parts.query))["sent"])
            if self.sent >= wanted:
                connection.answer(self._stats())
            else:
                self._waiting.append((connection, wanted))
        else:
            connection.answer(self._stats())

    def _load(self, what: dict[str, Any]) -> None:
        """`count` messages: `each` in a row of every person, of `chats` people from the id `first` on.

        Message N of a person is "TEXT N", or just the text with `bare`. `stride` spreads those who write over
        all, beginning with the person number `from`. `keep`: remember what each chat was told last.
        """
        self.first += len(self.updates)
        self.handed_at, self.sent, self.paid, self.times = 0.0, 0, 0, []
        self.keep, self.texts = bool(what.get("keep")), {}
        first, chats, each = int(what.get("first", FIRST_CHAT)), int(what["chats"]), int(what.get("each", 1))
        stride, start, text = int(what.get("stride", 1)), int(what.get("from", 0)), str(what.get("text", "text"))
        self.updates = []
        for n in range(int(what["count"])):
            chat = first + (start + n // each * stride) % chats
            said = text if what.get("bare") else f"{text} {n % each + 1}"
            self.updates.append(_update(self.first + n, chat, said))
        self._hand_out()

    def _hand_out(self) -> None:
        """What there is now, if the bot waits for it."""
        if self._polling is not None:
            (connection, offset), self._polling = self._polling, None
            self._poll(connection, offset)

    def _stats(self) -> bytes:
        used = resource.getrusage(resource.RUSAGE_SELF)
        stats = {
            "sent": self.sent,
            "paid": self.paid,
            "seconds": self.sent_at - self.handed_at if self.handed_at else 0.0,
            "server_cpu_s": used.ru_utime + used.ru_stime,
            "most_in_a_second": most_within(self.times, 1.0),
            "first_at": self.times[0] if self.times else 0.0,
            "last_at": self.sent_at,
            "texts": self.texts,
        }
        return json.dumps({"ok": True, "result": stats}).encode()


class Connection(asyncio.Protocol):
    """One kept-alive HTTP connection; requests come one after another."""

    def __init__(self, server: LeanTelegram) -> None:
        self._server, self._buffer = server, b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(b":") for line in head.split(b"\r\n")[1:])}
            size = int(headers.get(b"content-length", b"0"))
            if len(self._buffer) < end + 4 + size:
                return
            body, self._buffer = self._buffer[end + 4 : end + 4 + size], self._buffer[end + 4 + size :]
            path = head.split(b" ", 2)[1].decode()
            self._server.call(self, path, headers.get(b"content-type", b""), body)

    def answer(self, body: bytes) -> None:
        if self._transport is not None:
            self._transport.write(_HEAD % len(body) + body)


def most_within(times: list[float], seconds: float) -> int:
    """The largest number of these moments (in order) within any such span."""
    most = start = 0
    for end, at in enumerate(times):
        while times[start] <= at - seconds:
            start += 1
        most = max(most, end - start + 1)
    return most


def fields_of(kind: bytes, body: bytes) -> dict[str, Any]:
    if kind.startswith(b"application/json"):
        found: dict[str, Any] = json.loads(body)
        return found
    return dict(parse_qsl(body.decode()))


def _update(number: int, chat: int, text: str) -> bytes:
    person = {"id": chat, "first_name": "Anna", "last_name": "Petrova", "language_code": "ru"}
    message = {
        "message_id": number,
        "from": {**person, "is_bot": False},
        "chat": {"id": chat, "first_name": "Anna", "last_name": "Petrova", "type": "private"},
        "date": int(time.time()),
        "text": text,
    }
    return json.dumps({"update_id": number, "message": message}).encode()


async def listen(server: LeanTelegram, stack: AsyncExitStack) -> dict[str, Any]:
    """Listens on a free port of loopback until the stack is left; {"url"}."""
    listening = await asyncio.get_running_loop().create_server(lambda: Connection(server), "127.0.0.1", 0)
    stack.callback(listening.close)
    return {"url": f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"}


async def serve(arguments: dict[str, Any], stack: AsyncExitStack) -> dict[str, Any]:
    """See `listen`."""
    return await listen(LeanTelegram(), stack)

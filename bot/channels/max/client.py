"""Requests to MAX's API: each goes once. A library that says a message again by itself after a cut connection would say
it twice to the person (decision 50).

No exception leaves it but CancelledError and, of a download, the disk's; nothing in a `MaxAnswer` holds the token.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bot.channels.answers import UnreadableAnswer, parse, seconds, whole
from bot.channels.http import Http, Upload, encode, form_of, reach_of
from bot.channels.lenient import words
from bot.channels.max.gate import Gate
from bot.channels.max.trust import trust
from bot.channels.posting import Reply
from bot.lead.fence import Fence

UPDATES = "/updates"
NO_FILE = "no-file"
"""`MaxAnswer.failure` when a local file could not be opened; nothing was sent."""
LONGEST_CODE = 80

Query = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class MaxAnswer:
    """What came of one request.

    `status` is 0 if no answer came: then `failure` is a short code, and `written` says whether the request may have
    reached the server. `body` is the answer's JSON object; None if it was anything else, which then is `raw`.
    """

    status: int = 0
    body: Mapping[str, Any] | None = None
    failure: str = ""
    written: bool = True
    raw: bytes = b""
    retry_after: str = ""

    @property
    def ok(self) -> bool:
        """MAX says of some calls with status 200 that they failed."""
        return self.status == 200 and self.body is not None and self.body.get("success") is not False

    @property
    def fields(self) -> Mapping[str, Any]:
        return self.body if self.body is not None else {}

    @property
    def code(self) -> str:
        """MAX's own code, "chat.denied"; "" without one."""
        return words(self.fields, "code", LONGEST_CODE).lower()

    @property
    def message(self) -> str:
        """MAX's own words in small letters, for the table of errors only: they may hold ids."""
        return words(self.fields, "message", 1000).lower()

    def wait_s(self, most: float) -> float:
        """The pause that MAX asks for, at most so long; 0.0 if it does not say, as is its habit."""
        return seconds(whole(self.retry_after), most)


class MaxClient:
    """One bot's connections. `patience_s`: how long to wait for an answer once the request is written."""

    def __init__(
        self, token: str, api_url: str, proxy: str, patience_s: float, connections: int, gate: Gate, fence: Fence
    ) -> None:
        self._base = api_url.rstrip("/")
        self._headers = {"Authorization": token}
        self._json = self._headers | {"Content-Type": "application/json"}
        self._patience_s = patience_s
        self._proxy, self._connections, self._gate, self._fence = proxy, connections, gate, fence
        self._opened: Http | None = None

    @property
    def _http(self) -> Http:
        if self._opened is None:
            reach = reach_of(self._base)
            self._opened = Http(self._proxy, self._connections, trust(), self._fence, reach)
        return self._opened

    async def call(
        self,
        verb: str,
        path: str,
        query: Query | None = None,
        body: Mapping[str, Any] | None = None,
        *,
        wait_s: float = 0,
        chat: str = "",
    ) -> MaxAnswer:
        """One request, never repeated. `wait_s`: the server may hold its answer back so long (long polling, which has a
        limit of its own). `chat`: where something is said by it.
        """
        if path != UPDATES:
            await self._gate.open(chat)
        url = f"{self._base}{path}" + (f"?{urlencode(query)}" if query else "")
        data = None if body is None else encode(body)
        headers = self._headers if body is None else self._json
        reply = await self._http.request(verb, url, data=data, headers=headers, read_s=self._patience_s + wait_s)
        return _answer(reply)

    async def upload(self, url: str, upload: Upload) -> MaxAnswer:
        """A file to the address that POST /uploads gave. It is another host: the token does not go there, and where it
        stands is judged.
        """
        async with contextlib.AsyncExitStack() as files:
            try:
                form = await form_of({}, {"data": upload}, files)
            except OSError:
                return MaxAnswer(failure=NO_FILE, written=False)
            patience_s = self._patience_s * 10
            return _answer(await self._http.request("POST", url, data=form, read_s=patience_s, named=True))

    async def download(self, url: str, path: Path, most: int) -> str:
        """See `Http.download`. The token does not go along."""
        return await self._http.download(url, path, most, self._patience_s)

    async def close(self) -> None:
        if self._opened is not None:
            await self._opened.close()


def _answer(reply: Reply) -> MaxAnswer:
    if not reply.status:
        return MaxAnswer(failure=reply.failure, written=reply.written)
    try:
        body = parse(reply.raw)
    except UnreadableAnswer:
        body = None
    known = body if isinstance(body, dict) else None
    raw = b"" if known is not None else reply.raw
    return MaxAnswer(reply.status, known, raw=raw, retry_after=reply.retry_after)

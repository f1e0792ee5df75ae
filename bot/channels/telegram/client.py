"""Requests to the Bot API over one aiohttp session: lean, and honest about what may have arrived.

No exception leaves it but CancelledError, and nothing in an `ApiAnswer` holds the token or an address.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.channels.answers import UnreadableAnswer, mapping, parse, seconds, whole
from bot.channels.http import BAD_ADDRESS, Http, Upload, encode, form_of
from bot.channels.lenient import words
from bot.lead.fence import Fence
from storage.plain_value import plain_value

NO_FILE = "no-file"
"""`ApiAnswer.failure` when a local file to be uploaded could not be opened; nothing was sent."""

LONGEST_WORDS = 1000
"""Characters that are looked at of what Telegram says of a refusal."""
_JSON = {"Content-Type": "application/json"}


@plain_value(frozen=True, slots=True)
class ApiAnswer:
    """What came of one request.

    `status` is 0 if no answer came: then `failure` is a short code, and `written` says whether the request
    may have reached the server. `body` is the answer's JSON object, or None if it was anything else; then `raw` is
    what came, of an answer with status 200.
    """

    status: int = 0
    body: Mapping[str, Any] | None = None
    failure: str = ""
    written: bool = True
    raw: bytes = b""

    @property
    def ok(self) -> bool:
        return self.body is not None and self.body.get("ok") is True

    @property
    def result(self) -> Any:
        return self.body.get("result") if self.body is not None else None

    @property
    def fields(self) -> Mapping[str, Any]:
        """The result if it is an object, else an empty one."""
        return mapping(self.result)

    @property
    def code(self) -> int:
        """Telegram's error code, or the HTTP status."""
        return whole(mapping(self.body).get("error_code")) or self.status

    @property
    def description(self) -> str:
        """Telegram's own words, for the table of errors only: they may quote what a person wrote."""
        return words(mapping(self.body), "description", LONGEST_WORDS)

    @property
    def migrated_to(self) -> str:
        """The group's new id, where the answer says that it has one. A group is never a person."""
        chat = whole(self._parameter("migrate_to_chat_id"))
        return str(chat) if chat < 0 else ""

    def wait_s(self, most: float) -> float:
        """How long Telegram wants us to wait, at most so long; 0.0 if it does not say."""
        return seconds(self._parameter("retry_after"), most)

    def _parameter(self, name: str) -> object:
        return mapping(mapping(self.body).get("parameters")).get(name)


class Client:
    """One bot's connections, so many at most. `patience_s`: how long to wait for an answer once the request is
    written.
    """

    def __init__(
        self,
        token: str,
        api_url: str,
        proxy: str = "",
        patience_s: float = 30.0,
        connections: int = 100,
        fence: Fence | None = None,
    ) -> None:
        base = api_url.rstrip("/")
        self._methods = f"{base}/bot{token}/"
        self._files = f"{base}/file/bot{token}/"
        self._patience_s = patience_s
        self._http = Http(proxy, connections, fence=fence)
        self._urls: dict[str, URL] = {}

    async def call(
        self,
        method: str,
        params: Mapping[str, Any] | None = None,
        uploads: Mapping[str, Upload] | None = None,
        *,
        wait_s: float = 0.0,
        encoded: bytes = b"",
    ) -> ApiAnswer:
        """One request, never repeated. `wait_s`: the server may hold its answer back so long (long polling).
        `encoded`: all parameters but "chat_id" as `encode` makes them, without the braces.
        """
        if uploads:
            async with contextlib.AsyncExitStack() as files:
                try:
                    form = await form_of(params or {}, uploads, files)
                except OSError:
                    return ApiAnswer(failure=NO_FILE, written=False)
                return await self._post(method, form, None, self._patience_s * 10)
        data = b"%b,%b}" % (encode({"chat_id": (params or {})["chat_id"]})[:-1], encoded) if encoded else encode(params)
        return await self._post(method, data, _JSON, self._patience_s + wait_s)

    async def _post(
        self, method: str, data: bytes | aiohttp.FormData, headers: dict[str, str] | None, read_s: float
    ) -> ApiAnswer:
        try:
            if (url := self._urls.get(method)) is None:
                url = self._urls[method] = URL(self._methods + method)
        except ValueError:
            return ApiAnswer(failure=BAD_ADDRESS, written=False)
        reply = await self._http.request("POST", url, data=data, headers=headers, read_s=read_s)
        if not reply.status:
            return ApiAnswer(failure=reply.failure, written=reply.written)
        body = _object(reply.raw)
        return ApiAnswer(reply.status, body, raw=reply.raw if body is None and reply.status == 200 else b"")

    async def download(self, file_path: str, path: Path, most: int) -> str:
        """A file that getFile named; see `Http.download`."""
        try:
            url = URL(self._files + quote(file_path), encoded=True)
        except ValueError:
            return "later"
        return await self._http.download(url, path, most, self._patience_s)

    async def close(self) -> None:
        await self._http.close()


def _object(raw: bytes) -> Mapping[str, Any] | None:
    """The Bot API's JSON object, or None for a proxy's HTML and the like."""
    try:
        body = parse(raw)
    except UnreadableAnswer:
        return None
    return body if isinstance(body, dict) and isinstance(body.get("ok"), bool) else None

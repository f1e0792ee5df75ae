"""Requests to the Bot API over one aiohttp session: lean, and honest about what may have arrived.

No exception leaves it but CancelledError, and nothing in an `ApiAnswer` holds the token or an address.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.channels.answers import LARGEST, UnreadableAnswer, mapping, parse, seconds, whole
from bot.channels.file_names import sent_name
from bot.private_files import PART, DiskFault, disk, open_private, private_folder, remove_quietly

NO_FILE = "no-file"
"""`ApiAnswer.failure` when a local file to be uploaded could not be opened; nothing was sent."""

CONNECT_S = 10.0
DOWNLOAD_S = 600.0
"""One file, however slowly it drips in."""
CHUNK = 256 * 1024

_JSON = {"Content-Type": "application/json"}
_NOTHING_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)
_MIME = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
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
        return str(self.body.get("description", "")) if self.body is not None else ""

    @property
    def migrated_to(self) -> str:
        """The group's new id, where the answer says that it has one."""
        chat = whole(self._parameter("migrate_to_chat_id"))
        return str(chat) if chat else ""

    def wait_s(self, most: float) -> float:
        """How long Telegram wants us to wait, at most so long; 0.0 if it does not say."""
        return seconds(self._parameter("retry_after"), most)

    def _parameter(self, name: str) -> object:
        return mapping(mapping(self.body).get("parameters")).get(name)


@dataclass(frozen=True, slots=True)
class Upload:
    """A local file to go with a call."""

    path: Path
    name: str = ""
    mime: str = ""

    @property
    def safe_name(self) -> str:
        """A file name that cannot break out of its header."""
        return sent_name(self.name) or sent_name(self.path.name) or "file"


class Client:
    """One bot's connections, so many at most. `patience_s`: how long to wait for an answer once the request is
    written.
    """

    def __init__(
        self, token: str, api_url: str, proxy: str = "", patience_s: float = 30.0, connections: int = 100
    ) -> None:
        base = api_url.rstrip("/")
        self._methods = f"{base}/bot{token}/"
        self._files = f"{base}/file/bot{token}/"
        self._proxy = proxy
        self._patience_s, self._connections = patience_s, connections
        self._urls: dict[str, URL] = {}
        self._session: aiohttp.ClientSession | None = None
        self._before: tuple[type[Exception], ...] = _NOTHING_LEFT
        self._failures: tuple[type[Exception], ...] = (aiohttp.ClientError, OSError)  # timeouts are OSErrors

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
                    form = await _form(params or {}, uploads, files)
                except OSError:
                    return ApiAnswer(failure=NO_FILE, written=False)
                return await self._post(method, form, None, self._patience_s * 10)
        data = b"%b,%b}" % (encode({"chat_id": (params or {})["chat_id"]})[:-1], encoded) if encoded else encode(params)
        return await self._post(method, data, _JSON, self._patience_s + wait_s)

    async def _post(
        self, method: str, data: bytes | aiohttp.FormData, headers: dict[str, str] | None, read_s: float
    ) -> ApiAnswer:
        timeout = _timeout(read_s)
        try:
            url = self._urls.get(method)
            if url is None:
                url = self._urls[method] = URL(self._methods + method)
            async with self._open().post(
                url, data=data, headers=headers, timeout=timeout, proxy=self._http_proxy, allow_redirects=False
            ) as response:
                raw = await _read(response)
                body = _object(raw)
                kept = raw if body is None and response.status == 200 else b""
                return ApiAnswer(response.status, body, raw=kept)
        except self._before as error:
            return ApiAnswer(failure=type(error).__name__, written=False)
        except ValueError:  # an address or a proxy that cannot be read
            return ApiAnswer(failure="bad-address", written=False)
        except self._failures as error:
            return ApiAnswer(failure=type(error).__name__)

    async def download(self, file_path: str, path: Path, most: int) -> str:
        """Bring a file that getFile named to `path`, whole or not at all: "", "gone", "later", or "too-big" if it is
        longer than `most` bytes, whatever its server says of its length. OSError where the disk fails.
        """
        part = path.with_name(path.name + PART)
        timeout = aiohttp.ClientTimeout(total=DOWNLOAD_S, connect=CONNECT_S, sock_read=self._patience_s)
        try:
            url = URL(self._files + quote(file_path), encoded=True)
            async with self._open().get(url, timeout=timeout, proxy=self._http_proxy) as response:
                if response.status != 200:
                    return "gone" if response.status in (400, 404, 410) else "later"
                return await _keep(response.content.iter_chunked(CHUNK), part, path, most)
        except DiskFault as fault:
            raise fault.error from None
        except ValueError:
            return "later"
        except self._failures:
            return "later"
        finally:
            await asyncio.to_thread(remove_quietly, part)

    @property
    def _http_proxy(self) -> str | None:
        return self._proxy if self._proxy.startswith("http") else None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector: aiohttp.TCPConnector
            if self._proxy.startswith("socks"):
                import aiohttp_socks  # only where such a proxy is set

                connector = aiohttp_socks.ProxyConnector.from_url(
                    self._proxy.replace("socks5h://", "socks5://"), limit=self._connections
                )
                refused = (
                    aiohttp_socks.ProxyError,
                    aiohttp_socks.ProxyConnectionError,
                    aiohttp_socks.ProxyTimeoutError,
                )
                self._before = (*self._before, *refused)
                self._failures = (*self._failures, *refused)
            else:
                connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode(params: Mapping[str, Any] | None) -> bytes:
    """Parameters as the body of a request; what UTF-8 cannot hold becomes a question mark."""
    return _encoder.encode(params or {}).encode("utf-8", "replace")


@lru_cache(maxsize=16)  # two or three a program
def _timeout(read_s: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(
        total=CONNECT_S + read_s * 2, connect=CONNECT_S, sock_connect=CONNECT_S, sock_read=read_s
    )


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The answer's bytes, no more of them than `parse` takes."""
    size = response.content_length
    if size is not None and size <= LARGEST and "Content-Encoding" not in response.headers:
        return await response.read()
    parts, left = [], LARGEST + 1
    while left > 0 and (part := await response.content.read(min(left, CHUNK))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _object(raw: bytes) -> Mapping[str, Any] | None:
    """The Bot API's JSON object, or None for a proxy's HTML and the like."""
    try:
        body = parse(raw)
    except UnreadableAnswer:
        return None
    return body if isinstance(body, dict) and isinstance(body.get("ok"), bool) else None


async def _keep(chunks: AsyncIterator[bytes], part: Path, path: Path, most: int) -> str:
    """Write what comes; a fault of the disk is told from one of the network, which is an OSError too."""
    size = 0
    await asyncio.to_thread(disk, private_folder, part.parent)
    with await asyncio.to_thread(disk, open_private, part) as file:
        async for chunk in chunks:
            size += len(chunk)
            if size > most:
                return "too-big"
            await asyncio.to_thread(disk, file.write, chunk)
        await asyncio.to_thread(disk, file.flush)
    await asyncio.to_thread(disk, part.replace, path)
    return ""


async def _form(
    params: Mapping[str, Any], uploads: Mapping[str, Upload], files: contextlib.AsyncExitStack
) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in params.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        form.add_field(name, text.encode("utf-8", "replace").decode())
    for name, upload in uploads.items():
        file: BinaryIO = files.enter_context(await asyncio.to_thread(upload.path.open, "rb"))
        mime = upload.mime if _MIME.fullmatch(upload.mime) else "application/octet-stream"
        form.add_field(name, file, filename=upload.safe_name, content_type=mime)
    return form

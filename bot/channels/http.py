"""Requests over one aiohttp session: each goes once, and what came of it says whether it may have arrived.

Used by the messengers whose client is our own. No exception leaves it but CancelledError and, of a download, the
disk's; nothing in an answer holds a token or an address.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import aiohttp
import structlog
from yarl import URL

from bot.channels.answers import LARGEST
from bot.channels.file_names import sent_name
from bot.channels.posting import CONNECT_S, NoLead, Posting, Reply, read
from bot.guarded import MOST_HOPS, FetchError, Guarded, judged, refused, sent_on
from bot.lead.fence import Fence
from bot.private_files import PART, DiskFault, disk, open_private, private_folder, remove_quietly
from storage.addresses import AddressReach

log = structlog.get_logger()

DOWNLOAD_S = 600.0
"""One file, however slowly it drips in."""
CHUNK = 256 * 1024
BAD_ADDRESS = "bad-address"
GONE = frozenset({400, 404, 410})
"""Answers by which a file will never come."""

_NOTHING_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)
_MIME = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


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


def _fenced(fence: Fence) -> type[aiohttp.ClientRequest]:
    """A request that asks when its connection stands, right before it is written: a process that was stopped while it
    waited for one must not go on with what it had prepared. With a body the head leaves together with its first bytes,
    which may be a turn of the loop later (before Python 3.12): so that is asked there once more.
    """

    class Fenced(aiohttp.ClientRequest):
        async def send(self, conn: Any) -> aiohttp.ClientResponse:
            if not fence.may_call():
                raise NoLead
            return await super().send(conn)

        async def write_bytes(self, writer: Any, conn: Any, *args: Any) -> None:
            if fence.may_call():
                await super().write_bytes(writer, conn, *args)
            elif conn.protocol is not None:
                conn.protocol.set_exception(NoLead())  # to whoever waits for the answer

    return Fenced


def reach_of(api_url: str) -> AddressReach:
    """Where the addresses may lead that a messenger names: out, and to the very server of the settings."""
    return AddressReach(api_url, plain=True, server=api_url)


class Http:
    """So many connections at most. `proxy`: http://, https:// or socks; `trust`: whose certificates are believed, None
    for the usual ones; `reach`: where the addresses may lead that the messenger names, for `download` and for what is
    sent there; None where they are all of one server.
    """

    def __init__(
        self,
        proxy: str = "",
        connections: int = 100,
        trust: ssl.SSLContext | None = None,
        fence: Fence | None = None,
        reach: AddressReach | None = None,
    ) -> None:
        self._proxy, self._connections, self._trust = proxy, connections, trust
        self._fence, self._reach = fence or Fence(), reach
        self._session: aiohttp.ClientSession | None = None
        self._outside: aiohttp.ClientSession | None = None  # for what is of no one server
        self._posting: Posting | None = None
        self._before: tuple[type[Exception], ...] = (*_NOTHING_LEFT, NoLead)
        self._failures: tuple[type[Exception], ...] = (aiohttp.ClientError, OSError)  # timeouts are OSErrors

    async def request(
        self,
        verb: str,
        url: URL | str,
        *,
        data: bytes | aiohttp.FormData | None = None,
        headers: Mapping[str, str] | None = None,
        read_s: float,
        named: bool = False,
    ) -> Reply:
        """One request, never repeated. `read_s`: how long to wait for an answer once the request is written. `named`:
        the messenger named the address, which is judged as that of a download is.
        """
        try:
            if verb == "POST" and isinstance(data, bytes) and not (named or self._proxy):
                return await self._straight().post(URL(url), data, headers or {}, read_s)
            session, target = await self._way(url) if named else (self._open(), URL(url))
            async with session.request(
                verb,
                target,
                data=data,
                headers=headers,
                timeout=_timeout(read_s),
                proxy=self._http_proxy,
                allow_redirects=False,
            ) as response:
                raw = await _read(response)
                return Reply(response.status, raw, retry_after=response.headers.get("Retry-After", ""))
        except FetchError as fault:
            log.warning("file.address_refused", why=fault.code)
            return Reply(failure=BAD_ADDRESS, written=False)
        except self._before as error:
            if guard := refused(error):
                log.warning("file.address_refused", why=guard.code)
            return Reply(failure=type(error).__name__, written=False)
        except ValueError:  # an address or a proxy that cannot be read
            return Reply(failure=BAD_ADDRESS, written=False)
        except self._failures as error:
            return Reply(failure=type(error).__name__)

    async def download(self, url: URL | str, path: Path, most: int, read_s: float, gone: Collection[int] = GONE) -> str:
        """Bring what stands at an address to `path`, whole or not at all: "", "gone", "later", or "too-big" if it is
        longer than `most` bytes, whatever its server says of its length. OSError where the disk fails.
        """
        part = path.with_name(path.name + PART)
        timeout = aiohttp.ClientTimeout(total=DOWNLOAD_S, connect=CONNECT_S, sock_read=read_s)
        try:
            async with self._asked(url, timeout) as response:
                if response.status != 200:
                    return "gone" if response.status in gone else "later"
                return await _keep(response.content.iter_chunked(CHUNK), part, path, most)
        except DiskFault as fault:
            raise fault.error from None
        except FetchError as fault:
            log.warning("file.address_refused", why=fault.code)
            return "gone"
        except ValueError:
            return "later"
        except self._failures as failure:
            if guard := refused(failure):
                log.warning("file.address_refused", why=guard.code)
            return "gone" if guard else "later"
        finally:
            await asyncio.to_thread(remove_quietly, part)

    @contextlib.asynccontextmanager
    async def _asked(
        self, url: URL | str, timeout: aiohttp.ClientTimeout
    ) -> AsyncGenerator[aiohttp.ClientResponse, None]:
        """What stands at an address; where it may be of anybody, each that it is sent on to is judged. FetchError."""
        there: URL | str = url
        for _ in range(MOST_HOPS + 1):
            session, target = await self._way(there)
            async with session.get(target, timeout=timeout, proxy=self._http_proxy, allow_redirects=False) as response:
                if self._reach is not None and (there := sent_on(response, target)):
                    continue
                yield response
                return
        raise FetchError("hops")

    async def _way(self, url: URL | str) -> tuple[aiohttp.ClientSession, URL]:
        """By which connections an address is asked that the messenger named, if it may be. FetchError."""
        if self._reach is None:
            return self._open(), URL(url)
        guard, target = Guarded(self._reach), judged(str(url), self._reach)
        if self._proxy:
            await guard.judge(target)
        return self._open_outside(guard), target

    @property
    def _http_proxy(self) -> str | None:
        return self._proxy if self._proxy.startswith("http") else None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = self._make(None)
        return self._session

    def _straight(self) -> Posting:
        """For what goes to the server of the settings, by no proxy: nearly all that is said."""
        if self._posting is None:
            self._posting = Posting(self._open(), self._fence)
        return self._posting

    def _open_outside(self, guard: Guarded) -> aiohttp.ClientSession:
        """Behind a proxy the connection is the proxy's, whose own address may be inside."""
        if self._outside is None:
            self._outside = self._make(None if self._proxy else guard)
        return self._outside

    def _make(self, guard: Guarded | None) -> aiohttp.ClientSession:
        kind: dict[str, Any] = {"limit": self._connections} | ({"ssl": self._trust} if self._trust else {})
        if guard is not None:
            kind |= {"resolver": guard, "use_dns_cache": False}
        connector: aiohttp.TCPConnector
        if self._proxy.startswith("socks"):
            import aiohttp_socks  # only where such a proxy is set

            connector = aiohttp_socks.ProxyConnector.from_url(self._proxy.replace("socks5h://", "socks5://"), **kind)
            faults = (
                aiohttp_socks.ProxyError, aiohttp_socks.ProxyConnectionError, aiohttp_socks.ProxyTimeoutError,
            )  # fmt: skip
            self._before = (*self._before, *faults)
            self._failures = (*self._failures, *faults)
        else:
            connector = aiohttp.TCPConnector(**kind)
        return aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), request_class=_fenced(self._fence)
        )

    async def close(self) -> None:
        for session in (self._session, self._outside):
            if session is not None:
                await session.close()
        self._session = self._outside = self._posting = None


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode(params: Mapping[str, Any] | None) -> bytes:
    """Parameters as the body of a request; what UTF-8 cannot hold becomes a question mark."""
    return _encoder.encode(params or {}).encode("utf-8", "replace")


async def form_of(
    params: Mapping[str, Any], uploads: Mapping[str, Upload], files: contextlib.AsyncExitStack
) -> aiohttp.FormData:
    """Parameters and files as one form; the files stay open as long as `files`. OSError: one cannot be opened."""
    form = aiohttp.FormData(quote_fields=False)
    for name, value in params.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        form.add_field(name, text.encode("utf-8", "replace").decode())
    for name, upload in uploads.items():
        file: BinaryIO = files.enter_context(await asyncio.to_thread(upload.path.open, "rb"))
        mime = upload.mime if _MIME.fullmatch(upload.mime) else "application/octet-stream"
        form.add_field(name, file, filename=upload.safe_name, content_type=mime)
    return form


@lru_cache(maxsize=16)  # two or three a program
def _timeout(read_s: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(
        total=CONNECT_S + read_s * 2, connect=CONNECT_S, sock_connect=CONNECT_S, sock_read=read_s
    )


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The answer's bytes, not much more of them than `parse` takes."""
    size = response.content_length
    if size is not None and size <= LARGEST and "Content-Encoding" not in response.headers:
        return await response.read()
    return await read(response.content)


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

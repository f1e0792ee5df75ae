"""Calls to VK: vk_api's group session, made parallel, bounded in time and free of secrets.

vk_api's own `method` holds one lock during the whole request, has no timeout, repeats code 6 without end
and knows one address only; so it is replaced. Its errors and its session are kept.
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import threading
import time
from collections import deque
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jconfig  # type: ignore[import-untyped]
import requests
import vk_api
from vk_api.exceptions import ApiError, ApiHttpError

from bot.channels.answers import mapping, parse
from bot.channels.http import GONE, Http, reach_of
from bot.channels.vk.answer_session import AnswerSession
from bot.channels.vk.errors import code_of
from bot.channels.vk.fenced import FencedAdapter
from bot.channels.vk.file_form import FileForm
from bot.clock import Clock
from bot.lead.fence import Fence
from storage.addresses import AddressReach

ROOM = 1.05
"""Calls leave a little further apart than they may arrive: threads are late by some milliseconds."""
WITHIN_S = 1.03
"""What has really left is held to the rate, too: threads that were late together must not leave together."""
VERSION = "5.199"
TIMEOUT_S = (3.05, 20.0)
UPLOAD_TIMEOUT_S = (3.05, 120.0)
THREADS = 26
"""More than requests may be under way (LIMITS.in_flight), so that reading calls find a thread too."""


def plain_value(value: Any) -> str | int | float:
    """A parameter as VK wants it in a form: 1/0, comma-joined numbers, or JSON text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list | tuple) and all(isinstance(v, int | str) for v in value):
        return ",".join(str(v) for v in value)
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, str | int | float):
        return value
    raise TypeError(f"no VK parameter: {type(value).__name__}")


def _status_only(reply: requests.Response) -> requests.Response:
    """An answer without the request that led to it (its body holds the token)."""
    bare = requests.Response()
    bare.status_code = reply.status_code
    return bare


def _trust() -> ssl.SSLContext:
    """requests' own store of certificates, or that of a network's own authority."""
    store = os.environ.get("REQUESTS_CA_BUNDLE") or requests.utils.DEFAULT_CA_BUNDLE_PATH
    folder = os.path.isdir(store)
    return ssl.create_default_context(cafile=None if folder else store, capath=store if folder else None)


class Api(vk_api.VkApiGroup):  # type: ignore[misc]
    """One community's calls, at most `rate` a second together, from as many threads as there are.

    `proxy`: an HTTP proxy for calls and files, "" for none. The environment's HTTPS_PROXY does not count.
    """

    def __init__(
        self, token: str, clock: Clock, api_url: str, rate: float, proxy: str = "", fence: Fence | None = None
    ) -> None:
        super().__init__(token=token, api_version=VERSION, config=jconfig.MemoryConfig, session=AnswerSession())
        self._url = api_url.rstrip("/")
        self._clock = clock
        self._gap_s = ROOM / rate
        self._next_at = 0.0
        self._left: deque[float] = deque(maxlen=max(1, int(rate)))  # when the last calls really left
        self._slots = threading.Lock()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="vk")
        self._proxy, self._fence = proxy, fence or Fence()
        self.reach = reach_of(self._url)  # where addresses may lead that VK names
        self._send_our_way(self.http, None)
        self._files = self.session()  # uploads: other hosts, no pace
        self._downloads: Http | None = None

    def session(self) -> AnswerSession:
        """A new one for addresses that VK names, which are judged; it goes the way that the settings say."""
        made = AnswerSession()
        self._send_our_way(made, self.reach)
        return made

    def _send_our_way(self, session: requests.Session, reach: AddressReach | None) -> None:
        for scheme in ("https://", "http://"):
            session.mount(scheme, FencedAdapter(self._fence, THREADS, reach))
        session.trust_env = False
        session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True  # a network's own authority does count
        session.proxies = {"http": self._proxy, "https": self._proxy} if self._proxy else {}

    # -- in the event loop --------------------------------------------------------------------
    async def call(self, method: str, /, **values: Any) -> Any:
        """The `response` of one method. Raises what `errors.CALL_FAULTS` names; None values are left out."""
        return (await self.answer(method, values))["response"]

    async def answer(self, method: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """The whole answer: `response`, and for execute `execute_errors`."""
        answer: dict[str, Any] = await self.run(self.method, method, dict(values), True)
        return answer

    async def run(self, function: Any, *args: Any) -> Any:
        """A blocking function in one of this object's threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *args)

    async def upload(self, url: str, field: str, path: Path, name: str, mime: str) -> dict[str, Any]:
        """Post a file to an address that VK gave. Its answer is not checked here."""
        answer = await self.run(self._post_file, url, field, path, name, mime)
        return answer if isinstance(answer, dict) else {}

    async def download(self, url: str, path: Path, most: int) -> str:
        """Bring an address's bytes to `path`, whole or not at all; "" or "gone", "later", "too-big". OSError where
        the disk fails.
        """
        if self._downloads is None:
            self._downloads = Http(self._proxy, THREADS, _trust(), self._fence, self.reach)
        return await self._downloads.download(url, path, most, TIMEOUT_S[1], GONE | {401, 403})

    async def end(self) -> None:
        """Close everything. Whoever has loaded no file may call `close` alone."""
        if self._downloads is not None:
            await self._downloads.close()
        self.close()

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self.http.close()
        self._files.close()

    # -- in a thread --------------------------------------------------------------------------
    def method(self, method: str, values: Any = None, raw: bool = False, **_: Any) -> Any:
        """As vk_api's, but paced outside the request, with timeouts, and never repeating by itself."""
        form = {k: plain_value(v) for k, v in (values or {}).items() if v is not None}
        form |= {"v": self.api_version, "access_token": self.token["access_token"]}
        self._wait_turn()
        try:
            reply = self.http.post(f"{self._url}/method/{method}", form, timeout=TIMEOUT_S)
        except requests.RequestException as fault:
            fault.request = None  # it holds the token
            raise
        if not reply.ok:
            raise ApiHttpError(self, method, {}, raw, _status_only(reply))
        answer = parse(reply.content)
        if not isinstance(answer, dict) or not ("error" in answer or "response" in answer):
            raise ValueError(f"{method}: not an answer of VK")
        if "error" in answer:
            # VK echoes our parameters in its error: texts and the token must not travel with exceptions.
            kept = {"error_code": code_of(mapping(answer["error"])), "error_msg": ""}
            raise ApiError(self, method, {}, raw, kept)
        return answer if raw else answer["response"]

    def _wait_turn(self) -> None:
        with self._slots:  # reserves a moment only; the request itself goes beside others
            planned = max(self._clock.monotonic(), self._next_at)
            self._next_at = planned + self._gap_s
        while (wait_s := self._until_free(planned)) > 0:
            time.sleep(wait_s)

    def _until_free(self, planned: float) -> float:
        """Seconds until a call whose moment this was may leave; 0.0: it is counted as having left."""
        with self._slots:
            now = self._clock.monotonic()
            full = len(self._left) == self._left.maxlen
            at = max(planned, self._left[0] + WITHIN_S) if full else planned
            if at > now:
                return at - now
            self._left.append(now)
            return 0.0

    def _post_file(self, url: str, field: str, path: Path, name: str, mime: str) -> Any:
        with path.open("rb") as file:
            form = FileForm(field, file, name, mime or "application/octet-stream")
            reply = self._files.post(url, data=form, headers=form.headers, timeout=UPLOAD_TIMEOUT_S)
        if not reply.ok:
            raise ApiHttpError(self, "upload", {}, False, _status_only(reply))
        return parse(reply.content)

"""The peers: how else a text is sent to many people with vk_api."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests
import vk_api
from requests.adapters import HTTPAdapter
from vk_api.requests_pool import VkRequestsPool

from benchmarks.sides.vk_ours import TEXT

VERSION = "5.199"


class Elsewhere(HTTPAdapter):
    """vk_api knows one address only; this takes its requests to ours."""

    def __init__(self, url: str) -> None:
        self._url = url
        super().__init__(pool_maxsize=16)

    def send(self, request: requests.PreparedRequest, **more: Any) -> requests.Response:  # type: ignore[override]
        request.url = self._url + str(request.path_url)
        return super().send(request, **more)


def _session(url: str) -> Any:
    session = vk_api.vk_api.VkApiGroup(token="vk1.benchmarks", api_version=VERSION)
    session.http.mount("https://", Elsewhere(url))
    return session


def one_by_one(session: Any, chats: Sequence[str]) -> None:
    for chat in chats:
        session.method("messages.send", {"peer_id": chat, "message": TEXT, "random_id": random.getrandbits(31)})


def eight_threads(session: Any, chats: Sequence[str]) -> None:
    with ThreadPoolExecutor(8) as threads:
        for n in range(8):
            threads.submit(one_by_one, session, chats[n::8])


def requests_pool(session: Any, chats: Sequence[str]) -> None:
    with VkRequestsPool(session) as pool:
        for chat in chats:
            pool.method("messages.send", {"peer_id": chat, "message": TEXT, "random_id": random.getrandbits(31)})


def peer_ids(session: Any, chats: Sequence[str]) -> None:
    for start in range(0, len(chats), 100):
        values = {
            "message": TEXT,
            "random_id": random.getrandbits(31),
            "peer_ids": ",".join(chats[start : start + 100]),
        }
        session.method("messages.send", values)


WAYS = {way.__name__: (way, share) for way, share in (
    (one_by_one, 0.005), (eight_threads, 0.005), (requests_pool, 0.1), (peer_ids, 0.5)
)}  # fmt: skip
"""With the share of the people that is enough to tell its speed: the slow ones would take an hour."""


def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """One way (`way`); recipients a second."""
    way, share = WAYS[arguments["way"]]
    chats: list[str] = arguments["chats"][: int(len(arguments["chats"]) * share)]
    control = requests.Session()
    control.post(f"{arguments['vk']}/control/reset")
    session = _session(arguments["vk"])
    began = time.perf_counter()
    way(session, chats)
    seconds = time.perf_counter() - began
    stats: dict[str, Any] = control.post(f"{arguments['vk']}/control/stats").json()["result"]
    return {**stats, "recipients_per_s": stats["accepted"] / seconds}

"""Fetches the pictures and documents of alerts. Whoever wrote the alert chose the address: nothing is taken on trust.

What is asked for stands in a stored file of channel `ALERTS` (handlers.alerts.resources).
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
from pathlib import Path

from bot.guarded import FetchError
from bot.notices.fetch import WebFetcher
from bot.private_files import write_whole
from handlers.alerts.resources import INLINE, MAGIC, load_wish
from handlers.officer.compose.pictures import LARGEST_NOTICE_FILE
from storage.addresses import AddressReach


class Resources:
    """Brings the files of alerts, as a messenger's channel brings those of people."""

    def __init__(self, fetcher: WebFetcher) -> None:
        self.fetcher = fetcher

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        """ "" if the file is at `path` now; else why not, for good: a code of `cap-file-why-…`."""
        wish = load_wish(handle)
        try:
            if url.startswith(INLINE):
                data = base64.b64decode("".join(url.removeprefix(INLINE).split()), validate=True)
            else:
                got = await self.fetcher.fetch(
                    url, LARGEST_NOTICE_FILE, AddressReach(wish.own, wish.inside), accept=wish.mime
                )
                data = got.body or b""
        except FetchError as fault:
            return fault.code
        except binascii.Error:
            return "base64"
        if len(data) > LARGEST_NOTICE_FILE:
            return "too-large"
        if not data.startswith(MAGIC[wish.mime]):
            return "type"
        if wish.digest and hashlib.sha1(data, usedforsecurity=False).hexdigest() != wish.digest.lower():
            return "digest"
        await asyncio.to_thread(write_whole, path, data)
        return ""

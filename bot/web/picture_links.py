"""Addresses of pictures for other programs: signed with a secret that the program and we have, good for an hour."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import urlencode

from bot.clock import Clock

PICTURE_S = 3600
"""So long the address of a picture holds."""


class PictureLinks:
    """Makes the addresses and knows them again. `keys`: by the name of whoever is told them."""

    def __init__(self, keys: Mapping[str, bytes], clock: Clock) -> None:
        self._keys, self._clock = keys, clock

    def link(self, base: str, name: str, file: int) -> str:
        """`base`: where Open311 is, "https://HOST/open311/v2"; `file`: StoredFile.id."""
        until = self._clock.now() // 1000 + PICTURE_S
        said = urlencode({"client": name, "until": until, "sig": self._signature(name, f"{file} {until}")})
        return f"{base}/media/{file}.jpg?{said}"

    def holds(self, file: str, said: Mapping[str, str]) -> bool:
        """Whether we made an address with these parameters for this file within the last hour."""
        name, until = said.get("client", ""), said.get("until", "")
        right = self._signature(name, f"{file} {until}")
        known = bool(right) and hmac.compare_digest(right.encode(), said.get("sig", "").encode())
        return known and int(until) >= self._clock.now() // 1000

    def _signature(self, name: str, what: str) -> str:
        """What only we can say of this; "" for one who has no key."""
        key = self._keys.get(name, b"")
        return hmac.new(key, f"{name} {what}".encode(), "sha256").hexdigest() if key else ""

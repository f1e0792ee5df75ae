"""requests' session for answers of VK: none is followed elsewhere, none is endless, none takes for ever.

requests itself sends a form on to wherever a 307 points, token and texts with it, unpacks whatever an answer grows
to, and waits for each byte anew.
"""

from __future__ import annotations

import time
from http.client import HTTPException
from typing import Any

import requests
from urllib3.exceptions import HTTPError

from bot.channels.answers import LARGEST

PIECE = 65_536
PATIENCE = 2
"""An answer is over within so many times what is waited for a byte of it."""


class AnswerSession(requests.Session):
    """`content` of its answers has at most one byte more than `answers.parse` takes."""

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **how: Any) -> requests.Response:
        """As requests' own; whoever gives no `timeout` (connect, read) waits for ever."""
        waits = how.get("timeout") or (None, None)
        until = None if waits[1] is None else time.monotonic() + waits[1] * PATIENCE
        reply = super().request(method, url, *args, **how | {"allow_redirects": False, "stream": True})
        try:
            reply._content = _read(reply, until)
        except requests.RequestException:
            raise
        except (HTTPError, HTTPException, OSError) as fault:
            raise requests.ConnectionError(type(fault).__name__) from None
        finally:
            reply.close()
        return reply


def _read(reply: requests.Response, until: float | None) -> bytes:
    """Piece by piece as they come, so that the time is looked at."""
    parts, left = [], LARGEST + 1
    while left > 0 and (part := reply.raw.read1(min(left, PIECE), decode_content=True)):
        parts.append(part)
        left -= len(part)
        if until is not None and time.monotonic() > until:
            raise requests.ReadTimeout("an answer that does not end")
    return b"".join(parts)

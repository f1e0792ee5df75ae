"""What VK's answers mean for a message: one table of error codes, and the faults of the network beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from vk_api.exceptions import ApiError, ApiHttpError, VkApiError

from bot.channels.answers import whole
from bot.channels.port import Outcome, Result

CALL_FAULTS = (VkApiError, requests.RequestException, ValueError)
"""Everything that a call to VK can raise: its own errors, the network's, and answers that are no JSON."""

_LATER = Result.RETRY
_NEVER = Result.REJECTED
_NOBODY = Result.UNREACHABLE

_STOP_TOKEN = Outcome(_LATER, why="token", retry_after_s=60, scope="channel", stop=True)
_STOP_CONFIRM = Outcome(_LATER, why="confirmation", retry_after_s=60, scope="channel", stop=True)
# random_id (or the nature of an edit) makes repeating harmless, but the message may have arrived.
_VK_FAILED = Outcome(Result.UNKNOWN, why="server-error", retry_after_s=2)
_NO_RIGHTS = Outcome(_NEVER, why="no-rights", shut=True)
_BAD_ID = Outcome(_NEVER, why="bad-id")
_FORBIDDEN = Outcome(_NOBODY, why="forbidden")
_TOO_LONG = Outcome(_NEVER, why="too-long")
_TOO_LATE = Outcome(_LATER, why="too-late", gone=True)
_NO_REPLY = Outcome(_LATER, why="no-reply", gone=True)
_NO_ACCESS = Outcome(_NEVER, why="no-access", shut=True)
_NOT_ALLOWED = Outcome(_NEVER, why="not-allowed")
_BAD_SCRIPT = Outcome(_NEVER, why="script")

NO_KEYBOARDS_S = 600
"""So long after the last refusal it counts as known that the community shows no buttons; each message tries anew."""

SAID_ALREADY = -100
"""Not VK's: its 100 where what is wrong is that this random_id has been used, that is, the message is there. VK does
not say whether it answers so or with the message's ids; both are taken for what they mean.
"""

TABLE: dict[int, Outcome] = {
    SAID_ALREADY: Outcome(Result.SENT, why="said-already"),
    1: _VK_FAILED,
    5: _STOP_TOKEN,
    6: Outcome(_LATER, why="rate", retry_after_s=1, scope="channel"),
    7: _NO_RIGHTS,
    9: Outcome(_LATER, why="flood", retry_after_s=60, scope="chat"),
    10: _VK_FAILED,
    12: _BAD_SCRIPT,
    13: _BAD_SCRIPT,
    14: Outcome(_LATER, why="captcha", retry_after_s=300, scope="method"),
    15: _NO_RIGHTS,
    17: _STOP_CONFIRM,
    18: Outcome(_NOBODY, why="deactivated"),
    24: _STOP_CONFIRM,
    25: _STOP_CONFIRM,
    27: _STOP_TOKEN,
    28: _STOP_TOKEN,
    29: Outcome(_LATER, why="limit", retry_after_s=300, scope="method"),
    36: _VK_FAILED,
    100: Outcome(_NEVER, why="bad-request"),
    113: _BAD_ID,
    125: _BAD_ID,
    900: Outcome(_NOBODY, why="blocked"),
    901: _FORBIDDEN,
    902: _FORBIDDEN,
    909: _TOO_LATE,
    910: _TOO_LONG,
    911: Outcome(_LATER, why="keyboard", plain=True),
    912: Outcome(
        _LATER, why="bot-features", plain=True, retry_after_s=NO_KEYBOARDS_S, scope="method", method="keyboard"
    ),
    913: _NO_REPLY,
    914: _TOO_LONG,
    917: _NO_ACCESS,
    920: _TOO_LATE,
    921: _NO_REPLY,
    922: _NO_ACCESS,
    924: Outcome(_NEVER, why="too-late"),
    925: _NO_ACCESS,
    927: _NO_ACCESS,
    932: _FORBIDDEN,
    935: _NO_ACCESS,
    936: _FORBIDDEN,
    940: Outcome(_NEVER, why="too-many-posts"),
    943: Outcome(_NEVER, why="intent"),
    944: Outcome(_LATER, why="intent-limit", retry_after_s=3600, scope="chat"),
    945: _NO_ACCESS,
    946: _NO_ACCESS,
    950: _NOT_ALLOWED,
    962: _NOT_ALLOWED,
    967: _NOT_ALLOWED,
    969: _NO_REPLY,
    984: Outcome(_LATER, why="spam", retry_after_s=600, scope="method"),
    985: _NOT_ALLOWED,
    987: _NOT_ALLOWED,
    988: _NOT_ALLOWED,
    1021: _FORBIDDEN,
}
"""Error code -> outcome (VK API 5.199; 984 and 1021 are not in its schema)."""

NETWORK_DOWN = Outcome(_LATER, why="network", retry_after_s=1, scope="channel")
MAYBE_SENT = Outcome(Result.UNKNOWN, why="no-answer", retry_after_s=1)


def code_of(error: Mapping[str, Any]) -> int:
    """The code in VK's error, an execute's error, or a recipient's."""
    code = whole(error.get("error_code")) or whole(error.get("code")) or 1
    text = str(error.get("error_msg") or error.get("description") or "")
    return SAID_ALREADY if code == 100 and "random_id" in text else code


def outcome_of_code(code: int) -> Outcome:
    """What an error code means, wherever VK said it; an unknown code is final and named."""
    return TABLE.get(code) or Outcome(_NEVER, why=f"code-{code}")


def held(outcome: Outcome, method: str) -> Outcome:
    """The same; where it holds a method, it says which (bot.channels.port.METHODS), if it does not yet."""
    return replace(outcome, method=method) if outcome.scope == "method" and not outcome.method else outcome


def outcome_of(fault: Exception) -> Outcome:
    """What one of CALL_FAULTS means for the call: NETWORK_DOWN only if no byte of it left the machine."""
    if isinstance(fault, ApiError):
        return outcome_of_code(fault.code)
    if isinstance(fault, ApiHttpError):
        status = fault.response.status_code
        if status in (413, 414):
            return _TOO_LONG
        if status == 429:
            return Outcome(_LATER, why="rate", retry_after_s=5, scope="channel")
        return Outcome(Result.UNKNOWN, why=f"http-{status}", retry_after_s=2)
    if isinstance(fault, requests.ConnectionError) and never_connected(fault):
        return NETWORK_DOWN
    return MAYBE_SENT


def never_connected(fault: requests.ConnectionError) -> bool:
    """True if the connection was never made, so that the request cannot have been read by anybody."""
    return any(isinstance(cause, NewConnectionError | ConnectTimeoutError) for cause in _causes(fault))


def _causes(fault: BaseException) -> Iterator[BaseException]:
    """requests and urllib3 keep what happened in `args` and in `reason`, several layers deep."""
    yield fault
    inner = [a for a in fault.args if isinstance(a, BaseException)]
    reason = getattr(fault, "reason", None)
    if isinstance(reason, BaseException) and reason not in inner:
        inner.append(reason)
    for cause in inner:
        yield from _causes(cause)


def short(fault: BaseException) -> str:
    """A fault for the log: code or type, never VK's text nor an address (these may hold keys)."""
    code = getattr(fault, "code", None)
    if isinstance(code, int):
        return f"code-{code}"
    if isinstance(fault, ApiHttpError):
        return f"http-{fault.response.status_code}"
    return type(fault).__name__

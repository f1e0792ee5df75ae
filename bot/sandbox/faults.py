"""How an emulator misbehaves on purpose: `world.FaultRule`, carried out once for all messengers.

A rule's `method` is an API method's name without regard to case, "*", "sending" or "receiving" (see `concerns`),
or one of the names for what is not a method: "upload", "file" (downloads), or an emulator's own for its long poll.
A method that a call gathers with others is matched too: error rules fail that one, the others concern the whole
request. "down" holds for every method.
With "slow" the call takes effect at once and its answer comes after `seconds`.
A connection that is refused by the machine itself is had by `stop()` and a later `start(port=…)`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence

from aiohttp import web

from bot.clock import Clock
from bot.sandbox.emulators import methods_for
from bot.sandbox.world import FaultRule

Answer = Callable[[], Awaitable[web.Response]]

BEFORE_READING = frozenset({"refuse", "down"})
ERRORS = frozenset({"error"})
AFTER_READING = frozenset(
    {"refuse", "down", "cut-before", "cut-after", "500", "502-html", "odd", "slow", "429", "409"}
)  # fmt: skip

_HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1>nginx</body></html>"


def concerns(rule: FaultRule, methods: Collection[str]) -> bool:
    """Whether a rule is for one of these methods (lower case).

    "sending" is for all that puts, changes or removes a message or answers a press; "receiving" for what fetches
    updates.
    """
    if rule.fault == "down" or rule.method == "*":
        return True
    if rule.method in ("sending", "receiving"):
        return any(method.startswith(methods_for(rule.method)) for method in methods)
    return rule.method.lower() in methods


def take_fault(
    rules: Sequence[FaultRule],
    methods: Collection[str],
    chats: Collection[str] | None,
    kinds: Collection[str],
) -> FaultRule | None:
    """The first rule for these methods (lower case) and chats with times left, counted, if its fault is in `kinds`.

    `chats` None: not known yet, so that rules for one chat are passed over.
    """
    for rule in rules:
        if rule.times == 0 or not concerns(rule, methods):
            continue
        if rule.chat and (chats is None or rule.chat not in chats):
            continue
        if rule.fault not in kinds:
            if chats is None:
                return None  # it will win once the request is read
            continue
        if rule.times > 0:
            rule.times -= 1
        return rule
    return None


async def misbehave(request: web.Request, rule: FaultRule, clock: Clock, answer: Answer) -> web.Response:
    """Carry out a fault of the transport; `answer` makes the call take effect."""
    if rule.fault == "cut-after":
        await answer()
        return cut(request)
    if rule.fault == "slow":
        response = await answer()
        await clock.sleep(rule.seconds)
        return response
    if rule.fault == "500":
        return web.Response(status=500, text="Internal Server Error")
    if rule.fault == "odd":
        return web.Response(text=rule.text, content_type="application/json")
    if rule.fault == "502-html":
        return web.Response(status=502, text=_HTML, content_type="text/html")
    return cut(request)


def cut(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)

"""Our own getUpdates loop: an update is confirmed only after it was taken (facts: aiogram's confirms earlier)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import structlog

from bot.channels.port import ChannelStopped, Sink
from bot.channels.telegram.client import Answer, Client
from bot.clock import Clock
from handlers.event import Update

log = structlog.get_logger()

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
BATCH = 100
PAUSE_MIN_S = 1.0
PAUSE_MAX_S = 15.0
CONFLICT_LOG_S = 60.0


class Translates(Protocol):
    def translate(self, update: dict[str, Any]) -> Update: ...


class Receiver:
    """`told` hears "" when updates come in and a short code when they do not."""

    def __init__(
        self, client: Client, translator: Translates, clock: Clock, poll_s: int, told: Callable[[str], None]
    ) -> None:
        self._client = client
        self._translator = translator
        self._clock = clock
        self._poll_s = poll_s
        self._told = told
        self._offset = 0
        self._pause_s = 0.0
        self._conflict_logged: float | None = None
        self._webhook = True  # one may be set; it would keep the updates from us

    async def run(self, sink: Sink) -> None:
        """Until cancelled. ChannelStopped when the token is refused."""
        while True:
            answer = await self._ask()
            if answer.ok and isinstance(answer.result, list):
                self._told("")
                self._pause_s = 0.0
                await self._take(answer.result, sink)
            else:
                await self._wait_out(answer)

    async def _ask(self) -> Answer:
        if self._webhook:
            answer = await self._client.call("deleteWebhook", {"drop_pending_updates": False})
            if not answer.ok:
                return answer
            self._webhook = False
        poll_s = 0 if self._pause_s else self._poll_s  # after a fault: quickly learn that all is well again
        params: dict[str, Any] = {"timeout": poll_s, "limit": BATCH, "allowed_updates": ALLOWED}
        if self._offset:
            params["offset"] = self._offset
        return await self._client.call("getUpdates", params, wait_s=poll_s)

    async def _take(self, found: list[Any], sink: Sink) -> None:
        """Only after the sink returned is the offset moved: the next getUpdates confirms the batch."""
        if not found:
            return
        await sink([self._translator.translate(update) for update in found], "")
        self._offset = max(int(update["update_id"]) for update in found) + 1

    async def _wait_out(self, answer: Answer) -> None:
        if answer.code in (401, 404) and answer.body is not None:
            raise ChannelStopped("telegram: the token was refused")
        self._pause_s = min(max(PAUSE_MIN_S, self._pause_s * 2), PAUSE_MAX_S)
        pause_s = float(answer.parameter("retry_after")) or self._pause_s
        if answer.code == 409:
            self._conflict(answer)
        else:
            trouble = _trouble(answer)
            self._told(trouble)
            log.warning("telegram_receive_failed", why=trouble, code=answer.code, pause_s=pause_s)
        await self._clock.sleep(pause_s)

    def _conflict(self, answer: Answer) -> None:
        """Another program asks with our token, or it set a webhook, which is taken away again."""
        self._told("conflict")
        self._webhook = "webhook" in answer.description.lower()
        now = self._clock.monotonic()
        if self._conflict_logged is None or now - self._conflict_logged >= CONFLICT_LOG_S:
            self._conflict_logged = now
            log.error("telegram_second_instance", webhook=self._webhook)


def _trouble(answer: Answer) -> str:
    if answer.status == 0:
        return "network"
    return "too-many" if answer.code == 429 else "server"

"""The page's view of the running sandbox: its state, a stream of changes, and what it may do.

Changes in the stream are objects with a "kind":
`device` (a phone or chat, whole) · `about` (a device without its messages) · `message`, `edit`, `delete`
(with "key" and "message") · `keyboard` (with "key" and "keyboard") · `toast` (with "key", "person", "text";
the press is acknowledged, the text may be empty) · `panel` (the side panel's contents) · `reload` (ask for
the state again).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from typing import Any

import structlog

from bot.clock import Clock, MovableClock
from bot.sandbox.acts import Act, Acts, BadAct, text_of
from bot.sandbox.fault_form import choices_json
from bot.sandbox.samples import SAMPLES
from bot.sandbox.storm import Storm
from bot.sandbox.view import (
    about_json,
    device_key,
    devices_json,
    levels_json,
    message_json,
    messenger_json,
    rows_json,
    staff_of,
)
from bot.sandbox.world import Change, FaultRule, Messenger, WorldFile
from storage.region.region import Region

log = structlog.get_logger()

Json = dict[str, Any]
Action = Callable[[dict[str, Any]], Awaitable[None]]
Still = Callable[[], contextlib.AbstractAsyncContextManager[None]]
"""Within what it gives, time may be wound on: the program is in the middle of nothing."""

DOWN_S = 30.0
LEAPS_S = (10, 600, 3600)
PANEL_EVERY_S = 0.5
QUEUE_LIMIT = 2000
"""A stream that is so far behind starts anew from the state."""
REFUSED_LAST = 12


class Live:
    """Listens to all messengers from its making until `close`."""

    def __init__(
        self,
        messengers: Mapping[str, Messenger],
        panel: Callable[[], Awaitable[dict[str, Any]]],
        clock: Clock,
        actions: Mapping[str, Action],
        region: Region | None,
        crowd: frozenset[tuple[str, str]] = frozenset(),
        still: Still = contextlib.nullcontext,
    ) -> None:
        self._still, self._leaping = still, asyncio.Lock()
        self._messengers, self._panel, self._clock, self._region = messengers, panel, clock, region
        self._storm, self._crowd = Storm(messengers, clock, region), crowd
        self._acts = Acts(messengers, self._visible_citizens)
        self._actions: dict[str, Action] = {
            "storm": self._begin_storm,
            "storm-stop": self._stop_storm,
            "down": self._down,
            **({"leap": self._leap} if isinstance(clock, MovableClock) else {}),
        }
        self._further = [name for name in actions if name not in ("storm", "storm-stop", "down", "leap")]
        self._actions.update(actions)
        self._queues: set[asyncio.Queue[Json | None]] = set()
        self._down_until: dict[str, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        for messenger in messengers.values():
            messenger.listeners.append(self._changed)

    async def close(self) -> None:
        for messenger in self._messengers.values():
            if self._changed in messenger.listeners:
                messenger.listeners.remove(self._changed)
        await self._storm.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for queue in self._queues:
            _put(queue, None)

    # -- what is there ------------------------------------------------------------------------
    async def state(self) -> Json:
        """Everything the page draws."""
        return {
            "devices": devices_json(self._messengers, self._hidden),
            "panel": await self.panel(),
            "samples": list(SAMPLES),
            "messengers": [messenger_json(name) for name in self._messengers],
            "actions": self._further,
            "leaps": list(LEAPS_S) if "leap" in self._actions else [],
            "down_s": DOWN_S,
            "faults": choices_json(list(self._messengers)),
            "zone": str(self._region.zone) if self._region else "",
            "region": dict(self._region.names) if self._region else {},
            "fictional": self._region is None or self._region.fictional,
            "folder": self._region.folder.resolve().name if self._region and self._region.folder else "",
        }

    async def panel(self) -> Json:
        """The side panel: the outbox as the program tells it, and what the sandbox itself knows."""
        outbox = dict(await self._panel())
        usage = outbox.pop("limits", {})
        now, storm = self._clock.monotonic(), self._storm.progress
        return {
            "outbox": outbox,
            "limits": [row for name, m in self._messengers.items() for row in levels_json(m, usage.get(name, {}))],
            "now": self._clock.now(),
            "storm": {"running": storm.running, "total": storm.total, "written": storm.written},
            "down": {name: max(0, round(until - now)) for name, until in self._down_until.items()},
            "faults": self._acts.faults.listed(),
            "refused": {
                name: {"count": len(m.refused), "last": m.refused[-REFUSED_LAST:]}
                for name, m in self._messengers.items()
            },
        }

    def file(self, messenger: str, file_id: str) -> WorldFile | None:
        """A file that stands in a chat; searched from the newest message back."""
        found = self._messengers.get(messenger)
        for chat in found.chats.values() if found else ():
            for message in reversed(chat.messages):
                for file in message.files:
                    if file.id == file_id:
                        return file
        return None

    async def stream(self) -> AsyncGenerator[list[Json], None]:
        """Changes from now on, in bundles, with the panel twice a second; ends at `close`."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue(QUEUE_LIMIT)
        self._queues.add(queue)
        loop, told = asyncio.get_running_loop(), 0.0
        try:
            while True:
                items = await _next(queue, told + PANEL_EVERY_S - loop.time())
                bundle = [item for item in items if item is not None]
                if loop.time() - told >= PANEL_EVERY_S:
                    told = loop.time()
                    bundle.append({"kind": "panel", "panel": await self.panel()})
                if bundle:
                    yield bundle
                if None in items:
                    return
        finally:
            self._queues.discard(queue)

    # -- what is done -------------------------------------------------------------------------
    async def act(self, act: Act) -> Json:
        """An act of a person in a messenger, or {"do": "action", "name": …}. BadAct for what cannot be."""
        if act.get("do") != "action":
            return self._acts.do(act)
        action = self._actions.get(text_of(act, "name", 60))
        if action is None:
            raise BadAct("no such action")
        await action(act)
        return {}

    async def _begin_storm(self, act: Act) -> None:
        self._storm.begin()

    async def _stop_storm(self, act: Act) -> None:
        await self._storm.stop()

    async def _leap(self, act: Act) -> None:
        seconds = act.get("seconds")
        if seconds not in LEAPS_S or not isinstance(self._clock, MovableClock):
            raise BadAct("no such leap")
        async with self._leaping, self._still():
            self._clock.leap(float(seconds))

    async def _down(self, act: Act) -> None:
        messenger = self._messengers.get(text_of(act, "messenger", 40))
        if messenger is None:
            raise BadAct("no such messenger")
        if messenger.name in self._down_until:
            return
        self._down_until[messenger.name] = self._clock.monotonic() + DOWN_S
        task = asyncio.create_task(self._be_down(messenger))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _be_down(self, messenger: Messenger) -> None:
        rule = FaultRule("*", "down", times=-1)
        messenger.faults.insert(0, rule)
        log.info("sandbox-down", messenger=messenger.name)
        try:
            await self._clock.sleep(DOWN_S)
        finally:
            messenger.faults[:] = [other for other in messenger.faults if other is not rule]
            self._down_until.pop(messenger.name, None)
            log.info("sandbox-up", messenger=messenger.name)

    # -- what happens -------------------------------------------------------------------------
    @property
    def _hidden(self) -> frozenset[tuple[str, str]]:
        """Persons without a phone on the page."""
        return self._storm.hidden | self._crowd

    def _visible_citizens(self, messenger: Messenger) -> int:
        staff, hidden = staff_of(messenger), self._hidden
        return sum(1 for p in messenger.persons if p not in staff and (messenger.name, p) not in hidden)

    def _changed(self, change: Change) -> None:
        if not self._queues or self._storm.is_hidden(change.messenger, change.chat):
            return
        if (change.messenger, change.chat) in self._crowd:
            return
        told = self._as_json(change)
        if told is not None:
            for queue in self._queues:
                _put(queue, told)

    def _as_json(self, change: Change) -> Json | None:
        messenger = self._messengers[change.messenger]
        chat = change.chat or (messenger.private_chat(change.person) if change.person else "")
        key = device_key(messenger.name, chat)
        if change.kind in ("message", "edit", "delete") and change.message is not None:
            return {
                "kind": change.kind,
                "key": key,
                "message": message_json(messenger.name, change.message),
            }
        if change.kind == "keyboard" and chat in messenger.chats:
            return {"kind": "keyboard", "key": key, "keyboard": rows_json(messenger.chats[chat].keyboard)}
        if change.kind == "toast":
            return {"kind": "toast", "key": key, "person": change.person, "text": change.text}
        if change.kind in ("person", "chat"):
            owner = messenger.persons.get(change.person) if change.person else None
            return {"kind": "about", "key": key, "device": about_json(messenger, chat, owner)}
        return None


async def _next(queue: asyncio.Queue[Json | None], seconds: float) -> list[Json | None]:
    """What is in the queue, after waiting for it at most so long; None: the end."""
    items: list[Json | None] = []
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            items.append(await queue.get())
    while not queue.empty():
        items.append(queue.get_nowait())
    return items


def _put(queue: asyncio.Queue[Json | None], item: Json | None) -> None:
    """Never waits: a stream that does not keep up is told to start anew."""
    if queue.full():
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait({"kind": "reload"})
    queue.put_nowait(item)

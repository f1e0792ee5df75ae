"""Events as one who is told of them gets them, with addresses of their pictures; and who hears what he has read."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.web.picture_links import PictureLinks
from handlers.intake import Intake
from handlers.open311.told import read_by_program
from handlers.webhooks.facts import Listener, event_fields, pictured, read_line
from storage.changes import Query
from storage.hook_records import HookEvent
from storage.store import Store

NoteRead = Callable[[str, Sequence[int]], Awaitable[None]]
"""A client has got these lines of histories."""
Media = dict[int, list[str]]
"""By the event: the addresses of its pictures; "" of one that has none from outside."""


MOST_PICTURES = 1_000
"""More than any answer has."""


async def note_nothing(client: str, lines: Sequence[int]) -> None:
    """Where no report is brought by other programs."""


def noting(intake: Intake) -> NoteRead:
    """The cards say then that it was delivered, with all of its pictures."""

    async def note(client: str, lines: Sequence[int]) -> None:
        await intake.take(read_by_program(client, lines, intake.clock.now(), MOST_PICTURES))

    return note


@dataclass(frozen=True, slots=True)
class Teller:
    """`name`: under which his addresses are signed; `links` None: he gets no pictures."""

    store: Store
    listener: Listener
    name: str = ""
    links: PictureLinks | None = None

    async def media(self, events: Iterable[HookEvent]) -> Media:
        """Good for an hour from now. StorageError."""
        wanted = {event.id: about for event in events if (about := self._about(event)) is not None}
        if not wanted:
            return {}
        reports = sorted({report for report, _ in wanted.values()})
        rows = (await self.store.read(Query("hook_pictures", (json.dumps(reports),))))[0]
        files: dict[tuple[int, int], list[int]] = {}
        for report, line, file in rows:
            files.setdefault((report, line), []).append(file)
        found = {event: files[about] for event, about in wanted.items() if about in files}
        return {event: [self._link(file) for file in numbers] for event, numbers in found.items()}

    def _link(self, file: int) -> str:
        """ "" where pictures have no address from outside."""
        base = self.listener.base
        return self.links.link(base, self.name, file) if self.links is not None and base else ""

    def _about(self, event: HookEvent) -> tuple[int, int] | None:
        try:
            return pictured(event, self.listener)
        except ValueError:  # it cannot be written either, and must not hold up the others
            return None

    def fields(self, event: HookEvent, media: Media) -> dict[str, Any]:
        """The event's JSON."""
        return event_fields(event, self.listener, [link for link in media.get(event.id, ()) if link])

    def read(self, event: HookEvent, fields: dict[str, Any], media: Media) -> int:
        """The line that its author's program has got whole by these fields, with its pictures; else 0."""
        shown = all(media.get(event.id, ()))
        return read_line(event, fields, self.listener) if shown else 0

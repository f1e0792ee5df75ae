"""What else is in force where a reader lives, works or cares, so that no all-clear says that there is no danger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from handlers.base.shared import Shared
from handlers.notices.concern import concern_of
from handlers.notices.content import Content, load_content
from handlers.notices.doubts import overlap
from handlers.notices.states import IN_FORCE
from handlers.notices.wording import MOST_ALSO, NO_DANGER, Meaning
from storage.changes import Query, words
from storage.notice_records import Notice, Place
from storage.store import Store


class AlsoInForce:
    """Beside one notice, which says to its readers that something is over or not about them."""

    def __init__(self, store: Store, shared: Shared, notice: Notice) -> None:
        self.store, self.shared, self.notice = store, shared, notice

    async def near(self, readers: Iterable[tuple[int, Meaning]], now: int) -> dict[int, tuple[Notice, ...]]:
        """By person, of whom something is left that concerns him; nobody for a notice that is itself about danger."""
        ids = [person for person, meaning in readers if meaning in NO_DANGER]
        others = await self._others(now) if ids else []  # a drill begins and ends with its own words
        if not others:
            return {}
        asked = json.dumps(ids)
        area_rows, place_rows = await self.store.read(
            Query("areas_among", (asked,)), Query("audience_places_of", (asked,))
        )
        areas: dict[int, list[str]] = {}
        for person, area in area_rows:
            areas.setdefault(person, []).append(area)
        places: dict[int, list[Place]] = {}
        for place in place_rows:
            places.setdefault(place.person_id, []).append(place)
        found = {}
        for person in ids:
            hit = self._concerning(others, areas.get(person, []), places.get(person, []))
            if hit:
                found[person] = hit
        return found

    async def around(self, now: int) -> tuple[Notice, ...]:
        """Whatever touches the notice's own area: for those who read it in a public channel."""
        area = load_content(self.notice.content)
        others = await self._others(now)
        return tuple(n for n, said in others if overlap(self.shared.region, area, said))[:MOST_ALSO]

    def _concerning(
        self, others: Sequence[tuple[Notice, Content]], areas: list[str], places: list[Place]
    ) -> tuple[Notice, ...]:
        region = self.shared.region
        return tuple(n for n, said in others if concern_of(region, said, areas, places))[:MOST_ALSO]

    async def _others(self, now: int) -> list[tuple[Notice, Content]]:
        """The gravest first."""
        if self.notice.drill:
            return []
        rows = (await self.store.read(Query("inforce_notices", (now, words(IN_FORCE)))))[0]
        return [(n, load_content(n.content)) for n in rows if n.id != self.notice.id and not n.drill]

"""Of whom a near-equal notice's row still waits, so that both are said in one message (decision 0047)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.notices.selection import Candidate
from handlers.base.shared import Shared
from handlers.notices.concern import reach_of
from handlers.notices.content import Content, load_content
from handlers.notices.kinds import kind_of
from handlers.notices.states import SAYABLE
from handlers.notices.together import may_join, near_equal
from handlers.notices.wording import Meaning
from storage.changes import Query, words
from storage.notice_records import Notice, Place
from storage.store import Store, Unit


@dataclass(frozen=True, slots=True)
class Waits:
    """A row of another notice that waits for somebody. `places`: names of his that this other one touches."""

    row: int
    notice: Notice
    content: Content
    places: str = ""


class Together:
    """Beside one notice that is being written out."""

    def __init__(self, store: Store, shared: Shared, notice: Notice) -> None:
        self.store, self.shared, self.notice = store, shared, notice
        self.content = load_content(notice.content)

    async def waiting(self, channel: str, chosen: Sequence[Candidate]) -> dict[int, Waits]:
        """By person; nobody for a notice that is never said together with another one."""
        if not chosen or not may_join(self.notice, self.content):
            return {}
        found = dict[int, Waits]()
        for notice, content in await self._near_equal():
            ids = [c.member.person for c in chosen if c.meaning is Meaning.ALERT and c.member.person not in found]
            rows = dict((await self.store.read(Query("notice_joinable", (notice.id, channel, json.dumps(ids)))))[0])
            names = await self._places_of(content, list(rows)) if rows else {}
            found |= {person: Waits(row, notice, content, names.get(person, "")) for person, row in rows.items()}
        return found

    async def _near_equal(self) -> list[tuple[Notice, Content]]:
        sending: list[Notice] = (await self.store.read(Query("audience_to_send", (words(SAYABLE),))))[0]
        others = [(n, load_content(n.content)) for n in sending if n.id != self.notice.id]
        return [(n, said) for n, said in others if may_join(n, said) and near_equal(self.content, said)]

    async def _places_of(self, content: Content, ids: list[int]) -> dict[int, str]:
        """By person the names of his places that the other notice touches, as one line; news does not say them."""
        if kind_of(self.shared.region, content.kind).group.told:
            return {}
        places: list[Place] = (await self.store.read(Query("audience_places_of", (json.dumps(ids),))))[0]
        names: dict[int, list[str]] = {}
        for place, yes in zip(places, reach_of(self.shared.region, content.area).touches(places), strict=True):
            if yes:
                names.setdefault(place.person_id, []).append(place.name)
        return {person: ", ".join(dict.fromkeys(found)) for person, found in names.items()}


async def wait_still(unit: Unit, rows: Sequence[int]) -> bool:
    """Whether all of them wait and may go, in this transaction."""
    if not rows:
        return True
    (found,) = await unit.exchange(None, [Query("notice_joinable_still", (json.dumps(list(rows)), words(SAYABLE)))])
    return len(found) == len(set(rows))


def both_places(places: str, waits: Mapping[int, Waits], person: int) -> str:
    """The names of his places that either notice touches."""
    named = [name for line in (waits[person].places, places) if line for name in line.split(", ")]
    return ", ".join(dict.fromkeys(named))

"""Who a notice is for, a page at a time and nearest first; read beside the writer, which is never held.

An audience is a list of sources. Each is read by a cursor of its own, so that a restart goes on where it was; a person
may stand in several, and whoever writes or counts takes him once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.notices.recipient import Account, AudienceMember, audience_members
from handlers.base.shared import Shared
from handlers.notices.concern import HOME, INSIDE, REST, Reach, concern_of, reach_of
from handlers.notices.content import Content, load_content
from handlers.notices.family import NO_DANGER_LINKS, NoticeLink, said_before
from handlers.notices.kinds import Severity, kind_of
from handlers.notices.wording import WHOLE, Meaning, plain_meaning
from storage.changes import Query
from storage.notice_records import Notice, Place
from storage.records import OutboxState
from storage.store import Store

After = int | list[Any]
"""Where a source's reading stands: the last person, or the last place's latitude, longitude, person and id."""
BEGIN: After = 0
FIRST_PLACE: list[Any] = [-91.0, -181.0, 0, 0]

STATEMENTS = {
    "area": "audience_by_area",
    "bare": "audience_without_area",
    "silent": "audience_without_subscription",
}
LOOKED_AT = 8_000
"""Persons that one read looks at; most may be reached elsewhere."""

TO_RECEIVERS = frozenset(NO_DANGER_LINKS)
"""Links of notices that go only to those who got the earlier one, or one before that."""


@dataclass(frozen=True, slots=True)
class RecipientSource:
    """`kind`: "receivers" of an earlier notice, "places", "area" (`key` is a subscription's), "bare" (subscribed
    without an area), "silent" (never said anything), "marks" (messages of an earlier notice that do not hold any more).
    `key` of an earlier notice: its number, "" for the one that is linked to.
    """

    kind: str
    key: str = ""
    rank: int = REST

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(slots=True)
class Candidate:
    """Somebody for whom the notice is, and as what. `places` names those of his that it touches."""

    member: AudienceMember
    rank: int
    meaning: Meaning
    accounts: list[Account]
    places: str = ""


@dataclass(slots=True)
class Page:
    """`after` is where to read on, None at the source's end."""

    candidates: list[Candidate] = field(default_factory=list)
    after: After | None = None


async def before(store: Store, notice: Notice) -> list[Notice]:
    """The notice that this one links to, and those before it; none without a link."""
    if not notice.link:
        return []
    return said_before(notice, (await store.read(Query("notice_family", (notice.id,))))[0])


class Selection:
    """One notice's audience. `running`: the messengers that there are. `earlier`: the notice that it links to, the last
    time it was said, and those before, of which somebody may have a message and not the later one
    (handlers.notices.family.said_before).
    """

    def __init__(
        self,
        store: Store,
        shared: Shared,
        notice: Notice,
        running: Sequence[str],
        earlier: Sequence[Notice] = (),
        below: set[int] | None = None,
    ) -> None:
        """`below`: where persons are put who would get it if it were graver."""
        self._below = below
        self._linked = earlier[0].id if earlier else notice.linked_id
        self.store, self.shared, self.notice, self.running = store, shared, notice, tuple(running)
        self.earlier = earlier[1:]
        self.content: Content = load_content(notice.content)
        self.reach: Reach = reach_of(shared.region, self.content.area)
        group = kind_of(shared.region, self.content.kind).group
        self._bits, self._told = group.bit, group.told  # news does not stand "near your place"
        self._widest: int | None = None

    def sources(self) -> list[RecipientSource]:
        """In the order of urgency: who got the earlier one, inside the shape, its municipality, the rest."""
        notice, shape = self.notice, self.reach.shape
        found = [RecipientSource("receivers", rank=INSIDE)] if notice.link else []
        if notice.link in TO_RECEIVERS:
            found += [RecipientSource("receivers", str(n.id), INSIDE) for n in self.earlier]
        else:
            found.append(RecipientSource("places", rank=INSIDE))
            found += [RecipientSource("area", area, INSIDE) for area in shape.near_areas]
            found += [RecipientSource("area", area, HOME) for area in shape.home_areas]
            found += [RecipientSource("area", "*"), RecipientSource("bare")]
            if self.content.severity >= Severity.EXTREME and not self.content.drill:
                found.append(RecipientSource("silent"))
        return found

    async def page(self, source: RecipientSource, after: After, most: int, channel: str = "") -> Page:
        """The next persons of a source, at most about `most`. `channel`: rather only who is reached there."""
        if source.kind == "places":
            return await self._places(after if isinstance(after, list) else FIRST_PLACE, most, channel)
        if source.kind == "receivers":
            return await self._receivers(int(source.key or self._linked), after, most)
        ids, then = await self._ids(source, after, most, channel)
        concerned = await self._concerned(dict.fromkeys(ids, (source.key,) if source.kind == "area" else ()))
        found = await self._souls(concerned)
        there = [self._candidate(member, source.rank) for p in concerned if (member := found.get(p))]
        return Page([c for c in there if c is not None], then)

    # -- sources ------------------------------------------------------------------------------
    async def _ids(
        self, source: RecipientSource, after: After, most: int, channel: str
    ) -> tuple[list[int], After | None]:
        """The next persons of a source, and where to read on."""
        name, area = STATEMENTS[source.kind], (source.key,) if source.kind == "area" else ()
        found, [(looked_at, last)] = await self.store.read(
            Query(name, (after, LOOKED_AT, channel, most, *area)),
            Query(f"{name}_read", (after, LOOKED_AT, *area)),
        )
        ids = [person for (person,) in found]
        if len(ids) == most:
            return ids, ids[-1]
        return ids, last if looked_at == LOOKED_AT else None

    async def _places(self, after: list[Any], most: int, channel: str) -> Page:
        if self._widest is None:
            self._widest = int((await self.store.read(Query("audience_widest_place")))[0][0][0])
        box = self.reach.box(self._widest)
        if box is None:
            return Page()
        among = (box.south, box.north, box.west, box.east, *after)
        found, read = await self.store.read(
            Query("audience_places", (*among, LOOKED_AT, channel, most)),
            Query("audience_places_read", (*among, LOOKED_AT - 1)),
        )
        places: list[Place] = found
        hit = [p.person_id for p, yes in zip(places, self.reach.touches(places), strict=True) if yes]
        ids = list(dict.fromkeys(hit))
        there, named = await self._souls(ids), await self._places_of(ids)
        met = [self._candidate(member, INSIDE, named.get(p, "")) for p in ids if (member := there.get(p))]
        page = Page([c for c in met if c is not None])
        if len(places) == most:
            last = places[-1]
            page.after = [last.lat, last.lon, last.person_id, last.id]
        elif read:
            page.after = list(read[0])
        return page

    async def _receivers(self, linked: int, after: After, most: int) -> Page:
        """Those who got the earlier notice, where they got it; whoever blocked that messenger since, in the other."""
        ids = [p for (p,) in (await self.store.read(Query("audience_receivers", (linked, after, most))))[0]]
        received = (await self.store.read(Query("audience_received", (linked, json.dumps(ids)))))[0]
        got: dict[int, list[tuple[str, int]]] = {}
        for person, channel, _chat, rank, _told in received:
            got.setdefault(person, []).append((channel, rank))
        found = await self._souls(ids)
        takes_back = self.notice.link in TO_RECEIVERS
        named = {} if takes_back else await self._places_of(ids)
        still = {} if self.notice.link != NoticeLink.CORRECTS else await self._still_concerned(ids, named)
        page = Page(after=ids[-1] if len(ids) == most else None)
        for person in ids:
            if (member := found.get(person)) is None:
                continue
            where = got.get(person, [])
            meaning = self._meaning(still.get(person, False))
            accounts = member.among({c for c, _ in where} & set(self.running)) or member.reached(self.running)
            names = "" if meaning is Meaning.NOT_YOU or self._told else named.get(person, "")
            if accounts:
                rank = min((rank for _, rank in where), default=REST)
                page.candidates.append(Candidate(member, rank, meaning, accounts, names))
        return page

    def _meaning(self, still: bool) -> Meaning:
        if self.notice.link == NoticeLink.CORRECTS:
            return Meaning.CORRECTED if still else Meaning.NOT_YOU
        return plain_meaning(self.notice)

    async def _still_concerned(self, ids: Sequence[int], named: dict[int, str]) -> dict[int, bool]:
        """Which of those who got the wrong one live or care where the right one is."""
        areas: dict[int, list[str]] = {}
        for person, area in (await self.store.read(Query("areas_among", (json.dumps(ids),))))[0]:
            areas.setdefault(person, []).append(area)
        concerned = set(await self._concerned({p: areas.get(p, ()) for p in ids}))
        return {p: p in named or (p in concerned and bool(self.reach.rank(areas.get(p, ())))) for p in ids}

    async def _concerned(self, areas: Mapping[int, Collection[str]]) -> list[int]:
        """Of persons with the areas that they named, whom their address does not let off."""
        ids, content = list(areas), self.content
        if not ids or not content.area.streets:
            return ids
        places: dict[int, list[Place]] = {}
        for place in (await self.store.read(Query("audience_places_of", (json.dumps(ids),))))[0]:
            places.setdefault(place.person_id, []).append(place)
        return [p for p in ids if p not in places or concern_of(self.shared.region, content, areas[p], places[p])]

    async def missed(self, after: int, most: int) -> Page:
        """Those whom the messenger could not reach, by another account of theirs that did not get it yet."""
        rows = (await self.store.read(Query("audience_fates", (self.notice.id, after, most))))[0]
        fates = {person: (told, rank) for person, told, rank, state in rows if state == OutboxState.UNREACHABLE}
        page = Page(after=rows[-1][0] if len(rows) == most else None)
        if not fates:
            return page
        ids = list(fates)
        found, named = await self._souls(ids), await self._places_of(ids)
        tried: dict[int, set[str]] = {}
        for person, channel in (await self.store.read(Query("audience_written", (self.notice.id, json.dumps(ids)))))[0]:
            tried.setdefault(person, set()).add(channel)
        for person, member in found.items():
            told, rank = fates[person]
            meaning = Meaning(told.partition(":")[2])
            names = named.get(person, "") if meaning in WHOLE and not self._told else ""
            if accounts := member.among(set(self.running) - tried[person])[:1]:
                page.candidates.append(Candidate(member, rank, meaning, accounts, names))
        return page

    # -- persons ------------------------------------------------------------------------------
    async def _souls(self, ids: Sequence[int]) -> dict[int, AudienceMember]:
        if not ids:
            return {}
        return audience_members((await self.store.read(Query("audience_people", (json.dumps(ids),))))[0])

    async def _places_of(self, ids: Sequence[int]) -> dict[int, str]:
        """The names of these persons' places that the notice touches, as one line."""
        if not ids:
            return {}
        places: list[Place] = (await self.store.read(Query("audience_places_of", (json.dumps(ids),))))[0]
        names: dict[int, list[str]] = {}
        for place, yes in zip(places, self.reach.touches(places), strict=True):
            if yes:
                names.setdefault(place.person_id, []).append(place.name)
        return {person: ", ".join(dict.fromkeys(found)) for person, found in names.items()}

    def _candidate(self, member: AudienceMember, rank: int, places: str = "") -> Candidate | None:
        if not member.wants(self.content, self._bits):
            if (
                self._below is not None
                and member.wants_graver(self.content, self._bits)
                and member.reached(self.running)
            ):
                self._below.add(member.person)
            return None
        accounts = member.reached(self.running)
        names = "" if self._told else places
        return Candidate(member, rank, Meaning.ALERT, accounts, names) if accounts else None

"""What is worked out of a document from outside before the database is asked: its alert, its place. May take seconds:
it is done beside the loop (bot.beside), and the handler that judges the alert finds it ready.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handlers.alerts.areas import Placed
from handlers.alerts.arrival import arrival_key
from handlers.alerts.drafting import areas_of
from handlers.alerts.senders import certificates_for, signed_by_its_source
from handlers.cap.feed import FeedEntry, read_feed
from handlers.cap.model import Alert
from handlers.cap.read import alert_of, read_cap
from handlers.cap.safe_xml import CapError, CapFault
from handlers.cap.signature import alert_documents, sign
from handlers.notices.content import Area
from storage.region.region import Region

TIME = "time"
UNUSED = frozenset({"shapes", "points"})
"""Of `Placed.heavy`: with these no shape of the alert was looked at."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed that is not known yet: what is wrong with it or the alert inside it; with neither, `url` is
    where its alert is.
    """

    key: str
    url: str
    alert: Alert | None = None
    bad: tuple[CapFault, ...] = ()


def read_document(region: Region, data: bytes, source: str = "", now: int = 0) -> Alert | tuple[CapFault, ...]:
    """The alert of a document, or what is wrong with it. `source`: the code of the source that brought it, "" for the
    folder and the console; `now`: UTC ms.
    """
    try:
        return signed_by_its_source(region.notices.sources, read_cap(data), data, source, now)
    except CapError as fault:
        return fault.faults


def read_items(
    region: Region, data: bytes, url: str, known: Iterable[str], source: str = "", now: int = 0
) -> list[Item] | tuple[CapFault, ...]:
    """What is new in a feed, the oldest first; or why it is none. `source`, `now`: as of `read_document`."""
    try:
        entries = read_feed(data, url)
    except CapError as fault:
        return fault.faults
    seen, found = set(known), []
    for entry in reversed(entries):  # as they were said
        if entry.key in seen:
            continue
        item = Item(entry.key, entry.url)
        if not entry.url and entry.alert is None:
            item = Item(entry.key, entry.title[:120] or url, bad=(CapFault("", "cap-no-link"),))
        if entry.alert is not None:
            try:
                alert = _inside(region, data, entry, source, now)
                item = Item(entry.key or str(alert.triple), entry.url or url, alert)
            except CapError as fault:
                item = Item(entry.key or arrival_key(data), entry.url or url, bad=fault.faults)
        if item.key not in seen:
            seen.add(item.key)
            found.append(item)
    return found


def _inside(region: Region, data: bytes, entry: FeedEntry, source: str, now: int) -> Alert:
    """The alert inside a feed's entry, or the only one at its address. CapError."""
    assert entry.alert is not None
    alert, sources = alert_of(entry.alert), region.notices.sources
    if not certificates_for(sources, alert.sender, source):
        return alert
    document = alert_documents(data)[entry.place] if entry.key else data
    return signed_by_its_source(sources, alert, document, source, now)


def without_unused_shapes(alert: Alert, placed: Placed) -> Alert:
    """The alert without shapes that nobody looked at because they were too many: it is written down and read again."""
    if placed.heavy not in UNUSED:
        return alert
    infos = (
        replace(info, areas=tuple(replace(area, polygons=(), circles=()) for area in info.areas))
        for info in alert.infos
    )
    return replace(alert, infos=tuple(infos))


def nowhere(alert: Alert) -> Placed:
    """Where an alert is whose place could not be worked out at all: an officer says it."""
    names = dict.fromkeys(area.desc for area in areas_of(alert))
    return Placed(Area(), tuple(names), heavy=TIME)


def sign_document(region: Region, data: bytes, key: bytes, certificate: bytes) -> bytes:
    """Our own document with its signature. KeyFault."""
    return sign(data, key, certificate)

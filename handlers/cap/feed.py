"""Reads a feed of alerts: Atom, RSS, or a single CAP alert at a plain address. Bytes in, entries out.

Feeds name their alerts in many ways: by a link of any relation, an enclosure, a permanent guid, or an id that is an
address. The best of them is taken; an entry that names none comes without an address, so that it can be told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from handlers.cap.safe_xml import CapError, CapFault, read_xml
from handlers.cap.schema import ALERT_TAGS

ATOM = "{http://www.w3.org/2005/Atom}"
RSS_1 = "{http://purl.org/rss/1.0/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
BASE = "{http://www.w3.org/XML/1998/namespace}base"
CAP_TYPES = ("application/cap+xml", "application/common-alerting-protocol+xml")
XML_TYPES = ("application/xml", "text/xml")
ENDINGS = (".xml", ".cap")
LARGEST_FEED = 5_000_000
MOST_FEED_ELEMENTS = 100_000
MOST_ENTRIES = 500
"""Of one feed; the newest count."""
LONGEST_KEY = 300
"""Characters; of longer ones a digest stands for them."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """`key`: the entry's id, with when it was changed. `url`: where its alert is, or `alert`: the alert inside it; an
    entry with neither names no alert. `changed_at`: UTC ms, 0 where that is not said. `place`: which of the document's
    alerts it is that is inside, from 0 on.
    """

    key: str
    url: str = ""
    alert: Element | None = None
    title: str = ""
    changed_at: int = 0
    place: int = -1


@dataclass(frozen=True, slots=True)
class _Link:
    url: str
    kind: str = ""
    rel: str = "alternate"

    @property
    def rank(self) -> int:
        """How surely it is the alert: the less the better."""
        kind = self.kind.partition(";")[0].strip().lower()
        if kind in CAP_TYPES:
            return 0
        if kind in XML_TYPES:
            return 1
        if urlsplit(self.url).path.lower().endswith(ENDINGS):
            return 2
        if not kind:
            return {"alternate": 3, "self": 4, "id": 5}.get(self.rel.lower(), 6)
        return 7 if self.rel.lower() in ("alternate", "self") else 8


def read_feed(data: bytes, base: str) -> list[FeedEntry]:
    """The entries of a document that came from the address `base`, the newest first. CapError if it is none of the
    three, or one that breaks the rules so that nothing can be told of what it holds.
    """
    root = read_xml(data, LARGEST_FEED, MOST_FEED_ELEMENTS)
    if root.tag in ALERT_TAGS:
        return [FeedEntry("", alert=root)]
    base = _joined(base, root.get(BASE, ""))
    if root.tag == f"{ATOM}feed":
        entries, whole = (
            list(_atom(root, base)),
            any(root.find(ATOM + n) is not None for n in ("id", "title")),
        )
    elif root.tag == "rss":
        channel = root.find("channel")
        entries = list(_rss(root.iterfind("channel/item"), base, ""))
        whole = channel is not None and channel.find("title") is not None
    elif root.tag == f"{RDF}RDF":
        entries, whole = (
            list(_rss(root.iterfind(f"{RSS_1}item"), base, RSS_1)),
            root.find(f"{RSS_1}channel") is not None,
        )
    else:
        raise CapError(CapFault("", "cap-no-feed", {"tag": str(root.tag)[:120]}))
    usable = any(entry.url or entry.alert is not None for entry in entries)
    if not usable and (not all(entry.key for entry in entries) if entries else not whole):
        raise CapError(CapFault("", "cap-bad-feed"))
    found = {entry.key: _short(entry) for entry in map(_keyed, entries)}
    places = {id(one): place for place, one in enumerate(one for one in root.iter() if one.tag in ALERT_TAGS)}
    return [replace(entry, place=places.get(id(entry.alert), -1)) for entry in _newest(list(found.values()))]


def _newest(entries: list[FeedEntry]) -> list[FeedEntry]:
    """As it is: feeds have the newest first; but where each entry says when it was changed, that decides."""
    if all(entry.changed_at for entry in entries):
        entries = sorted(entries, key=lambda entry: -entry.changed_at)
    return entries[:MOST_ENTRIES]


def _atom(root: Element, base: str) -> Iterator[FeedEntry]:
    for entry in root.iterfind(f"{ATOM}entry"):
        here = _joined(base, entry.get(BASE, ""))
        key, changed = _text(entry, f"{ATOM}id"), _text(entry, f"{ATOM}updated")
        outside = [
            _Link(_joined(here, one.get("src", "")), one.get("type", ""), "content")
            for one in entry.iterfind(f"{ATOM}content") if one.get("src")
        ]  # fmt: skip
        url = _best([*_atom_links(entry, here), *outside, *_if_address(key, "id")])
        yield FeedEntry(
            f"{key or url} {changed}".strip() if key or url else "", url, _inside(entry), _text(entry, f"{ATOM}title"),
            _iso(changed),
        )  # fmt: skip


def _atom_links(entry: Element, here: str) -> list[_Link]:
    return [
        _Link(
            _joined(_joined(here, link.get(BASE, "")), link.get("href", "")),
            link.get("type", ""),
            link.get("rel", "alternate"),
        )
        for link in entry.iterfind(f"{ATOM}link")
        if link.get("href")
    ]


def _rss(items: Iterable[Element], base: str, space: str) -> Iterator[FeedEntry]:
    for item in items:
        here = _joined(base, item.get(BASE, ""))
        link, guid = _text(item, f"{space}link"), item.find(f"{space}guid")
        named = (guid.text or "").strip() if guid is not None else item.get(f"{RDF}about", "")
        links = [_Link(_joined(here, link))] if link else []
        links += _atom_links(item, here)
        links += [
            _Link(_joined(here, one.get("url", "")), one.get("type", ""), "enclosure")
            for one in item.iterfind(f"{space}enclosure") if one.get("url")
        ]  # fmt: skip
        if guid is None or guid.get("isPermaLink", "true").lower() != "false":
            links += _if_address(named, "id")
        url, changed = _best(links), _text(item, "pubDate")
        key = named or url
        yield FeedEntry(
            f"{key} {changed}".strip() if key else "", url, _inside(item), _text(item, f"{space}title"), _mail(changed)
        )


def _best(links: list[_Link]) -> str:
    return min((link for link in links if link.url), key=lambda link: link.rank, default=_Link("")).url


def _if_address(text: str, rel: str) -> list[_Link]:
    return [_Link(text, rel=rel)] if text.lower().startswith(("http://", "https://")) else []


def _inside(entry: Element) -> Element | None:
    return next((one for one in entry.iter() if one.tag in ALERT_TAGS), None)


def _keyed(entry: FeedEntry) -> FeedEntry:
    """With a key of its own, also where it has no id."""
    return entry if entry.key else replace(entry, key=f"? {entry.title} {entry.changed_at}")


def _iso(text: str) -> int:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return 0
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)


def _mail(text: str) -> int:
    try:
        return int(parsedate_to_datetime(text).timestamp() * 1000)
    except (ValueError, OverflowError):
        return 0


def _short(entry: FeedEntry) -> FeedEntry:
    if len(entry.key) <= LONGEST_KEY:
        return entry
    return replace(entry, key=hashlib.sha256(entry.key.encode()).hexdigest())


def _joined(base: str, url: str) -> str:
    """The address that a link means; "" for what is none, so that the entry is passed over."""
    try:
        return urljoin(base, url)
    except ValueError:
        return ""


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()

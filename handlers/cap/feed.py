"""Reads a feed of alerts: Atom, RSS, or a single CAP alert at a plain address. Bytes in, entries out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from handlers.cap.safe_xml import CapError, CapFault, read_xml
from handlers.cap.schema import NAMESPACE

ATOM = "{http://www.w3.org/2005/Atom}"
CAP_TAG = f"{{{NAMESPACE}}}alert"
CAP_TYPES = ("application/cap+xml", "application/common-alerting-protocol+xml")
LARGEST_FEED = 5_000_000
MOST_FEED_ELEMENTS = 100_000
MOST_ENTRIES = 500
"""Of one feed; the first ones count, since feeds have the newest first."""
LONGEST_KEY = 300
"""Characters; of longer ones a digest stands for them."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """`key`: the entry's id, with when it was changed. `url`: where its alert is, or `alert`: the alert inside it."""

    key: str
    url: str = ""
    alert: Element | None = None


def read_feed(data: bytes, base: str) -> list[FeedEntry]:
    """The entries of a document that came from the address `base`. CapError if it is none of the three."""
    root = read_xml(data, LARGEST_FEED, MOST_FEED_ELEMENTS)
    if root.tag == CAP_TAG:
        return [FeedEntry("", alert=root)]
    if root.tag == f"{ATOM}feed":
        entries = _atom(root, base)
    elif root.tag == "rss":
        entries = _rss(root, base)
    else:
        raise CapError(CapFault("", "cap-no-feed", {"tag": str(root.tag)[:120]}))
    found = {entry.key: _short(entry) for entry in entries if entry.key and (entry.url or entry.alert is not None)}
    return list(found.values())[:MOST_ENTRIES]


def _atom(root: Element, base: str) -> Iterator[FeedEntry]:
    for entry in root.iterfind(f"{ATOM}entry"):
        key = _text(entry, f"{ATOM}id")
        changed = _text(entry, f"{ATOM}updated")
        links = [
            link for link in entry.iterfind(f"{ATOM}link") if link.get("rel", "alternate") in ("alternate", "self")
        ]
        best = next((link for link in links if link.get("type") in CAP_TYPES), links[0] if links else None)
        url = _joined(base, best.get("href", "")) if best is not None else ""
        yield FeedEntry(f"{key or url} {changed}".strip(), url, entry.find(f"{ATOM}content/{CAP_TAG}"))


def _rss(root: Element, base: str) -> Iterator[FeedEntry]:
    for item in root.iterfind("channel/item"):
        url = _text(item, "link")
        key = _text(item, "guid") or url
        yield FeedEntry(
            f"{key} {_text(item, 'pubDate')}".strip(), _joined(base, url) if url else "", item.find(f".//{CAP_TAG}")
        )


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

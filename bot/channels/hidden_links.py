"""Addresses that hide behind the words of a text, written out after them: "here (https://…)"."""

from __future__ import annotations

from collections.abc import Iterable

MOST_LINKS, LONGEST_ADDRESS = 20, 1000
"""So many hidden addresses of a message are kept, so long (characters)."""

Link = tuple[int | None, int | None, str]
"""Where it begins and how long it is, both in UTF-16 units, None for what cannot be read; and where it leads."""


def with_addresses(text: str, links: Iterable[Link]) -> str:
    """The text; behind each word that hides an address stands that address.

    One that is written in the text itself is not said twice.
    """
    after: dict[int, str] = {}
    for start, end, url in _hidden(text, links):
        label = text[start:end].rstrip()
        if label and not _same(label, url):
            after[start + len(label)] = f" ({url})"
    for at in sorted(after, reverse=True):
        text = text[:at] + after[at] + text[at:]
    return text


def _hidden(text: str, links: Iterable[Link]) -> list[tuple[int, int, str]]:
    """Where links stand in the text (Python indices) and where they lead; neighbours with one address are one."""
    found: list[tuple[int, int, str]] = []
    astral = bool(text) and not text.isascii() and max(text) > "\uffff"
    for offset, length, address in links:
        if offset is None or length is None or offset < 0 or length <= 0:
            continue
        url = "".join(address.split())[:LONGEST_ADDRESS]
        start, end = (_index(text, n) if astral else n for n in (offset, offset + length))
        if url and start < len(text):
            found.append((start, min(end, len(text)), url))
    joined: list[tuple[int, int, str]] = []
    for start, end, url in sorted(found)[:MOST_LINKS]:
        if joined and joined[-1][2] == url and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end, url)
        else:
            joined.append((start, end, url))
    return joined


def _index(text: str, units: int) -> int:
    """The character that begins at so many UTF-16 units."""
    passed = 0
    for index, char in enumerate(text):
        if passed >= units:
            return index
        passed += 2 if char > "\uffff" else 1
    return len(text)


def _same(label: str, url: str) -> bool:
    return _bare(label) == _bare(url)


def _bare(address: str) -> str:
    return address.casefold().removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/")

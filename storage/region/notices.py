"""A region's `notices.toml`: what to do in which danger, templates, hours of the desk, sources of alerts, cards.

The file is optional; `storage/fictional/notices.toml` explains it. Codes of kinds are handlers.notices.kinds; they
stand here once more, since this floor does not import that one; a test compares the two.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from pathlib import Path

from storage.addresses import AddressReach
from storage.region.faults import RegionFault, nearest
from storage.region.notice_rules import Advice, AlertSource, Escalation, InfoCard, NoticeRules, StaffHours, Template
from storage.region.table import RegionTable, read_toml

SEVERITIES = ("minor", "moderate", "severe", "extreme")
KINDS = ("flood", "weather", "water", "heat", "power", "gas", "roads", "ecology", "rumour", "news")
CERTAINTIES = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")  # CAP's words
SENDER = re.compile(r"[^\s,<&]+")
CHAT = re.compile(r"[a-z]+:-?\d+")
ANSWERS = ("safe", "help", "what", "away")


def read_notices(folder: Path, found: list[RegionFault]) -> NoticeRules:
    """The rules of a region's folder; faults are noted."""
    path = folder / "notices.toml"
    if not path.exists():
        return NoticeRules()
    table = read_toml(path, found)
    if table is None:
        return NoticeRules()
    rules = NoticeRules(
        tuple(_advice(table)),
        tuple(_templates(table)),
        _desk(table) if "desk" in table.values else StaffHours(),
        tuple(_sources(table, folder)),
        tuple(_cards(table)),
        _kinds(table, "repeat") if "repeat" in table.values else (),
        _escalation(table) if "escalation" in table.values else Escalation(),
    )
    table.asked |= {"desk", "repeat", "escalation"}
    table.finish()
    for name, codes in (
        ("templates", [t.code for t in rules.templates]),
        ("sources", [s.code for s in rules.sources]),
        ("cards", [c.code for c in rules.cards]),
    ):
        for number, code in enumerate(codes, 1):
            if code in codes[: number - 1]:
                table.faults.add(f"{name}[{number}].code", "double-code", value=code)
    return rules


def _rows(table: RegionTable, key: str) -> Iterator[RegionTable]:
    table.asked.add(key)
    if key in table.values:
        for row in table.tables(key):
            yield row
            row.finish()


def _advice(table: RegionTable) -> Iterator[Advice]:
    for row in _rows(table, "advice"):
        yield Advice(_choice(row, "kind", KINDS), _severity(row, "from"), row.names("text"))


def _templates(table: RegionTable) -> Iterator[Template]:
    for row in _rows(table, "templates"):
        ask = _choices(row, "ask", ANSWERS) if "ask" in row.values else ()
        yield Template(
            row.code(),
            row.names(),
            _choice(row, "kind", KINDS),
            _severity(row, "severity"),
            row.names("text"),
            row.number("hours", 0.25, 24 * 30),
            ask,
        )


def _desk(table: RegionTable) -> StaffHours:
    row = table.table("desk")
    desk = StaffHours(_kinds(row, "kinds"), row.clock("opens"), row.clock("closes"))
    row.finish()
    return desk


def _escalation(table: RegionTable) -> Escalation:
    row = table.table("escalation")
    to = row.strings("to")
    for chat in to:
        if not CHAT.fullmatch(chat):
            row.faults.add(row.at("to"), "escalation-chat", value=chat)
    after_ms = int(row.number("after_min", 1, 24 * 60) * 60_000)
    row.finish()
    return Escalation(after_ms, tuple(chat for chat in to if CHAT.fullmatch(chat)))


def _sources(table: RegionTable, folder: Path) -> Iterator[AlertSource]:
    for row in _rows(table, "sources"):
        url = row.text("url", required=False)
        inside = row.flag("inside")
        why = AddressReach(url, inside).why_not(url) if url else ""
        if why:
            row.faults.add(row.at("url"), "source-inside" if why == "private" else "bad-url", value=url)
        for sender in row.strings("senders") if "senders" in row.values else ():
            if not SENDER.fullmatch(sender):
                row.faults.add(row.at("senders"), "source-sender", value=sender)
        yield AlertSource(
            row.code(),
            row.names(),
            url,
            row.strings("senders") if "senders" in row.values else (),
            int(row.number("every_s", 15, 86_400, 60)),
            _choice(row, "kind", KINDS) if "kind" in row.values else "weather",
            _severity(row, "send_from") if "send_from" in row.values else 0,
            _choices(row, "certainty", CERTAINTIES) if "certainty" in row.values else ("Observed", "Likely"),
            inside,
            _certificate(row, folder) if "certificate" in row.values else "",
        )


def _certificate(row: RegionTable, folder: Path) -> str:
    """The text of a certificate's file in the region's folder; a fault where it cannot be used, never an open door."""
    name = row.text("certificate")
    try:
        text = (folder / name).read_text(encoding="ascii")
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=text)
    except (OSError, ValueError):  # ssl.SSLError is an OSError
        row.faults.add(row.at("certificate"), "source-certificate", value=name)
        return ""
    return text


def _cards(table: RegionTable) -> Iterator[InfoCard]:
    for row in _rows(table, "cards"):
        url = row.text("url", required=False)
        yield InfoCard(row.code(), row.names("group"), row.names("title"), row.names("text"), url)


def _choice(row: RegionTable, key: str, known: tuple[str, ...]) -> str:
    value = row.text(key)
    if value and value not in known:
        row.faults.add(row.at(key), "no-such-word", value=value, near=nearest(value, known), words=", ".join(known))
    return value if value in known else known[0]


def _choices(row: RegionTable, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    values = row.strings(key)
    for value in values:
        if value not in known:
            row.faults.add(row.at(key), "no-such-word", value=value, near=nearest(value, known), words=", ".join(known))
    return tuple(value for value in values if value in known)


def _kinds(row: RegionTable, key: str) -> tuple[str, ...]:
    return _choices(row, key, KINDS)


def _severity(row: RegionTable, key: str) -> int:
    return SEVERITIES.index(_choice(row, key, SEVERITIES)) + 1

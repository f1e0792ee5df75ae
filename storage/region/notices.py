"""A region's `notices.toml`: kinds, what to do, templates, hours of the desk, sources of alerts, cards.

The file is optional. What it does not say of kinds comes from the catalogue (`storage/catalogue/kinds.toml`), which
explains all of it; `storage/fictional/notices.toml` shows the rest. What the file says of a kind stands in place of
what the catalogue says of that kind: its entry, its advice, its templates.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from storage.addresses import AddressReach
from storage.letters import folded
from storage.plain_text import plain_address
from storage.region.faults import RegionFault, nearest
from storage.region.notice_kinds import CAP_CATEGORIES, GROUP_BY_CODE, Names, NoticeKind
from storage.region.notice_rules import (
    NOTICE_ANSWERS,
    Advice,
    AlertSource,
    Escalation,
    InfoCard,
    NoticeRules,
    StaffHours,
    Template,
)
from storage.region.table import CHAT, RegionTable, read_toml

CATALOGUE = Path(__file__).parent.parent / "catalogue" / "kinds.toml"
SEVERITIES = ("minor", "moderate", "severe", "extreme")
CERTAINTIES = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")  # CAP's words
SENDER = re.compile(r"[^\s,<&]+")
GAP = re.compile(r"\{([^{}]*)\}")
GAP_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
LONGEST_SIGN = 8
"""Code points: one picture may be made of several."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a row of a file may name: the codes of kinds, and what is asked for gaps."""

    kinds: tuple[NoticeKind, ...]
    gaps: dict[str, Names]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(kind.code for kind in self.kinds)


def read_notices(folder: Path, found: list[RegionFault]) -> NoticeRules:
    """The rules of a region's folder, with those of the catalogue; faults are noted."""
    rules = _read(CATALOGUE, NoticeRules(), found)
    path = folder / "notices.toml"
    return _read(path, rules, found) if path.exists() else rules


def _read(path: Path, base: NoticeRules, found: list[RegionFault]) -> NoticeRules:
    """The rules of one file upon those that there are already."""
    table = read_toml(path, found)
    if table is None:
        return base
    known = _known(table, base)
    rules = NoticeRules(
        tuple(_advice(table, known)),
        tuple(_templates(table, known)),
        _desk(table, known) if "desk" in table.values else StaffHours(),
        tuple(_sources(table, path.parent, known)),
        tuple(_cards(table)),
        _kinds(table, "repeat", known) if "repeat" in table.values else _still(base.repeat, known),
        _escalation(table) if "escalation" in table.values else Escalation(),
        known.kinds,
        known.gaps,
    )
    table.asked |= {"desk", "repeat", "escalation"}
    table.finish()
    for name, codes in (
        ("templates", [t.code for t in rules.templates]),
        ("sources", [s.code for s in rules.sources]),
        ("cards", [c.code for c in rules.cards]),
    ):
        _no_double(table, name, codes)
    return upon(base, rules)


def upon(base: NoticeRules, rules: NoticeRules) -> NoticeRules:
    """`rules` with what `base` says of kinds of which they say nothing."""
    codes = {kind.code for kind in rules.kinds}
    advised = {advice.kind for advice in rules.advice}
    ready = {template.kind for template in rules.templates}
    named = {template.code for template in rules.templates}
    return replace(
        rules,
        advice=(*rules.advice, *(a for a in base.advice if a.kind in codes - advised)),
        templates=(
            *rules.templates, *(t for t in base.templates if t.kind in codes - ready and t.code not in named),
        ),
    )  # fmt: skip


def _no_double(table: RegionTable, name: str, codes: list[str]) -> None:
    for number, code in enumerate(codes, 1):
        if code in codes[: number - 1]:
            table.faults.add(f"{name}[{number}].code", "double-code", value=code)


def _still(codes: tuple[str, ...], known: Known) -> tuple[str, ...]:
    return tuple(code for code in codes if code in known.codes)


# -- kinds ----------------------------------------------------------------------------------------
def _known(table: RegionTable, base: NoticeRules) -> Known:
    kinds = {kind.code: kind for kind in base.kinds}
    gone: set[str] = set()
    own: list[str] = []
    for row in _rows(table, "kinds"):
        code = row.code()
        own.append(code)
        if row.flag("off"):
            if code not in kinds:
                near, words = nearest(code, kinds), ", ".join(kinds)
                row.faults.add(row.at("code"), "no-such-word", value=code, near=near, words=words)
            gone.add(code)
        else:
            kinds[code] = _kind(row, code, kinds.get(code))
    _no_double(table, "kinds", own)
    table.asked.add("gaps")
    gaps = dict(base.gaps)
    if "gaps" in table.values:
        asked = table.table("gaps")
        for name in asked.values:
            gaps[name] = asked.names(name)
            if not GAP_NAME.fullmatch(name):
                asked.faults.add(asked.at(name), "gap-name", value=name)
    left = tuple(kind for code, kind in kinds.items() if code not in gone)
    if not left:
        table.faults.add("kinds", "no-kinds")
    return Known(left or base.kinds, gaps)


def _kind(row: RegionTable, code: str, base: NoticeKind | None) -> NoticeKind:
    """What the row does not say of a kind of the catalogue is as it is there."""
    group = base.group.code if base and "group" not in row.values else _choice(row, "group", tuple(GROUP_BY_CODE))
    sign = row.text("sign", required=base is None)
    if len(sign) > LONGEST_SIGN or any(c.isalnum() for c in sign):
        row.faults.add(row.at("sign"), "kind-sign", value=sign)
    given = row.values
    return NoticeKind(
        code,
        GROUP_BY_CODE[group],
        sign or (base.sign if base else GROUP_BY_CODE[group].sign),
        base.name if base and "name" not in given else row.names(),
        _choice(row, "cap", CAP_CATEGORIES) if "cap" in given else base.cap if base else "Other",
        _small(row, "events") if "events" in given else base.events if base else (),
        _small(row, "words") if "words" in given else base.words if base else (),
    )


def _small(row: RegionTable, key: str) -> tuple[str, ...]:
    """Ё is written as one likes."""
    return tuple(folded(word) for word in row.strings(key))


def _rows(table: RegionTable, key: str) -> Iterator[RegionTable]:
    table.asked.add(key)
    if key in table.values:
        for row in table.tables(key):
            yield row
            row.finish()


def _advice(table: RegionTable, known: Known) -> Iterator[Advice]:
    for row in _rows(table, "advice"):
        yield Advice(_choice(row, "kind", known.codes), _severity(row, "from"), row.names("text"))


def _templates(table: RegionTable, known: Known) -> Iterator[Template]:
    for row in _rows(table, "templates"):
        ask = _choices(row, "ask", NOTICE_ANSWERS) if "ask" in row.values else ()
        code, name = row.code(), row.names()
        text = row.names("text")
        yield Template(
            code,
            name,
            _choice(row, "kind", known.codes),
            _severity(row, "severity"),
            text,
            row.number("hours", 0.25, 24 * 30),
            ask,
            _gaps(row, text, known),
        )


def _gaps(row: RegionTable, text: Names, known: Known) -> tuple[str, ...]:
    """The gaps of a template's text: each is one that is asked for, and every language has the same."""
    gaps = tuple(dict.fromkeys(GAP.findall(text.get("ru", ""))))
    for name in gaps:
        if name not in known.gaps:
            row.faults.add(
                row.at("text"), "gap-unknown", value=name, near=nearest(name, known.gaps), words=", ".join(known.gaps)
            )
    for language, said in text.items():
        apart = sorted(set(GAP.findall(said)) ^ set(gaps))
        if apart:
            row.faults.add(row.at(f"text.{language}"), "gap-apart", language=language, value=", ".join(apart))
        if "{" in GAP.sub("", said) or "}" in GAP.sub("", said):
            row.faults.add(row.at(f"text.{language}"), "gap-brace")
    return gaps


def _desk(table: RegionTable, known: Known) -> StaffHours:
    row = table.table("desk")
    desk = StaffHours(_kinds(row, "kinds", known), row.clock("opens"), row.clock("closes"))
    row.finish()
    return desk


def _escalation(table: RegionTable) -> Escalation:
    row = table.table("escalation")
    to = tuple(plain_address(chat) for chat in row.strings("to"))
    for chat in to:
        if not CHAT.fullmatch(chat):
            row.faults.add(row.at("to"), "bad-chat", value=chat)
    after_ms = int(row.number("after_min", 1, 24 * 60) * 60_000)
    row.finish()
    return Escalation(after_ms, tuple(chat for chat in to if CHAT.fullmatch(chat)))


def _sources(table: RegionTable, folder: Path, known: Known) -> Iterator[AlertSource]:
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
            _choice(row, "kind", known.codes) if "kind" in row.values else "weather",
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


def _kinds(row: RegionTable, key: str, known: Known) -> tuple[str, ...]:
    """Codes of kinds; a group stands for all of its kinds."""
    named = _choices(row, key, tuple(dict.fromkeys((*known.codes, *GROUP_BY_CODE))))
    return tuple(kind.code for kind in known.kinds if kind.code in named or kind.group.code in named)


def _severity(row: RegionTable, key: str) -> int:
    return SEVERITIES.index(_choice(row, key, SEVERITIES)) + 1

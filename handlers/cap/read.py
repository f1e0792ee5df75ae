"""Reads CAP 1.2: bytes in, an `Alert` out, or every fault with the element in which it stands.

Nothing is guessed and nothing is mended: what breaks a rule of the standard is refused with its place, so that the
source can mend it. `handlers.alerts.judge` decides what becomes of a good alert.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element

from handlers.cap import schema as words
from handlers.cap.model import Alert, AlertArea, Disc, Info, Named, Point, Resource, Triple, moment
from handlers.cap.safe_xml import CapError, CapFault, read_xml
from handlers.cap.schema import NAMESPACE, SIGNATURE, Node

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)
ID = re.compile(r"[^\s,<&]+")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
LEAST_POINTS = 4
LARGEST_KM = 20_040
"""Half of the way around the Earth."""
LONGEST_ID = 500


def read_cap(data: bytes) -> Alert:
    """The alert of an XML document. CapError with everything that is wrong with it."""
    return alert_of(read_xml(data))


def alert_of(root: Element) -> Alert:
    """The alert of a parsed element `alert`. CapError with everything that is wrong with it."""
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise CapError(CapFault("", "cap-namespace", {"tag": _shown(root.tag), "wanted": f"{{{NAMESPACE}}}alert"}))
    faults: list[CapFault] = []
    alert = _alert(_Box.open(root, "alert", words.ALERT, faults))
    if faults:
        raise CapError(*faults)
    return alert


def _alert(box: _Box) -> Alert:
    alert = Alert(
        identifier=box.id("identifier"),
        sender=box.id("sender"),
        sent=box.time("sent"),
        status=box.text("status"),
        kind=box.text("msgType"),
        scope=box.text("scope"),
        source=box.text("source"),
        restriction=box.text("restriction"),
        addresses=box.text("addresses"),
        codes=box.texts("code"),
        note=box.text("note"),
        references=_references(box),
        incidents=box.text("incidents"),
        infos=tuple(_info(inner) for inner in box.inner("info", words.INFO)),
        signed=box.signed,
    )
    if box.faults:
        return alert
    sent = moment(alert.sent)
    if alert.kind in ("Update", "Cancel") and not alert.references:
        box.fault("references", "cap-no-references", kind=alert.kind)
    for triple in alert.references:
        if triple == alert.triple:
            box.fault("references", "cap-refers-to-itself", triple=str(triple))
        elif moment(triple.sent) > sent:
            box.fault("references", "cap-refers-later", triple=str(triple), sent=alert.sent)
    if alert.kind in ("Alert", "Update") and alert.status in ("Actual", "Exercise") and not alert.infos:
        box.fault("", "cap-no-info", kind=alert.kind)
    for number, info in enumerate(alert.infos, 1):
        for name, begins in (("effective", info.effective), ("sent", alert.sent)):
            if info.expires and begins and moment(info.expires) < moment(begins):
                box.fault(
                    f"info[{number}]/expires", "cap-expires-before", value=info.expires, other=name, begins=begins
                )
                break
    return alert


def _info(box: _Box) -> Info:
    return Info(
        language=box.language() or words.DEFAULT_LANGUAGE,
        categories=box.texts("category"),
        event=box.text("event"),
        responses=box.texts("responseType"),
        urgency=box.text("urgency"),
        severity=box.text("severity"),
        certainty=box.text("certainty"),
        audience=box.text("audience"),
        event_codes=_named(box, "eventCode"),
        effective=box.time("effective"),
        onset=box.time("onset"),
        expires=box.time("expires"),
        sender_name=box.text("senderName"),
        headline=box.text("headline"),
        description=box.text("description"),
        instruction=box.text("instruction"),
        web=box.text("web"),
        contact=box.text("contact"),
        parameters=_named(box, "parameter"),
        resources=tuple(_resource(inner) for inner in box.inner("resource", words.RESOURCE)),
        areas=tuple(_area(inner) for inner in box.inner("area", words.AREA)),
    )


def _area(box: _Box) -> AlertArea:
    altitude, ceiling = box.number("altitude"), box.number("ceiling")
    if ceiling and not altitude:
        box.fault("ceiling", "cap-ceiling-alone")
    return AlertArea(
        box.text("areaDesc"),
        tuple(_ring(box, text, where) for text, where in box.placed("polygon")),
        tuple(_disc(box, text, where) for text, where in box.placed("circle")),
        _named(box, "geocode"),
        altitude,
        ceiling,
    )


def _resource(box: _Box) -> Resource:
    names = ("resourceDesc", "mimeType", "size", "uri", "derefUri", "digest")
    size = box.text("size")
    if size and not size.isdecimal():
        box.fault("size", "cap-bad-number", value=size)
    return Resource(*(box.text(name) for name in names))


def _named(box: _Box, name: str) -> tuple[Named, ...]:
    """Pairs of valueName and value; a value may be empty."""
    found = []
    for inner in box.inner(name, words.NAMED):
        found.append((inner.text("valueName"), inner.text("value", needed=False)))
    return tuple(found)


def _references(box: _Box) -> tuple[Triple, ...]:
    found = []
    for text in box.text("references").split():
        parts = text.split(",")
        if len(parts) != 3 or not all(ID.fullmatch(part) for part in parts[:2]) or not _is_time(parts[2]):
            box.fault("references", "cap-bad-reference", value=text[:200])
        else:
            found.append(Triple(*parts))
    return tuple(dict.fromkeys(found))


def _ring(box: _Box, text: str, where: str) -> tuple[Point, ...]:
    points = [_point(pair) for pair in text.split()]
    good = [point for point in points if point is not None]
    if len(good) < len(points):
        wrong = text.split()[points.index(None)]
        box.fault(where, "cap-bad-point", good, value=wrong[:60])
    elif len(good) < LEAST_POINTS:
        box.fault(where, "cap-few-points", good, count=str(len(good)))
    elif good[0] != good[-1]:
        box.fault(where, "cap-open-polygon", good, first=text.split()[0], last=text.split()[-1])
    return tuple(good)


def _disc(box: _Box, text: str, where: str) -> Disc:
    parts = text.split()
    point = _point(parts[0]) if len(parts) == 2 else None
    if point is None or not NUMBER.fullmatch(parts[1]) or not 0 <= float(parts[1]) <= LARGEST_KM:
        box.fault(where, "cap-bad-circle", value=text[:60])
        return Disc(0, 0, 0)
    return Disc(*point, float(parts[1]))


def _point(text: str) -> Point | None:
    """ "lat,lon" in degrees, or None."""
    parts = text.split(",")
    if len(parts) != 2 or not all(NUMBER.fullmatch(part) for part in parts):
        return None
    lat, lon = float(parts[0]), float(parts[1])
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _is_time(text: str) -> bool:
    try:
        return bool(TIME.fullmatch(text)) and math.isfinite(datetime.fromisoformat(text).timestamp())
    except (ValueError, OverflowError):
        return False


def _shown(tag: object) -> str:
    return str(tag)[:120]


@dataclass(slots=True)
class _Box:
    """An element whose children were sorted by name; what breaks its table is already noted in `faults`."""

    where: str
    table: tuple[Node, ...]
    faults: list[CapFault]
    children: dict[str, list[Element]] = field(default_factory=dict)
    signed: bool = False

    @classmethod
    def open(cls, element: Element, where: str, table: tuple[Node, ...], faults: list[CapFault]) -> _Box:
        box = cls(where, table, faults)
        order = {part.name: place for place, part in enumerate(table)}
        latest = -1
        for child in element:
            name = str(child.tag).removeprefix(f"{{{NAMESPACE}}}")
            if child.tag == SIGNATURE and where == "alert":
                box.signed, latest = True, len(table)
            elif name == child.tag or name not in order:
                box.fault("", "cap-unknown-element", name=_shown(child.tag))
            else:
                if order[name] < latest:
                    box.fault(name, "cap-order", name=name)
                latest = max(latest, order[name])
                box.children.setdefault(name, []).append(child)
        box._count()
        return box

    def _count(self) -> None:
        for part in self.table:
            here = self.children.get(part.name, [])
            if len(here) < part.least:
                self.fault(part.name, "cap-missing")
            if part.most and len(here) > part.most:
                self.fault(part.name, "cap-twice", count=str(len(here)))

    def fault(self, place: str, code: str, ring: Sequence[Point] = (), **values: str) -> None:
        where = f"{self.where}/{place}" if place else self.where
        self.faults.append(CapFault(where, code, values, ring=tuple(ring)))

    def placed(self, name: str) -> list[tuple[str, str]]:
        """The texts of all children of this name, each with the name under which its faults are noted."""
        part = next(one for one in self.table if one.name == name)
        found = []
        for number, element in enumerate(self.children.get(name, []), 1):
            where = f"{name}[{number}]" if part.most != 1 else name
            if len(element):
                self.fault(where, "cap-not-text")
            text = (element.text or "").strip()
            if part.words and text not in part.words:
                if name == "certainty" and text in words.OLDER:
                    text = words.OLDER[text]
                else:
                    self.fault(where, "cap-bad-word", value=text[:60], words=", ".join(part.words))
            found.append((text, where))
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(text for text, _ in self.placed(name))

    def text(self, name: str, *, needed: bool = True) -> str:
        """The only child of this name; one that has to be there has to say something."""
        found = self.placed(name)
        part = next(one for one in self.table if one.name == name)
        if needed and part.least and not part.words and found and not found[0][0]:
            self.fault(name, "cap-empty")
        return found[0][0] if found else ""

    def id(self, name: str) -> str:
        value = self.text(name)
        if value and (not ID.fullmatch(value) or len(value) > LONGEST_ID):
            self.fault(name, "cap-bad-id", value=value[:60])
        return value

    def time(self, name: str) -> str:
        value = self.text(name)
        if value and not _is_time(value):
            self.fault(name, "cap-bad-time", value=value[:60])
        return value

    def number(self, name: str) -> str:
        value = self.text(name)
        if value and not NUMBER.fullmatch(value):
            self.fault(name, "cap-bad-number", value=value[:60])
        return value

    def language(self) -> str:
        value = self.text("language")
        if value and not LANGUAGE.fullmatch(value):
            self.fault("language", "cap-bad-language", value=value[:60])
        return value

    def inner(self, name: str, table: tuple[Node, ...]) -> list[_Box]:
        """Children that are elements with children of their own."""
        found = self.children.get(name, [])
        return [
            _Box.open(element, f"{self.where}/{name}[{number}]", table, self.faults)
            for number, element in enumerate(found, 1)
        ]

"""A CAP 1.2 alert as values (facts in docs/alerts.md). Texts, times and triples stand as they did in the XML.

`alert_values` and `load_alert` carry one through the store, so that a kill between reading and judging loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from handlers.cap.safe_xml import CapFault, load_fault

ALERT_VERSION = 1

Point = tuple[float, float]
"""Latitude, longitude; WGS 84."""
Named = tuple[str, str]
"""valueName and value of an eventCode, parameter or geocode."""


def sender_key(sender: str) -> str:
    """A sender as it is compared: an address is the same in capitals."""
    return sender.casefold()


@dataclass(frozen=True, slots=True)
class Triple:
    """What an alert is known by; `sent` as it is written in the alert."""

    sender: str
    identifier: str
    sent: str

    @property
    def key(self) -> tuple[str, str, int]:
        """Equal for the same alert, in whatever zone its time and in whatever letters its sender was written: `sent` as
        UTC ms.
        """
        return sender_key(self.sender), self.identifier, moment(self.sent)

    def __str__(self) -> str:
        return f"{self.sender},{self.identifier},{self.sent}"


@dataclass(frozen=True, slots=True)
class Disc:
    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class AlertArea:
    """One area: the union of its shapes and codes. Polygons are closed rings."""

    desc: str
    polygons: tuple[tuple[Point, ...], ...] = ()
    circles: tuple[Disc, ...] = ()
    geocodes: tuple[Named, ...] = ()
    altitude: str = ""
    ceiling: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    desc: str
    mime: str
    size: str = ""
    uri: str = ""
    deref: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Info:
    """What is said about the event in one language."""

    categories: tuple[str, ...]
    event: str
    urgency: str
    severity: str
    certainty: str
    language: str = "en-US"
    responses: tuple[str, ...] = ()
    audience: str = ""
    event_codes: tuple[Named, ...] = ()
    effective: str = ""
    onset: str = ""
    expires: str = ""
    sender_name: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    web: str = ""
    contact: str = ""
    parameters: tuple[Named, ...] = ()
    resources: tuple[Resource, ...] = ()
    areas: tuple[AlertArea, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """`signed`: it carries a signature; whether that holds is judged where its source has a certificate
    (handlers.alerts.senders). `mended`: what was wrong with it and could be left out or put right, and `mended_more`
    how many such faults there are besides; the rest of it is as it came.
    """

    identifier: str
    sender: str
    sent: str
    status: str
    kind: str  # msgType
    scope: str
    source: str = ""
    restriction: str = ""
    addresses: str = ""
    codes: tuple[str, ...] = ()
    note: str = ""
    references: tuple[Triple, ...] = ()
    incidents: str = ""
    infos: tuple[Info, ...] = ()
    signed: bool = False
    mended: tuple[CapFault, ...] = ()
    mended_more: int = 0

    @property
    def triple(self) -> Triple:
        return Triple(self.sender, self.identifier, self.sent)


def moment(text: str) -> int:
    """A CAP time as UTC milliseconds; 0 for "". The text was checked when the alert was read."""
    return int(datetime.fromisoformat(text).timestamp() * 1000) if text else 0


def cap_time(ms: int, zone: Any = UTC) -> str:
    """UTC milliseconds as CAP writes times: whole seconds with an offset, never "Z"."""
    return datetime.fromtimestamp(ms // 1000, UTC).astimezone(zone).isoformat(timespec="seconds")


def alert_values(alert: Alert) -> dict[str, Any]:
    """What `json.dumps` writes of it with `fields_of` as its `default`."""
    return {"v": ALERT_VERSION, **fields_of(alert)}


def fields_of(record: Any) -> dict[str, Any]:
    """The fields of a dataclass as they are: `asdict` copies every point of every polygon, which takes seconds."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def load_alert(values: dict[str, Any]) -> Alert:
    """The alert of `alert_values` as JSON brings them back, by this program or an earlier one."""
    given = {name: value for name, value in values.items() if name != "v"}
    given["codes"] = tuple(given.get("codes", ()))
    given["references"] = tuple(Triple(**one) for one in given.get("references", ()))
    given["mended"] = tuple(load_fault(one) for one in given.get("mended", ()))
    given["infos"] = tuple(_info(one) for one in given.get("infos", ()))
    return Alert(**given)


def _info(values: dict[str, Any]) -> Info:
    ready: dict[str, Any] = {**values, "areas": tuple(_area(one) for one in values.get("areas", ()))}
    ready["resources"] = tuple(Resource(**one) for one in values.get("resources", ()))
    for name in ("categories", "responses"):
        ready[name] = tuple(values.get(name, ()))
    for name in ("event_codes", "parameters"):
        ready[name] = _pairs(values.get(name, ()))
    return Info(**ready)


def _area(values: dict[str, Any]) -> AlertArea:
    return AlertArea(
        values["desc"],
        tuple(_pairs(ring) for ring in values.get("polygons", ())),
        tuple(Disc(**one) for one in values.get("circles", ())),
        _pairs(values.get("geocodes", ())),
        values.get("altitude", ""),
        values.get("ceiling", ""),
    )


def _pairs(values: Any) -> tuple[Any, ...]:
    return tuple((one, other) for one, other in values)

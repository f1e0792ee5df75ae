"""Writes CAP 1.2: an `Alert` as an XML document that `read_cap` reads back the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, tostring

from handlers.cap.model import Alert, AlertArea, Info, Named, Point, Resource
from handlers.cap.schema import NAMESPACE

UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, in whatever way they are written."""


def plain(text: str) -> str:
    """A text as XML can hold it, and as it will be read back."""
    return UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def write_cap(alert: Alert) -> bytes:
    """The document, in UTF-8. Texts are to be `plain`."""
    root = Element(_tag("alert"))
    _put(root, "identifier", alert.identifier)
    _put(root, "sender", alert.sender)
    _put(root, "sent", alert.sent)
    _put(root, "status", alert.status)
    _put(root, "msgType", alert.kind)
    _put(root, "source", alert.source)
    _put(root, "scope", alert.scope)
    _put(root, "restriction", alert.restriction)
    _put(root, "addresses", alert.addresses)
    _each(root, "code", alert.codes)
    _put(root, "note", alert.note)
    _put(root, "references", " ".join(str(triple) for triple in alert.references))
    _put(root, "incidents", alert.incidents)
    for info in alert.infos:
        _info(root, info)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True, default_namespace=NAMESPACE))


def _info(parent: Element, info: Info) -> None:
    node = SubElement(parent, _tag("info"))
    _put(node, "language", info.language)
    _each(node, "category", info.categories)
    _put(node, "event", info.event)
    _each(node, "responseType", info.responses)
    _put(node, "urgency", info.urgency)
    _put(node, "severity", info.severity)
    _put(node, "certainty", info.certainty)
    _put(node, "audience", info.audience)
    _named(node, "eventCode", info.event_codes)
    _put(node, "effective", info.effective)
    _put(node, "onset", info.onset)
    _put(node, "expires", info.expires)
    _put(node, "senderName", info.sender_name)
    _put(node, "headline", info.headline)
    _put(node, "description", info.description)
    _put(node, "instruction", info.instruction)
    _put(node, "web", info.web)
    _put(node, "contact", info.contact)
    _named(node, "parameter", info.parameters)
    for resource in info.resources:
        _resource(node, resource)
    for area in info.areas:
        _area(node, area)


def _resource(parent: Element, resource: Resource) -> None:
    node = SubElement(parent, _tag("resource"))
    _put(node, "resourceDesc", resource.desc)
    _put(node, "mimeType", resource.mime)
    _put(node, "size", resource.size)
    _put(node, "uri", resource.uri)
    _put(node, "derefUri", resource.deref)
    _put(node, "digest", resource.digest)


def _area(parent: Element, area: AlertArea) -> None:
    node = SubElement(parent, _tag("area"))
    _put(node, "areaDesc", area.desc)
    _each(node, "polygon", (" ".join(_pair(point) for point in ring) for ring in area.polygons))
    _each(node, "circle", (f"{_pair((c.lat, c.lon))} {_number(c.radius_km)}" for c in area.circles))
    _named(node, "geocode", area.geocodes)
    _put(node, "altitude", area.altitude)
    _put(node, "ceiling", area.ceiling)


def _pair(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    """Without an exponent, and exactly what is read back."""
    return f"{Decimal(repr(value)):f}"


def _named(parent: Element, name: str, pairs: Iterable[Named]) -> None:
    for key, value in pairs:
        node = SubElement(parent, _tag(name))
        SubElement(node, _tag("valueName")).text = key
        SubElement(node, _tag("value")).text = value


def _each(parent: Element, name: str, values: Iterable[str]) -> None:
    for value in values:
        SubElement(parent, _tag(name)).text = value


def _put(parent: Element, name: str, value: str) -> None:
    """A child, unless there is nothing to say."""
    if value:
        SubElement(parent, _tag(name)).text = value


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"

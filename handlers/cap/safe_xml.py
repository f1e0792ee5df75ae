"""XML from strangers, read so that it can do no harm: what is a bomb is refused before or while it is parsed.

No document type (so no entities), no external anything, a size that is looked at first, and caps on depth and on
the number of elements that hold while the tree grows.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

LARGEST_XML = 1_000_000
"""Bytes of one alert. The largest real ones (a country's worth of polygons) stay below half of it."""
DEEPEST_XML = 16
MOST_XML_ELEMENTS = 20_000
WIDE = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["'](?:utf-?(?:16|32)|ucs-?[24]|iso-10646)""", re.IGNORECASE)
"""A declaration that can be read byte by byte, and says that it takes two or four for a letter."""


@dataclass(frozen=True, slots=True)
class CapFault:
    """One fault: the element ("alert/info[2]/area[1]/circle[1]", "" for the document), the sentence's name
    (`locales/*/cap.ftl`) and its values. `line` counts from 1, 0 where there is none to name. `ring`: the points that
    could be read of a faulty polygon, latitude first.
    """

    where: str
    code: str
    values: dict[str, str] = field(default_factory=dict)
    line: int = 0
    ring: tuple[tuple[float, float], ...] = ()


def load_fault(values: dict[str, Any]) -> CapFault:
    """What `dataclasses.asdict` and JSON made of a fault, in this program or an earlier one."""
    ring = tuple((lat, lon) for lat, lon in values.get("ring", ()))
    return CapFault(**{**values, "ring": ring})


class CapError(Exception):
    """What was read cannot be used; `faults` has all that is wrong with it."""

    def __init__(self, *faults: CapFault) -> None:
        super().__init__("; ".join(f"{f.where}: {f.code}" for f in faults))
        self.faults = faults


class _TooMuch(Exception):
    def __init__(self, code: str, limit: int) -> None:
        super().__init__(code)
        self.code, self.limit = code, limit


class _Counted(TreeBuilder):
    """A tree that stops growing in time."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._depth = self._elements = 0
        self._most = most

    def start(self, tag: Any, attrs: Any) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST_XML:
            raise _TooMuch("cap-too-deep", DEEPEST_XML)
        if self._elements > self._most:
            raise _TooMuch("cap-too-many", self._most)
        return super().start(tag, attrs)

    def end(self, tag: Any) -> Element:
        self._depth -= 1
        return super().end(tag)


def read_xml(data: bytes, largest: int = LARGEST_XML, most: int = MOST_XML_ELEMENTS) -> Element:
    """The root element. CapError for what is too large, no XML, or dangerous."""
    if len(data) > largest:
        raise CapError(CapFault("", "cap-too-large", {"limit": f"{largest // 1000}"}))
    given, encoding = _as_it_is(data)
    parser = DefusedXMLParser(
        target=_Counted(most), encoding=encoding, forbid_dtd=True, forbid_entities=True, forbid_external=True
    )
    try:
        parser.feed(given)
        root = parser.close()
    except DefusedXmlException:
        raise CapError(CapFault("", "cap-doctype")) from None
    except _TooMuch as fault:
        raise CapError(CapFault("", fault.code, {"limit": str(fault.limit)})) from None
    except ParseError as fault:
        line = fault.position[0] + data[: len(data) - len(given)].count(b"\n")
        raise CapError(CapFault("", "cap-no-xml", {"reason": str(fault)}, line)) from None
    except (ValueError, LookupError) as fault:  # an encoding that nobody knows
        raise CapError(CapFault("", "cap-no-xml", {"reason": type(fault).__name__})) from None
    assert isinstance(root, Element)
    return root


def _as_it_is(data: bytes) -> tuple[bytes, str | None]:
    """The document without blanks before its declaration, and its encoding where that says what it is not: programs
    write "utf-16" over what is then sent as UTF-8, and the reverse.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data, "utf-16"
    bare = data.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
    if not bare.startswith(b"<?xml"):
        return data, None
    return bare, "utf-8" if WIDE.match(bare) or data.startswith(codecs.BOM_UTF8) else None

"""What we publish is CAP 1.2 for others, too: valid by the standard's schema, and read by a reader that is not ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import capparser
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from handlers.alerts.outward import SentFile, notice_alert
from handlers.cap.model import Alert
from handlers.cap.read import read_cap
from handlers.cap.signature import sign
from handlers.cap.write import write_cap
from handlers.notices.content import Content
from tests.cap.keys import pair
from tests.unit.alerts.test_outward import HOUSE, VOICE, WIND, contents, notice_of
from tests.unit.alerts.wire import HOUR, NOW

FOLDER = Path(__file__).parent
SCHEMA = etree.XMLSchema(etree.parse(str(FOLDER / "CAP-v1.2.xsd")))
"""OASIS, Common Alerting Protocol 1.2, as published."""
FILES = (SentFile(3, "image/png", 700, "a" * 40), SentFile(4, "application/pdf", 9, "b" * 40))
webs = st.one_of(st.text(max_size=30), st.text(max_size=30).map(lambda text: f"https://h.example/{text}"))


def faults(document: bytes) -> list[str]:
    SCHEMA.validate(etree.fromstring(document))
    return [str(line) for line in SCHEMA.error_log]


@example(WIND, "", "", "\x1b")
@settings(max_examples=100, deadline=None)
@given(contents, st.sampled_from(["", "updates", "ends", "withdraws", "corrects"]), webs, st.text(max_size=30))
def test_every_notice_is_published_as_the_schema_wants_it(content: Content, link: str, web: str, event: str) -> None:
    said = replace(content, web=web, contact=web, event={"ru": event} if event else {}, begins=NOW + HOUR)
    earlier = notice_of(WIND, 4, started_at=NOW - HOUR)
    notice = notice_of(said, link=link, linked_id=4 if link else 0)
    assert faults(write_cap(notice_alert(HOUSE, notice, earlier if link else None, VOICE, files=FILES))) == []


def test_signed_it_is_as_valid() -> None:
    ours = pair("centre")
    signed = sign(write_cap(everything()), ours.key, ours.certificate.encode())
    assert faults(signed) == []
    assert read_cap(signed).signed


def test_the_schema_finds_what_is_wrong() -> None:
    document = write_cap(everything())
    for old, new in (
        (b"Severe", b"Grave"),
        (b"<urgency>", b"<event>x</event><urgency>"),
        (b"+05:00</sent>", b"Z</sent>"),
    ):
        assert faults(document.replace(old, new, 1)) != []


@pytest.mark.parametrize("path", sorted((FOLDER / "good").glob("*.xml")), ids=lambda path: path.stem)
def test_the_schema_and_we_take_the_same_samples(path: Path) -> None:
    """But for one word of earlier versions that we take as well."""
    assert (faults(path.read_bytes()) == []) is (path.stem not in ("very-likely",))


def everything() -> Alert:
    content = replace(
        WIND, begins=NOW + HOUR, until=NOW + 2 * HOUR, web="https://meteo.example/ветер?a=1#b", contact="+7"
    )
    update = notice_of(content, 5, link="updates", linked_id=4)
    return notice_alert(HOUSE, update, notice_of(WIND, 4, started_at=NOW - HOUR), VOICE, files=FILES)


def test_another_reader_finds_in_it_what_we_have_said() -> None:
    alert = everything()
    read: Any = capparser.parse(stringXML=write_cap(alert).decode())
    said = {"identifier": alert.identifier, "sender": alert.sender, "sent": alert.sent, "status": "Actual",
            "msgType": "Update", "scope": "Public", "references": str(alert.references[0])}  # fmt: skip
    assert {name: getattr(read, name)[0] for name in said} == said
    russian, english = read.info[0]
    ours = alert.infos[0]
    told = {
        "language": "ru-RU", "event": ours.event, "urgency": "Expected", "severity": "Severe", "certainty": "Likely",
        "effective": "2026-11-25T20:01:00+05:00", "onset": "2026-11-25T21:01:00+05:00",
        "expires": "2026-11-25T22:01:00+05:00", "headline": ours.headline, "description": "Ветер <25> м/с & дождь",
        "instruction": ours.instruction, "senderName": ours.sender_name, "contact": ours.contact,
        "web": "https://meteo.example/%D0%B2%D0%B5%D1%82%D0%B5%D1%80?a=1#b",
    }  # fmt: skip
    assert {name: getattr(russian, name)[0] for name in told} == told
    assert english.description[0] == "Wind"
    picture, document = russian.resource[0]
    wanted = ("image/png", "700", "https://letters.example/cap/5/3.png", "a" * 40)
    assert tuple(getattr(picture, name)[0] for name in ("mimeType", "size", "uri", "digest")) == wanted
    assert document.uri[0] == "https://letters.example/cap/5/4.pdf"
    area = russian.area[0][0]
    assert area.areaDesc[0] == "Тихореченский городской округ"
    assert ("ОКТМО", "99601000") in [(code.valueName[0], code.value[0]) for code in area.geocode[0]]
    rings = area.polygon[0] if isinstance(area.polygon[0], list) else [area.polygon[0]]
    for ring in rings:
        pairs = [tuple(map(float, text.split(","))) for text in ring.split()]
        assert pairs[0] == pairs[-1]
        assert all(59 < lat < 62 and 62 < lon < 67 for lat, lon in pairs)

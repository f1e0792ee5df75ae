"""CAP 1.2 as it comes in: one sample for each rule, good and bad, and what is too dangerous to be parsed."""

from __future__ import annotations

import re
import tracemalloc
from pathlib import Path

import pytest

from handlers.base.texts import LOCALES, read_bundles
from handlers.cap import safe_xml
from handlers.cap.model import Triple, moment
from handlers.cap.read import read_cap
from handlers.cap.safe_xml import LARGEST_XML, CapError, CapFault

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").glob("*.xml"))
BAD = sorted((HERE / "bad").glob("*.xml"))


def good(name: str) -> bytes:
    return (HERE / "good" / f"{name}.xml").read_bytes()


def faults(data: bytes) -> tuple[CapFault, ...]:
    with pytest.raises(CapError) as caught:
        read_cap(data)
    return caught.value.faults


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_alert_is_read(path: Path) -> None:
    alert = read_cap(path.read_bytes())
    assert alert.sender == "alerts@hydromet.example"
    assert moment(alert.sent) > 0


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_alert_is_refused_with_what_and_where(path: Path) -> None:
    """The sample itself says which element is at fault and why."""
    wanted = re.search(r"<!-- refused:(.*?) -->", path.read_text(encoding="utf-8"))
    assert wanted is not None
    found = [f"{fault.where} {fault.code}".strip() for fault in faults(path.read_bytes())]
    assert found == [one.strip() for one in wanted[1].split(";")]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_refusal_can_be_said(path: Path, language: str) -> None:
    bundle = read_bundles(LOCALES)[language]
    for fault in faults(path.read_bytes()):
        pattern = bundle.get_message(fault.code).value
        assert pattern is not None
        _, errors = bundle.format_pattern(pattern, dict(fault.values))
        assert errors == []


def test_every_element_is_read() -> None:
    alert = read_cap(good("everything"))
    assert (alert.source, alert.codes, alert.incidents) == ("прибор", ("one", "two"), "вода")
    assert alert.references == (Triple("alerts@hydromet.example", "hm-1", "2026-11-24T20:00:00-00:00"),)
    info = alert.infos[0]
    assert info.categories == ("Met", "Geo")
    assert info.responses == ("Prepare", "Evacuate")
    assert info.event_codes == (("местный", "П1"),)
    assert info.headline == "Вода < 5 м & прибывает"
    assert info.description == "Первая строка.\nВторая строка."
    assert info.parameters == (("уровень", ""),)
    assert (info.resources[0].mime, info.resources[0].size) == ("image/png", "1234")
    area = info.areas[0]
    assert area.polygons[0][1] == (60.28, 63.60)
    assert (area.circles[0].lat, area.circles[0].lon, area.circles[0].radius_km) == (60.31, 63.52, 0)
    assert (area.altitude, area.ceiling) == ("100", "200.5")


def test_older_and_missing_words_have_their_meaning() -> None:
    assert read_cap(good("very-likely")).infos[0].certainty == "Likely"
    assert read_cap(good("default-language")).infos[0].language == "en-US"


def test_a_prefix_changes_nothing() -> None:
    plain, prefixed = read_cap(good("wind")), read_cap(good("prefixed"))
    assert prefixed.infos == plain.infos


def test_a_signature_is_noticed_and_nothing_of_it_is_read() -> None:
    assert read_cap(good("signed")).signed
    assert not read_cap(good("wind")).signed


def test_several_references_are_told_apart_by_any_white_space() -> None:
    assert [triple.identifier for triple in read_cap(good("cancel-two")).references] == ["hm-2026-0142", "hm-2026-0140"]


def test_what_is_too_large_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_: object, **__: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(safe_xml, "DefusedXMLParser", parse)
    assert [fault.code for fault in faults(b"<" * (LARGEST_XML + 1))] == ["cap-too-large"]


def test_a_bomb_is_refused_without_its_megabytes() -> None:
    tracemalloc.start()
    try:
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
        bomb = f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]><a>&e11;</a>'
        assert [fault.code for fault in faults(bomb.encode())] == ["cap-doctype"]
        assert [fault.code for fault in faults(b"<a>" + b"<b/>" * 200_000 + b"</a>")] == ["cap-too-many"]
        assert [fault.code for fault in faults(b"<a>" * 300_000)] == ["cap-too-deep"]
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_encodings_are_what_the_document_says(encoding: str) -> None:
    text = good("wind").decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    assert read_cap(text.encode(encoding)).infos == read_cap(good("wind")).infos


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", b"<?xml version='1.0' encoding='martian'?><a/>", b"\xff\xfe", b"PK\x03\x04", "привет".encode()],
)
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    assert [fault.code for fault in faults(data)] == ["cap-no-xml"]

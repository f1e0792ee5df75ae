"""CAP 1.2 as it comes in: one sample for each rule, good and bad, and what is too dangerous to be parsed."""

from __future__ import annotations

import json
import re
import tracemalloc
from pathlib import Path

import pytest

from handlers.base.texts import LOCALES, read_bundles
from handlers.cap import safe_xml
from handlers.cap.model import Alert, Triple, alert_values, fields_of, load_alert, moment
from handlers.cap.read import read_cap
from handlers.cap.safe_xml import LARGEST_XML, CapError, CapFault

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").glob("*.xml"))
BAD = sorted((HERE / "bad").glob("*.xml"))
MENDED = sorted((HERE / "mended").glob("*.xml"))


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


@pytest.mark.parametrize("path", MENDED, ids=lambda path: path.stem)
def test_a_warning_does_not_vanish_for_what_can_be_left_out(path: Path) -> None:
    """The sample itself says what is wrong with it; it is said, in both languages, and the rest is read."""
    wanted = re.search(r"<!-- mended:(.*?) -->", path.read_text(encoding="utf-8"))
    assert wanted is not None
    alert = read_cap(path.read_bytes())
    assert [f"{fault.where} {fault.code}".strip() for fault in alert.mended] == [
        one.strip() for one in wanted[1].split(";")
    ]
    assert alert.infos[0].event == "Сильный ветер"
    assert load_alert(json.loads(json.dumps(alert_values(alert), default=fields_of))) == alert
    for bundle in read_bundles(LOCALES).values():
        for fault in alert.mended:
            pattern = bundle.get_message(fault.code).value
            assert pattern is not None
            assert bundle.format_pattern(pattern, dict(fault.values))[1] == []


def changed(name: str, *swaps: tuple[str, str]) -> bytes:
    """A sample with some of its words swapped; each has to be there."""
    text = good(name).decode()
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


@pytest.mark.parametrize(
    ("before", "coded"),
    [
        ('\n <?xml version="1.0" encoding="UTF-8"?>', "utf-8"),
        ('\ufeff\r\n<?xml version="1.0"?>', "utf-8"),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-8"),  # as .NET writes a text that is then sent in UTF-8
        ('\ufeff<?xml version="1.0" encoding="windows-1251"?>', "utf-8"),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-16"),
        ("<?xml version='1.0' encoding='windows-1251'?>", "cp1251"),
    ],
)
def test_a_declaration_that_says_something_else_than_the_bytes_hides_no_warning(before: str, coded: str) -> None:
    text = good("wind").decode()
    body = text[text.index("<alert") :]
    assert read_cap((before + body).encode(coded)) == read_cap(body.encode())


END = "<expires>2026-11-26T06:00:00+05:00</expires>"


@pytest.mark.parametrize(
    ("swap", "code"),
    [
        ((END, "<expires>9999-12-31T23:59:59-14:00</expires>"), "cap-far-end"),
        ((END, "<expires>2031-01-01T00:00:00-00:00</expires>"), "cap-far-end"),
        ((END, "<expires>0001-01-01T00:00:00+00:00</expires>"), "cap-odd-year"),
        ((END, f"<onset>0001-01-01T00:00:00+14:00</onset>{END}"), "cap-odd-year"),
    ],
)
def test_times_far_away_are_none(swap: tuple[str, str], code: str) -> None:
    alert = read_cap(changed("wind", swap))
    assert [fault.code for fault in alert.mended] == [code]
    assert alert.infos[0].onset == ""
    assert (alert.infos[0].expires == "") is (END not in swap[1])


def test_an_alert_that_was_sent_in_no_year_is_refused() -> None:
    for year in ("0001", "9999"):
        assert [f.code for f in faults(changed("wind", ("<sent>2026", f"<sent>{year}")))] == ["cap-odd-year"]


def test_references_are_the_same_moment_in_whatever_zone() -> None:
    keys = {
        Triple("a", "1", f"2026-11-25T{text}").key for text in ("15:00:00+00:00", "15:00:00-00:00", "20:00:00+05:00")
    }
    assert len(keys) == 1
    alert = read_cap(changed("cancel", ("20:00:00+05:00", "15:00:00.25Z")))
    assert alert.references[0].key == read_cap(good("wind")).triple.key


def test_what_can_be_used_of_an_area_is_used() -> None:
    ring = "60.25,63.45 60.25,63.60 60.36,63.60 60.25,63.45"
    place = "<geocode>\n        <valueName>ОКТМО</valueName>"

    def area(*extra: str, desc: str = "Тихореченский городской округ") -> Alert:
        swaps = [(place, "".join(f"<polygon>{one}</polygon>" for one in extra) + place)]
        swaps += [("<areaDesc>Тихореченский городской округ</areaDesc>", f"<areaDesc>{desc}</areaDesc>")]
        return read_cap(changed("wind", *swaps))

    empty = area("")
    assert ([f.code for f in empty.mended], empty.infos[0].areas[0].polygons) == (["cap-empty-polygon"], ())
    two = area(ring, "60.1,63.1 60.1,63.2 60.2,63.2 60.2,63.3")
    assert [f.code for f in two.mended] == ["cap-open-polygon"]
    assert len(two.mended[0].ring) == 4
    assert len(two.infos[0].areas[0].polygons) == 1
    nameless = area(ring, desc="")
    assert ([f.code for f in nameless.mended], len(nameless.infos[0].areas)) == (["cap-empty"], 1)
    east = area("60,179 61,179 61,180.004 60,179")
    assert east.infos[0].areas[0].polygons[0][2] == (61, 180)
    stray = area("60.25,63.45 60.25,63.60) 60.36,63.60 60.25,63.45")
    assert len(stray.infos[0].areas[0].polygons) == 1


def test_commas_too_many_in_references_are_nothing() -> None:
    whole = "alerts@hydromet.example,hm-2026-0142,2026-11-25T20:00:00+05:00"
    alert = read_cap(changed("cancel", (whole, f"{whole}, ,")))
    assert [triple.identifier for triple in alert.references] == ["hm-2026-0142"]
    assert {fault.code for fault in alert.mended} == {"cap-stray-comma"}


def test_references_are_read_however_their_parts_are_set_apart() -> None:
    """Sources put spaces and line ends after commas, and commas between references."""
    whole = "alerts@hydromet.example,hm-2026-0142,2026-11-25T20:00:00+05:00"
    other = "alerts@hydromet.example,hm-2026-0141,2026-11-25T19:00:00+05:00"
    for text in (
        f"{whole}\n\t{other}", f"{whole},{other}", f"{whole}, {other}", whole.replace(",", ", ") + f"  {other}",
        whole.replace(",", " ,\n ") + f"\n{other}", f"{whole};{other}", f"{whole} ; {other};",
    ):  # fmt: skip
        alert = read_cap(changed("cancel", (whole, text)))
        assert [triple.identifier for triple in alert.references] == ["hm-2026-0142", "hm-2026-0141"], text
        assert {fault.code for fault in alert.mended} <= {"cap-stray-comma"}, text


def test_of_references_what_can_be_read_is_read() -> None:
    whole = "alerts@hydromet.example,hm-2026-0142,2026-11-25T20:00:00+05:00"
    alert = read_cap(changed("cancel", (whole, f"hm-2026-0142 {whole}")))
    assert [triple.identifier for triple in alert.references] == ["hm-2026-0142"]
    assert [fault.code for fault in alert.mended] == ["cap-bad-reference"]


def test_what_begins_after_its_end_has_no_beginning() -> None:
    """Nobody is told «from Friday until Thursday»."""
    end = "<expires>2026-11-26T06:00:00+05:00</expires>"
    for begins in ("2026-11-26T06:00:00+05:00", "2026-11-27T00:00:00+05:00"):
        alert = read_cap(changed("wind", (end, f"<onset>{begins}</onset>{end}")))
        assert [f.code for f in alert.mended] == ["cap-onset-after"]
        assert alert.infos[0].onset == ""


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

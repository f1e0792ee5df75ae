"""Whatever stands in a file of an administrator or a document of a source: its own clear faults, and no other."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import given

from bot.env_file import read_env
from bot.settings import SettingsError, read_settings
from handlers.cap.feed import read_feed
from handlers.cap.read import read_cap
from handlers.cap.safe_xml import CapError
from storage.csv_rows import CsvRows
from storage.region.faults import RegionError
from storage.region.load import FICTIONAL, load_region
from tests.fuzz.strategies import ODD_TEXTS, Maker, fuzzed, makers

CHANGES = 8
"""So many places of a document are changed at once."""
GOOD = Path(__file__).parents[1] / "cap" / "good"
FEED = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>t</title>
<entry><id>urn:1</id><updated>2025-11-18T10:00:00Z</updated><link href="https://a.example/1.xml"/></entry></feed>"""
ENV = "ADMIN_CHAT=\"telegram:-1001\"\n# why\nexport HTTP_PORT=80\nREGION='region'\nLOG_FORMAT=json\n"


def spoiled(make: Maker, text: str) -> str:
    """The text with pieces left out, doubled, moved or replaced by odd ones."""
    for _ in range(make.chance.randrange(1, CHANGES)):
        at, more = make.chance.randrange(len(text) + 1), make.chance.randrange(1, 40)
        piece = make.chance.choice(
            ("", text[at : at + more] * 2, *ODD_TEXTS, '"', ";", "\t", "[" * 3_000, "<", "]]>", "&x;")
        )
        text = text[:at] + piece + text[at + more * make.some(50) :]
    return text


def to_bytes(make: Maker, text: str) -> bytes:
    return text.encode(make.chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "utf-8-sig")), "surrogatepass")


@fuzzed
@given(make=makers())
def test_a_spoiled_region_has_faults_of_its_files_alone(make: Maker) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(FICTIONAL, Path(name) / "region"))
        path = make.chance.choice(sorted(p for p in folder.iterdir() if p.is_file()))
        path.write_bytes(to_bytes(make, spoiled(make, path.read_text(encoding="utf-8"))))
        found = None
        try:
            load_region(folder)
        except RegionError as error:
            found = {fault.file for fault in error.faults}
        assert found is None or (found and found <= {p.name for p in folder.iterdir()})


@fuzzed
@given(make=makers())
def test_a_spoiled_env_file_has_faults_and_no_exception_but_its_own(make: Maker) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / ".env"
        path.write_bytes(to_bytes(make, spoiled(make, ENV)))
        try:
            read_settings(path)
            read_env(path)
        except (SettingsError, UnicodeDecodeError):
            return


@fuzzed
@given(make=makers())
def test_a_spoiled_table_is_read_line_by_line(make: Maker) -> None:
    text = spoiled(make, (FICTIONAL / "settlements.csv").read_text(encoding="utf-8"))
    rows = list(CsvRows(text.splitlines(keepends=True)))
    assert all(row.fault in ("", "open-quote") for row in rows)


@fuzzed
@given(make=makers())
def test_a_spoiled_alert_or_feed_is_refused_by_name(make: Maker) -> None:
    path = make.chance.choice(sorted(GOOD.glob("*.xml")))
    for document, read in (
        (path.read_text(encoding="utf-8"), read_cap),
        (FEED.decode(), lambda d: read_feed(d, "https://a.example/")),
    ):
        faults: tuple[object, ...] = (None,)
        try:
            read(to_bytes(make, spoiled(make, document)))
        except CapError as error:
            faults = tuple(error.faults)
        assert faults

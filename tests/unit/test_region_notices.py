"""A region's `notices.toml`: complete for the fictional region, faults named with their line."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from storage.region.load import FICTIONAL, load_region
from storage.region.notice_rules import StaffHours
from tests.cap.keys import pair
from tests.unit.test_region_load import change, faults, folder

__all__ = ["folder"]


def test_fictional_rules_are_complete_and_in_both_languages() -> None:
    rules = load_region(FICTIONAL).notices
    texts = [*(a.text for a in rules.advice), *(t.name for t in rules.templates), *(t.text for t in rules.templates)]
    texts += [*(c.title for c in rules.cards), *(c.text for c in rules.cards), *(s.name for s in rules.sources)]
    assert len(rules.templates) >= 8
    assert all({"ru", "en"} <= set(names) for names in texts)
    assert rules.template("storm") is not None
    assert rules.template("nothing") is None
    assert rules.source("hydromet") is not None


def test_a_source_has_the_certificates_of_its_file_or_a_fault(folder: Path) -> None:
    """More than one may stand there, so that a source can change its key."""
    change(folder / "notices.toml", 'kind = "weather"\n\n[[cards]]', 'certificate = "c.pem"\n\n[[cards]]')
    where = "sources[1].certificate"
    two = pair("a").certificate + pair("b").certificate
    assert ("region-source-certificate", where) in {(fault.code, fault.key) for fault in faults(folder)}
    for text in ("", "a key", two.replace("M", "N"), two.split("=")[0]):
        (folder / "c.pem").write_text(text, encoding="utf-8")
        assert ("region-source-certificate", where) in {(fault.code, fault.key) for fault in faults(folder)}, text
    (folder / "c.pem").write_text(two, encoding="utf-8")
    source = load_region(folder).notices.source("hydromet")
    assert source is not None
    assert source.certificate == two


def test_advice_is_that_of_the_highest_severity_that_is_reached() -> None:
    rules = load_region(FICTIONAL).notices
    assert "возвышенность" in rules.advice_for("flood", 4)["ru"]
    assert "возвышенность" not in rules.advice_for("flood", 3)["ru"]
    assert rules.advice_for("flood", 1) == {}
    assert rules.advice_for("news", 4) == {}


def test_region_without_the_file_has_no_rules(folder: Path) -> None:
    (folder / "notices.toml").unlink()
    assert load_region(folder).notices.templates == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('kind = "flood"\nfrom = "extreme"', 'kind = "floods"\nfrom = "extreme"', "no-such-word", "advice[1].kind"),
        ('from = "extreme"', 'from = "deadly"', "no-such-word", "advice[1].from"),
        ('ask = ["safe", "help", "what", "away"]', 'ask = ["save"]', "no-such-word", "templates[1].ask"),
        ("hours = 12", "hours = 0", "bad-number", "templates[1].hours"),
        ('repeat = ["flood"', 'repeat = ["flod"', "no-such-word", "repeat"),
        ('code = "flood_watch"', 'code = "flood_evacuate"', "double-code", "templates[2].code"),
        ('kind = "weather"\n\n[[cards]]', 'url = "ftp://x"\n\n[[cards]]', "bad-url", "sources[1].url"),
        ('opens = "00:00"', 'opens = "25:00"', "bad-time", "desk.opens"),
        ("[desk]", "[disk]", "unknown-key", "disk"),
    ],
)
def test_fault_is_named_with_its_key(folder: Path, old: str, new: str, code: str, key: str) -> None:
    change(folder / "notices.toml", old, new)
    found = {(fault.key, fault.code) for fault in faults(folder)}
    assert (key, f"region-{code}") in found


@pytest.mark.parametrize(
    ("opens", "closes", "at", "staffed"),
    [
        ("00:00", "00:00", "03:00", True),
        ("08:00", "20:00", "07:59", False),
        ("08:00", "20:00", "08:00", True),
        ("08:00", "20:00", "20:00", False),
        ("20:00", "08:00", "23:00", True),
        ("20:00", "08:00", "07:00", True),
        ("20:00", "08:00", "12:00", False),
    ],
)
def test_hours_of_the_desk_may_go_over_midnight(opens: str, closes: str, at: str, staffed: bool) -> None:
    desk = StaffHours(("flood",), time.fromisoformat(opens), time.fromisoformat(closes))
    assert desk.staffed("flood", time.fromisoformat(at)) is staffed
    assert not desk.staffed("heat", time.fromisoformat(at))

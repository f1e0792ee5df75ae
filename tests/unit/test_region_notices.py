"""A region's `notices.toml`: complete for the fictional region, faults named with their line."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from handlers.notices.kinds import DANGERS, kind_of_event
from storage.region.load import FICTIONAL, load_region
from storage.region.notice_rules import NoticeRules, StaffHours
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
    for text in ("", "a key", two.replace("M", "N"), two[:200]):
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


OWN = """
repeat = ["flood"]

[desk]
kinds = ["flood"]
opens = "00:00"
closes = "00:00"

[[advice]]
kind = "flood"
from = "extreme"
text = { ru = "Уходите." }

[[templates]]
code = "leave"
name = { ru = "Уходите" }
kind = "flood"
severity = "extreme"
hours = 12
ask = ["safe", "help"]
text = { ru = "Сбор: {shelter}.", en = "Meet at {shelter}." }

[[templates]]
code = "watch"
name = { ru = "Вода" }
kind = "flood"
severity = "moderate"
hours = 24
text = { ru = "Вода … поднимается." }
"""


def with_own(folder: Path, text: str = OWN) -> NoticeRules:
    (folder / "notices.toml").write_text(text, encoding="utf-8")
    return load_region(folder).notices


def test_a_region_without_the_file_has_all_that_the_catalogue_has(folder: Path) -> None:
    (folder / "notices.toml").unlink()
    rules = load_region(folder).notices
    wanted = [
        "flood", "ice", "storm", "heatwave", "frost", "snow", "forest_fire", "fire", "chemical", "radiation", "gas",
        "explosion", "uav", "earthquake", "mudslide", "dam", "epidemic", "animals", "water", "power", "heat", "roads",
        "missing", "school", "ecology",
    ]  # fmt: skip
    assert {kind.code for kind in rules.kinds}.issuperset(wanted)
    assert {t.kind for t in rules.templates}.issuperset(wanted)
    assert all(rules.advice_for(code, 4) for code in wanted if code != "school")
    assert all({"ru", "en"} <= set(kind.name) and kind.sign for kind in rules.kinds)
    signs = [kind.sign for kind in rules.kinds]
    assert len(set(signs)) == len(signs), "an officer finds a kind by its sign"
    assert rules.desk == StaffHours()


def test_advice_is_of_the_very_kind(folder: Path) -> None:
    rules = with_own(folder)
    for severity in range(1, 5):
        assert "машину" not in rules.advice_for("ice", severity)["ru"]
    assert rules.advice_for("flood", 4) == {"ru": "Уходите."}
    assert rules.advice_for("flood", 3) == {}, "what the file says of a kind stands alone"
    assert rules.advice_for("storm", 4)["ru"]


def test_what_a_file_of_an_earlier_program_says_stands_and_the_rest_comes_from_the_catalogue(folder: Path) -> None:
    rules = with_own(folder)
    assert [t.code for t in rules.templates if t.kind == "flood"] == ["leave", "watch"]
    assert rules.template("leave") is not None
    assert rules.template("leave").gaps == ("shelter",)  # type: ignore[union-attr]  # looked at above
    assert rules.template("thin_ice") is not None
    assert "flood" in rules.repeat
    assert set(rules.desk.kinds) == {"flood", "ice", "dam"}, "a group means its kinds"


def test_a_region_has_kinds_of_its_own_changes_one_and_takes_one_away(folder: Path) -> None:
    rules = with_own(
        folder,
        """
[[kinds]]
code = "tide"
group = "flood"
sign = "🌙"
name = { ru = "Нагон" }

[[kinds]]
code = "fire"
sign = "🚒"

[[kinds]]
code = "earthquake"
off = true

[gaps]
pier = { ru = "Какой причал?" }

[[templates]]
code = "tide"
name = { ru = "Нагон" }
kind = "tide"
severity = "severe"
hours = 6
text = { ru = "Вода у причала: {pier}." }
""",
    )
    assert rules.kind("tide").group.code == "flood"
    assert (rules.kind("fire").sign, rules.kind("fire").name["ru"]) == ("🚒", "Пожар")
    assert not rules.has_kind("earthquake")
    assert rules.template("earthquake") is None
    assert rules.advice_for("earthquake", 4) == {}
    assert rules.gaps["pier"] == {"ru": "Какой причал?"}
    assert rules.kind("earthquake").group.bit == DANGERS, "a stored notice of it still is for everybody"


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('kind = "flood"\nfrom', 'kind = "floods"\nfrom', "no-such-word", "advice[1].kind"),
        ('from = "extreme"', 'from = "deadly"', "no-such-word", "advice[1].from"),
        ('ask = ["safe", "help"]', 'ask = ["save"]', "no-such-word", "templates[1].ask"),
        ("hours = 12", "hours = 0", "bad-number", "templates[1].hours"),
        ('repeat = ["flood"', 'repeat = ["flod"', "no-such-word", "repeat"),
        ('code = "watch"', 'code = "leave"', "double-code", "templates[2].code"),
        ('opens = "00:00"', 'opens = "25:00"', "bad-time", "desk.opens"),
        ("[desk]", "[disk]", "unknown-key", "disk"),
        ('ru = "Сбор: {shelter}."', 'ru = "Сбор: {shelta}."', "gap-unknown", "templates[1].text"),
        ("Meet at {shelter}.", "Meet at the hill.", "gap-apart", "templates[1].text.en"),
        ("Meet at {shelter}.", "Meet at {shelter.", "gap-brace", "templates[1].text.en"),
        ("[[advice]]", '[gaps]\n"Большой" = { ru = "?" }\n[[advice]]', "gap-name", "gaps.Большой"),
        ("[[advice]]", '[[kinds]]\ncode = "x"\ngroup = "sea"\nsign = "🌙"\nname = { ru = "Х" }\n[[advice]]',
         "no-such-word", "kinds[1].group"),
        ("[[advice]]", '[[kinds]]\ncode = "flood"\nsign = "вода"\n[[advice]]', "kind-sign", "kinds[1].sign"),
        ("[[advice]]", '[[kinds]]\ncode = "flood"\ncap = "Wet"\n[[advice]]', "no-such-word", "kinds[1].cap"),
        ("[[advice]]", '[[kinds]]\ncode = "sea"\noff = true\n[[advice]]', "no-such-word", "kinds[1].code"),
    ],
)  # fmt: skip
def test_fault_is_named_with_its_key(folder: Path, old: str, new: str, code: str, key: str) -> None:
    (folder / "notices.toml").write_text(OWN, encoding="utf-8")
    change(folder / "notices.toml", old, new)
    found = {(fault.key, fault.code) for fault in faults(folder)}
    assert (key, f"region-{code}") in found


def test_a_fault_of_a_source_is_named_with_its_key(folder: Path) -> None:
    change(folder / "notices.toml", 'kind = "weather"\n\n[[cards]]', 'url = "ftp://x"\n\n[[cards]]')
    assert ("sources[1].url", "region-bad-url") in {(fault.key, fault.code) for fault in faults(folder)}


@pytest.mark.parametrize(
    ("categories", "codes", "event", "kind"),
    [
        ((), (("SAME", "FFW"),), "Что-то", "flood"),
        ((), (("profile:CAP-CP:Event:0.4", "wildFire"),), "", "forest_fire"),
        ((), (("otklik", "unheard"),), "Лесные пожары", "forest_fire"),
        (("Fire",), (), "Крупный пожар на складе", "fire"),
        (("Infra",), (), "Прорыв плотины и затопление", "dam"),
        (("Met",), (), "Выход на тонкий лёд", "ice"),
        (("CBRNE",), (), "Выброс хлора", "chemical"),
        (("CBRNE",), (), "Радиационная авария", "radiation"),
        (("Security",), (), "Атака БПЛА", "uav"),
        (("Geo",), (), "Сход лавин", "mudslide"),
        (("Health",), (), "Необычное", ""),
        (("Met",), (("x", ""),), "", ""),
    ],
)
def test_what_an_alert_says_maps_onto_a_kind_or_stays_unknown(
    categories: tuple[str, ...], codes: tuple[tuple[str, str], ...], event: str, kind: str
) -> None:
    assert kind_of_event(load_region(FICTIONAL).notices.kinds, categories, codes, event) == kind


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

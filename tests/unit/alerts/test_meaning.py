"""What an alert is about, where and when, and what keeps it from going out by itself: verdicts over whole documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from handlers.alerts.own_words import own_words
from handlers.cap.model import Alert, AlertArea, Disc, cap_time
from handlers.cap.read import read_cap
from handlers.notices.wording import Meaning, notice_message
from storage.store import Store
from tests.unit.alerts.wire import HOUR, NOW, TRUSTED, Wire, load_zone, sample, with_info

WIND = sample("wind")
TOWN = ((60.25, 63.45), (60.25, 63.60), (60.36, 63.60), (60.36, 63.45), (60.25, 63.45))
EAST = ((60.36, 65.50), (60.36, 65.60), (60.40, 65.60), (60.40, 65.50), (60.36, 65.50))


def at(hours: float) -> str:
    return cap_time(int(NOW + hours * HOUR), load_zone())


def document(info: str = "", area: str = "", head: str = "", **words: str) -> Alert:
    """An alert as a source writes it; `info` stands behind the certainty, `area` is the area's inside."""
    said = {"event": "Метель", "category": "Met", "urgency": "Expected", "severity": "Severe", "certainty": "Likely",
            "language": "ru", "sent": at(0), "identifier": "m-1", **words}  # fmt: skip
    ring = " ".join(f"{lat},{lon}" for lat, lon in TOWN)
    area = area or f"<areaDesc>Тихореченск</areaDesc><polygon>{ring}</polygon>"
    text = f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{said["identifier"]}</identifier>
    <sender>alerts@hydromet.example</sender><sent>{said["sent"]}</sent><status>Actual</status>
    <msgType>Alert</msgType><scope>Public</scope>{head}<info><language>{said["language"]}</language>
    <category>{said["category"]}</category><event>{said["event"]}</event><urgency>{said["urgency"]}</urgency>
    <severity>{said["severity"]}</severity><certainty>{said["certainty"]}</certainty>{info}
    <area>{area}</area></info></alert>"""
    return read_cap(text.encode())


END = "<expires>{}</expires>"
VERDICTS: dict[str, tuple[Callable[[], Alert], str]] = {
    "as it should be": (lambda: document(END.format(at(9))), "sent"),
    "no end of this world": (lambda: document(END.format("9999-12-31T23:59:59-00:00")), "sent"),
    "no end, of years ago": (
        lambda: document(END.format("9999-12-31T23:59:59-00:00"), sent="2019-03-01T10:00:00-00:00"), "draft",
    ),
    "old, without an end": (lambda: document(sent=at(-8)), "draft"),
    "very old, without an end": (lambda: document(sent="2019-03-01T10:00:00-00:00"), "expired"),
    "past": (lambda: document(END.format(at(9)), urgency="Past"), "over"),
    "an earthquake": (lambda: document(END.format(at(9)), event="Землетрясение", category="Geo"), "sent"),
    "a rumble": (lambda: document(END.format(at(9)), event="Подземный гул", category="Geo"), "draft"),
    "an attack": (lambda: document(END.format(at(9)), event="Угроза нападения", category="Security"), "draft"),
    "begins in two days": (
        lambda: document(f"<effective>{at(0)}</effective><onset>{at(40)}</onset>{END.format(at(48))}"), "sent",
    ),
    "an empty polygon beside a code": (
        lambda: document(
            END.format(at(9)),
            "<areaDesc>Округ</areaDesc><polygon/><geocode><valueName>ОКТМО</valueName><value>99601000</value></geocode>",
        ),
        "sent",
    ),
    "a bow": (
        lambda: document(
            END.format(at(9)),
            "<areaDesc>Бант</areaDesc><polygon>60.26,63.46 60.35,63.59 60.35,63.46 60.26,63.59 60.26,63.46</polygon>",
        ),
        "draft",
    ),
    "one open polygon": (
        lambda: document(
            END.format(at(9)),
            "<areaDesc>Пруд</areaDesc><polygon>60.26,63.46 60.35,63.46 60.35,63.59 60.26,63.59</polygon>",
        ),
        "draft",
    ),
    "for planes": (
        lambda: document(
            END.format(at(9)),
            "<areaDesc>Небо</areaDesc><circle>60.3,63.5 9</circle><altitude>9000</altitude><ceiling>30000</ceiling>",
        ),
        "draft",
    ),
    "half the world": (
        lambda: document(END.format(at(9)), "<areaDesc>Везде</areaDesc><circle>60.3,63.5 19000</circle>"), "draft",
    ),
    "unknown severity": (lambda: document(END.format(at(9)), severity="Unknown"), "draft"),
    "unknown certainty": (lambda: document(END.format(at(9)), certainty="Unknown"), "draft"),
}  # fmt: skip


async def test_every_kind_of_alert_has_its_verdict(wire_store: Store) -> None:
    """A source that the region trusts from Moderate on, with any certainty."""
    source = replace(TRUSTED, send_from=2, certainty=("Observed", "Likely", "Possible", "Unknown"))
    wire = Wire(wire_store, (source,))
    found = {}
    for number, (name, (make, _)) in enumerate(VERDICTS.items()):
        alert = with_info(replace(make(), identifier=f"v-{number}"), headline=name)
        found[name] = (await wire.comes(alert)).outcome
    assert found == {name: outcome for name, (_, outcome) in VERDICTS.items()}


async def said_to_people(wire: Wire, alert: Alert, language: str = "ru") -> str:
    answer = await wire.comes(alert)
    notice, content = await wire.notice(answer.notice), await wire.content(answer.notice)
    return notice_message(wire.shared, notice, content, language, Meaning.ALERT).text


# -- kind and advice --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("event", "category", "heading", "advice"),
    [
        ("Подземный гул", "Geo", "⚠️ <b>Опасно. Подземный гул</b>", False),
        ("Землетрясение", "Geo", "🏚 <b>Опасно. Землетрясение</b>", True),
        ("Сход снежных масс", "Geo", "Сход снежных масс", False),
        ("Угроза нападения", "Security", "Угроза нападения", False),
        ("Пропал ребёнок", "Rescue", "🔎 <b>Опасно. Пропал человек</b>", True),
        ("Загрязнение воды в сети", "Health", "🚰", True),
        ("Необычное явление", "Met", "Необычное явление", False),
        ("Метель", "Met", "❄️ <b>Опасно. Снег и метель</b>", True),
    ],
)
async def test_what_is_not_known_for_sure_keeps_its_name_and_gets_no_advice_of_ours(
    wire: Wire, event: str, category: str, heading: str, advice: bool
) -> None:
    text = await said_to_people(wire, document(event=event, category=category))
    assert heading in text
    assert ("Что делать" in text) is advice
    assert "Паводок" not in text


async def test_an_unknown_kind_shows_what_its_source_advises(wire: Wire) -> None:
    text = await said_to_people(
        wire, document("<instruction>Спрячьтесь под стол.</instruction>", category="Geo", event="Толчки")
    )
    assert "<b>Что делать:</b> Спрячьтесь под стол." in text


# -- times, web, markup -----------------------------------------------------------------------------
async def test_people_are_told_from_when_it_holds(wire: Wire) -> None:
    onset, end = "2026-11-27T14:00:00+05:00", "2026-11-27T21:00:00+05:00"
    info = f"<effective>{at(0)}</effective><onset>{onset}</onset><expires>{end}</expires>"
    text = await said_to_people(wire, document(info))
    assert "с 27 ноября" in text
    assert "14:00" in text
    assert "21:00" in text


async def test_where_to_learn_more_reaches_people(wire: Wire) -> None:
    text = await said_to_people(wire, document("<web>https://meteo.example/1</web><contact>+7 000 000-00-01</contact>"))
    assert "Подробнее: https://meteo.example/1" in text
    assert "+7 000 000-00-01" in text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Снег&nbsp;20 см.<br/>Ветер <b>25</b> м/с", "Снег 20 см.\nВетер 25 м/с"),
        ("<p>Первое.</p><p>Второе.</p>", "Первое.\nВторое."),
        ("Вода < 5 м & прибывает", "Вода < 5 м & прибывает"),
        ("до <20 м/с и >10", "до <20 м/с и >10"),
        ("R&D; A&amp;B", "R&D; A&B"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_markup_is_read_as_text(written: str, read: str) -> None:
    assert own_words(written) == read


# -- blocks of several languages --------------------------------------------------------------------
async def test_nobody_is_left_out_where_the_languages_differ(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    ru = replace(WIND.infos[0], areas=(AlertArea("Город", (TOWN,)),))
    both = (AlertArea("Town", (TOWN,)), AlertArea("East", (EAST,)))
    en = replace(ru, language="en-US", areas=both, severity="Extreme", headline="Wind")
    answer = await wire.comes(replace(WIND, infos=(ru, en)))
    content = await wire.content(answer.notice)
    assert (answer.outcome, content.severity) == ("draft", 4)
    assert set(content.area.polygons) == {TOWN, EAST}
    assert "East" in wire.text()
    assert "взята самая высокая" in wire.text()


async def test_names_in_two_languages_are_one_place(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    ru = replace(WIND.infos[0], areas=(AlertArea("Тихореченский городской округ"),))
    en = replace(ru, language="en-US", areas=(AlertArea("Tikhorechensk district"),))
    assert (await wire.comes(replace(WIND, infos=(ru, en)))).outcome == "sent"


# -- what stays -------------------------------------------------------------------------------------
@pytest.mark.parametrize("values", [{"certainty": "Unknown"}, {"severity": "Unknown"}])
async def test_not_even_a_trusted_source_sends_what_it_does_not_know(wire_store: Store, values: dict[str, Any]) -> None:
    wire = Wire(wire_store, (replace(TRUSTED, send_from=1, certainty=("Unknown", "Likely")),))
    assert (await wire.comes(with_info(WIND, **values))).outcome == "draft"


async def test_a_circle_of_a_region_is_not_too_large(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    area = AlertArea("Тихореченск", circles=(Disc(60.3, 63.5, 90.0),))
    assert (await wire.comes(with_info(WIND, areas=(area,)))).outcome == "sent"


# -- how sure ------------------------------------------------------------------------------------------
async def test_the_least_sure_block_decides_whether_it_goes_out_by_itself(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    sure = document(END.format(at(9)), identifier="s-1", certainty="Observed")
    doubt = replace(sure.infos[0], language="en", certainty="Possible")
    assert (await wire.comes(replace(sure, infos=(sure.infos[0], doubt)))).outcome == "draft"


async def test_an_update_that_is_graver_has_to_be_as_sure_as_an_alert(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    first = document(END.format(at(9)), identifier="s-1")
    await wire.went_out((await wire.comes(first)).notice)
    for number, (severity, certainty, outcome) in enumerate(
        (("Extreme", "Unlikely", "draft"), ("Severe", "Possible", "sent"), ("Moderate", "Unlikely", "sent")), 2
    ):
        update = document(END.format(at(9)), identifier=f"s-{number}", severity=severity, certainty=certainty)
        update = replace(update, kind="Update", references=(first.triple,), sent=at(0.01 * number))
        assert (await wire.comes(update)).outcome == outcome, (severity, certainty)


# -- an Alert that refers to another -------------------------------------------------------------------
async def test_an_alert_that_names_another_is_for_an_officer(wire_store: Store) -> None:
    """Its kind says that it is new, its references that it is not: neither is believed."""
    wire = Wire(wire_store, (TRUSTED,))
    first = document(END.format(at(9)), identifier="r-1")
    await wire.went_out((await wire.comes(first)).notice)
    over = document(f"{END.format(at(9))}", identifier="r-2", urgency="Past", sent=at(0.01))
    answer = await wire.comes(replace(over, references=(first.triple,)))
    notice = await wire.notice(answer.notice)
    assert (answer.outcome, notice.state, notice.link, notice.linked_id) == ("draft", "pending", "ends", 1)
    assert "Ссылается на № 1" in wire.text()
    more = document(END.format(at(12)), identifier="r-3", sent=at(0.01))
    answer = await wire.comes(replace(more, references=(first.triple,)))
    notice = await wire.notice(answer.notice)
    assert (answer.outcome, notice.state) == ("draft", "pending")


# -- longitude first -----------------------------------------------------------------------------------
async def test_a_polygon_that_is_here_only_the_other_way_round_is_asked_about(wire_store: Store) -> None:
    """A name of ours and a place that fits it only with latitude and longitude exchanged: a slip, and no word of it."""
    wire = Wire(wire_store, (TRUSTED,))
    turned = " ".join(f"{lon},{lat}" for lat, lon in TOWN)
    ours = f"<areaDesc>Тихореченск</areaDesc><polygon>{turned}</polygon>"
    answer = await wire.comes(document(END.format(at(9)), ours, identifier="t-1"))
    assert answer.outcome == "draft"
    assert "широта и долгота переставлены" in wire.text()
    assert any("Тихореченск" in label for label, _ in wire.buttons())
    theirs = f"<areaDesc>Дальние Поля</areaDesc><polygon>{turned}</polygon>"
    assert (await wire.comes(document(END.format(at(9)), theirs, identifier="t-2"))).outcome == "nowhere"

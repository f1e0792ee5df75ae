"""What a notice says to whom: every meaning, every language, and a drill that cannot be taken for anything else."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime

import pytest

from handlers.base.message import Message, parse_marks
from handlers.base.shared import Shared
from handlers.base.texts import Library
from handlers.notices.content import Area, Content, Street
from handlers.notices.wording import Meaning, notice_message, place_line
from storage.ids import Ids
from storage.notice_records import Notice
from tests.world.world import fictional

NOON = int(datetime.fromisoformat("2025-11-18T12:00:00+05:00").timestamp() * 1000)
HOUR = 3_600_000
REGION = fictional()
HOUSE = Shared(REGION, Library(REGION.zone), Ids({}), None, lambda text: [], lambda text: False)
FLOOD = Content(
    "flood", 4, area=Area(settlements=("sosnovinka",)), until=NOON + 6 * HOUR, ask=("safe", "help"), files=(5, 6),
    documents=(6,), texts={"ru": "Вода <прибывает>", "en": "Water is rising"}, todo={"ru": "Уходите", "en": "Leave"},
)  # fmt: skip
HEAT = Content("heat", 2, area=Area(municipalities=("99602000",)), texts={"ru": "Нет тепла"}, until=NOON + HOUR)


def message(content: Content, meaning: Meaning = Meaning.ALERT, language: str = "ru", linked: int = 7) -> Message:
    notice = Notice(
        12, "approved", content.kind, content.severity, int(content.drill), content.dump(), approved_at=NOON
    )
    notice.linked_id = linked if meaning is not Meaning.ALERT else 0
    return notice_message(HOUSE, notice, content, language, meaning)


def said(content: Content, meaning: Meaning = Meaning.ALERT, language: str = "ru") -> str:
    return parse_marks(message(content, meaning, language).text)[0]


def buttons(content: Content, meaning: Meaning = Meaning.ALERT) -> list[str]:
    return [b.data for row in message(content, meaning).buttons for b in row]


def test_an_alert_says_what_where_what_to_do_until_when_and_whom_to_call() -> None:
    assert said(FLOOD) == (
        "🌊 Опасно для жизни. Паводок\n\n📍 Сосновинка\n\nВода <прибывает>\n\nЧто делать: Уходите\n\n"
        "Действует: до 18 ноября в 18:00\n\n☎️ Единая служба спасения: 112\n☎️ Аварийная газовая служба: 104\n"
        "☎️ Пожарные и спасатели: 101\n\n"
        "Оповещение № 12. Оно не заменяет сирены и официальную систему оповещения."
    )
    assert buttons(FLOOD) == ["n_safe:12", "n_help:12"]
    assert [(f.kind, f.source) for f in message(FLOOD).files] == [("photo", "stored:5"), ("document", "stored:6")]


def test_an_organisation_whose_code_is_the_kind_gives_its_phone_first() -> None:
    assert "☎️ Заречные тепловые сети: 8-800-000-00-02\n☎️ Единая служба спасения: 112" in said(HEAT)
    assert "Заречные тепловые сети" not in said(replace(HEAT, kind="power")), "no organisation has this code"


@pytest.mark.parametrize(("meaning", "language"), list(itertools.product(Meaning, ("ru", "en"))))
def test_a_drill_is_one_in_its_first_and_its_last_line_whatever_it_says(meaning: Meaning, language: str) -> None:
    for content in (replace(FLOOD, drill=True), replace(HEAT, drill=True)):
        lines = said(content, meaning, language).split("\n")
        drill = parse_marks(HOUSE.library.texts(language).say("notice-drill"))[0]
        assert lines[0] == lines[-1] == drill
        assert drill not in said(replace(content, drill=False), meaning, language)


@pytest.mark.parametrize(("meaning", "language"), list(itertools.product(Meaning, ("ru", "en"))))
def test_every_message_says_that_it_replaces_no_siren(meaning: Meaning, language: str) -> None:
    wanted = {"ru": "не заменяет сирены", "en": "does not replace sirens"}[language]
    assert wanted in said(FLOOD, meaning, language)


@pytest.mark.parametrize(
    ("meaning", "there", "missing"),
    [
        (Meaning.CORRECTED, ["ИСПРАВЛЕНО", "Исправляет оповещение № 7", "Уходите", "до 18 ноября"], ["Вас это не"]),
        (Meaning.UPDATED, ["Новое", "Заменяет оповещение № 7", "Уходите", "112"], ["ИСПРАВЛЕНО"]),
        (Meaning.NOT_YOU, ["Вас это не касается", "№ 7 пришло вам по ошибке"], ["Сосновинка", "прибывает", "Уходите"]),
        (Meaning.ENDED, ["Отбой", "№ 7 больше не действует", "Сосновинка", "прибывает"], ["Уходите", "Действует: до"]),
        (Meaning.WITHDRAWN, ["ЛОЖНАЯ ТРЕВОГА", "№ 7 было ошибкой"], ["Уходите", "Действует: до", "☎️"]),
    ],
)
def test_each_meaning_says_what_it_is_and_nothing_that_frightens_in_vain(
    meaning: Meaning, there: list[str], missing: list[str]
) -> None:
    text = said(FLOOD, meaning)
    assert all(words in text for words in there)
    assert not any(words in text for words in missing)
    assert bool(message(FLOOD, meaning).files) == (meaning in (Meaning.CORRECTED, Meaning.UPDATED))


def test_the_end_of_an_outage_asks_whether_it_is_back_and_nothing_else_does() -> None:
    assert "Дали тепло?" in said(HEAT, Meaning.ENDED)
    assert buttons(HEAT, Meaning.ENDED) == ["n_on:12", "n_off:12"]
    assert buttons(FLOOD, Meaning.ENDED) == []
    assert "Дали тепло?" not in said(HEAT) + said(HEAT, Meaning.WITHDRAWN)


def test_an_end_or_a_false_alarm_that_names_the_earlier_notice_itself_is_not_said_twice() -> None:
    for meaning, line in ((Meaning.ENDED, "больше не действует"), (Meaning.WITHDRAWN, "было ошибкой")):
        assert line not in said(replace(FLOOD, texts={"ru": "Опасность миновала (оповещение № 7)."}), meaning)
        assert line in said(replace(FLOOD, texts={"ru": "Опасность миновала, как и в 77-м."}), meaning)


def test_a_language_that_lacks_falls_back_to_russian_words_under_its_own_heading() -> None:
    text = said(HEAT, language="en")
    assert text.startswith("🌡 Take care. Heating")
    assert "Нет тепла" in text
    assert said(FLOOD, language="en").count("Water is rising") == 1


def test_the_first_phone_is_of_those_who_mend_it() -> None:
    assert [line for line in said(HEAT).split("\n") if line.startswith("☎️")] == [
        "☎️ Заречные тепловые сети: 8-800-000-00-02",
        "☎️ Единая служба спасения: 112",
        "☎️ Аварийная газовая служба: 104",
    ]
    assert "☎️" not in said(replace(HEAT, contacts=False))


def test_a_name_of_a_place_cannot_become_a_mark() -> None:
    line = place_line(HOUSE.library.texts("ru"), "<b>дача</b>")
    assert parse_marks(line)[0] == "📌 Рядом с вашей точкой: <b>дача</b>"


def test_streets_are_named_with_their_settlement() -> None:
    streets = (
        Street("sosnovinka", "Лесная", "1–15"), Street("zhuravlikha", "Лесная"), Street("sosnovinka", "Школьная", "2"),
    )  # fmt: skip
    text = said(replace(HEAT, area=Area(streets=streets)))
    assert "📍 Сосновинка: Лесная 1–15; Школьная 2, Журавлиха: Лесная" in text

"""How a notice is called wherever it is named: one number, one name, one sign for one notice."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.message import parse_marks
from handlers.notices.family import shown_number
from handlers.notices.names import notice_name, notice_sign
from handlers.notices.wording import Meaning, notice_message, with_also
from storage.notice_records import Notice
from tests.unit.notices.test_wording import FLOOD, HOUSE

LANDSLIDE = replace(FLOOD, kind="weather", event={"ru": "Сход грунта", "en": "Earth flow"})


def stored(content: object = LANDSLIDE, number: int = 12, **more: object) -> Notice:
    notice = Notice(number, "sent", content.kind, content.severity, int(content.drill), content.dump())  # type: ignore[attr-defined]
    for name, value in more.items():
        setattr(notice, name, value)
    return notice


def test_what_bears_its_own_name_is_called_by_it_beside_another_notice_too() -> None:
    texts = HOUSE.library.texts("ru")
    base = notice_message(HOUSE, stored(FLOOD), FLOOD, "ru", Meaning.ENDED)
    said = parse_marks(with_also(HOUSE, texts, base, [stored()]).text)[0]
    assert "⚠️ № 12. Опасно для жизни. Сход грунта" in said
    assert "Погода" not in said
    english = parse_marks(with_also(HOUSE, HOUSE.library.texts("en"), base, [stored()]).text)[0]
    assert "Earth flow" in english


def test_without_a_name_of_its_own_it_is_called_by_its_kind() -> None:
    texts = HOUSE.library.texts("ru")
    assert (notice_name(texts, HOUSE.region, FLOOD), notice_sign(HOUSE.region, FLOOD)) == ("Паводок", "🌊")
    blank = replace(LANDSLIDE, event={"ru": "  "})
    assert notice_name(texts, HOUSE.region, blank) == "Погода"
    assert notice_sign(HOUSE.region, blank) != "⚠️"


def test_a_repeat_bears_the_shown_number_what_it_repeats_in_every_line() -> None:
    again = stored(FLOOD, 14, link="repeats", linked_id=9, version=2)
    assert shown_number(again) == 9
    assert shown_number(stored(FLOOD, 14, link="updates", linked_id=9)) == 14
    for language in ("ru", "en"):
        said = parse_marks(notice_message(HOUSE, again, FLOOD, language, Meaning.REPEATED).text)[0]
        assert "№ 9" in said or "No. 9" in said
        assert "14" not in said, "whoever quotes a number quotes the one that officers know"
    base = notice_message(HOUSE, stored(FLOOD), FLOOD, "ru", Meaning.ENDED)
    assert "№ 9." in parse_marks(with_also(HOUSE, HOUSE.library.texts("ru"), base, [again]).text)[0]

"""/find by number, words, street and whoever works on it; an author's others; who is not heard for a time."""

from __future__ import annotations

import json

from handlers.base.message import Address
from handlers.operator.search_words import read_search
from storage.changes import Query
from storage.records import Person
from tests.unit.citizen.phone import Phone
from tests.unit.operator.office import ADMIN, ROADS, Office, region_with
from tests.unit.operator.test_ten_seconds import DAY, GRACE, button, stopping


async def has_reports(office: Office) -> None:
    await office.files_report(1, text="Не чистят снег во дворе", address="Лесная, 5")
    await office.files_report(2, text="СНЕГ у школы", address="Мира, 7", taken_by=5, taken_name="Борис Котов")
    await office.files_report(
        3, text="Ёлка упала на провод", address="улица Речная, 3", status="closed", closed_at=office.at
    )
    await office.files_report(4, text="Яма", address="Лесная, 9")


async def finds(office: Office, words: str, chat: Address = ADMIN) -> list[int]:
    await office.says("Анна", f"/find {words}", chat)
    return [int(d.partition(":")[2]) for d in office.last(chat).data if d.startswith("o_open:")]


async def test_what_is_searched_for_is_found_whatever_its_case_and_ending(office: Office) -> None:
    await has_reports(office)
    for words, wanted in (
        ("снега", [2, 1]), ("снег лесная", [1]), ("лесной", [4, 1]), ("ЕЛКА", [3]), ("елка провода", [3]),
        ("котов", [2]), ("2", [2]), ("№ 3", [3]), ("лесная 9", [4]), ("пожар", []), ("999", []),
    ):  # fmt: skip
        assert await finds(office, words) == wanted, words
    assert "Ничего не нашлось" in office.last().text


async def test_a_phone_is_found_however_its_digits_are_grouped(office: Office) -> None:
    await office.files_report(1, text="Нет воды, телефон 8 912 345-67-89")
    await office.files_report(2, text="Нет воды, звоните +79123456789")
    await office.files_report(3, text="Нет воды, 8 (912) 34 56 789")
    await office.files_report(4, text="Нет воды, телефон 8 912 345-67-90")
    for said in ("89123456789", "+7 912 345 67 89", "912 345-67-89"):
        assert await finds(office, said) == [3, 2, 1], said


async def test_what_was_answered_to_a_topic_s_questions_is_found(office: Office) -> None:
    told = {"told": [[{"ru": "Номер автобуса?"}, {"ru": "12к"}]]}
    await office.files_report(1, text="Автобус не пришёл", details=json.dumps(told, ensure_ascii=False))
    await office.files_report(2, text="Автобус не пришёл")
    assert await finds(office, "автобус 12к") == [1]


async def test_nothing_to_search_for_is_asked_for(office: Office) -> None:
    for words in ("", " ", "!!!"):
        await office.says("Анна", f"/find{words}")
        assert "/find снег Лесная" in office.last().text


async def test_signs_of_the_pattern_language_find_nothing_more(office: Office) -> None:
    await has_reports(office)
    assert await finds(office, "%") == []
    assert await finds(office, "100%_") == []


async def test_an_organisation_s_chat_finds_what_is_its_own(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    await has_reports(office)
    await office.files_report(5, text="Снег и вода", organisation="water")
    assert await finds(office, "снег") == [5, 2, 1]
    assert await finds(office, "снег", ROADS) == [2, 1]


async def test_pages_are_turned_in_the_same_message_by_whoever_sees_it(office: Office) -> None:
    for number in range(1, 9):
        await office.files_report(number, text=f"Снег {number}")
    assert await finds(office, "снег") == [8, 7, 6, 5, 4]
    shown = office.last()
    await office.presses("Борис", next(d for d in shown.data if d.startswith("o_find")), shown)
    assert [d for d in shown.data if d.startswith("o_open")] == ["o_open:3", "o_open:2", "o_open:1"]
    await office.passes(2 * DAY)
    await office.presses("Борис", next(d for d in shown.data if d.startswith("o_find")), shown)
    assert "устарел" in office.toasts[-1]


async def test_the_author_s_others_are_one_tap_under_the_card(office: Office) -> None:
    await has_reports(office)
    await office.presses("Анна", "o_more:4", office.card(4))
    await office.presses("Анна", "o_author:4", office.card(4))
    assert "Все сообщения этого автора" in office.last().text
    assert [d for d in office.last().data if d.startswith("o_open")] == ["o_open:4", "o_open:3", "o_open:2", "o_open:1"]


def test_a_search_is_a_number_or_three_words_in_three_spellings() -> None:
    assert read_search("№ 15").number == 15
    assert read_search("Снега").patterns[:3] == ("%сн_г%", "%Сн_г%", "%СН_Г%")
    assert read_search("дом 5").patterns[:6] == ("%дом%", "%Дом%", "%ДОМ%", "%5%", "%5%", "%5%")
    assert read_search("во дворе на улице Лесной").patterns[0] != "%"
    assert read_search("...").empty


# -- not heard for a time -----------------------------------------------------------------------
async def silenced(phone_office: Office, days: int = 7, why: str = "Оскорбления сотрудников") -> None:
    await phone_office.presses("Анна", "o_more:1", phone_office.card())
    await phone_office.presses("Анна", f"o_silence:1:{days}", phone_office.card())
    await phone_office.says("Анна", why, reply_to=phone_office.last().id)


async def author(office: Office) -> Person:
    person: Person = (await office.store.read(Query("person_by_id", (31,))))[0][0]
    return person


async def test_whoever_is_silenced_reads_why_after_ten_seconds_that_can_be_stopped(office: Office) -> None:
    await office.files_report()
    await silenced(office)
    await office.presses("Анна", button(stopping(office), "o_undo"), stopping(office))
    await office.passes(GRACE)
    assert office.to_citizen() == []
    assert (await author(office)).silenced_until == 0
    await silenced(office)
    await office.passes(GRACE)
    told = office.to_citizen()[0].text
    assert "Оскорбления сотрудников" in told
    assert "112" in told
    assert (await author(office)).silenced_until == office.at + 7 * DAY
    assert (await office.report()).status == "new", "the report itself is worked on"


async def test_what_he_sends_is_kept_back_but_for_danger_and_comes_again_when_time_is_over(office: Office) -> None:
    await office.files_report()
    await silenced(office)
    await office.passes(GRACE)
    office.shared.ids.next("report")
    phone = Phone(office.world, "vk", "31")
    await phone.says("В Сосновинке на улице Лесной, 8 снова яма")
    await phone.presses("Отправить")
    assert len(await phone.reports()) == 1
    assert "Черновик сохранён" in "\n".join(s.text for s in phone.chat)
    await phone.says("отмена")
    await phone.says("В Сосновинке на улице Лесной, 8 пахнет газом")
    assert phone.sees("112")
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    assert len(await phone.reports()) == 2, "danger is passed on"
    await phone.waits(8 * DAY)
    await phone.says("сообщить о проблеме")
    await phone.says("В Сосновинке на улице Лесной, 9 не вывозят мусор")
    await phone.presses("Отправить")
    assert len(await phone.reports()) == 3


async def test_staff_may_hear_him_again_before_that(office: Office) -> None:
    await office.files_report()
    await silenced(office)
    await office.passes(GRACE)
    await office.presses("Анна", "o_silence:1", office.card())
    assert "o_hear:1" in office.card().data
    await office.presses("Анна", "o_hear:1", office.card())
    assert (await author(office)).silenced_until == 0
    assert [audit for audit in office.audits if "silenced" in audit or "heard" in audit]


async def test_a_forged_number_of_days_asks_how_long(office: Office) -> None:
    await office.files_report()
    for data in ("o_silence:1:9999", "o_silence:1:-1", "o_silence:1:x"):
        await office.presses("Анна", data, office.card())
        assert [d for d in office.card().data if d.startswith("o_silence")] == [f"o_silence:1:{n}" for n in (1, 7, 30)]

"""Ready answers: of the topic first, with gaps that are filled or asked for; staff save their own."""

from __future__ import annotations

from dataclasses import replace

from handlers.reports.ready import fill, gaps_of, general, read_values
from storage.records import Report
from storage.region.answer_words import ReadyText
from tests.unit.operator.office import Office
from tests.unit.operator.test_ten_seconds import GRACE, button, stopping

TEXTS = (
    ReadyText("plough", "Трактор", "На {улица} трактор придёт {срок}.", ("snow",)),
    ReadyText("hole", "Яма", "Яму на {улица} засыплем {срок}, отвечает {кто}.", ("potholes",)),
    ReadyText("seen", "Видели", "Видели ваше сообщение, № {номер}. Спасибо!"),
)


def has_texts(office: Office) -> None:
    office.moves_to(replace(office.region, ready=TEXTS, _by_code={}))


async def chooses(office: Office, number: int = 1) -> list[str]:
    await office.presses("Анна", f"o_more:{number}", office.card(number))
    await office.presses("Анна", f"o_ready:{number}:0", office.card(number))
    return list(office.card(number).buttons)


async def test_those_of_the_topic_come_first_and_others_topics_not_at_all(office: Office) -> None:
    has_texts(office)
    await office.files_report()
    assert [label for label in await chooses(office) if "Назад" not in label] == ["Яма", "Видели"]


async def test_what_the_report_knows_is_filled_and_the_answer_begins(office: Office) -> None:
    has_texts(office)
    await office.files_report()
    await chooses(office)
    await office.presses("Анна", "o_useready:1:rseen", office.card())
    await office.presses("Анна", "o_useready:1:rseen", office.card())
    await office.passes(GRACE)
    assert "Видели ваше сообщение, № 1. Спасибо!" in office.to_citizen()[0].text
    assert len(office.to_citizen()) == 1


async def test_gaps_that_nobody_knows_are_asked_for_and_no_answer_leaves_with_one(office: Office) -> None:
    has_texts(office)
    await office.files_report()
    await chooses(office)
    await office.presses("Анна", "o_useready:1:rhole", office.card())
    prompt = office.last()
    assert "Яму на Лесная, 5 засыплем {срок}" in prompt.text
    await office.says("Борис", "до пятницы", reply_to=prompt.id)
    await office.passes(GRACE)
    assert office.to_citizen() == []
    assert "Не хватает: срок, кто" in office.last().text
    await office.says("Борис", "до пятницы\nдорожная служба", reply_to=prompt.id)
    assert any("21 ноября" in label for label in stopping(office).buttons), "the day that it names can be promised"
    await office.passes(GRACE)
    assert "Яму на Лесная, 5 засыплем до пятницы, отвечает дорожная служба." in office.to_citizen()[0].text


async def test_an_answer_is_saved_without_its_report_s_address_and_phones(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "На Лесная, 5 яму засыплем, звоните 8 (912) 345-67-89", reply_to=office.card().id)
    await office.passes(GRACE)
    await chooses(office)
    for _ in range(2):
        await office.presses("Анна", "o_saveready:1", office.card())
    await office.files_report(2, address="Мира, 7")
    await chooses(office, 2)
    assert [d for d in office.card(2).data if d.startswith("o_useready:2:s")] == ["o_useready:2:s1"]
    await office.says("Анна", "/templates")
    shown = office.last()
    assert "На {улица} яму засыплем, звоните {номер телефона}" in shown.text
    assert "Лесная" not in shown.text
    await office.presses("Анна", button(shown, "o_dropready"), shown)
    assert "яму засыплем" not in shown.text


async def test_the_program_comes_with_some_and_the_list_has_pages(office: Office) -> None:
    has_texts(office)
    many = tuple(ReadyText(f"t{n}", f"Ответ {n}", "Да") for n in range(6))
    office.moves_to(replace(office.region, ready=many, _by_code={}))
    await office.says("Анна", "/templates")
    shown = office.last()
    assert "Ответ 3" in shown.text
    assert "Ответ 4" not in shown.text
    await office.presses("Анна", next(d for d in shown.data if d.startswith("o_templates")), shown)
    assert "Ответ 5" in shown.text


def test_gaps_are_named_once_filled_by_name_and_read_in_their_order() -> None:
    text = "{срок} и {улица}, ещё раз {срок}"
    assert gaps_of(text) == ("срок", "улица")
    assert fill(text, {"срок": "завтра"}) == "завтра и {улица}, ещё раз завтра"
    assert read_values("завтра; Мира, 7", ("срок", "улица")) == {"срок": "завтра", "улица": "Мира, 7"}
    assert read_values("завтра; после обеда", ("срок",)) == {"срок": "завтра; после обеда"}
    assert read_values("завтра", ("срок", "улица")) is None
    assert read_values(" ", ("срок",)) is None
    assert read_values("Срок: завтра\nулица: Мира, 7", ("срок", "улица")) == {"срок": "завтра", "улица": "Мира, 7"}
    assert read_values("до: 15", ("срок",)) == {"срок": "до: 15"}
    assert read_values("{срок}", ("срок",)) is None


def test_what_was_one_reports_becomes_gaps() -> None:
    report = Report(5, 1, "vk", "31", "ru", "new", "snow", "roads", "", "Мира, 7")
    said = general("мира, 7: приедем 5 декабря, +7 912 345-67-89, дом 12", report, "улица", "телефон")
    assert said == "{улица}: приедем 5 декабря, {телефон}, дом 12"

"""Whoever sees no buttons types what they say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.base.labels import fold
from tests.unit.citizen.phone import DAY, MINUTE, SECOND, Phone, answers, asks

STORY = "Во дворе в Сосновинке на улице Лесной, 5 упал забор"


def replace_user(phone: Phone, user: str) -> Phone:
    """Somebody else with the same bot."""
    phone.user = user
    return phone


async def no_buttons(phone: Phone, text: str) -> None:
    """A message from a program that shows no buttons."""
    await phone.happens(replace(phone.event(text=text), buttons=False))
    await phone.waits(10 * SECOND)


async def test_a_report_is_sent_and_agreed_to_in_words(phone: Phone) -> None:
    for send, agree in (
        ("отправить", "да"),
        ("Отправить!", "Согласна."),
        ("ОТПРАВЬТЕ", "даю согласие"),
        ("send", "yes"),
    ):
        one = replace_user(phone, f"8{send}")
        before = len(await phone.reports())
        await one.says(STORY)
        await one.says(send)
        assert "согласие" in " ".join(one.last.buttons).lower(), (send, [s.text for s in one.chat])
        await one.says(agree)
        filed = (await phone.reports())[before:]
        assert [report.text for report in filed] == [STORY], (send, agree)
        assert await one.faults() == []


async def test_every_label_of_the_review_does_what_its_button_does(phone: Phone) -> None:
    await phone.says(STORY)
    await phone.says("изменить тему")
    assert phone.sees("тем")
    await phone.says("назад")
    await phone.says("Изменить место")
    await phone.says("не знаю точно")
    await phone.says("отправить")
    await phone.says("не сейчас")
    assert not await phone.reports()
    assert await phone.faults() == []


async def test_a_topic_is_chosen_by_its_name_or_as_other(phone: Phone) -> None:
    await phone.says(STORY)
    await phone.says("изменить тему")
    await phone.says("дороги и улицы")
    name = next(label for label, data in phone.last.buttons.items() if data.endswith(":potholes"))
    await phone.says(fold(name).upper())
    await phone.says("изменить тему")
    assert phone.sees("тем")
    await phone.says("Другое")
    await phone.says("отправить")
    await phone.says("да")
    assert [report.topic for report in await phone.reports()] == ["other"]


async def test_words_that_are_no_buttons_stay_the_reports_text(phone: Phone) -> None:
    await phone.says(STORY)
    await phone.says("да, и ещё фонарь не горит")
    await phone.says("отправить бы мастера")
    await phone.says("отправить")
    await phone.says("да")
    assert (await phone.reports())[0].text == f"{STORY}\nда, и ещё фонарь не горит\nотправить бы мастера"


async def test_a_word_for_a_button_that_is_not_there_is_never_a_report(phone: Phone) -> None:
    for word in ("назад", "Готово.", "дальше", "ещё", "back"):
        await phone.says(word)
        assert phone.sees("Напишите, что случилось"), word
    await phone.says(STORY)
    for word in ("назад", "готово", "next"):
        await phone.says(word)
        assert "отправить" in " ".join(phone.last.buttons).lower(), word
    await phone.says("отправить")
    await phone.says("да")
    assert [report.text for report in await phone.reports()] == [STORY]


async def test_yes_after_a_question_of_the_staff_is_the_answer(phone: Phone) -> None:
    report = await phone.files_report()
    await phone.says("забыть меня")
    await phone.waits(MINUTE)
    await phone.staff(asks, report.id)
    await phone.says("да")
    history = await phone.history(report.id)
    assert [(e.kind, e.text) for e in history if e.kind == "reply"] == [("reply", "да")]
    assert (await phone.reports())[0].person_id


async def test_an_answer_is_said_to_have_helped_or_not_in_words(phone: Phone) -> None:
    for words, status in (
        ("Решено", "closed"), ("да", "closed"), ("нет", "reopened"), ("не решено", "reopened"), ("Частично", "reopened")
    ):  # fmt: skip
        one = replace_user(phone, f"9{words}")
        report = await one.files_report()
        await one.waits(MINUTE)
        await one.staff(answers, report.id)
        assert "«нет»" in one.last.text
        await one.says(words)
        now = next(r for r in await phone.reports() if r.id == report.id)
        assert now.status == status, words


async def test_an_old_screen_is_not_answered_by_yes(phone: Phone) -> None:
    await phone.files_report()
    await phone.says("забыть меня")
    await phone.waits(2 * DAY)
    await phone.says("да")
    assert (await phone.reports())[0].person_id, "nobody is forgotten for a word said days later"
    await phone.says("Да, удалить всё")
    assert not (await phone.reports())[0].person_id


async def test_what_could_mean_several_buttons_presses_none_and_is_asked(phone: Phone) -> None:
    await phone.says(STORY)
    await phone.says("отправить")
    await phone.says("отправить")  # the consent is given by its own words only
    assert "«Даю согласие»" in phone.last.text
    assert not await phone.reports()
    await phone.says("даю согласие")
    assert len(await phone.reports()) == 1


async def test_cancel_is_the_command_that_it_was_and_what_it_left_comes_back(phone: Phone) -> None:
    await phone.says(STORY)
    await phone.says("отмена")
    assert "Отменили" in phone.last.text
    await phone.says("вернуть")
    assert STORY in phone.last.text


async def test_the_label_counts_before_a_command_of_the_same_words(phone: Phone) -> None:
    await phone.files_report()
    await phone.says("мои данные")
    assert "Отозвать согласие" in phone.last.buttons
    await phone.says("отозвать согласие")
    assert "Да, удалить всё" not in phone.last.buttons


async def test_whoever_has_no_buttons_is_told_the_words(phone: Phone) -> None:
    await no_buttons(phone, STORY)
    assert "«Отправить», «Изменить тему»" in phone.last.text
    assert "«Отмена»" in phone.last.text
    await no_buttons(phone, "отправить")
    assert "«Даю согласие»" in phone.last.text
    await no_buttons(phone, "да")
    assert len(await phone.reports()) == 1


async def test_a_reminder_by_the_clock_names_the_words_too_until_buttons_are_seen_again(phone: Phone) -> None:
    await no_buttons(phone, STORY)
    await phone.waits(11 * MINUTE)
    assert "«Отправить»" in phone.last.text
    await phone.happens(replace(phone.event(text="и фонарь"), buttons=True))
    await phone.waits(10 * SECOND)
    assert "«Отправить»" not in phone.last.text


async def test_a_toast_is_said_to_whoever_typed(phone: Phone) -> None:
    report = await phone.files_report()
    await phone.staff(answers, report.id)
    await phone.says("не решено")
    await phone.says("отмена")
    await phone.says("частично")
    assert str(report.id) in phone.last.text, [s.text for s in phone.chat]


@pytest.mark.parametrize(
    ("label", "typed"),
    [("✅ Отправить", "отправить!"), ("← Назад", "НАЗАД"), ("Ещё →", "еще"), ("🟡 № 7 Вода", "№7 вода")],
)
def test_labels_are_the_same_without_signs_and_case(label: str, typed: str) -> None:
    assert fold(label) == fold(typed)


async def test_an_edited_screen_names_its_words_until_a_button_was_pressed_there(phone: Phone) -> None:
    """Some programs of a messenger show no buttons under what was edited, and nothing says which."""
    phone.shared.bare_edits = frozenset({phone.channel})
    await phone.happens(phone.event(text=STORY))
    await phone.waits(2 * SECOND)
    shown = phone.last
    assert "«Отправить»" not in shown.text
    await phone.happens(phone.event(text="и калитка"))
    await phone.waits(10 * SECOND)
    assert phone.last.id == shown.id
    assert "«Отправить»" in phone.last.text
    await phone.presses("Изменить тему")
    assert "«" not in phone.last.text
    await phone.presses("Назад")
    assert "«Отправить»" not in phone.last.text


@pytest.mark.parametrize("words", ["2", "2.", "номер два"])
async def test_a_number_picks_the_town_for_whoever_is_told_them_in_a_line(phone: Phone, words: str) -> None:
    await no_buttons(phone, "На улице Речной, 3 яма")
    await phone.waits(6000)
    offered = phone.last.text.rpartition("«")[0].split("«")
    assert "городе" in phone.last.text
    second = offered[2].partition("»")[0]
    await no_buttons(phone, words)
    assert f"{second}, Речная, 3" in phone.last.text
    dialogue = await phone.dialogue()
    assert dialogue is not None
    assert '"settlement":"' in dialogue.data.replace(" ", "")


async def test_a_number_that_is_none_of_the_towns_picks_none(phone: Phone) -> None:
    await no_buttons(phone, "На улице Речной, 3 яма")
    await phone.waits(6000)
    await no_buttons(phone, "9")
    dialogue = await phone.dialogue()
    assert dialogue is not None
    assert '"settlement":"' not in dialogue.data.replace(" ", "")


async def test_where_buttons_stand_a_number_is_no_town(phone: Phone) -> None:
    """It may be the house."""
    await phone.says("На улице Речной яма")
    await phone.waits(6000)
    assert "городе" in phone.last.text
    await phone.says("2")
    dialogue = await phone.dialogue()
    assert dialogue is not None
    assert '"settlement":"' not in dialogue.data.replace(" ", "")

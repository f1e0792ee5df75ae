"""From the first message to the number."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from handlers.base.event import Attachment, AttachmentKind, Kind, Point
from tests.unit.citizen.phone import DAY, MINUTE, PHOTO, SECOND, STICKER, Phone

SNOW = "Третий день не чистят снег"
HERE = (57.0, 60.0)


async def test_first_message_is_greeted_and_not_lost_behind_a_form(phone: Phone) -> None:
    await phone.says(SNOW)
    assert phone.sees("Это бот Центра управления")
    assert "Где это?" in phone.last.text
    assert SNOW in phone.last.text
    assert await phone.reports() == []


async def test_the_greeting_comes_once_and_brings_a_keyboard_with_the_places_button(phone: Phone) -> None:
    await phone.says(SNOW)
    await phone.says("улица Лесная, 5")
    greetings = [s for s in phone.chat if "Это бот Центра" in s.text]
    assert len(greetings) == 1
    keyboard = greetings[0].message.keyboard
    assert keyboard is not None
    assert any(button.location for row in keyboard.rows for button in row)


async def test_text_with_an_address_is_filed_after_two_taps(phone: Phone) -> None:
    report = await phone.files_report("В Сосновинке на улице Лесной, 5 яма")
    assert report.text == "В Сосновинке на улице Лесной, 5 яма"
    assert report.address == "Лесная, 5"
    assert report.topic == "potholes"
    assert report.organisation == "roads"
    assert report.first_due_at > report.created_at
    assert "№ 1" in phone.last.text
    assert "59-ФЗ" in phone.last.text
    assert phone.last.row.careful == 1
    assert phone.last.row.purpose == "confirmation"
    assert "Лесной, 5" in phone.admin


async def test_photo_with_caption_then_place_gives_the_number_after_two_taps(phone: Phone) -> None:
    await phone.files_report()
    await phone.says("Снег не убран", PHOTO)
    await phone.happens(phone.event(place=Point(*HERE)))  # the first tap: the place's button
    await phone.presses("Отправить")  # the second
    assert "№ 2" in phone.last.text
    assert [f.kind for f in await phone.files(2)] == ["photo"]


async def test_a_photo_without_a_word_is_asked_what_happened(phone: Phone) -> None:
    await phone.says("", PHOTO)
    assert "Что случилось?" in phone.last.text
    await phone.says("яма")
    assert "Где это?" in phone.last.text
    await phone.says("возле школы")
    assert "возле школы" in phone.last.text
    assert "Отправить" in " ".join(phone.last.buttons)


async def test_a_place_comes_first_and_words_after_it(phone: Phone) -> None:
    await phone.sends_place(*HERE)
    assert "Что случилось?" in phone.last.text
    await phone.says("яма")
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    assert (await phone.reports())[0].lat == HERE[0]


async def test_a_point_outside_the_region_is_said_and_still_accepted(phone: Phone) -> None:
    await phone.says("яма")
    await phone.sends_place(0.0, 0.0)
    assert "не в Заречном крае" in phone.last.text
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    assert len(await phone.reports()) == 1


async def test_whoever_does_not_know_the_place_goes_on_without_it(phone: Phone) -> None:
    await phone.says("яма")
    await phone.says("Не знаю")
    assert "Место не указано" in phone.last.text
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    assert (await phone.reports())[0].address == ""


async def test_a_voice_message_is_enough_and_its_transcript_betrays_the_topic(phone: Phone) -> None:
    await phone.says("", Attachment(AttachmentKind.VOICE, "v1", transcript="огромная яма у дома"))
    assert "Где это?" in phone.last.text
    await phone.presses("Не знаю точно")
    assert "Ямы" in phone.last.text
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    assert (await phone.files(1))[0].transcript == "огромная яма у дома"


async def test_a_hundred_messages_in_a_minute_are_all_kept_and_answered_together(phone: Phone) -> None:
    for number in range(100):
        await phone.happens(phone.event(text=f"слово{number}"))
        await phone.waits(600)
    await phone.waits(5 * SECOND)
    screens = [s for s in phone.chat if s.row.purpose == "screen"]
    assert len(screens) == 1
    await phone.presses("Не знаю точно")
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    text = (await phone.reports())[0].text
    assert all(f"слово{number}\n" in text + "\n" for number in range(100))


async def test_an_album_in_any_order_becomes_one_draft_and_one_screen(phone: Phone) -> None:
    items = [phone.event(album="al", attachments=(PHOTO,)) for _ in range(4)]
    caption = phone.event(album="al", attachments=(PHOTO,), text="яма в Сосновинке на улице Лесной, 5")
    await phone.happens(items[2], items[0], caption)
    assert [s for s in phone.chat if s.row.purpose == "screen"] == []
    await phone.happens(items[1], items[3])
    await phone.waits(5 * SECOND)
    assert "5 фотографий" in phone.last.text
    assert len([s for s in phone.chat if s.row.purpose == "screen"]) == 1


async def test_what_follows_the_question_of_the_place_at_once_is_no_address(phone: Phone) -> None:
    await phone.happens(phone.event(text="яма на дороге"))
    await phone.waits(2 * SECOND)
    await phone.happens(phone.event(text="очень глубокая"))
    await phone.waits(10 * SECOND)
    assert "очень глубокая" in phone.last.text
    assert "Где это?" in phone.last.text


async def test_very_long_text_is_kept_whole_and_shown_short(phone: Phone) -> None:
    text = "яма в Сосновинке на улице Лесной, 5 " + "очень " * 3000
    report = await phone.files_report(text)
    assert report.text == text.strip()
    assert all(len(s.text) < 4000 for s in phone.chat)


async def test_what_looks_like_marks_is_shown_as_written(phone: Phone) -> None:
    await phone.says("<b>яма</b> & <a href='x'>тут</a>")
    assert "<b>яма</b> & <a href='x'>" in phone.last.text


async def test_topic_is_corrected_by_a_tap(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.presses("Изменить тему")
    await phone.presses("Ещё")
    await phone.presses("Ещё")
    await phone.presses("Другое")
    assert "Тема: Другое" in phone.last.text
    await phone.says("и ещё снег")
    assert "Тема: Другое" in phone.last.text


async def test_the_history_keeps_what_the_words_made_likely_first_whatever_their_author_chose(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.presses("Изменить тему")
    await phone.presses("Ещё")
    await phone.presses("Ещё")
    await phone.presses("Другое")
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    await phone.says("В Сосновинке на улице Лесной, 7 что-то странное")
    await phone.presses("Отправить")
    filed = [json.loads((await phone.history(number))[0].data) for number in (1, 2)]
    assert [report.topic for report in await phone.reports()] == ["other", "other"]
    assert filed == [{"guessed": "potholes"}, {"guessed": ""}]


async def test_every_topic_can_be_reached(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.presses("Изменить тему")
    seen: set[str] = set()
    for _ in range(3):
        for label in [name for name, data in phone.last.buttons.items() if data.count(":") == 3]:
            await phone.presses(label)
            assert len(phone.last.buttons) <= 10
            seen |= {d.split(":")[2] for d in phone.last.buttons.values() if d.startswith("c_topic:")}
            await phone.presses("Назад")
            assert label in phone.last.buttons, "back on the page that the group stands on"
        assert len(phone.last.buttons) <= 10
        await phone.presses("Ещё")
    assert seen == {topic.code for topic in phone.region.topics}


async def test_every_topic_can_be_reached_where_a_region_has_no_groups(phone: Phone) -> None:
    flat = tuple(replace(topic, group="") for topic in phone.region.topics)
    phone.region.groups, phone.region.topics = (), flat
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.presses("Изменить тему")
    seen: set[str] = set()
    for _ in range(len(flat) // 7 + 1):
        seen |= {d.split(":")[2] for d in phone.last.buttons.values() if d.startswith("c_topic:")}
        assert len(phone.last.buttons) <= 10
        await phone.presses("Ещё")
    assert seen == {topic.code for topic in flat}


async def test_the_next_likely_topics_are_the_first_two_buttons(phone: Phone) -> None:
    phone.shared.guess = lambda text: ["potholes", "none", "yards", "pavements", "snow"]
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.presses("Изменить тему")
    assert [data.split(":")[-1] for data in phone.last.buttons.values()][:2] == ["yards", "pavements"]
    await phone.presses(next(label for label in phone.last.buttons if "Дворы" in label))
    assert "Тема: 🏘 Дворы" in phone.last.text
    await phone.presses("Изменить тему")
    assert [data.split(":")[-1] for data in phone.last.buttons.values()][:2] == ["potholes", "pavements"]


async def test_what_is_not_likely_enough_is_not_taken_but_offered_first(phone: Phone) -> None:
    phone.shared.guess = lambda text: ["none", "noise", "trade"]
    await phone.says("В Сосновинке на улице Лесной, 5 непорядок")
    assert "Тема: Другое" in phone.last.text
    await phone.presses("Изменить тему")
    assert [data.split(":")[-1] for data in phone.last.buttons.values()][:2] == ["noise", "trade"]
    await phone.presses("Назад")
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    assert [report.topic for report in await phone.reports()] == ["other"]


async def test_a_chosen_topic_survives_more_words_and_the_undo_of_a_slip(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.presses("Изменить тему")
    await phone.presses("Другое")
    await phone.says("ещё одна яма и открытый люк")
    await phone.presses("Отмена")
    await phone.presses("Вернуть")
    assert "Тема: Другое" in phone.last.text
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    assert [report.topic for report in await phone.reports()] == ["other"]


@pytest.mark.parametrize("data", ["c_topics:{}:0:nowhere", "c_topics:{}:99999:" + "x" * 60, "c_topics:{}::"])
async def test_a_forged_group_shows_the_first_page(phone: Phone, data: str) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.presses("Изменить тему")
    draft = next(iter(phone.last.buttons.values())).split(":")[1]
    await phone.press_data(data.format(draft))
    assert any(said.startswith(f"c_topics:{draft}:0:") for said in phone.last.buttons.values())
    assert await phone.faults() == []


async def test_double_tap_on_send_files_once(phone: Phone) -> None:
    await phone.files_report()
    await phone.says("снег в Сосновинке на улице Мира, 7")
    data = phone.last.buttons["✅ Отправить"]
    first, second = (phone.event(Kind.BUTTON, data=data, message="", ack=f"a{i}") for i in (1, 2))
    await phone.happens(first, second)
    assert len(await phone.reports()) == 2
    assert "Уже отправлено, номер 2" in phone.toasts


async def test_an_old_drafts_button_does_nothing_to_the_new_one(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    old = phone.last.buttons["Отмена"]
    await phone.says("/cancel")
    await phone.says("снег в Сосновинке на улице Мира, 7")
    await phone.press_data(old)
    assert phone.sees("снег в Сосновинке на улице Мира, 7")
    await phone.presses("Отправить")
    assert "согласие" in phone.last.text.lower()


async def test_cancel_can_be_taken_back(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.presses("Отмена")
    await phone.presses("Вернуть")
    assert "В Сосновинке на улице Лесной, 5 яма" in phone.last.text
    assert "Отправить" in " ".join(phone.last.buttons)


async def test_help_in_the_middle_loses_nothing(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.says("/help")
    assert phone.sees("Как сообщить")
    assert "яма" in phone.last.text
    await phone.says("/nonsense")
    assert phone.sees("Такой команды нет")
    assert "яма" in phone.last.text


async def test_an_edit_of_a_message_in_the_draft_changes_its_text(phone: Phone) -> None:
    message = phone.event(text="В Сосновинке на улице Лесной, 5 ямка")
    await phone.happens(message)
    await phone.happens(phone.event(Kind.EDIT, message=message.message, text="В Сосновинке на улице Лесной, 7 яма"))
    assert "Лесной, 7 яма" in phone.last.text
    assert "ямка" not in phone.last.text
    report = await phone.files_report("и снег")
    assert report.text == "В Сосновинке на улице Лесной, 7 яма\nи снег"


async def test_an_edit_after_filing_is_added_to_the_report(phone: Phone) -> None:
    message = phone.event(text="В Сосновинке на улице Лесной, 5 яма")
    await phone.happens(message)
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    await phone.happens(phone.event(Kind.EDIT, message=message.message, text="В Сосновинке на улице Лесной, 7 яма"))
    assert [e.kind for e in await phone.history(1)] == ["filed", "edited"]
    assert "Лесной, 7" in phone.admin


async def test_greetings_thanks_and_stickers_begin_nothing(phone: Phone) -> None:
    for text in ("Здравствуйте!", "Добрый день, спасибо", "👍", "???"):
        await phone.says(text)
    await phone.says("", STICKER)
    dialogue = await phone.dialogue()
    assert dialogue is not None
    assert dialogue.step == ""
    assert not phone.sees("Где это?")


async def test_a_greeting_with_a_problem_is_a_report(phone: Phone) -> None:
    await phone.says("Здравствуйте, во дворе яма")
    assert "Где это?" in phone.last.text


async def test_a_sticker_inside_a_draft_shows_the_draft_again(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.says("", STICKER)
    assert "яма" in phone.last.text


async def test_what_cannot_be_taken_is_said_and_empty_messages_harm_nothing(phone: Phone) -> None:
    await phone.says("", Attachment(AttachmentKind.OTHER, "", name="poll"))
    assert phone.sees("не умею")
    await phone.says("")
    assert await phone.faults() == []


async def test_without_consent_nothing_is_kept(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма", PHOTO)
    await phone.presses("Отправить")
    assert "Согласие на обработку" in phone.last.text
    await phone.presses("Не сейчас")
    assert "112" in phone.last.text
    assert await phone.reports() == []
    assert "Лесной" not in str(await phone.dialogue())


async def test_consent_is_kept_with_version_and_time_and_asked_again_for_a_new_text(phone: Phone) -> None:
    await phone.files_report()
    await phone.files_report("снег в Сосновинке на улице Мира, 7")
    assert len([s for s in phone.chat if "Согласие на обработку" in s.text]) == 1
    phone.open(region_version="2031-9")
    await phone.says("яма в Сосновинке на улице Новой, 1")
    await phone.presses("Отправить")
    assert "Даю согласие" in phone.last.buttons
    assert len(await phone.reports()) == 2


async def test_a_button_of_an_older_consent_text_agrees_to_nothing(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.presses("Отправить")
    old = phone.last.buttons["Даю согласие"]
    phone.open(region_version="2031-9")
    await phone.press_data(old)
    assert await phone.reports() == []


async def test_a_draft_without_consent_goes_after_a_day(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.waits(DAY + MINUTE)
    assert "Лесной" not in str(await phone.dialogue())
    assert "удалили" in phone.last.text


async def test_a_forgotten_draft_is_asked_about_once(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    await phone.waits(11 * MINUTE)
    assert "не отправили" in phone.last.text
    shown = len(phone.chat)
    await phone.waits(5 * 60 * MINUTE)
    assert len(phone.chat) == shown
    await phone.presses("Отправить")
    assert "Даю согласие" in phone.last.buttons


async def test_danger_shows_112_before_anything_else_and_once(phone: Phone) -> None:
    await phone.says("Пахнет газом")
    assert "112" in phone.chat[0].text
    await phone.says("сильно пахнет газом в Сосновинке на улице Мира, 3")
    assert len([s for s in phone.chat if "Сначала позвоните 112" in s.text]) == 1


async def test_danger_that_is_never_sent_reaches_the_operators_after_ten_minutes(phone: Phone) -> None:
    await phone.files_report()
    await phone.says("Пахнет газом в Сосновинке на улице Мира, 3")
    await phone.waits(11 * MINUTE)
    report = (await phone.reports())[-1]
    assert (report.id, report.unsent, report.danger) == (2, 1, 1)
    assert "не стали ждать" in phone.last.text


async def test_danger_without_consent_is_passed_to_nobody(phone: Phone) -> None:
    await phone.says("Пахнет газом в Сосновинке на улице Мира, 3")
    await phone.waits(30 * MINUTE)
    assert await phone.reports() == []


async def test_a_draft_survives_a_restart(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    phone.open()
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    assert len(await phone.reports()) == 1


async def test_garbage_in_buttons_harms_nothing(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    words = ("c_send", "c_topic", "c_topics", "c_draft", "c_place", "c_into", "c_new", "c_report", "c_reports",
             "c_more", "c_withdrawn", "c_undo", "c_consent", "c_lang", "c_forgetyes", "solved", "unsolved",
             "x")  # fmt: skip
    for word in words:
        for tail in ("", ":", ":abc", ":-1", ":9" * 30, f":{10**40}", ":٣", ":1:2:3"):
            await phone.press_data(word + tail)
    assert await phone.faults() == []
    assert await phone.reports() == []
    await phone.presses("Отправить")
    assert "Даю согласие" in phone.last.buttons


async def test_whoever_pours_in_messages_is_answered_once_and_all_of_it_is_kept(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    shown = len(phone.chat)
    edits = phone.last.row.id
    for number in range(60):
        await phone.happens(phone.event(text=f"и ещё {number}"))
        await phone.waits(2 * SECOND)
    during = phone.last.row.id
    await phone.waits(20 * SECOND)
    assert len(phone.chat) == shown, "one screen"
    assert phone.last.row.id > edits
    assert during - edits < 60, "the longer it pours, the rarer the screen is shown"
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    text = (await phone.reports())[0].text
    assert all(f"и ещё {number}\n" in f"{text}\n" for number in range(60))


async def test_a_report_has_an_end_and_its_author_is_told_once(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    for number in range(12):
        await phone.says(f"{number} " + "слово " * 660)
    told = [s for s in phone.chat if "больше слов в него не поместится" in s.text]
    assert len(told) == 1
    await phone.says("в доме запах газа " * 100 + "слово " * 400)
    assert phone.sees("112"), "danger is heard all the same"
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    assert 30_000 < len((await phone.reports())[0].text) <= 40_100


async def test_a_report_takes_a_hundred_files_and_its_author_is_told_once(phone: Phone) -> None:
    await phone.says("В Сосновинке на улице Лесной, 5 яма")
    for number in range(4):
        await phone.says("", *(replace(PHOTO, handle=f"photo-{number}-{n}") for n in range(33)))
        await phone.passes(MINUTE)
    told = [s for s in phone.chat if "уже 100 файлов" in s.text]
    assert len(told) == 1
    loud = Attachment(AttachmentKind.VOICE, "voice-1", size=10, transcript="в доме запах газа")
    await phone.says("и ещё глубже", loud)
    assert phone.sees("112"), "danger is heard all the same"
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    handles = [file.handle for file in await phone.files(1)]
    assert len(handles) == 100
    assert handles[:99] == [f"photo-{number}-{n}" for number in range(3) for n in range(33)], "the first stay"
    assert "и ещё глубже" in (await phone.reports())[0].text
    await phone.presses("Дополнить")
    await phone.says("", *(replace(PHOTO, handle=f"more-{n}") for n in range(101)))
    await phone.passes(MINUTE)
    assert len([s for s in phone.chat if "уже 100 файлов" in s.text]) == 2, "an addition has an end of its own"
    assert len(await phone.files(1)) == 200

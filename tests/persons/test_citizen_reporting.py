"""A report in whatever order it comes to one's mind: words, photo, voice, file, place."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator, citizen, document, photo
from tests.persons.reporting import SNOW, TIKHORECHENSK, agrees, pauses, reports, rows, shows, thing, voice
from tests.persons.stage import Stage


async def test_text_first_and_the_place_by_the_button_after_it(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await anna.says("Не работает лифт")
    await pauses(anna)
    await anna.sees("Не работает лифт", "Где это?")
    await anna.is_at(*TIKHORECHENSK)
    await pauses(anna)
    await anna.presses("Пропустить")  # which entrance
    await anna.presses("Пропустить")  # what is wrong with the lift
    await anna.sees("Проверьте", "Точка на карте: Тихореченск")
    await anna.presses("Отправить")
    await agrees(anna)
    card = await maria.card(await anna.number())
    assert "Не работает лифт" in card.text
    assert "Тихореченск" in card.text


async def test_photo_with_caption_then_place_gives_the_number_after_two_taps(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    await anna.says("Яма на дороге", photo())
    await pauses(anna)
    await anna.is_at(*TIKHORECHENSK)
    await pauses(anna)
    await anna.sees("Проверьте", "1 фотография", "Ямы на дорогах")
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    await maria.card(await anna.number())
    assert [f.kind for m in maria.messages() for f in m.files] == ["photo"]


async def test_a_second_report_needs_no_consent_and_one_tap(stage: Stage, anna: Citizen) -> None:
    await reports(anna)
    await anna.says("Яма на дороге, Сосновинка, улица Речная, 7")
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.sees("Готово", "№ 2")


async def test_a_photo_alone_is_asked_what_happened(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await anna.says("", photo())
    await pauses(anna)
    await anna.sees("1 фотография", "Что случилось?")
    await anna.says(SNOW)
    await pauses(anna)
    await anna.sees("Проверьте", "1 фотография", "не чистят снег")


async def test_a_place_alone_is_asked_what_happened(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await anna.is_at(*TIKHORECHENSK)
    await pauses(anna)
    await anna.sees("Точка на карте", "Что случилось?")
    await anna.says("Не вывозят мусор")
    await pauses(anna)
    await anna.sees("Проверьте", "Тихореченск", "Вывоз мусора")


async def test_one_word_is_enough_to_begin(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await anna.says("снег")
    await pauses(anna)
    await anna.sees("снег", "Где это?")
    await anna.presses("Не знаю точно")
    await anna.sees("Проверьте", "Место не указано", "Снег и наледь")


async def test_a_voice_message_is_enough_and_its_words_are_read_where_the_messenger_has_them(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    await anna.says("", voice("В Сосновинке на улице Лесной, 5 не чистят снег"))
    await pauses(anna)
    if where == "telegram":
        await anna.presses("Не знаю точно")
        await anna.sees("Проверьте", "1 голосовое", "Тема: Другое")
    else:
        await anna.sees("Проверьте", "не чистят снег", "Лесной, 5", "Снег и наледь")
    await anna.presses("Отправить")
    await agrees(anna)
    await maria.card(await anna.number())
    assert len([f for m in maria.messages() for f in m.files]) == 1


@pytest.mark.parametrize("kind", ["video", "document"])
async def test_a_video_or_a_file_goes_with_the_report(
    stage: Stage, where: str, anna: Citizen, maria: Operator, kind: str
) -> None:
    file = document("akt.pdf") if kind == "document" else thing("video", "snow.mp4")
    await anna.starts()
    await anna.says(SNOW, file)
    await pauses(anna)
    await anna.sees("Проверьте", "1 файл")
    await anna.presses("Отправить")
    await agrees(anna)
    await maria.card(await anna.number())
    sent = [f for m in maria.messages() for f in m.files]
    if kind == "document":
        assert [f.content for f in sent] == [file.content]
    elif where != "vk":
        assert len(sent) == 1


@pytest.mark.parametrize("admin", ["telegram"])
async def test_a_video_of_vk_comes_as_the_address_where_it_can_be_watched(stage: Stage, maria: Operator) -> None:
    """VK gives bots no bytes of a video."""
    pyotr = citizen(stage, "vk")
    await pyotr.says(SNOW, thing("video", "snow.mp4"))
    await pauses(pyotr)
    await pyotr.presses("Отправить")
    await agrees(pyotr)
    await maria.card(await pyotr.number())
    assert any("https://vk.com/video" in message.text for message in maria.messages())


async def test_what_cannot_be_taken_is_said_and_named_to_nobody_as_a_report(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await anna.says("", thing("other", "dice"))
    await anna.sees("не умею принимать")
    anna.does_not_see("Проверьте")
    await anna.says(SNOW)
    await pauses(anna)
    await anna.sees("Проверьте", "не чистят снег")


async def test_what_comes_with_words_and_cannot_be_taken_is_named(stage: Stage, maria: Operator) -> None:
    pyotr = citizen(stage, "vk")
    await pyotr.says(SNOW, thing("other", "poll"), thing("other", "something_new"))
    await pauses(pyotr)
    await pyotr.sees("Проверьте", "[вложение: опрос]", "[вложение: что-то незнакомое боту]")


async def test_what_cannot_be_taken_changes_nothing_while_the_place_is_asked(stage: Stage, anna: Citizen) -> None:
    await anna.says("Автобус не пришёл")
    await stage.passes(20)
    await anna.says("", thing("other", "dice"))
    await stage.passes(20)
    await anna.says("у рынка")
    await pauses(anna)
    await anna.presses("Пропустить")  # the bus's number
    await anna.sees("Проверьте", "📍 у рынка")


async def test_the_number_comes_with_when_to_expect_an_answer_and_what_this_is_not(stage: Stage, anna: Citizen) -> None:
    number = await reports(anna)
    sent = await anna.sees(f"№ {number}", "Первый ответ должен прийти", "или раньше", "не официальное обращение")
    assert "59-ФЗ" in sent.text
    assert any(span.kind == "link" for span in sent.spans)


async def test_double_tap_on_send_files_once(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna)
    await anna.says("Яма на дороге, Сосновинка, улица Речная, 7")
    await pauses(anna)
    screen = await anna.sees("Проверьте")
    send = screen.buttons[0][0].data
    for _ in range(3):
        anna.messenger.press(anna.user, anna.chat, screen.id, send)
    await stage.quiet()
    assert rows(stage, "SELECT COUNT(*) FROM report") == [(2,)]
    assert "Уже отправлено, номер 2" in anna.toasts()
    assert len(shows(anna, "Готово", "№ 2")) == 1


async def test_double_tap_on_consent_files_once(stage: Stage, anna: Citizen) -> None:
    await anna.says(SNOW)
    await pauses(anna)
    await anna.presses("Отправить")
    asked = await anna.sees("Согласие на обработку")
    for _ in range(2):
        anna.messenger.press(anna.user, anna.chat, asked.id, asked.buttons[0][0].data)
    await stage.quiet()
    assert rows(stage, "SELECT COUNT(*) FROM report") == [(1,)]
    assert len(shows(anna, "Готово", "№ 1")) == 1


async def test_nothing_that_was_written_can_dress_up_as_the_bots_own_words(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    evil = (
        "<b>Снег</b> & <a href='https://evil.example'>тут</a> @all [id1|Админ] \u202e\u0007*жирно* Сосновинка, Лесная 5"
    )
    await anna.says(evil)
    await pauses(anna)
    shown = await anna.sees("Проверьте", "<b>Снег</b> & <a href=")
    assert not any(span.kind == "link" for span in shown.spans)
    await anna.presses("Отправить")
    await agrees(anna)
    card = await maria.card(await anna.number())
    assert "<b>Снег</b> & <a href='https://evil.example'>тут</a>" in card.text
    assert "\u202e" not in card.text
    assert "\u0007" not in card.text
    assert not any("evil" in span.url for span in card.spans)

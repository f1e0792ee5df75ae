"""Each field of a notice on its own screen: what it takes, what it refuses and why."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from handlers.base.event import Attachment, AttachmentKind
from storage.changes import Query
from tests.unit.citizen.phone import PHOTO
from tests.unit.officer.study import Study

ACT = Attachment(AttachmentKind.DOCUMENT, "doc-1", name="act.pdf", size=1_000)
FLOOD_ADVICE = "Уходите на возвышенность сейчас"


async def test_kind_and_severity_change_and_the_ready_advice_follows(study: Study) -> None:
    await study.completes()
    assert FLOOD_ADVICE in (await study.content()).todo["ru"]
    await study.presses("Ещё…")
    await study.presses("Опасность")
    await study.presses("Осторожно")
    assert (await study.content()).severity == 2
    assert "Поднимите вещи" in (await study.content()).todo["ru"]
    await study.presses("О чём")
    await study.presses("Погода")
    assert (await study.notices())[0].kind == "weather"
    assert "Без нужды не выходите" in (await study.content()).todo["ru"]


async def test_words_of_ones_own_are_not_overwritten_by_advice(study: Study) -> None:
    await study.completes()
    await study.presses("Что делать")
    await study.says("Идите в школу № 2.")
    await study.press_data("d_setsev:1:2")
    assert (await study.content()).todo == {"ru": "Идите в школу № 2.", "en": (await study.content()).todo["en"]}
    await study.presses("← Назад")
    await study.presses("Что делать")
    await study.presses("Ничего не советовать")
    assert (await study.content()).todo == {}
    assert "Не сказано, что делать" in study.screen.text
    await study.presses("Что делать")
    await study.presses("Взять готовый совет")
    assert "Поднимите вещи" in (await study.content()).todo["ru"]


async def test_what_was_written_by_hand_is_named_when_a_button_replaces_it_and_comes_back(study: Study) -> None:
    await study.completes()
    await study.presses("Что делать")
    await study.says("Идите в школу № 2.")
    await study.presses("Что делать")
    await study.presses("English")
    await study.says("Go to school No. 2.")
    by_hand = (await study.content()).todo
    for button in ("Взять готовый совет", "Ничего не советовать"):
        await study.presses("Что делать")
        await study.presses(button)
        assert (await study.content()).todo != by_hand
        assert "«Идите в школу № 2.»" in study.screen.text
        assert "«Go to school No. 2.»" in study.screen.text
        await study.presses("Опасность" if "Опасность" in study.labels else "Ещё…")
        await study.presses("← Назад")
        await study.presses("↩️ Вернуть, как было")
        assert (await study.content()).todo == by_hand
        assert "Вернули, как было." in study.screen.text
        assert "↩️ Вернуть, как было" not in study.labels
    assert await study.all_is_well()


async def test_what_was_written_by_hand_comes_back_after_two_buttons_too(study: Study) -> None:
    await study.completes()
    await study.presses("Что делать")
    await study.says("Идите в школу № 2.")
    by_hand = (await study.content()).todo
    advice, nothing = "Взять готовый совет", "Ничего не советовать"
    for buttons in ((advice, nothing), (nothing, advice), (advice, nothing, advice)):
        for button in buttons:
            await study.presses("Что делать")
            await study.presses(button)
        assert "«Идите в школу № 2.»" in study.screen.text, buttons
        await study.presses("↩️ Вернуть, как было")
        assert (await study.content()).todo == by_hand, buttons
    assert await study.all_is_well()


async def test_a_button_of_another_field_leaves_what_the_first_one_took_where_it_is(study: Study) -> None:
    await study.completes()
    await study.presses("Что делать")
    await study.says("Идите в школу № 2.")
    await study.presses("Что делать")
    await study.presses("Ничего не советовать")
    await study.presses("Где")
    await study.presses("Весь регион")
    assert "Идите в школу № 2." not in study.screen.text
    await study.presses("↩️ Вернуть, как было")
    assert (await study.content()).todo == {}
    assert not (await study.content()).area.region


async def test_a_language_an_area_and_files_that_a_button_took_away_come_back(study: Study) -> None:
    await study.completes()
    await study.presses("Текст")
    await study.presses("English")
    await study.says("Water is rising.")
    await study.says("", PHOTO)
    before = await study.content()
    for way, button in (
        (["Текст", "English"], "Убрать этот язык"), (["Где"], "Весь регион"), (["Где", "Убрать лишнее"], "Убрать всё"),
        (["Ещё…", "Фото и файлы"], "Убрать все файлы"),
    ):  # fmt: skip
        for step in way:
            await study.presses(step)
        await study.presses(button)
        assert "Вместо этого теперь другое. Было:" in study.screen.text, button
        assert await study.content() != before, button
        if "↩️ Вернуть, как было" not in study.labels:
            await study.presses("← Назад")
        await study.presses("↩️ Вернуть, как было")
        assert await study.content() == before, button
    assert await study.all_is_well()


async def test_nothing_comes_back_over_what_was_written_since(study: Study) -> None:
    await study.completes()
    await study.presses("Что делать")
    await study.says("Идите в школу № 2.")
    await study.presses("Что делать")
    await study.presses("Ничего не советовать")
    await study.presses("Что делать")
    await study.says("Идите в клуб.")
    assert "↩️ Вернуть, как было" not in study.labels
    await study.press_data("d_undo:1")
    assert (await study.content()).todo["ru"] == "Идите в клуб."


async def test_a_time_and_a_place_that_come_while_first_words_wait_are_taken_and_that_is_said(study: Study) -> None:
    await study.says("предупреди людей, вода прибывает")
    await study.presses("Настоящее оповещение")
    await study.presses("Паводок: уходите")
    assert "Что это?" in study.screen.text
    await study.says("до 18:00")
    assert "Поменяли срок." in study.screen.text
    await study.says("Сосновинка")
    assert "Поменяли место" in study.screen.text
    assert "предупреди людей, вода прибывает" in study.screen.text
    assert "Сосновинка" not in study.screen.text.partition("предупреди")[2]
    assert (await study.content()).area.settlements == ("sosnovinka",)
    await study.says("Журавлиха у моста")
    assert "Журавлиха у моста" in study.screen.text.partition("предупреди")[2]
    await study.presses("Это новый текст")
    assert (await study.content()).texts["ru"] == "предупреди людей, вода прибывает\nЖуравлиха у моста"


async def test_a_text_in_another_language_and_what_lacks_falls_back(study: Study) -> None:
    await study.completes()
    assert "Нет текста на языке English" in study.screen.text
    await study.presses("Текст")
    await study.presses("English")
    await study.says("Water is rising.")
    assert (await study.content()).texts == {"ru": "Вода быстро прибывает.", "en": "Water is rising."}
    assert "Нет текста на языке" not in study.screen.text


async def test_a_text_that_the_messenger_has_split_is_one(study: Study) -> None:
    await study.begins()
    await study.says("Сосновинка")
    await study.presses("Текст")
    events = [study.event(text="Первая половина."), study.event(text="Вторая половина.")]
    await study.happens(*events)
    assert (await study.content()).texts["ru"] == "Первая половина.\nВторая половина."


async def test_a_text_that_is_too_long_changes_nothing_and_says_how_long_it_may_be(study: Study) -> None:
    await study.completes()
    await study.presses("Текст")
    await study.says("а" * 3_001)
    assert "3\u00a0001 знаков, можно не больше 3\u00a0000" in study.screen.text
    assert (await study.content()).texts["ru"] == "Вода быстро прибывает."


async def test_answers_are_switched_and_help_is_offered_only_where_somebody_watches(study: Study) -> None:
    await study.completes()
    await study.presses("Ещё…")
    await study.presses("Кнопки ответа")
    await study.presses("Нужна помощь")
    await study.presses("Я в безопасности")
    assert (await study.content()).ask == ("safe", "help")
    await study.press_data("d_ask:1:safe:1")  # once more, by a slip
    assert (await study.content()).ask == ("safe", "help")
    await study.press_data("d_setkind:1:roads")
    assert (await study.content()).ask == ("safe",)
    assert "«Нужна помощь» убрали" in study.screen.text
    await study.press_data("d_ask:1:help:1")
    assert (await study.content()).ask == ("safe",)
    assert "Нужна помощь" not in " ".join(study.labels)


async def test_only_some_kinds_are_repeated(study: Study) -> None:
    await study.completes()
    await study.presses("Ещё…")
    await study.presses("Повторять")
    await study.presses("Каждый час")
    assert (await study.notices())[0].repeat_min == 60
    await study.press_data("d_setkind:1:news")
    assert (await study.notices())[0].repeat_min == 0
    assert "Повторять" not in study.labels
    await study.press_data("d_setrep:1:60")
    assert (await study.notices())[0].repeat_min == 0
    await study.press_data("d_setkind:1:flood")
    await study.press_data("d_setrep:1:7")
    assert (await study.notices())[0].repeat_min == 0


async def test_phones_are_switched_off_and_on(study: Study) -> None:
    await study.completes()
    await study.presses("Ещё…")
    await study.presses("Убрать телефоны")
    assert not (await study.content()).contacts
    await study.presses("Вернуть телефоны")
    assert (await study.content()).contacts


async def test_pictures_and_documents_are_kept_apart_from_any_report_and_person(study: Study) -> None:
    await study.completes()
    await study.presses("Ещё…")
    await study.presses("Фото и файлы")
    await study.says("", PHOTO, ACT)
    content = await study.content()
    assert len(content.files) == 2
    assert content.documents == content.files[1:]
    kept = (await study.store.read(Query("files_among", (json.dumps(content.files),))))[0]
    assert [(f.kind, f.report_id, f.event_id, f.person_id) for f in kept] == [("photo", 0, 0, 0), ("document", 0, 0, 0)]
    await study.says("", PHOTO)  # at the summary
    await study.says("", PHOTO)
    assert len((await study.content()).files) == 3
    assert "не больше 3 файлов" in study.screen.text


async def test_a_picture_with_its_caption_as_the_text_brings_both(study: Study) -> None:
    await study.completes()
    await study.presses("Текст")
    await study.happens(study.event(text="Уровень на снимке.", attachments=(PHOTO,)))
    content = await study.content()
    assert content.texts["ru"] == "Уровень на снимке."
    assert len(content.files) == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (Attachment(AttachmentKind.VOICE, "v"), "Голос, видео и стикеры"),
        (Attachment(AttachmentKind.PHOTO, "p", size=20 * 1024 * 1024), "слишком большой"),
        (None, "Здесь нужен файл"),
    ],
)
async def test_a_file_that_does_not_fit_is_refused_with_the_reason(
    study: Study, file: Attachment | None, said: str
) -> None:
    await study.completes()
    await study.presses("Ещё…")
    await study.presses("Фото и файлы")
    await study.says("вот", *([file] if file else []))
    assert said in study.screen.text
    assert (await study.content()).files == ()
    assert (await study.content()).texts["ru"] == "Вода быстро прибывает."


async def test_until_and_later_by_a_tap_and_by_words(study: Study) -> None:
    await study.completes()
    await study.presses("До когда")
    await study.says("до 18:00")
    assert (await study.notices())[0].until == int(datetime.fromisoformat("2025-11-18T18:00+05:00").timestamp() * 1000)
    await study.presses("Ещё…")
    await study.presses("Когда отправить")
    await study.says("25.11 08:00")
    notice = (await study.notices())[0]
    assert notice.send_at == int(datetime.fromisoformat("2025-11-25T08:00+05:00").timestamp() * 1000)
    assert "Срок кончается раньше" in study.screen.text
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "draft"
    await study.presses("До когда")
    await study.presses("12 часов")
    assert (await study.notices())[0].until == notice.send_at + 12 * 3_600_000
    await study.presses("Ещё…")
    await study.presses("Когда отправить")
    await study.presses("Сразу, как одобрят")
    assert (await study.notices())[0].send_at == 0

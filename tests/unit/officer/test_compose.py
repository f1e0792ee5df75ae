"""Composing a notice: two paths that never meet, drafts that are never lost."""

from __future__ import annotations

import pytest

from handlers.base.event import Attachment, AttachmentKind, Kind
from handlers.notices.content import Area
from handlers.officer.compose.routes import BEFORE, ON_DRAFT
from tests.unit.citizen.phone import ADMIN
from tests.unit.officer.study import BORIS, Study, at_another_phone


# -- the beginning ------------------------------------------------------------------------------------
async def test_in_the_admin_chat_there_is_only_a_link_to_the_private_one(study: Study) -> None:
    await study.in_admin_chat("/notice")
    (said,) = study.admin_chat
    assert "в личном чате" in said.text
    assert {b.url for row in said.message.buttons for b in row} == {
        "https://t.me/bot?start=notice", "https://vk.me/club2?ref=notice", "https://max.ru/id7_bot?start=notice",
    }  # fmt: skip
    assert await study.notices() == []


@pytest.mark.parametrize("how", ["/notice", "/start notice"])
async def test_the_first_screen_has_two_paths(study: Study, how: str) -> None:
    await study.says(how)
    assert study.labels == ["🔴 Настоящее оповещение", "🎓 Учения", "Закрыть"]


async def test_the_link_of_vk_opens_it_too(study: Study) -> None:
    await study.happens(study.event(text="Начать", ref="notice"))
    assert "🎓 Учения" in study.labels


async def test_a_citizen_is_refused_and_an_officer_who_left_the_admin_chat_is_one(study: Study) -> None:
    stranger = at_another_phone(study, "telegram", "500")
    await stranger.says("/notice")
    assert "дежурные центра" in stranger.last.text
    await stranger.press_data("d_path:0")
    assert "могут только дежурные" in stranger.toasts[-1]
    await study.begins()
    study.gone = {"77"}
    await study.says("Сосновинка")
    assert (await study.content()).area.empty
    await study.press_data("d_region:1")
    assert (await study.content()).area.empty


@pytest.mark.parametrize("drill", [False, True])
async def test_every_screen_says_which_path_it_is_on(study: Study, drill: bool) -> None:
    await study.completes(drill=drill)
    seen = 0
    for word in [*ON_DRAFT, "d_sum"]:
        if word in ("d_del", "d_delyes", "d_submit", "d_close"):
            continue
        await study.press_data(f"{word}:1")
        text = study.screen.text
        assert text.startswith("🎓 УЧЕНИЯ" if drill else "🔴 НАСТОЯЩЕЕ ОПОВЕЩЕНИЕ"), (word, text)
        assert text.endswith("Настоящим это оповещение не станет.") == drill, (word, text)
        seen += 1
    assert seen > 40


async def test_no_button_turns_one_path_into_the_other(study: Study) -> None:
    await study.completes(drill=True)
    before = await study.content()
    for word in ON_DRAFT:
        if word not in ("d_del", "d_delyes"):
            for argument in ("1", "1:0", "1:1", "1:False", "1:0:0:0", "1:drill:0"):
                await study.press_data(f"{word}:{argument}")
                assert (await study.content()).drill
                assert (await study.notices())[0].drill == 1
    for word in BEFORE:
        await study.press_data(f"{word}:0:flood:4")
    assert (await study.notices())[0].drill == 1
    assert before.drill


# -- templates and own --------------------------------------------------------------------------------
async def test_a_template_and_an_area_are_all_that_a_usual_notice_takes(study: Study) -> None:
    await study.begins("Тонкий лёд")
    assert "Где это?" in study.screen.text
    await study.says("Сосновинка, Журавлиха и Новые Плёсы")
    content = await study.content()
    assert (content.kind, content.severity, content.drill) == ("ice", 3, False)
    assert content.area == Area(settlements=("sosnovinka", "zhuravlikha", "novye_plyosy"))
    assert content.texts["ru"].startswith("Лёд тонкий")
    assert content.texts["en"].startswith("The ice")
    assert content.todo["ru"].startswith("Не выходите и не выезжайте на лёд")
    assert content.until == (await study.notices())[0].created_at + 72 * 3_600_000
    assert "Всё заполнено" in study.screen.text


async def test_what_an_old_template_leaves_open_has_to_be_filled_in(study: Study) -> None:
    """Three dots without a name: the officer writes the sentence himself."""
    await study.completes()
    await study.presses("Текст")
    await study.says("Нет отопления. Обещают включить к … .")
    await study.presses("На одобрение")
    assert "осталось «…»" in study.screen.text
    assert "Обещают включить к …" in study.screen.text
    assert (await study.notices())[0].state == "draft"
    await study.presses("Текст")
    await study.says("Нет отопления. Включим к 18:00.")
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "pending"


async def test_the_buttons_of_every_screen_fit_into_both_messengers(study: Study) -> None:
    await study.completes()
    await study.press_data("d_setkind:1:heat")
    for word in [*(w for w in ON_DRAFT if w not in ("d_del", "d_delyes", "d_submit")), "d_sum"]:
        await study.press_data(f"{word}:1")
        rows = study.screen.message.buttons
        assert len(rows) <= 6, word
        assert sum(map(len, rows)) <= 10, word
        assert all(len(row) <= 5 and len(b.label) <= 40 and len(b.data.encode()) <= 64 for row in rows for b in row), (
            word
        )
    for data in ("d_path:0", "d_path:1:1", "d_tpl:0:", "d_kinds0:0:1", "d_kind0:0:flood", "d_new:0"):
        await study.press_data(data)
        rows = study.screen.message.buttons
        assert len(rows) <= 6
        assert sum(map(len, rows)) <= 10


# -- drafts -------------------------------------------------------------------------------------------
async def test_several_drafts_are_listed_opened_and_deleted_and_survive_a_restart(study: Study) -> None:
    for template in ("Тонкий лёд", "Нет воды", "Нет света", "Сильный ветер"):
        await study.begins(template)
    study.open()
    await study.says("/notice")
    assert [label for label in study.labels if label.startswith("№")] == [
        "№ 4 · Сильный ветер и гроза", "№ 3 · Свет", "№ 2 · Вода",
    ]  # fmt: skip
    await study.presses("Ещё")
    await study.presses("№ 1")
    assert "Лёд тонкий" in study.screen.text
    await study.says("/notice")
    await study.press_data("d_del:4")
    assert "Удалить черновик № 4?" in study.screen.text
    assert (await study.notices())[3].state == "draft"
    await study.presses("Да, удалить")
    assert (await study.notices())[3].state == "cancelled"
    assert "№ 4" not in " ".join(study.labels)


async def test_a_restart_in_the_middle_of_a_field_loses_nothing(study: Study) -> None:
    await study.completes()
    await study.presses("Текст")
    study.open()
    await study.says("После перезапуска.")
    assert (await study.content()).texts["ru"] == "После перезапуска."


async def test_the_same_officer_goes_on_in_the_other_messenger_and_another_one_has_his_own_list(study: Study) -> None:
    await study.completes()
    vk = at_another_phone(study, "vk", "9")
    await vk.says("/notice")
    assert any("№ 1" in label for label in vk.labels)
    await vk.presses("№ 1")
    await vk.presses("Текст")
    await vk.says("Из другого мессенджера.")
    assert (await study.content()).texts["ru"] == "Из другого мессенджера."
    other = at_another_phone(study, "telegram", BORIS)
    await other.says("/notice")
    assert not any("№ 1" in label for label in other.labels)


async def test_what_a_citizen_was_writing_is_laid_aside_and_comes_back(study: Study) -> None:
    await study.says("В Сосновинке на улице Лесной, 5 яма")
    draft = (await study.data())["draft"]
    await study.completes()
    await study.says("/notice")
    await study.presses("Закрыть")
    assert (await study.data())["draft"] == draft
    await study.says("Ещё и темно")
    assert "Ещё и темно" in study.screen.text


async def test_cancel_leaves_the_draft_and_whatever_was_written_before(study: Study) -> None:
    await study.says("В Сосновинке на улице Лесной, 5 яма")
    draft = (await study.data())["draft"]
    await study.completes()
    await study.presses("Текст")
    await study.says("отмена")
    assert "Черновики остались" in study.last.text
    assert (await study.data())["draft"] == draft
    await study.press_data("d_sum:1")
    await study.says("/report")
    assert "яма" in study.screen.text
    assert (await study.content()).texts["ru"] == "Вода быстро прибывает."
    assert (await study.notices())[0].state == "draft"


async def test_words_at_a_screen_with_buttons_only_show_it_again_and_are_kept(study: Study) -> None:
    await study.says("/notice")
    await study.says("что тут делать")
    assert "Ваши слова сохранил" in study.screen.text
    assert "Что вы делаете?" in study.screen.text
    assert await study.reports() == []
    await study.press_data("d_close")
    await study.completes()
    await study.says("и ещё слова")
    assert "Что это?" in study.screen.text
    assert (await study.content()).texts["ru"] == "Вода быстро прибывает."


async def test_an_edited_message_and_a_sticker_change_nothing(study: Study) -> None:
    await study.completes()
    await study.happens(study.event(Kind.EDIT, text="Другое", message="m1"))
    await study.says("", Attachment(AttachmentKind.STICKER, "s"))
    content = await study.content()
    assert content.texts["ru"] == "Вода быстро прибывает."
    assert content.files == ()
    assert ADMIN not in study.chats


async def test_the_labels_can_be_typed_where_no_buttons_are_shown(study: Study) -> None:
    await study.says("/notice")
    await study.says("учения")
    assert await study.faults() == []
    first = study.labels
    assert "🎓 Учения" not in first
    await study.says("назад")
    assert "🎓 Учения" in study.labels
    stranger = at_another_phone(study, "telegram", "500")
    await stranger.says("учения")
    assert "Учения" not in " ".join(stranger.labels)

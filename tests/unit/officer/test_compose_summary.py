"""The summary, trials, and how a notice is submitted: never incomplete, never as something else."""

from __future__ import annotations

import json

import pytest

from handlers.officer.compose.routes import ON_DRAFT
from tests.unit.officer.study import BORIS, Study, presses_as


# -- the summary --------------------------------------------------------------------------------------
async def test_the_count_comes_to_the_summary_and_only_there(study: Study) -> None:
    await study.completes()
    notice = (await study.notices())[0]
    assert notice.count_wanted == 1
    assert "Считаем" in study.screen.text
    notice.counted = json.dumps({"telegram": 8200, "vk": 4230, "seconds": {"telegram": 274, "vk": 3}})
    notice.count_wanted = 0
    await study.keep(notice)
    await study.ticks("n_counted", 1, notice.counted)
    assert "Telegram 8\u00a0200 ≈ 4 мин 34 с, ВКонтакте 4\u00a0230 ≈ 3 с" in study.screen.text
    await study.presses("Текст")
    await study.ticks("n_counted", 1, notice.counted)
    assert "Что случилось?" in study.screen.text


async def test_a_changed_area_is_counted_anew_and_a_changed_text_is_not(study: Study) -> None:
    await study.completes()
    notice = (await study.notices())[0]
    notice.counted, notice.count_wanted = '{"telegram": 5}', 0
    await study.keep(notice)
    await study.presses("Текст")
    await study.says("Другие слова.")
    assert (await study.notices())[0].count_wanted == 0
    await study.presses("Где")
    await study.says("Журавлиха")
    assert (await study.notices())[0].count_wanted == 1
    assert (await study.notices())[0].counted == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("В целях обеспечения безопасности не выходите.", "Казённое слово: «в целях»"),
        ("СРОЧНО ПОКИНЬТЕ ПОДВАЛЫ.", "большими буквами"),
        ("Высокопревосходительство прибывает.", "Трудное слово"),
        ("Вода " + "очень " * 21 + "быстро прибывает", "Длинное предложение"),
        ("Вода прибывает. " * 70, "Длинно: "),
    ],
)
async def test_a_text_that_is_hard_to_read_is_warned_of_and_not_refused(study: Study, text: str, said: str) -> None:
    await study.completes()
    await study.presses("Текст")
    await study.says(text)
    assert said in study.screen.text
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "pending"


async def test_doubts_about_time_border_and_an_equal_notice_are_said(study: Study) -> None:
    await study.completes()
    await study.presses("На одобрение")
    await study.completes()
    assert "Похожее уже есть: № 1, Сосновинка" in study.screen.text
    await study.presses("До когда")
    await study.says("через 20 минут")
    assert "меньше чем через полчаса" in study.screen.text
    await study.press_data("d_where:2")
    await study.says("60.1 63.9")
    await study.says("10 км")
    assert "До границы 180 м: Камышеградский округ" in study.screen.text


async def test_the_messages_are_shown_in_every_language_and_their_buttons_do_nothing(study: Study) -> None:
    await study.completes()
    await study.press_data("d_ask:1:safe:1")
    await study.press_data("d_see:1")
    trials = [s for s in study.chat if "ПРОБА" in s.text]
    assert [t.text.split("\n")[0] for t in trials] == [
        "ПРОБА. Никому не отправлено. Язык: Русский",
        "ПРОБА. Никому не отправлено. Язык: English. Текста на нём нет, показываем русский.",
    ]
    assert "Оповещение № 1. Оно не заменяет сирены" in trials[0].text
    assert {d for t in trials for d in t.buttons.values()} == {"d_trial"}
    assert all(t.row.notice_id == 0 for t in trials)
    assert study.chat[-1] is study.screen
    await study.press_data("d_trial")
    assert "Это проба" in study.toasts[-1]


async def test_a_trial_goes_to_all_messengers_of_the_officer_or_to_the_operators(study: Study) -> None:
    await study.completes(drill=True)
    await study.presses("Проверить")
    await study.presses("Пробу себе")
    vk = next(chat for address, chat in study.chats.items() if address.channel == "vk")
    assert [s.text.split("\n")[0].startswith("УЧЕНИЯ. Опасности нет. ПРОБА") for s in vk] == [True, True]
    assert vk[0].text.split("\n")[-1] == "УЧЕНИЯ. Опасности нет."
    await study.presses("Проверить")
    await study.presses("Пробу операторам")
    assert len(study.admin_chat) == 2
    assert (await study.notices())[0].state == "draft"


async def test_nothing_is_shown_before_there_is_a_text(study: Study) -> None:
    await study.begins()
    await study.press_data("d_see:1")
    assert "Текст на русском" in study.screen.text
    assert not any("ПРОБА" in s.text for s in study.chat)


# -- submitting ---------------------------------------------------------------------------------------
async def test_a_real_notice_is_submitted_by_its_button_and_stands_in_the_admin_chat(study: Study) -> None:
    await study.completes()
    await study.presses("На одобрение")
    notice = (await study.notices())[0]
    assert notice.state == "pending"
    assert notice.digest == (await study.content()).digest()
    assert "Вода быстро прибывает" in study.admin
    assert "ждёт второго дежурного" in study.last.text


@pytest.mark.parametrize("word", ["да", "УЧЕНИЕ", "настоящее", "1", "учения завтра", "ОПОВЕЩЕНИЕ"])
async def test_a_drill_wants_its_own_word(study: Study, word: str) -> None:
    await study.completes(drill=True)
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "draft"
    await study.says(word)
    assert (await study.notices())[0].state == "draft"
    assert "Это другое слово" in study.screen.text
    await study.says("«Учения».")
    assert (await study.notices())[0].state == "pending"


async def test_an_incomplete_one_is_not_submitted_and_all_that_is_missing_is_said(study: Study) -> None:
    await study.begins()
    await study.press_data("d_submit:1")
    assert (await study.notices())[0].state == "draft"
    for missing in ("Где это?", "Текст на русском", "До какого времени действует"):
        assert missing in study.screen.text
    await study.says("Сосновинка")
    await study.says("Вода.")
    await study.press_data("d_setuntil:1:3")
    await study.waits(4 * 3_600_000)
    await study.press_data("d_submit:1")
    assert "Срок уже прошёл" in study.screen.text


async def test_a_change_after_submitting_makes_it_a_draft_again_and_nobody_approves_the_old_one(study: Study) -> None:
    await study.completes()
    await study.presses("На одобрение")
    panel = next(s for s in study.admin_chat if "✅ Одобрить и отправить" in s.buttons)
    approve = panel.buttons["✅ Одобрить и отправить"]
    await study.presses("Открыть")
    assert "Если изменить, снова станет черновиком" in study.screen.text
    await study.presses("Текст")
    await study.says("Вода ушла.")
    notice = (await study.notices())[0]
    assert (notice.state, notice.digest) == ("draft", "")
    await presses_as(study, BORIS, approve)
    assert (await study.notices())[0].state == "draft"
    assert "меняет текст" in study.admin


async def test_an_unchanged_look_at_a_pending_one_leaves_it_pending(study: Study) -> None:
    await study.completes()
    await study.presses("На одобрение")
    await study.presses("Открыть")
    for data in ("d_text:1", "d_where:1", "d_until:1", "d_more:1", "d_check:1", "d_see:1", "d_sum:1"):
        await study.press_data(data)
    assert (await study.notices())[0].state == "pending"


async def test_buttons_of_a_notice_that_is_decided_answer_kindly(study: Study) -> None:
    await study.completes()
    await study.presses("На одобрение")
    notice = (await study.notices())[0]
    notice.state = "approved"
    await study.keep(notice)
    for word in ON_DRAFT:
        await study.press_data(f"{word}:1:ru")
        assert "уже нельзя менять" in study.toasts[-1]
    assert (await study.notices())[0].state == "approved"
    await study.press_data("d_text:999")
    await study.press_data("d_text:abc")
    await study.press_data("d_text:")

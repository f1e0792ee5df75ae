"""What is being written: kept through everything, left by one tap, brought back by another."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import (
    DAY_S,
    MINUTE_S,
    SNOW,
    agrees,
    button_data,
    pauses,
    reports,
    rows,
    shows,
    whole_database,
)
from tests.persons.stage import Stage

STEPS = {
    "what": ([("", True)], []),
    "place": ([("Не вывозят мусор", False)], []),
    "review": ([(SNOW, False)], []),
    "topic": ([(SNOW, False)], ["Изменить тему"]),
    "consent": ([(SNOW, False)], ["Отправить"]),
}


async def goes_to(anna: Citizen, step: str) -> None:
    said, pressed = STEPS[step]
    await anna.starts()
    for text, with_photo in said:
        await anna.says(text, *([photo()] if with_photo else []))
    await pauses(anna)
    for label in pressed:
        await anna.presses(label)


@pytest.mark.parametrize("step", STEPS)
async def test_cancel_works_at_each_step_and_can_be_taken_back(stage: Stage, anna: Citizen, step: str) -> None:
    await goes_to(anna, step)
    await anna.says("отмена")
    assert "Отменили" in anna.screen().text
    anna.does_not_see("Где это?", "Проверьте", "О чём сообщение?", "Согласие на обработку")
    await anna.presses("Вернуть")
    await anna.sees(*{"what": ["Что случилось?"], "place": ["Где это?"]}.get(step, ["Проверьте"]))


@pytest.mark.parametrize("step", ["what", "place", "review"])
async def test_the_cancel_button_does_the_same(stage: Stage, anna: Citizen, maria: Operator, step: str) -> None:
    await goes_to(anna, step)
    await anna.presses("Отмена")
    await anna.sees("Отменили")
    await stage.passes(11 * MINUTE_S)
    anna.does_not_see("не отправили")
    assert maria.messages() == []


@pytest.mark.parametrize("step", STEPS)
async def test_anything_else_in_the_middle_keeps_the_draft(stage: Stage, anna: Citizen, step: str) -> None:
    await goes_to(anna, step)
    for aside in ("/help", "/status", "/reports", "/language", "/privacy", "/start"):
        await stage.passes(20)
        await anna.says(aside)
        if any("Вернуться к черновику" in anna.labels(m) for m in anna.messages()):
            await anna.presses("Вернуться к черновику")
        screen = anna.screen()
        assert {"what": "Что случилось?", "place": "Где это?"}.get(step, "Проверьте") in screen.text, aside
        assert "Отмена" in anna.labels(screen)


async def test_the_language_changes_in_the_middle_and_the_draft_goes_on(stage: Stage, anna: Citizen) -> None:
    await goes_to(anna, "review")
    await anna.says("/language")
    await anna.presses("English")
    await anna.sees("Topic:", "не чистят снег")
    await anna.presses("Send")
    await anna.presses("I agree")
    await anna.sees("№ 1")


@pytest.mark.parametrize("step", ["what", "place", "review", "consent"])
async def test_a_draft_survives_a_restart(stage: Stage, anna: Citizen, step: str) -> None:
    await goes_to(anna, step)
    await stage.stop_bot()
    await stage.start_bot()
    if step == "what":
        await anna.says(SNOW)
        await pauses(anna)
    if step == "place":
        await anna.presses("Не знаю точно")
    if step != "consent":
        await anna.presses("Отправить")
    await agrees(anna)
    await anna.sees("Готово", "№ 1")
    assert rows(stage, "SELECT COUNT(*) FROM attachment") == [(1 if step == "what" else 0,)]


async def test_what_is_written_while_the_bot_is_down_is_not_lost(stage: Stage, anna: Citizen) -> None:
    await goes_to(anna, "review")
    await stage.stop_bot()
    anna.messenger.say(anna.user, anna.chat, "И фонарь не горит")
    await stage.start_bot()
    await pauses(anna)
    await anna.sees("Проверьте", "И фонарь не горит", "не чистят снег")


async def test_a_forgotten_draft_is_asked_about_once(stage: Stage, anna: Citizen) -> None:
    await goes_to(anna, "review")
    await stage.passes(9 * MINUTE_S)
    anna.does_not_see("не отправили")
    await stage.passes(2 * MINUTE_S)
    await anna.sees("Вы начали писать и не отправили", "не чистят снег")
    before = len(anna.messages())
    await stage.passes(60 * MINUTE_S)
    assert len(anna.messages()) == before
    await anna.presses("Отправить")
    await agrees(anna)
    await anna.sees("Готово", "№ 1")


async def test_an_empty_draft_is_left_without_a_word(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await anna.says("/report")
    await anna.sees("Что случилось?")
    await stage.passes(11 * MINUTE_S)
    anna.does_not_see("не отправили")


async def test_a_draft_without_consent_is_gone_after_a_day(stage: Stage, anna: Citizen) -> None:
    await goes_to(anna, "review")
    await stage.passes(23 * 3600)
    assert "чистят снег" in whole_database(stage)
    await stage.passes(DAY_S - 22 * 3600)
    await anna.sees("Прошли сутки", "Мы его удалили")
    assert "чистят снег" not in "".join(str(row) for row in rows(stage, "SELECT data FROM dialogue"))
    await stage.passes(DAY_S + 2 * 3600)
    await stage.app.chores.prune()
    assert "чистят снег" not in whole_database(stage)


async def test_a_cancelled_draft_is_gone_after_a_day(stage: Stage, anna: Citizen) -> None:
    await goes_to(anna, "review")
    await anna.presses("Отмена")
    await stage.passes(DAY_S + 60)
    assert rows(stage, "SELECT data FROM dialogue WHERE data LIKE '%снег%'") == []
    await anna.presses("Вернуть")
    assert "Эта кнопка уже не действует" in anna.toasts()


async def test_an_edited_message_changes_the_draft(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    (message,) = await anna.says("В Сосновинке на улице Лесной, 5 не чистят снех")
    await pauses(anna)
    await anna.edits(message, "В Сосновинке на улице Лесной, 55 не чистят снег")
    await pauses(anna)
    review = await anna.sees("Проверьте", "Лесной, 55 не чистят снег", "Снег и наледь")
    assert "снех" not in review.text
    assert "📍 Сосновинка, Лесная, 55" in review.text


async def test_old_buttons_answer_kindly_and_change_nothing(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.says(SNOW)
    await pauses(anna)
    old = await anna.sees("Проверьте")
    data = [b.data for row in old.buttons for b in row]
    await anna.presses("Отмена")
    await anna.says("Яма в Сосновинке на улице Речной, 7")
    await pauses(anna)
    for pressed in data:
        await anna.presses_data(old, pressed)
    assert set(anna.toasts()) == {"Эта кнопка уже не действует"}
    review = await anna.sees("Проверьте", "Речной, 7")
    assert "Лесной" not in review.text
    assert maria.messages() == []


GARBAGE = [
    "c_send", "c_send:", "c_send:x", "c_send:-1", "c_send:99999999999999999999999", "c_topics:1:zzz", "c_topic:1:2:3:4",
    "c_report:", "c_report:0", "c_more:abc", "c_withdrawn:1", "solved:1", "unsolved:", "c_lang:xx", "c_reports:-5",
    "c_reports:99999999999999", "c_forgetyes:99", "c_forgetyes:", "c_consent:1:1", "c_into:1:1", "c_new:1:1",
    "o_take:1", "nothing", ":", "c_undo:0", "c_export:7",
]  # fmt: skip


async def test_garbage_in_buttons_harms_nothing(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await anna.says(SNOW)
    await pauses(anna)
    review = await anna.sees("Проверьте")
    for data in GARBAGE:
        anna.messenger.press(anna.user, anna.chat, review.id, button_data(anna, data))
    await stage.quiet()
    assert await stage.faults() == 0
    assert rows(stage, "SELECT COUNT(*) FROM report") == [(0,)]
    assert len(rows(stage, "SELECT id FROM person WHERE consent_version <> ''")) == 0
    await anna.says("/cancel")
    await anna.says(SNOW)
    await pauses(anna)
    await anna.presses("Отправить")
    await agrees(anna)
    await anna.sees("№ 1")
    assert len(shows(anna, "Готово")) == 1


async def test_a_button_of_a_report_that_is_another_persons_shows_nothing(
    stage: Stage, anna: Citizen, where: str
) -> None:
    number = await reports(anna)
    messenger = anna.messenger
    stranger = messenger.add_person("Чужой").id
    other = Citizen(stage, messenger, stranger, messenger.private_chat(stranger))
    await other.starts()
    for word in ("c_report", "c_more", "c_withdraw", "c_withdrawn", "solved", "unsolved"):
        await other.presses_data(other.screen(), button_data(other, f"{word}:{number}"))
    other.does_not_see("снег", "Лесной")
    assert rows(stage, "SELECT status FROM report") == [("new",)]

"""A second report while the first is being written: asked by two buttons, and none of the two is lost."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.event import Kind
from tests.unit.citizen.phone import DAY, MINUTE, PHOTO, SECOND, Phone

FIRST, OTHER = "снег у школы никто не убирает", "В Сосновинке на улице Мира, 7 огромная яма"


async def both(phone: Phone) -> None:
    await phone.says(FIRST)
    await phone.waits(2 * MINUTE)
    await phone.says(OTHER, PHOTO)


async def agrees(phone: Phone) -> None:
    await phone.presses("Отправить")
    if any("согласие" in label for label in phone.last.buttons):
        await phone.presses("Даю согласие")


async def test_another_story_at_the_place_question_becomes_a_report_of_its_own(phone: Phone) -> None:
    await both(phone)
    assert list(phone.last.buttons)[:2] == ["Это новое сообщение", "Это о том же"]
    await phone.presses("Это новое сообщение")
    await agrees(phone)
    assert phone.sees("начали раньше")
    await phone.says("Сосновинка, улица Лесная, 5")
    await agrees(phone)
    filed = await phone.reports()
    assert [(r.text, r.topic) for r in filed] == [(OTHER, "potholes"), (FIRST, "snow")]
    assert "Лесная" in filed[1].address
    assert len(await phone.files(1)) == 1
    assert await phone.files(2) == []


async def test_about_the_same_stays_one_report_with_everything(phone: Phone) -> None:
    await both(phone)
    await phone.presses("Это о том же")
    await agrees(phone)
    (report,) = await phone.reports()
    assert report.text == f"{FIRST}\n{OTHER}"
    assert "Мира" in report.address
    assert len(await phone.files(1)) == 1


async def test_words_that_come_while_it_is_asked_belong_to_what_came_last(phone: Phone) -> None:
    await both(phone)
    await phone.says("колесо пробили")
    await phone.presses("Это новое сообщение")
    await agrees(phone)
    assert (await phone.reports())[0].text == f"{OTHER}\nколесо пробили"


async def test_a_send_button_of_the_earlier_screen_sends_nothing_unasked(phone: Phone) -> None:
    await phone.says("снег в Сосновинке на улице Лесной, 5")
    send = phone.last.buttons["✅ Отправить"]
    await phone.waits(2 * MINUTE)
    await phone.says(OTHER)
    await phone.press_data(send)
    assert await phone.reports() == []
    assert "Это о том же" in phone.last.buttons


async def test_what_follows_on_is_no_second_report(phone: Phone) -> None:
    for begun, more in (
        ("помогите нам", "снег третий день не убирают, Сосновинка, улица Мира, 7"),
        ("снег у школы", "снег в Сосновинке на улице Мира, 7 никто не убирает"),
        ("снег в Сосновинке на улице Мира, 7", "и яма в Сосновинке на улице Мира, 7"),
        ("снег у школы", "а ещё яма"),
        ("снег у школы", "улица Мира, 7, возле ямы"),
        ("снег третий день", "в Сосновинке на улице Мира, 7, там где люк"),
    ):
        phone.user = f"7{more}"
        await phone.says(begun)
        await phone.waits(MINUTE)
        await phone.says(more)
        assert "Это о том же" not in phone.last.buttons, more


async def test_after_a_long_pause_another_story_is_asked_about_without_a_place(phone: Phone) -> None:
    await phone.says("снег у школы")
    await phone.waits(26 * MINUTE)
    await phone.says("открытый люк во дворе")
    assert "Это о том же" in phone.last.buttons


async def test_cancelling_one_of_two_keeps_the_other_and_can_be_taken_back(phone: Phone) -> None:
    await both(phone)
    await phone.presses("Это новое сообщение")
    await phone.presses("Отмена")
    assert phone.sees(FIRST)
    await phone.presses("Вернуть")
    await agrees(phone)
    await phone.says("Сосновинка, улица Лесная, 5")
    await agrees(phone)
    assert [r.text for r in await phone.reports()] == [OTHER, FIRST]


async def test_a_cancelled_draft_can_be_brought_back_after_another_was_begun(phone: Phone) -> None:
    await phone.says(FIRST)
    await phone.presses("Отмена")
    undo = phone.last.buttons["Вернуть"]
    await phone.says("открытый люк в Сосновинке на улице Мира, 7")
    await phone.press_data(undo)
    assert FIRST in phone.last.text
    await phone.says("Сосновинка, улица Лесная, 5")
    await agrees(phone)
    await agrees(phone)
    assert [r.text for r in await phone.reports()] == [FIRST, "открытый люк в Сосновинке на улице Мира, 7"]


async def test_both_are_gone_after_a_day_without_consent(phone: Phone) -> None:
    await both(phone)
    await phone.presses("Это новое сообщение")
    await phone.waits(2 * DAY)
    dialogue = await phone.dialogue()
    assert dialogue is not None
    assert "яма" not in dialogue.data
    assert "снег" not in dialogue.data


async def test_danger_that_waits_reaches_the_staff_after_ten_minutes(phone: Phone) -> None:
    await phone.files_report()
    await phone.waits(MINUTE)
    await phone.presses("Дополнить")
    await phone.presses("Отмена")
    await phone.says("снег у школы")
    await phone.waits(2 * MINUTE)
    await phone.says("яма в Сосновинке на улице Мира, 7, пахнет газом")
    assert phone.sees("112")
    await phone.waits(11 * MINUTE)
    assert [r.text for r in await phone.reports()][1:] == ["яма в Сосновинке на улице Мира, 7, пахнет газом"]
    await phone.says("Сосновинка, улица Лесная, 5")
    await agrees(phone)
    assert [r.text for r in await phone.reports()][2:] == ["снег у школы"]


async def test_an_edit_of_what_waits_changes_it(phone: Phone) -> None:
    first = phone.event(text=FIRST)
    await phone.happens(first)
    await phone.waits(2 * MINUTE)
    await phone.says(OTHER)
    await phone.presses("Это новое сообщение")
    await phone.happens(replace(phone.event(Kind.EDIT), message=first.message, text="снег у больницы"))
    await agrees(phone)
    await phone.waits(SECOND)
    assert phone.sees("снег у больницы")

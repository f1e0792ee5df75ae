"""The sandbox page as a person uses it: by clicks, by keys alone, on a phone, in both languages."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.page.phones import PATIENCE_MS, Phone, Theatre, picture, until, uses

pytestmark = pytest.mark.page

HOSTILE = "<img src=x onerror=\"document.title='hit'\"><script>document.title='hit'</script> [b]&amp;\u202e"


async def test_from_a_report_to_its_answer_in_both_messengers(page: Page) -> None:
    operators = Phone(page, "Операторы")
    scripts = (
        ("Анна", "На улице Лесной, 5 в Тихореченске третий день не чистят снег", "Трактор выйдет сегодня до 18:00"),
        ("Пётр", "В Тихореченске на Садовой, 12 батареи холодные второй день", "Тепло вернётся к вечеру"),
    )
    for name, words, answer in scripts:
        phone = Phone(page, name)
        await phone.begins()
        await phone.reports(words)
        card = await operators.sees(words[:25])
        await uses(card, "Ответить")
        await operators.says(answer)
        await operators.sees("отправ")
        await page.get_by_role("button", name="+10 с").click()
        await phone.sees(answer)


async def test_keys_alone_are_enough_to_report_and_to_answer(page: Page) -> None:
    anna, operators = Phone(page, "Анна"), Phone(page, "Операторы")
    await page.locator("body").press("Tab")
    for _ in range(12):
        if await anna.node.locator(".gate button").evaluate("node => node === document.activeElement"):
            break
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(anna.node.locator(".msg.theirs").first).to_be_visible(timeout=PATIENCE_MS)
    await anna.field.focus()
    await page.keyboard.type("Яма на Речной, 7 в Тихореченске")
    await page.keyboard.press("Enter")
    for label in ("Отправить", "Даю согласие"):
        key = anna.node.locator(".inline .key").filter(has_text=label).last
        await expect(key).to_be_visible(timeout=PATIENCE_MS)
        await key.focus()
        await page.keyboard.press("Enter")
    await operators.sees("Яма на Речной")
    await operators.node.locator(".messages").focus()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Tab")
    await expect(operators.node.locator(".tools button:focus")).to_have_attribute("aria-label", "Ответить")
    await page.keyboard.press("Enter")
    await expect(operators.field).to_be_focused()
    await page.keyboard.type("Заделаем завтра")
    await page.keyboard.press("Enter")
    await operators.sees("отправ")
    await page.get_by_role("button", name="+10 с").focus()
    await page.keyboard.press("Enter")
    await anna.sees("Заделаем завтра")


async def test_a_place_is_picked_by_arrow_keys_and_escape_leaves_the_map(page: Page, theatre: Theatre) -> None:
    anna = Phone(page, "Анна")
    await anna.begins()
    attach = anna.node.locator(".attach > button")
    for leave in (True, False):
        await attach.click()
        await anna.node.get_by_role("button", name="Место на карте").click()
        await expect(page.locator(".map")).to_be_focused()
        before = await page.locator(".map-words").inner_text()
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("Shift+ArrowRight")
        assert await page.locator(".map-words").inner_text() != before
        await page.keyboard.press("Escape" if leave else "Enter")
        await expect(page.locator("dialog")).to_have_count(0)
        await expect(attach).to_be_focused()
        await expect(anna.node.locator(".msg.own .place")).to_have_count(0 if leave else 1)
    said = theatre.sandbox.emulators["telegram"].chats[theatre.sandbox.scene.citizens["telegram"]].messages
    lat = next(m.lat for m in said if m.lat is not None)
    assert 59 < lat < 62


async def test_pictures_go_as_an_album_and_an_own_message_can_be_edited(page: Page) -> None:
    pyotr, anna = Phone(page, "Пётр"), Phone(page, "Анна")
    await anna.begins()
    await anna.node.locator(".attach > button").click()
    for sample in ("pothole", "snow", "lamp"):
        await anna.node.locator(f"[data-sample={sample}]").click()
    await anna.says("Смотрите, что тут")
    album = anna.node.locator(".msg.own").filter(has=page.locator(".photos"))
    await expect(album).to_have_count(1)
    await expect(album.locator(".photo")).to_have_count(3)
    await album.locator(".photo").first.click()
    await expect(page.locator("dialog img")).to_be_visible()
    await page.keyboard.press("Escape")

    await pyotr.begins()
    await pyotr.says("Нет света в подъезде")
    own = await pyotr.sees("Нет света в подъезде")
    own = pyotr.node.locator(".msg.own").last
    await uses(own, "Изменить")
    await pyotr.field.fill("Нет света во дворе")
    await pyotr.field.press("Enter")
    await expect(own).to_contain_text("Нет света во дворе")
    await expect(own).to_contain_text("изменено")


async def test_on_a_phone_one_thing_is_shown_and_tabs_lead_to_the_others(theatre: Theatre) -> None:
    page = await theatre.open(width=390, height=780, scale=2)
    await expect(page.locator(".device:visible")).to_have_count(1)
    anna = Phone(page, "Анна")
    await anna.begins()
    await anna.says("В Тихореченске на Лесной, 5 не горит фонарь")
    await anna.sees("Проверьте")
    await picture(page, "phone.png")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    first = page.get_by_role("tab", name="Анна")
    await first.focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_role("tab", name="Пётр")).to_have_attribute("aria-selected", "true")
    await expect(Phone(page, "Пётр").node).to_be_visible()
    await expect(anna.node).to_be_hidden()
    await page.get_by_role("tab", name="Пульт").click()
    await expect(page.get_by_role("button", name="Буря")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    theatre.sandbox.emulators["telegram"].say(
        theatre.sandbox.scene.citizens["telegram"], theatre.sandbox.scene.citizens["telegram"], "/help"
    )
    await expect(first.locator(".count")).to_be_visible(timeout=PATIENCE_MS)


async def test_the_page_speaks_the_browsers_language_and_can_switch(theatre: Theatre) -> None:
    page = await theatre.open(width=1500, height=900, locale="en-GB")
    await expect(page.get_by_role("button", name="Add a citizen")).to_be_visible()
    field = Phone(page, "Операторы").field
    await field.fill("недописано")
    await page.get_by_role("button", name="Русский").click()
    await expect(page.get_by_role("button", name="Добавить жителя")).to_be_visible()
    await expect(field).to_have_value("недописано")
    assert await page.evaluate("document.documentElement.lang") == "ru"
    await page.reload()
    await expect(page.get_by_role("button", name="Добавить жителя")).to_be_visible()


async def test_hostile_text_stays_text_everywhere(page: Page, theatre: Theatre) -> None:
    telegram = theatre.sandbox.emulators["telegram"]
    anna = Phone(page, "Анна")
    await anna.begins()
    await anna.says(HOSTILE)
    await page.get_by_role("button", name="Добавить жителя").click()
    await page.get_by_label("Имя").fill("<u>Ева</u>")
    await page.get_by_role("button", name="Добавить", exact=True).click()
    await expect(page.get_by_role("heading", name="<u>Ева</u>")).to_be_visible()
    await expect(anna.node.locator(".msg.own").last).to_contain_text("<script>")
    telegram.refused.append(HOSTILE)
    await expect(page.locator(".part-refused li")).to_contain_text("onerror", timeout=PATIENCE_MS)
    assert await page.title() == "Отклик: песочница"
    assert await page.locator("img[src=x], .device u, .text script").count() == 0


async def test_an_opened_list_of_refusals_stays_open_while_the_panel_lives(page: Page, theatre: Theatre) -> None:
    refused = page.locator(".part-refused")
    for count, messenger in enumerate((theatre.sandbox.emulators["telegram"], theatre.sandbox.emulators["vk"]), 1):
        messenger.refused.append("sendMessage: Too Many Requests")
        await expect(refused.locator("details")).to_have_count(count, timeout=PATIENCE_MS)
        if count == 1:
            await refused.locator("summary").click()
    await expect(refused.locator("li").first).to_be_visible()
    await expect(refused.locator("details[open]")).to_have_count(1)


async def test_a_blocked_bot_cannot_write_until_it_is_let_in_again(page: Page, theatre: Theatre) -> None:
    for name, messenger in (("Анна", theatre.sandbox.emulators["telegram"]), ("Пётр", theatre.sandbox.emulators["vk"])):
        phone = Phone(page, name)
        await phone.begins()
        await phone.node.get_by_role("button", name=f"{name}: действия с ботом").click()
        await page.get_by_role("button", name="Заблокировать бота").click()
        await expect(phone.field).to_be_hidden()
        await expect(phone.node).to_contain_text("бот заблокирован")
        assert any(person.blocked for person in messenger.persons.values())
        await phone.node.get_by_role("button", name="Разблокировать бота").click()
        await expect(phone.field).to_be_visible()
        assert not any(person.blocked for person in messenger.persons.values())


async def test_a_page_that_lost_the_program_comes_back_by_itself(page: Page, theatre: Theatre) -> None:
    sandbox = theatre.sandbox
    await Phone(page, "Анна").begins()
    await sandbox.app.web.stop()
    await expect(page.locator(".connection")).to_contain_text("нет связи", timeout=PATIENCE_MS)
    sandbox.emulators["telegram"].say(
        sandbox.scene.citizens["telegram"], sandbox.scene.citizens["telegram"], "сказано без страницы"
    )
    await sandbox.app.web.start()
    await expect(page.locator(".connection")).to_contain_text("на связи", timeout=PATIENCE_MS)
    await Phone(page, "Анна").sees("сказано без страницы")


async def test_a_messenger_that_is_down_is_told_and_time_can_be_wound(page: Page, theatre: Theatre) -> None:
    button = page.get_by_role("button", name="ВКонтакте недоступен")
    await button.click()
    await expect(button).to_be_disabled(timeout=PATIENCE_MS)
    now = theatre.sandbox.clock.now()
    await page.get_by_role("button", name="+1 ч").click()
    await until(lambda: theatre.sandbox.clock.now() - now >= 3_600_000)
    await expect(button).to_be_enabled(timeout=PATIENCE_MS)


async def test_the_storm_is_begun_and_stopped_with_one_button(page: Page, theatre: Theatre) -> None:
    await page.get_by_role("button", name="Буря").click()
    await expect(page.locator(".part-storm .hint")).to_contain_text("из 500", timeout=PATIENCE_MS)
    await page.get_by_role("button", name="Остановить бурю").click()
    await expect(page.get_by_role("button", name="Буря: 500")).to_be_visible(timeout=PATIENCE_MS)
    await expect(page.locator(".device")).to_have_count(6)  # three citizens, the group, two duty officers

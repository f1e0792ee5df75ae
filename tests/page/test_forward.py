"""A message is passed on to the bot with one button, as each messenger really delivers it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.sandbox.acts import Acts, BadAct
from bot.sandbox.world import Messenger
from tests.page.phones import PATIENCE_MS, Phone, Theatre, uses

RUMOUR = "Завтра в Тихореченске отключат воду на неделю, запасайтесь! Передайте всем соседям."


@pytest.mark.parametrize("name", ["Анна", "Пётр"])
async def test_a_citizen_forwards_a_message_and_asks_whether_it_is_true(page: Page, name: str) -> None:
    phone = Phone(page, name)
    await phone.begins()
    await phone.says(RUMOUR)
    await phone.sees(RUMOUR)
    await phone.says("отмена")
    await phone.sees("Отменили")  # nothing moves any more
    own = phone.node.locator(".msg.own").filter(has_text="отключат воду").first
    await uses(own, "Переслать боту")
    passed_on = phone.node.locator(".msg.own").filter(has_text="Переслано")
    await expect(passed_on).to_have_count(1, timeout=PATIENCE_MS)
    await expect(passed_on).to_contain_text("отключат воду на неделю")
    await phone.presses("Проверить, правда ли это")
    await phone.sees("не сообщали")
    await passed_on.hover()
    if folder := os.environ.get("OTKLIK_LOOK"):
        await page.screenshot(path=Path(folder) / f"forward-{name}.png")


async def test_keys_alone_forward_too_and_a_group_has_no_such_button(page: Page) -> None:
    anna = Phone(page, "Анна")
    await anna.begins()
    await anna.node.locator(".msg.theirs").last.focus()
    await expect(anna.node.get_by_role("button", name="Переслать боту").last).to_be_attached()
    await anna.reports("В Тихореченске на Лесной, 5 не горит фонарь")
    groups = page.locator(".device.group")
    await expect(groups.locator(".msg").first).to_be_visible(timeout=PATIENCE_MS)
    await expect(groups.get_by_role("button", name="Переслать боту")).to_have_count(0)


async def test_an_album_is_forwarded_as_one_and_each_messenger_says_whose_it_is(page: Page, theatre: Theatre) -> None:
    anna, pyotr = Phone(page, "Анна"), Phone(page, "Пётр")
    for phone in (anna, pyotr):
        await phone.begins()
        await phone.node.locator(".attach > button").click()
        for sample in ("pothole", "snow"):
            await phone.node.locator(f"[data-sample={sample}]").click()
        await phone.says("Смотрите, что тут")
        await phone.sees("Где это?")
        album = phone.node.locator(".msg.own").filter(has=page.locator(".photos")).first
        await uses(album, "Переслать боту")
        passed_on = phone.node.locator(".msg.own").filter(has_text="Переслано")
        await expect(passed_on).to_have_count(1, timeout=PATIENCE_MS)
        await expect(passed_on.locator(".photo")).to_have_count(2)
    scene = theatre.sandbox.scene
    for messenger, chat in (
        (theatre.sandbox.emulators["telegram"], scene.citizens["telegram"]),
        (theatre.sandbox.emulators["vk"], scene.citizens["vk"]),
    ):
        shown = [m for m in messenger.chats[chat].messages if m.forwarded]
        assert sum(len(m.files) for m in shown) == 2
        assert len({file.id for m in messenger.chats[chat].messages for file in m.files}) == 4


async def test_what_is_not_there_or_not_his_cannot_be_forwarded(theatre: Theatre) -> None:
    sandbox = theatre.sandbox
    messengers: dict[str, Messenger] = {"telegram": sandbox.emulators["telegram"], "vk": sandbox.emulators["vk"]}
    acts = Acts(messengers, lambda messenger: 1)
    group = next(chat for chat in sandbox.emulators["telegram"].chats.values() if not chat.private)
    member = next(iter(group.members))
    for act in (
        {"user": sandbox.scene.citizens["telegram"], "chat": sandbox.scene.citizens["telegram"], "message": "999"},
        {"user": member, "chat": group.id, "message": "1"},
    ):
        with pytest.raises(BadAct):
            acts.do({"do": "forward", "messenger": "telegram", **act})

"""Faults that the panel switches on: what the server takes, what it lists, and the form as a person uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from bot.clock import MovableClock
from bot.sandbox.acts import Acts, BadAct
from bot.sandbox.emulators import CALLS, emulated, emulator
from bot.sandbox.fault_form import COMMON, RULES_LIMIT, TIMES
from bot.sandbox.faults import concerns
from bot.sandbox.max_api import MaxEmulator
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.view import levels_json
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import FaultRule, Messenger
from tests.page.phones import PATIENCE_MS, Phone, Theatre


class Desk:
    def __init__(self) -> None:
        clock = MovableClock()
        self.telegram, self.vk, self.max = TelegramEmulator(clock), VkEmulator(clock), MaxEmulator(clock)
        self.messengers: dict[str, Messenger] = {"telegram": self.telegram, "vk": self.vk, "max": self.max}
        self.acts = Acts(self.messengers, lambda messenger: 0)

    def fault(self, messenger: str = "telegram", **form: Any) -> int:
        good = {"fault": "500", "calls": "sending", "times": 1}
        return int(self.acts.do({"do": "fault", "messenger": messenger, **good, **form})["id"])

    def mend(self, number: Any) -> None:
        self.acts.do({"do": "mend", "messenger": "telegram", "id": number})


def example(fault: str, messenger: str) -> dict[str, Any]:
    kind = {**COMMON, **emulator(messenger).faults}[fault]
    form: dict[str, Any] = {"messenger": messenger, "fault": fault, "calls": kind.calls[0], "times": TIMES[-1]}
    if kind.seconds:
        form["seconds"] = kind.seconds[1]
    if kind.codes:
        form["code"] = kind.codes[0]
    return form


@pytest.mark.parametrize(("fault", "messenger"), [(f, m) for m in emulated() for f in (*COMMON, *emulator(m).faults)])
def test_every_fault_that_a_messenger_knows_can_be_switched_on_and_taken_away(fault: str, messenger: str) -> None:
    desk = Desk()
    form = example(fault, messenger)
    number = desk.fault(**form)
    (rule,) = desk.messengers[messenger].faults
    assert (rule.fault, rule.times, rule.method) == (fault, -1, CALLS[form["calls"]])
    assert (rule.seconds, rule.code) == (form.get("seconds", 0.0), form.get("code", 0))
    (listed,) = desk.acts.faults.listed()
    assert (listed["id"], listed["messenger"], listed["left"]) == (number, messenger, -1)
    desk.mend(number)
    assert desk.messengers[messenger].faults == []
    assert desk.acts.faults.listed() == []


@pytest.mark.parametrize(
    "form",
    [
        {"fault": "melt"},
        {"fault": ["500"]},
        {"fault": "down"},
        {"messenger": "vk", "fault": "429", "seconds": 5},
        {"messenger": "vk", "fault": "409", "calls": "receiving"},
        {"fault": "error", "code": 6},
        {"fault": "409", "calls": "sending"},
        {"messenger": "vk", "fault": "error", "code": 6, "calls": "receiving"},
        {"messenger": "vk", "fault": "error", "code": 5},
        {"messenger": "vk", "fault": "error"},
        {"calls": "sendMessage"},
        {"calls": None},
        {"calls": ["any"]},
        {"times": 0},
        {"times": True},
        {"times": "1"},
        {"times": -2},
        {"fault": "slow"},
        {"fault": "slow", "seconds": 0},
        {"fault": "slow", "seconds": 3600},
        {"fault": "slow", "seconds": True},
        {"fault": "slow", "seconds": float("nan")},
        {"fault": "429", "seconds": "7"},
    ],
    ids=str,
)
def test_a_form_that_is_not_right_is_refused_with_a_reason_and_changes_nothing(form: Mapping[str, Any]) -> None:
    desk = Desk()
    with pytest.raises(BadAct, match=r"\w+: "):
        desk.fault(**form)
    assert desk.telegram.faults == desk.vk.faults == []


@pytest.mark.parametrize("number", [7, "1", None, True])
def test_a_fault_that_is_not_there_cannot_be_taken_away(number: Any) -> None:
    desk = Desk()
    desk.fault()
    with pytest.raises(BadAct):
        desk.mend(number)
    assert len(desk.telegram.faults) == 1


def test_a_used_up_fault_stays_listed_until_the_next_one_comes() -> None:
    desk = Desk()
    desk.fault(times=5)
    desk.telegram.faults[0].times = 0
    assert [(one["left"], one["times"]) for one in desk.acts.faults.listed()] == [(0, 5)]
    second = desk.fault("vk")
    assert [one["id"] for one in desk.acts.faults.listed()] == [second]
    assert desk.telegram.faults == []


def test_the_newest_fault_wins_but_not_over_a_messenger_that_is_down() -> None:
    desk = Desk()
    desk.telegram.faults.append(FaultRule("*", "down", times=-1))
    desk.fault(fault="slow", seconds=5, times=-1)
    desk.fault(fault="502-html")
    assert [rule.fault for rule in desk.telegram.faults] == ["down", "502-html", "slow"]
    assert [one["fault"] for one in desk.acts.faults.listed()] == ["502-html", "slow"]


def test_there_is_an_end_to_switching_on() -> None:
    desk = Desk()
    for _ in range(RULES_LIMIT):
        desk.fault(times=-1)
    with pytest.raises(BadAct):
        desk.fault()
    assert len(desk.telegram.faults) == RULES_LIMIT


@pytest.mark.parametrize(
    ("method", "sending", "receiving"),
    [
        ("sendmessage", True, False),
        ("editmessagetext", True, False),
        ("answercallbackquery", True, False),
        ("messages.send", True, False),
        ("messages.sendmessageeventanswer", True, False),
        ("getupdates", False, True),
        ("a_check", False, True),
        ("groups.getlongpollserver", False, True),
        ("getme", False, False),
        ("deletewebhook", False, False),
        ("messages.getconversationmembers", False, False),
    ],
)
def test_sending_and_receiving_are_told_apart_in_both_messengers(method: str, sending: bool, receiving: bool) -> None:
    assert concerns(FaultRule("sending", "500"), (method,)) is sending
    assert concerns(FaultRule("receiving", "500"), (method,)) is receiving
    assert concerns(FaultRule("*", "500"), (method,))


def test_of_many_busy_chats_only_the_fullest_is_shown_and_every_group_has_its_own_bar() -> None:
    desk = Desk()
    anna, group = desk.telegram.add_person("Анна").id, desk.telegram.add_group("Операторы").id
    usage: dict[str, dict[str, float]] = {
        f"group:{group}": {"used": 20, "limit": 20, "seconds": 60},
        "group:-7": {"used": 1, "limit": 20, "seconds": 60},
        f"chat:{group}": {"used": 0.5, "limit": 3, "seconds": 3},
        f"chat:{anna}": {"used": 2.5, "limit": 3, "seconds": 3},
        "all": {"used": 4, "limit": 30, "seconds": 1},
    }
    shown = [(row["kind"], row["title"], row["used"]) for row in levels_json(desk.telegram, usage)]
    assert shown == [("all", "", 4), ("chat", "Анна", 2.5), ("group", "Операторы", 20), ("group", "-7", 1)]


# -- on the page ----------------------------------------------------------------------------------
def row(page: Page, words: str) -> Locator:
    return page.locator(".fault-list li").filter(has_text=words)


async def choose(page: Page, **chosen: str) -> None:
    labels = {
        "where": "Мессенджер",
        "calls": "Запросы бота",
        "what": "Что происходит",
        "code": "Код ошибки",
        "times": "Сколько раз",
    }
    form = page.get_by_role("form", name="Включить сбой")
    for name, label in labels.items():
        if name in chosen:
            await form.get_by_label(label).select_option(label=chosen[name])
    if "seconds" in chosen:
        await form.get_by_label("Секунд").fill(chosen["seconds"])


@pytest.mark.page
async def test_a_429_is_switched_on_listed_and_used_up_while_the_answer_still_comes(page: Page) -> None:
    await choose(page, what="«Слишком часто, ждите» (429)", seconds="1", times="1 раз")
    await page.get_by_role("button", name="Включить", exact=True).click()
    listed = row(page, "Telegram, отправка: 429, ждать 1 с")
    await expect(listed).to_contain_text("осталось 1 из 1", timeout=PATIENCE_MS)
    await Phone(page, "Анна").begins()
    await expect(listed).to_contain_text("исчерпан", timeout=PATIENCE_MS)


@pytest.mark.page
async def test_a_fault_that_stays_is_taken_away_by_keys_and_the_bot_answers_again(page: Page, theatre: Theatre) -> None:
    vk = theatre.sandbox.emulators["vk"]
    await choose(
        page,
        where="ВКонтакте",
        what="Отвечает ошибкой с кодом",
        code="10: внутренняя ошибка сервера",
        times="Всё время",
    )
    await page.get_by_label("Сколько раз").focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    listed = row(page, "10: внутренняя ошибка")
    await expect(listed).to_contain_text("пока не убрать", timeout=PATIENCE_MS)
    assert [(rule.method, rule.fault, rule.code, rule.times) for rule in vk.faults] == [("sending", "error", 10, -1)]
    await page.keyboard.press("Tab")
    off = listed.get_by_role("button", name="Убрать сбой")
    await expect(off).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(listed).to_have_count(0, timeout=PATIENCE_MS)
    await expect(page.get_by_role("button", name="Включить", exact=True)).to_be_focused()
    assert vk.faults == []
    await Phone(page, "Пётр").begins()


@pytest.mark.page
async def test_the_form_offers_only_what_the_messenger_knows_and_fits_a_phone(theatre: Theatre) -> None:
    page = await theatre.open(width=360, height=740, locale="en-GB")
    await page.get_by_role("tab", name="Panel").click()
    form = page.get_by_role("form", name="Switch a fault on")
    offered = {}
    for messenger in ("Telegram", "VK"):
        await form.get_by_label("Messenger").select_option(label=messenger)
        offered[messenger] = set(await form.get_by_label("What happens").locator("option").all_inner_texts())
    assert len(offered["Telegram"] - offered["VK"]) == 2
    assert offered["VK"] - offered["Telegram"] == {"Answers with an error code"}
    await form.get_by_label("What happens").select_option(label="Answers late")
    await form.get_by_label("Seconds").fill("0")
    await form.get_by_role("button").click()
    assert not theatre.sandbox.emulators["vk"].faults
    await form.get_by_label("Seconds").fill("60")
    await form.get_by_role("button").click()
    await expect(row(page, "answers after 60 s")).to_be_visible(timeout=PATIENCE_MS)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = await page.locator(".faults :is(select, input, button):visible").evaluate_all(
        "all => all.filter((one) => one.getBoundingClientRect().height < 36).length"
    )
    assert small == 0

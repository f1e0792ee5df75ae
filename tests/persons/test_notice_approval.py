"""From a submitted notice to the last word about it, as officers and citizens see it, over both messengers.

The admin chat is in one messenger; the officers' private chats and the citizen are in the other one.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.world import ShownMessage
from storage.changes import Changes, Query
from tests.persons.officers import Officer, joined_officers, states
from tests.persons.people import Citizen, Person
from tests.persons.reporting import reports, rows, shows
from tests.persons.stage import Stage

WATER = "Вода быстро прибывает."


@pytest.fixture
async def officers(stage: Stage, where: str) -> tuple[Officer, Officer]:
    """Each of them has started the bot in both messengers."""
    both = await joined_officers(stage, where)
    for one in both:
        if one.private.user != one.group.user:
            one.group.messenger.start(one.group.user)
    await stage.quiet()
    return both


@pytest.fixture
def mary(officers: tuple[Officer, Officer]) -> Officer:
    return officers[0]


@pytest.fixture
def oleg(officers: tuple[Officer, Officer]) -> Officer:
    return officers[1]


async def is_pending(stage: Stage, mary: Officer, anna: Citizen, **how: bool) -> None:
    """Anna has the bot; a notice of Maria's waits in the admin chat, counted."""
    await anna.starts()
    await mary.composes(WATER, **how)
    await mary.private.presses("На одобрение")
    if how.get("drill"):
        await mary.private.says("учения")
    await mary.private.sees("ждёт второго дежурного")
    await mary.group.sees("Оповещение № 1", "ждёт второго дежурного", "Получат:")


async def is_sent(stage: Stage, mary: Officer, oleg: Officer, anna: Citizen) -> None:
    await is_pending(stage, mary, anna)
    await oleg.group.presses("Одобрить")
    await anna.sees(WATER)
    await in_state(stage, "sent")
    await oleg.group.sees("Кто что сделал")


def ok_of(message: ShownMessage) -> str:
    """The data of the button that approves."""
    return next(b.data for row in message.buttons for b in row if "Одобрить" in b.label)


def beside(stage: Stage, officer: Officer) -> Person:
    """The officer in his private chat of the admin chat's messenger."""
    world, user = officer.group.messenger, officer.group.user
    return Person(stage, world, user, world.private_chat(user))


async def in_state(stage: Stage, *wanted: str) -> None:
    """The clock goes on: the loop that writes notices out looks again after moments of it."""
    for _ in range(40):
        if states(stage) == list(wanted):
            return
        await stage.passes(0.5)
    await stage.until(lambda: states(stage) == list(wanted), f"states {wanted}, but {states(stage)}")


async def test_a_second_officer_approves_what_he_was_shown_and_the_citizen_gets_just_that(
    stage: Stage, mary: Officer, oleg: Officer, anna: Citizen
) -> None:
    await is_pending(stage, mary, anna)
    preview = await oleg.group.sees("Так увидит житель", WATER, "не заменяет сирены")
    assert shows(anna, WATER) == []
    await mary.group.presses("Одобрить")
    assert any("другой дежурный" in toast for toast in mary.group.toasts())
    await mary.private.says("/notices")
    await in_state(stage, "pending")
    await oleg.group.presses("Одобрить")
    got = await anna.sees(WATER)
    assert got.text in preview.text, "to the letter"
    await in_state(stage, "sent")
    result = await oleg.group.sees("Кто что сделал", "3 из 3", "2 из 2")
    assert re.search(r"одобрил\(а\): Олег", result.text)
    assert len(shows(anna, WATER)) == 1
    assert rows(stage, "SELECT COUNT(*) FROM recipient") == [(5,)], "the officers are people of the region too"


async def test_a_grave_one_rings_in_private_until_somebody_looks_and_decides(
    stage: Stage, mary: Officer, oleg: Officer, anna: Citizen
) -> None:
    await is_pending(stage, mary, anna)
    first = await oleg.private.sees("Нужно ваше решение", WATER)
    assert shows(mary.private, "Нужно ваше решение") == []
    await stage.passes(121)
    second = await oleg.private.sees("Нужно ваше решение")
    assert second.id != first.id
    await oleg.private.presses("Вижу, смотрю")
    await mary.group.sees("смотрит с")
    await stage.passes(200)
    assert (await oleg.private.sees("Нужно ваше решение")).id == second.id
    await oleg.private.presses("Отклонить")
    await oleg.private.sees("почему отклоняете")
    await oleg.private.says("Ложный звонок")
    await mary.private.sees("Отклонил", "Ложный звонок")
    await mary.group.sees("Отклонил", "Ложный звонок")
    await in_state(stage, "rejected")
    await stage.passes(600)
    assert shows(oleg.private, "Нужно ваше решение") == []
    assert shows(anna, WATER) == []


async def test_officers_without_a_private_chat_are_named(stage: Stage, where: str, anna: Citizen) -> None:
    mary, _ = await joined_officers(stage, where)
    stranger = stage.messenger(where).add_person("Вера").id
    accounts = [{(where, mary.private.user), (stage.admin, mary.group.user)}, {(where, stranger)}]
    await stage.name_officers(*accounts)
    await is_pending(stage, mary, anna)
    await mary.group.sees("Не могу написать лично", f"{where}:{stranger}")


async def test_an_officer_who_left_the_chat_has_lost_his_rights_at_once(
    stage: Stage, mary: Officer, oleg: Officer, anna: Citizen
) -> None:
    """Telegram says it by chat_member, VK by chat_kick_user: what was known of him is asked anew."""
    await is_pending(stage, mary, anna)
    await oleg.group.presses("Вижу, смотрю")
    await oleg.group.sees("смотрит с")
    panel = await oleg.group.sees("Получат:")
    call = await oleg.private.sees("Нужно ваше решение")
    oleg.group.messenger.leave(oleg.group.chat, oleg.group.user)
    await stage.quiet()
    await oleg.group.presses_data(panel, ok_of(panel))
    await oleg.private.presses_data(call, ok_of(call))
    await oleg.private.says("/notices")
    await oleg.private.sees("Оповещениями занимаются дежурные")
    await stage.passes(5)
    assert states(stage) == ["pending"]
    assert shows(anna, WATER) == []
    await stage.passes(660)
    assert shows(oleg.private, "Нужно ваше решение") == [], "nor is he called any more"
    await mary.group.sees("Позвать некого")


async def test_an_officer_who_left_has_lost_his_rights_though_the_news_of_it_cannot_be_read(
    stage: Stage, mary: Officer, oleg: Officer, anna: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    await is_pending(stage, mary, anna)
    await oleg.group.presses("Вижу, смотрю")
    call = await oleg.private.sees("Нужно ваше решение")
    spoilt: list[str] = []
    world: Any = oleg.group.messenger
    really = world.emit

    def emit(kind: str, body: dict[str, Any], *more: Any) -> None:
        odd = deepcopy(body)
        for holder, name in ((odd, "new_chat_member"), (odd.get("message", {}), "action"), (odd, "user")):
            if isinstance(holder, dict) and isinstance(holder.get(name), dict):
                holder[name] = {"user_id": "?", "type": "chat_kick_user", "member_id": "?"}
                spoilt.append(name)
        really(kind, odd, *more)

    monkeypatch.setattr(world, "emit", emit)
    world.leave(oleg.group.chat, oleg.group.user)
    monkeypatch.undo()
    assert spoilt
    await stage.quiet()
    await oleg.private.presses_data(call, ok_of(call))
    await oleg.private.says("/notices")
    await oleg.private.sees("Оповещениями занимаются дежурные")
    assert states(stage) == ["pending"]
    solved = Changes()
    for fault in (await stage.app.store.read(Query("faults_open")))[0]:
        solved.put(replace(fault, solved_at=1))
    async with stage.app.store.unit() as unit:
        await unit.commit(solved)


async def test_administrators_are_the_officers_where_nobody_is_named(
    stage: Stage, where: str, mary: Officer, oleg: Officer, anna: Citizen
) -> None:
    await is_pending(stage, mary, anna)
    await stage.name_officers()
    panel = await oleg.group.sees("Получат:")
    world = oleg.group.messenger
    helper = world.add_person("Помощник").id
    world.join(oleg.group.chat, helper)
    world.press(helper, oleg.group.chat, panel.id, ok_of(panel))
    await stage.quiet()
    assert states(stage) == ["pending"], "a member who leads nothing"
    await oleg.group.presses("Одобрить")
    await anna.sees(WATER)


async def test_the_list_shows_what_is_in_force(stage: Stage, mary: Officer, oleg: Officer, anna: Citizen) -> None:
    await is_pending(stage, mary, anna)
    await oleg.group.presses("Одобрить")
    await in_state(stage, "sent")
    await oleg.private.says("/notices")
    await oleg.private.sees("№ 1", "Дошло: 5 · не дошло: 0")


async def test_a_false_alarm_is_taken_back_by_one_officer_and_marked(
    stage: Stage, mary: Officer, oleg: Officer, anna: Citizen
) -> None:
    await is_sent(stage, mary, oleg, anna)
    await mary.group.presses("Ложная тревога")
    question = await mary.group.sees("сразу остановится")
    await mary.group.replies_to(question, "да")
    await mary.group.sees("Не те слова")
    await in_state(stage, "sent")
    await mary.group.replies_to(question, "Ложная тревога")
    await anna.sees("ЛОЖНАЯ ТРЕВОГА: Паводок", "№ 1 было ошибкой")
    await anna.sees("ОТМЕНЕНО", WATER)
    await in_state(stage, "cancelled", "sent")


async def test_a_correction_tells_who_is_not_concerned_any_more(
    stage: Stage, mary: Officer, oleg: Officer, anna: Citizen
) -> None:
    await is_sent(stage, mary, oleg, anna)
    await mary.group.presses("Исправить")
    private = beside(stage, mary)
    await private.sees("Исправление к № 1")
    await private.presses("Открыть черновик")
    await private.presses("Текст")
    await private.says("Вода прибывает только у реки.")
    await private.presses("На одобрение")
    await mary.group.sees("исправляет № 1", "Получат:", "касается и дальше: 5")
    await oleg.group.presses("Одобрить")
    await anna.sees("ИСПРАВЛЕНО", "только у реки")
    await in_state(stage, "sent", "sent")
    assert rows(stage, "SELECT ended_at > 0 FROM notice ORDER BY id") == [(1,), (0,)]


async def test_the_all_clear_reaches_who_got_it(stage: Stage, mary: Officer, oleg: Officer, anna: Citizen) -> None:
    await is_sent(stage, mary, oleg, anna)
    await mary.group.presses("Отбой")
    await mary.group.sees("Отбой к № 1", "Опасность миновала")
    await mary.group.presses("На одобрение")
    await mary.group.sees("отбой к № 1", "Получат:")
    await oleg.group.presses("Одобрить")
    await anna.sees("Отбой", "Опасность миновала")
    await in_state(stage, "sent", "sent")


async def test_a_drill_wants_its_word_and_reaches_nobody_who_did_not_join(
    stage: Stage, mary: Officer, oleg: Officer, anna: Citizen
) -> None:
    await anna.starts()
    await mary.composes(WATER, drill=True)
    await mary.private.presses("На одобрение")
    await mary.private.says("учения")
    await mary.group.sees("УЧЕНИЯ. Оповещение № 1", "Не получит никто")
    await oleg.group.presses("Одобрить")
    question = await oleg.group.sees("это учения")
    await oleg.group.replies_to(question, "учения")
    await in_state(stage, "sent")
    assert shows(anna, WATER) == []


async def test_a_notice_for_later_waits_for_its_time_over_a_restart(
    stage: Stage, mary: Officer, oleg: Officer, anna: Citizen
) -> None:
    await anna.starts()
    await mary.composes(WATER)
    await mary.private.presses("Ещё…")
    await mary.private.presses("Когда")
    await mary.private.says("через 2 часа")
    await mary.private.sees("Всё заполнено")
    await mary.private.presses("На одобрение")
    await mary.group.sees("Отправить:", "Получат:")
    call = await beside(stage, oleg).sees("Нужно ваше решение", "Отправить: сегодня в 13:00")
    assert "✅ Одобрить" in beside(stage, oleg).labels(call), "it does not say that it goes now"
    panel = await oleg.group.presses("Одобрить")
    await in_state(stage, "approved")
    await mary.group.sees("Оповещение № 1", "ждёт своего времени", "Отправить: сегодня в 13:00")
    await mary.private.sees("Одобрил(а)", "Отправить: сегодня в 13:00")
    await stage.stop_bot()
    await stage.start_bot()
    await stage.passes(3600)
    assert states(stage) == ["approved"]
    await stage.passes(3700)
    await anna.sees(WATER)
    await in_state(stage, "sent")
    [panel] = [m for m in oleg.group.messages() if m.id == panel.id]
    assert "об отправке ниже" in panel.text
    for waiting in ("ждёт своего времени", "Отправить:", "Убрать его можно"):
        assert waiting not in panel.text


async def test_what_nobody_ends_is_said_when_its_time_is_over(
    stage: Stage, mary: Officer, oleg: Officer, anna: Citizen
) -> None:
    await is_sent(stage, mary, oleg, anna)
    await stage.passes(6 * 3600 + 60)
    await stage.passes(30)
    await mary.group.sees("Больше не действует 1 оповещение", "№ 1: срок кончился")


async def test_an_officer_who_is_asked_why_may_answer_a_citizen_first(
    stage: Stage, mary: Officer, oleg: Officer, anna: Citizen
) -> None:
    """The question waits; the answer to the card goes to its citizen."""
    number = await reports(anna)
    card = await oleg.group.card(number)
    await is_pending(stage, mary, anna)
    await oleg.group.presses("Отклонить")
    await oleg.group.answers(card, "Трактор уже едет.")
    await stage.winds(11)
    await anna.sees("Трактор уже едет.")
    assert rows(stage, "SELECT COUNT(*) FROM fault") == [(0,)]

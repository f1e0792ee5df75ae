"""Who may do what, and where: strangers, the group's own name, other groups, the queue, help."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.persons.people import Citizen, Operator, Person, citizen, operator
from tests.persons.reporting import pauses, reports, rows
from tests.persons.stage import Stage, open_stage
from tests.world.turns import in_two


@pytest.fixture(params=in_two(1))
async def home(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage whose citizens and operators use the same messenger."""
    async with open_stage(tmp_path, str(request.param)) as opened:
        yield opened


def stranger(stage: Stage) -> Citizen:
    """Somebody in the operators' messenger who is no operator."""
    return citizen(stage, stage.admin, "Чужой Человек")


def in_group(stage: Stage, title: str, user: str) -> Person:
    world = stage.messenger(stage.admin)
    group = world.add_group(title, administrators=(user,))
    return Person(stage, world, user, group.id)


def refusals(stage: Stage) -> list[str]:
    return [json.loads(data)["what"] for (data,) in rows(stage, "SELECT data FROM audit WHERE action = 'refused'")]


async def test_in_one_messenger_the_answer_comes_back_too(home: Stage) -> None:
    anna, maria = citizen(home, home.admin), operator(home)
    number = await reports(anna)
    await maria.presses("Взять")
    await maria.answers(await maria.card(number), "Трактор выйдет сегодня")
    await anna.sees("Трактор выйдет сегодня")
    assert "доставлено" in (await maria.card(number)).text


async def test_in_one_messenger_an_operator_may_be_a_citizen_in_private(home: Stage) -> None:
    maria = operator(home)
    world = home.messenger(home.admin)
    private = Citizen(home, world, maria.user, world.private_chat(maria.user))
    number = await reports(private)
    await maria.answers(await maria.card(number), "Уберём вечером")
    await private.sees("Уберём вечером")
    private.does_not_see("Взять")


async def test_press_of_a_stranger_is_refused_and_logged(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    guest = Person(stage, maria.messenger, stranger(stage).user, maria.chat)
    card = await maria.card(number)
    data = next(b.data for row in card.buttons for b in row if "Взять" in b.label)
    await guest.presses_data(card, data)
    assert "только сотрудники" in guest.toasts()[-1]
    assert "занимается" not in (await maria.card(number)).text
    assert refusals(stage) == ["o_take"]


async def test_operator_who_left_the_chat_can_do_nothing_more(
    stage: Stage, anna: Citizen, maria: Operator, oleg: Operator
) -> None:
    number = await reports(anna)
    await oleg.presses("Взять")
    await oleg.presses("Отпустить")
    maria.messenger.leave(maria.chat, oleg.user)
    await stage.quiet()
    card = await maria.card(number)
    data = next(b.data for row in card.buttons for b in row if "Взять" in b.label)
    await oleg.presses_data(card, data)
    assert "только сотрудники" in oleg.toasts()[-1]
    assert "занимается" not in (await maria.card(number)).text


async def test_queue_is_refused_to_a_stranger_in_private(stage: Stage, anna: Citizen) -> None:
    await reports(anna, "В Сосновинке на улице Лесной, 5 не чистят снег")
    guest = stranger(stage)
    await guest.starts()
    await guest.says("/queue")
    await guest.sees("только сотрудники")
    guest.does_not_see("Лесной", "В очереди", "Снег и наледь")
    assert refusals(stage) == ["message"]


async def test_queue_is_refused_in_another_group(stage: Stage, anna: Citizen) -> None:
    await reports(anna)
    group = in_group(stage, "Соседи", stranger(stage).user)
    await group.says("/queue")
    await group.sees("только сотрудники")
    group.does_not_see("В очереди")
    assert refusals(stage) == ["message"]


async def test_operator_reads_the_queue_in_private(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    private = Citizen(stage, maria.messenger, maria.user, maria.messenger.private_chat(maria.user))
    await private.starts()
    await private.says("/queue")
    await private.sees("В очереди 1 сообщение", f"№ {number}")


async def test_queue_pages_filters_and_ends(stage: Stage, where: str, anna: Citizen, maria: Operator) -> None:
    await maria.says("/queue")
    await maria.sees("В очереди пусто")
    for i in range(6):
        await reports(anna, f"В Сосновинке на улице Лесной, {i + 1} не чистят снег")
        await stage.passes(300)
    await reports(anna, "В Сосновинке на улице Речной, 8 яма на дороге")
    await maria.says("/queue")
    await maria.sees("В очереди 7 сообщений", "№ 1 ", "№ 5 ")
    await maria.presses("▶")
    await maria.sees("В очереди 7 сообщений", "№ 6 ", "№ 7 ")
    await maria.presses("◀")
    await maria.sees("В очереди 7 сообщений", "№ 1 ")
    listed = maria.screen()
    await maria.presses("Тема", on=listed)
    await maria.presses("Ямы")
    await maria.sees("В очереди 1 сообщение", "№ 7 ")
    await maria.presses("Показать всё")
    await maria.sees("В очереди 7 сообщений")
    await maria.presses("№ 2")
    assert "Лесной, 2" in maria.screen().text


async def test_help_fits_the_place(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await maria.says("/help")
    await maria.sees("Ответить человеку", "/queue", "//")
    await anna.says("/help")
    anna.does_not_see("/queue", "Заметка для своих")


async def test_unknown_command_as_an_answer_goes_to_nobody(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await maria.answers(await maria.card(await reports(anna)), "/close")
    await maria.sees("Такой команды нет, и автору это не ушло")
    anna.does_not_see("/close")


async def test_anonymous_administrator_is_asked_to_write_under_his_name(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        anna, maria = citizen(stage, "vk"), operator(stage)
        card = await maria.card(await reports(anna))
        await maria.says("Трактор выехал", reply_to=card, anonymous=True)
        await maria.sees("от своего имени")
        await stage.passes(60)
        anna.does_not_see("Трактор")


async def test_bot_added_to_another_group_says_the_line_for_the_settings(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "vk") as stage:
        guest = citizen(stage, "telegram", "Админ Городской")
        group = stage.telegram.add_group("Чат города", administrators=(guest.user,))
        stage.telegram.invite_bot(group.id, guest.user)
        await stage.quiet()
        person = Person(stage, stage.telegram, guest.user, group.id)
        await person.sees(f"ADMIN_CHAT=telegram:{group.id}")
        await person.sees("администратором")


async def test_additions_are_seen_below_the_card(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    card = await maria.card(number)
    await anna.says("Теперь ещё и гололёд")
    await pauses(anna)
    await anna.presses("Дополнить")
    await stage.passes(11)
    said = await maria.sees("гололёд")
    assert said.reply_to == card.id


async def test_what_an_operator_passes_on_is_no_answer(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.forwards(f"№ {number} Трактор выйдет завтра")
    await stage.passes(15)
    anna.does_not_see("Трактор выйдет завтра")
    assert rows(stage, "SELECT id FROM report_event WHERE kind = 'answer'") == []
    await maria.says(f"№ {number} Трактор выйдет завтра")
    await stage.passes(15)
    await anna.sees("Трактор выйдет завтра")

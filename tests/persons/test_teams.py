"""Teams of the centre in chats of their own, in either messenger: who sees a card, answers it and moves it, and what
becomes of it when the bot is thrown out there.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.sandbox.world import Messenger
from storage.region.answering import AnsweringRule
from storage.region.region import Team
from tests.persons.people import Citizen, Operator
from tests.persons.reporting import reports
from tests.persons.stage import Stage
from tests.persons.test_operator_chat_refuses import alarmed, files, kick

SNOW = "В Сосновинке на улице Лесной, 5 третий день не чистят снег"
PIT = "В Сосновинке на улице Лесной, 13 глубокая яма на дороге"


def team(stage: Stage, world: Messenger, code: str, name: str, person: str, topic: str) -> tuple[Team, Operator]:
    user = world.add_person(person).id
    chat = world.add_group(name, administrators=(user,))
    takes = AnsweringRule(code, f"teams[{code}]", (topic,))
    return Team(code, {"ru": name}, f"{world.name}:{chat.id}", takes), Operator(stage, world, user, chat.id)


@pytest.fixture
async def nina(stage: Stage, where: str) -> Operator:
    """Nina of the team for snow; its chat is in the citizens' messenger, the team for pits has one in the staff's."""
    snow, nina = team(stage, stage.messenger(where), "snow", "Снежный отдел", "Нина из снежного", "snow")
    pits, _ = team(stage, stage.messenger(stage.admin), "pits", "Отдел дорог", "Рита из дорожного", "potholes")
    stage.region = replace(stage.region, teams=(snow, pits), _by_code={}, made={})
    await stage.stop_bot()
    await stage.start_bot()
    return nina


async def test_a_team_answers_what_it_takes_and_the_chief_chat_sees_everything(
    stage: Stage, anna: Citizen, maria: Operator, nina: Operator
) -> None:
    number = await reports(anna, SNOW)
    card = await nina.card(number)
    maria.does_not_see("не чистят снег")
    await nina.presses("Взять", on=card)
    await nina.says("Трактор выйдет завтра к 9:00", reply_to=await nina.card(number))
    await maria.says("/queue")
    await maria.sees("не чистят снег", "отдел: Снежный отдел")
    await maria.presses(f"№ {number}")
    await stage.passes(11)
    await anna.sees("Трактор выйдет завтра к 9:00")
    for staff in (nina, maria):
        await staff.sees(f"№ {number}", "Трактор выйдет завтра к 9:00", "доставлено")


async def test_a_card_is_moved_by_buttons_from_team_to_team(
    stage: Stage, anna: Citizen, maria: Operator, nina: Operator
) -> None:
    number = await reports(anna, PIT)
    nina.does_not_see("глубокая яма")
    await maria.says(f"№ {number}")
    await maria.presses("Ещё")
    await maria.presses("В другой отдел")
    await maria.presses("Снежный отдел")
    card = await nina.card(number)
    assert "глубокая яма" in card.text
    await nina.sees("передал(а)", "теперь у вас")
    await nina.presses("Ещё", on=card)
    await nina.presses("В другой отдел")
    await nina.presses("Главный чат")
    gone = await nina.sees("передано: Главный чат")
    nina.does_not_see("глубокая яма")
    await nina.replies_to(gone, "Засыплем завтра")
    await nina.sees(f"№ {number} ведёт другой отдел")
    await stage.passes(11)
    anna.does_not_see("Засыплем")
    await maria.sees("глубокая яма")


async def test_the_queue_of_a_team_leads_to_all_and_opens_its_own(
    stage: Stage, anna: Citizen, maria: Operator, nina: Operator
) -> None:
    mine = await reports(anna, SNOW)
    other = await reports(anna, PIT)
    await nina.says("/queue")
    await nina.sees("В очереди", f"№ {mine}")
    nina.does_not_see("глубокая яма")
    queue = await nina.presses("Все отделы")
    await nina.sees("глубокая яма", "отдел: Отдел дорог")
    shown = next(m for m in nina.messages() if m.id == queue.id)
    assert not any(f"№ {other}" in b.label for row in shown.buttons for b in row)
    await nina.says(f"№ {other}")
    await nina.sees(f"№ {other} ведёт другой отдел: Отдел дорог")
    await nina.presses("Наш отдел")
    nina.does_not_see("глубокая яма")


async def test_thrown_out_of_a_team_s_chat_its_cards_come_to_the_chief_chat(
    stage: Stage, anna: Citizen, maria: Operator, nina: Operator
) -> None:
    await anna.starts()
    before = await reports(anna, SNOW)
    await nina.card(before)
    kick(nina)
    after = await files(anna, "В Сосновинке на улице Лесной, 15 снег не чистят")
    await alarmed(stage)
    await maria.sees("Снежный отдел", "не принимает сообщения бота", "теперь ведёт главный чат")
    await stage.passes(61)
    for number in (before, after):
        await maria.card(number)
    third = await reports(anna, "В Сосновинке на улице Лесной, 17 снег на тротуаре не чистят")
    await maria.says("Почистим до вечера", reply_to=await maria.card(third))
    await stage.passes(11)
    await anna.sees("Почистим до вечера")


async def test_a_shift_brings_what_the_own_team_takes(
    stage: Stage, anna: Citizen, maria: Operator, nina: Operator
) -> None:
    await reports(anna, PIT)
    await reports(anna, SNOW)
    alone = Operator(stage, nina.messenger, nina.user, nina.messenger.private_chat(nina.user))
    await alone.starts()
    await alone.says("моя смена")
    await alone.says("начать смену")
    await alone.sees("не чистят снег")
    await alone.says("Трактор выйдет завтра к 9:00")
    await alone.says("дальше")
    await alone.says("/queue")
    alone.does_not_see("глубокая яма")
    await stage.passes(61)
    await anna.sees("Трактор выйдет завтра к 9:00")
    await nina.sees("На смене", "Нина из снежного")

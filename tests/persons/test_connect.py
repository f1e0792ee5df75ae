"""/connect: an organisation's chat joins by a code, in each messenger, and leaves again."""

from __future__ import annotations

import re

import pytest

from bot.sandbox.max_api import MaxEmulator
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator
from tests.persons.people import Citizen, Operator
from tests.persons.reporting import button_data, reports, shows
from tests.persons.stage import Stage
from tests.world.turns import in_two

WATER = "В Сосновинке на улице Лесной, 5 из крана течёт ржавая вода"
AGAIN = "В Сосновинке на улице Лесной, 7 второй день нет воды"
NAME = "Заречный водоканал"


def group(stage: Stage, messenger: str, title: str = "Водоканал") -> Operator:
    """Vera in a group of her own, with the bot in it."""
    world = stage.messenger(messenger)
    vera = world.add_person("Вера из водоканала").id
    return Operator(stage, world, vera, world.add_group(title, administrators=(vera,)).id)


async def code_for(maria: Operator, *places: str, name: str = "водоканал") -> str:
    """The code that Maria gets for the water utility."""
    await maria.says("/connect водокнал" if name == "водоканал" else f"/connect {name}")  # mistyped
    await maria.presses(NAME if name == "водоканал" else name)
    for place in places:
        while not any(place in label for label in maria.labels(await maria.sees("Карточки каких мест"))):
            await maria.presses("▶")
        await maria.presses(place)
    await maria.presses("Дать код")
    found = re.findall(r"/connect ([A-Z0-9]{12})", maria.text())
    assert found
    return str(found[-1])


async def connected(stage: Stage, maria: Operator, messenger: str, *places: str) -> Operator:
    vera = group(stage, messenger)
    await vera.says(f"/connect {await code_for(maria, *places)}")
    await vera.sees("Чат подключён", NAME)
    return vera


def cards(person: Operator, number: str) -> list[str]:
    return [m.text for m in shows(person, "Состояние:") if re.search(rf"№\s{number}\b", m.text)]


@pytest.mark.parametrize("theirs", in_two(0))
async def test_a_chat_in_any_messenger_is_the_organisations_at_once(
    stage: Stage, anna: Citizen, maria: Operator, theirs: str
) -> None:
    await anna.starts()
    waiting = await reports(anna, WATER)
    vera = await connected(stage, maria, theirs)
    await maria.sees("Подключён чат", NAME, "Вера")
    await stage.passes(60)
    assert len(cards(vera, waiting)) == 1  # what waited came along
    await vera.presses("Вижу")
    await maria.sees(NAME, "видит проверочную карточку")
    number = await reports(anna, AGAIN)
    await stage.passes(60)
    await vera.answers(await vera.card(number), "Воду дадим к вечеру")
    await anna.sees("Воду дадим к вечеру")
    await stage.stop_bot()
    await stage.start_bot()
    await vera.answers(await vera.card(waiting), "Промываем трубы, к утру всё будет чисто")
    await anna.sees("Промываем трубы")


async def test_the_code_alone_is_enough_and_counts_once(stage: Stage, where: str, maria: Operator) -> None:
    vera, code = group(stage, where), await code_for(maria)
    await vera.says(code.lower())
    await vera.sees("Чат подключён")
    other = group(stage, where, "Чужой чат")
    await other.says(f"/connect {code}")
    await other.sees("уже использован")


async def test_a_code_is_over_after_fifteen_minutes_and_guesses_are_limited(
    stage: Stage, where: str, maria: Operator
) -> None:
    vera, code = group(stage, where), await code_for(maria)
    await stage.passes(15 * 60)
    await vera.says(f"/connect {code}")
    await vera.sees("Время кода вышло")
    good = await code_for(maria)
    for _ in range(5):
        await vera.says("/connect A2A2A2A2A2A2")
    await vera.sees("Слишком много неверных кодов")
    await vera.says(f"/connect {good}")
    assert shows(vera, "Чат подключён") == []


async def test_a_code_in_the_wrong_place_is_refused_clearly(
    stage: Stage, where: str, anna: Citizen, maria: Operator, water: Operator
) -> None:
    await anna.starts()
    code = await code_for(maria)
    await anna.says(f"/connect {code}")
    await anna.sees("не здесь, а в групповом чате")
    await maria.says(f"/connect {code}")
    await maria.sees("это служебный чат")
    await water.says("/connect")
    await water.sees("назван в файле региона")
    await water.says(f"/connect {code}")
    await water.sees("Чат подключён")  # its own organisation's


async def test_a_chat_of_another_organisation_is_not_taken(stage: Stage, where: str, maria: Operator) -> None:
    vera = await connected(stage, maria, where)
    await maria.says("/connect")
    await maria.presses("Подключить")
    other = next(label for label in maria.labels() if label not in (NAME, "▶") and "Назад" not in label)
    await maria.presses(other)
    await maria.presses("Дать код")
    code = re.findall(r"/connect ([A-Z0-9]{12})", maria.text())[-1]
    await vera.says(f"/connect {code}")
    await vera.sees("Этот чат уже подключён", NAME)


async def test_strangers_and_organisations_get_no_codes(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    vera = await connected(stage, maria, where)
    await anna.starts()
    await anna.says("/connect")
    await anna.sees("в групповом чате")
    await vera.presses_data(shows(vera, "Чат подключён")[0], button_data(vera, "o_cn:1:0"))
    assert "центра" in vera.toasts()[-1]
    assert shows(vera, "Чаты организаций") == []


async def test_the_centre_disconnects_and_the_reports_are_its_own(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    vera = await connected(stage, maria, where)
    await anna.starts()
    number = await reports(anna, WATER)
    await stage.passes(60)
    await vera.card(number)
    await maria.says("/connect")
    await maria.sees("подключённые кодом", NAME, "Вера")
    await maria.presses(f"Отключить: {NAME}")
    await maria.presses("Отключить", on=await maria.sees("Отключить чат", NAME))
    await vera.sees("Центр отключил этот чат")
    await maria.sees("Чат отключён", f"№ {number}")
    await stage.passes(60)
    vera.does_not_see("ржавая вода")
    later = await reports(anna, AGAIN)
    await stage.passes(60)
    assert cards(vera, later) == []
    await vera.says("/queue")
    assert shows(vera, "В очереди") == []
    await maria.answers(await maria.card(number), "Отвечает центр")
    await anna.sees("Отвечает центр")


async def test_a_chat_leaves_by_itself_and_the_files_chat_goes_on(
    stage: Stage, where: str, anna: Citizen, maria: Operator, water: Operator
) -> None:
    vera = await connected(stage, maria, where)
    await anna.starts()
    first = await reports(anna, WATER)
    await stage.passes(60)
    await vera.card(first)
    assert cards(water, first) == []
    await vera.says("/connect")
    await vera.presses("Отключить")
    await maria.sees("Организация отключила свой чат", NAME)
    await stage.passes(60)
    assert len(cards(water, first)) == 1
    assert (await water.card(first)).buttons


async def test_a_chat_for_one_municipality_has_its_reports_alone(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    here = stage.region.municipality(next(s for s in stage.region.settlements if "Сосновинка" in s.name).municipality)
    other = next(m for m in stage.region.municipalities if m != here)
    assert here is not None
    mine, theirs = await connected(stage, maria, where, here.name), await connected(stage, maria, where, other.name)
    await anna.starts()
    number = await reports(anna, WATER)
    await stage.passes(60)
    assert len(cards(mine, number)) == 1
    assert cards(theirs, number) == []
    await mine.says("/queue")
    await mine.sees("Лесн", number)
    await theirs.says("/queue")
    await theirs.sees("В очереди пусто")
    await theirs.says(f"№ {number} Это не наше")
    await stage.passes(11)
    anna.does_not_see("Это не наше")


async def test_what_is_handed_over_bears_its_deadline_and_comes_back_with_a_reason(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    vera = await connected(stage, maria, where)
    await anna.starts()
    number = await reports(anna)
    await maria.card(number)
    await stage.passes(60)
    assert cards(vera, number) == []
    await maria.presses("Передать")
    while NAME not in " ".join(maria.labels(await maria.card(number))):
        await maria.presses("▶")
    await maria.presses(NAME)
    await stage.passes(11)
    await vera.sees("Вам передали", "Ответить до")
    await vera.card(number)
    await vera.presses("Передать")
    await vera.presses("Центр")
    await stage.passes(11)
    await maria.sees(f"№ {number}", "больше не у организации")
    await vera.replies_to(await vera.sees("передано"), "Приедем завтра")
    await vera.sees(f"Сообщения № {number} здесь нет")
    await vera.says("/connect")
    await vera.presses("Отключить")
    await stage.passes(11)
    await vera.sees(f"№ {number}: карточка больше не в этом чате")
    anna.does_not_see("Приедем завтра")


async def test_a_bot_that_is_thrown_out_gives_the_reports_back_and_comes_again(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    vera = await connected(stage, maria, where)
    await anna.starts()
    number = await reports(anna, WATER)
    await stage.passes(60)
    await vera.card(number)
    assert isinstance(vera.messenger, TelegramEmulator | VkEmulator | MaxEmulator)
    vera.messenger.kick_bot(vera.chat, vera.user)
    if where == "vk":  # VK tells it by refusing
        await reports(anna, AGAIN)
        for _ in range(12):
            stage.clock.leap(10)
            await stage.winds(1)
    await stage.quiet()
    await maria.sees(NAME, "не принимает сообщения бота", f"№ {number}")
    await stage.stop_bot()
    await stage.start_bot()
    vera.messenger.invite_bot(vera.chat, vera.user)
    await stage.quiet()
    await maria.sees(NAME, "снова принимает")
    await stage.passes(60)
    last = await reports(anna, "В Сосновинке на улице Лесной, 9 прорвало трубу, нет воды")
    await stage.passes(60)
    await vera.card(last)


@pytest.mark.parametrize("where", ["telegram"])
async def test_a_group_that_becomes_a_supergroup_stays_connected(stage: Stage, anna: Citizen, maria: Operator) -> None:
    world = stage.telegram
    user = world.add_person("Вера из водоканала").id
    vera = Operator(stage, world, user, world.add_group("Водоканал", (user,), False).id)
    await vera.says(f"/connect {await code_for(maria)}")
    await vera.sees("Чат подключён")
    vera.chat = world.migrate(vera.chat)
    await stage.quiet()
    await stage.stop_bot()
    await stage.start_bot()
    await anna.starts()
    number = await reports(anna, WATER)
    await stage.passes(60)
    await vera.answers(await vera.card(number), "Бригада едет к вам")
    await anna.sees("Бригада едет к вам")
    await vera.says("/connect")
    await vera.presses("Отключить")
    await maria.sees("отключила свой чат")

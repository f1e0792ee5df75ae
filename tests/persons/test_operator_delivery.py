"""What those who run it see: a messenger that is down, what was not sent and why, sending it again."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.sandbox.world import FaultRule, ShownMessage
from handlers.base.message import Address
from storage.store import StorageFull, Unit
from tests.persons.people import NAMES, Citizen, Operator, Person, citizen
from tests.persons.reporting import SNOW, reports, rows
from tests.persons.stage import Stage

ANSWER = "Трактор выйдет сегодня до 18:00"


async def goes_down(stage: Stage, messenger: str) -> None:
    """The messenger refuses everything, for long enough that somebody should be told."""
    await is_cut_off(stage, messenger)
    for _ in range(3):
        await looked(stage, 6)
    await looked(stage, 61)


async def is_cut_off(stage: Stage, messenger: str) -> None:
    """The messenger refuses everything, and the program has noticed."""
    world = stage.messenger(messenger)
    passer_by = world.add_person("Прохожий").id
    world.start(passer_by)
    await stage.quiet()
    world.faults.append(FaultRule("*", "down", times=-1))
    world.block(passer_by)  # this ends the request that was being held
    await stage.until(lambda: stage.app.runners[messenger].channel.trouble, "trouble")


async def comes_back(stage: Stage, messenger: str) -> None:
    stage.messenger(messenger).faults.clear()
    channel = stage.app.runners[messenger].channel
    for _ in range(10):
        stage.clock.leap(60)  # a call that failed only now has its pause still before it
        with suppress(AssertionError):
            await stage.until(lambda: not channel.trouble, "no trouble", patience_s=2)
            break
    assert not channel.trouble
    await looked(stage, 6)


async def looked(stage: Stage, seconds: float) -> None:
    """Time goes on by so much, and the watch has looked since."""
    watch, seen = stage.app.health.watch, []
    look = watch.look

    def noted() -> None:
        look()
        seen.append(True)

    watch.look = noted  # type: ignore[method-assign]
    # What the database is asked or told while time leaps would look as if it had no answer for so long.
    store = stage.app.store
    await stage.until(lambda: not (store.reading_s or store.busy_s), "no question and no transaction under way")
    stage.clock.leap(seconds)
    await stage.until(lambda: seen, "a look of the watch")
    watch.look = look  # type: ignore[method-assign]


async def values(stage: Stage) -> Mapping[str, float]:
    """/metrics as "name{label=value,…}" -> value."""
    body, _ = await stage.app.health.page()
    return {
        f"{s.name}{{{','.join(f'{k}={v}' for k, v in sorted(s.labels.items()))}}}": s.value
        for family in text_string_to_metric_families(body.decode())
        for s in family.samples
    }


async def unanswered(stage: Stage, anna: Citizen, maria: Operator) -> str:
    """An answer that was given up because its messenger never said whether it took it; the report's number."""
    await anna.starts()
    number = await reports(anna)
    await stage.passes(16)  # she has been asked whether she wants to be warned
    card = await maria.card(number)
    await stage.passes(20)  # the offer of warnings, which follows the first report, is not what is lost
    anna.messenger.faults.append(FaultRule("*", "cut-before", times=-1, chat=anna.chat))
    await maria.answers(card, ANSWER)
    for _ in range(4):
        await stage.passes(20)
    await stage.until(lambda: rows(stage, "SELECT 1 FROM outbox WHERE state = 6"), "a row given up")
    anna.messenger.faults.clear()
    await stage.quiet()
    return number


async def opens(maria: Operator) -> ShownMessage:
    await maria.says("/delivery")
    return await maria.sees("Доставка")


def showing(person: Person, text: str) -> list[ShownMessage]:
    """The messages of the bot that hold this now."""
    return [m for m in person.messages() if text in m.text]


def forged(shown: ShownMessage, data: str) -> str:
    """What a messenger sends for a button of this message whose data were `data`."""
    return re.sub(r"o_dlv[^\"]*", data, shown.buttons[0][0].data)


# -- alarms -----------------------------------------------------------------------------------
async def test_operators_are_told_that_the_other_messenger_is_down_and_that_it_is_back(
    stage: Stage, where: str, maria: Operator
) -> None:
    await goes_down(stage, where)
    await maria.sees(NAMES[where], "не работает", "/delivery")
    await looked(stage, 120)
    await looked(stage, 6)
    assert len(showing(maria, "не работает")) == 1, "said once"

    await comes_back(stage, where)
    await maria.sees(NAMES[where], "снова работает", "Не работало")
    assert len(showing(maria, "не работает")) == 1, "the bad news stays where it was read"
    assert rows(stage, "SELECT 1 FROM setting WHERE name LIKE 'alarm:%'") == []


async def test_a_short_interruption_wakes_nobody(stage: Stage, where: str, maria: Operator) -> None:
    await is_cut_off(stage, where)
    for _ in range(3):
        await looked(stage, 6)
    stage.messenger(where).faults.clear()
    await looked(stage, 16)
    await stage.until(lambda: not stage.app.runners[where].channel.trouble, "no trouble")
    for _ in range(4):
        await looked(stage, 30)
    assert maria.messages() == []


async def test_a_second_address_hears_what_the_admin_chat_cannot(
    stage: Stage, where: str, admin: str, maria: Operator
) -> None:
    other = stage.messenger(where)
    watcher = other.add_person("Игорь, дежурный")
    group = other.add_group("Тревоги", administrators=(watcher.id,))
    stage.app.shared.alarm_chat = Address(where, group.id)
    igor = Person(stage, other, watcher.id, group.id)

    await goes_down(stage, admin)
    await igor.sees(NAMES[admin], "не работает")
    assert maria.messages() == []
    await looked(stage, 31)
    await stage.until(
        lambda: not rows(stage, f"SELECT 1 FROM outbox WHERE channel = '{admin}' AND state < 2"), "expiry"
    )
    await comes_back(stage, admin)
    await igor.sees(NAMES[admin], "снова работает")
    await maria.sees(NAMES[admin], "снова работает")
    await stage.passes(60)
    maria.does_not_see("Сообщения подождут")


async def test_a_restart_in_between_does_not_swallow_the_good_news(stage: Stage, where: str, maria: Operator) -> None:
    await goes_down(stage, where)
    await maria.sees(NAMES[where], "не работает")
    await stage.stop_bot()
    stage.messenger(where).faults.clear()
    await stage.start_bot()
    await maria.sees(NAMES[where], "снова работает")
    assert len(showing(maria, "снова работает")) == 1


async def test_that_nothing_can_be_written_is_said_without_being_written(
    stage: Stage, anna: Citizen, maria: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def no_room() -> AsyncIterator[Unit]:
        raise StorageFull("no room")
        yield

    await anna.starts()
    store = stage.app.store
    monkeypatch.setattr(store._inner, "unit", no_room)
    anna.messenger.say(anna.user, anna.chat, SNOW)
    await stage.until(lambda: store.failing_s > 0, "the database failing")
    for _ in range(3):
        await looked(stage, 6)
    await looked(stage, 31)
    await maria.sees("База данных не принимает записи", "нет места на диске")
    assert not (await stage.app.health.ready())[0]
    assert stage.app.health.alive()[0]

    monkeypatch.undo()
    stage.clock.leap(6)
    await anna.sees("Проверьте", "не чистят снег")
    await looked(stage, 6)
    await maria.sees("База данных снова работает")
    assert len(showing(maria, "не принимает записи")) == 1
    assert (await stage.app.health.ready())[0]


async def test_a_disk_that_fills_up_is_told_of_until_there_is_clearly_room(
    stage: Stage, maria: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = [499 * 1024 * 1024]
    monkeypatch.setattr(stage.app.health, "_free", lambda: free[0])
    for _ in range(4):
        await looked(stage, 6)
    await maria.sees("На диске почти нет места")
    free[0] = 550 * 1024 * 1024
    await looked(stage, 6)
    await stage.quiet()
    maria.does_not_see("На диск снова можно писать")
    free[0] = 700 * 1024 * 1024
    await looked(stage, 6)
    await maria.sees("На диск снова можно писать, места хватает")
    assert len(maria.messages()) == 2


@pytest.mark.parametrize("admin", ["telegram"])
async def test_edits_that_vk_forbids_are_told_of_and_stop_no_message(stage: Stage, maria: Operator) -> None:
    boris = citizen(stage, "vk")
    await boris.starts()
    stage.vk.faults.append(FaultRule("messages.edit", "error", times=-1, code=14))
    number = await reports(boris)
    for _ in range(3):
        await looked(stage, 6)
    await maria.sees("ВКонтакте на время запретил изменение отправленного", "остальное работает")
    card = await maria.card(number)
    await maria.answers(card, ANSWER)
    await boris.sees(ANSWER)
    assert "ВКонтакте: работает" in (await opens(maria)).text
    assert "запретил изменение отправленного" in (await opens(maria)).text
    assert (await stage.app.health.ready())[0]
    assert (await values(stage))["otklik_method_paused_seconds{channel=vk,method=edit}"] > 60

    stage.vk.faults.clear()
    await looked(stage, 301)
    await maria.sees("ВКонтакте снова разрешает изменение отправленного")
    assert "запретил" not in (await opens(maria)).text


# -- /delivery --------------------------------------------------------------------------------
async def test_delivery_says_that_all_is_well(stage: Stage, maria: Operator) -> None:
    shown = await opens(maria)
    assert "Telegram: работает" in shown.text
    assert "ВКонтакте: работает" in shown.text
    assert "Не отправили" not in shown.text


async def test_what_is_not_kept_any_more_is_still_counted(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await reports(anna)
    await stage.quiet()
    sent = len(rows(stage, "SELECT 1 FROM outbox WHERE lane > 0 AND state = 2"))
    await stage.passes(31 * 24 * 3600)
    await stage.app.chores.prune()
    before = "SELECT 1 FROM outbox WHERE finished_at BETWEEN 1 AND "
    assert rows(stage, f"{before}{stage.clock.now() - 30 * 24 * 3_600_000}") == []
    earlier = (await opens(maria)).text.partition("Больше месяца назад")[2]
    counted = sum(int(n) for n in re.findall(r"отправлено (\d+), не дошло 0", earlier))
    assert counted == sent


async def test_what_was_given_up_is_shown_without_words_and_said_again_once(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await unanswered(stage, anna, maria)
    anna.does_not_see(ANSWER)
    shown = await opens(maria)
    assert "могло дойти, но ответа не было: 1" in shown.text
    assert ANSWER not in shown.text
    assert SNOW not in shown.text

    again = next(b.data for row in shown.buttons for b in row if "Повторить" in b.label)
    await maria.presses("Повторить")
    await anna.sees(ANSWER)
    await maria.presses_data(shown, again)
    assert "Повторять или убирать здесь уже нечего." in maria.toasts()
    assert len(showing(anna, ANSWER)) == 1
    await maria.sees(f"№ {number}", "доставлено")
    assert rows(stage, "SELECT action FROM audit WHERE action LIKE 'delivery-%'") == [("delivery-retry",)]
    await maria.presses("Назад")
    assert "Не отправили" not in (await maria.sees("Доставка")).text


async def test_dropping_is_asked_about_first(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await unanswered(stage, anna, maria)
    await opens(maria)
    await maria.presses("Убрать")
    await maria.sees("Убрать 1 неотправленное сообщение", "Их никто не получит")
    await maria.presses("Назад")
    assert "могло дойти" in (await maria.sees("Доставка")).text
    await maria.presses("Убрать")
    asked = await maria.presses("Убрать насовсем: 1")
    await maria.sees("убирает 1 неотправленное сообщение")
    sure = f"o_dlv_sure:1:{anna.messenger.name}:unknown:{stage.clock.now() // 1000}"
    await maria.presses_data(asked, forged(asked, sure))
    assert maria.toasts()[-1] == "Повторять или убирать здесь уже нечего."
    assert rows(stage, "SELECT action FROM audit WHERE action LIKE 'delivery-%'") == [("delivery-drop",)]
    await stage.passes(60)
    anna.does_not_see(ANSWER)


async def test_buttons_with_nonsense_do_nothing(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await unanswered(stage, anna, maria)
    shown = await opens(maria)
    for data in (
        "o_dlv_retry:",
        "o_dlv_retry:x:y:z",
        "o_dlv_drop:::",
        "o_dlv_sure:1:vk:unknown",
        "o_dlv_sure:1:vk:unknown:9z",
    ):
        await maria.presses_data(shown, forged(shown, data))
    assert rows(stage, "SELECT COUNT(*) FROM outbox WHERE state = 6 AND lane > 0") == [(1,)]


async def test_a_citizen_is_refused_politely(stage: Stage, anna: Citizen) -> None:
    await anna.says("/delivery")
    await anna.sees("только сотрудники")
    anna.does_not_see("Доставка")


# -- for machines -----------------------------------------------------------------------------
async def test_the_numbers_move(stage: Stage, where: str, anna: Citizen, maria: Operator) -> None:
    before = await values(stage)
    await unanswered(stage, anna, maria)
    after = await values(stage)

    def grew(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert grew(f"otklik_updates_total{{channel={where},kind=message}}") >= 2
    assert grew(f"otklik_intake_delay_seconds_count{{channel={where}}}") >= 2
    assert grew(f"otklik_outbox_concluded_rows_total{{channel={where},lane=person,result=sent}}") >= 2
    assert grew("otklik_transaction_seconds_count{result=committed}") > 5
    assert after[f"otklik_outbox_given_up_rows{{channel={where},reason=unknown}}"] == 1
    assert [n for n in after if n.startswith(f"otklik_calls_total{{channel={where}") and "result=unknown" in n]
    assert after[f"otklik_channel_up{{channel={where}}}"] == 1
    assert after[f"otklik_outbox_waiting_rows{{channel={where},lane=person}}"] == 0
    assert after["otklik_faults_open{}"] == 0
    assert after["otklik_database_up{}"] == 1


async def test_readiness_flips_and_liveness_does_not(stage: Stage, where: str) -> None:
    health = stage.app.health
    well, told = await health.ready()
    assert (well, told) == (True, {"database": "ok", "channels": dict.fromkeys(stage.emulators, "ok")})
    await goes_down(stage, where)
    well, told = await health.ready()
    assert not well
    assert told["channels"][where] == "down"
    assert (await values(stage))[f"otklik_channel_up{{channel={where}}}"] == 0
    assert health.alive()[0]
    await comes_back(stage, where)
    assert (await health.ready())[0]

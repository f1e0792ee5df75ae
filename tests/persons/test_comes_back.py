"""Somebody stopped the bot in every messenger, and comes back: whoever writes can be written to, at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.persons.people import NAMES, Citizen, Operator, citizen, photo
from tests.persons.reporting import reports, rows
from tests.persons.stage import Stage, open_stage

STOPPED = "SELECT channel FROM account WHERE unreachable_at > 0"


async def joins_all(anna: Citizen, others: list[Citizen]) -> None:
    """All of them are one person's from now on."""
    await reports(anna)
    await anna.says("подписки")
    await anna.presses("Подписаться")
    for other in others:
        await anna.says("подписки")
        await anna.presses("У меня есть и другие" if other is others[0] else "Куда присылать")
        await anna.presses(f"У меня есть и {NAMES[other.messenger.name]}")
        url = next(b.url for row in anna.screen().buttons for b in row if b.url)
        await other.starts(url.rpartition("=")[2])
        await other.presses("Да, это мой код")


async def test_whoever_blocked_the_bot_everywhere_is_answered_when_he_writes_again(tmp_path: Path) -> None:
    """Also if he first pressed an old button, whose screen is refused until then: it may wait for minutes by now."""
    async with open_stage(tmp_path) as stage:
        anna, *others = accounts = [citizen(stage, name, "Анна") for name in NAMES]
        await anna.starts()
        await joins_all(anna, others)
        for one in accounts:
            one.messenger.block(one.user)
        await stage.quiet()
        assert {name for (name,) in rows(stage, STOPPED)} == set(NAMES)
        for one in accounts:
            old = one.screen()
            await one.presses_data(old, old.buttons[0][0].data)
            for _ in range(12):
                await stage.passes(60)
            before = len(one.messages())
            await one.says("назад")
            assert len(one.messages()) > before or one.screen() is not old, f"{one.messenger.name} is silent"
        assert rows(stage, STOPPED) == []


@pytest.mark.parametrize("by_writing", [False, True])
async def test_what_did_not_reach_whoever_had_blocked_the_bot_reaches_him_when_he_is_back_and_the_staff_read_it(
    stage: Stage, anna: Citizen, maria: Operator, by_writing: bool
) -> None:
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Едем")
    anna.messenger.block(anna.user)
    await stage.quiet()
    for words in ("Трактор выйдет в среду", "Трактор уже у вас"):
        await maria.answers(await maria.card(number), words, photo())
        await maria.sees(f"№ {number}: до автора не дошло")
    await maria.presses("Спросить", on=await maria.card(number))
    await maria.answers(await maria.sees("Передумали?"), "Какой дом?")
    await maria.presses("Закрыть", on=await maria.card(number))
    await stage.passes(11)
    anna.does_not_see("Трактор", "Какой дом")

    if by_writing:
        await anna.says("/help")
    else:
        anna.messenger.unblock(anna.user)
    await stage.passes(5)
    for words in ("Трактор выйдет в среду", "Трактор уже у вас"):
        await anna.sees(f"Ответ по № {number}", words)
    said = anna.text()
    assert (said.count("Едем"), said.count("выйдет в среду"), said.count("уже у вас")) == (1, 1, 1)
    assert maria.text().count(f"№ {number}: автор снова на связи, ответ дошёл") == 1
    assert (await maria.card(number)).text.count("не доставлено") == 1, "the question, which is none any more"
    anna.does_not_see("Какой дом")
    anna.messenger.block(anna.user)
    await stage.quiet()
    anna.messenger.unblock(anna.user)
    await anna.says("/help")
    await stage.passes(5)
    assert anna.text().count("уже у вас") == 1, "nothing comes twice"


async def test_of_two_questions_that_he_missed_the_one_that_he_has_answered_is_not_asked_again(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)

    async def asks(words: str) -> str:
        await maria.presses("Спросить", on=await maria.card(number))
        (message,) = await maria.says(words, reply_to=await maria.sees("Передумали?"))
        await stage.passes(11)
        return message

    first = await asks("Какой дом?")
    await anna.says("седьмой")
    await stage.passes(6)
    anna.messenger.block(anna.user)
    await stage.quiet()
    await maria.edits(first, "Какой подъезд?")
    await stage.passes(11)
    await asks("Когда началось?")
    anna.messenger.unblock(anna.user)
    await stage.passes(5)
    await anna.sees("Вопрос по", "Когда началось?")
    anna.does_not_see("Какой подъезд")

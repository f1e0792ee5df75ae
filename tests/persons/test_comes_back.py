"""Somebody stopped the bot in every messenger, and comes back: whoever writes can be written to, at once."""

from __future__ import annotations

from pathlib import Path

from tests.persons.people import NAMES, Citizen, citizen
from tests.persons.reporting import reports, rows
from tests.persons.stage import open_stage

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

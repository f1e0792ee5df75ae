"""Sixty reports within seconds: nobody is flooded, nothing is refused, and each can be opened and answered."""

from __future__ import annotations

import re
from pathlib import Path

from bot.sandbox.world import ShownMessage
from tests.persons.people import Citizen, Operator, citizen, operator
from tests.persons.stage import Stage, open_stage

PEOPLE = 60


async def all_press(stage: Stage, people: list[Citizen], label: str) -> None:
    for person in people:
        message, button = person._button(label, None)
        person.messenger.press(person.user, person.chat, message.id, button.data)


async def all_see(stage: Stage, people: list[Citizen], text: str) -> None:
    """Second by second, until everybody's chat shows it."""
    for _ in range(60):
        if all(text in person.text() for person in people):
            return
        await stage.winds(1)
    raise AssertionError(f"not everybody saw {text!r}")


async def storm(stage: Stage, count: int = PEOPLE) -> list[Citizen]:
    """Everybody sends a report within the same seconds."""
    people = [citizen(stage, "vk", f"Житель {i}") for i in range(count)]
    for i, person in enumerate(people):
        danger = "пахнет газом в подъезде" if i >= count - 6 else "третий день не чистят снег"
        person.messenger.say(person.user, person.chat, f"В Сосновинке на улице Лесной, {i + 1} {danger}")
    await all_see(stage, people, "Проверьте")
    await all_press(stage, people, "Отправить")
    await all_see(stage, people, "персональных данных")
    await all_press(stage, people, "Даю согласие")
    await all_see(stage, people, "№")
    return people


def own(maria: Operator) -> set[int]:
    """Reports that have a card of their own."""
    return {
        int(found[1])
        for m in maria.messages()
        if (found := re.search(r"№\s(\d+)", m.text)) and "Взять" in " ".join(maria.labels(m))
    }


def gathered(maria: Operator) -> list[ShownMessage]:
    return [m for m in maria.messages() if m.text.startswith("📬")]


def numbers(card: ShownMessage) -> set[int]:
    """What the gathered card's line of numbers names."""
    found: set[int] = set()
    for part in card.text.split("\n")[1].removeprefix("№").split(","):
        first, _, last = part.strip().partition("–")
        found |= set(range(int(first), int(last or first) + 1))
    return found


async def turned_to_the_end(stage: Stage, maria: Operator, card: ShownMessage) -> set[int]:
    """Every number that has a button on some page of the card."""
    found: set[int] = set()
    while True:
        shown = next(m for m in maria.messages() if m.id == card.id)
        found |= {int(label[1:]) for label in maria.labels(shown) if label.startswith("№")}
        if "▶" not in maria.labels(shown):
            return found
        _, button = maria._button("▶", shown)
        maria.messenger.press(maria.user, maria.chat, shown.id, button.data)
        before = shown.text
        for _ in range(30):
            await stage.winds(1)
            if next(m for m in maria.messages() if m.id == card.id).text != before:
                break


async def test_storm_is_gathered_and_everything_is_in_sight_within_a_minute(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "telegram", limits=True) as stage:
        maria = operator(stage)
        people = await storm(stage)
        await stage.winds(45)

        in_sight = own(maria).union(*(numbers(card) for card in gathered(maria)))
        assert in_sight == set(range(1, PEOPLE + 1))
        assert len(gathered(maria)) <= 4
        assert len(maria.messages()) <= 20
        assert "ОПАСНО ДЛЯ ЛЮДЕЙ" in maria.text()
        await stage.winds(120)
        for card in gathered(maria)[:1]:
            assert await turned_to_the_end(stage, maria, card) == numbers(card)

        await _open_and_answer(stage, maria, people)


async def _open_and_answer(stage: Stage, maria: Operator, people: list[Citizen]) -> None:
    """One by its button and a reply to what came, another straight by its number."""
    opened, answered = sorted(numbers(gathered(maria)[0]) - own(maria))[:2]
    await stage.winds(60)
    maria.messenger.press(maria.user, maria.chat, gathered(maria)[0].id, f"o_open:{opened}")
    for _ in range(30):
        await stage.winds(1)
        if opened in own(maria):
            break
    card = next(m for m in maria.messages() if re.match(rf".*№\s{opened}\b", m.text, re.DOTALL) and "📬" not in m.text)
    maria.messenger.say(maria.user, maria.chat, "Открыли и ответили", reply_to=card.id)
    maria.messenger.say(maria.user, maria.chat, f"№ {answered} Ответили по номеру", reply_to=gathered(maria)[0].id)
    for _ in range(60):
        await stage.winds(1)
        everything = "\n".join(person.text() for person in people)
        if "Открыли и ответили" in everything and "Ответили по номеру" in everything:
            break
    assert sum("Открыли и ответили" in person.text() for person in people) == 1
    assert sum("Ответили по номеру" in person.text() for person in people) == 1
    await stage.winds(60)
    assert answered in own(maria)
    assert maria.text().count("доставлено") == 2

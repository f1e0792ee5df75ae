"""The bot in a chat of neighbours: it says once an hour where to write, and nothing else."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator
from tests.persons.reporting import HOUR_S, MINUTE_S, pauses, reports
from tests.persons.stage import Stage


async def test_neighbours_are_told_where_to_write_at_most_once_an_hour(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    world = anna.messenger
    group = world.add_group("Лесная, 5", administrators=(anna.user,))
    together = Citizen(stage, world, anna.user, group.id)
    boris = Citizen(stage, world, world.add_person("Борис").id, group.id)
    world.join(group.id, boris.user)
    await boris.says("третий день снег не чистят, сколько можно")
    await pauses(boris)
    assert [m for m in together.messages() if m.sender == "bot"] == []
    await together.says("/start")
    told = await together.sees("лично")
    assert stage.app.shared.bots[world.name].link in told.text
    for who, words in ((boris, "/help"), (together, f"/status {number}"), (boris, "/report воды нет")):
        await who.says(words)
        await stage.passes(MINUTE_S)
    assert len([m for m in together.messages() if m.sender == "bot"]) == 1
    await stage.passes(HOUR_S)
    await together.says("/help")
    assert len([m for m in together.messages() if m.sender == "bot"]) == 2
    maria.does_not_see("воды нет", "сколько можно")


async def test_staff_read_no_such_line_in_their_chat(stage: Stage, maria: Operator) -> None:
    for words in ("/start", "/help"):
        await maria.says(words)
        await stage.passes(MINUTE_S)
    maria.does_not_see("Переписку в этом чате")

"""A report with many files: what the group sees of it, who gets the rest, and that nothing stays of a forgotten one."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator, document, operator, photo
from tests.persons.reporting import reports
from tests.persons.stage import Stage

SNOW = "В Сосновинке на улице Лесной, 7 снег не чистят неделю"


def in_private(stage: Stage, which: int = 0) -> Operator:
    """The same operator in his private chat with the bot."""
    world, user = stage.messenger(stage.scene.admin_messenger), stage.scene.operators[which]
    return Operator(stage, world, user, world.private_chat(user))


def files_of(person: Operator) -> list[str]:
    return [file.kind for message in person.messages() for file in message.files]


async def test_one_picture_in_the_group_and_all_of_them_for_whoever_asks(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    alone = in_private(stage)
    await alone.starts()
    number = await reports(anna, SNOW, photo(), photo(), photo(), document())
    card = await maria.card(number)
    assert files_of(maria) == ["photo"]
    await maria.presses("📎 4", on=card)
    assert "личный чат" in maria.toasts()[-1]
    assert files_of(maria) == ["photo"]
    assert sorted(files_of(alone)) == ["document", "photo", "photo", "photo"]

    await anna.says("/forget")
    await anna.presses("Да, удалить")
    assert files_of(maria) == []
    assert files_of(alone) == []
    assert not maria.labels(await maria.sees("Стёрто"))


async def test_who_never_wrote_to_the_bot_gets_them_below_the_card(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, SNOW, photo(), photo(), document())
    await maria.presses("📎 3", on=await maria.card(number))
    assert sorted(files_of(maria)) == ["document", "photo", "photo", "photo"]
    oleg = operator(stage, 1)
    await oleg.presses("📎 3", on=await oleg.card(number))
    assert len(files_of(oleg)) == 7

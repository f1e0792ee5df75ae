"""What the officers' scripts have in common: a duty officer with an account in each messenger, and a notice of his."""

from __future__ import annotations

from dataclasses import dataclass

from tests.persons.people import Operator, Person, operator
from tests.persons.reporting import rows
from tests.persons.stage import Stage


@dataclass
class Officer:
    """`group` is he in the admin chat, `private` in his own chat with the bot, in whichever messenger."""

    group: Operator
    private: Person

    async def begins(self, *, drill: bool = False) -> None:
        """From /notice to the question where it is: a flood that is dangerous to life, without a template."""
        await self.private.says("/notice")
        await self.private.presses("Учения" if drill else "Настоящее")
        await self.private.presses("Своё, без шаблона")
        await self.private.presses("Паводок")
        await self.private.presses("Опасно для жизни")

    async def composes(self, text: str = "Вода быстро прибывает.", *, drill: bool = False) -> None:
        """All that is needed; the summary is shown."""
        await self.begins(drill=drill)
        await self.private.says("Сосновинка, Журавлиха и Новые Плёсы")
        await self.private.presses("Текст")
        await self.private.says(text)
        await self.private.presses("До когда")
        await self.private.presses("6 часов")
        await self.private.sees("Всё заполнено")


async def joined_officers(stage: Stage, messenger: str) -> tuple[Officer, Officer]:
    """Maria and Oleg of the scene as duty officers; each of them also has an account in `messenger`."""
    world, people = stage.messenger(messenger), []
    for which, name in enumerate(("Мария дома", "Олег дома")):
        there = operator(stage, which)
        user = there.user if messenger == stage.admin else world.add_person(name).id
        people.append(Officer(there, Person(stage, world, user, world.private_chat(user))))
    accounts = [{(stage.admin, one.group.user), (messenger, one.private.user)} for one in people]
    await stage.name_officers(*accounts)
    for one in people:
        await one.private.starts()
    return people[0], people[1]


def states(stage: Stage) -> list[str]:
    return [state for (state,) in rows(stage, "SELECT state FROM notice ORDER BY id")]

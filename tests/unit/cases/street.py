"""People of one street who write of one trouble, and the staff who answer them: views over one world."""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.changes import Query
from storage.records import Account, Person, Report
from tests.unit.citizen.phone import Phone
from tests.unit.operator.office import Office
from tests.world.world import World

TOWN = "sosnovinka"


@dataclass
class StreetOfPeople:
    """`phone(n)` is person n's in Telegram, `phone(n, "vk")` another person's in VK."""

    world: World
    _phones: dict[tuple[str, str], Phone] = field(default_factory=dict)

    def phone(self, user: int, channel: str = "telegram") -> Phone:
        key = (channel, str(1000 + user))
        if key not in self._phones:
            self._phones[key] = Phone(self.world, *key)
            self.world.strangers.add(key[1])
        return self._phones[key]

    @property
    def office(self) -> Office:
        return Office(self.world)

    async def report(self, number: int) -> Report:
        found: Report = (await self.world.store.read(Query("report_by_id", (number,))))[0][0]
        return found

    async def followers(self, case: int, count: int, *, first: int = 100, channel: str = "vk") -> None:
        """So many people follow the case, as if each had written and pressed."""
        main, records = await self.report(case), []
        for number in range(first, first + count):
            user = str(number)
            records += [Person(number, 1, "ru"), Account(channel, user, number, 1)]
            report = Report(number, number, channel, user, "ru", "merged", main.topic, main.organisation, "И у нас")
            report.created_at = report.updated_at = report.closed_at = self.world.clock.at
            report.merged_into = case
            records.append(report)
            self.world.ids.next("person")
        await self.world.keep(*records)

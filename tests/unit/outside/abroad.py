"""Another system: a view over the world of what it does with reports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.back_office.door import OutsideDoor
from handlers.outside.act import ActKind, OutsideAct
from handlers.outside.told import ToldAct
from storage.region.clients import ApiClient
from storage.region.region import Region
from tests.unit.operator.office import Office

INCIDENT = ApiClient(
    "incident", {"ru": "Инцидент Менеджмент"}, "KEY_INCIDENT", may=frozenset({"read", "answer"}), texts=True, rate=1000
)
WATER = ApiClient("water", {"ru": "Водоканал"}, "KEY_WATER", may=frozenset({"answer"}), organisations=("water",))
READER = ApiClient("reader", {"ru": "Читатель"}, "KEY_READER", may=frozenset({"read"}))
TEXT = "Яму засыпали сегодня утром."


def with_clients(region: Region) -> Region:
    return replace(region, clients=(INCIDENT, WATER, READER))


@dataclass
class Abroad:
    """Acts of other systems in the world of this office."""

    office: Office
    numbers: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.office.moves_to(with_clients(self.office.region))

    def act(self, kind: str = "answered", report: int = 1, text: str = TEXT, **more: object) -> OutsideAct:
        self.numbers.append(1)
        made = OutsideAct("incident", f"row-{len(self.numbers)}", report, ActKind(kind), text)
        return replace(made, **more)  # type: ignore[arg-type]

    async def does(self, kind: str = "answered", report: int = 1, text: str = TEXT, **more: object) -> ToldAct:
        return await self.takes(self.act(kind, report, text, **more))

    async def takes(self, act: OutsideAct) -> ToldAct:
        office = self.office
        (told,) = await OutsideDoor(office.store, office.intake, office.world.clock).take([act])
        await office.passes(0)
        return told

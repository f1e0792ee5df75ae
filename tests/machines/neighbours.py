"""Citizens with reports and the operators who answer them, in the same world as the duty room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.channels.port import Outcome, Result
from handlers.base.event import Event, Kind
from storage.changes import Query
from tests.machines.duty_room import NAMES, NEIGHBOUR, Room
from tests.unit.citizen.phone import Phone
from tests.unit.officer.duty import ADMIN
from tests.world.messenger import Shown

STAFF = ("1", "2", "3", "5")
"""Who answers citizens: the three officers, and an operator who is none. All are in the admin chat in Telegram."""
CITIZENS = (
    *zip((*NAMES, NAMES[0]), ("901", "902", "903", "904"), strict=False), *((name, str(NEIGHBOUR)) for name in NAMES),
)  # fmt: skip
"""(messenger, user); the last of them are accounts of one person."""
BLOCKED = Outcome(Result.UNREACHABLE, why="blocked")


@dataclass
class Neighbours:
    """`owed`: answers that were given under a citizen's card, by their words, and the report they are for."""

    room: Room
    owed: dict[str, int] = field(default_factory=dict)
    reported: int = 0

    def __post_init__(self) -> None:
        self.phones = [Phone(self.room.world, channel, user) for channel, user in CITIZENS]
        self.room.world.forgiving = False  # no handler of anybody may fail

    async def reports(self, number: int) -> None:
        """Somebody reports a hole, as far as nothing stands in the way."""
        phone = self._writes(number)
        self.reported += 1
        await phone.says(f"В Сосновинке на улице Лесной, {self.reported} яма")
        for label in ("Отправить", "Даю согласие"):
            if data := next((d for shown in phone.chat[-1:] for b, d in shown.buttons.items() if label in b), ""):
                await phone.press_data(data)

    def press(self, number: int, choice: int) -> Event | None:
        """Any button that stands in this citizen's chat."""
        phone = self.phones[number % len(self.phones)]
        standing = [(shown, data) for shown in phone.chat for data in shown.data if data]
        if not standing:
            return None
        shown, data = standing[choice % len(standing)]
        return phone.event(Kind.BUTTON, data=data, message=shown.id, ack="a1", ack_until=self.room.at + 9_000)

    def text(self, number: int, text: str) -> Event:
        return self._writes(number).event(text=text)

    def blocks(self, number: int) -> list[Event]:
        """He lets the bot write in none of his messengers."""
        user = self.phones[number % len(self.phones)].user
        mine = [phone for phone in self.phones if phone.user == user]
        for phone in mine:
            self.room.world.messengers[phone.channel].answers[user] = BLOCKED
        return [phone.event(Kind.BLOCKED) for phone in mine]

    def _writes(self, number: int) -> Phone:
        """His phone: whoever writes lets the bot write to him there."""
        phone = self.phones[number % len(self.phones)]
        self.room.world.messengers[phone.channel].answers.pop(phone.user, None)
        return phone

    async def out_of_reach(self, number: int) -> bool:
        """Whether the program believes that it cannot write to him there."""
        return bool((await self.phones[number % len(self.phones)].account()).unreachable_at)

    def cards(self) -> list[tuple[int, Shown]]:
        """Cards of reports that stand in the admin chat, the newest last."""
        slots = [(shown.row.slot, shown) for shown in self.room.chats.get(ADMIN, [])]
        return [(int(slot.split(":")[1]), shown) for slot, shown in slots if slot.startswith("card:")]

    def answer(self, who: str, choice: int) -> Event | None:
        """This member of staff answers under one of the last cards; from now on that answer is owed."""
        if not (cards := self.cards()[-4:]):
            return None
        report, card = cards[choice % len(cards)]
        text = f"Едем, ответ {len(self.owed)} конец"
        self.owed[text] = report
        return self.staff(who, Kind.MESSAGE, text=text, reply_to=card.id)

    def staff(self, who: str, kind: Kind, **more: Any) -> Event:
        key = str(next(self.room.world.numbers))
        values = {"sender": who, "sender_name": f"О{who}", "message": key, **more}
        return Event(ADMIN.channel, key, kind, ADMIN.chat, private=False, **values)

    # -- what must hold ---------------------------------------------------------------------------
    async def faults_found(self) -> list[str]:
        found = [f"a fault: {fault}" for fault in await self.room.world.faults()]
        for text, report in self.owed.items():
            events = (await self.room.store.read(Query("report_events", (report,))))[0]
            if not any(text in event.text for event in events):
                found.append(f"an answer is lost: {text} for № {report}")
        for phone in self.phones:
            user, shown = phone.user, [s.text for s in self.room.chats.get(phone.here, [])]
            found += [
                f"{text} went to {user}"
                for text, report in self.owed.items()
                if any(text in said for said in shown) and not await self._is_of(report, user)
            ]
        return found

    async def _is_of(self, report: int, user: str) -> bool:
        rows = (await self.room.store.read(Query("report_by_id", (report,))))[0]
        return bool(rows) and rows[0].chat in (user, "")

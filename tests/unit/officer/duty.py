"""Duty officers at work: what they press and write goes through the intake into a real database, in both messengers.

`Duty` plays the messengers (`chats` is what each chat shows) and the audience loop, as far as handlers see it:
`counts` answers what was asked, `delivers` writes outcomes down.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from handlers import officer, operator
from handlers.base.event import CLOCK, Event, Kind, Update
from handlers.base.message import Address, Message, load_message, parse_marks
from handlers.base.routes import Router, Where, button, step
from handlers.base.shared import Shared, parse_address
from handlers.base.texts import Library
from handlers.base.turn import Turn
from handlers.intake import Intake
from handlers.notices.announce import announce
from handlers.notices.content import Area, Content
from handlers.notices.loads import NOTICE
from handlers.notices.moves import load_accounts, move, new_notice, officer_name, role_of
from handlers.notices.states import Act, NoticeState
from handlers.officer.loads import load_notice
from storage.changes import Changes, Query, words
from storage.ids import Ids
from storage.notice_records import Notice, NoticeCount, NoticeEvent
from storage.records import Audit, Fault, OutboxRow, Record, SentMessage
from storage.region.load import FICTIONAL, load_region
from storage.store import Store

ADMIN = Address("telegram", "-100500")
TUESDAY = int(datetime.fromisoformat("2025-11-18T11:00:00+05:00").timestamp() * 1000)
SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
ANNA, BORIS, VERA, STRANGER = "telegram:1", "telegram:2", "vk:8", "telegram:99"
OFFICERS = (
    frozenset({Address("telegram", "1"), Address("vk", "7")}),
    frozenset({Address("telegram", "2")}),
    frozenset({Address("vk", "8"), Address("telegram", "3")}),
)
"""Anna has both messengers, Boris Telegram, Vera writes from VK and is in the admin chat as telegram:3."""
FLOOD = Content(
    "flood", 4, area=Area(municipalities=("99601000",)), texts={"ru": "Вода прибывает", "en": "Water rises"},
    todo={"ru": "Уходите"}, until=TUESDAY + 12 * HOUR, ask=("safe",),
)  # fmt: skip
REGION = load_region(FICTIONAL)
LIBRARY = Library(REGION.zone)


@dataclass
class Said:
    """A message of the bot as its chat shows it."""

    id: str
    row: OutboxRow
    message: Message

    @property
    def text(self) -> str:
        return parse_marks(self.message.text)[0]

    @property
    def data(self) -> list[str]:
        return [button.data for row in self.message.buttons for button in row]


def write_notice(turn: Turn) -> None:
    """Test button t_write: a notice is composed (the event's text is its content) and submitted."""
    values = json.loads(turn.event.argument or "{}")
    content = FLOOD.changed(**values)
    notice = new_notice(turn, content)
    move(turn, notice, Act.SUBMIT, role_of(turn, notice), who=turn.officer, name=officer_name(turn))
    announce(turn, notice, None)


def submit_again(turn: Turn) -> None:
    """Test button t_submit:ID: a draft that was changed elsewhere is submitted."""
    notice = turn.one(NOTICE)
    if notice is None:
        return
    if move(turn, notice, Act.SUBMIT, role_of(turn, notice), who=turn.officer, name=officer_name(turn)):
        announce(turn, notice, None)


def hear(turn: Turn) -> None:
    """What a citizen's handlers would do with it."""
    turn.say(Message("услышано"))


COMPOSING = (
    button(Where.PRIVATE, "t_write", write_notice, load_accounts, officer=True),
    button(Where.PRIVATE, "t_submit", submit_again, load_notice, load_accounts, officer=True),
    step(Where.PRIVATE, "", hear),
)


@dataclass
class Duty:
    store: Store
    at: int = TUESDAY
    officers: tuple[frozenset[Address], ...] = OFFICERS
    strangers: set[str] = field(default_factory=lambda: {"99"})
    standings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shared = Shared(
            REGION, LIBRARY, Ids({}), ADMIN, lambda text: [], lambda text: False, self.officers
        )  # fmt: skip
        self.chats: dict[Address, list[Said]] = {}
        self.rows: list[OutboxRow] = []
        self.toasts: list[str] = []
        self.audits: list[str] = []
        self._sent: list[SentMessage] = []
        self._waiting: list[OutboxRow] = []
        self._left: list[tuple[str, str, str]] = []
        self._numbers = count(1000)
        self.open()

    def open(self) -> None:
        """The program starts (again)."""
        router = Router()
        for routes in (operator.ROUTES, officer.ROUTES, COMPOSING):
            router.add(routes)
        self.intake = Intake(self.store, self.shared, router, self, self._member, self._committed)

    # -- what the intake wants ------------------------------------------------------------------
    def now(self) -> int:
        return self.at

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("the database failed")

    async def _member(self, chat: Address, user: str) -> str:
        assert chat == ADMIN
        return self.standings.get(user, "gone" if user in self.strangers else "member")

    def _committed(self, changes: Changes) -> None:
        assert not changes.rows.get(Fault), f"a handler failed: {changes.rows[Fault]}"
        for row in changes.outbox():
            self._show(row)
        self.audits += [r.action for r in changes.rows.get(Audit, {}).values() if isinstance(r, Audit)]

    def _show(self, row: OutboxRow) -> None:
        chat = self.chats.setdefault(Address(row.channel, row.chat), [])
        self.rows.append(row)
        self._waiting.append(row)
        shown = next((s for s in chat if row.slot and s.row.slot == row.slot), None)
        if row.op == "ack":
            self.toasts.append(row.body)
        elif row.op == "delete":
            if shown is not None:
                chat.remove(shown)
            self._left.append((row.channel, row.chat, row.slot))
        elif shown is not None:
            shown.message = load_message(row.body)
        else:
            said = Said(str(next(self._numbers)), row, load_message(row.body))
            chat.append(said)
            self._sent.append(
                SentMessage(row.channel, row.chat, said.id, row.slot, row.report_id, row.event_id, row.purpose, self.at)
            )

    # -- what happens ---------------------------------------------------------------------------
    async def happens(self, event: Event) -> None:
        await self.intake.take([Update(event.channel, "1", event.key, "{}", event)])
        await self._deliver()

    async def _deliver(self) -> None:
        changes = Changes()
        for place in self._left:
            changes.command("sent_slot_leave", *place)
        self._left.clear()
        for message in self._sent:
            changes.put(message)
        for row in self._waiting:
            changes.delete(OutboxRow, row.id)
        self._sent.clear()
        self._waiting.clear()
        async with self.store.unit() as unit:
            await unit.commit(changes)

    async def keep(self, *records: Record) -> None:
        changes = Changes()
        for record in records:
            changes.put(record)
        async with self.store.unit() as unit:
            await unit.commit(changes)

    def _event(self, who: str, kind: Kind, chat: Address | None, **more: Any) -> Event:
        """Somebody in his private chat, or in the admin chat if that is given."""
        account, key = parse_address(who), str(next(self._numbers))
        place = {"chat": chat.chat, "private": False} if chat else {"chat": account.chat, "private": True}
        values = {"sender": account.chat, "sender_name": f"Имя {who}", "message": key, **place, **more}
        return Event(chat.channel if chat else account.channel, key, kind, **values)

    async def says(self, who: str, text: str, chat: Address | None = None, **more: Any) -> None:
        await self.happens(self._event(who, Kind.MESSAGE, chat, text=text, **more))

    async def presses(self, who: str, data: str, chat: Address | None = None, **more: Any) -> str:
        """The toast that answers it."""
        before = len(self.toasts)
        await self.happens(self._event(who, Kind.BUTTON, chat, data=data, ack="a1", ack_until=self.at + 9_000, **more))
        assert len(self.toasts) == before + 1, "a pressed button is answered exactly once"
        return self.toasts[-1]

    async def ticks(self, word: str, key: object = "", text: str = "") -> None:
        await self.intake.tick(word, str(key), text)
        await self._deliver()

    async def passes(self, ms: int) -> None:
        """Time goes on; what is due on the way happens at its time."""
        until = self.at + ms
        while True:
            rows = (await self.store.read(Query("next_timer")))[0]
            if not rows or rows[0][0] > until:
                break
            self.at = max(self.at, rows[0][0])
            await self.intake.ring()
            await self._deliver()
        self.at = until

    # -- the audience loop, as far as handlers see it ---------------------------------------------
    async def counts(self, number: int, telegram: int = 0, vk: int = 0, **more: Any) -> None:
        """It answers how many get it."""
        notice = await self.notice(number)
        assert notice.count_wanted, "nobody asked"
        told = json.dumps({"telegram": telegram, "vk": vk, "near": 0, "held": 0, "seconds": {"telegram": 274.0}} | more)
        notice.counted, notice.count_wanted = told, 0
        await self.keep(notice)
        await self.ticks("n_counted", number, told)

    async def delivers(self, number: int, **outcomes: int) -> None:
        """So many messages of a notice had these outcomes in Telegram: sent=5, unreachable=1 …"""
        whys = {"unreachable": "blocked", "sent": ""}
        await self.keep(*(NoticeCount(number, "telegram", o, whys.get(o, o), n) for o, n in outcomes.items()))

    # -- what officers do ---------------------------------------------------------------------------
    async def writes(self, who: str = ANNA, **values: Any) -> int:
        """A notice is written and waits for a second officer; its number."""
        before = len(await self.notices())
        await self.presses(who, f"t_write:{json.dumps(values)}")
        notices = await self.notices()
        assert len(notices) == before + 1
        await self.passes(0)
        return notices[0].id

    async def is_pending(self, who: str = ANNA, people: int = 500, **values: Any) -> int:
        number = await self.writes(who, **values)
        await self.counts(number, telegram=people)
        return number

    async def is_sending(self, people: int = 500, **values: Any) -> int:
        number = await self.is_pending(people=people, **values)
        await self.presses(BORIS, self.button("d_ok", number))
        await self.passes(0)
        assert (await self.notice(number)).state == "sending"
        return number

    async def is_sent(self, **values: Any) -> int:
        number = await self.is_sending(**values)
        await self.delivers(number, sent=498, unreachable=2)
        await self.ticks("n_done", number)
        return number

    # -- what there is ------------------------------------------------------------------------------
    def button(self, word: str, number: int, chat: Address = ADMIN) -> str:
        """The data of the newest button of this word for this notice."""
        for said in reversed(self.chats.get(chat, [])):
            for data in said.data:
                if data.split(":")[0] == word and data.split(":")[1] == str(number):
                    return data
        raise AssertionError(f"no button {word} of {number} in {[s.data for s in self.chats.get(chat, [])]}")

    def has_button(self, word: str, number: int, chat: Address = ADMIN) -> bool:
        return any(d.startswith(f"{word}:{number}") for s in self.chats.get(chat, []) for d in s.data)

    def slot(self, slot: str, chat: Address = ADMIN) -> Said:
        return next(s for s in self.chats[chat] if s.row.slot == slot)

    def panel(self, number: int, version: int = 1) -> Said:
        return self.slot(f"pending:{number}:{version}")

    def of(self, who: str) -> list[Said]:
        return self.chats.get(parse_address(who), [])

    def last(self, chat: Address = ADMIN) -> Said:
        return self.chats[chat][-1]

    def text(self, chat: Address = ADMIN) -> str:
        return "\n".join(s.text for s in self.chats.get(chat, []))

    async def notice(self, number: int) -> Notice:
        found: Notice = (await self.store.read(Query("notice_by_id", (number,))))[0][0]
        return found

    async def notices(self) -> list[Notice]:
        """All of them, the newest first."""
        return list((await self.store.read(Query("notices_page", (words(NoticeState), 0, 1000, 0))))[0])

    async def state(self, number: int) -> NoticeState:
        return NoticeState((await self.notice(number)).state)

    async def history(self, number: int) -> list[NoticeEvent]:
        return list((await self.store.read(Query("notice_events", (number,))))[0])

    async def did(self, number: int) -> list[str]:
        return [event.what for event in await self.history(number)]

    async def timers(self, kind: str) -> list[int]:
        rows = (await self.store.read(Query("timers_due", (1 << 60, 1000))))[0]
        return [t.due_at for t in rows if t.kind == kind]

    def of_clock(self) -> Event:
        return Event(CLOCK, "", Kind.TICK)

"""Duty officers at work: a view over the world of what they press and write, in both messengers.

`counts` and `delivers` stand in for the audience loop where a test is about what officers are told of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handlers.base.event import CLOCK, Event, Kind
from handlers.base.loads import Needs, need
from handlers.base.message import Address
from handlers.base.routes import Route, Where, button
from handlers.base.shared import parse_address
from handlers.base.turn import Turn
from handlers.notices.announce import announce
from handlers.notices.chain import CHAIN
from handlers.notices.content import Area, Content
from handlers.notices.loads import LIVE, NOTICE
from handlers.notices.moves import load_accounts, move, new_notice, officer_name, role_of
from handlers.notices.states import Act, NoticeState
from handlers.officer.loads import load_notice
from storage.changes import Query, words
from storage.notice_records import Notice, NoticeCount, NoticeEvent
from storage.region.region import Region
from storage.store import Store
from tests.world.clock import HOUR, MINUTE, SECOND, TUESDAY
from tests.world.messenger import Shown
from tests.world.view import View
from tests.world.world import ADMIN, World

__all__ = ["ADMIN", "ANNA", "BORIS", "HOUR", "MINUTE", "OFFICERS", "SECOND", "STRANGER", "TUESDAY", "VERA", "Duty"]

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


@need(CHAIN, LIVE)
def made_now(turn: Turn) -> Needs:
    """For a notice that is made in this very turn: it has no chain yet."""
    return ()


COMPOSING = (
    button(Where.PRIVATE, "t_write", write_notice, load_accounts, made_now, officer=True),
    button(Where.PRIVATE, "t_submit", submit_again, load_notice, load_accounts, made_now, officer=True),
)


def world_of_officers(
    store: Store,
    folder: Path | None = None,
    routes: Sequence[Route] = (),
    region: Region | None = None,
    officers: tuple[frozenset[Address], ...] = OFFICERS,
    names: Sequence[str] = ("telegram", "vk"),
) -> World:
    """Anna, Boris and Vera are on duty; somebody else is not even in the admin chat. `routes`: more test buttons."""
    world = World(store, region=region, officers=officers, folder=folder, routes=(*COMPOSING, *routes), names=names)
    world.strangers.add("99")
    return world


@dataclass
class Duty(View):
    """`world` is one of officers (`world_of_officers`)."""

    @property
    def officers(self) -> tuple[frozenset[Address], ...]:
        return self.shared.officers

    # -- what happens ---------------------------------------------------------------------------
    async def happens(self, event: Event) -> None:
        await self.world.take(event)

    def _event(self, who: str, kind: Kind, chat: Address | None, **more: Any) -> Event:
        """Somebody in his private chat, or in the admin chat if that is given."""
        account, key = parse_address(who), str(next(self.world.numbers))
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

    def slot(self, slot: str, chat: Address = ADMIN) -> Shown:
        return next(s for s in self.chats[chat] if s.row.slot == slot)

    def panel(self, number: int, version: int = 1) -> Shown:
        return self.slot(f"pending:{number}:{version}")

    def of(self, who: str) -> list[Shown]:
        return self.chats.get(parse_address(who), [])

    def last(self, chat: Address = ADMIN) -> Shown:
        return self.chats[chat][-1]

    def text(self, chat: Address = ADMIN) -> str:
        return self.of_chat(chat)

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

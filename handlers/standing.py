"""Where an update was written, what its sender is to the operators, and whether he may do what it asks for.

What a messenger has to be asked for is asked before the transaction: no network is awaited in one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from handlers.base.batch import Batch
from handlers.base.event import CLOCK, Event, Kind, Membership, Update
from handlers.base.leftover import command_of
from handlers.base.message import Address
from handlers.base.refusals import anonymous_writer, refuse_citizen, refuse_stranger
from handlers.base.routes import Handler, Route, Router, Where
from handlers.base.shared import Shared
from handlers.base.turn import Turn
from handlers.notices.officers import hear_of_member, witnesses
from handlers.reports.words import ReportTick
from storage.records import Timer

Members = Callable[[Address, str], Awaitable[str]]
"""Asks what a user is in a chat: a Membership."""
OF_STAFF = (Membership.ADMINISTRATOR, Membership.MEMBER)
BEST_FIRST = (Membership.ADMINISTRATOR, Membership.MEMBER, Membership.UNKNOWN)


class Unasked(Exception):
    """Only the dialogue says that a message is for duty officers or staff: whether its sender is one has to be asked
    first.
    """

    def __init__(self, event: Event, route: Route) -> None:
        super().__init__("an officer's step")
        self.event, self.route = event, route


def place_of(shared: Shared, event: Event) -> Where:
    """Where an event comes from, as routes name it."""
    if event.channel == CLOCK:
        return Where.CLOCK
    if Address(event.channel, event.chat) in shared.operator_chats():
        return Where.OPERATORS
    return Where.PRIVATE if event.private else Where.ELSEWHERE


def member_changed(batch: Batch, event: Event) -> None:
    """Somebody came to a group or left it. Whoever is in an operators' chat no more has nothing of it from now on."""
    hear_of_member(batch.shared, event)
    if event.member == Membership.GONE and place_of(batch.shared, event) is Where.OPERATORS:
        account, chats = Address(event.channel, event.sender), batch.shared.staff_chats
        if account in chats:
            chats[account] -= {Address(event.channel, event.chat)}
        batch.changes.put(Timer(ReportTick.GONE, f"{event.channel}:{event.sender}", batch.now))


def refusal_of(route: Route, turn: Turn, where: Where, standing: str) -> Handler | None:
    """What to say instead to whoever may not do this: nobody in the group's own name, no stranger an operator's work
    (promise 4). `standing`: what `Standings` found; "" where nobody had to be asked.
    """
    event = turn.event
    if where is Where.OPERATORS:
        if event.anonymous and route.by in ("command", "button"):
            return anonymous_writer
        if standing == Membership.GONE:
            return refuse_stranger
        return refuse_citizen if route.officer and not turn.officer else None
    if route.staff and standing not in OF_STAFF:
        return refuse_stranger
    return refuse_citizen if route.officer and not turn.officer else None


@dataclass(slots=True)
class Standings:
    """`members` asks the messenger, or knows."""

    shared: Shared
    members: Members

    async def of_group(self, router: Router, updates: Sequence[Update]) -> dict[int, str]:
        """By an update's place: what its sender is, where that matters for what he wrote or pressed."""
        found: dict[int, str] = {}
        for place, update in enumerate(updates):
            event = update.event
            if event is None or event.channel == CLOCK or not event.sender or event.anonymous:
                continue
            where = place_of(self.shared, event)
            if where is Where.OPERATORS:
                if event.kind in (Kind.MESSAGE, Kind.BUTTON, Kind.EDIT, Kind.REMOVED):
                    found[place] = await self.members(Address(event.channel, event.chat), event.sender)
                continue
            word, _ = command_of(event, self.shared.library, private=where is Where.PRIVATE)
            route = router.for_staff(event, where, word) or router.find(event, where, word, "")
            if route is not None and (route.officer or route.staff):
                found[place] = await self.for_route(route, event)
        return found

    async def for_route(self, route: Route, event: Event) -> str:
        """What a route for staff or officers has to know of who presses or writes."""
        return await (self._as_officer(event) if route.officer else self._as_staff(event))

    async def _as_officer(self, event: Event) -> str:
        """What the person is in the admin chat, by whichever of his accounts can be there."""
        chat = self.shared.admin_chat
        users = witnesses(self.shared, Address(event.channel, event.sender))
        if chat is None or not users:
            return Membership.GONE
        return _best({await self.members(chat, user) for user in users})

    async def _as_staff(self, event: Event) -> str:
        """The best that this person is in any operators' chat of this messenger."""
        chats = [chat for chat in self.shared.operator_chats() if chat.channel == event.channel]
        found = {chat: await self.members(chat, event.sender) for chat in chats}
        account, his = Address(event.channel, event.sender), frozenset(c for c in chats if found[c] in OF_STAFF)
        if his:
            self.shared.staff_chats[account] = his
        else:
            self.shared.staff_chats.pop(account, None)
        return _best(set(found.values()))


def _best(standings: set[str]) -> str:
    return next((standing for standing in BEST_FIRST if standing in standings), Membership.GONE)

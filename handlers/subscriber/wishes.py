"""What a person wants to be warned of, and where: how it is loaded, and how a change of it is stored.

A handler reads it once (`wishes_of`) and passes it on to what it shows; whatever stores a change returns the wishes as
they are then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handlers.base.loads import Needs, need
from handlers.base.persons import ACCOUNTS
from handlers.base.turn import Turn
from handlers.notices.loads import PLACES, SUBSCRIPTION, SUBSCRIPTION_AREAS
from handlers.reports.draft import consented
from handlers.reports.own_report import LATEST_REPORT
from storage.notice_records import Place, Subscription, SubscriptionArea
from storage.records import Account
from storage.ticks import Tick

WHOLE_REGION = "*"
"""The area that is the whole region."""
FIRST_QUIET_HOURS = (22 * 60, 8 * 60)
"""Quiet hours that somebody begins with."""


@need(SUBSCRIPTION, SUBSCRIPTION_AREAS, PLACES, ACCOUNTS, LATEST_REPORT)
def load_wishes(turn: Turn) -> Needs:
    """All that `wishes_of` reads; and the latest report, whose settlement a subscription begins with."""
    person = turn.person.id
    return (
        SUBSCRIPTION(person),
        SUBSCRIPTION_AREAS(person),
        PLACES(person),
        ACCOUNTS(person),
        LATEST_REPORT(person, 1, 0),
    )


@dataclass(frozen=True, slots=True)
class Wishes:
    """`stored` is None for somebody who never subscribed. `areas` as a SubscriptionArea names them. `accounts`: the
    oldest first, never none.
    """

    person: int
    stored: Subscription | None
    areas: frozenset[str]
    places: tuple[Place, ...]
    accounts: tuple[Account, ...]

    @property
    def subscription(self) -> Subscription:
        """Without a row what that means: Extreme alerts and nothing else."""
        return self.stored or Subscription(self.person)

    @property
    def everywhere(self) -> bool:
        """The whole region: named, or nothing smaller is."""
        return WHOLE_REGION in self.areas or not self.areas

    def place(self, place_id: int) -> Place | None:
        return next((place for place in self.places if place.id == place_id), None)


def wishes_of(turn: Turn) -> Wishes:
    """As they were loaded, on the routes that need `load_wishes`."""
    accounts = turn.many(ACCOUNTS) or (turn.account,)
    return Wishes(turn.person.id, turn.one(SUBSCRIPTION), areas_of(turn), turn.many(PLACES), accounts)


def others_of(turn: Turn, wishes: Wishes) -> list[str]:
    """The messengers in which he has no account, or none that was joined."""
    mine = {account.channel for account in wishes.accounts}
    return [name for name in turn.shared.bots if name not in mine]


def subscription_of(turn: Turn) -> Subscription:
    """The loaded subscription, or what it means that there is none, where the rest of the wishes is not loaded."""
    return turn.one(SUBSCRIPTION) or Subscription(turn.person.id)


def areas_of(turn: Turn) -> frozenset[str]:
    """The loaded areas, where the rest of the wishes is not loaded."""
    return frozenset(row.area for row in turn.many(SUBSCRIPTION_AREAS))


def keep(turn: Turn, wishes: Wishes, subscription: Subscription) -> Wishes:
    """Store a changed subscription."""
    kept, before = replace(subscription, updated_at=turn.now), wishes.subscription
    turn.save(kept)
    if kept.kinds & ~before.kinds or kept.least < before.least or kept.extreme > before.extreme:
        _is_warned_of_more(turn)
    return replace(wishes, stored=kept)


def keep_areas(turn: Turn, wishes: Wishes, areas: Iterable[str]) -> Wishes:
    """Store exactly these areas. They are a part of a subscription: without one it begins, with the worst alone."""
    after = frozenset(areas)
    if after and wishes.stored is None:
        quiet_from, quiet_to = FIRST_QUIET_HOURS
        wishes = keep(turn, wishes, replace(wishes.subscription, quiet_from=quiet_from, quiet_to=quiet_to))
    for area in wishes.areas - after:
        turn.delete(SubscriptionArea, wishes.person, area)
    for area in after - wishes.areas:
        turn.save(SubscriptionArea(wishes.person, area))
    if after != wishes.areas:
        _is_warned_of_more(turn)
    return replace(wishes, areas=after)


def _is_warned_of_more(turn: Turn) -> None:
    """What is in force there already is said to him at once. Areas that were left out may mean the whole region."""
    turn.after(0, Tick.ALREADY, turn.timer_key)


def with_area(turn: Turn, chosen: frozenset[str], area: str) -> frozenset[str]:
    """What is chosen once this is added: the whole region and the whole municipality give way to a part of them."""
    if area == WHOLE_REGION:
        return chosen | {WHOLE_REGION}
    kind, _, code = area.partition(":")
    town = turn.shared.region.settlement(code) if kind == "s" else None
    return (chosen - {WHOLE_REGION} - ({f"m:{town.municipality}"} if town else set())) | {area}


def keep_place(turn: Turn, wishes: Wishes, place: Place) -> Wishes:
    """Store a place: in the place of what it was before, or as the last one."""
    turn.save(place)
    _is_warned_of_more(turn)
    if wishes.place(place.id) is None:
        return replace(wishes, places=(*wishes.places, place))
    return replace(wishes, places=tuple(place if each.id == place.id else each for each in wishes.places))


def drop_place(turn: Turn, wishes: Wishes, place: Place) -> Wishes:
    turn.delete(Place, place.id)
    return replace(wishes, places=tuple(each for each in wishes.places if each.id != place.id))


def may_name_areas(turn: Turn, wishes: Wishes) -> bool:
    """Where somebody lives is kept with his consent, or after he said no to that and wanted warnings all the same."""
    return consented(turn) or bool(wishes.subscription.kinds)

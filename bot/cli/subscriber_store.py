"""Subscribers in the database: written in chunks beside a running service, read in pages."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.cli.subscriber_rows import Subscriber
from storage.changes import Changes, Query
from storage.ids import CONSOLE_BASE
from storage.notice_records import Subscription, SubscriptionArea
from storage.records import Account, Person
from storage.store import Store

CHUNK = 200
"""Lines in one transaction: a few milliseconds, so that nobody waits long for the writer."""
PAGE = 1_000
NIGHT = (22 * 60, 8 * 60)
"""Quiet hours of somebody new, as for whoever subscribes with one tap."""


async def keep(store: Store, rows: Sequence[Subscriber], now: int) -> None:
    """Person, account, subscription and areas of each; what is there already of an account is brought to this.

    Ids come from the console's range. They are taken inside the transaction, in which nobody else writes.
    """
    async with store.unit() as unit:
        accounts = json.dumps([[row.channel, row.user_id] for row in rows])
        known, persons, wanted, last = await unit.exchange(
            None,
            [
                Query("accounts_at", (accounts,)),
                Query("persons_listed", (accounts,)),
                Query("subscriptions_listed", (accounts,)),
                Query("console_person", (CONSOLE_BASE,)),
            ],
        )
        changes, number = Changes(), max(CONSOLE_BASE, last[0][0])
        person_of = {(a.channel, a.user_id): a.person_id for a in known}
        by_id: dict[int, Person] = {person.id: person for person in persons}
        wishes: dict[int, Subscription] = {row.person_id: row for row in wanted}
        changes.command("clear_areas", json.dumps(sorted(by_id)))
        for row in rows:
            person_id = person_of.get((row.channel, row.user_id), 0)
            if not person_id:
                number += 1
                person_id = number
                by_id[person_id] = Person(person_id, now, source="import")
                changes.put(Account(row.channel, row.user_id, person_id, now))
            person = by_id[person_id]
            person.language = row.language or person.language
            changes.put(person)
            wish = wishes.get(person_id) or Subscription(person_id, quiet_from=NIGHT[0], quiet_to=NIGHT[1])
            wish.kinds, wish.updated_at = row.kinds, now
            wishes[person_id] = wish
            changes.put(wish)
            for area in row.areas:
                changes.put(SubscriptionArea(person_id, area))
        await unit.commit(changes)


async def export_page(store: Store, after: int) -> tuple[list[Subscriber], int]:
    """The accounts of the next persons with a subscription, and the last person's id; an empty list at the end."""
    persons = [number for (number,) in (await store.read(Query("subscribers_page", (after, PAGE))))[0]]
    if not persons:
        return [], after
    listed = json.dumps(persons)
    rows, areas = await store.read(Query("subscribers_among", (listed,)), Query("areas_among", (listed,)))
    of: dict[int, list[str]] = {}
    for person_id, area in areas:
        of.setdefault(person_id, []).append(area)
    found = [
        Subscriber(channel, user, language, tuple(of.get(p, ())), kinds) for p, channel, user, language, kinds in rows
    ]
    return found, persons[-1]

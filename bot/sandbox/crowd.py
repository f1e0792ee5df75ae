"""People of the sandbox who want to be warned, so that a notice goes to many. They have no phone on the page."""

from __future__ import annotations

import random
from collections.abc import Sequence

from bot.cli.subscriber_rows import Subscriber
from bot.cli.subscriber_store import CHUNK, keep
from bot.sandbox.storm_texts import citizen_name
from bot.sandbox.world import Messenger
from handlers.notices.kinds import DANGERS
from storage.open import make_store
from storage.region.region import Region

COUNT = 400
NEAR = 0.5
"""So many of them live in the municipality of the region's first settlement: that is where the flood comes."""


def make_crowd(messengers: Sequence[Messenger], region: Region, count: int = COUNT, seed: int = 7) -> list[Subscriber]:
    """Persons in the messengers who have started the bot, and what they want to be warned of."""
    rng, found = random.Random(seed), []
    first = region.settlements[0].municipality
    home = [s for s in region.settlements if s.municipality == first]
    for number in range(count):
        messenger = messengers[number % len(messengers)]
        person = messenger.add_person(citizen_name(rng))
        person.started = True
        settlement = rng.choice(home if rng.random() < NEAR else region.settlements)
        found.append(Subscriber(messenger.name, person.id, "", (f"s:{settlement.code}",), DANGERS))
    return found


async def subscribe(database_url: str, crowd: Sequence[Subscriber], now: int) -> None:
    """Write them into the database, which nobody has opened yet."""
    store = make_store(database_url)
    await store.open()
    try:
        await store.migrate()
        for first in range(0, len(crowd), CHUNK):
            await keep(store, crowd[first : first + CHUNK], now)
    finally:
        await store.close()

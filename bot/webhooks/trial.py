"""One call of a webhook by whoever has the machine: the database has no part in it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clock import RealClock
from bot.webhooks.call import HookCaller
from bot.webhooks.courier import installation_of
from bot.webhooks.schedule import CallAnswer
from handlers.webhooks.facts import body_of, test_fields
from storage.region.region import Region
from storage.region.webhooks import Webhook


async def call_once(hook: Webhook, keys: Sequence[bytes], region: Region) -> CallAnswer:
    """What came of `endpoint.test`, with the beginning of what was answered."""
    clock = RealClock()
    caller = HookCaller(hook, keys, clock)
    try:
        number = f"msg_{installation_of(region)}_test{clock.now()}"
        return await caller.call(number, body_of(test_fields(clock.now())), listen=True)
    finally:
        await caller.close()

"""`otklik notice`: an alert given by whoever has the machine, judged as if a feed had brought it.

If a service runs, the alert is put down for it and its answer waited for; if none runs, this process holds the
database for the moment and judges it itself. The notice's number is the service's own in either case.
"""

from __future__ import annotations

import asyncio

from bot.app import App
from bot.clock import RealClock
from bot.settings import Settings
from handlers.alerts.arrival import CONSOLE, Arrival, ArrivalAnswer, arrival_key
from handlers.base.faults import tick_update
from storage.region.region import Region
from storage.store import InUse

PATIENCE_S = 30.0
ASK_S = 0.1


def hand_in(settings: Settings, region: Region, arrival: Arrival) -> ArrivalAnswer | None:
    """What became of it; None if the running service did not say within PATIENCE_S: it will still be judged."""
    return asyncio.run(_hand_in(settings, region, arrival))


async def _hand_in(settings: Settings, region: Region, arrival: Arrival) -> ArrivalAnswer | None:
    clock = RealClock()
    app = App(settings.model_copy(update={"http_port": 0, "notice_folder": None, "standby": False}), region, {}, clock)
    key = f"{CONSOLE}-{arrival_key(arrival.dump(), str(clock.now()))}"
    try:
        try:
            await app.open()
        except InUse:
            await app.store.open()
            await app.inbox.put({key: arrival})
            return await _wait(app, key)
        timer = arrival.timer(key, clock.now())
        await app.inbox.put({key: arrival})
        await app.intake.take([tick_update(timer)])
        return await _wait(app, key)
    finally:
        await app.close()


async def _wait(app: App, key: str) -> ArrivalAnswer | None:
    for _ in range(int(PATIENCE_S / ASK_S)):
        if (answer := await app.inbox.answer(key)) is not None:
            await app.inbox.forget(key)
            return answer
        await asyncio.sleep(ASK_S)
    return None

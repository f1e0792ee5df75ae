"""A process that is to be killed: it changes reports, one transaction after another, and calls a webhook meanwhile.

python -m tests.chaos.hook_child DATABASE ENDPOINT HOW_MANY PAUSE

PAUSE: seconds between two changes, so that there are changes left for every life of it. Each line on standard input
ends the life that there is and begins a new one, forked here, where everything is imported already; it is answered by
a line.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys

from bot.clock import RealClock
from bot.webhooks import courier as courier_module
from bot.webhooks import schedule
from bot.webhooks.announce import Announcer, announcing
from bot.webhooks.call import HookCaller
from bot.webhooks.courier import Courier
from handlers.reports.status import Status
from storage.changes import Changes, Query
from storage.ids import Ids
from storage.open import make_store
from storage.records import Report, ReportEvent
from storage.region.webhooks import Webhook
from tests.unit.webhooks.endpoint import KEY

REPORTS = 20
MOVES = (("taken", Status.ACCEPTED), ("released", Status.NEW))


async def lives(database: str, url: str, most: int, pause_s: float) -> None:
    """Until it is killed. A pause of the schedule is a moment here."""
    schedule.SCHEDULE_S = (0.05,) * 1_000  # type: ignore[assignment]
    courier_module.PROBE_S = 0.05
    store, clock = make_store(database), RealClock()
    await store.open()
    ids = Ids(dict((await store.read(Query("last_ids")))[0]))
    hook = Webhook("incident", url, "SECRET_A", events=("report.*",), private=True, rate=1000)
    told = announcing(store, Announcer(lambda: ids.next("outbox"), (hook,), clock.now))
    courier = Courier(HookCaller(hook, (KEY,), clock), store, clock, "1a2b3c4d", random=random.Random())
    courier.caller.patience_s = 1.0
    async with asyncio.TaskGroup() as group:
        group.create_task(courier.run())
        line = Ids(dict((await store.read(Query("last_ids")))[0]))
        while (number := line.next("report_event")) <= most:
            kind, status = MOVES[(number // REPORTS) % 2]
            report = Report(number % REPORTS + 1, 7, "telegram", "7", "ru", status, "potholes", "roads", "Яма")
            changes = Changes()
            changes.put(report)
            changes.put(ReportEvent(number, report.id, clock.now(), kind))
            async with told.unit() as unit:
                await unit.commit(changes)
            courier.wake()
            await asyncio.sleep(pause_s)


def main(database: str, url: str, most: int, pause_s: float) -> None:
    running = 0
    for _ in sys.stdin:
        end(running)
        running = os.fork()
        if not running:
            os.dup2(2, 1)  # its log: nobody reads the pipe while it lives
            asyncio.run(lives(database, url, most, pause_s))
            os._exit(0)
        os.write(1, b"\n")
    end(running)


def end(running: int) -> None:
    if running:
        os.kill(running, signal.SIGKILL)
        os.waitpid(running, 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))

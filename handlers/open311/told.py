"""An author without a messenger is told when his program has read it: the line of the history is delivered then."""

from __future__ import annotations

import json
from collections.abc import Iterable

from handlers.base.event import CLOCK, Event, Kind, Update
from handlers.base.faults import tick_raw
from handlers.base.programs import PICTURES, READER
from storage.ticks import Tick


def read_by_program(client: str, events: Iterable[int], now: int, pictures: int = 1) -> list[Update]:
    """Give these to the intake (`Intake.take`) once this client has got these lines of histories (ReportEvent.id), by
    GET /servicerequestupdates or by a webhook that was answered with 2xx: the cards say so then, and that all but its
    first `pictures` were left out. Lines that do not wait for it, whosever they are, are left as they are, so that a
    line may be given twice.
    """
    said = json.dumps({"result": "sent", "why": "", "at": now, READER: client, PICTURES: pictures})
    found = []
    for number in events:
        event = Event(CLOCK, f"read:{number}", Kind.TICK, data=f"{Tick.DELIVERED}:{number}", text=said)
        found.append(Update(CLOCK, "", "", tick_raw(event), event))
    return found

"""A source of alerts beside the duty officers: it warns, updates, takes back, and its words come late or twice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count

from handlers.alerts.arrival import Arrival
from handlers.cap.model import Alert, cap_time
from tests.machines.duty_room import Room
from tests.unit.alerts.wire import HOUR, sample, with_info

CAME = count(1)


@dataclass
class Source:
    """`said`: all its alerts, the oldest first; `kept`: those that are still under way."""

    room: Room
    said: list[Alert] = field(default_factory=list)
    kept: list[Alert] = field(default_factory=list)
    at: int = 0

    def alert(self, kind: str, choice: int, severity: str, status: str) -> Alert:
        """A new one; what is no Alert is about one that was said, of the same status."""
        about = [a for a in self.said if a.status == status and a.kind != "Cancel"]
        kind = kind if about else "Alert"
        self.at = max(self.room.at, self.at + 1_000)
        number = len(self.said) + 1
        base = sample("cancel") if kind == "Cancel" else sample("wind")
        alert = replace(
            base, identifier=f"s-{number}", sent=cap_time(self.at), kind=kind, status=status,
            references=(about[choice % len(about)].triple,) if kind != "Alert" else (),
        )  # fmt: skip
        if kind != "Cancel":
            words = {"severity": severity, "expires": cap_time(self.at + 6 * HOUR), "effective": "", "onset": ""}
            alert = with_info(alert, description=f"Ветер {number}", **words)
        self.said.append(alert)
        return alert

    async def comes(self, alert: Alert) -> None:
        """It lies where arrivals wait, and the clock finds it."""
        key = f"s{next(CAME)}"
        await self.room.keep(Arrival("folder", "s.xml", alert).timer(key, self.room.at))
        await self.room.passes(0)

    def late(self, choice: int) -> Alert | None:
        """One that is under way, or one that came already."""
        if self.kept:
            return self.kept.pop(choice % len(self.kept))
        return self.said[choice % len(self.said)] if self.said else None

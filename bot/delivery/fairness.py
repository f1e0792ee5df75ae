"""Whose turn it is: the urgent goes first, the small never starves (promise 7).

While an alert waits it has nine of ten turns, people at least the tenth. While a notice waits beside people,
each has every second turn. A lane that is passed over again and again is let in once in PATIENCE turns.
"""

from __future__ import annotations

from collections.abc import Collection

from storage.records import Lane

PATIENCE = 20
"""Turns that a waiting lane may be passed over in a row; alert and people never need it."""

ALERT_TURNS = 9
"""Of an alert between two of the others."""
BULK = frozenset({Lane.ALERT, Lane.NOTICE, Lane.DIGEST})
"""Lanes with one message for many: they go evenly spaced, so that a person's answer never waits for a burst."""


class Fairness:
    """One for each channel; `choose` is asked for every turn and remembers what it gave."""

    def __init__(self) -> None:
        self._alerts = 0  # turns of alerts since somebody else had one
        self._notice_last = False
        self._passed: dict[Lane, int] = dict.fromkeys(Lane, 0)

    def choose(self, ready: Collection[Lane]) -> Lane:
        """One of the lanes that have something ready; `ready` is not empty."""
        lane = self._choose(ready)
        for other in ready:
            self._passed[other] = 0 if other is lane else self._passed[other] + 1
        return lane

    def _choose(self, ready: Collection[Lane]) -> Lane:
        if Lane.ACK in ready:
            return Lane.ACK
        if Lane.ALERT in ready:
            others = [lane for lane in ready if lane is not Lane.ALERT]
            if not others or self._alerts < ALERT_TURNS:
                self._alerts = min(self._alerts + 1, ALERT_TURNS)  # turns in which nobody else came count, too
                return Lane.ALERT
            self._alerts = 0
            return self._among(others)
        return self._among(ready)

    def _among(self, ready: Collection[Lane]) -> Lane:
        starved = [lane for lane in ready if self._passed[lane] >= PATIENCE and lane is not Lane.ALERT]
        if starved:
            return max(starved, key=lambda lane: self._passed[lane])
        people = [lane for lane in (Lane.PERSON, Lane.OPERATORS) if lane in ready]
        if people and Lane.NOTICE in ready:
            self._notice_last = not self._notice_last
            return Lane.NOTICE if self._notice_last else people[0]
        return people[0] if people else min(ready)

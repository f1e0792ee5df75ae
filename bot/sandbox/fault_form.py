"""The faults that the page's panel can switch on: which there are, what of a form is taken, which are in force.

`COMMON` are those of every messenger; its own stand with its emulator. The page draws its form from both
(`choices_json`) and names each kind in its texts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.emulators import CALLS, FaultKind, emulator
from bot.sandbox.world import FaultRule, Messenger

Json = dict[str, Any]

TIMES = (1, 5, 20, -1)
RULES_LIMIT = 12
"""Rules that may be in force at once."""


COMMON: dict[str, FaultKind] = {
    "refuse": FaultKind(),
    "cut-before": FaultKind(),
    "cut-after": FaultKind(),
    "500": FaultKind(),
    "502-html": FaultKind(),
    "slow": FaultKind(seconds=(1, 60)),
}


class BadForm(ValueError):
    """What of a form is not right, in English."""


@dataclass(slots=True)
class Switched:
    messenger: Messenger
    rule: FaultRule
    calls: str
    times: int


class SwitchedFaults:
    """The rules that the page switched on, by number; one that is used up stays listed until the next comes."""

    def __init__(self) -> None:
        self._last = 0
        self._switched: dict[int, Switched] = {}

    def switch_on(self, messenger: Messenger, form: Mapping[str, Any]) -> int:
        """The new rule's number. It wins over older ones, but not over a messenger that is down."""
        rule, calls = read_form(messenger.name, form)
        for number in [n for n, one in self._switched.items() if one.rule.times == 0]:
            self.take_away(number)
        if len(self._switched) >= RULES_LIMIT:
            raise BadForm(f"{RULES_LIMIT} faults are enough at once")
        down = sum(1 for other in messenger.faults if other.fault == "down")
        messenger.faults.insert(down, rule)
        self._last += 1
        self._switched[self._last] = Switched(messenger, rule, calls, rule.times)
        return self._last

    def take_away(self, number: int) -> None:
        """KeyError if there is no such rule any more."""
        one = self._switched.pop(number)
        one.messenger.faults[:] = [rule for rule in one.messenger.faults if rule is not one.rule]

    def listed(self) -> list[Json]:
        """The newest first, as they win; "left" counts down from "times", -1 is without end."""
        return [
            {
                "id": number,
                "messenger": one.messenger.name,
                "fault": one.rule.fault,
                "calls": one.calls,
                "seconds": one.rule.seconds,
                "code": one.rule.code,
                "times": one.times,
                "left": one.rule.times,
            }
            for number, one in reversed(self._switched.items())
        ]


def read_form(messenger: str, form: Mapping[str, Any]) -> tuple[FaultRule, str]:
    """The rule and its calls' word out of {"fault", "calls", "times", "seconds", "code"}; BadForm."""
    name, calls = form.get("fault"), form.get("calls")
    kind = _kinds(messenger).get(name) if isinstance(name, str) else None
    if kind is None:
        raise BadForm("fault: this messenger knows no such fault")
    if calls not in kind.calls:
        raise BadForm(f"calls: one of {', '.join(kind.calls)} is needed")
    rule = FaultRule(CALLS[calls], str(name), times=_one_of("times", form.get("times"), TIMES))
    if kind.seconds is not None:
        rule.seconds = _seconds(form.get("seconds"), *kind.seconds)
    if kind.codes:
        rule.code = _one_of("code", form.get("code"), kind.codes)
    return rule, calls


def _kinds(messenger: str) -> dict[str, FaultKind]:
    return {**COMMON, **emulator(messenger).faults}


def choices_json(messengers: Sequence[str]) -> Json:
    """What the form offers in each messenger."""
    kinds = {
        name: [
            {"fault": fault, "calls": kind.calls, "seconds": kind.seconds, "codes": kind.codes}
            for fault, kind in _kinds(name).items()
        ]
        for name in messengers
    }
    return {"kinds": kinds, "times": TIMES}


def _one_of(name: str, value: Any, numbers: tuple[int, ...]) -> int:
    if type(value) is not int or value not in numbers:  # True is no number here
        raise BadForm(f"{name}: one of {', '.join(map(str, numbers))} is needed")
    return value


def _seconds(value: Any, least: int, most: int) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadForm("seconds: a number is needed")
    if not least <= value <= most:
        raise BadForm(f"seconds: from {least} to {most}")
    return float(value)

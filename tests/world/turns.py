"""Which messengers a test is played in. What stood for two messengers is not half as long again for a third: each thing
is played in two of them, the one that is left out goes round, and the long form (`--chaos`) plays all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from bot.channels.names import messengers

MESSENGERS = messengers()


def left_out(number: int) -> str:
    return MESSENGERS[number % len(MESSENGERS)]


def in_turn(things: Iterable[Any]) -> list[ParameterSet]:
    """(messenger, thing) for `parametrize`."""
    return [
        pytest.param(where, thing, marks=pytest.mark.chaos if where == left_out(number) else ())
        for number, thing in enumerate(things)
        for where in MESSENGERS
    ]


def in_two(number: int) -> list[ParameterSet]:
    """Messengers for `parametrize`; `number` says which is left out, another one in each test."""
    out = left_out(number)
    return [pytest.param(where, marks=pytest.mark.chaos if where == out else ()) for where in MESSENGERS]

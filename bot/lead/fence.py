"""What stands at every way out of the program: whether this process may speak at this very moment.

Each messenger's client asks immediately before a request is written, when its connection stands already: a process that
was stopped in between must not say what it had prepared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

NO_LEAD = "no-lead"
"""The code of an outcome: nothing left the machine, since another node may be speaking."""


def always() -> bool:
    return True


@dataclass(slots=True)
class Fence:
    """One channel's. `may_call` is given by whoever runs the channel; threads ask it, too."""

    may_call: Callable[[], bool] = always

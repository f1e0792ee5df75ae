"""What Python's search for unreachable cycles costs, kept small in a process that runs for months."""

from __future__ import annotations

import gc

OFTEN = 10_000
"""So many new objects before the young ones are searched; Python's own number is meant for scripts."""


def spare_what_stays() -> None:
    """Call once, when all is loaded: libraries, region and sentences are not searched through again and again.

    They are a quarter of a million objects that never go. Searching them takes a quarter of the CPU of an update, and
    holds everything up for a tenth of a second at a time, which limits of so many a second do not forgive.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OFTEN, 10, 10)

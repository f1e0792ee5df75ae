"""Time and CPU of this process, and figures of several rounds in a few words."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.sampling import Sampling


class Meter:
    """Within `with`: seconds by the clock, and seconds of CPU over all threads of this process.

    `profile`: a file that gets a sample of where the CPU went ("": none is taken, and nothing disturbed).
    """

    def __init__(self, profile: object = "") -> None:
        self.seconds = self.cpu = 0.0
        self._sampling = Sampling(str(profile or ""))

    def __enter__(self) -> Meter:
        self._sampling.start()
        self._began, self._cpu = time.perf_counter(), cpu_s()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds, self.cpu = time.perf_counter() - self._began, cpu_s() - self._cpu
        self._sampling.stop()


def cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def spread(values: Sequence[float], digits: int = 1) -> dict[str, float]:
    """Median, minimum and maximum of the rounds."""
    return {
        "median": round(statistics.median(values), digits),
        "min": round(min(values), digits),
        "max": round(max(values), digits),
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share (0 to 1) of them does not exceed; 0.0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def said(figure: Any) -> str:
    """A figure for people: "1,250 (1,190 to 1,300)" for a spread."""
    if isinstance(figure, dict) and {"median", "min", "max"} <= figure.keys():
        return f"{said(figure['median'])} ({said(figure['min'])} to {said(figure['max'])})"
    if isinstance(figure, float):
        return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:,.3g}"
    return f"{figure:,}" if isinstance(figure, int) and not isinstance(figure, bool) else str(figure)

"""Where the CPU goes: the main thread's stack at every few milliseconds of CPU time, counted by function."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path
from types import FrameType

EVERY_S = 0.002
AT_REST = frozenset({"select", "run_until_complete", "run_forever", "run"})
"""Innermost functions while the event loop waits: what burns CPU then are other threads (the database's)."""


class Sampling:
    """Between `start` and `stop` stacks are counted; `stop` writes the functions by their whole and own share."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._own: Counter[str] = Counter()
        self._whole: Counter[str] = Counter()
        self._samples = 0

    def start(self) -> None:
        if self._path:
            signal.signal(signal.SIGPROF, self._sample)
            signal.setitimer(signal.ITIMER_PROF, EVERY_S, EVERY_S)

    def stop(self) -> None:
        if self._path:
            signal.setitimer(signal.ITIMER_PROF, 0)
            Path(self._path).write_text(self._report(), encoding="utf-8")

    def _sample(self, number: int, frame: FrameType | None) -> None:
        if frame is None:
            return
        self._samples += 1
        if frame.f_code.co_name in AT_REST:
            self._own["(other threads, while the event loop waits)"] += 1
            return
        self._own[_name(frame)] += 1
        seen, at = set(), frame.f_back
        seen.add(_name(frame))
        while at is not None:
            seen.add(_name(at))
            at = at.f_back
        self._whole.update(seen)

    def _report(self) -> str:
        def shares(counts: Counter[str], most: int) -> list[str]:
            return [f"{100 * n / self._samples:6.1f} %  {name}" for name, n in counts.most_common(most)]

        lines = [f"{self._samples} samples, one each {1000 * EVERY_S:g} ms of the process's CPU", ""]
        lines += ["share with everything called:", *shares(self._whole, 120), "", "own share:", *shares(self._own, 60)]
        return "\n".join(lines) + "\n"


def _name(frame: FrameType) -> str:
    code = frame.f_code
    return f"{'/'.join(Path(code.co_filename).parts[-3:])}:{code.co_firstlineno} {code.co_qualname}"

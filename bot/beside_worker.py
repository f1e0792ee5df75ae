"""A process of bot.beside: reads work from its input until that ends, and writes what came of it to its output.

Frames are eight bytes of length and a pickle; the first is what all work gets as its first argument. Only the program
that started it writes them. Imports little: what a piece of work needs comes with it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import struct
import sys
import time
from typing import Any, BinaryIO

HEAD = struct.Struct(">Q")
GRACE_S = 5
"""So much longer than allowed it lives on if nobody is left to kill it."""
NICE = 5
FIRST_TO_GO = 500
"""Where memory runs out the system ends this process, and not the program (see proc(5), oom_score_adj)."""


def main() -> None:
    work, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    os.nice(NICE)
    _let_go_first()
    _limit_memory(int(sys.argv[1]))
    shared = _read(work)
    while (task := _read(work)) is not None:
        function, given, limit_s = task
        _limit_time(limit_s)
        try:
            answer = pickle.dumps((True, function(shared, *given)), pickle.HIGHEST_PROTOCOL)
        except Exception as fault:  # noqa: BLE001 - whatever goes wrong with it is its answer
            answer = pickle.dumps((False, type(fault).__name__))
        answers.write(HEAD.pack(len(answer)) + answer)
        answers.flush()


def _read(source: BinaryIO) -> Any:
    """The next frame; None where there is none."""
    head = source.read(HEAD.size)
    return pickle.loads(source.read(HEAD.unpack(head)[0])) if len(head) == HEAD.size else None


def _let_go_first() -> None:
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as told:  # no Linux
        told.write(str(FIRST_TO_GO))


def _limit_memory(megabytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # no POSIX
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + GRACE_S, hard))


if __name__ == "__main__":
    main()

"""The end of the process, whatever a thread of it still waits for: a disk of another machine that does not answer holds
one for ever, and Python waits for all of them.
"""

from __future__ import annotations

import os
import sys
import threading
from typing import TextIO

INTERRUPTED = 130
"""The exit code of what was ended by Ctrl-C."""
UNWRITTEN = 1
"""Of what did all that it should, and could not write what it found."""
LEAVES_S = 5.0
"""So long what was begun in threads may take when all else is closed."""


def end_within(seconds: float, code: int) -> threading.Timer:
    """The process ends with this code then, as it is, unless the timer is cancelled."""
    timer = threading.Timer(seconds, os._exit, (code,))
    timer.daemon = True
    timer.start()
    return timer


def leave(code: int) -> None:
    """The last that is done: SystemExit."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # closed by whoever started us
            code = _written(stream, code)
    end_within(LEAVES_S, code)
    sys.exit(code)


def _written(stream: TextIO, code: int) -> int:
    """What nobody reads any more goes nowhere: else Python's own last look at it makes another exit code, and lines.
    What was to be kept and could not be, as on a full disk, is no success. The exit code.
    """
    try:
        stream.flush()
    except OSError as fault:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        if not code and not isinstance(fault, BrokenPipeError):
            if sys.stderr is not None:
                sys.stderr.write(f"{fault.strerror}\n")
            return UNWRITTEN
    return code

"""Logging: structlog to standard error, as text or JSON; known secrets never get through, equal lines are counted."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Hashable, Iterable

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

HIDDEN = "***"
OFTEN, WITHIN_S = 5, 60.0
"""Of equal lines so many are written within so many seconds; the next one says how many were left out."""
MOST_LINES = 1_000
"""Different lines that are remembered at once."""


class EqualLines:
    """Counts lines that say the same again and again, so that a fault that repeats does not fill the disk."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lines: dict[Hashable, tuple[float, int]] = {}  # since, how many

    def left_out(self, line: Hashable) -> int | None:
        """None if this line is not to be written; else how many of its kind were not."""
        now = self._monotonic()
        since, count = self._lines.get(line, (now, 0))
        if now - since < WITHIN_S and line in self._lines:
            self._lines[line] = (since, count + 1)
            return 0 if count < OFTEN else None
        if len(self._lines) >= MOST_LINES:
            self._lines = {k: v for k, v in self._lines.items() if now - v[0] < WITHIN_S}
        if len(self._lines) >= MOST_LINES:
            return 0
        self._lines[line] = (now, 1)
        return max(0, count - OFTEN)

    def process(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        """For structlog: the line without its time is what it says."""
        left_out = self.left_out(tuple(sorted((key, repr(value)) for key, value in event.items())))
        if left_out is None:
            raise structlog.DropEvent
        if left_out:
            event["left_out"] = left_out
        return event

    def filter(self, record: logging.LogRecord) -> bool:
        """For the standard library's handlers."""
        left_out = self.left_out((record.name, record.levelno, record.getMessage()))
        if left_out:
            record.msg, record.args = f"{record.getMessage()} (left_out={left_out})", ()
        return left_out is not None


def set_up_logs(form: str, level: str, secrets: Iterable[str] = ()) -> None:
    """`form` is "text" or "json". The standard library's own loggers (of libraries) come out the same way."""
    repeats = EqualLines()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        on_one_line,
        hide_secrets(secrets),
    ]
    last: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if form == "text":
        last = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    structlog.configure(
        processors=[repeats.process, *shared, last],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.PositionalArgumentsFormatter(), *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    handler.addFilter(repeats.filter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)  # at INFO libraries tell of every request, address and all


def on_one_line(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """What a library says may repeat a stranger's words: nobody makes a line of his own of them."""
    said = event.get("event")
    if isinstance(said, str) and not said.isprintable():
        event["event"] = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in said)
    return event


def hide_secrets(secrets: Iterable[str]) -> Callable[[WrappedLogger, str, EventDict], EventDict]:
    """A processor that puts *** wherever one of these values stands, however deep."""
    hidden = sorted({secret for secret in secrets if secret}, key=len, reverse=True)

    def clean(value: object) -> object:
        if isinstance(value, str):
            for secret in hidden:
                value = value.replace(secret, HIDDEN)
            return value
        if isinstance(value, dict):
            return {clean(key): clean(item) for key, item in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [clean(item) for item in value]
        if isinstance(value, int | float | bool | None):
            return value
        text = repr(value)
        return value if clean(text) == text else clean(text)

    def process(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        return {str(key): item if key.startswith("_") else clean(item) for key, item in event.items()}

    return process

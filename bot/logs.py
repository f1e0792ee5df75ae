"""Logging: structlog to standard error, as text or JSON; known secrets never get through."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

HIDDEN = "***"


def set_up_logs(form: str, level: str, secrets: Iterable[str] = ()) -> None:
    """`form` is "text" or "json". The standard library's own loggers (of libraries) come out the same way."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets(secrets),
    ]
    last: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if form == "text":
        last = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    structlog.configure(
        processors=[*shared, last],
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
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)  # at INFO libraries tell of every request, address and all


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

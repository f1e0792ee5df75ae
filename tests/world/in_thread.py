"""What a program does in processes beside it, done in a thread: each such process begins with a third of a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

import bot.app
from bot.beside import LIMIT_S, Here, TooMuch

T = TypeVar("T")


class InThread(Here):
    def __init__(self, shared: object, processes: int = 2, memory_mb: int = 0) -> None:
        super().__init__(shared)

    async def run(self, work: Callable[..., T], *given: object, limit_s: float = LIMIT_S) -> T:
        try:
            return await super().run(work, *given, limit_s=limit_s)
        except Exception as error:
            raise TooMuch("fault") from error

    async def close(self) -> None:
        pass


@contextmanager
def beside_in_thread() -> Iterator[None]:
    """Programs that are made meanwhile; what they make later has its process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.app, "Beside", InThread)
        yield

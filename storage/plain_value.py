"""Small things that are made often and never changed: what a call, a question or a row on its way is described by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["plain_value"]

if TYPE_CHECKING:
    from dataclasses import dataclass as plain_value
else:
    from dataclasses import dataclass

    def plain_value(*, frozen: bool, slots: bool) -> Any:
        """A dataclass that mypy holds to be frozen, and that is compared and hashed like one. Python's own frozen ones
        set each field by a call, which makes them four to seven times as dear: some fifty are made for a message.
        """
        return dataclass(slots=slots, unsafe_hash=frozen)

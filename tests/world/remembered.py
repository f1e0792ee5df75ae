"""Texts of TOML, taken apart once a process: hundreds of tests read a region of which they changed one file, and taking
its texts apart is half of what that costs.
"""

from __future__ import annotations

import pickle
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import pytest

from storage.region import table


@lru_cache(100)
def _read(text: str) -> bytes:
    return pickle.dumps(tomllib.loads(text))


def loads(text: str) -> dict[str, Any]:
    """The caller's own."""
    found: dict[str, Any] = pickle.loads(_read(text))
    return found


@contextmanager
def toml_is_remembered() -> Iterator[None]:
    """While regions are read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "tomllib", SimpleNamespace(loads=loads))
        yield

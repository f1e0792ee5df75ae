"""Whether a function is called where the loop runs, or in a thread."""

from __future__ import annotations

import threading
from typing import Any

import pytest


def in_the_loop(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[bool]:
    """From now on of each call of `module.name`: whether it was made in this thread, where the test's loop runs."""
    loop, calls, function = threading.get_ident(), list[bool](), getattr(module, name)

    def called(*given: Any, **named: Any) -> Any:
        calls.append(threading.get_ident() == loop)
        return function(*given, **named)

    monkeypatch.setattr(module, name, called)
    return calls

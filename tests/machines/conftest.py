"""What the machines draw depends on their seed alone."""

from __future__ import annotations

import pytest
from hypothesis.internal.conjecture.providers import HypothesisProvider


@pytest.fixture(autouse=True)
def _no_constants_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hypothesis also draws numbers that stand in the modules loaded so far: what comes about would change with every
    number in the program, and with what a worker has run before. The machines count whether enough came about.
    """

    def none(*_: object, **__: object) -> None:
        pass

    monkeypatch.setattr(HypothesisProvider, "_maybe_draw_constant", none)

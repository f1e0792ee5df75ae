from __future__ import annotations

import pytest

pytest_plugins = ["tests.databases"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-chaos", action="store_true", help="run the long form of fault and kill tests")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked `chaos` takes minutes: only when it is asked for."""
    if config.getoption("--run-chaos"):
        return
    for item in items:
        if "chaos" in item.keywords and item.get_closest_marker("chaos"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: --run-chaos"))

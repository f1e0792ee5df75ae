from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

pytest_plugins = ["tests.databases", "tests.stores"]

MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3
"""Bytes; a run needs a quarter of it."""


def _keep_files_in_memory() -> None:
    """Every commit of SQLite waits for the disk, some milliseconds each, and no test is about disks. TMPDIR says
    otherwise; workers and programs that tests start inherit it.
    """
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # asked for before


_keep_files_in_memory()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-chaos", action="store_true", help="run the long form of fault and kill tests, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long forms take minutes and are another run: `./otklik test --chaos`. What they test has a short form."""
    if config.getoption("--run-chaos"):
        return
    long = [item for item in items if item.get_closest_marker("chaos")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture(autouse=True)
def _logs_as_ever() -> Iterator[None]:
    """A command that a test runs sets up logging to that test's standard error, which is closed after it."""
    yield
    structlog.reset_defaults()

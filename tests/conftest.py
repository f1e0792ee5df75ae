from __future__ import annotations

import gc
import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
import structlog

from bot.garbage import spare_what_stays
from tests.world.in_place import sqlite_in_place
from tests.world.remembered import toml_is_remembered

pytest_plugins = ["tests.databases", "tests.stores"]

MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3
"""Bytes; a run needs a quarter of it."""
TESTS = Path(__file__).parent
IN_PLACE = (
    "persons", "machines", "unit/alerts", "unit/cases", "unit/citizen", "unit/delivery", "unit/inforce", "unit/officer",
    "unit/operator", "unit/subscriber",
)  # fmt: skip
"""Folders whose tests are about what is said and done: SQLite runs in the thread that asks (tests/world/in_place)."""
SELDOM = (100_000, 5, 2)
"""When Python searches for garbage while tests run: the young a tenth as often as the program does it, all as often."""
IN_THREADS = ("test_first_slice", "test_service_goes_on")
"""Files there in which it has its own, as in the program."""


def _keep_files_in_memory() -> None:
    """Every commit of SQLite waits for the disk, some milliseconds each, and no test is about disks. TMPDIR says
    otherwise; workers and programs that tests start inherit it.
    """
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # asked for before


_keep_files_in_memory()
gc.disable()  # while files are read and tests are found, nothing becomes garbage that is worth the search


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


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """In a clone of which nothing was run yet, each worker would compile every test file, with its assertions written
    anew: a third of the work of a test run's first minute. Each begins elsewhere, and finds what the others did.
    """
    config = session.config
    if not hasattr(config, "workerinput") or config.args != config.getini("testpaths"):
        return
    before, files = sorted(TESTS.rglob("conftest.py")), sorted(TESTS.rglob("test_*.py"))
    number, workers = int(config.workerinput["workerid"].removeprefix("gw")), config.workerinput["workercount"]
    first = len(files) * number // workers
    for file in (*before, *files[first:], *files[:first]):
        with suppress(Exception):  # collecting it says what is wrong
            importlib.import_module(".".join(file.relative_to(TESTS.parent).with_suffix("").parts))


def pytest_collection_finish() -> None:
    """A third of a million objects stay to the end, and Python would search them again and again."""
    spare_what_stays()
    gc.set_threshold(*SELDOM)
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def _toml_is_remembered() -> Iterator[None]:
    with toml_is_remembered():
        yield


@pytest.fixture(autouse=True, scope="module")
def _sqlite_in_place(request: pytest.FixtureRequest) -> Iterator[None]:
    """Not in the long form, which takes nothing out of the way."""
    folder = request.path.relative_to(TESTS).parent.as_posix()
    in_place = folder in IN_PLACE and request.path.stem not in IN_THREADS
    with sqlite_in_place() if in_place and not request.config.getoption("--run-chaos") else nullcontext():
        yield


@pytest.fixture(autouse=True)
def _logs_as_ever() -> Iterator[None]:
    """A command that a test runs sets up logging to that test's standard error, which is closed after it."""
    yield
    structlog.reset_defaults()

"""Every load names a statement that is there, and says rightly what its rows become."""

from __future__ import annotations

import gc
import importlib
import pkgutil

import handlers
from handlers.base.loads import Load
from storage.records import Record
from storage.statements import Statements


def all_loads() -> list[Load[object]]:
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        importlib.import_module(module.name)
    return [found for found in gc.get_objects() if isinstance(found, Load) and found.statement]


def test_a_load_and_its_statement_agree_on_what_a_row_is() -> None:
    statements, wrong = Statements("sqlite"), []
    for load in all_loads():
        record = statements.get(load.statement).record  # raises for a statement that is not there
        if record is not (load.kind if issubclass(load.kind, Record) else None):
            wrong.append(f"{load.name}: {load.statement} gives {record}")
    assert wrong == []

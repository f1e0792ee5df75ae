"""Every load names a statement that is there, and says rightly what its rows become."""

from __future__ import annotations

import importlib
import pkgutil
import re

import handlers
from handlers.base.loads import Load
from storage.records import Record
from storage.statements import Statements


def all_loads() -> list[Load[object]]:
    modules = [importlib.import_module(module.name) for module in pkgutil.walk_packages(handlers.__path__, "handlers.")]
    found = {id(thing): thing for module in modules for thing in vars(module).values() if isinstance(thing, Load)}
    loads = [load for load in found.values() if load.statement]
    assert len(loads) > 100
    return loads


def test_a_load_and_its_statement_agree_on_what_a_row_is() -> None:
    statements, wrong = Statements("sqlite"), []
    for load in all_loads():
        record = statements.get(load.statement).record  # raises for a statement that is not there
        if record is not (load.kind if issubclass(load.kind, Record) else None):
            wrong.append(f"{load.name}: {load.statement} gives {record}")
    assert wrong == []


def test_what_is_steady_reads_the_table_of_its_record_and_no_other() -> None:
    """A group that writes such a row asks anew, and of other tables nobody looks (Batch.answers)."""
    statements, steady = Statements("sqlite"), [load for load in all_loads() if load.steady]
    assert "inforce_notices" in {load.statement for load in steady}
    for load in steady:
        assert issubclass(load.kind, Record), load.name
        (sql,) = statements.get(load.statement).parts
        assert set(re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)", sql)) - {"json_each"} == {load.kind.TABLE}, (
            load.name
        )

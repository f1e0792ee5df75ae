"""The outbox on PostgreSQL after millions of rows: a claim touches no index, dead rows are cleared by number, and how
much waits is counted without them.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from handlers.notices.states import IN_FORCE, SAYABLE
from storage.changes import words
from storage.open import make_store
from storage.statements import Statements
from tests.contracts.raw import run_raw, with_postgres
from tests.contracts.test_outbox import FIRST
from tests.contracts.test_store import save

pytestmark = pytest.mark.postgres
ROWS = 200


async def waiting(url: str) -> None:
    store = make_store(url)
    await store.open()
    await store.migrate()
    rows = (replace(FIRST, id=n, op="send", slot="", chat=str(n % 50), random_id=n) for n in range(1, ROWS + 1))
    await save(store, *rows)
    await store.close()


async def test_a_claim_touches_no_index(postgres_url: str) -> None:
    """Where a page has room the next state of a row is written into it, as long as nothing changes that is indexed."""
    await waiting(postgres_url)
    (claim,) = next(s.parts for s in Statements("postgres") if s.name == "outbox_claim_many")
    ids = list(range(1, ROWS + 1, 5))  # as they are taken: a few of each page

    async def counted(connection: Any) -> tuple[int, int]:
        async with connection.transaction():
            taken = await connection.fetch(claim, json.dumps(ids), 5, words(SAYABLE), words(IN_FORCE))
            row = await connection.fetchrow(
                "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = 'outbox'"
            )
            assert len(taken) == len(ids)
            return tuple(row)

    assert await with_postgres(postgres_url, counted) == (len(ids), len(ids))


async def test_dead_rows_are_cleared_by_number_and_pages_have_room(postgres_url: str) -> None:
    await waiting(postgres_url)
    found = await run_raw(
        postgres_url, "SELECT relname, reloptions FROM pg_class WHERE relname IN ('outbox', 'timer', 'dialogue')"
    )
    assert {name for name, _ in found} == {"outbox", "timer", "dialogue"}
    for name, options in found:
        told = dict(option.split("=") for option in options or ())
        assert int(told["fillfactor"]) <= 80, name
        assert float(told["autovacuum_vacuum_scale_factor"]) == 0, name
        assert int(told["autovacuum_vacuum_threshold"]) <= 20_000, name


async def test_what_waits_is_counted_by_its_own_index(postgres_url: str) -> None:
    """Beside rows that are final and others that are dead."""
    await waiting(postgres_url)
    await run_raw(postgres_url, f"UPDATE outbox SET state = 2, finished_at = 9, body = '' WHERE id < {ROWS - 5}")
    (depths,) = next(s.parts for s in Statements("postgres") if s.name == "outbox_depths")

    async def planned(connection: Any) -> str:
        await connection.execute("ANALYZE outbox")
        await connection.execute("SET enable_seqscan = off")  # the table is small
        return "\n".join(line for (line,) in await connection.fetch(f"EXPLAIN {depths}"))

    plan = await with_postgres(postgres_url, planned)
    assert "outbox_live" in plan, plan

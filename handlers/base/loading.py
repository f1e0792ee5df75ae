"""Carries out what a route needs loaded: stage by stage, each stage sees what the one before loaded."""

from __future__ import annotations

from handlers.base.batch import Batch
from handlers.base.loads import NotAsked
from handlers.base.routes import Route
from handlers.base.turn import Turn


async def load(batch: Batch, route: Route, turn: Turn) -> None:
    """Fill `turn.loaded`. Before each stage what was collected so far is written, so that it is seen.

    What a need asks for twice has the rows of both answers.
    """
    for need in route.needs:
        wanted = need(turn)
        turn.loaded.update(dict.fromkeys(need.loads, ()))
        rows = await batch.answers(wanted)
        for asked, found in zip(wanted, rows, strict=True):
            if asked.load not in need.loads:
                raise NotAsked(f"{route.name}: {asked.load.name}")
            turn.loaded[asked.load] = (*turn.loaded[asked.load], *asked.load.rows(found))

"""Carries out what a route needs loaded: stage by stage, each stage sees what the one before loaded."""

from __future__ import annotations

from handlers.base.batch import Batch
from handlers.base.loads import Asked, NotAsked, TwoLoads
from handlers.base.loads import Need as LoadsNeed
from handlers.base.routes import Route
from handlers.base.turn import Turn
from storage.changes import Query


async def load(batch: Batch, route: Route, turn: Turn) -> None:
    """Fill `turn.loaded`. Before each stage what was collected so far is written, so that it is seen."""
    asked: dict[str, Query] = {}
    for stage in route.needs:
        wanted = stage(turn)
        declared = stage.loads if isinstance(stage, LoadsNeed) else ()
        turn.loaded.update(dict.fromkeys(declared, ()))
        rows = await batch.write([w.query if isinstance(w, Asked) else w for w in wanted]) if wanted else []
        for one, found in zip(wanted, rows, strict=True):
            if isinstance(one, Asked):
                if one.load not in declared:
                    raise NotAsked(f"{route.name}: {one.load.name}")
                turn.loaded[one.load] = (*turn.loaded[one.load], *one.load.rows(found))
                continue
            name = one.into or one.name
            if asked.setdefault(name, one) != one:
                raise TwoLoads(f"{name}: {asked[name].name} and {one.name}")
            turn.loaded[name] = found

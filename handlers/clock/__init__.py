"""What the scheduler's jobs do. `ROUTES` says which tick is whose."""

from __future__ import annotations

from handlers.base.routes import Route, tick
from handlers.clock.remind import load_late, remind
from storage.ticks import Tick

ROUTES: tuple[Route, ...] = (tick(Tick.REMIND, remind, load_late),)

"""What the scheduler's jobs do. `ROUTES` says which tick is whose."""

from __future__ import annotations

from handlers.base.routes import Route, tick
from handlers.clock.remind import REMIND, load_late, remind

ROUTES: tuple[Route, ...] = (tick(REMIND, remind, load_late),)

"""What the scheduler's jobs do. `ROUTES` says which tick is whose."""

from __future__ import annotations

from handlers.clock.remind import REMIND, load_late, remind
from handlers.routes import Route, tick

ROUTES: tuple[Route, ...] = (tick(REMIND, remind, load_late),)

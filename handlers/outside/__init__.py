"""Other systems that answer: what they do with reports, as operators do. `ROUTES` says what reacts to what."""

from __future__ import annotations

from handlers.base.routes import Route, tick
from handlers.outside.receive import load_case, receive
from handlers.outside.tables import tell_table
from storage.ticks import Tick

ROUTES: tuple[Route, ...] = (tick(Tick.OUTSIDE, receive, load_case), tick(Tick.OUTSIDE_TABLE, tell_table))

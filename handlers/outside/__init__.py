"""Other systems that answer: what they do with reports, as operators do. `ROUTES` says what reacts to what."""

from __future__ import annotations

from handlers.base.routes import Route, Where, button, tick
from handlers.operator.case import pointed_event, report_of_event
from handlers.outside.receive import load_case, receive
from handlers.outside.stop import load_many, stop_many, stop_more, stop_one
from handlers.outside.tables import tell_table
from handlers.outside.words import OutsideButton, OutsideTick
from storage.ticks import Tick

ROUTES: tuple[Route, ...] = (
    tick(Tick.OUTSIDE, receive, load_case),
    tick(Tick.OUTSIDE_TABLE, tell_table),
    button(Where.OPERATORS, OutsideButton.STOP, stop_many, load_many),
    tick(OutsideTick.STOP_ALL, stop_more, load_many),
    tick(OutsideTick.STOP, stop_one, pointed_event, report_of_event),
)

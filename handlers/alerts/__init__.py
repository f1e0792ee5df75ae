"""Alerts that come from outside (CAP 1.2): read, judged, made notices. `ROUTES` says which tick is whose."""

from __future__ import annotations

from handlers.alerts import placing
from handlers.alerts.feed_alarm import tell_feed
from handlers.alerts.receive import died, load_chain, load_known, load_notices, load_standing, receive
from handlers.base.faults import DIED
from handlers.base.routes import Route, tick
from storage.ticks import Tick

ROUTES: tuple[Route, ...] = (
    tick(Tick.ALERT, receive, load_known, load_chain, load_notices, load_standing),
    tick(f"{Tick.ALERT}{DIED}", died),
    tick(Tick.FEED, tell_feed),
    *placing.ROUTES,
)

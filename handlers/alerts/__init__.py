"""Alerts that come from outside (CAP 1.2): read, judged, made notices. `ROUTES` says which tick is whose."""

from __future__ import annotations

from handlers.alerts import placing
from handlers.alerts.arrival import TICK
from handlers.alerts.feed_alarm import FEED_ALARM, tell_feed
from handlers.alerts.receive import died, load_known, load_notices, receive
from handlers.base.faults import DIED
from handlers.base.routes import Route, tick

ROUTES: tuple[Route, ...] = (
    tick(TICK, receive, load_known, load_notices),
    tick(f"{TICK}{DIED}", died),
    tick(FEED_ALARM, tell_feed),
    *placing.ROUTES,
)

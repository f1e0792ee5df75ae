"""Alerts that come from outside (CAP 1.2): read, judged, made notices. `ROUTES` says which tick is whose."""

from __future__ import annotations

from handlers.routes import Route

ROUTES: tuple[Route, ...] = ()

"""What citizens do with notices: subscriptions, places, what is in force, answers. `ROUTES` says what is whose."""

from __future__ import annotations

from handlers.routes import Route

ROUTES: tuple[Route, ...] = ()

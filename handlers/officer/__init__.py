"""The duty officer's work: composing notices, approving them, and what follows. `ROUTES` says what reacts to what."""

from __future__ import annotations

from handlers.routes import Route

ROUTES: tuple[Route, ...] = ()

"""Other programs: those that ask and file by Open311, that answer from a back office, that are called by webhooks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from aiohttp import hdrs, web

from bot.back_office.part import BackOffice
from bot.clock import Clock
from bot.delivery.files import Fetcher
from bot.delivery.shelf import BROUGHT, Shelf
from bot.notices.fetch import WebFetcher
from bot.settings import Settings
from bot.web.callers import callers_of, wants_json
from bot.web.client_bodies import ClientBodies
from bot.web.client_files import ClientFiles
from bot.web.metrics import Metrics
from bot.web.open311 import AGAIN_S, JSON_TYPE, PREFIX, XML_TYPE, open311_routes
from bot.web.open311_events import events_page
from bot.web.picture_links import PictureLinks
from bot.webhooks.service import Watches, Webhooks, make_webhooks
from bot.webhooks.tell import noting
from handlers.intake import Intake
from handlers.open311.faults import AWAY
from handlers.open311.media import PROGRAM_FILES
from handlers.open311.write import write_json, write_xml_list
from handlers.outside.act import OUTSIDE
from storage.store import Store


class Watched(Watches, Protocol):
    """bot.health.status.HealthStatus."""

    def lead(self) -> tuple[bool, dict[str, Any]]: ...


class Programs:
    """What the composition root needs of them. `fetchers` bring what came with their requests, by the channel of the
    stored file. `routes` comes once and makes `webhooks`; before it there are none.
    """

    def __init__(self, settings: Settings, store: Store, clock: Clock, metrics: Metrics, fetcher: WebFetcher) -> None:
        self._settings, self._store, self._clock, self._metrics = settings, store, clock, metrics
        self.brought = ClientFiles(fetcher, settings.data_dir / "files" / BROUGHT[PROGRAM_FILES])
        self.back_office = BackOffice(settings, store, clock, fetcher)
        self.webhooks = Webhooks()
        self.fetchers: dict[str, Fetcher] = {PROGRAM_FILES: self.brought, OUTSIDE: self.back_office.files}

    def routes(self, intake: Intake, health: Watched, shelf: Shelf) -> list[web.RouteDef]:
        """Of the web server. `shelf`: where files are for all nodes."""
        self.brought.shelf = self.back_office.files.shelf = shelf
        self.webhooks = make_webhooks(self._settings, self._store, intake.shared, health, self._metrics)
        heard, shared = self.webhooks.heard.append, intake.shared
        callers = callers_of(self._settings, shared.region.clients, self._clock)
        bodies = ClientBodies(callers, self.brought)
        links = PictureLinks(callers.signing_keys() | self.webhooks.keys, self._clock)
        self.webhooks.told_with(links, noting(intake))
        texts = intake.shared.library.texts(intake.shared.default_language)
        routes = [
            *events_page(self._settings, intake, callers, links, heard),
            *self.back_office.routes(intake, bodies),
            *open311_routes(self._settings, intake, bodies, links, shelf.bring),
        ]
        return [_at_work(route, lambda: health.lead()[0], texts.label("open311-away")) for route in routes]

    def works(self, intake: Intake) -> dict[str, Callable[[], Awaitable[None]]]:
        """What goes on for ever."""
        return {**self.webhooks.works(), **self.back_office.works(intake)}


def _at_work(route: web.RouteDef, leads: Callable[[], bool], away: str) -> web.RouteDef:
    """The route, answered by the node that leads alone: what programs send is written down, and who reads what people
    wrote, too. A balancer sends them there by /leadz.
    """

    async def answer(request: web.Request) -> web.StreamResponse:
        if leads():
            return await route.handler(request)
        rows = [{"code": str(AWAY), "description": away}]
        as_xml = request.path.startswith(PREFIX) and not wants_json(request)
        body, kind = (write_xml_list("errors", "error", rows), XML_TYPE) if as_xml else (write_json(rows), JSON_TYPE)
        headers = {hdrs.RETRY_AFTER: str(AGAIN_S), hdrs.CONTENT_TYPE: kind}
        return web.Response(body=body, status=AWAY, headers=headers)

    return web.RouteDef(route.method, route.path, answer, route.kwargs)

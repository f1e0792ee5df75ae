"""Everything by which answers of other systems come in, as the composition root needs it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.back_office.api import back_office_routes
from bot.back_office.door import OutsideDoor
from bot.back_office.files import OutsideFiles
from bot.back_office.tables import BackOfficeFolder
from bot.clock import Clock
from bot.delivery.shelf import BROUGHT
from bot.folder_trouble import ANSWERS, FolderTrouble
from bot.health.alarms import AlarmCause
from bot.notices.fetch import WebFetcher
from bot.settings import Settings
from bot.web.client_bodies import ClientBodies
from handlers.intake import Intake
from handlers.outside.act import OUTSIDE
from storage.store import Store


class BackOffice:
    """`files` brings what came with answers. `routes` and `works` once there is an intake."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, fetcher: WebFetcher) -> None:
        self._settings, self._store, self._clock = settings, store, clock
        self.files = OutsideFiles(fetcher, settings.data_dir / "files" / BROUGHT[OUTSIDE])
        path = settings.back_office_dir
        self._trouble = FolderTrouble(ANSWERS, path, clock) if path is not None else None

    def concerns(self) -> list[AlarmCause]:
        """What keeps the watched folder from being read, where there is one."""
        return self._trouble.concerns() if self._trouble is not None else []

    def routes(self, intake: Intake, bodies: ClientBodies) -> list[web.RouteDef]:
        """Of the web server."""
        door = OutsideDoor(self._store, intake, self._clock)
        return back_office_routes(self._settings, door, intake, bodies)

    def works(self, intake: Intake) -> dict[str, Callable[[], Awaitable[None]]]:
        """What goes on for ever."""
        path, shared = self._settings.back_office_dir, intake.shared
        if path is None:
            return {}
        door, texts = OutsideDoor(self._store, intake, self._clock), shared.library.texts(shared.default_language)
        folder = BackOfficeFolder(path, door, intake, self.files, self._clock, texts, self._trouble)
        return {"back office": folder.run}

"""By which ways files come, messengers aside: each has a channel's name of its own in `StoredFile.channel`."""

from __future__ import annotations

from collections.abc import Mapping

from bot.back_office.files import OutsideFiles
from bot.delivery.files import Fetcher
from bot.notices.fetch import WebFetcher
from bot.notices.resources import Resources
from bot.web.client_files import ClientFiles
from handlers.alerts.resources import ALERTS
from handlers.open311.media import PROGRAM_FILES
from handlers.outside.act import OUTSIDE


def ways_of(
    channels: Mapping[str, Fetcher], fetcher: WebFetcher, brought: ClientFiles, outside: OutsideFiles
) -> dict[str, Fetcher]:
    """Messengers, alerts, programs that file reports, and such that answer."""
    return {**channels, ALERTS: Resources(fetcher), PROGRAM_FILES: brought, OUTSIDE: outside}

"""A flood comes: an alert of the region's first source arrives, as a feed would bring it."""

from __future__ import annotations

from itertools import count
from typing import Any

import structlog

from bot.notices.inbox import Inbox
from handlers.alerts.arrival import FEED, Arrival, arrival_key
from handlers.cap.model import Alert, AlertArea, Info, Point, cap_time
from handlers.cap.write import write_cap
from storage.region.notice_rules import AlertSource
from storage.region.region import Region, Settlement, name_in

log = structlog.get_logger()

HOUR_MS = 3_600_000
HALF_LAT, HALF_LON = 0.06, 0.12
"""Half of the flooded rectangle's sides in degrees: about 13 by 13 kilometres."""
NAME = "flood.xml"


class Flood:
    """Each time a new alert with a name of its own."""

    def __init__(self, inbox: Inbox, region: Region) -> None:
        self.inbox, self.region = inbox, region
        self._numbers = count(1)

    async def come(self, act: dict[str, Any]) -> None:
        """Writes the alert, reads it as any other, and hands it to the inbox."""
        number, now = next(self._numbers), self.inbox.clock.now()
        data = write_cap(self.alert(number, now))
        arrival = await self.inbox.read(Arrival(FEED, NAME), data)
        await self.inbox.put({f"flood-{arrival_key(data)}": arrival})
        log.info("sandbox-flood", number=number)

    def alert(self, number: int, now: int) -> Alert:
        zone = self.region.zone
        sent = cap_time(now, zone)
        areas = (AlertArea(f"Пойма: {self._town.name}", (self._ring(),)),)
        until, names = cap_time(now + 12 * HOUR_MS, zone), self._source.name
        infos = (
            Info(
                ("Geo", "Met"), "Паводок", "Immediate", "Extreme", "Observed", "ru-RU",
                ("Evacuate",), expires=until, sender_name=name_in(names, "ru"),
                headline="Вода в реке быстро поднимается",
                description="За ночь вода поднялась на полтора метра и выходит на улицы у реки. "
                "К утру ожидается ещё метр. Низкие места будут затоплены.",
                instruction="Уходите на возвышенность. Возьмите документы, лекарства и тёплые вещи. "
                "Помогите соседям, которые не могут идти сами.",
                areas=areas,
            ),
            Info(
                ("Geo", "Met"), "Flood", "Immediate", "Extreme", "Observed", "en-US",
                ("Evacuate",), expires=until, sender_name=name_in(names, "en"),
                headline="The river is rising fast",
                description="The water rose by a metre and a half overnight and is entering the streets by the "
                "river. Another metre is expected by morning. Low places will be flooded.",
                instruction="Go to higher ground. Take documents, medicine and warm clothes. Help neighbours who "
                "cannot walk.",
                areas=areas,
            ),
        )  # fmt: skip
        return Alert(f"flood-{now}-{number}", self._source.senders[0], sent, "Actual", "Alert", "Public", infos=infos)

    @property
    def _source(self) -> AlertSource:
        """The first that may speak; `home_region.kept_inside` sees to it that there is one."""
        return next(source for source in self.region.notices.sources if source.senders and not source.url)

    @property
    def _town(self) -> Settlement:
        return self.region.settlements[0]

    def _ring(self) -> tuple[Point, ...]:
        lat, lon = self._town.lat, self._town.lon
        south, north = round(lat - HALF_LAT, 5), round(lat + HALF_LAT, 5)
        west, east = round(lon - HALF_LON, 5), round(lon + HALF_LON, 5)
        return ((south, west), (south, east), (north, east), (north, west), (south, west))

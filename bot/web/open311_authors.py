"""POST /servicerequestupdates by a program that filed the report: what its author says of it (decision 0073)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from bot.web.bodies import RequestBody
from bot.web.client_bodies import ClientBodies
from handlers.base.batch import Batch
from handlers.base.event import Event, Kind
from handlers.base.loading import load
from handlers.base.programs import program_channel
from handlers.base.routes import Route, Where
from handlers.intake import Intake
from handlers.open311.author import SAID, AuthorOutcome, AuthorUpdate, hear_author, read_author_update
from handlers.open311.faults import CONFLICT, UNKNOWN, ApiFault, ApiRefused, bad
from handlers.open311.media import linked
from handlers.open311.write import Fields
from handlers.reports.own_report import named_report, own_report
from storage.answer_records import KeptOutsideAct
from storage.changes import Query
from storage.records import Audit, Report
from storage.region.clients import ApiClient

log = structlog.get_logger()

LOADS = Route(Where.PRIVATE, "event", SAID, lambda turn: None, (named_report,))
"""What is read of the report before its author is heard."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The line that it became (ReportEvent.id), 0 for none. `again`: it was heard before."""

    line: int
    again: bool = False


class Open311Authors:
    """Hears authors whose programs filed their reports, each update once."""

    def __init__(self, intake: Intake, bodies: ClientBodies) -> None:
        self._intake, self._bodies = intake, bodies

    async def hear(self, client: ApiClient, body: RequestBody) -> Fields:
        """The answer: as `update_id` the line's own number, by which it is known in GET /servicerequestupdates.
        ApiRefused, StorageError, TimeoutError; OSError where the disk takes no file.
        """
        update = read_author_update(body.fields, len(body.uploads))
        found = await self._intake.store.read(Query("report_by_id", (update.report,)))
        report: Report | None = next(iter(found[0]), None)
        if report is None or not report.chat or report.channel != program_channel(client.code):
            raise ApiRefused(ApiFault(UNKNOWN, "unknown"))  # another's report is as none
        files, handles = await self._bodies.keep(body.uploads)
        digest = update.digest([upload.data for upload in body.uploads])
        try:
            heard = await self._heard(client, report, update, [*map(linked, update.links), *files], digest)
        except ApiRefused:
            await self._bodies.drop(handles)
            raise
        if heard.again or not heard.line:
            await self._bodies.drop(handles)
        return {"update_id": str(heard.line or update.name), "account_id": None}

    async def _heard(
        self, client: ApiClient, report: Report, update: AuthorUpdate, files: Sequence[dict[str, Any]], digest: str
    ) -> Heard:
        intake, now = self._intake, self._intake.clock.now()
        data = f"{SAID}:{update.report}"
        event = Event(report.channel, "", Kind.FILED, report.chat, sender=report.chat, data=data, at=now)
        async with intake.store.unit() as unit:
            batch = Batch(unit, intake.shared, now)
            (kept,) = await batch.load([event], [Query("outside_act", (client.code, update.name))])
            if (before := next(iter(kept), None)) is not None:
                if before.digest != digest:
                    raise ApiRefused(ApiFault(CONFLICT, "other-update"))
                return Heard(before.event_id, again=True)
            turn = batch.turn(event)
            await load(batch, LOADS, turn)
            if (mine := own_report(turn)) is None:
                raise ApiRefused(ApiFault(UNKNOWN, "unknown"))
            outcome, line = hear_author(turn, mine, update, files)
            if outcome is AuthorOutcome.WRONG_MOVE:
                raise ApiRefused(bad("taken-back", number=str(mine.id)))
            if outcome is AuthorOutcome.SILENCED:
                raise ApiRefused(bad("silenced"))
            number = line.id if line is not None else 0
            turn.save(
                KeptOutsideAct(client.code, update.name, mine.id, number, SAID, outcome.value, mine.status, digest, now)
            )
            act = json.dumps({"report": mine.id, "files": len(files), "outcome": outcome.value})
            turn.save(Audit(turn.new_id("audit"), now, "open311", client.code, "open311_said", act))
            batch.keep(turn)
            await batch.commit()
            intake.committed(batch.written)
            log.info("open311.said", client=client.code, report=mine.id, outcome=outcome.value)
            return Heard(number)

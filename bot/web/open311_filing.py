"""POST /requests: another program files a report, once however often it asks (decision 0056).

What is remembered of the request, the report and all that hangs on it are one transaction.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import structlog
from aiohttp import web

from bot.web.bodies import RequestBody
from bot.web.client_bodies import ClientBodies
from handlers.base.batch import Batch
from handlers.base.event import Event, Kind
from handlers.base.programs import program_channel
from handlers.base.texts import MINUTE_MS, Texts
from handlers.base.turn import Turn
from handlers.intake import Intake
from handlers.open311.faults import CONFLICT, ApiFault, ApiRefused, bad
from handlers.open311.filed import file_for, filed_fields, notice_of
from handlers.open311.filing import Filing, read_filing
from handlers.open311.media import linked
from handlers.open311.write import Fields
from storage.changes import Query
from storage.client_records import ApiSeen
from storage.records import Audit, Report
from storage.region.clients import FILE, ApiClient

log = structlog.get_logger()

IDEMPOTENCY_KEY, REPLAY = "Idempotency-Key", "Idempotent-Replay"
KEY_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
SAME_MS = 10 * MINUTE_MS
"""So long an equal report without a key is a repetition."""


@dataclass(frozen=True, slots=True)
class FilingAnswer:
    """What POST /requests answers. `again`: it was filed before."""

    fields: Fields
    again: bool = False


@dataclass(frozen=True, slots=True)
class KnownBy:
    """By what a repetition of a request is known: `key` names it, `digest` is all that it says. `said`: its program
    named it itself.
    """

    key: str
    digest: str
    said: bool


class Open311Filing:
    """Files what clients bring, through the intake's own store and clock."""

    def __init__(self, intake: Intake, bodies: ClientBodies) -> None:
        self._intake, self._bodies = intake, bodies

    async def file(self, request: web.Request, texts: Texts) -> FilingAnswer:
        """The report's number. ApiRefused, StorageError, TimeoutError; OSError where the disk takes no file."""
        async with AsyncExitStack() as held:
            client, body = await self._bodies.read(request, held, FILE)
            self._bodies.callers.in_jurisdiction(request, body.one("jurisdiction_id"))
            filing = read_filing(body.fields, self._intake.shared.region, len(body.uploads))
            known = _known_by(request, filing, body)
            uploads, handles = await self._bodies.keep(body.uploads)
            files = [*map(linked, filing.links), *uploads]
            try:
                answer = await self._filed(client, filing, files, known, texts)
            except ApiRefused:
                await self._bodies.drop(handles)
                raise  # after any other fault the report may stand all the same; its files wait for it
        if answer.again:
            await self._bodies.drop(handles)
        return answer

    async def _filed(
        self, client: ApiClient, filing: Filing, files: Sequence[dict[str, Any]], known: KnownBy, texts: Texts
    ) -> FilingAnswer:
        intake, now = self._intake, self._intake.clock.now()
        channel = program_channel(client.code)
        user = filing.account or f"{intake.shared.random.getrandbits(64):016x}"
        event = Event(channel, "", Kind.FILED, user, sender=user, at=now)
        async with intake.store.unit() as unit:
            batch = Batch(unit, intake.shared, now)
            (seen,) = await batch.load([event], [Query("api_seen", (client.code, known.key))])
            turn = batch.turn(event)
            if (number := _filed_before(next(iter(seen), None), known, now)) is not None:
                found = await unit.exchange(None, [Query("report_by_id", (number,))])
                return FilingAnswer(_repeated(turn, number, found[0], texts), again=True)
            report = file_for(turn, filing, client.code, files)
            answer = FilingAnswer(filed_fields(report.id, notice_of(turn, report, texts)))
            turn.save(ApiSeen(client.code, known.key, known.digest, report.id, now))
            data = json.dumps({"report": report.id, "files": len(files)})
            turn.save(Audit(turn.new_id("audit"), now, "open311", client.code, "open311_filed", data))
            batch.keep(turn)
            await batch.commit()
            intake.committed(batch.written)
            log.info("open311.filed", client=client.code, report=report.id, files=len(files))
            return answer


def _known_by(request: web.Request, filing: Filing, body: RequestBody) -> KnownBy:
    """The program's own key, or what the report says. ApiRefused."""
    if said := request.headers.get(IDEMPOTENCY_KEY, "").strip():
        if not KEY_SHAPE.fullmatch(said):
            raise ApiRefused(bad("bad-key"))
        return KnownBy(_hash("key", said), body.digest, said=True)
    point = [None if degrees is None else f"{degrees:.5f}" for degrees in (filing.lat, filing.lon)]
    key = _hash("report", filing.account, filing.topic, filing.text, filing.address, *point)
    return KnownBy(key, body.digest, said=False)


def _hash(*parts: str | None) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _filed_before(seen: ApiSeen | None, known: KnownBy, now: int) -> int | None:
    """The number of the report that this request has filed already. ApiRefused: its key stands for another one."""
    if seen is None or (not known.said and now - seen.at > SAME_MS):
        return None
    if known.said and seen.digest != known.digest:
        raise ApiRefused(ApiFault(CONFLICT, "other-body"))
    return seen.report_id


def _repeated(turn: Turn, number: int, found: Sequence[Report], texts: Texts) -> Fields:
    """The same answer again, as far as the report is still there."""
    notice = notice_of(turn, found[0], texts) if found and found[0].person_id else ""
    return filed_fields(number, notice)

"""Answers of other systems over the web: POST /back-office/answers, and Open311's POST /servicerequestupdates.

Both want a key with the right "answer" (integrations.toml). What was taken is committed when the answer goes; whoever
gets none sends the same again, and nothing is done twice.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

import structlog
from aiohttp import hdrs, web

from bot.back_office.door import OutsideDoor
from bot.back_office.maps import list_map, map_of
from bot.back_office.rows import RowOutcome, RowSource, carry_out, counted, read_rows
from bot.settings import Settings
from bot.web.bodies import body_chunks
from bot.web.callers import key_of, texts_for, wants_json
from bot.web.client_bodies import BODY_S, ClientBodies
from bot.web.open311_authors import Open311Authors
from handlers.base.texts import Texts
from handlers.intake import Intake
from handlers.open311.faults import AWAY, BAD, CONFLICT, LARGE, MEDIA_TYPE, UNKNOWN, ApiFault, ApiRefused, bad
from handlers.open311.write import Fields, write_json, write_xml_list
from handlers.outside.judge import ActOutcome
from handlers.outside.reading import RowReader
from handlers.outside.table import MOST_BYTES, TableRead, read_csv, read_json
from handlers.outside.told import FAULT, ToldAct
from handlers.outside.updates import read_update
from storage.plain_text import is_charset
from storage.region.clients import ANSWER, FILE, ApiClient
from storage.region.table_maps import TableMap
from storage.store import StorageError

log = structlog.get_logger()

ANSWERS = "/back-office/answers"
UPDATES = "/open311/v2/servicerequestupdates"
PATIENCE_S, AGAIN_S = 10.0, 5
TABLE_S = 120.0
"""So long a table may take to come and to be carried out."""
JSON_TYPE, XML_TYPE = "application/json; charset=utf-8", "text/xml; charset=utf-8"
TABLES = ("text/csv", "application/csv", "text/plain", "application/vnd.ms-excel")


class BackOfficeApi:
    """Routes of the web server. `updates`: Open311 is switched on."""

    def __init__(self, door: OutsideDoor, intake: Intake, bodies: ClientBodies, *, updates: bool) -> None:
        self._door, self._shared, self._clock = door, intake.shared, door.clock
        self._bodies, self._callers = bodies, bodies.callers
        self._authors = Open311Authors(intake, bodies)
        self._updates = updates
        self._one_table = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        found = [web.post(ANSWERS, self._page(self.answers, TABLE_S))]
        if self._updates:
            found += [
                web.post(f"{UPDATES}{end}", self._page(self.update, BODY_S + PATIENCE_S))
                for end in (".json", ".xml", "")
            ]
        return found

    # -- a list or a table ------------------------------------------------------------------------
    async def answers(self, request: web.Request) -> web.Response:
        """Each row has its own outcome; bad ones keep no other from being taken."""
        client = self._callers.enter(request, key_of(request), ANSWER)
        data, texts = await _whole(request), self._texts(request)
        kind = request.content_type.lower(), request.charset or ""
        table, table_map = await asyncio.to_thread(self._read, *kind, data, client)
        if table.fault:
            raise ApiRefused(ApiFault(LARGE if table.fault == "long" else BAD, f"table-{table.fault}", table.values))
        reader = RowReader(self._shared.region, table_map, self._clock.now())
        async with self._one_table:
            source = RowSource.of(client.code, "", data)
            rows = await asyncio.to_thread(read_rows, table, reader, texts)
            outcomes = await carry_out(rows, self._door, texts, source)
        log.info("back_office.rows", client=client.code, **counted(outcomes))
        body = await asyncio.to_thread(_answer, outcomes, texts)
        return web.Response(body=body, headers={hdrs.CONTENT_TYPE: JSON_TYPE, hdrs.CACHE_CONTROL: "no-store"})

    def _read(self, kind: str, charset: str, data: bytes, client: ApiClient) -> tuple[TableRead, TableMap]:
        if kind == "application/json":
            return read_json(data), list_map(self._shared.region, client.code)
        if kind not in TABLES:
            raise ApiRefused(ApiFault(MEDIA_TYPE, "table-kind"))
        table_map = map_of(self._shared.region, client.code)
        if not table_map.encoding and is_charset(charset):
            table_map = replace(table_map, encoding=charset)
        return read_csv(data, table_map), table_map

    # -- Open311 ----------------------------------------------------------------------------------
    async def update(self, request: web.Request) -> web.Response:
        """One act, as mySociety's extension has it; of a program that may only file, what an author says."""
        async with AsyncExitStack() as held:
            client, body = await self._bodies.read(request, held, ANSWER, FILE)
            self._callers.in_jurisdiction(request, body.one("jurisdiction_id"))
            if ANSWER not in client.may:
                heard = await self._authors.hear(client, body)
                return self._written(request, "service_request_updates", "request_update", [heard], 200)
            if body.uploads:
                raise ApiRefused(bad("other-file", name="media"))
        fields = {name: body.one(name) for name in body.fields}
        fields["media_url"] = "\n".join(body.fields.get("media_url", ()))
        texts = self._texts(request)
        read = read_update(client.code, fields, self._shared.region, self._clock.now())
        if read.act is None:
            names = {column: name for name, column in read.names.items()}
            whys = [fault.say(texts, names) for fault in read.faults]
            raise ApiRefused(*(bad("act", why=why) for why in whys))
        (told,) = await self._door.take([read.act])
        if not told.done:
            raise ApiRefused(_fault_of(told, texts))
        row: Fields = {"update_id": fields.get("update_id") or told.act.name, "account_id": None}
        remark = told.remark(texts)
        rows = [{**row, "remark": remark} if remark else row]
        return self._written(request, "service_request_updates", "request_update", rows, 200)

    # -- answers ----------------------------------------------------------------------------------
    def _page(
        self, page: Callable[[web.Request], Awaitable[web.Response]], patience_s: float
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            try:
                async with asyncio.timeout(patience_s):
                    return await page(request)
            except ApiRefused as refused:
                return self._refused(request, refused)
            except Exception as fault:  # noqa: BLE001 - whoever sends comes again; our own mistakes stand in the log
                if not isinstance(fault, StorageError | TimeoutError):
                    log.error("back_office.fault", path=request.path, error=type(fault).__name__)
                return self._refused(request, ApiRefused(ApiFault(AWAY, "away"), retry_s=AGAIN_S))

        return answer

    def _refused(self, request: web.Request, refused: ApiRefused) -> web.Response:
        """A wrong move is 409 in its row and 400 as a whole, since clients of the standard know no other."""
        texts, status = self._texts(request), refused.faults[0].status
        rows: list[Fields] = [{"code": str(f.status), "description": _say(texts, f)} for f in refused.faults]
        whole = BAD if status == CONFLICT else status
        return self._written(request, "errors", "error", rows, whole, again_s=refused.retry_s)

    def _written(
        self, request: web.Request, root: str, item: str, rows: Sequence[Fields], status: int, *, again_s: int = 0
    ) -> web.Response:
        as_json = request.path == ANSWERS or wants_json(request)
        body = write_json(rows) if as_json else write_xml_list(root, item, rows)
        kind = JSON_TYPE if as_json else XML_TYPE
        headers: dict[str, str] = {hdrs.CACHE_CONTROL: "no-store", hdrs.CONTENT_TYPE: kind}
        if again_s:
            headers[hdrs.RETRY_AFTER] = str(again_s)
        return web.Response(body=body, status=status, headers=headers)

    def _texts(self, request: web.Request) -> Texts:
        return texts_for(request, self._shared.library)


def back_office_routes(
    settings: Settings, door: OutsideDoor, intake: Intake, bodies: ClientBodies
) -> list[web.RouteDef]:
    """None where no client may answer, nor file."""
    rights = {right for client in intake.shared.region.clients for right in client.may}
    if ANSWER not in rights and not (FILE in rights and settings.open311):
        return []
    return BackOfficeApi(door, intake, bodies, updates=settings.open311).routes()


def _fault_of(told: ToldAct, texts: Texts) -> ApiFault:
    status = UNKNOWN if told.outcome == ActOutcome.UNKNOWN else AWAY if told.outcome == FAULT else BAD
    if told.outcome in (ActOutcome.WRONG_MOVE, ActOutcome.NAME_TAKEN, ActOutcome.PENDING):
        status = CONFLICT
    return ApiFault(status, "act", {"why": f"{told.outcome}: {told.why(texts)}"})


def _say(texts: Texts, fault: ApiFault) -> str:
    if fault.name == "act":
        return fault.values["why"]
    if fault.name.startswith("table-"):
        return texts.label(f"outside-{fault.name}", **fault.values)
    return texts.label(f"open311-{fault.name}", **fault.values)


def _row(each: RowOutcome, texts: Texts) -> dict[str, Any]:
    """A row of the answer; what there is nothing to say of is left out."""
    told = each.told
    said: Mapping[str, Any] = {
        "id": each.act.name if each.act else each.row.said.get("id", ""),
        "report": each.act.report if each.act else each.row.said.get("report", ""),
        "code": told.outcome if told is not None else "row" if each.why else "",
        "reason": each.why,
        "status": told.status if told is not None else "",
        "delivery": told.delivery if told is not None else "",
        "remark": told.remark(texts) if told is not None else "",
    }
    return {"line": each.row.line, "outcome": each.word, **{name: value for name, value in said.items() if value}}


def _answer(outcomes: Sequence[RowOutcome], texts: Texts) -> bytes:
    said = {**counted(outcomes), "rows": [_row(each, texts) for each in outcomes]}
    return json.dumps(said, ensure_ascii=False).encode()


async def _whole(request: web.Request) -> bytes:
    """The body. ApiRefused where it is too large."""
    data = bytearray()
    too_large = ApiRefused(ApiFault(LARGE, "table-bytes", {"most": str(MOST_BYTES // 1024 // 1024)}))
    if (request.content_length or 0) > MOST_BYTES:
        raise too_large
    async for part in body_chunks(request):
        data += part
        if len(data) > MOST_BYTES:
            raise too_large
    return bytes(data)

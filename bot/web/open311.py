"""Open311 GeoReport v2 on the web server: /open311/v2/…, with .json or .xml at the end; without, as `wants_json` says
(decision 0052).
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

import structlog
from aiohttp import hdrs, web

from bot.settings import Settings
from bot.web.callers import Callers, key_of, texts_for, wants_json
from bot.web.client_bodies import BODY_S, ClientBodies
from bot.web.notice_files import Bring, NoticeFiles
from bot.web.open311_filing import REPLAY, Open311Filing
from bot.web.open311_pictures import SignedPictures
from bot.web.open311_reading import ReportsFound
from bot.web.picture_links import PictureLinks
from handlers.base.programs import waits_for
from handlers.base.texts import Texts
from handlers.intake import Intake
from handlers.open311.asking import NUMBER, ReportsAsked, read_asked, read_updates_asked
from handlers.open311.faults import AWAY, METHOD, UNKNOWN, ApiFault, ApiRefused
from handlers.open311.reports import ReportVoice, request_fields, update_fields
from handlers.open311.services import discovery, service_definition, services
from handlers.open311.told import read_by_program
from handlers.open311.viewer import Viewer
from handlers.open311.write import Fields, write_json, write_xml_list, write_xml_one
from storage.changes import Changes
from storage.records import Audit, Report
from storage.region.clients import FILE
from storage.store import StorageError

log = structlog.get_logger()

PREFIX = "/open311/v2"
PATIENCE_S = 10.0
AGAIN_S = 5
JSON_TYPE, XML_TYPE = "application/json; charset=utf-8", "text/xml; charset=utf-8"
NEXT = web.RequestKey("next", int)
"""The page after the one that is answered, if there may be one."""
MORE_HEADERS = web.RequestKey("more_headers", dict[str, str])
READ_LINES = web.RequestKey("read_lines", list[int])
"""Lines of histories that are delivered once the answer is out."""
ENDINGS = (".json", ".xml", "")
LONG_S = BODY_S + PATIENCE_S
Found = tuple[str, str, Sequence[Fields] | Fields]
"""XML's root, the name of an item in it ("": the root is the one thing), what there is."""

OpenPage = Callable[[web.Request], Awaitable[Found]]


class Open311:
    """Routes of the web server. `public_url`: its address from outside, "" takes what a request says."""

    def __init__(
        self, intake: Intake, callers: Callers, files: NoticeFiles, filing: Open311Filing, public_url: str = "",
        links: PictureLinks | None = None,
    ) -> None:  # fmt: skip
        self._intake, self._store, self._shared, self._clock = intake, intake.store, intake.shared, intake.clock
        self._callers, self._filing, self._url = callers, filing, public_url
        self._found = ReportsFound(intake.store)
        links = links or PictureLinks(callers.signing_keys(), self._clock)
        self._pictures = SignedPictures(self._store, links, files)

    def routes(self) -> list[web.RouteDef]:
        pages: tuple[tuple[str, OpenPage, bool], ...] = (
            ("discovery", self.discovery, True),
            ("services", self.services, True),
            ("services/{code}", self.service, True),
            ("requests", self.requests, False),
            ("requests/{number}", self.request, False),
            ("tokens/{number}", self.token, False),
            ("servicerequestupdates", self.updates, False),
        )
        brought: tuple[tuple[str, OpenPage], ...] = (("requests", self.file),)
        found = [
            web.get(f"{PREFIX}/{path}{ending}", self._page(page, open_to_all=open_to_all))
            for path, page, open_to_all in pages
            for ending in ENDINGS
        ]
        found += [
            web.post(f"{PREFIX}/{path}{ending}", self._page(page, patience_s=LONG_S))
            for path, page in brought
            for ending in ENDINGS
        ]
        known = {path for path, _, _ in pages} | {path for path, _ in brought}
        others = [web.route("*", f"{PREFIX}/{path}{end}", self._page(_method))
                  for path in sorted(known) for end in ENDINGS]  # fmt: skip
        others += [web.route("*", f"{PREFIX}/events{end}", self._page(_method)) for end in ("", ".json")]
        nowhere = [web.route("*", f"{PREFIX}/{{rest:.*}}", self._page(_nowhere))]
        return [*found, web.get(f"{PREFIX}/media/{{file}}", self._pictures.picture), *others, *nowhere]

    # -- what is asked ----------------------------------------------------------------------------
    async def discovery(self, request: web.Request) -> Found:
        region = self._shared.region
        return "discovery", "", discovery(region, self._texts(request), self._base(request), test=region.fictional)

    async def services(self, request: web.Request) -> Found:
        self._callers.in_jurisdiction(request)
        return "services", "service", services(self._shared.region, self._texts(request))

    async def service(self, request: web.Request) -> Found:
        self._callers.in_jurisdiction(request)
        return "service_definition", "", service_definition(self._shared.region, request.match_info["code"])

    async def requests(self, request: web.Request) -> Found:
        viewer = self._callers.admit(request)
        self._callers.in_jurisdiction(request)
        asked = read_asked(request.query, self._shared.region, self._clock.now())
        reports = await self._found.reports(asked, viewer, self._clock.now())
        if len(reports) == asked.page.size and not asked.numbers:
            request[NEXT] = asked.page.number + 1
        return "service_requests", "request", await self._said(request, viewer, reports)

    async def request(self, request: web.Request) -> Found:
        viewer = self._callers.admit(request)
        self._callers.in_jurisdiction(request)
        text = request.match_info["number"]
        found = await self._of_number(text, viewer)
        return "service_requests", "request", await self._said(request, viewer, found)

    async def token(self, request: web.Request) -> Found:
        """Our tokens are the numbers themselves: every report has one at once."""
        viewer = Viewer(self._callers.enter(request, key_of(request), FILE))
        self._callers.in_jurisdiction(request)
        text = request.match_info["number"]
        found = await self._of_number(text, viewer)
        return "service_requests", "request", [{"service_request_id": str(one.id), "token": text} for one in found]

    async def file(self, request: web.Request) -> Found:
        """A report that another program brings."""
        answer = await self._filing.file(request, self._texts(request))
        if answer.again:
            request[MORE_HEADERS] = {REPLAY: "true"}
        return "service_requests", "request", [answer.fields]

    async def updates(self, request: web.Request) -> Found:
        """mySociety's extension: what became of reports."""
        viewer = self._callers.admit(request)
        self._callers.in_jurisdiction(request)
        now = self._clock.now()
        asked = read_updates_asked(request.query, self._shared.region, now)
        page = asked.page
        events = await self._found.updates(asked, viewer, now)
        if len(events) == page.size:
            request[NEXT] = page.number + 1
        told = [event for event in events if viewer.is_told(event)]
        await self._note(request, viewer, len(events), seen=bool(told))
        if viewer.client is not None and request.method != hdrs.METH_HEAD:  # whoever asks so is shown no word
            request[READ_LINES] = [event.id for event in events if waits_for(viewer.client.code, event)]
        pictures = await self._pictures.among(
            self._base(request), viewer, "open311_line_pictures", [event.id for event in told]
        )
        voice = self._voice(request, viewer, pictures.get)
        return "service_request_updates", "request_update", [update_fields(event, voice) for event in events]

    # -- reports ----------------------------------------------------------------------------------
    async def _of_number(self, text: str, viewer: Viewer) -> list[Report]:
        """One report. ApiRefused where there is none, or none for him."""
        asked = ReportsAsked((int(text),)) if NUMBER.fullmatch(text) else None
        found = await self._found.reports(asked, viewer, self._clock.now()) if asked is not None else []
        if not found:
            raise ApiRefused(ApiFault(UNKNOWN, "unknown"))
        return found

    async def _said(self, request: web.Request, viewer: Viewer, reports: list[Report]) -> list[Fields]:
        await self._note(request, viewer, len(reports), seen=viewer.texts)
        numbers = [report.id for report in reports] if viewer.texts else []
        pictures = await self._pictures.among(self._base(request), viewer, "open311_pictures", numbers)
        voice = self._voice(request, viewer, pictures.get)
        if voice.extensions:
            album = await self._pictures.of_reports(self._base(request), viewer, numbers)
            voice = replace(voice, album=lambda number: album.get(number, []))
        return [request_fields(report, voice) for report in reports]

    async def _note(self, request: web.Request, viewer: Viewer, count: int, *, seen: bool) -> None:
        """Who read what people wrote is written down."""
        if not seen or viewer.client is None:
            return
        data = json.dumps({"path": request.path, "count": count})
        changes = Changes()
        number, now = self._shared.ids.next("audit"), self._clock.now()
        changes.put(Audit(number, now, "open311", viewer.client.code, "open311_read", data))
        async with self._store.unit() as unit:
            await unit.commit(changes)

    # -- answers ----------------------------------------------------------------------------------
    def _page(
        self, page: OpenPage, *, open_to_all: bool = False, patience_s: float = PATIENCE_S
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            as_json = wants_json(request)
            try:
                async with asyncio.timeout(patience_s):
                    found = await page(request)
            except ApiRefused as refused:
                return self._refused(request, refused, as_json=as_json)
            except Exception as fault:  # noqa: BLE001 - whoever asks comes again; our own mistakes stand in the log
                if not isinstance(fault, StorageError | TimeoutError):
                    log.error("open311.fault", path=request.path, error=type(fault).__name__)
                away = ApiRefused(ApiFault(AWAY, "away"), retry_s=AGAIN_S)
                return self._refused(request, away, as_json=as_json)
            headers: dict[str, str] = (
                {"Access-Control-Allow-Origin": "*"} if open_to_all else {hdrs.CACHE_CONTROL: "no-store"}
            )
            if number := request.get(NEXT):
                asked = {key: text for key, text in request.query.items() if key != "api_key"} | {"page": str(number)}
                address = f"{self._base(request)}{request.path.removeprefix(PREFIX)}?{urlencode(asked)}"
                headers[hdrs.LINK] = f'<{address}>; rel="next"'
            response = _written(found, {**headers, **request.get(MORE_HEADERS, {})}, as_json=as_json)
            if lines := request.get(READ_LINES):
                await self._delivered(request, response, lines)
            return response

        return answer

    async def _delivered(self, request: web.Request, response: web.Response, lines: list[int]) -> None:
        """Send it, and only when it is out say that its authors' program has read these lines."""
        await response.prepare(request)
        await response.write_eof()
        client = self._callers.client_of(key_of(request))
        if client is None:
            return
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._intake.take(read_by_program(client.code, lines, self._clock.now()))
        except TimeoutError:
            log.warning("open311.reading_not_noted", lines=len(lines))

    def _refused(self, request: web.Request, refused: ApiRefused, *, as_json: bool) -> web.Response:
        texts, status = self._texts(request), refused.faults[0].status
        rows = [
            {"code": str(fault.status), "description": texts.label(f"open311-{fault.name}", **fault.values)}
            for fault in refused.faults
        ]
        headers: dict[str, str] = {hdrs.RETRY_AFTER: str(refused.retry_s)} if refused.retry_s else {}
        headers |= request.get(MORE_HEADERS, {})
        return _written(("errors", "error", rows), headers, as_json=as_json, status=status)

    def _voice(
        self, request: web.Request, viewer: Viewer, media: Callable[[int], str | None] = lambda number: None
    ) -> ReportVoice:
        extensions = request.query.get("extensions", "").lower() in ("true", "1", "v1")
        return ReportVoice(self._shared.region, self._texts(request), viewer, extensions, media)

    def _texts(self, request: web.Request) -> Texts:
        return texts_for(request, self._shared.library)

    def _base(self, request: web.Request) -> str:
        """As the settings say, else as the request does; one that names no host gets addresses without one."""
        if self._url:
            return self._url + PREFIX
        try:
            return str(request.url.origin()) + PREFIX
        except ValueError:
            return PREFIX


def open311_routes(
    settings: Settings, intake: Intake, bodies: ClientBodies, links: PictureLinks, bring: Bring
) -> list[web.RouteDef]:
    """The routes of this installation; none unless it is switched on."""
    if not settings.open311:
        return []
    files = NoticeFiles(intake.store, settings.data_dir / "files", bring)
    filing = Open311Filing(intake, bodies)
    return Open311(intake, bodies.callers, files, filing, settings.public_url, links).routes()


async def _method(request: web.Request) -> Found:
    brings = request.path.removeprefix(f"{PREFIX}/").partition(".")[0] in ("requests", "servicerequestupdates")
    allowed: dict[str, str] = {hdrs.ALLOW: "GET, HEAD, POST" if brings else "GET, HEAD"}
    request[MORE_HEADERS] = allowed
    raise ApiRefused(ApiFault(METHOD, "method"))


async def _nowhere(request: web.Request) -> Found:
    raise ApiRefused(ApiFault(UNKNOWN, "unknown"))


def _written(found: Found, headers: dict[str, str], *, as_json: bool, status: int = 200) -> web.Response:
    root, item, what = found
    if as_json:
        body = write_json(what)
    elif isinstance(what, dict):
        body = write_xml_one(root, what)
    else:
        body = write_xml_list(root, item, what)  # type: ignore[arg-type]  # a list, as it is no single thing
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    kind = JSON_TYPE if as_json else XML_TYPE
    return web.Response(body=body, status=status, headers={hdrs.CONTENT_TYPE: kind, hdrs.ETAG: etag, **headers})

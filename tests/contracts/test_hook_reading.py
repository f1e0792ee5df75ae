"""What the webhook of an author's program took, or it asked for as events, counts as delivered; pictures of events."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer

from bot.web.callers import Callers
from bot.web.open311_events import EventsPage
from bot.web.picture_links import PictureLinks
from bot.webhooks.announce import Announcer, announcing
from bot.webhooks.call import HookCaller
from bot.webhooks.courier import Courier
from bot.webhooks.tell import noting
from handlers.base.event import Attachment, AttachmentKind
from storage.changes import Query
from storage.store import Store
from tests.contracts.test_open311_filing import JPEG, KEYS, POTHOLE, Desk, open_desk
from tests.contracts.under_way import UnderWay
from tests.unit.webhooks.endpoint import KEY, Endpoint, endpoint
from tests.world.clock import SECOND
from tests.world.world import ADMIN

BASE = "https://bot.example/open311/v2"
ANSWER = "Засыплем до пятницы."


@dataclass
class Told:
    """A desk whose reports are told to a webhook of the program that brought them."""

    desk: Desk
    called: Endpoint
    courier: Courier

    async def answered(self) -> int:
        """A report of the program's, answered; its number."""
        desk = self.desk
        number = await desk.number(POTHOLE, "KEY_CITY")
        await desk.office.says("Мария", ANSWER, reply_to=desk.office.card(number).id)
        await desk.office.passes(11 * SECOND)
        assert "ждёт, пока «Город» прочтёт" in self.card(number)
        return number

    def card(self, number: int) -> str:
        return self.desk.office.card(number).text

    async def calls(self) -> None:
        """Until nothing is due."""
        while await self.courier.turn() == 0:
            pass
        await self.desk.office.passes(0)

    def said(self, kind: str) -> dict[str, Any]:
        return next(event["data"] for _, event in self.called.taken if event["type"] == kind)


@asynccontextmanager
async def told(
    store: Store, folder: Path, answer: Callable[[], Any] = lambda: 200, base: str = BASE, **values: Any
) -> AsyncIterator[Told]:
    async with endpoint(answer) as called:
        hook = called.hook(**values)
        desks: list[Desk] = []
        announcer = Announcer(
            lambda: desks[0].office.shared.ids.next("outbox"), (hook,), lambda: desks[0].office.world.clock.now()
        )
        async with open_desk(announcing(store, announcer), folder) as desk:
            desks.append(desk)
            world = desk.office.world
            links = PictureLinks({hook.channel: KEY}, world.clock)
            courier = Courier(
                HookCaller(hook, (KEY,), world.clock), store, world.clock, "1", base, links=links,
                read=noting(world.intake),
            )  # fmt: skip
            try:
                yield Told(desk, called, courier)
            finally:
                await courier.caller.close()


@asynccontextmanager
async def asking(one: Told) -> AsyncIterator[Callable[..., Any]]:
    """GET /events as one of the desk's clients."""
    world = one.desk.office.world
    callers = Callers(world.shared.region.clients, KEYS, world.clock, public=False)
    links = PictureLinks(callers.signing_keys(), world.clock)
    page = EventsPage(world.store, world.shared, world.clock, callers, BASE, links, noting(world.intake))
    under_way = UnderWay()
    app = web.Application(middlewares=[under_way.middleware])
    app.add_routes(page.routes())
    async with TestClient(TestServer(app)) as http:

        async def ask(key: str, method: str = "GET") -> list[dict[str, Any]]:
            headers = {"Authorization": f"Bearer {KEYS[key]}"}
            answer = await http.request(method, "/open311/v2/events", headers=headers)
            assert answer.status == 200
            found: list[dict[str, Any]] = (await answer.json())["events"] if method == "GET" else []
            await under_way.is_over()
            await one.desk.office.passes(0)
            return found

        yield ask


@pytest.mark.both_engines
async def test_an_answer_counts_as_delivered_once_its_program_s_webhook_took_it(store: Store, tmp_path: Path) -> None:
    """Also where it sees no words of others, and has other organisations: it passes the answer on."""
    replies = iter([200, 500, *[200] * 50])
    async with told(store, tmp_path, lambda: next(replies), code="city", organisations=("water",)) as one:
        number = await one.answered()
        await one.calls()
        assert "ждёт, пока «Город» прочтёт" in one.card(number), "it was not taken yet"
        await one.desk.office.passes(10 * SECOND)
        await one.calls()
        await one.desk.office.passes(120 * SECOND)
        await one.calls()
        assert "прочитано в «Город»" in one.card(number)
    assert one.said("report.answered")["answer"] == ANSWER
    assert "text" not in one.said("report.answered")
    assert "answer" not in one.said("report.created")


@pytest.mark.parametrize("code", ["incident", "other"])
async def test_another_s_webhook_delivers_nothing(store: Store, tmp_path: Path, code: str) -> None:
    async with told(store, tmp_path, code=code, texts=True) as one:
        number = await one.answered()
        await one.calls()
        assert one.said("report.answered")["answer"] == ANSWER
        assert "ждёт, пока «Город» прочтёт" in one.card(number)


@pytest.mark.parametrize(("base", "said"), [("", "ждёт, пока «Город» прочтёт"), (BASE, "прочитано в «Город»")])
async def test_an_answer_with_a_photo_that_could_not_be_told_is_not_read_yet(
    store: Store, tmp_path: Path, base: str, said: str
) -> None:
    async with told(store, tmp_path, code="city", base=base) as one:
        desk = one.desk
        number = await desk.number(POTHOLE, "KEY_CITY")
        files = [Attachment(AttachmentKind.PHOTO, f"p{n}", name=f"фото-{n}.jpg") for n in (1, 2)]
        files.append(Attachment(AttachmentKind.DOCUMENT, "d", name="план.pdf"))
        await desk.office.says("Мария", ANSWER, reply_to=desk.office.card(number).id, attachments=tuple(files))
        await desk.office.passes(11 * SECOND)
        await one.calls()
        assert len(one.said("report.answered").get("media", ())) == (2 if base else 0)
        assert said in one.card(number)
        named = [name for name in ("фото-1", "фото-2", "план.pdf") if name in desk.office.of_chat(ADMIN)]
        assert named == (["план.pdf"] if base else []), "what the program was not given"


async def test_what_was_asked_for_as_events_is_delivered_as_well(store: Store, tmp_path: Path) -> None:
    async with told(store, tmp_path, code="other") as one, asking(one) as ask:
        number = await one.answered()
        found = await ask("KEY_INCIDENT")
        assert ANSWER in str(found), "it sees all words"
        await ask("KEY_CITY", "HEAD")
        assert "ждёт, пока «Город» прочтёт" in one.card(number), "it was shown no word"
        found = await ask("KEY_CITY")
        assert [event["data"]["answer"] for event in found if "answer" in event["data"]] == [ANSWER] * 2
        assert "прочитано в «Город»" in one.card(number)
        assert ANSWER not in str(await ask("KEY_READS"))


@pytest.mark.both_engines
async def test_pictures_come_as_addresses_that_are_good_for_an_hour(store: Store, tmp_path: Path) -> None:
    async with told(store, tmp_path, texts=True) as one, asking(one) as ask:
        desk = one.desk
        form = FormData(list(POTHOLE.items()))
        form.add_field("media", JPEG, filename="a.jpg", content_type="image/jpeg")
        number = await desk.number(form)
        await desk.office.says("Мария", ANSWER, reply_to=desk.office.card(number).id)
        await desk.office.passes(11 * SECOND)
        await one.calls()
        (link,) = one.said("report.created")["media"]
        assert link.startswith(f"{BASE}/media/")
        assert "client=hook%3Aincident" in urlsplit(link).query
        assert "media" not in one.said("report.answered"), "the answer has none"
        assert "media" not in str(await ask("KEY_READS"))
        (mine,) = next(e["data"]["media"] for e in await ask("KEY_INCIDENT") if e["type"] == "report.created")
        address = mine.removeprefix("https://bot.example")
        early = await desk.http.get(address)
        assert (early.status, early.headers["Retry-After"]) == (503, "5"), "it has still to be stored"
        ((_, _, file),) = (await store.read(Query("hook_pictures", (f"[{number}]",))))[0]
        await desk.files.bring(file)
        assert await (await desk.http.get(address)).read() == JPEG
        assert (await desk.http.get(link.removeprefix("https://bot.example"))).status == 403, "another's key signed it"
        desk.office.at += 3_601 * SECOND
        assert (await desk.http.get(address)).status == 403

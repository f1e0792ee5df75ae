"""An alert from outside, from the file to the citizen's phone, through the whole program in both messengers."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.subscriber_rows import Subscriber
from bot.cli.subscriber_store import keep
from bot.notices.folder import Folder
from bot.notices.picture import overlay_of
from bot.notices.picture_lines import Overlay
from bot.sandbox.flood import Flood
from bot.sandbox.samples import SAMPLES, sample_png
from bot.web.notices import MOST
from handlers.alerts.outward import KEPT_MS, FeedVoice, notice_alert
from handlers.cap.model import Alert, AlertArea, Resource, Triple, cap_time
from handlers.cap.write import write_cap
from handlers.notices.content import load_content
from handlers.notices.kinds import DANGERS
from storage.changes import Query
from storage.notice_records import Notice
from storage.region.region import Region
from tests.persons.people import Citizen, Operator, Person
from tests.persons.stage import Stage

VOICE = FeedVoice("https://letters.example", "letters.example")
Drop = Callable[[Alert], Awaitable[None]]


@pytest.fixture
def folder(stage: Stage, tmp_path: Path) -> Folder:
    path = tmp_path / "alerts"
    path.mkdir()
    return Folder(path, stage.app.inbox, stage.app.shared.library.texts("ru"))


@pytest.fixture
def drop(stage: Stage, folder: Folder) -> Drop:
    """Somebody lays an alert into the folder; it is taken, judged and filed away."""

    async def lay(alert: Alert) -> None:
        (folder.path / f"{alert.identifier}.xml").write_bytes(write_cap(alert))
        for _ in range(2):
            await folder.look()
        await stage.quiet()
        await folder.look()
        assert not list(folder.path.glob("*.xml"))

    return lay


def flood(stage: Stage, identifier: str = "flood-1", **values: object) -> Alert:
    alert = Flood(stage.app.inbox, stage.app.region).alert(1, stage.clock.now())
    return replace(alert, identifier=identifier, **values)  # type: ignore[arg-type]


async def lives_in(stage: Stage, anna: Citizen, settlement: str) -> None:
    """Anna has the bot and wants to be warned of dangers there."""
    await anna.starts()
    one = Subscriber(anna.messenger.name, anna.user, "ru", (f"s:{settlement}",), DANGERS)
    await keep(stage.app.store, [one], stage.clock.now())


async def notices(stage: Stage) -> list[Notice]:
    found: list[Notice] = (await stage.app.store.read(Query("notices_among", ("[1, 2, 3, 4]",))))[0]
    return found


async def states(stage: Stage) -> list[str]:
    return [notice.state for notice in await notices(stage)]


async def becomes(stage: Stage, *wanted: str) -> None:
    for _ in range(60):
        if await states(stage) == list(wanted):
            return
        await stage.passes(0.5)
    assert await states(stage) == list(wanted)


def trusting(region: Region) -> Region:
    sources = tuple(replace(source, send_from=4) for source in region.notices.sources)
    return replace(region, notices=replace(region.notices, sources=sources), _by_code={}, made={})


@pytest.fixture
async def trusted(stage: Stage) -> Stage:
    """The program, begun anew with a region that trusts its source."""
    await stage.stop_bot()
    stage.region = trusting(stage.region)
    await stage.start_bot()
    return stage


async def test_an_alert_waits_for_an_officer_and_then_goes_to_whom_it_concerns(
    stage: Stage, anna: Citizen, maria: Operator, drop: Drop, folder: Folder
) -> None:
    await lives_in(stage, anna, "tikhorechensk")
    await drop(flood(stage))
    await maria.sees("Заречный гидрометцентр: Паводок", "№ 1 ждёт одобрения")
    assert "№ 1 ждёт дежурного" in (folder.path / "done" / "flood-1.txt").read_text(encoding="utf-8")
    await stage.passes(30)
    anna.does_not_see("Вода в реке")
    await maria.presses("Одобрить")
    message = await anna.sees("Опасно для жизни", "Вода в реке быстро поднимается", "Уходите на возвышенность")
    assert "не заменяет сирены" in message.text
    await becomes(stage, "sent")
    await drop(flood(stage))
    assert anna.text().count("Вода в реке быстро поднимается") == 1


async def test_a_trusted_source_warns_updates_and_ends_without_an_officer(
    trusted: Stage, anna: Citizen, maria: Operator, folder: Folder
) -> None:
    stage = trusted
    folder.inbox = stage.app.inbox

    async def lay(alert: Alert) -> None:
        (folder.path / f"{alert.identifier}.xml").write_bytes(write_cap(alert))
        await folder.look()
        await folder.look()
        await stage.quiet()
        await folder.look()

    await lives_in(stage, anna, "tikhorechensk")
    first = flood(stage)
    await lay(first)
    await anna.sees("Вода в реке быстро поднимается")
    await maria.sees("уходит сразу")
    await becomes(stage, "sent")
    await stage.passes(60)
    told = replace(first.infos[0], headline="Вода прибывает ещё быстрее")
    second = flood(stage, "flood-2", kind="Update", references=(first.triple,), infos=(told,))
    await lay(second)
    await anna.sees("Новое", "Вода прибывает ещё быстрее")
    await becomes(stage, "sent", "sent")
    await stage.passes(60)
    clear = replace(told, headline="Вода ушла", description="Можно возвращаться.", responses=("AllClear",))
    await lay(flood(stage, "flood-3", kind="Update", references=(second.triple,), infos=(clear,)))
    await anna.sees("Отбой", "Можно возвращаться")


async def test_a_drill_from_outside_looks_like_one_and_goes_to_nobody_who_did_not_join(
    trusted: Stage, anna: Citizen, maria: Operator, folder: Folder
) -> None:
    await lives_in(trusted, anna, "tikhorechensk")
    folder.inbox = trusted.app.inbox
    (folder.path / "a.xml").write_bytes(write_cap(flood(trusted, status="Exercise")))
    for _ in range(2):
        await folder.look()
    await trusted.quiet()
    await maria.sees("УЧЕНИЯ", "Учебное оповещение № 1 ждёт одобрения")
    await trusted.passes(60)
    anna.does_not_see("Вода в реке")


async def test_where_nobody_can_place_it_an_officer_chooses_and_another_approves(
    stage: Stage, anna: Citizen, maria: Operator, oleg: Operator, drop: Drop
) -> None:
    await lives_in(stage, anna, "tikhorechensk")
    alert = flood(stage)
    nowhere = (AlertArea("Низкие места у реки"),)
    await drop(replace(alert, infos=tuple(replace(info, areas=nowhere) for info in alert.infos)))
    question = await maria.sees("не понятно, где это", "Низкие места у реки")
    assert await states(stage) == ["draft"]
    await maria.presses("Тихореченский")
    await maria.presses("На одобрение", on=await maria.sees("Тихореченский городской округ", "не понятно, где это"))
    assert await states(stage) == ["pending"]
    await maria.presses("Одобрить")
    assert await states(stage) == ["pending"]
    await oleg.presses("Одобрить")
    await anna.sees("Вода в реке быстро поднимается", "Тихореченский городской округ")
    assert question.id


async def test_a_bad_file_is_told_to_the_officers_and_reaches_nobody(
    stage: Stage, anna: Citizen, maria: Operator, folder: Folder
) -> None:
    await lives_in(stage, anna, "tikhorechensk")
    text = write_cap(flood(stage)).decode().replace("Extreme", "Red")
    (folder.path / "storm.xml").write_text(text, encoding="utf-8")
    for _ in range(2):
        await folder.look()
    await stage.quiet()
    await folder.look()
    await maria.sees("Не принято", "storm.xml", "alert/info[1]/severity")
    assert (folder.path / "refused" / "storm.xml").exists()
    assert await notices(stage) == []


async def test_what_went_out_is_there_for_other_systems(
    stage: Stage, anna: Citizen, maria: Operator, drop: Drop
) -> None:
    await lives_in(stage, anna, "tikhorechensk")
    await drop(flood(stage))
    now = stage.clock.now()
    feed = Query("feed_notices", (now - KEPT_MS, now, MOST))
    assert (await stage.app.store.read(feed))[0] == []
    await maria.presses("Одобрить")
    await anna.sees("Вода в реке")
    (published,) = (await stage.app.store.read(feed))[0]
    alert = notice_alert(stage.app.shared, published, None, VOICE)
    sent = cap_time(published.started_at, stage.app.region.zone)
    assert alert.triple == Triple("otklik@letters.example", "otklik-1", sent)
    assert alert.infos[0].areas[0].polygons


BOW = ((60.28, 63.45), (60.35, 63.6), (60.28, 63.6), (60.35, 63.45), (60.28, 63.45))
FLAT = ((60.3, 63.5), (60.3, 63.7), (60.3, 63.6), (60.3, 63.5))


def drawn_as(alert: Alert, *rings: tuple[tuple[float, float], ...]) -> Alert:
    area = (AlertArea("Берег Сосны", rings),)
    return replace(alert, infos=tuple(replace(info, areas=area) for info in alert.infos))


async def has_picture(stage: Stage, officer: Person, *below: str) -> None:
    """A picture comes with or right after the message that says this."""

    def comes() -> bool:
        shown = officer.messages()
        said = next((i for i, m in enumerate(shown) if all(text in m.text for text in below)), len(shown))
        return any(f.kind == "photo" for m in shown[said : said + 2] for f in m.files)

    await stage.until(comes, f"a picture at {below}")


async def test_a_polygon_that_crosses_itself_is_shown_to_the_officers_as_it_came(
    trusted: Stage, anna: Citizen, maria: Operator, folder: Folder
) -> None:
    stage = trusted
    folder.inbox = stage.app.inbox
    await lives_in(stage, anna, "tikhorechensk")
    (folder.path / "a.xml").write_bytes(write_cap(drawn_as(flood(stage), BOW)))
    for _ in range(2):
        await folder.look()
    await stage.quiet()
    await maria.sees(
        "Контур 1 («Берег Сосны») пересекает сам себя", "60.3150 63.5250", "Площадь не изменилась: 32,1 км²"
    )
    await has_picture(stage, maria, "№ 1: ждёт")
    assert overlay_of(load_content((await notices(stage))[0].content).area) == Overlay((BOW,), ((60.315, 63.525),))
    await stage.passes(30)
    anna.does_not_see("Вода в реке")
    await maria.presses("Одобрить")
    await anna.sees("Вода в реке быстро поднимается")


async def test_a_polygon_that_cannot_be_used_is_shown_with_the_question(
    stage: Stage, anna: Citizen, maria: Operator, drop: Drop
) -> None:
    await lives_in(stage, anna, "tikhorechensk")
    await drop(drawn_as(flood(stage), FLAT))
    await maria.sees("не понятно, где это", "Контур 1 («Берег Сосны») взять нельзя", "на одной линии, около 60.3000")
    await has_picture(stage, maria, "взять нельзя")
    assert await states(stage) == ["draft"]
    await maria.presses("Тихореченский")
    assert len([f for m in maria.messages() for f in m.files]) == 1
    anna.does_not_see("Вода в реке")


async def test_a_polygon_that_breaks_the_standard_is_a_question_with_its_picture(
    stage: Stage, anna: Citizen, maria: Operator, drop: Drop, folder: Folder
) -> None:
    await lives_in(stage, anna, "tikhorechensk")
    (folder.path / "open.xml").write_bytes(write_cap(drawn_as(flood(stage), BOW[:4])))
    for _ in range(2):
        await folder.look()
    await stage.quiet()
    await folder.look()
    await maria.sees("Не прочитано", "alert/info[1]/area[1]/polygon[1]", "не замкнут")
    await has_picture(stage, maria, "Не прочитано")
    assert (folder.path / "done" / "open.xml").exists()
    assert await states(stage) == ["draft"]


async def test_a_picture_of_the_source_comes_to_the_citizens_with_the_alert(
    stage: Stage, anna: Citizen, maria: Operator, folder: Folder
) -> None:
    await lives_in(stage, anna, "tikhorechensk")
    png = base64.b64encode(sample_png(next(iter(SAMPLES)))).decode()
    alert = flood(stage)
    resources = (Resource("Карта", "image/png", deref=png), Resource("Видео", "video/mp4", uri="https://a.example/b"))
    alert = replace(alert, infos=tuple(replace(info, resources=resources) for info in alert.infos))
    (folder.path / "a.xml").write_bytes(write_cap(alert))
    for _ in range(2):
        await folder.look()
    await maria.sees("№ 1 ждёт одобрения", "Файл «Видео» к оповещению не приложен: это не картинка")
    await has_picture(stage, maria, "Так увидит житель")
    await has_picture(stage, maria, "№ 1: ждёт")
    await maria.presses("Одобрить")
    await anna.sees("Вода в реке быстро поднимается")
    await has_picture(stage, anna, "Вода в реке быстро поднимается")
    (notice,) = await notices(stage)
    outward = notice_alert(stage.app.shared, notice, None, VOICE)
    assert [info.resources for info in outward.infos] == [()] * len(outward.infos)

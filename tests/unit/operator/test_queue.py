"""The queue's order, pages and filters; the gathered reminders."""

from __future__ import annotations

import pytest

from handlers.base.event import Event, Kind
from handlers.base.message import Address
from handlers.base.texts import Library, span
from handlers.operator.queue_view import QueueView, read_view
from handlers.operator.words import OperatorButton
from tests.unit.operator.office import ADMIN, MINUTE, ROADS, TUESDAY, Office, region_with

REGION = region_with()
HOUR = 60 * MINUTE


async def numbers(office: Office) -> list[str]:
    return [d.removeprefix("o_open:") for d in office.last().data if d.startswith("o_open:")]


async def test_empty_queue_says_so(office: Office) -> None:
    await office.says("Анна", "/queue")
    assert "В очереди пусто" in office.last().text


async def test_danger_first_then_overdue_then_the_oldest(office: Office) -> None:
    await office.files_report(1, created_at=TUESDAY - HOUR)
    await office.files_report(2, created_at=TUESDAY - 2 * HOUR)
    await office.files_report(3, first_due_at=TUESDAY - 1)
    await office.files_report(4, danger=1)
    await office.files_report(5, status="answered", answered_at=1)
    await office.files_report(6, status="closed")
    await office.says("Анна", "/queue")
    assert await numbers(office) == ["4", "3", "2", "1"]


async def test_pages_and_filters_are_edited_in_place(office: Office) -> None:
    for number in range(1, 8):
        topic, place = ("potholes", "tikhorechensk") if number < 7 else ("snow", "sosnovinka")
        await office.files_report(number, topic=topic, settlement=place, created_at=TUESDAY + number)
    await office.says("Анна", "/queue")
    before, shown = len(office.chats[ADMIN]), office.last()
    assert await numbers(office) == ["1", "2", "3", "4", "5"]
    await office.presses("Анна", next(d for d in shown.data if ":1:" in d and d.startswith("o_queue")), shown)
    assert await numbers(office) == ["6", "7"]
    await office.presses("Анна", next(d for d in shown.data if d.startswith("o_qplaces")), shown)
    assert "Какое место" in shown.text
    second = [d for d in shown.data if d.startswith("o_queue") and d.split(":")[4]][1]
    await office.presses("Анна", second, shown)
    assert await numbers(office) == ["7"]
    assert "Сосновинка" in shown.text
    assert len(office.chats[ADMIN]) == before


async def test_page_beyond_a_queue_that_got_shorter_shows_the_last_one(office: Office) -> None:
    await office.files_report(1)
    await office.says("Анна", "/queue")
    shown = office.last()
    await office.presses("Анна", f"{shown.row.slot.replace('queue', 'o_queue')}:9::", shown)
    assert await numbers(office) == ["1"]


async def test_organisations_chat_sees_only_its_own(office: Office) -> None:
    office.moves_to(region_with(heat=str(ROADS)))
    await office.files_report(1)
    await office.files_report(2, organisation="heat", topic="heating")
    await office.says("Тепло", "/queue", chat=ROADS)
    assert "№ 2" in office.last(ROADS).text
    assert "№ 1 " not in office.last(ROADS).text
    assert await office.presses("Тепло", "o_open:1", office.last(ROADS), chat=ROADS) == "Такого сообщения здесь нет."


async def test_private_queue_is_only_for_staff_and_not_across_organisations(office: Office) -> None:
    await office.files_report(1)
    await privately(office, "Анна")
    private = Address("telegram", "Анна")
    assert "№ 1" in office.last(private).text
    office.strangers.add("Чужой")
    await privately(office, "Чужой")
    assert "№ 1" not in office.last(Address("telegram", "Чужой")).text
    office.moves_to(region_with(heat=str(ROADS)))
    office.shared.ids.next("person")
    for _ in range(100):
        office.shared.ids.next("outbox")
    await privately(office, "Анна")
    assert "№ 1" in office.last(private).text, "she belongs to the admin chat, too"

    async def of_heat_only(chat: Address, user: str) -> str:
        return "member" if chat == ROADS else "gone"

    office.intake.members = of_heat_only
    await privately(office, "Рита")
    assert "№ 1" not in office.last(Address("telegram", "Рита")).text


async def privately(office: Office, who: str) -> None:
    key = f"private-{who}-{len(office.rows)}"
    event = Event("telegram", key, Kind.MESSAGE, who, True, who, who, text="/queue", message=key)
    await office.world.take(event)


@pytest.mark.parametrize(
    "argument", ["", "::::", "x:y:z:w", "1:1:999:s999", "1:1:-1:m-1", "1:1:²:s²", "1:99999999999999999999::"]
)
def test_garbage_gives_an_unfiltered_view(argument: str) -> None:
    view = read_view(argument, REGION)
    assert (view.topic, view.place) == ("", "")


def test_view_survives_its_way_through_a_button() -> None:
    for place in ("", "tikhorechensk", "99601000", "-"):
        view = QueueView(2**40, 17, "doctor", place)
        data = view.data(OperatorButton.QUEUE_TOPICS, REGION)
        assert read_view(data.partition(":")[2], REGION) == view
        assert len(data) <= 64


def test_spans_are_said_in_their_plural() -> None:
    texts = Library(REGION.zone).texts("ru")
    assert [span(texts, n * 24 * HOUR) for n in (2, 5, 21)] == ["2 дня", "5 дней", "21 день"]
    assert span(texts, -5) == "меньше минуты"


# -- reminders --------------------------------------------------------------------------------
async def test_reminder_gathers_late_and_near_and_comes_once_in_two_hours(office: Office) -> None:
    await office.files_report(1, first_due_at=TUESDAY - 5 * MINUTE)
    await office.files_report(2, first_due_at=TUESDAY + 29 * MINUTE)
    await office.files_report(3, first_due_at=TUESDAY + 31 * MINUTE)
    before = len(office.chats[ADMIN])
    await office.ticks("remind")
    await office.ticks("remind")
    assert len(office.chats[ADMIN]) == before + 1
    assert await numbers(office) == ["1", "2"]
    assert "просрочено на 5 мин" in office.last().text
    office.at += 2 * HOUR
    await office.ticks("remind")
    assert await numbers(office) == ["1", "2", "3"]


async def test_no_reminder_at_night_but_for_danger(office: Office) -> None:
    office.at = TUESDAY - 8 * HOUR
    await office.files_report(1, first_due_at=office.at - 1)
    before = len(office.rows)
    await office.ticks("remind")
    assert len(office.rows) == before
    await office.files_report(2, danger=1, created_at=office.at - 5 * MINUTE)
    await office.ticks("remind")
    assert await numbers(office) == ["2"]


async def test_danger_that_somebody_took_reminds_nobody_at_night(office: Office) -> None:
    office.at = TUESDAY - 8 * HOUR
    await office.files_report(2, danger=1, created_at=office.at - 10 * MINUTE)
    await office.presses("Анна", "o_take:2", office.card(2))
    before = len(office.rows)
    await office.ticks("remind")
    assert len(office.rows) == before


async def test_reminder_names_ten_and_counts_the_rest(office: Office) -> None:
    for number in range(1, 14):
        await office.files_report(number, first_due_at=TUESDAY - number)
    await office.ticks("remind")
    assert len(await numbers(office)) == 10
    assert "И ещё 3" in office.last().text


async def test_reminder_of_an_organisations_chat_names_only_its_own(office: Office) -> None:
    office.moves_to(region_with(heat=str(ROADS)))
    await office.files_report(1, first_due_at=TUESDAY - 1)
    await office.files_report(2, first_due_at=TUESDAY - 1, organisation="heat")
    await office.ticks("remind")
    assert "№ 1" not in office.last(ROADS).text
    assert "№ 2" in office.last(ROADS).text

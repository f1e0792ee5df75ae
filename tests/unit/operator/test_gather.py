"""New reports come in sight: alone while there is room, gathered when many come, and never lost or shown twice."""

from __future__ import annotations

import json
import re

import pytest

from handlers.base.message import Address
from handlers.base.texts import Library
from handlers.base.turn import Turn
from handlers.operator.gather import CARD_JAM, CARD_ROOM, DANGER_CARD_ROOM, GATHER_AFTER_MS
from handlers.operator.gather_view import GATHERED_ROWS, ListedReport, gathered_message, runs
from handlers.reports.card import add_to_card
from handlers.reports.words import ReportTick
from storage.changes import Changes, Query
from storage.records import (
    Account,
    Dialogue,
    Lane,
    OutboxRow,
    Person,
    Report,
    ReportEvent,
    Share,
    StoredFile,
    Timer,
)
from tests.unit.operator.office import ADMIN, MINUTE, ROADS, Office, region_with
from tests.world.messenger import Shown

OWN_ROOM = CARD_ROOM - DANGER_CARD_ROOM
LIBRARY = Library(region_with().zone)


def own_cards(office: Office, chat: Address = ADMIN) -> list[int]:
    return [int(s.row.slot[5:]) for s in office.chats.get(chat, []) if re.fullmatch(r"card:\d+", s.row.slot)]


def gathered(office: Office, chat: Address = ADMIN) -> list[Shown]:
    return [s for s in office.chats.get(chat, []) if s.row.purpose == "gathered"]


async def listed_in(office: Office, said: Shown) -> list[int]:
    """All numbers that a gathered card offers, page by page."""
    numbers: list[int] = []
    for page in range(50):
        numbers += [int(data[7:]) for data in said.data if data.startswith("o_open:")]
        more = next((d for d in said.data if d.startswith("o_gath:") and d.endswith(f":{page + 1}")), None)
        if more is None:
            return numbers
        await office.presses("Анна", more, said)
    raise AssertionError("no last page")


async def many(office: Office, count: int, first: int = 1, **values: object) -> None:
    for number in range(first, first + count):
        await office.files_report(number, **values)


async def test_in_a_calm_minute_every_report_gets_its_own_card_at_once(office: Office) -> None:
    await many(office, OWN_ROOM)
    assert own_cards(office) == list(range(1, OWN_ROOM + 1))
    assert gathered(office) == []


async def test_what_finds_no_room_comes_gathered_and_nothing_is_shown_twice(office: Office) -> None:
    await many(office, 40)
    await office.passes(GATHER_AFTER_MS)
    (card,) = gathered(office)
    assert sorted(own_cards(office) + await listed_in(office, card)) == list(range(1, 41))
    before = len(office.chats[ADMIN])
    await office.passes(10 * MINUTE)
    assert len(office.chats[ADMIN]) == before


async def test_danger_has_room_of_its_own_and_comes_first_in_the_gathered_card(office: Office) -> None:
    await many(office, 20)
    await many(office, DANGER_CARD_ROOM + 2, first=21, danger=1)
    assert set(own_cards(office)) == {*range(1, OWN_ROOM + 1), *range(21, 21 + DANGER_CARD_ROOM)}
    await office.passes(GATHER_AFTER_MS)
    (card,) = gathered(office)
    assert card.text.index("Опасно для людей: 2") < card.text.index("О чём")
    assert (await listed_in(office, card))[:2] == [25, 26]


async def test_one_report_alone_is_never_gathered(office: Office) -> None:
    await many(office, OWN_ROOM + 1)
    assert OWN_ROOM + 1 not in own_cards(office)
    await office.passes(GATHER_AFTER_MS)
    assert OWN_ROOM + 1 in own_cards(office)
    assert gathered(office) == []


async def test_next_minute_has_room_again(office: Office) -> None:
    await many(office, OWN_ROOM)
    await office.passes(MINUTE)
    await many(office, 1, first=50)
    assert 50 in own_cards(office)


async def test_a_picture_counts_beside_its_card(office: Office) -> None:
    await office.keep(*(StoredFile(i, i, 0, 31, "vk", f"h{i}", "photo") for i in range(1, 20)))
    await many(office, 19)
    assert own_cards(office) == list(range(1, OWN_ROOM // 2 + 1))


async def test_opening_puts_the_real_card_and_from_then_on_it_is_kept_true(office: Office) -> None:
    await many(office, 30)
    await office.passes(GATHER_AFTER_MS)
    (card,) = gathered(office)
    await office.presses("Анна", "o_open:20", card)
    assert own_cards(office)[-1] == 20
    await office.presses("Анна", "o_take:20", office.card(20))
    assert "занимается Анна" in office.card(20).text
    await office.presses("Борис", "o_open:20", card)
    assert own_cards(office).count(20) == 1
    assert office.last().row.slot.startswith("card:20:")


async def test_answer_by_number_brings_the_card_that_says_whether_it_arrived(office: Office) -> None:
    await many(office, 30)
    await office.passes(GATHER_AFTER_MS)
    await office.says("Анна", "№ 21 Трактор выехал", reply_to=gathered(office)[0].id)
    await office.passes(11_000)
    assert "Трактор выехал" in office.to_citizen()[-1].text
    assert "доставлено" in office.card(21).text


async def test_reply_to_the_gathered_card_without_a_number_is_answered_and_goes_nowhere(office: Office) -> None:
    await many(office, 30)
    await office.passes(GATHER_AFTER_MS)
    await office.says("Анна", "Трактор выехал", reply_to=gathered(office)[0].id)
    assert "на какое вы отвечаете" in office.last().text
    await office.passes(MINUTE)
    assert office.to_citizen() == []


async def test_what_is_decided_elsewhere_sends_no_card_of_a_gathered_report(office: Office) -> None:
    await many(office, 30)
    await office.passes(GATHER_AFTER_MS)
    before = len(office.chats[ADMIN])
    event = ReportEvent(99, 25, office.at, "answer", 0, "", "да", delivery="waiting")
    await office.keep(event)
    await office.ticks("delivered", event.id, '{"result": "sent"}')
    assert len(office.chats[ADMIN]) == before


async def test_while_the_messenger_is_away_the_rest_waits_for_one_card(office: Office) -> None:
    stuck = [OutboxRow(9000 + i, ADMIN.channel, ADMIN.chat, int(Lane.OPERATORS), "send", "{}") for i in range(CARD_JAM)]
    for row in stuck:
        row.share = int(Share.REPORTS)
    await office.keep(*stuck)
    await many(office, 30)
    await office.passes(5 * MINUTE)
    assert office.chats.get(ADMIN, []) == []
    sent = Changes()
    for row in stuck:
        sent.delete(OutboxRow, row.id)
    async with office.store.unit() as unit:
        await unit.commit(sent)
    await office.passes(GATHER_AFTER_MS)
    (card,) = gathered(office)
    assert sorted(own_cards(office) + await listed_in(office, card)) == list(range(1, 31))


async def test_danger_does_not_wait_behind_ordinary_cards_that_are_stuck(office: Office) -> None:
    for share, first in ((Share.REPORTS, 9000), (Share.ALARMS, 9100)):
        stuck = [
            OutboxRow(first + i, ADMIN.channel, ADMIN.chat, int(Lane.OPERATORS), "send", "{}") for i in range(CARD_JAM)
        ]
        for row in stuck:
            row.share = int(share)
        await office.keep(*stuck)
        await office.files_report(first, danger=1)
        await office.files_report(first + 1)
        assert own_cards(office) == [9000], "one while ordinary cards are stuck, none while both are"
    assert Share(office.card(9000).row.share) is Share.ALARMS


async def test_own_chat_of_an_organisation_has_its_own_pace_and_pages(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    await many(office, 20, organisation="housing", topic="heating")
    await many(office, 2, first=21)
    assert own_cards(office, ROADS) == [21, 22]
    await office.passes(GATHER_AFTER_MS)
    (card,) = gathered(office)
    assert 21 in await listed_in(office, card)
    data = next(d for d in card.data if d.startswith("o_gath:"))
    assert "не работает" in await office.presses("Чужой", data, card, chat=ROADS)
    assert own_cards(office, ROADS) == [21, 22]


async def test_handed_over_report_leaves_the_gathered_card_of_the_old_organisation(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    await many(office, 30)
    await office.passes(GATHER_AFTER_MS)
    (theirs,) = gathered(office, ROADS)
    (ours,) = gathered(office)
    await office.presses("Анна", "o_open:30", ours)
    await office.presses("Анна", "o_handto:30:housing", office.card(30))
    assert 30 not in own_cards(office, ROADS)
    numbers = await listed_in(office, theirs)
    assert 30 not in numbers or await _after_turning(office, theirs) == []


async def _after_turning(office: Office, card: Shown) -> list[int]:
    back = next(d for d in card.data if d.startswith("o_gath:"))
    await office.presses("Анна", back, card, chat=ROADS)
    return [n for n in await listed_in(office, card) if n == 30]


async def test_new_chat_in_the_settings_gets_what_the_old_one_was_still_to_see(office: Office) -> None:
    await office.keep(Timer(ReportTick.CARDS, "telegram:-1", office.at))
    await many(office, 1)
    report = await office.report(1)
    report.unshown = 1
    await office.keep(report, Timer(ReportTick.CARDS, "telegram:-1", office.at))
    await office.passes(0)
    assert own_cards(office)[-1] == 1


@pytest.mark.parametrize("data", ["o_gath:", "o_gath:x", "o_gath:1-2:9", "o_gath::::", "o_gath:9999999999999999:-1"])
async def test_forged_page_is_answered_kindly(office: Office, data: str) -> None:
    await office.files_report()
    assert "не работает" in await office.presses("Анна", data, office.card())


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("count", [1, 2, 6, 7, 1000])
def test_gathered_card_keeps_every_limit(language: str, count: int) -> None:
    texts, region = LIBRARY.texts(language), region_with()
    topics = [topic.code for topic in region.topics]
    items = [
        ListedReport(
            i * 3,
            "roads",
            "",
            topics[i % len(topics)],
            region.settlements[i % 3].code,
            "",
            i % 2,
            "new",
            0,
            "🕳 слова " * 30,
            "улица " * 30,
        )
        for i in range(1, count + 1)
    ]
    for page in (0, 1, 10**9):
        message = gathered_message(texts, region, items, "1763449200000-4503599627370496", page)
        buttons = [button for row in message.buttons for button in row]
        assert len(message.text) < 4096
        assert len(buttons) <= 10
        assert all(len(row) <= 5 for row in message.buttons)
        assert all(len(b.label) <= 40 and b.data.isascii() and len(b.data) <= 64 for b in buttons)
        assert sum(b.data.startswith("o_open:") for b in buttons) <= GATHERED_ROWS


def test_runs_of_numbers_are_named_shortly() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"
    assert runs(list(range(1, 100, 2))).endswith("…, 99")


async def test_a_report_added_to_before_anybody_opened_it_is_named_again_with_what_was_added(office: Office) -> None:
    await many(office, 30)
    await office.passes(GATHER_AFTER_MS)
    await office.passes(MINUTE)
    report = await office.report(30)
    await office.keep(ReportEvent(500, 30, office.at, "added", 31, "", "стало хуже"))
    await _add(office, report)
    assert own_cards(office)[-1] == 30
    assert "стало хуже" in office.last().text


async def _add(office: Office, report: Report) -> None:
    """As the citizen's handlers tell of an addition."""
    nobody = Person(31, 1), Account("vk", "31", 31, 1), Dialogue("", "", "")
    turn = Turn(office.event_of_nobody(), office.at, office.shared, *nobody, office.shared.library.texts("ru"))
    report.updated_at = office.at
    add_to_card(turn, report, "стало хуже", (), key="addition-more")
    await office.world.writes(turn.changes)
    await office.passes(0)


async def test_list_of_a_gathered_card_is_kept_in_the_database(office: Office) -> None:
    await many(office, 30)
    await office.passes(GATHER_AFTER_MS)
    rows = (await office.store.read(Query("settings_like", ("gathered:",))))[0]
    assert len(json.loads(rows[0].value)["ids"]) == 30 - OWN_ROOM


async def test_in_a_storm_of_three_hundred_an_answer_goes_to_the_number_that_it_names_and_talk_to_nobody(
    office: Office,
) -> None:
    await many(office, 300)
    await office.passes(GATHER_AFTER_MS)
    await office.files_report(301, danger=1, text="Пахнет газом в подъезде")
    (card,) = gathered(office)
    assert office.card(301).text.startswith("🚨"), "danger has its own card at once"
    assert len(await listed_in(office, card)) + len(own_cards(office)) == 301
    for words in (
        "сделаем завтра",
        "123 сделаем завтра",
        "номер 160 кто берёт?",
        "всем: уберём завтра",
        "ответить всем",
    ):
        await office.says("Анна", words, reply_to=card.id)
        assert "Никому пока не отправили" in office.last().text, words
        assert "«Ответить всем»" in office.last().text, words
    for words in ("номер 170 кто берёт?", "по № 171 пусть дорожники посмотрят"):
        before = len(office.chats[ADMIN])
        await office.says("Анна", words)
        assert len(office.chats[ADMIN]) == before, words
    for number, reply in ((123, card.id), (124, "")):
        await office.says("Анна", f"по № {number} сделаем завтра", reply_to=reply)
        assert office.last().text.startswith(f"Ответ на № {number} ")
    await office.passes(11_000)
    assert [office.to_citizen()[n].text.count("сделаем завтра") for n in (-2, -1)] == [1, 1]
    assert len([s for s in office.to_citizen() if "сделаем" in s.text]) == 2

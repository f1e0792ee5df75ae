"""What a card says and offers, and that it stays true and short enough."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.base.buttons import number_of
from handlers.base.message import Address, parse_marks
from handlers.base.texts import Library, shorten, units
from handlers.base.turn import Turn
from handlers.reports.card import blank_card
from handlers.reports.card_buttons import card_buttons, organisation_menu, reject_menu, topic_menu
from handlers.reports.card_text import card_text, is_shortened
from handlers.reports.status import LineKind, Status
from storage.records import Account, Dialogue, Person, Report, ReportEvent, StoredFile
from tests.unit.operator.office import ADMIN, MINUTE, ROADS, TUESDAY, Office, region_with

REGION = region_with()
LIBRARY = Library(REGION.zone)
TEXTS = LIBRARY.texts("ru")


def report(**values: object) -> Report:
    made = Report(1, 31, "vk", "31", "ru", "new", "potholes", "roads", "Яма")
    for name, value in values.items():
        setattr(made, name, value)
    return made


LIKELY: tuple[list[str], ...] = ([], ["lighting", "electricity", "none", "yards", "roads"])
FLAT = replace(REGION, groups=(), topics=tuple(replace(topic, group="") for topic in REGION.topics))
"""As regions of before groups have them."""


def card(made: Report, history: list[ReportEvent] | None = None, files: list[StoredFile] | None = None) -> str:
    return parse_marks(card_text(TEXTS, made, history or [], files or [], TUESDAY, REGION))[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=50), st.integers(1, 400), st.sampled_from(["answer", "reply", "question", "rejected"]))
def test_no_text_and_no_history_makes_a_card_too_long(piece: str, times: int, kind: str) -> None:
    long = (piece or "🕳") * times * 10
    lines = [ReportEvent(i, 1, TUESDAY, kind, 5, long, long, delivery="failed", why=long) for i in range(60)]
    voice = StoredFile(1, 1, 0, 31, "vk", "h", "voice", transcript=long)
    made = report(text=long, address=long, taken_by=5, taken_name=long, danger=1, unsent=1, lat=1.0, lon=2.0)
    assert units(card(made, lines, [voice])) <= 4096


def test_the_newest_lines_are_the_ones_that_stay() -> None:
    lines = [ReportEvent(i, 1, TUESDAY, "answer", 5, "Анна", f"ответ {i} " + "а" * 300) for i in range(80)]
    text = card(report(text="я" * 3000), lines)
    assert "ответ 79" in text
    assert "ответ 0 " not in text
    assert "Раньше: ещё" in text


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_words_and_buttons_within_vk_limits(status: Status, language: str) -> None:
    texts, made = LIBRARY.texts(language), report(status=status.value)
    card_text(texts, made, [], [], TUESDAY, REGION)
    menus = [
        card_buttons(texts, made, more=True),
        reject_menu(texts, made),
        *(topic_menu(texts, made, REGION, likely, page, "") for page in range(9) for likely in LIKELY),
        *(topic_menu(texts, made, REGION, [], page, group.code) for page in range(3) for group in REGION.groups),
        *(topic_menu(texts, made, FLAT, LIKELY[1], page, "") for page in range(9)),
        *(organisation_menu(texts, made, REGION, page) for page in range(9)),
    ]
    for rows in menus:
        buttons = [button for row in rows for button in row]
        assert len(rows) <= 6
        assert len(buttons) <= 10
        assert all(len(b.label) <= 40 and b.data.isascii() and len(b.data) <= 64 for b in buttons)


@pytest.mark.parametrize("delivery", ["", "waiting", "delivered", "cancelled", "failed"])
@pytest.mark.parametrize("kind", LineKind)
def test_every_line_has_words(kind: str, delivery: str) -> None:
    for language in ("ru", "en"):
        event = ReportEvent(1, 1, TUESDAY, kind, 5, "Анна", "", delivery=delivery, why="blocked")
        card_text(LIBRARY.texts(language), report(), [event], [], TUESDAY, REGION)


def test_what_a_person_wrote_cannot_become_a_mark() -> None:
    evil = '<b>x</b> <a href="http://evil">y</a>'
    marked = card_text(TEXTS, report(text=evil, address=evil), [], [], TUESDAY, REGION)
    plain, spans = parse_marks(marked)
    assert plain.count(evil) == 2
    assert not any("evil" in span.url for span in spans)


def test_map_link_has_longitude_first() -> None:
    _, spans = parse_marks(card_text(TEXTS, report(lat=60.31, lon=63.52), [], [], TUESDAY, REGION))
    assert [s.url for s in spans if s.url] == ["https://yandex.ru/maps/?pt=63.520000,60.310000&z=16&l=map"]


def test_danger_comes_first_and_unsent_is_said() -> None:
    text = card(report(danger=1, unsent=1))
    assert text.startswith("🚨")
    assert "Не отправлено автором" in text


@pytest.mark.parametrize(
    ("status", "late"), [("new", True), ("needs_info", False), ("closed", False), ("reopened", True)]
)
def test_overdue_is_marked_only_while_staff_owe_the_answer(status: str, late: bool) -> None:
    assert ("просрочен" in card(report(status=status, first_due_at=TUESDAY - 1))) is late


def test_after_the_answer_the_solution_has_its_own_deadline() -> None:
    text = card(report(status="answered", answered_at=5, first_due_at=6, due_at=TUESDAY - 1))
    assert "Срок решения прошёл" in text
    assert "Первый ответ" not in text


def test_operators_photos_are_not_counted_as_the_citizens() -> None:
    answer = ReportEvent(7, 1, TUESDAY, "answer", 5, "Анна", "Вот")
    files = [StoredFile(1, 1, 0, 31, "vk", "a", "photo"), StoredFile(2, 1, 7, 5, "telegram", "b", "photo")]
    assert "1 файл" in card(report(), [answer], files)


@pytest.mark.parametrize("argument", ["", "x", "-1", "1e3", "٣", "²", "9" * 40, "1.5", ":1"])
def test_garbage_in_a_button_is_no_number(argument: str) -> None:
    assert number_of(argument) == 0


@given(st.text(), st.integers(1, 50))
def test_shortening_keeps_the_limit(text: str, limit: int) -> None:
    assert units(shorten(text, limit)) <= limit
    if units(text) <= limit:
        assert shorten(text, limit) == text


def test_short_card_offers_nothing_in_full() -> None:
    assert not is_shortened(TEXTS, report(), [], [])
    assert is_shortened(TEXTS, report(text="я" * 1501), [], [])


# -- in the chats -----------------------------------------------------------------------------
async def test_card_stands_also_in_the_organisations_own_chat(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    await office.files_report()
    assert office.card(chat=ADMIN).text == office.card(chat=ROADS).text


async def test_delivered_is_said_only_after_the_messenger_took_it(office: Office) -> None:
    office.slow()
    await office.files_report()
    await office.says("Анна", "Едем", reply_to=office.card().id)
    await office.passes(10_000)
    assert "ещё не доставлено" in office.card().text
    await office.delivered((await office.history())[0])
    assert "доставлено сегодня в 11:00" in office.card().text
    assert "ещё не" not in office.card().text


async def test_blocked_citizen_is_told_to_the_operators(office: Office) -> None:
    office.slow()
    await office.files_report()
    await office.says("Анна", "Едем", reply_to=office.card().id)
    await office.passes(10_000)
    await office.delivered((await office.history())[0], "unreachable", "blocked")
    assert "не доставлено: человек закрыл боту доступ" in office.card().text
    assert "до автора не дошло" in office.last().text


async def test_outcome_without_a_reason_is_still_understood(office: Office) -> None:
    office.slow()
    await office.files_report()
    await office.says("Анна", "Едем", reply_to=office.card().id)
    await office.passes(10_000)
    await office.ticks("delivered", (await office.history())[0].id, '{"result": "given_up", "why": ""}')
    assert "после нескольких попыток" in office.card().text


async def test_outcome_of_a_report_that_is_gone_harms_nobody(office: Office) -> None:
    await office.ticks("delivered", 999, '{"result": "sent"}')
    await office.ticks("answer", "x")
    await office.ticks("taken", "")
    assert office.rows == []


async def test_blank_card_has_no_text_and_no_buttons(office: Office) -> None:
    made = await office.files_report(text="Тайна")
    person, account = Person(31, 1), Account("vk", "31", 31, 1)
    event = office.event_of_nobody()
    turn = Turn(event, office.at, office.shared, person, account, Dialogue("", "", ""), TEXTS)
    blank_card(turn, made)
    await office.world.writes(turn.changes)
    assert office.card().text == "№ 1\nСтёрто по просьбе автора"
    assert office.card().data == []


async def test_copy_of_a_card_has_its_own_menu_and_stays_true(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_open:1", office.card())
    copy = office.last()
    await office.presses("Анна", "o_reject:1", copy)
    assert any(d.startswith("o_reason:") for d in copy.data)
    assert not any(d.startswith("o_reason:") for d in office.card().data)
    await office.presses("Анна", "o_reason:1:spam", copy)
    await office.passes(10_000)
    assert "отклонено" in copy.text
    assert "отклонено" in office.card().text


async def test_full_text_holds_every_word_and_the_notes(office: Office) -> None:
    await office.files_report(text="слово " * 600 + "конец")
    await office.says("Анна", "// тайная заметка", reply_to=office.card().id)
    assert "конец" not in office.card().text
    assert "o_full:1" in office.card().data
    await office.presses("Анна", "o_full:1", office.card())
    assert "конец" in office.last().text
    assert "тайная заметка" in office.last().text


async def test_everything_in_the_operators_chat_has_its_lane_and_share(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "Едем", reply_to=office.card().id)
    await office.presses("Анна", "o_ask:1", office.card())
    await office.passes(MINUTE)
    await office.delivered((await office.history())[0], "unreachable", "blocked")
    rows = [r for r in office.rows if Address(r.channel, r.chat) == ADMIN and r.op != "ack"]
    assert {r.lane for r in rows} == {3}
    assert all(r.share for r in rows)


def test_erased_report_never_shows_more_than_its_number() -> None:
    made = report(chat="", text="Тайна", address="Лесная, 5", lat=1.0, lon=2.0)
    line = ReportEvent(1, 1, TUESDAY, "answer", 5, "Анна", "Ответ", delivery="failed", why="blocked")
    assert card(made, [line]) == "№ 1\nСтёрто по просьбе автора"
    assert card_buttons(TEXTS, made, more=True) == ()


async def test_files_beyond_a_day_s_share_are_told_to_their_author_and_counted_on_the_card(office: Office) -> None:
    await office.files_report()
    paths = ("01/1.jpg", "-quota", "-quota")
    await office.keep(*(StoredFile(n, 1, 0, 31, "vk", f"h{n}", "photo", path=p) for n, p in enumerate(paths, 1)))
    await office.ticks("file_refused", 1, "quota")
    assert "не взята: слишком много файлов за день" in office.to_citizen()[-1].text
    assert "не взято, слишком много за день: 2" in office.card().text
    assert "слишком много файлов за день" in office.last().text

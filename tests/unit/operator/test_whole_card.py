"""The card is the whole truth: what its author added, how his other reports stand, and copies that invite nobody."""

from __future__ import annotations

from handlers.base.message import parse_marks
from handlers.base.texts import Library
from handlers.reports.card_text import card_text, full_text, is_shortened
from storage.records import Report, ReportEvent, StoredFile
from tests.unit.operator.office import ADMIN, MINUTE, ROADS, TUESDAY, Office, region_with

REGION = region_with()
TEXTS = Library(REGION.zone).texts("ru")
WIRE = "Оборвался провод, висит над тропинкой к школе"


def report(**values: object) -> Report:
    made = Report(1, 31, "vk", "31", "ru", "new", "potholes", "roads", "Нет воды пятый день")
    for name, value in values.items():
        setattr(made, name, value)
    return made


def line(number: int, kind: str, text: str, **values: object) -> ReportEvent:
    made = ReportEvent(number, 1, TUESDAY, kind, 5, "Анна", text)
    for name, value in values.items():
        setattr(made, name, value)
    return made


def card(made: Report, *history: ReportEvent, files: tuple[StoredFile, ...] = ()) -> str:
    return parse_marks(card_text(TEXTS, made, history, files, TUESDAY, REGION))[0]


def full(*history: ReportEvent) -> str:
    return parse_marks(full_text(TEXTS, report(), history, (), TUESDAY, REGION))[0]


# -- what the author adds ---------------------------------------------------------------------
def test_what_its_author_added_and_corrected_stands_on_the_card() -> None:
    text = card(report(), line(1, "added", "и во втором подъезде"), line(2, "edited", "Нет воды шестой день"))
    assert "автор добавил: и во втором подъезде" in text
    assert "автор исправил: Нет воды шестой день" in text


def test_an_addition_of_files_alone_is_named_and_one_that_was_taken_back_is_not() -> None:
    assert "автор добавил: (только файлы)" in card(report(), line(1, "added", ""))
    assert "добавил" not in card(report(), line(1, "added", "", data='{"taken_back": true}'))


def test_a_long_addition_is_offered_in_full() -> None:
    long = line(1, "added", "слово " * 80 + "конец")
    assert is_shortened(TEXTS, report(), [long], [])
    assert "конец" not in card(report(), long)
    assert "конец" in full(long)


def test_everything_is_in_full_and_a_cancelled_answer_is_called_so() -> None:
    shown = full(
        line(1, "answer", "Не тот адрес", delivery="cancelled"),
        line(2, "answer", "Трактор выехал", delivery="delivered", delivery_at=TUESDAY),
        line(3, "edited", "шестой день"),
        line(4, "rejected", "Это частный двор", delivery="failed", why="blocked"),
        line(5, "transferred", "", data='{"to": "water"}', delivery="waiting"),
        line(6, "not_solved", "всё так же темно"),
    )
    parts = shown.split("\n\n")
    assert "отправку отменили" in next(p for p in parts if "Не тот адрес" in p)
    assert "отменили" not in next(p for p in parts if "Трактор выехал" in p)
    assert "доставлено" in next(p for p in parts if "Трактор выехал" in p)
    for words in ("шестой день", "закрыл боту доступ", "Заречный водоканал", "всё так же темно"):
        assert words in shown


async def test_a_fresh_copy_shows_the_addition_and_full_shows_the_cancelled_answer(office: Office) -> None:
    await office.files_report()
    await office.keep(line(500, "added", "и свет погас", actor=31, actor_name=""))
    await office.says("Анна", "№ 1")
    assert "и свет погас" in office.last().text
    await office.says("Анна", "Воду дадут", reply_to=office.card().id)
    event = next(e for e in await office.history() if e.kind == "answer")
    await office.presses("Анна", f"o_undo:{event.id}", office.last())
    await office.presses("Анна", "o_full:1", office.card())
    assert "Воду дадут · отправку отменили" in office.last().text.replace("\n", " ")


# -- who writes -------------------------------------------------------------------------------
def test_a_foreign_language_is_named_and_the_staff_s_own_is_not() -> None:
    assert "Автор пишет по-английски" in card(report(language="en"))
    assert "Автор пишет" not in card(report())


async def test_other_reports_of_the_author_are_counted(office: Office) -> None:
    await office.files_report(1, status="closed")
    await office.files_report(2)
    await office.files_report(3)
    assert "3-е сообщение автора, ещё открыто: 1" in office.card(3).text
    await office.says("Анна", "№ 1")
    assert "ещё открыто: 2" in office.last().text


async def test_an_only_report_counts_nothing(office: Office) -> None:
    await office.files_report()
    assert "сообщение автора" not in office.card().text


def test_a_voice_message_is_called_one_and_its_words_are_said_once() -> None:
    voice = StoredFile(1, 1, 0, 31, "vk", "h", "voice", transcript="Нет воды пятый день")
    text = card(report(), files=(voice,))
    assert text.count("Нет воды пятый день") == 1
    assert "1 голосовое" in text
    assert "файл" not in text
    other = StoredFile(2, 1, 0, 31, "vk", "h", "voice", transcript="и ещё лифт стоит")
    assert "и ещё лифт стоит" in card(report(), files=(other,))


def test_a_town_is_said_once() -> None:
    made = report(settlement="tikhorechensk", municipality="99601000", address="Тихореченск, Ленина 3")
    place = next(each for each in card(made).split("\n") if "📍" in each)
    assert place.count("Тихореченск,") == 1
    assert place.endswith("Ленина 3")


# -- copies -----------------------------------------------------------------------------------
async def test_an_older_copy_loses_its_buttons_and_the_newest_stays_true(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "№ 1")
    first = office.last()
    office.at += MINUTE
    await office.says("Борис", "№ 1")
    second = office.last()
    assert first.data == []
    assert "o_take:1" in second.data
    await office.presses("Анна", "o_take:1", office.card())
    assert "занимается Анна" in second.text
    assert "o_take:1" not in second.data
    assert first.data == []


async def test_the_newest_of_many_copies_stays_true_and_has_the_buttons(office: Office) -> None:
    await office.files_report()
    copies = []
    for _ in range(12):  # their numbers come to have more digits
        await office.says("Анна", "№ 1")
        copies.append(office.last())
    assert [bool(copy.data) for copy in copies] == [False] * 11 + [True]
    await office.presses("Анна", "o_take:1", copies[-1])
    assert "занимается Анна" in copies[-1].text
    assert "o_release:1" in copies[-1].data


async def test_a_pressed_button_of_an_older_copy_brings_none_back(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "№ 1")
    first = office.last()
    office.at += MINUTE
    await office.says("Борис", "№ 1")
    await office.presses("Анна", "o_take:1", first)
    assert first.data == []
    assert "o_release:1" in office.last().data


async def test_a_chat_that_a_report_left_keeps_nothing_of_it_in_copies(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    await office.files_report(text="Личное дело")
    await office.says("Дорожник", "№ 1", chat=ROADS)
    office.at += MINUTE
    await office.says("Дорожник", "№ 1", chat=ROADS)
    await office.presses("Анна", "o_handto:1:water", office.card())
    await office.passes(10_000)
    assert not any("Личное дело" in said.text for said in office.chats[ROADS])
    assert not any(said.data for said in office.chats[ROADS])


# -- lists ------------------------------------------------------------------------------------
async def test_queue_and_reminder_say_the_citizen_s_words_and_his_place(office: Office) -> None:
    words = {"text": WIRE, "settlement": "", "municipality": "", "address": "за амбаром, Набережная 27"}
    await office.files_report(1, first_due_at=TUESDAY - 5 * MINUTE, **words)
    await office.says("Анна", "/queue")
    assert "Оборвался провод" in office.last().text
    assert "Набережная 27" in office.last().text
    assert "место не указано" not in office.last().text
    await office.ticks("remind")
    assert "Оборвался провод" in office.last().text
    assert "Набережная 27" in office.last().text


async def test_what_has_just_come_waits_no_minutes(office: Office) -> None:
    await office.files_report(1)
    await office.says("Анна", "/queue")
    assert "только что" in office.last().text
    assert "0 мин" not in office.last().text


async def test_gathered_card_says_words_and_place(office: Office) -> None:
    for number in range(1, 20):
        await office.keep(
            Report(
                number, 31, "vk", "31", "ru", "new", "", "", f"{WIRE} {number}", f"Мельничная {number}",
                created_at=office.at, updated_at=office.at, unshown=1, danger=int(number == 19),
            )
        )  # fmt: skip
    await office.ticks("cards", ADMIN)
    await office.passes(MINUTE)
    gathered = next(s for s in office.chats[ADMIN] if s.row.slot.startswith("gathered"))
    assert "Оборвался провод" in gathered.text
    assert "Мельничная" in gathered.text


async def test_place_filter_finds_what_has_no_known_town(office: Office) -> None:
    await office.files_report(1)
    await office.files_report(2, settlement="", municipality="", address="Набережная 27")
    await office.says("Анна", "/queue")
    shown = office.last()
    await office.presses("Анна", next(d for d in shown.data if d.startswith("o_qplaces")), shown)
    labels = [b for row in shown.message.buttons for b in row if "место словами" in b.label.lower()]
    assert [b.label.rpartition(" ")[2] for b in labels] == ["1"]
    await office.presses("Анна", labels[0].data, shown)
    assert "№ 2" in shown.text
    assert "№ 1 " not in shown.text


async def test_lists_lose_the_words_of_whoever_is_forgotten(office: Office) -> None:
    for number in range(1, 18):
        await office.keep(
            Report(
                number, 31, "vk", "31", "ru", "new", "", "", f"{WIRE} {number}", f"Мельничная {number}",
                created_at=office.at, updated_at=office.at, unshown=1, first_due_at=office.at,
            )
        )  # fmt: skip
    await office.ticks("cards", ADMIN)
    await office.passes(MINUTE)
    await office.says("Анна", "/queue")
    await office.ticks("remind")
    for number in range(1, 18):
        report = await office.report(number)
        report.chat = report.text = report.address = ""
        report.status = "withdrawn"
        await office.keep(report)
        await office.ticks("card", number)
        await office.ticks("left", number)
    assert not [said.text for said in office.chats[ADMIN] if "провод" in said.text or "Мельничная" in said.text]
    gathered = next(s for s in office.chats[ADMIN] if s.row.slot.startswith("gathered"))
    assert "№ 17" in gathered.text or "17" in gathered.text

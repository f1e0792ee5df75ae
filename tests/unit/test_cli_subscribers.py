"""`otklik subscribers`: every faulty line is named and leaves nothing behind; what goes out comes in the same."""

from __future__ import annotations

import asyncio
import csv
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.names import messengers
from bot.cli import main
from bot.cli.subscriber_rows import Reader, Subscriber, line_of
from bot.settings import variables
from handlers.notices.kinds import ALL_KINDS, DANGERS, GROUPS, group_of
from storage.changes import Changes, Query
from storage.ids import CONSOLE_BASE
from storage.notice_records import Subscription, SubscriptionArea
from storage.open import make_store
from storage.records import Account, Person, Record
from tests.world.world import fictional

REGION = fictional()
HEAD = "channel,chat_id,language,area,kinds"
Output = pytest.CaptureFixture[str]


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What a table says is read over SQLite; four tests ask of PostgreSQL each statement that the commands have there.
    The long form plays all on both (decision 0109).
    """
    if not metafunc.config.getoption("--run-chaos") and not metafunc.definition.get_closest_marker("both_engines"):
        metafunc.definition.add_marker(pytest.mark.parametrize("database_url", ["sqlite"], indirect=True))


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    """A machine where nothing but the database is set up."""
    for name in (*variables(), "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEFAULT_LANGUAGE", "en")
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)


def run(work: Any) -> Any:
    async def all_of_it() -> Any:
        store = make_store(os.environ["DATABASE_URL"])
        await store.open()
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(all_of_it())


def put(*records: Record) -> None:
    async def work(store: Any) -> None:
        changes = Changes()
        for record in records:
            changes.put(record)
        async with store.unit() as unit:
            await unit.commit(changes)

    run(work)


def read(*queries: Query) -> list[list[Any]]:
    async def work(store: Any) -> list[list[Any]]:
        return list(await store.read(*queries))

    found: list[list[Any]] = run(work)
    return found


def wanted(channel: str, user: str) -> tuple[Person, Subscription, list[str]]:
    (account,) = read(Query("account", (channel, user)))[0]
    key = account.person_id
    listed = f'[["{channel}", "{user}"]]'
    persons, rows, areas = read(
        Query("person_by_id", (key,)), Query("subscriptions_listed", (listed,)), Query("areas_among", (f"[{key}]",))
    )
    return persons[0], rows[0], [area for _, area in areas]


def write(*lines: str, head: str = HEAD) -> None:
    Path("in.csv").write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")


@pytest.mark.both_engines
def test_subscribers_come_in_with_person_account_and_wishes(capsys: Output) -> None:
    write("telegram,101,en,Сосновинка;99602000,flood;water", "vk,202,,,", "vk,303,ru,*,-")
    assert main(["subscribers", "import", "in.csv"]) == 0
    assert "3 subscribers" in capsys.readouterr().out
    person, wish, areas = wanted("telegram", "101")
    assert person.id > CONSOLE_BASE
    assert person.language == "en"
    assert wish.kinds == group_of("flood").bit | group_of("water").bit
    assert areas == ["m:99602000", "s:sosnovinka"]
    person, wish, areas = wanted("vk", "202")
    assert (person.language, wish.kinds, areas) == ("", DANGERS, [])
    assert (wish.least, wish.extreme, wish.quiet_from, wish.quiet_to) == (2, 1, 22 * 60, 8 * 60)
    assert wanted("vk", "303")[1].kinds == 0
    assert wanted("vk", "303")[2] == ["*"]


@pytest.mark.parametrize(
    ("line", "column", "what"),
    [
        ("viber,1,,,", "channel", "viber"),
        (",1,,,", "channel", ""),
        ("telegram,@anna,,,", "chat_id", "@anna"),
        ("telegram,-100500,,,", "chat_id", "-100500"),
        ("telegram,0,,,", "chat_id", "0"),
        ("telegram,9999999999999999999,,,", "chat_id", ""),
        ("telegram,,,,", "chat_id", ""),
        ("telegram,1,tt,,", "language", "tt"),
        ("telegram,1,,Сосновнка,", "area", "сосновинка"),
        ("telegram,1,,Сосновинка;Нигде,", "area", "Нигде"),
        ("telegram,1,,,flod", "kinds", "flood"),
        ("telegram,1,,,flood;everything", "kinds", "everything"),
        ("telegram,1,,,,more", "", "6 cells"),
        ("telegram,7,,,", "chat_id", "line 2"),
    ],
)
def test_a_faulty_line_is_named_and_leaves_nothing_behind(line: str, column: str, what: str, capsys: Output) -> None:
    write("telegram,7,,,", line, "vk,8,,,")
    assert main(["subscribers", "import", "in.csv"]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("otklik: in.csv:3: " + (f"{column}: " if column else ""))
    assert what in said.err
    assert said.err.count("\n") == 1
    assert "2 subscribers" in said.out
    assert len(read(Query("accounts_at", ('[["telegram", "7"], ["vk", "8"], ["telegram", "1"]]',)))[0]) == 2


def test_every_fault_of_every_line_is_named(capsys: Output) -> None:
    write("viber,x,tt,Нигде,flod", "telegram,1,,,", "vk,y,,,")
    assert main(["subscribers", "import", "in.csv"]) == 2
    places = [line.split(" ")[1] for line in capsys.readouterr().err.splitlines()]
    assert places == ["in.csv:2:"] * 5 + ["in.csv:4:"]


@pytest.mark.parametrize(
    ("head", "words"),
    [("", "channel,chat_id"), ("channel,language", "channel,chat_id"), ("channel,chat_id,colour", "colour")],
)
def test_a_table_with_other_columns_is_refused_as_a_whole(head: str, words: str, capsys: Output) -> None:
    write("telegram,1,,,", head=head)
    assert main(["subscribers", "import", "in.csv"]) == 2
    assert words in capsys.readouterr().err
    assert read(Query("subscribers_page", (0, 10)))[0] == []


def test_other_encodings_and_missing_files_are_one_line(capsys: Output) -> None:
    Path("in.csv").write_bytes(f"{HEAD}\ntelegram,1,,Сосновинка,\n".encode("windows-1251"))
    assert main(["subscribers", "import", "in.csv"]) == 2
    Path("other.csv").write_bytes(f"{HEAD}\ntelegram,1,,,\n".encode("utf-16-le"))
    assert main(["subscribers", "import", "other.csv"]) == 2
    assert main(["subscribers", "import", "nowhere.csv"]) == 2
    assert capsys.readouterr().err.count("\n") == 3


def test_a_spreadsheet_s_semicolons_and_byte_order_mark_are_taken() -> None:
    Path("in.csv").write_text('channel;chat_id;area\ntelegram;1;"Сосновинка;Журавлиха"\n', encoding="utf-8-sig")
    assert main(["subscribers", "import", "in.csv"]) == 0
    assert wanted("telegram", "1")[2] == ["s:sosnovinka", "s:zhuravlikha"]


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\r\nchannel;chat_id;area;;\r\ntelegram;1;г. Сосновинка;;\r\n",
        "channel\tchat_id\tarea\t\nTelegram\t1\tгород Сосновинка\t\n",
        "sep=\t\nchannel\tchat_id\tarea\ntelegram\t1\tГ.СОСНОВИНКА\n",
    ],
)
def test_tables_as_spreadsheets_write_them_name_places_as_people_do(text: str) -> None:
    Path("in.csv").write_bytes(text.encode("utf-8-sig"))
    assert main(["subscribers", "import", "in.csv"]) == 0
    assert wanted("telegram", "1")[2] == ["s:sosnovinka"]


def test_letters_that_only_look_latin_are_taken_for_what_they_look_like() -> None:
    Path("in.csv").write_text("\ufeff\ufeff\u0441hannel,chat_id\nT\u0435legram,1\n", encoding="utf-8")
    assert main(["subscribers", "import", "in.csv"]) == 0
    assert wanted("telegram", "1")


@pytest.mark.both_engines
def test_whoever_is_known_already_stays_himself() -> None:
    put(Person(5, 1, "en", consent_version="1"), Account("telegram", "101", 5, 1), Person(6, 1))
    put(Subscription(5, kinds=1, least=4, drills=1), SubscriptionArea(5, "m:99601000"))
    write("telegram,101,,Журавлиха,water", "vk,9,,,")
    for _ in range(2):
        assert main(["subscribers", "import", "in.csv"]) == 0
    person, wish, areas = wanted("telegram", "101")
    assert (person.id, person.language, person.consent_version) == (5, "en", "1")
    assert (wish.kinds, wish.least, wish.drills, areas) == (group_of("water").bit, 4, 1, ["s:zhuravlikha"])
    assert [number for (number,) in read(Query("subscribers_page", (0, 10)))[0]] == [5, CONSOLE_BASE + 1]


@pytest.mark.both_engines
def test_a_large_table_goes_in_beside_a_service_and_comes_out_the_same(capsys: Output) -> None:
    lines = [f"{'vk' if n % 2 else 'telegram'},{n},{'en' if n % 3 else ''},{REGION.settlements[n % 40].code},flood"
             for n in range(1, 1_300)]  # fmt: skip
    write(*lines)

    async def work() -> int:
        service = make_store(os.environ["DATABASE_URL"])
        await service.open(exclusive=True)
        try:
            return await asyncio.to_thread(main, ["subscribers", "import", "in.csv"])
        finally:
            await service.close()

    assert asyncio.run(work()) == 0
    assert main(["subscribers", "export", "out.csv"]) == 0
    assert "1,299" in capsys.readouterr().out.replace("1299", "1,299")
    assert stat.S_IMODE(os.stat("out.csv").st_mode) == 0o600
    with open("out.csv", encoding="utf-8-sig", newline="") as file:
        out = sorted(tuple(row.values()) for row in csv.DictReader(file))
    assert out == sorted(tuple(line.split(",")) for line in lines)
    assert main(["subscribers", "export", "out.csv"]) == 2


AREAS = [f"m:{m.code}" for m in REGION.municipalities] + [f"s:{s.code}" for s in REGION.settlements] + ["*"]
rows = st.builds(
    Subscriber,
    st.sampled_from(messengers()),
    st.integers(1, 2**63 - 1).map(str),
    st.sampled_from(["", "ru", "en"]),
    st.lists(st.sampled_from(AREAS), unique=True, max_size=4).map(tuple),
    st.integers(0, ALL_KINDS),
)


@settings(max_examples=200, deadline=None)
@given(rows)
def test_a_line_that_is_written_is_read_back_the_same(row: Subscriber) -> None:
    assert sum(kind.bit for kind in GROUPS) == ALL_KINDS
    reader = Reader([HEAD + "\n", ",".join(line_of(row, REGION)) + "\n"], REGION, ["en", "ru"])
    assert list(reader.chunks(10)) == [[row]]
    assert reader.faults == []


@pytest.mark.both_engines
def test_of_a_table_that_is_wrong_in_row_after_row_the_first_are_said_and_none_comes_in(capsys: Output) -> None:
    write(*(f"telegram,{number},tt,Нигде," for number in range(1, 1_503)), "viber,1,,,", "vk,202,,,")
    assert main(["subscribers", "import", "in.csv"]) == 2
    said = capsys.readouterr()
    assert "1 subscriber" in said.out
    lines = said.err.splitlines()
    assert sum(": language: " in line for line in lines) == sum(": area: " in line for line in lines) == 20
    assert [line for line in lines if "more" in line] == [
        "otklik: in.csv: and 1,482 more mistakes of this kind further on in this file."
    ] * 2
    assert sum("viber" in line for line in lines) == 1
    assert len(lines) == 43
    assert read(Query("account", ("telegram", "1502")))[0] == []

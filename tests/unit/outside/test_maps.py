"""How tables of other systems are described, and what is said of a description or a table that is wrong."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.back_office.maps import read_document
from bot.back_office.rows import read_rows
from bot.cli.entry import main
from bot.cli.output import Output
from handlers.base.texts import Library
from handlers.outside.act import OutsideFile
from handlers.outside.reading import RowReader
from handlers.outside.table import MAY_BE_BEGUN
from handlers.outside.when import read_when
from storage.region.catalogue import FOLDER as CATALOGUE
from storage.region.faults import RegionError
from storage.region.load import FICTIONAL, load_region
from storage.region.table_maps import COLUMNS, KINDS, TableMap
from tests.world.clock import DAY, TUESDAY
from tests.world.world import fictional

HOME = Path(__file__).resolve().parents[3]
CLIENT = """
[[clients]]
code = "incident"
name = { ru = "Инцидент" }
key_env = "OPEN311_KEY_INCIDENT"
may = ["read", "answer"]
"""
HEAD = "[tables.columns]"
GOOD = '[[tables]]\nclient = "incident"\n[tables.columns]\nreport = "Номер"\nkind = "Статус"\n'


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (HOME / "docs" / name).read_text(), re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = Path(shutil.copytree(FICTIONAL, tmp_path / "region"))
    (made / "integrations.toml").write_text(CLIENT, encoding="utf-8")
    return made


def test_the_catalogue_s_file_says_nothing_and_its_example_holds(folder: Path) -> None:
    text = (CATALOGUE / "back-office.toml").read_text(encoding="utf-8")
    (folder / "back-office.toml").write_text(text, encoding="utf-8")
    assert load_region(folder).table_maps == ()
    example = text[text.index("# [[tables]]") :]
    (folder / "back-office.toml").write_text(re.sub(r"(?m)^# ?", "", example), encoding="utf-8")
    (found,) = load_region(folder).table_maps
    assert set(found.kinds.values()) == {*KINDS, "skip"}
    assert set(found.columns) < set(COLUMNS)
    head = text[: text.index("# [[tables]]")]
    assert [word for word in (*COLUMNS, *KINDS, "skip") if not re.search(rf"\b{word}\b", head)] == []


@pytest.mark.parametrize("name", ["back-office.md", "back-office.ru.md"])
def test_the_documents_examples_hold_and_their_table_is_read(folder: Path, name: str) -> None:
    clients, tables = blocks(name, "toml")
    (table,) = blocks(name, "csv")
    (folder / "integrations.toml").write_text(clients, encoding="utf-8")
    (folder / "back-office.toml").write_text(tables, encoding="utf-8")
    region = load_region(folder)
    read, table_map = read_document(region, "incident", "a.csv", table.encode("cp1251"))
    reader = RowReader(region, table_map, TUESDAY + 370 * DAY)
    beside = {"яма.jpg": OutsideFile("photo", "x" * 64)}
    rows = read_rows(read, reader, Library(ZoneInfo("UTC")).texts("ru"), beside)
    assert [why for _, _, why in rows] == [""] * 4
    acts = [act for _, act, _ in rows if act is not None]
    assert [(act.name, act.report, act.kind.value) for act in acts] == [
        ("А-101", 123, "answered"), ("А-102", 124, "interim"), ("А-103", 125, "transferred"),
    ]  # fmt: skip
    assert acts[0].files[0].handle == "x" * 64
    assert acts[1].text == "Едем завтра.\nНапишем, когда закончим."
    assert acts[2].to == "roads"


@pytest.mark.parametrize(
    ("text", "key", "code"),
    [
        (GOOD.replace('"incident"', '"incidents"'), "tables[1].client", "no-client"),
        (GOOD + 'number = "x"\n', "tables[1].columns.number", "no-such-word"),
        (GOOD.replace('report = "Номер"\n', ""), "tables[1].columns", "no-report-column"),
        (GOOD.replace('kind = "Статус"\n', ""), "tables[1].columns", "no-kind-column"),
        (GOOD + '[tables.kinds]\ndone = ["Готово"]\n', "tables[1].kinds.done", "no-such-word"),
        (
            GOOD + '[tables.kinds]\nanswered = ["Готово"]\nclosing = ["ГОТОВО"]\n', "tables[1].kinds.closing",
            "word-twice",
        ),
        (GOOD + '[tables.organisations]\nnobody = ["Никто"]\n', "tables[1].organisations.nobody", "no-organisation"),
        (GOOD.replace(HEAD, 'dates = ["дд.мм.гггг"]\n' + HEAD), "tables[1].dates", "bad-date-form"),
        (GOOD.replace(HEAD, 'encoding = "win"\n' + HEAD), "tables[1].encoding", "no-encoding"),
        (GOOD.replace(HEAD, 'delimiter = ";;"\n' + HEAD), "tables[1].delimiter", "bad-delimiter"),
        (GOOD.replace(HEAD, 'kind = "done"\n' + HEAD), "tables[1].kind", "no-such-word"),
        (GOOD.replace(HEAD, "secret = 1\n" + HEAD), "tables[1].secret", "unknown-key"),
        (GOOD + GOOD, "tables[2].code", "double-code"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_description_is_said_plainly(folder: Path, text: str, key: str, code: str) -> None:
    (folder / "back-office.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RegionError) as caught:
        load_region(folder)
    (fault,) = caught.value.faults
    assert (fault.file, fault.key, fault.code) == ("back-office.toml", key, f"region-{code}")
    assert fault.line
    library = Library(ZoneInfo("UTC"))
    for language in library.languages:
        assert Output(library.texts(language), library).of_region(fault)


def test_a_region_without_the_file_reads_our_own_names(folder: Path) -> None:
    region = load_region(folder)
    assert region.table_maps == ()
    read, _ = read_document(region, "incident", "a.csv", b"report,kind\n1,accepted\n")
    assert [row.said for row in read.rows] == [{"report": "1", "kind": "accepted"}]


@pytest.mark.parametrize("coded", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp866", "koi8-r"])
@pytest.mark.parametrize("said", ["Ок", "ЯМУ ЗАСЫПАЛИ", "Яму на Лесной, 5 засыпали вчера. Ещё раз спасибо!", "done"])
def test_whichever_program_wrote_a_table_nobody_reads_gibberish(coded: str, said: str) -> None:
    table = f"report;kind;text\r\n1;answered;{said}\r\n".encode(coded)
    read, _ = read_document(fictional(), "incident", "a.csv", table)
    assert [row.said.get("text") for row in read.rows] == [said]


def test_quotation_marks_alone_are_no_letters_of_another_encoding() -> None:
    table = "report;kind;text\r\n1;answered;««done» and «done»»\r\n".encode("cp1251")
    read, _ = read_document(fictional(), "incident", "a.csv", table)
    assert [row.said["text"] for row in read.rows] == ["««done» and «done»»"]


@pytest.mark.parametrize("damage", [b"\xff", b"\xd0", b"\x98\x80"])
@pytest.mark.parametrize("said", ["Ок", "Яму на Лесной, 5 засыпали вчера. Ещё раз спасибо!"])
def test_a_damaged_text_is_read_as_nothing_else(said: str, damage: bytes) -> None:
    table = f"report;kind;text\r\n1;answered;{said}\r\n".encode().replace("к".encode(), "к".encode() + damage)
    table = table.replace("ы".encode(), "ы".encode() + damage)
    read, _ = read_document(fictional(), "incident", "a.csv", table)
    assert (read.fault, read.rows) == ("encoding", ())


@pytest.mark.parametrize("begins", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_under_the_name_of_a_table_is_called_one(begins: bytes) -> None:
    """Who were told that it is not whole would lay it down again and again."""
    read, _ = read_document(fictional(), "incident", "a.csv", begins + b"\0" * 99)
    assert (read.fault, read.fault in MAY_BE_BEGUN) == ("workbook", False)


def test_a_column_that_is_there_twice_is_not_guessed(home: Path) -> None:
    read, _ = read_document(fictional(), "incident", "a.csv", b"report,kind,text,text\n1,answered,yes,no\n")
    assert (read.fault, read.values, read.rows) == ("twice", {"twice": "text"}, ())
    read, _ = read_document(fictional(), "incident", "a.csv", b"report,kind,note,note\n1,accepted,yes,no\n")
    assert (read.fault, len(read.rows)) == ("", 1)


@pytest.fixture
def home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder.parent)
    monkeypatch.setenv("REGION", str(folder))
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    (folder / "back-office.toml").write_text(GOOD + 'text = "Ответ"\n', encoding="utf-8")
    return folder.parent


def test_a_file_is_tried_and_nothing_is_done(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "a.csv"
    path.write_text("Номер;Статус;Ответ\n1;answered;Яму засыпали.\n2;сделано;x\n", encoding="utf-8")
    assert main(["back-office", "try", str(path)]) == 2
    out, err = capsys.readouterr()
    assert "№ 1" in out
    assert "Яму засыпали." in out
    assert f"{path}:3: " in err
    assert "сделано" in err
    path.write_text("Номер;Статус;Ответ\n1;answered;Яму засыпали.\n", encoding="utf-8")
    assert main(["back-office", "try", str(path), "--client", "incident"]) == 0
    assert main(["back-office", "try", str(path), "--client", "nobody"]) == 2
    assert main(["back-office", "try", str(home / "none.csv")]) == 2
    (home / "loop.csv").symlink_to("loop.csv")
    assert main(["back-office", "try", str(home / "loop.csv")]) == 2
    assert not list(home.glob("**/*.db"))
    path.write_text("x;y\n1;2\n", encoding="utf-8")
    assert main(["back-office", "try", str(path)]) == 2
    assert "Номер" in capsys.readouterr().err


def test_check_says_who_may_answer_and_what_is_missing(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "answers").mkdir()
    monkeypatch.setenv("BACK_OFFICE_DIR", "answers")
    main(["check"])
    out = capsys.readouterr().out
    assert "может отвечать на сообщения всех организаций" in out
    assert "читает тот узел" not in out
    monkeypatch.setenv("STANDBY", "true")
    main(["check"])
    assert "читает тот узел" in capsys.readouterr().out
    monkeypatch.delenv("STANDBY")
    (home / "region" / "back-office.toml").unlink()
    main(["check"])
    assert "back-office.toml" in capsys.readouterr().out
    monkeypatch.setenv("BACK_OFFICE_DIR", "nowhere")
    assert main(["check"]) == 2


@pytest.mark.parametrize(
    ("text", "hour"),
    [("2025-11-20", 18), ("20251120", 18), ("2025-11-20T14", 14), ("20251120T1400", 14), ("2025-11-20 14:00", 14),
     ("2025-11-20T09:00Z", 14), ("20.11.2025", 18), ("20.11.2025 14:00", 14), ("2025-11-20 00:00:00", 18),
     ("20.11.2025 00:00", 18), ("2025-11-19T19:00:00.000Z", 18), ("2025-11-20T00:30", 0)],
)  # fmt: skip
def test_a_day_ends_with_its_working_hours_unless_an_hour_is_said(text: str, hour: int) -> None:
    region = fictional()
    at = read_when(text, (("%d.%m.%Y", False), ("%d.%m.%Y %H:%M", True)), region)
    assert at is not None
    found = datetime.fromtimestamp(at / 1000, region.zone)
    assert (found.day, found.hour) == (20, hour)


@pytest.mark.parametrize(
    ("said", "garbled"),
    [("??? ????????? ???????.", True), ("?????", True), ("Яму засыпали".encode().decode("latin-1"), True),
     ("Яму засыпали, Испытателей, 5".encode().decode("cp1251", "replace"), True),
     ("Яму засыпали".encode("cp1251").decode("latin-1"), True), ("Ок????", False), ("Где?? Когда?? Почему??", False),
     ("ГОСТ Р» и «С№ 5»", False), ("Café Müller, 5", False), ("«…» — №", False), ("done", False)],
)  # fmt: skip
def test_letters_that_were_lost_on_the_way_go_to_nobody(said: str, garbled: bool) -> None:
    reader = RowReader(fictional(), TableMap("incident"), TUESDAY)
    read = reader.read({"report": "123.0", "kind": "answered", "text": said})
    assert [fault.code for fault in read.faults] == ["garbled"] * garbled
    assert garbled or (read.act is not None and read.act.report == 123)


@pytest.mark.parametrize("number", ["123", "№ 123", "№\u00a0123", "123.0", "123,00", '="123"', "'123", " N 123 "])
def test_a_number_is_read_however_a_spreadsheet_has_kept_it(number: str) -> None:
    read = RowReader(fictional(), TableMap("incident"), TUESDAY).read(
        {"id": '="00A"', "report": number, "kind": "answered", "text": '="Яму засыпали."', "files": '="a.jpg"'}
    )
    assert read.act is not None, read.faults
    assert (read.act.name, read.act.report, read.act.text, read.beside) == ("00A", 123, "Яму засыпали.", ("a.jpg",))


@pytest.mark.parametrize(("said", "alone"), [("1", True), ("YES", True), ("0", False), ("", False), ("да", None)])
def test_for_whose_eyes_it_is_is_not_guessed(said: str, alone: bool | None) -> None:
    """Who took "yes" for "no" would tell everybody who follows."""
    row = {"report": "1", "kind": "answered", "text": "Яму засыпали.", "to_author": said}
    read = RowReader(fictional(), TableMap("incident"), TUESDAY).read(row)
    assert [fault.code for fault in read.faults] == ["to-author"] * (alone is None)
    assert read.act is None or read.act.to_author == alone


@pytest.mark.parametrize(
    "link", ["http://a.example/a.jpg", "https://127.0.0.1/a.jpg", "https://localhost/a.jpg", "https://10.0.0.1/a.jpg",
             "https://", "https://a.example/" + "x" * 2_000]
)  # fmt: skip
def test_an_address_from_which_nothing_is_ever_fetched_is_told_before_the_answer_goes_without_it(link: str) -> None:
    row = {"report": "1", "kind": "answered", "text": "Яму засыпали.", "files": f"https://a.example/b.jpg\n{link}"}
    read = RowReader(fictional(), TableMap("incident"), TUESDAY).read(row)
    assert [(fault.code, fault.values["value"]) for fault in read.faults] == [("address", link[:40])]


@pytest.mark.parametrize("number", ["123.5", "0", "1 2", "123.000.0", "=123", "٣"])
def test_what_is_no_number_is_not_guessed(number: str) -> None:
    read = RowReader(fictional(), TableMap("incident"), TUESDAY).read({"report": number, "kind": "accepted"})
    assert [fault.code for fault in read.faults] == ["report"]

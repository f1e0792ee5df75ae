"""A Russian console speaks Russian to the end of the line, whatever goes wrong below it."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest

from bot.channels.port import Finding
from bot.cli import check_channels, main
from bot.cli.arguments import explain
from bot.cli.entry import COMMANDS
from bot.cli.output import make_voice
from bot.settings import Settings
from storage.copies import CopyError
from storage.open import make_store
from storage.region.load import FICTIONAL
from tests.unit.console import bare_folder

Output = pytest.CaptureFixture[str]
NAMES = {
    *(command.name for command in COMMANDS),
    "otklik",
    "list",
    "retry",
    "reports",
    "notices",
    "import",
    "systemctl",
    "stop",
}
NAMES |= {
    "createdb",
    "template0",
    "encoding",
    "otklik",
    "owner",
    "template",
    "telegram",
    "vk",
    "max",
    "url",
    "Debian",
    "Ubuntu",
    "QGIS",
    "channel",
    "municipality",
}
"""What is typed and called so."""


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare_folder(monkeypatch, tmp_path, "ru")


def foreign(text: str) -> list[str]:
    """English words: not settings, paths, flags, files, addresses, or what a person wrote himself (in quotes)."""
    text = re.sub(r"«[^»]*»", " ", text)
    text = re.sub(r"\S*[/=\\_.@:]\S*[\w)]|--[\w-]+|\b[\w-]*-[\w-]*\b", " ", text)
    return [word for word in re.findall(r"\b[A-Za-z]*[a-z][A-Za-z]+\b", text) if word not in NAMES]


def test_the_sieve_lets_names_through_and_no_sentences() -> None:
    assert foreign("otklik: region/topics.toml:3: нет прав, DATABASE_URL, otklik restore --yes") == []
    assert foreign("не понимаю: the following arguments are required: PATH") != []
    assert foreign("Permission denied .env") == ["Permission", "denied"]


def ended(line: list[str]) -> object:
    """The exit code, whichever way it comes."""
    try:
        return main(line)
    except SystemExit as left:
        return left.code


@pytest.mark.parametrize(
    "line",
    [
        "backup", "backup a --done", "export people x.csv", "export", "faults", "faults drop", "run --fast",
        "--nonsense", "restore", "restore a b", "check --mend=1", "sandbox --open=yes", "init --folder", "notice",
        "subscribers import", "chek", "export reports", "notice a.xml --approve", "subscribers import empty.csv",
        "restore folder.db", "restore none.db",
    ],
)  # fmt: skip
def test_a_wrong_line_is_explained_in_russian(line: str, capsys: Output) -> None:
    Path("empty.csv").touch()
    Path("folder.db").mkdir()
    assert ended(line.split()) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert not said.rstrip().endswith(":")
    assert "PATH --done" not in said, "one of the two"
    assert foreign(said.removesuffix("--help\n")) == []
    assert re.search("[а-яё]{4}", said)


def test_a_database_without_a_table_is_told_in_a_short_line(capsys: Output) -> None:
    Path("data").mkdir()
    Path("data/otklik.db").touch()
    assert ended(["faults", "list"]) == 2
    said = capsys.readouterr().err
    assert said.endswith("Сначала: otklik migrate\n")
    assert len(said) < 160


def test_the_values_of_a_setting_are_listed_in_russian(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setenv("LOG_FORMAT", "xml")
    assert ended(["migrate"]) == 2
    assert "Можно: text, json." in capsys.readouterr().err


def test_what_argparse_may_say_besides_is_not_passed_on() -> None:
    voice = make_voice()
    for said in (
        "argument --folder: invalid Path value: 'x'", "ambiguous option: --te could match --telegram-token, --te-t",
        "argument --done: not allowed with argument PATH", "argument PATH: expected at most one argument",
        "something that only a later Python says", "argument --open: ignored explicit argument 'yes'",
    ):  # fmt: skip
        assert foreign(explain(said, voice)) == []


def _folder_for_file() -> list[str]:
    Path("a.db").mkdir()
    asyncio.run(_made())
    return ["backup", "a.db"]


def _closed_folder() -> list[str]:
    asyncio.run(_made())
    return ["backup", "/proc/1/copy.db"]


def _no_copy() -> list[str]:
    Path("text.db").write_text("это не копия" * 1000, encoding="utf-8")
    return ["restore", "text.db"]


def _there_already() -> list[str]:
    asyncio.run(_made())
    main(["backup", "copy.db"])
    return ["restore", "copy.db"]


def _bad_toml() -> list[str]:
    return _region("topics.toml", "words = [[[")


def _bad_json() -> list[str]:
    return _region("municipalities.geojson", '{"features": [')


def _crossing() -> list[str]:
    ring = "[[64.0, 60.0], [64.2, 60.2], [64.2, 60.0], [64.0, 60.2], [64.0, 60.0]]"
    feature = (
        f'{{"properties": {{"code": "m1", "name": "М"}}, "geometry": {{"type": "Polygon", "coordinates": [{ring}]}}}}'
    )
    return _region("municipalities.geojson", f'{{"features": [{feature}]}}')


def _unreadable() -> list[str]:
    shutil.copytree(FICTIONAL, "region")
    Path("region/topics.toml").unlink()
    Path("region/topics.toml").mkdir()
    os.environ["REGION"] = "region"
    return ["check"]


def _not_utf8() -> list[str]:
    Path(".env").write_bytes("REGION=область".encode("cp1251"))
    return ["run"]


def _no_settlements() -> list[str]:
    return [
        "init",
        "--name",
        "А",
        "--municipality",
        "А",
        "--time-zone",
        "UTC",
        "--phone",
        "1",
        "--settlements",
        "no.csv",
    ]


def _no_csv() -> list[str]:
    asyncio.run(_made())
    Path("s.csv").write_text('channel,chat_id\nvk,"1\n' + "x" * 200_000, encoding="utf-8")
    return ["subscribers", "import", "s.csv"]


def _no_xml() -> list[str]:
    asyncio.run(_made())
    Path("a.xml").write_text("<alert><broken", encoding="utf-8")
    return ["notice", "a.xml"]


def _no_dump() -> list[str]:
    os.environ["DATABASE_URL"] = "postgresql://otklik:word@localhost/otklik"
    os.environ["PATH"] = ""
    Path("x.dump").write_bytes(b"PGDMP")
    return ["restore", "x.dump"]


def _region(file: str, text: str) -> list[str]:
    shutil.copytree(FICTIONAL, "region")
    Path("region", file).write_text(text, encoding="utf-8")
    os.environ["REGION"] = "region"
    return ["check"]


async def _made() -> None:
    store = make_store("sqlite:///data/otklik.db")
    await store.open()
    await store.migrate()
    await store.close()


FAULTS = (
    _folder_for_file, _closed_folder, _no_copy, _there_already, _bad_toml, _bad_json, _crossing, _unreadable, _not_utf8,
    _no_settlements, _no_csv, _no_xml, _no_dump,
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__.strip("_"))
def test_a_fault_is_told_in_russian(
    fault: Callable[[], list[str]], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("REGION", "DATABASE_URL", "PATH"):  # whatever the fault sets goes with the test
        monkeypatch.setenv(name, os.environ.get(name, ""))
    line = fault()
    capsys.readouterr()
    assert main(line) == 2
    out, err = capsys.readouterr()
    bad = err + "\n".join(row for row in out.splitlines() if row.lstrip().startswith(("x", "→")))
    bad = re.sub(r"^x\s", "", bad, flags=re.MULTILINE)
    assert re.search("[а-яё]{4}", bad)
    assert foreign(bad) == []


def test_every_refusal_of_the_system_has_russian_words() -> None:
    voice = make_voice()
    for number in errno.errorcode:
        said = voice.of_system(OSError(number, os.strerror(number), "data/otklik.db"))
        assert said.startswith("data/otklik.db: ")
        assert foreign(said) == []


def test_every_fault_of_a_copy_has_russian_words() -> None:
    voice = make_voice()
    values = {"path": "/b/c.db", "tool": "pg_dump", "found": 15, "server": 17, "exit": 1, "known": 4}
    values |= {"needed": 10**9, "free": 10**8}
    codes = ("no-tool", "old-tool", "old-restore", "tool", "tool-room", "tool-rights",
             "tool-read-only", "exists", "unwritable", "no-room", "damaged",
             "not-ours", "newer")  # fmt: skip
    for code in codes:
        assert foreign(voice.of_copy(CopyError(code, **values)).replace("pg_dump", "")) == [], code


class Silent:
    """A messenger that cannot be reached."""

    name: ClassVar[str] = "vk"
    why = ""

    async def check(self, chat: str) -> list[Finding]:
        return [Finding(False, "vk-check-no-answer", {"why": self.why}, mend="vk-check-no-answer-mend")]

    async def close(self) -> None: ...


@pytest.mark.parametrize("why", ["ConnectTimeout", "ProxyError", "SSLError", "JSONDecodeError", "http-502", "code-10"])
def test_a_messenger_that_cannot_be_reached_is_told_of_in_russian(
    why: str, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = Silent()
    silent.why = why
    monkeypatch.setattr(check_channels, "make_channels", lambda settings, clock: {"vk": silent})
    assert isinstance(Settings(_env_file=None), Settings)
    assert main(["check"]) == 2
    told = [row for row in capsys.readouterr().out.splitlines() if "не отвечает (" in row]
    assert len(told) == 1
    assert foreign(told[0][1:]) == []

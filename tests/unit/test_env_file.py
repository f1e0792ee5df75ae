"""Lines of `.env` that nobody can read are said with their number; what stands in the others counts all the same."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.cli import main
from bot.env_file import read_env
from bot.settings import SettingsError, read_settings, variables


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (*variables(), "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def wrong(text: str) -> list[tuple[str, str]]:
    Path(".env").write_text(text, encoding="utf-8")
    return [(fault.variable, fault.code.removeprefix("settings-")) for fault in read_settings()[1]]


def test_a_quote_that_is_never_closed_takes_no_other_line_with_it() -> None:
    text = 'LOG_FORMAT=json\nADMIN_CHAT="telegram:-1001234567890\nDATABASE_URL="sqlite:///other.db"\n'
    assert wrong(text) == [(".env:2", "open-quote")]
    settings, _ = read_settings()
    assert settings.admin_chat is None
    assert settings.database_url.get_secret_value() == "sqlite:///other.db"


@pytest.mark.parametrize(("line", "code"), [
    ("ADMIN_CHAT: telegram:-100", "no-equals"), ("DATA DIR=x", "bad-line"), ("=x", "bad-line"),
    ("HTTP_PORT='80", "open-quote"), ('HTTP_PORT="80" 90', "after-quote"), ("HTTP_PORT", "no-equals"),
    ("'HTTP_PORT=80", "bad-line"), ("export HTTP_PORT", "no-equals"),
])  # fmt: skip
def test_a_line_that_sets_nothing_is_a_fault_of_that_line(line: str, code: str) -> None:
    assert wrong(f"# a comment\n\n{line}\nLOG_FORMAT=json\n") == [(".env:3", code)]
    assert read_settings()[0].log_format == "json"


@pytest.mark.parametrize("line", [
    "HTTP_PORT=80", " export HTTP_PORT = 80 ", "HTTP_PORT='80'", 'HTTP_PORT="80" # why', "HTTP_PORT=80 # why",
    "'HTTP_PORT'=80", "\u200bHTTP_PORT=80", "\ufeff\ufeffHTTP_PORT=8\u20600",
    "\ufeffHTTP_PORT=80", "HTTP_PORT=80\r", "http_port=80", "N=80\nHTTP_PORT=${N}",
])  # fmt: skip
def test_what_can_be_read_is_read(line: str) -> None:
    assert wrong(f"{line}\n") == []
    assert read_settings()[0].http_port == 80


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "cp1251"])
def test_a_file_in_another_encoding_is_one_fault_and_never_an_empty_one(encoding: str) -> None:
    Path(".env").write_bytes("HTTP_PORT=80\n# порт\n".encode(encoding))
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert [(fault.code, fault.values) for fault in caught.value.faults] == [
        ("settings-unreadable", {"why": "encoding"})
    ]


def test_a_folder_in_the_files_place_is_a_fault_and_no_empty_file() -> None:
    """A container makes one where a file that is to be mounted is missing."""
    Path(".env").mkdir()
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert [(fault.code, fault.values) for fault in caught.value.faults] == [("settings-unreadable", {"why": "folder"})]


def test_a_name_in_letters_that_only_look_right_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    Path(".env").write_text("\u0410DMIN_CHAT=telegram:-1001234567890\n", encoding="utf-8")
    assert main(["check"]) == 2
    assert "русские буквы, похожие на латинские: \u0410." in "".join(capsys.readouterr())


def test_a_variable_given_twice_is_said_unless_both_say_the_same() -> None:
    assert wrong("HTTP_PORT=80\nLOG_FORMAT=json\nHTTP_PORT=81\n") == [(".env:3", "twice")]
    assert wrong("HTTP_PORT=80\nHTTP_PORT=80\n") == []


@pytest.mark.parametrize("text", [
    "LOG_FORMAT=json\nHTTP_PORT=80${NOWHERE_SET}\n", "HTTP_PORT=8\nADMIN_CHAT='vk:${LATER}'\nLATER=1\n",
    "A=${NOWHERE_SET}\nADMIN_CHAT=${A}\n",
])  # fmt: skip
def test_a_name_that_stands_for_nothing_is_a_fault_of_its_line(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert wrong(text) == [(".env:2", "unknown-name")]
    for command in ("check", "run"):
        assert main([command]) == 2
        said = "".join(capsys.readouterr())
        assert ".env:2: в значении" in said
        assert "${ИМЯ}" in said


def test_a_name_of_the_environment_one_with_a_default_and_lines_of_others_are_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OUTSIDE_PORT", "8")
    assert wrong("HOOK_SECRET=a${b}c\nEMPTY=\nHTTP_PORT=${OUTSIDE_PORT}${NOWHERE_SET:-0}${EMPTY}\n") == []
    assert read_settings()[0].http_port == 80


def test_a_value_of_others_may_have_several_lines() -> None:
    assert wrong('BUNDLE="-----\nMIIB\n-----"\nHTTP_PORT=80\n') == []
    assert read_settings()[0].http_port == 80


def test_no_value_of_a_faulty_line_is_shown_and_no_library_speaks(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    Path(".env").write_text('VK_TOKEN="vk1.a.verysecret\nVK TOKEN=vk1.a.verysecret\n', encoding="utf-8")
    with caplog.at_level(logging.DEBUG):
        assert main(["check"]) == 2
    said = capsys.readouterr()
    assert ".env:1" in said.out
    assert ".env:2" in said.out
    assert "verysecret" not in said.out + said.err + caplog.text
    assert [record for record in caplog.records if record.name.startswith("dotenv")] == []


def test_a_missing_file_sets_nothing() -> None:
    assert read_env(Path("none")).values == {}

"""Logs: no secret gets through, in whatever it is hidden."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot.logs import EqualLines, hide_secrets, set_up_logs

SECRET = "123456:AAsecretsecret"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What went to standard error; the logging of the process is put back afterwards."""
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    level, before = root.level, structlog.get_config()
    yield lambda: capsys.readouterr().err
    root.setLevel(level)
    structlog.configure(**before)


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_written(written: Callable[[], str], form: str) -> None:
    set_up_logs(form, "INFO", [SECRET])
    log = structlog.get_logger()
    log.info("told", url=f"https://api/bot{SECRET}/getMe", deep=[{"a": (SECRET,)}], error=ValueError(SECRET))
    try:
        raise ConnectionError(f"cannot reach https://api/bot{SECRET}/getMe")
    except ConnectionError:
        log.exception("failed")
    logging.getLogger("library").warning("request to %s failed", SECRET)
    text = written()
    assert "told" in text
    assert "failed" in text
    assert "ConnectionError" in text
    assert SECRET not in text
    assert "***" in text


def test_json_lines_can_be_read(written: Callable[[], str]) -> None:
    set_up_logs("json", "INFO")
    structlog.get_logger().info("report_filed", report=7, chat="телеграм")
    line = json.loads(written())
    assert (line["event"], line["report"], line["level"], line["chat"]) == ("report_filed", 7, "info", "телеграм")


@pytest.mark.parametrize("form", ["text", "json"])
def test_nobodys_words_make_lines_of_their_own(written: Callable[[], str], form: str) -> None:
    set_up_logs(form, "INFO")
    words = "x\r\n2026-01-01 [info] told\u2028\x1b[2J"
    structlog.get_logger().warning("odd", path=words)
    logging.getLogger("library").warning("%s was asked", words)
    text = written()
    assert text.count("\n") == 2
    assert "\x1b" not in text
    assert "\r" not in text


def test_the_level_is_kept_and_libraries_are_quiet(written: Callable[[], str]) -> None:
    set_up_logs("text", "WARNING")
    structlog.get_logger().info("too_small")
    logging.getLogger("library").info("chatter")
    assert written() == ""


def test_a_longer_secret_goes_before_a_part_of_it() -> None:
    event = hide_secrets(["abc", "abcdef", ""])(None, "", {"x": "abcdef abc", "n": 5, "none": None})
    assert event == {"x": "*** ***", "n": 5, "none": None}


def test_a_line_that_repeats_is_counted_and_not_written(
    written: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    repeats = EqualLines(lambda: now[0])
    monkeypatch.setattr("bot.logs.EqualLines", lambda: repeats)
    set_up_logs("json", "INFO")
    log, library = structlog.get_logger(), logging.getLogger("asyncio")
    for _ in range(100):
        log.warning("poll.failed", why="network")
        library.error("socket.accept() out of system resource")
    log.warning("poll.failed", why="server")
    lines = [json.loads(line) for line in written().splitlines()]
    assert [line["event"] for line in lines].count("socket.accept() out of system resource") == 5
    assert [line.get("why") for line in lines if line["event"] == "poll.failed"] == ["network"] * 5 + ["server"]
    now[0] = 61.0
    log.warning("poll.failed", why="network")
    library.error("socket.accept() out of system resource")
    first, second = [json.loads(line) for line in written().splitlines()]
    assert first["left_out"] == 95
    assert second["event"].endswith("(left_out=95)")


def test_different_lines_are_all_written_however_many_there_are() -> None:
    repeats = EqualLines(lambda: 0.0)
    assert [repeats.left_out(number) for number in range(3_000)] == [0] * 3_000

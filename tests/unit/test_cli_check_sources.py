"""`check` on sources of alerts: what will not work, and what is trusted with much."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from storage.region.load import FICTIONAL, load_region
from tests.cap.keys import pair
from tests.unit.console import bare_folder
from tests.unit.test_region_load import change, faults

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare_folder(monkeypatch, tmp_path)
    shutil.copytree(FICTIONAL, "region")
    change(Path("region/region.toml"), "fictional = true", "fictional = false")
    monkeypatch.setenv("REGION", "region")


def source(old: str, new: str) -> None:
    change(Path("region/notices.toml"), old, new)


def check(capsys: Output) -> tuple[int, str]:
    code = main(["check"])
    return code, capsys.readouterr().out


def test_a_source_without_any_way_in_is_named(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'the source "hydromet" has no address' in check(capsys)[1]
    Path("alerts").mkdir()
    monkeypatch.setenv("NOTICE_FOLDER", "alerts")
    assert "has no address" not in check(capsys)[1]


def test_whoever_may_send_at_once_has_to_be_named(capsys: Output) -> None:
    source('senders = ["alerts@hydromet.example"]', 'send_from = "severe"')
    code, said = check(capsys)
    assert code == 2
    assert "anybody will do" in said


def test_it_is_said_who_sends_without_an_officer(capsys: Output) -> None:
    source('senders = ["alerts@', 'send_from = "extreme"\nsenders = ["alerts@')
    code, said = check(capsys)
    assert code == 0
    assert "sends without an officer" in said


def test_a_folder_that_no_source_comes_by_is_named(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("alerts").mkdir()
    monkeypatch.setenv("NOTICE_FOLDER", "alerts")
    source('senders = ["alerts@', 'url = "https://alerts.example/feed"\nsenders = ["alerts@')
    assert "no source comes by it" in check(capsys)[1]


def test_a_folder_that_is_not_there_is_a_fault(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTICE_FOLDER", "nowhere")
    code, said = check(capsys)
    assert code == 2
    assert "NOTICE_FOLDER" in said


def test_certificates_that_end_or_guard_nobody_are_named(capsys: Output) -> None:
    source('senders = ["alerts@', 'certificate = "c.pem"\nsenders = ["alerts@')
    Path("region/c.pem").write_text(pair("a").certificate)
    assert "certificate of" not in check(capsys)[1]
    Path("region/c.pem").write_text(pair("old", ends=datetime(2021, 1, 1, tzinfo=UTC)).certificate)
    code, said = check(capsys)
    assert (code, "holds until 2021-01-01" in said) == (0, True)
    source('senders = ["alerts@hydromet.example"]\n', "")
    assert "only what comes by its address has to be signed" in check(capsys)[1]


def test_our_key_is_tried(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("key.pem").write_bytes(pair("a").key)
    monkeypatch.setenv("CAP_KEY", "key.pem")
    monkeypatch.setenv("CAP_CERTIFICATE", "our.pem")
    told = {
        pair("a").certificate: "are signed, the certificate holds until 2090-01-01",
        pair("b").certificate: "key and certificate do not belong together",
        "nothing": "the certificate cannot be read",
    }
    for text, words in told.items():
        Path("our.pem").write_text(text)
        code, said = check(capsys)
        assert words in said
        assert (code == 2) is ("holds until" not in words)
    old = pair("a", "rsa", datetime(2021, 1, 1, tzinfo=UTC))
    Path("key.pem").write_bytes(old.key)
    Path("our.pem").write_text(old.certificate)
    assert "our certificate for signing holds until 2021-01-01" in check(capsys)[1]


@pytest.mark.parametrize(
    ("line", "code", "key"),
    [
        ('url = "http://alerts.example/feed"', "bad-url", "url"),
        ('url = "http://127.0.0.1.example/feed"', "bad-url", "url"),
        ('url = "file:///etc/passwd"', "bad-url", "url"),
        ('url = "https://"', "bad-url", "url"),
        ('certainty = ["Likly"]', "no-such-word", "certainty"),
        ('send_from = "red"', "no-such-word", "send_from"),
        ("every_s = 1", "bad-number", "every_s"),
        ('sender = ["x"]', "unknown-key", "sender"),
    ],
)
def test_faults_of_a_source_are_named_with_their_key(line: str, code: str, key: str) -> None:
    source('senders = ["alerts@', f'{line}\nsenders = ["alerts@')
    assert (f"sources[1].{key}", f"region-{code}") in {(f.key, f.code) for f in faults(Path("region"))}


def test_a_sender_that_cap_does_not_allow_is_a_fault() -> None:
    source('"alerts@hydromet.example"', '"alerts, hydromet"')
    assert ("sources[1].senders", "region-source-sender") in {(f.key, f.code) for f in faults(Path("region"))}


@pytest.mark.parametrize("url", ["https://alerts.example/feed", "http://127.0.0.1:9000/feed", "http://localhost/a.xml"])
def test_safe_addresses_are_taken(url: str) -> None:
    source('senders = ["alerts@', f'url = "{url}"\nsenders = ["alerts@')
    assert load_region(Path("region")).notices.sources[0].url == url

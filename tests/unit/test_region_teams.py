"""Teams of the centre in region.toml: what they take, what is refused, and what `check` says of their chats."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.port import Finding
from bot.cli import main
from bot.region_chats import bad_chats, in_admin_chat, without_token
from handlers.reports.teams import team_of
from storage.records import Report
from storage.region.load import load_region
from tests.unit.test_cli_check import FakeChannel, use
from tests.unit.test_region_load import faults, folder

__all__ = ["folder"]

TEAM = """
[[teams]]
code = "{code}"
name = {{ ru = "{code}" }}
chat = "{chat}"
{takes}
"""


def add(folder: Path, code: str, takes: str, chat: str) -> None:
    path = folder / "region.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + TEAM.format(code=code, chat=chat, takes=takes), encoding="utf-8")


def report(topic: str, municipality: str = "") -> Report:
    return Report(1, 1, "vk", "1", "ru", "new", topic, "roads", "Снег", municipality=municipality)


def test_the_most_exact_team_takes_it_and_the_rest_is_the_admin_chat_s(folder: Path) -> None:
    assert load_region(folder).teams == ()
    add(folder, "north", 'municipalities = ["99601000"]', "telegram:-1001")
    add(folder, "roads", 'topics = ["snow", "potholes"]', "vk:2000000002")
    add(folder, "northern-snow", 'topics = ["snow"]\nmunicipalities = ["99601000"]', "telegram:-1003")
    region = load_region(folder)
    table = [
        ("north", report("heating", "99601000")),
        ("northern-snow", report("snow", "99601000")),
        ("north", report("potholes", "99601000")),  # the place decides before the topic, as with organisations
        ("roads", report("potholes", "99602000")),
        ("roads", report("snow")),
        ("", report("heating", "99602000")),
    ]
    assert [team_of(region, each) for _, each in table] == [code for code, _ in table]


@pytest.mark.parametrize(
    ("takes", "chat", "fault"),
    [
        ('topics = ["snow"]\nmunicipalities = ["99601000"]', "telegram:-1002", "team-tie"),
        ('municipalities = ["99602000"]', "telegram:-1001", "team-chat-taken"),
        ('municipalities = ["99602000"]', "", "empty"),
        ('municipalities = ["99699999"]', "telegram:-1002", "no-municipality"),
        ('topics = ["sno"]', "telegram:-1002", "no-topic"),
        ("", "telegram:-1002", "answers-nothing"),
        ('topics = ["snow"]\nsettlment = ["sosnovinka"]', "telegram:-1002", "unknown-key"),
    ],
)
def test_what_is_wrong_with_a_team_is_named_with_its_line(folder: Path, takes: str, chat: str, fault: str) -> None:
    add(folder, "first", 'topics = ["snow"]\nmunicipalities = ["99601000"]', "telegram:-1001")
    add(folder, "second", takes, chat)
    (found,) = faults(folder)
    assert (found.file, found.code) == ("region.toml", f"region-{fault}")
    assert found.key.startswith("teams[2]")
    assert found.line


def test_a_chat_in_a_messenger_that_there_is_not_is_a_fault(folder: Path) -> None:
    add(folder, "north", 'municipalities = ["99601000"]', "viber:-1002")
    (fault,) = bad_chats(load_region(folder))
    assert (fault.file, fault.key, fault.code) == ("region.toml", "teams[1].chat", "region-bad-chat")
    assert fault.line


def test_a_chat_without_a_token_and_the_admin_chat_are_no_team_s(folder: Path) -> None:
    add(folder, "north", 'municipalities = ["99601000"]', "telegram:-1001")
    add(folder, "south", 'municipalities = ["99602000"]', "vk:2000000002")
    region = load_region(folder)
    wrong = (*without_token(region, ("telegram",)), *in_admin_chat(region, "telegram:-1001"))
    found = [(f.code, f.key) for f in wrong]
    assert found == [("region-chat-without-token", "teams[2].chat"), ("region-team-chat-admin", "teams[1].chat")]


def test_check_asks_for_each_team_s_chat_as_for_the_admin_chat(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder, "north", 'municipalities = ["99601000"]', "telegram:-1001")
    add(folder, "south", 'municipalities = ["99602000"]', "vk:2000000002")
    telegram = FakeChannel("telegram", [Finding(True, "check-settings-good")])
    vk = FakeChannel("vk", [Finding(True, "check-settings-good")])
    use(monkeypatch, telegram, vk)
    monkeypatch.setenv("REGION", str(folder))
    monkeypatch.setenv("ADMIN_CHAT", "vk:2000000001")
    main(["check"])
    assert (telegram.all_asked, vk.all_asked) == (["", "-1001"], ["2000000001", "2000000002"])


def test_check_says_which_of_several_chats_is_wrong(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add(folder, "north", 'municipalities = ["99601000"]', "telegram:-1001")
    file = folder / "organisations.toml"
    before, mark, after = file.read_text(encoding="utf-8").partition('code = "water"\n')
    file.write_text(f'{before}{mark}chat = "telegram:-1002"\n{after}', encoding="utf-8")

    class Chats(FakeChannel):
        async def check(self, chat: str) -> list[Finding]:
            fault = Finding(False, "check-telegram-not-in-chat", {"chat": chat}, mend="check-telegram-not-in-chat-mend")
            return [Finding(True, "check-settings-good"), *([fault] if chat else [])]

    use(monkeypatch, Chats("telegram", []))
    monkeypatch.setenv("REGION", str(folder))
    monkeypatch.setenv("ADMIN_CHAT", "telegram:-1000")
    main(["check"])
    said = [line for line in capsys.readouterr().out.splitlines() if "-100" in line]
    wrong = {name: next(line for line in said if chat in line) for name, chat in WHOSE.items()}
    assert all(name in line for name, line in wrong.items()), said


WHOSE = {"ADMIN_CHAT": "-1000", "north": "-1001", "water": "-1002"}

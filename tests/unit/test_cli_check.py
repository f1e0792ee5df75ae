"""`check`: what it finds, and that it goes on after a fault."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest

from bot.channels.describe import MendAction
from bot.channels.port import ChannelStopped, Finding
from bot.cli import check_channels, main
from bot.settings import Settings
from storage.changes import Changes
from storage.connection_records import Connection
from storage.open import make_store
from storage.region.load import FICTIONAL
from tests.unit.console import bare_folder

TELEGRAM = "123456:AAsecretsecretsecret"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare_folder(monkeypatch, tmp_path)


def test_check_of_a_fresh_folder_finds_nothing_wrong(capsys: Output) -> None:
    assert main(["check"]) == 0
    assert not Path("data").exists()
    main(["migrate"])
    assert main(["check"]) == 0


def test_check_goes_on_after_wrong_settings(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PORT", "many")
    shutil.copytree(FICTIONAL, "region")
    Path("region/topics.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("REGION", "region")
    Path("data").write_text("not a folder", encoding="utf-8")
    assert main(["check"]) == 2
    said = capsys.readouterr().out
    assert "HTTP_PORT" in said
    assert "topics.toml" in said
    assert "data/otklik.db" in said


def test_check_says_that_nothing_can_be_kept(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("taken").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("DATA_DIR", "taken/data")
    assert main(["check"]) == 2
    assert "taken/data (DATA_DIR)" in capsys.readouterr().out
    assert Path("taken").read_text(encoding="utf-8") == "not a folder"


def test_check_names_damaged_lists(capsys: Output) -> None:
    main(["migrate"])
    Path("data/forgotten.txt").write_bytes(b"4\n\xff\n")
    Path("data/last_number.txt").mkdir()
    assert main(["check"]) == 2
    said = capsys.readouterr().out
    assert "data/forgotten.txt: 1 line" in said
    assert "data/last_number.txt" in said


def test_check_says_which_chats_are_connected_and_which_cannot_work(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["migrate"])
    rows = (
        Connection("telegram", "-100901", "water", connected_at=1), Connection("telegram", "-100902", "nobody"),
    )  # fmt: skip

    async def keep() -> None:
        store = make_store("sqlite:///data/otklik.db")
        await store.open(exclusive=True)
        async with store.unit() as unit:
            changes = Changes()
            for row in rows:
                changes.put(row)
            await unit.commit(changes)
        await store.close()

    asyncio.run(keep())
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "telegram:-100901" in said
    assert "telegram:-100902" in said
    assert "nobody" in said


def test_check_sees_a_running_service(capsys: Output) -> None:
    main(["migrate"])

    async def held() -> int:
        store = make_store("sqlite:///data/otklik.db")
        await store.open(exclusive=True)
        try:
            return await asyncio.to_thread(main, ["check"])
        finally:
            await store.close()

    assert asyncio.run(held()) == 0
    assert "holds the database" in capsys.readouterr().out


def test_check_refuses_a_file_that_is_no_database(capsys: Output) -> None:
    Path("data").mkdir()
    Path("data/otklik.db").write_bytes(b"this is no database at all" * 100)
    assert main(["check"]) == 2
    assert capsys.readouterr().err == ""


class FakeChannel:
    """A messenger that answers what it is told to."""

    def __init__(self, name: str, answer: list[Finding] | Exception) -> None:
        self.name, self.answer, self.asked, self.closed = name, answer, "?", False
        self.all_asked = list[str]()
        self.leads: list[str] | None = ["1", "2"]
        self.open_to: dict[str, bool | None] = {}

    async def check(self, chat: str) -> list[Finding]:
        self.asked = chat
        self.all_asked.append(chat)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    async def administrators(self, chat: str) -> list[str] | None:
        return self.leads

    async def can_write(self, chat: str) -> bool | None:
        return self.open_to.get(chat, False)

    async def close(self) -> None:
        self.closed = True


def use(monkeypatch: pytest.MonkeyPatch, *channels: FakeChannel) -> list[str]:
    """These channels instead of real ones; VK's events being switched on is noted in the list."""
    switched: list[str] = []

    async def mend(action: MendAction, settings: Settings) -> None:
        switched.append(action.run.split(".")[2])

    monkeypatch.setattr(check_channels, "make_channels", lambda settings, clock: {c.name: c for c in channels})
    monkeypatch.setattr(check_channels, "mend", mend)
    return switched


def test_check_asks_each_messenger_about_its_own_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    telegram = FakeChannel("telegram", [Finding(True, "check-settings-good")])
    vk = FakeChannel("vk", [Finding(True, "check-settings-good")])
    use(monkeypatch, telegram, vk)
    monkeypatch.setenv("ADMIN_CHAT", "vk:2000000001")
    assert main(["check"]) == 0
    assert (telegram.asked, vk.asked) == ("", "2000000001")
    assert telegram.closed
    assert vk.closed


@pytest.mark.parametrize("error", [ChannelStopped("no"), ConnectionError("no net"), TimeoutError()])
def test_check_says_it_when_a_messenger_cannot_be_asked(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    channel = FakeChannel("telegram", error)
    use(monkeypatch, channel)
    assert main(["check"]) == 2
    assert "x  telegram" in capsys.readouterr().out
    assert channel.closed


class CommunityWithoutLongPoll:
    """What VK's API answers for a community in order, but for its long poll."""

    ANSWERS: ClassVar[dict[str, object]] = {
        "groups.getById": {"groups": [{"id": 1, "name": "Centre"}]},
        "groups.getTokenPermissions": {"permissions": [{"name": n} for n in ("messages", "photos", "docs", "manage")]},
        "groups.getLongPollSettings": {"is_enabled": False},
    }

    async def call(self, method: str, **_: object) -> object:
        return self.ANSWERS.get(method, {})


def test_vk_events_are_switched_on_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.channels.vk.check import check as vk_check

    found = asyncio.run(vk_check(cast("Any", CommunityWithoutLongPoll()), 1, ""))
    assert [finding.ok for finding in found].count(False) == 1
    switched = use(monkeypatch, FakeChannel("vk", found))
    assert main(["check"]) == 2
    assert switched == []
    assert main(["check", "--mend"]) == 2
    assert switched == ["vk"]


def test_check_names_what_has_no_token(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    use(monkeypatch)
    monkeypatch.setenv("TELEGRAM_TOKEN", TELEGRAM)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("ADMIN_CHAT", "vk:2000000001")
    monkeypatch.setenv("DUTY_OFFICERS", "vk:7")
    assert main(["check"]) == 2
    said = capsys.readouterr().out
    assert "vk:2000000001" in said
    assert "vk:7" in said


@pytest.mark.parametrize(
    ("leads", "said"), [(["1"], "administrators in the chat: 1"), (None, "does not say who leads")]
)
def test_check_warns_of_fewer_than_two_administrators(
    leads: list[str] | None, said: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    channel = FakeChannel("telegram", [Finding(True, "check-settings-good")])
    channel.leads = leads
    use(monkeypatch, channel)
    monkeypatch.setenv("ADMIN_CHAT", "telegram:-1001")
    assert main(["check"]) == 0, "the bot runs with it"
    assert said in capsys.readouterr().out
    channel.leads = ["1", "2"]
    assert main(["check"]) == 0
    assert said not in capsys.readouterr().out


@pytest.mark.parametrize(("officers", "warned"), [("telegram:1+vk:7", True), ("telegram:1,telegram:2", False)])
def test_check_warns_of_a_single_duty_officer(
    officers: str, warned: bool, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    use(monkeypatch)
    for name, value in (("TELEGRAM_TOKEN", TELEGRAM), ("VK_TOKEN", "vk1.a.secret"), ("VK_GROUP_ID", "1")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DUTY_OFFICERS", officers)
    main(["check"])
    assert ("another one always has to approve" in capsys.readouterr().out) is warned


@pytest.mark.parametrize(("may", "sign"), [(True, "+"), (False, "x"), (None, "+")])
def test_check_tries_the_other_chats(
    may: bool | None, sign: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    channel = FakeChannel("telegram", [Finding(True, "check-settings-good")])
    channel.open_to = {"-1002": may, "-1003": may}
    use(monkeypatch, channel)
    monkeypatch.setenv("ALARM_CHAT", "telegram:-1002")
    monkeypatch.setenv("NOTICE_CHANNELS", "telegram:-1003")
    assert main(["check"]) == (2 if sign == "x" else 0)
    lines = capsys.readouterr().out.splitlines()
    for setting, chat in (("ALARM_CHAT", "-1002"), ("NOTICE_CHANNELS", "-1003")):
        assert any(line.startswith(sign) and setting in line and chat in line for line in lines)


def test_an_organisations_chat_without_its_messenger_stops_check_and_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    region = shutil.copytree(FICTIONAL, tmp_path / "region")
    path = region / "organisations.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("\nphone =", '\nchat = "vk:2000000009"\nphone =', 1), "utf-8"
    )
    use(monkeypatch, FakeChannel("telegram", [Finding(True, "check-settings-good")]))
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:AAsecretsecretsecret")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("REGION", str(region))
    assert main(["check"]) == 2
    assert "VK_TOKEN" in capsys.readouterr().out
    assert main(["run"]) == 2
    assert [line.split(":")[1].strip() for line in capsys.readouterr().err.splitlines()] == ["organisations.toml"]

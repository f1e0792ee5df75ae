"""The whole program with a messenger that it has never heard of: everything it does, it does there, too."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.cli.entry import main
from bot.settings import SettingsError, load_settings, variables
from handlers.notices.content import Area
from tests.persons.notices import is_said
from tests.persons.officers import joined_officers
from tests.persons.people import Citizen, Operator, citizen
from tests.persons.reporting import reports
from tests.persons.stage import Stage, open_stage
from tests.pigeon import pigeon_post

TOKEN = "pigeon-token-of-somebody"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def pigeon() -> Iterator[None]:
    with pigeon_post():
        yield


@pytest.fixture(params=["telegram", "pigeon"])
def admin(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def where() -> str:
    return "pigeon"


@pytest.fixture
async def stage(tmp_path: Path, admin: str) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, admin) as opened:
        yield opened


async def test_a_report_is_made_there_and_answered(anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    number = await reports(anna)
    card = await maria.card(number)
    assert "из pigeon" in card.text
    await maria.answers(card, "Трактор выйдет сегодня до 18:00")
    await anna.sees("Трактор выйдет сегодня до 18:00")


@pytest.mark.parametrize("admin", ["telegram"], indirect=True)
async def test_two_other_messengers_are_joined_and_notices_come_everywhere(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await reports(anna)
    await anna.says("подписки")
    await anna.presses("Подписаться")
    for name in ("Telegram", "ВКонтакте"):
        other = citizen(stage, "telegram" if name == "Telegram" else "vk")
        await anna.says("подписки")
        await anna.presses("У меня есть и другие" if name == "Telegram" else "Куда присылать")
        await anna.presses(f"У меня есть и {name}")
        url = next(b.url for row in anna.screen().buttons for b in row if b.url)
        await other.starts(url.rpartition("=")[2])
        await other.presses("Да, это мой код")
        await other.sees("Соединили с pigeon")
    await is_said(stage, 1, "Вода прибывает.", area=Area(settlements=("sosnovinka",)))
    for name in ("telegram", "vk", "pigeon"):
        await citizen(stage, name).sees("Вода прибывает.")


async def test_a_notice_is_composed_counted_and_approved(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    mary, oleg = await joined_officers(stage, "pigeon")
    await mary.group.says("/notice")
    asked = await mary.group.sees("Оповещение составляют в личном чате")
    assert "Составить в pigeon" in mary.group.labels(asked)
    await mary.composes()
    await mary.private.presses("На одобрение")
    await mary.group.sees("Оповещение № 1", "ждёт второго дежурного", "pigeon")
    await oleg.group.presses("Одобрить")
    await anna.sees("Вода быстро прибывает.")


# -- beside the running program -----------------------------------------------------------------
@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (*variables(), "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEFAULT_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("bare")
def test_its_settings_are_read_hidden_and_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"PIGEON_TOKEN={TOKEN}\nPIGEON_RATE=0\nPIGEON_TOKN=x\nALARM_CHAT=vk:2000000001\n")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert {(f.variable, f.code) for f in caught.value.faults} == {
        ("PIGEON_RATE", "settings-out-of-range"), ("PIGEON_TOKN", "settings-misspelt"),
        ("ALARM_CHAT", "settings-without-token"), ("REGION", "settings-fictional"),
    }  # fmt: skip
    monkeypatch.setenv("PIGEON_TOKEN", TOKEN)
    monkeypatch.setenv("PIGEON_API_URL", "http://127.0.0.1:1")
    Path(".env").write_text("ADMIN_CHAT=pigeon:-5\nDUTY_OFFICERS=pigeon:7+vk:5,pigeon:8\n")
    with pytest.raises(SettingsError, match="without-token"):
        load_settings()
    Path(".env").write_text("ADMIN_CHAT=pigeon:-5\nDUTY_OFFICERS=pigeon:7,pigeon:8\n")
    settings = load_settings()
    assert settings.running() == ("pigeon",)
    assert settings.secrets() == (TOKEN,)
    assert TOKEN not in repr(settings) + settings.model_dump_json()
    assert settings.real_messengers() == ()
    assert settings.model_copy(update={"pigeon_api_url": "https://pigeon.example"}).real_messengers() == ("pigeon",)


@pytest.mark.usefixtures("bare")
def test_check_asks_it(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setenv("PIGEON_TOKEN", TOKEN)
    monkeypatch.setenv("PIGEON_API_URL", "http://127.0.0.1:1")
    assert main(["check"]) == 0
    assert "+  pigeon" in capsys.readouterr().out


@pytest.mark.usefixtures("bare")
def test_its_subscribers_are_imported_and_exported() -> None:
    main(["migrate"])
    Path("people.csv").write_text("channel,chat_id,language,area,kinds\npigeon,77,ru,*,flood\nvk,5,,,\n")
    assert main(["subscribers", "import", "people.csv"]) == 0
    assert main(["subscribers", "export", "out.csv"]) == 0
    assert "pigeon,77,ru,*,flood" in Path("out.csv").read_text(encoding="utf-8")

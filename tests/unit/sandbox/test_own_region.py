"""A region of one's own in the sandbox: its texts and chats are there, and nothing of it leads outside."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.cli import main
from bot.sandbox.run import Sandbox, sandbox_settings
from bot.settings import Settings, variables
from storage.region.load import FICTIONAL, load_region

Output = pytest.CaptureFixture[str]

SETTLEMENTS = "code,name,municipality,lat,lon\nzavidnoe,Завидное,m1,55.60,40.10\n"
SOURCE = '[[sources]]\ncode = "real"\nname = { ru = "Настоящий" }\nurl = "https://alerts.example/feed"\n'
ORGANISATION = '\n[[organisations]]\ncode = "pipes"\nname = { ru = "Горгаз" }\nchat = "vk:2000000777"\n'
HOOK = '[[webhooks]]\ncode = "real"\nurl = "https://im.example/a"\nsecret_env = "SECRET_A"\nevents = ["report.*"]\n'
STAYS = frozenset({
    "default_language", "http_host", "http_port", "log_format", "log_level", "one_officer", "public_url",
    "learn_topics", "open311", "requests_public", "trusted_proxies", "node_name", "backup_keep",
})  # fmt: skip
"""Settings that lead nowhere: to no messenger, no folder and no machine of an installation."""
TEAM = '\n[[teams]]\ncode = "pits"\nname = { ru = "Отдел дорог" }\nchat = "vk:2000000778"\ntopics = ["potholes"]\n'


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEFAULT_LANGUAGE", "ru")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small real region: one town, no borders, a feed, an organisation and a team with chats of their own."""
    folder = tmp_path / "mine"
    shutil.copytree(FICTIONAL, folder)
    (folder / "municipalities.geojson").unlink()
    (folder / "municipalities.csv").write_text("code,name\nm1,Завидовский округ\n", encoding="utf-8")
    (folder / "settlements.csv").write_text(SETTLEMENTS, encoding="utf-8")
    (folder / "notices.toml").write_text(SOURCE, encoding="utf-8")
    (folder / "integrations.toml").write_text(HOOK, encoding="utf-8")
    with (folder / "organisations.toml").open("a", encoding="utf-8") as file:
        file.write(ORGANISATION)
    said = (folder / "region.toml").read_text(encoding="utf-8")
    said = said.replace("fictional = true\n", "").replace('ru = "Заречный край"', 'ru = "Завидово"')
    (folder / "region.toml").write_text(said + TEAM, encoding="utf-8")
    return folder


def test_every_setting_leads_inside_or_nowhere(tmp_path: Path) -> None:
    """A new one has to be turned, or to be named here: the store of an installation is not to be written over."""
    marked = {name: object() for name in Settings.model_fields if name != "messengers"}
    turned = sandbox_settings(Settings(_env_file=None).model_copy(update=marked), {}, "vk:1", tmp_path)
    assert {name for name in marked if getattr(turned, name) is marked[name]} <= STAYS


async def test_a_region_of_ones_own_runs_inside(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_A", "whsec_" + "A" * 43 + "=")
    store = {"files_url": "s3://real/otklik?endpoint=https://store.example", "files_key": "k", "files_secret": "s"}
    settings = Settings(_env_file=None, http_port=0, **store)  # type: ignore[arg-type]
    sandbox = Sandbox(settings, tmp_path, "vk", load_region(folder))
    app = await sandbox.start()
    try:
        assert app.region.names["ru"] == "Завидово"
        assert not app.region.fictional
        assert [source.url for source in app.region.notices.sources] == ["", ""]
        assert (app.programs.webhooks.couriers, app.files.shelf.objects) == ({}, None)
        assert any(source.senders for source in app.region.notices.sources), "the flood has somebody who says it"
        assert sandbox.scene.admin_chat.startswith("vk:")
        chats = sandbox.emulators["vk"].chats
        group = chats["2000000777"]
        assert (group.title, chats["2000000778"].title) == ("Горгаз", "Отдел дорог")
        assert set(group.members) == set(sandbox.scene.operators)
        told = await sandbox.page.live.state()
        assert (told["region"]["ru"], told["fictional"], told["folder"]) == ("Завидово", False, "mine")
    finally:
        await sandbox.close()


async def test_chats_in_the_other_messenger_have_somebody_who_answers(folder: Path, tmp_path: Path) -> None:
    sandbox = Sandbox(Settings(_env_file=None, http_port=0), tmp_path, "telegram", load_region(folder))
    await sandbox.start()
    try:
        members = sandbox.emulators["vk"].chats["2000000777"].members
        assert [sandbox.emulators["vk"].persons[user].name for user in members] == ["Мария, оператор"]
    finally:
        await sandbox.close()


def test_what_is_wrong_with_the_folder_is_said_as_check_says_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    text = (folder / "topics.toml").read_text(encoding="utf-8")
    (folder / "topics.toml").write_text(text.replace("\nsolve_days = ", "\nsolve_day = ", 1), encoding="utf-8")
    (folder / "settlements.csv").write_text(SETTLEMENTS.replace("m1", "m7"), encoding="utf-8")
    assert main(["sandbox", "--region", str(folder)]) == 2
    said = [line.removeprefix("otklik: ") for line in capsys.readouterr().err.splitlines()]
    assert len(said) == 2, "what is mistyped is not missing besides"
    monkeypatch.setenv("REGION", str(folder))
    main(["check"])
    checked = capsys.readouterr().out
    for line in said:
        assert line in checked


def test_a_folder_that_is_not_there_is_named(capsys: Output) -> None:
    assert main(["sandbox", "--region", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_the_staff_s_messenger_is_one_of_two(capsys: Output) -> None:
    with pytest.raises(SystemExit) as left:
        main(["sandbox", "--staff", "icq"])
    assert left.value.code == 2
    assert "telegram, vk" in capsys.readouterr().err

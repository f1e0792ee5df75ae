"""The first hour of an administrator: `init`, `check`, `sandbox --region`, and a citizen's report in it."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.sandbox import run as sandbox_run
from bot.sandbox.run import Sandbox
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import Messenger
from bot.settings import Settings, variables
from tests.page.phones import until

ANSWERS = (
    "Рыбное", "", "Europe/Moskva", "Europe/Moscow", "8-491-000-00-10",
    "Рыбное, 54.7256, 39.5133", "Ходынино", "Ходынино, 54.7011, 39.5712", "",
    "", "", "", "",  # no tokens, no admin chat
    "ЕДДС города Рыбное", "в Рыбном", "",
    "Рыбновская дорожная служба, 8-491-000-00-11", "Горсвет, 8-491-000-00-12", "дальше",
)  # fmt: skip
LAMP = "На Почтовой, 14 в Рыбном не горит ни один фонарь"


async def press(messenger: Messenger, user: str, label: str) -> None:
    """The newest button with these words, once it is there."""

    def found() -> tuple[str, str] | None:
        for message in reversed(messenger.chats[user].messages):
            for button in (b for row in message.buttons for b in row if label in b.label):
                return message.id, button.data
        return None

    await until(lambda: found() is not None)
    message, data = found() or ("", "")
    messenger.press(user, user, message, data)


async def report(folder: Path, how: dict[str, Any]) -> list[str]:
    """What stands in the staff's chat after a citizen has reported the lamp."""
    sandbox = Sandbox(Settings(_env_file=None, http_port=0), folder, how["staff"], how["region"])
    app = await sandbox.start()
    await app.start()
    running = asyncio.create_task(app.run())
    try:
        vk, pyotr = sandbox.emulators["vk"], sandbox.scene.citizens["vk"]
        assert isinstance(vk, VkEmulator)
        await until(lambda: vk.polled)
        vk.start(pyotr)
        await until(lambda: any("Это ЕДДС города Рыбное." in text for text in vk.texts(pyotr)))
        vk.say(pyotr, pyotr, LAMP)
        await press(vk, pyotr, "Отправить")
        await press(vk, pyotr, "Даю согласие")
        chat = sandbox.scene.admin_chat_id
        await until(lambda: any("Почтовой" in text for text in vk.texts(chat)))
        return vk.texts(chat)
    finally:
        app.stop()
        await running
        await app.close()
        await sandbox.close()


async def test_from_an_empty_folder_to_a_citizens_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEFAULT_LANGUAGE", "ru")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(ANSWERS) + "\n"))
    assert await asyncio.to_thread(main, ["init"]) == 0
    said = capsys.readouterr()
    assert said.err.count("\n") == 2, "the time zone, and the settlement without a point"
    assert "Это ЕДДС города Рыбное." in said.out

    assert await asyncio.to_thread(main, ["check"]) == 0
    checked = capsys.readouterr().out
    assert "Рыбное: населённых пунктов 2" in checked
    assert "legal.en" in checked

    how: dict[str, Any] = {}
    monkeypatch.setattr(sandbox_run, "run_sandbox", lambda settings, **named: how.update(named) or 0)
    assert await asyncio.to_thread(main, ["sandbox", "--region", "region", "--staff", "vk"]) == 0
    assert "Регион: Рыбное (папка region)" in capsys.readouterr().out
    card = "\n".join(await report(tmp_path, how))
    assert "Рыбное" in card
    assert "свещение" in card, "the topic was seen"

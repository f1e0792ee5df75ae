"""A messenger is a folder: the registry finds it, and gives only those that have a token."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.channels import registry
from bot.clock import RealClock
from bot.settings import Settings


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]


async def test_only_messengers_with_a_token_are_opened() -> None:
    assert registry.make_channels(settings(), RealClock()) == {}
    channels = registry.make_channels(settings(vk_token=SecretStr("vk1.a.token"), vk_group_id="7"), RealClock())
    assert list(channels) == ["vk"]
    await channels["vk"].close()


def test_a_folder_with_an_about_and_a_make_is_a_messenger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else in the house has to be told."""
    folder = tmp_path / "starling"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "about.py").write_text(
        "from bot.channels.describe import Description, MessengerSettings\n\n"
        "ABOUT = Description('starling', MessengerSettings, r'-\\d+', r'\\d+', {'group': '-1'}, 'https://p/{bot}?{payload}')\n"
    )
    (folder / "make.py").write_text(
        "class Starling:\n    name = 'starling'\n\n\ndef make(settings, clock):\n    return Starling()\n"
    )
    import bot.channels

    monkeypatch.setattr(bot.channels, "__path__", [*bot.channels.__path__, str(tmp_path)])
    assert list(registry.make_channels(settings(), RealClock())) == ["starling"]

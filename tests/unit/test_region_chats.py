"""Chats that a region names: every one in a messenger that there is, with an id that is one of its."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.cli.output import Output, make_voice
from bot.cli.setup import read_region, region_to_run
from bot.settings import Settings
from storage.region.faults import RegionError
from storage.region.load import FICTIONAL, load_region

PLACES = {
    "organisations.toml": ('code = "water"\n', 'code = "water"\nchat = "{}"\n'),
    "region.toml": ("[hours]\n", '[overdue]\nhead_chat = "{}"\n\n[hours]\n'),
    "notices.toml": ("[desk]\n", '[escalation]\nafter_min = 5\nto = ["{}"]\n\n[desk]\n'),
}


def region_with(folder: Path, file: str, chat: str) -> Path:
    shutil.copytree(FICTIONAL, folder)
    path, (before, after) = folder / file, PLACES[file]
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after.format(chat), 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize("file", PLACES)
@pytest.mark.parametrize("chat", ["pager:5", "telegram:0", "vk:-7"])
def test_a_chat_that_cannot_be_is_named_with_its_file_and_line(tmp_path: Path, file: str, chat: str) -> None:
    folder = region_with(tmp_path / "region", file, chat)
    load_region(folder)  # whose reading does not know the messengers
    with pytest.raises(RegionError) as caught:
        read_region(folder)
    (fault,) = caught.value.faults
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    assert (fault.file, fault.code) == (file, "region-bad-chat")
    assert chat in lines[fault.line - 1]
    voice: Output = make_voice({"DEFAULT_LANGUAGE": "en"})
    assert "telegram:-1001234567890, vk:2000000001 or max:-71234567890123" in voice.of_region(fault)


@pytest.mark.parametrize("file", PLACES)
def test_a_chat_where_nothing_runs_is_no_place_to_write_to(tmp_path: Path, file: str) -> None:
    folder = region_with(tmp_path / "region", file, "vk:2000000001")
    settings = Settings(telegram_token="123456:AAsecretsecret", telegram_api_url="http://127.0.0.1:1", region=folder)
    with pytest.raises(RegionError) as caught:
        region_to_run(settings)
    (fault,) = caught.value.faults
    assert (fault.file, fault.code, fault.values["token"]) == (file, "region-chat-without-token", "VK_TOKEN")
    assert fault.line


@pytest.mark.parametrize("file", PLACES)
def test_a_group_and_a_person_may_be_written_to(tmp_path: Path, file: str) -> None:
    for number, chat in enumerate(("telegram:-1001234567890", "vk:7")):
        assert read_region(region_with(tmp_path / str(number), file, chat))

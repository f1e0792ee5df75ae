"""Where telling people one by one takes hours, the officers read that a post in a channel is the quick way."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.channels.names import messengers
from bot.settings import Settings
from bot.shared import make_shared
from handlers.base.message import Address
from handlers.notices.panel import reach
from storage.notice_records import Notice
from tests.world.world import fictional

CHANNEL = Address("max", "-5")


def said(seconds: float, *channels: Address) -> str:
    shared = make_shared(Settings(_env_file=None), fictional(), messengers())
    shared = replace(shared, notice_channels=channels)
    counted = {"telegram": 1_000_000, "max": 1_000_000, "seconds": {"telegram": 36_000, "max": seconds}}
    notice = Notice(1, "pending", "storm", severity=3, drill=0, content="{}", counted=json.dumps(counted))
    return reach(shared, shared.library.texts("ru"), notice)


@pytest.mark.parametrize(
    ("channels", "line"),
    [
        ((CHANNEL,), "В канал пост уйдёт первым"),
        ((), "а канала у бота нет"),
        ((Address("telegram", "@a"),), "а канала у бота нет"),
    ],
)
def test_the_hours_of_one_by_one_and_the_quick_way_are_said(channels: tuple[Address, ...], line: str) -> None:
    (post,) = [row for row in said(35_100, *channels).split("\n") if row.startswith("📣")]
    assert "MAX: по одному это 9 ч 45 мин" in post.replace("\xa0", " ")
    assert line in post


def test_of_few_people_nothing_is_said() -> None:
    assert "📣" not in said(300, CHANNEL)

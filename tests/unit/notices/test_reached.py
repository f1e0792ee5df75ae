"""Where a person is warned who has several accounts."""

from __future__ import annotations

import pytest

from bot.notices.recipient import AudienceMember
from storage.notice_records import EVERYWHERE

VK, OLD, NEW = ("vk", "7"), ("telegram", "1"), ("telegram", "2")
"""The oldest first; two of them in one messenger, from a join."""


@pytest.mark.parametrize(
    ("preference", "running", "where"),
    [
        ("", ("vk", "telegram"), [VK]),
        ("telegram", ("vk", "telegram"), [OLD]),
        ("telegram", ("vk",), [VK]),
        ("vk", ("telegram",), [OLD]),
        (EVERYWHERE, ("vk", "telegram"), [VK, OLD]),
        (EVERYWHERE, ("telegram",), [OLD]),
        ("vk", (), []),
    ],
)
def test_one_account_is_warned_or_the_oldest_in_each_messenger(
    preference: str, running: tuple[str, ...], where: list[tuple[str, str]]
) -> None:
    person = AudienceMember(1, "ru", 0, 0, 1, 0, -1, -1, preference, [VK, OLD, NEW])
    assert person.reached(running) == where

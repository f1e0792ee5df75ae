"""Where a person is warned who has several accounts."""

from __future__ import annotations

import pytest

from bot.channels.names import messengers
from bot.notices.recipient import AudienceMember
from storage.notice_records import EVERYWHERE

ONE, OTHER = messengers()[:2]
BOTH = (ONE, OTHER)
FIRST, OLD, NEW = (OTHER, "7"), (ONE, "1"), (ONE, "2")
"""A person's accounts, the oldest first; two of them in one messenger, from a join."""


@pytest.mark.parametrize(
    ("preference", "running", "where"),
    [
        ("", BOTH, [FIRST]),
        (ONE, BOTH, [OLD]),
        (ONE, (OTHER,), [FIRST]),
        (OTHER, (ONE,), [OLD]),
        (EVERYWHERE, BOTH, [FIRST, OLD]),
        (EVERYWHERE, (ONE,), [OLD]),
        (OTHER, (), []),
    ],
)
def test_one_account_is_warned_or_the_oldest_in_each_messenger(
    preference: str, running: tuple[str, ...], where: list[tuple[str, str]]
) -> None:
    person = AudienceMember(1, "ru", 0, 0, 1, 0, -1, -1, preference, [FIRST, OLD, NEW])
    assert person.reached(running) == where

"""Whether a notice is in force."""

from __future__ import annotations

from handlers.notices.family import NO_DANGER_LINKS
from handlers.notices.states import IN_FORCE, NoticeState
from storage.notice_records import Notice


def holds(notice: Notice, now: int) -> bool:
    """In force: said, not ended, its time not over. What ends another notice is news and no state."""
    over = notice.ended_at or notice.until <= now or notice.link in NO_DANGER_LINKS
    return NoticeState(notice.state) in IN_FORCE and not over

"""Whether the region's desk reads calls for help now: only then «Нужна помощь» stands under a notice."""

from __future__ import annotations

from datetime import UTC, datetime

from handlers.base.shared import Shared
from handlers.notices.content import Content
from storage.notice_records import Notice


def staffed(shared: Shared, kind: str, at: int) -> bool:
    """Whether the region's desk reads calls for help about notices of this kind at this time (UTC ms)."""
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(shared.region.zone)
    return shared.region.notices.desk.staffed(kind, local.time())


def said_at(notice: Notice, content: Content) -> int:
    """When a notice is said first, as far as that is known."""
    return notice.started_at or content.send_at or notice.approved_at or notice.updated_at

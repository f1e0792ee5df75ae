"""Notices for scripts about what comes after them: one is being sent, as if officers had approved it a moment ago."""

from __future__ import annotations

from typing import Any

from handlers.notices.content import Area, Content, Street
from storage.changes import Changes
from storage.notice_records import Notice
from tests.persons.people import Citizen
from tests.persons.reporting import pauses
from tests.persons.stage import Stage

TOWN = Area(settlements=("tikhorechensk",))
HOUR_MS = 3_600_000
EVERYTHING = ("safe", "help", "what", "away")


async def sees_outage(stage: Stage, anna: Citizen) -> Area:
    """She writes of the water at an address where its outage, number 31, was announced: for these streets."""
    street = Area(streets=(Street("sosnovinka", "Лесная", "1–15"),))
    await is_said(stage, 31, "Авария на водопроводе.", kind="water", severity=2, area=street, ask=())
    await stage.quiet()
    await anna.says("В Сосновинке на Лесной, 5 нет холодной воды")
    await pauses(anna)
    await anna.sees("На вашей улице сейчас: Вода", "Следить?")
    return street


async def is_said(
    stage: Stage, number: int, text: str, *, kind: str = "flood", severity: int = 4, **more: Any
) -> Notice:
    """A notice of this number goes out to whomever it concerns. `more`: of its content, or `link` and `linked_id`."""
    now = stage.clock.now()
    link = {name: more.pop(name) for name in ("link", "linked_id") if name in more}
    values: dict[str, Any] = {"area": TOWN, "until": now + 10 * HOUR_MS, "ask": EVERYTHING, **more}
    content = Content(kind, severity, texts={"ru": text}, **values)
    notice = Notice(number, "sending", kind, severity, int(content.drill), content.dump(), content.digest(), 1, **link)
    notice.until, notice.approved_at, notice.started_at, notice.updated_at = content.until, now, now, now
    changes = Changes()
    changes.put(notice)
    async with stage.app.store.unit() as unit:
        await unit.commit(changes)
    stage.app.audience.note(changes)
    return notice

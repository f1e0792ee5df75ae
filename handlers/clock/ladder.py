"""Who hears of an overdue report and when: the region's ladder (storage.region.region.Ladder), in working hours."""

from __future__ import annotations

from handlers.base.message import Address
from handlers.base.shared import Shared, parse_address
from handlers.reports.card import InTeam, own_chat
from handlers.reports.deadlines import due
from storage.region.region import Region

REACHED = 0
"""Hours of a step that is reached with the deadline itself, and before it."""


def step_at(region: Region, due_at: int, hours: float) -> int:
    """When a step is reached (UTC ms)."""
    return due(region, due_at, hours) if hours > REACHED else due_at


def chats_told(shared: Shared, report: InTeam, due_at: int, now: int, *, taken: bool, danger: bool) -> list[Address]:
    """The operators' chats that hear of it now. Danger is told in all; what is nearly late, where it is worked on: by
    the organisation, else by a team of the centre. The centre's step is that of its team and, once it is late, of the
    admin chat.
    """
    ladder, own = shared.region.overdue, own_chat(shared, report)
    centre = shared.centre_chat(report.team)
    first, region = own or centre, shared.region
    near = due_at > now

    def reached(hours: float) -> bool:
        return hours == REACHED if near else step_at(region, due_at, hours) <= now

    told = []
    if danger or near or reached(ladder.organisation) or (taken and reached(ladder.operator)):
        told.append(first)
    if danger or reached(ladder.centre):
        told += [centre, *([] if near and not danger else [shared.admin_chat])]
    return [chat for chat in dict.fromkeys(told) if chat is not None]


def head_told(shared: Shared, due_at: int, reminded_at: int, now: int) -> Address | None:
    """The head's chat, once a deadline: at the first reminder after its step."""
    ladder = shared.region.overdue
    if not ladder.head_chat:
        return None
    at = step_at(shared.region, due_at, ladder.head)
    return shared.now_at(parse_address(ladder.head_chat)) if reminded_at < at <= now else None


def remembered(region: Region, due_at: int, now: int, again_ms: int) -> int:
    """The time of this reminder to be remembered, so that the next comes with the next step, else after `again_ms`."""
    ladder = region.overdue
    hours = {ladder.operator, ladder.organisation, ladder.centre, *({ladder.head} if ladder.head_chat else ())}
    ahead = [at for each in hours if (at := step_at(region, due_at, each)) > now and each > REACHED]
    return min([now, *(at - again_ms for at in ahead)])

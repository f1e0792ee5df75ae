"""Notices that are about one matter: a first one, and all that updated, corrected, ended or withdrew it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from handlers.base.loads import Needs, need
from handlers.base.turn import Turn
from handlers.notices.loads import NOTICE, NOTICE_FAMILY
from handlers.notices.states import NOT_STARTED, NoticeState
from storage.notice_records import Notice


class NoticeLink(StrEnum):
    """What a notice does to the one that it links to (Notice.link); "" for a first one. The values stand in the
    database, and statements name them: they never change.
    """

    UPDATES = "updates"
    CORRECTS = "corrects"
    ENDS = "ends"
    WITHDRAWS = "withdraws"  # it was a false alarm
    REPEATS = "repeats"  # says the same once more: made by the clock, not by anybody


NO_DANGER_LINKS = (NoticeLink.ENDS, NoticeLink.WITHDRAWS)
"""Links of notices that say that there is no danger (any more): they are never in force themselves."""
UNSAID = NOT_STARTED | {NoticeState.REJECTED, NoticeState.OUTDATED}


def shown_number(notice: Notice) -> int:
    """The number under which people and officers know it: a repeat is the notice that it repeats, said once more."""
    return notice.linked_id if notice.link == NoticeLink.REPEATS else notice.id


@need(NOTICE_FAMILY)
def load_family(turn: Turn) -> Needs:
    """After the notice: all that it is linked with, over however many steps, itself among them."""
    notice = turn.one(NOTICE)
    return (NOTICE_FAMILY(notice.id),) if notice is not None else ()


def said_before(notice: Notice, family: Iterable[Notice]) -> list[Notice]:
    """Whose messages may still stand with those to whom this one is said: what it links to first, then what that one
    linked to, and so on. A false alarm is about all that was said of the matter: the rest follows, the newest first.
    """
    known = {
        n.id: n for n in family if n.id != notice.id and (n.link not in NO_DANGER_LINKS or n.id == notice.linked_id)
    }
    found: dict[int, Notice] = {}
    before = _before(notice, known)
    while before is not None and before.id not in found:
        found[before.id] = before
        before = _before(before, known)
    if notice.link == NoticeLink.WITHDRAWS:
        rest = [n for n in known.values() if n.id not in found and n.state not in UNSAID]
        found |= {n.id: n for n in sorted(rest, key=lambda n: -n.id)}
    return list(found.values())


def _before(notice: Notice, known: Mapping[int, Notice]) -> Notice | None:
    """What a notice came after: of what was repeated, the last time. Repeats come after one another."""
    if notice.link == NoticeLink.REPEATS:
        earlier = [n for n in known.values() if _is_repeat_of(n, notice.linked_id) and n.id < notice.id]
        if earlier:
            return max(earlier, key=lambda n: n.id)
        return known.get(notice.linked_id)
    return followed(notice.linked_id, known.values())


def _is_repeat_of(notice: Notice, number: int) -> bool:
    return notice.link == NoticeLink.REPEATS and notice.linked_id == number and bool(notice.started_at)


def followed(number: int, family: Iterable[Notice]) -> Notice | None:
    """The notice of this number, or the newest of its repeats that went out: they say the same. What is about it links
    to its number, however often it was said.
    """
    known = {n.id: n for n in family}
    notice = known.get(number)
    if notice is None:
        return None
    first = notice.linked_id if notice.link == NoticeLink.REPEATS else number
    later = [n for n in known.values() if _is_repeat_of(n, first) and n.id > number]
    return max(later, key=lambda n: n.id) if later else notice

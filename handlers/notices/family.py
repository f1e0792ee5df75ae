"""Notices that are about one matter: a first one, and all that updated, corrected, ended or withdrew it."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.base.loads import Needs, need
from handlers.base.turn import Turn
from handlers.notices.loads import NOTICE, NOTICE_FAMILY
from handlers.notices.states import NOT_STARTED, NoticeState
from storage.notice_records import Notice

NO_DANGER_LINKS = ("ends", "withdraws")
"""Links of notices that say that there is no danger (any more): they are never in force themselves."""
UNSAID = NOT_STARTED | {NoticeState.REJECTED}


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
    before = known.get(notice.linked_id)
    while before is not None and before.id not in found:
        found[before.id] = before
        before = known.get(before.linked_id)
    if notice.link == "withdraws":
        rest = [n for n in known.values() if n.id not in found and n.state not in UNSAID]
        found |= {n.id: n for n in sorted(rest, key=lambda n: -n.id)}
    return list(found.values())

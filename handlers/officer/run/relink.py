"""A step whose notice was replaced: it is made to be about what stands now, or a notice of its own. Then it is looked
at afresh, as a draft.
"""

from __future__ import annotations

from handlers.base.buttons import number_of, part_of
from handlers.base.staff import answer
from handlers.base.turn import Turn
from handlers.notices.chain import CHAIN, stands
from handlers.notices.content import load_content
from handlers.notices.family import NoticeLink, followed, shown_number
from handlers.notices.loads import NOTICE
from handlers.notices.moves import set_content
from handlers.notices.states import Act
from handlers.officer.run.follow_up import end_content, hand_over
from handlers.officer.run.progress import may
from storage.notice_records import Notice


def relink(turn: Turn) -> None:
    """d_relink:ID:OTHER: about the other one from now on, if that still stands."""
    notice = _changeable(turn)
    if notice is None:
        return
    target = followed(number_of(part_of(turn.event.argument, 1)), turn.many(CHAIN))
    if target is None or target.id == notice.id or not stands(target, turn.now):
        answer(turn, "chain-toast-gone")
        return
    content = end_content(turn, target) if notice.link == NoticeLink.ENDS else load_content(notice.content)
    set_content(turn, notice, content)
    _now_about(turn, notice, notice.link, shown_number(target))


def as_new(turn: Turn) -> None:
    """d_asnew:ID: a notice of its own, about nothing that was said before."""
    notice = _changeable(turn)
    if notice is not None and notice.link in (NoticeLink.UPDATES, NoticeLink.CORRECTS):
        set_content(turn, notice, load_content(notice.content))
        _now_about(turn, notice, "", 0)


def _changeable(turn: Turn) -> Notice | None:
    notice = turn.one(NOTICE)
    return notice if may(turn, notice, Act.CHANGE) else None


def _now_about(turn: Turn, notice: Notice, link: str, number: int) -> None:
    """Who gets it is another question now."""
    notice.link, notice.linked_id, notice.counted, notice.count_wanted = link, number, "", 0
    turn.save(notice)
    hand_over(turn, notice)

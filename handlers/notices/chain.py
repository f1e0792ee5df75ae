"""Whether a step of a chain (an update, correction, all-clear, false alarm) is still about what holds.

Judged whenever it moves: when it is submitted, approved, started, and before each chunk that is written out. What is
not so any more goes back to its author.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from handlers.base.event import CLOCK
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Marked
from handlers.base.texts import Texts
from handlers.base.turn import Turn
from handlers.notices.family import NO_DANGER_LINKS, NoticeLink, followed, shown_number
from handlers.notices.loads import NOTICE
from handlers.notices.moves import move
from handlers.notices.states import STARTED, Act, NoticeState, Role
from handlers.notices.words import NoticeTick
from storage.notice_records import Notice, NoticeEvent

PAUSING = frozenset({NoticeLink.ENDS, NoticeLink.WITHDRAWS, NoticeLink.CORRECTS})
"""Links of notices during whose wait nothing is repeated: what would be said again may be over, or wrong."""
WAITING = frozenset({NoticeState.PENDING, NoticeState.APPROVED})
CHAIN = Load("chain of the notice", "notice_family", Notice)
"""The notice with all that it is linked with, the newest first."""


@need(CHAIN)
def load_chain(turn: Turn) -> Needs:
    """After the notice: its chain."""
    notice = turn.one(NOTICE)
    return (CHAIN(notice.id),) if notice is not None else ()


def chain_of(turn: Turn) -> tuple[Notice, ...]:
    """The chain, as handlers.notices.doubts.load_alike loads it; a notice made in this turn has none."""
    return turn.many(CHAIN)


@dataclass(frozen=True, slots=True)
class ChainChange:
    """What has changed for a step. `why`: "newer" (`by` stands in its place), "ended" (by `by`), "withdrawn", "over"
    (its time). `of`: the notice that the step is about.
    """

    why: str
    of: int
    by: int = 0

    def line(self, texts: Texts) -> Marked:
        return texts.say("chain-changed", why=self.why, number=str(self.of), other=str(self.by))


def change_of(event: NoticeEvent) -> ChainChange:
    """What a line "outdate" of a notice's history says."""
    data = json.loads(event.data)
    return ChainChange(str(data["why"]), int(data["of"]), int(data["by"]))


def stands(notice: Notice, now: int) -> bool:
    """Whether something may still be said about it: it went out and neither an end nor another one has come."""
    over = bool(notice.until) and notice.until <= now
    return (
        NoticeState(notice.state) in STARTED and not notice.ended_at and not over and notice.link not in NO_DANGER_LINKS
    )


def what_changed(notice: Notice, family: Sequence[Notice], now: int) -> ChainChange | None:
    """Why this notice, which has not begun, must not go out as it is; None: it may. `family` may hold it, too."""
    others = [n for n in family if n.id != notice.id]
    later = next(
        (n for n in others if n.linked_id == notice.id and n.started_at and n.link != NoticeLink.REPEATS), None
    )
    if later is not None:
        return ChainChange(_why_later(later), shown_number(notice), later.id)
    target = followed(notice.linked_id, others) if notice.link else None
    if target is None or not target.started_at:
        return None  # nothing was said that this one could be late for
    newest = next((n for n in others if n.id != target.id and stands(n, now)), None)
    withdrawal = next((n for n in others if n.link == NoticeLink.WITHDRAWS and n.started_at), None)
    if newest is not None and (target.ended_at or notice.link == NoticeLink.WITHDRAWS):
        return ChainChange("newer", shown_number(target), shown_number(newest))
    if withdrawal is not None:
        return ChainChange("withdrawn", shown_number(target), withdrawal.id)
    if notice.link == NoticeLink.WITHDRAWS or stands(target, now):
        return None  # what is over by itself may still have been a false alarm
    end = next((n for n in others if n.link == NoticeLink.ENDS and n.started_at), None)
    return ChainChange("ended", shown_number(target), end.id) if end else ChainChange("over", shown_number(target))


def _why_later(later: Notice) -> str:
    if later.link == NoticeLink.ENDS:
        return "ended"
    return "withdrawn" if later.link == NoticeLink.WITHDRAWS else "newer"


def is_overtaken(notice: Notice, family: Iterable[Notice]) -> bool:
    """Whether a notice that is being sent has been overtaken by a later one of its chain that is no end of itself."""
    return any(
        n.started_at > notice.started_at
        and n.id != notice.id
        and NoticeState(n.state) in STARTED
        and _against(notice, n)
        for n in family
    )


def _against(notice: Notice, later: Notice) -> bool:
    """After an all-clear a danger of the same chain, after a danger whatever follows it."""
    return later.link not in NO_DANGER_LINKS if notice.link in NO_DANGER_LINKS else True


def pauses(notice: Notice, family: Iterable[Notice]) -> Notice | None:
    """The step that waits for a decision, or for its time, while which this notice is not said again."""
    return next((n for n in family if n.id != notice.id and n.link in PAUSING and n.state in WAITING), None)


def send_back(turn: Turn, notice: Notice, change: ChainChange) -> None:
    """It cannot be approved as it is; its author hears what has changed (tick BACK). A repeat is dropped instead."""
    if notice.link == NoticeLink.REPEATS:
        move(turn, notice, Act.DROP, Role.CLOCK, who=CLOCK, name="")
        return
    if move(turn, notice, Act.OUTDATE, Role.CLOCK, who=CLOCK, name="", data=asdict(change)):
        turn.after(0, NoticeTick.BACK, notice.id)


def judge_chain(turn: Turn, family: Sequence[Notice]) -> None:
    """Something of a chain has ended: what waits and is about it goes back."""
    for notice in family:
        if notice.state in WAITING and (change := what_changed(notice, family, turn.now)) is not None:
            send_back(turn, notice, change)

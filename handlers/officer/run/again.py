"""A notice once more: one that was rejected goes on as a draft, and any can be the base of a new one."""

from __future__ import annotations

from handlers.base.staff import answer
from handlers.base.texts import HOUR_MS
from handlers.base.turn import Turn
from handlers.notices.announce import show_panel
from handlers.notices.content import Content, load_content
from handlers.notices.family import NO_DANGER_LINKS, shown_number
from handlers.notices.loads import NOTICE
from handlers.notices.moves import move, new_notice, officer_name, role_of
from handlers.notices.states import Act
from handlers.officer.run.follow_up import hand_over
from handlers.officer.run.progress import may
from storage.notice_records import Notice


def reopen(turn: Turn) -> None:
    """d_reopen: a rejected notice is a draft again. Who wrote it still may not approve it."""
    notice = turn.one(NOTICE)
    if not may(turn, notice, Act.REOPEN) or notice is None:
        return
    move(turn, notice, Act.REOPEN, role_of(turn, notice), who=turn.officer, name=officer_name(turn))
    show_panel(turn, notice)
    hand_over(turn, notice)


def base(turn: Turn) -> None:
    """d_base: a new draft that says the same, whoever wrote that one and however old it is."""
    officer_name(turn)
    notice = turn.one(NOTICE)
    if notice is None:
        answer(turn, "approve-toast-none")
    elif not may_be_base(notice):
        answer(turn, "after-toast-no-base", number=str(shown_number(notice)))
    else:
        hand_over(turn, new_notice(turn, _content(turn, notice)))


def may_be_base(notice: Notice) -> bool:
    """What says that something is over is about one notice alone."""
    return notice.link not in NO_DANGER_LINKS


def _content(turn: Turn, notice: Notice) -> Content:
    """The same words and place; it holds as long as that one did, from now on."""
    content = load_content(notice.content)
    lasts = content.until - max(content.send_at, notice.started_at, notice.submitted_at, notice.created_at)
    until = turn.now + max(HOUR_MS, lasts) if content.until else 0
    return content.changed(until=until, send_at=0, begins=0, about={}, ending="")

"""What would come too late or reach nobody is mended on the panel with one tap: graver, or through quiet hours.

It is another version then, submitted by whoever pressed: whoever wrote the one before may approve it.
"""

from __future__ import annotations

from handlers.base.staff import answer
from handlers.base.turn import Turn
from handlers.notices.announce import announce, show_panel
from handlers.notices.content import Content, load_content
from handlers.notices.doubts import ALIKE
from handlers.notices.moves import move, officer_name, role_of, set_content
from handlers.notices.reach_count import graver
from handlers.notices.states import Act
from handlers.officer.decide.approve import still_right
from storage.notice_records import Notice


def raise_it(turn: Turn, notice: Notice) -> None:
    """d_praise"""
    content = load_content(notice.content)
    _submit(turn, notice, content.changed(severity=int(graver(notice, content.severity))))


def wake_them(turn: Turn, notice: Notice) -> None:
    """d_pwake"""
    _submit(turn, notice, load_content(notice.content).changed(wake=True))


def _submit(turn: Turn, notice: Notice, content: Content) -> None:
    if not still_right(turn, notice) or content == load_content(notice.content):
        return
    name = officer_name(turn)
    set_content(turn, notice, content)
    show_panel(turn, notice)  # nobody approves the earlier version
    if move(turn, notice, Act.SUBMIT, role_of(turn, notice), who=turn.officer, name=name):
        answer(turn, "approve-toast-mended", number=str(notice.id))
        announce(turn, notice, turn.many(ALIKE))

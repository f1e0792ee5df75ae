"""A notice that waits for an officer stands in the admin chat: its messages, and the panel with the three ways."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.turn import Turn
from handlers.notices.content import load_content
from handlers.notices.kinds import Severity
from handlers.notices.loads import NOTICE_HISTORY
from handlers.notices.panel import panel, panel_slot, previews
from handlers.notices.states import NoticeState
from handlers.notices.words import NoticePurpose, NoticeTick
from storage.notice_records import Notice, NoticeEvent
from storage.records import Lane, Share


def announce(turn: Turn, notice: Notice, alike: Sequence[Notice] | None) -> None:
    """A submitted notice stands in the admin chat; how many it reaches is asked, grave ones call the officers.

    `alike`: what `load_alike` found; None for a notice that was only made in this turn: then the panel follows anew.
    """
    chat = turn.shared.admin_chat
    if chat is None or notice.state != NoticeState.PENDING:
        return
    notice.count_wanted = 1
    turn.save(notice)
    for message in previews(turn, notice, load_content(notice.content)):
        turn.send(chat, message, lane=Lane.OPERATORS, share=Share.ASKED, careful=True, purpose=NoticePurpose.PREVIEW)
    _put_panel(turn, notice, [], alike or ())
    if alike is None:
        turn.after(0, NoticeTick.PANEL, notice.id)
    begin_calls(turn, notice)


def show_panel(turn: Turn, notice: Notice, alike: Sequence[Notice] = ()) -> None:
    """The panel as it is now, for routes that load its history. `alike`: what `load_alike` found, while it waits."""
    _put_panel(turn, notice, all_events(turn, notice), alike)


def all_events(turn: Turn, notice: Notice) -> list[NoticeEvent]:
    """The notice's history with what this turn adds to it."""
    history = {e.id: e for e in turn.many(NOTICE_HISTORY)}
    history |= {e.id: e for e in turn.changes.rows.get(NoticeEvent, {}).values() if isinstance(e, NoticeEvent)}
    return [e for _, e in sorted(history.items()) if e.notice_id == notice.id]


def _put_panel(turn: Turn, notice: Notice, history: list[NoticeEvent], alike: Sequence[Notice]) -> None:
    chat = turn.shared.admin_chat
    if chat is not None and notice.version:
        message = panel(turn, notice, load_content(notice.content), history, alike)
        slot = panel_slot(notice)
        turn.send(
            chat, message, lane=Lane.OPERATORS, share=Share.ASKED, careful=True, slot=slot, purpose=NoticePurpose.PANEL
        )


def begin_calls(turn: Turn, notice: Notice) -> None:
    """From now on, if it is grave."""
    if Severity(notice.severity).loud:
        turn.after(0, NoticeTick.CALL, notice.id, "0")

"""A notice that a source wrote waits for an officer: the admin chat sees it."""

from __future__ import annotations

from handlers.notices.content import load_content
from handlers.notices.wording import Meaning, notice_message
from handlers.turn import Turn
from storage.notice_records import Notice
from storage.records import Lane, Share


def announce(turn: Turn, notice: Notice) -> None:
    """Show it, with who may approve it."""
    house = turn.house
    if house.admin_chat is not None:
        message = notice_message(house, notice, load_content(notice.content), house.default_language, Meaning.ALERT)
        turn.send(house.admin_chat, message, lane=Lane.OPERATORS, share=Share.ALARMS, careful=True)

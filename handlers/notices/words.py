"""Words of buttons, ticks and messages that are about a notice, whoever makes or answers them."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word


class NoticeButton(Word):
    """Buttons for duty officers under messages about a notice. Those that decide carry ID:VERSION:DIGEST."""

    APPROVE = "d_ok"
    RETURN = "d_return"
    REJECT = "d_reject"
    LOOK = "d_seen"
    PREVIEW = "d_shown"  # stands under a preview only to be looked at
    RAISE = "d_praise"  # on the panel: one step graver, and submitted anew
    WAKE = "d_pwake"  # likewise, through quiet hours
    REOPEN = "d_reopen"
    END = "d_end"
    ANSWERS = "d_answers"


class AnswerButton(Word):
    """Answers of whoever got a notice."""

    SAFE = "n_safe"
    HELP = "n_help"
    WHAT = "n_what"
    AWAY = "n_away"
    ON = "n_on"
    OFF = "n_off"


class NoticeTick(Word):
    """Timers by the notice's number, but OVER, which is one for all."""

    START = "n_start"  # its time to be sent has come
    UNTIL = "n_until"  # its time is over
    REPEAT = "n_repeat"  # it is said again
    CALL = "n_call"  # officers are called to decide
    PROGRESS = "n_progress"  # how far it has come
    PANEL = "n_panel"  # its panel is shown anew
    JUDGE = "n_judge"  # something ended: is what waits of its chain still right?
    BACK = "n_back"  # it went back: its author is told
    OVER = "n_over"  # those that have ended are told of


class NoticePurpose(StrEnum):
    """What a message to officers is for (OutboxRow.purpose). The values stand in the database: they never change."""

    PREVIEW = "preview"  # what people will read
    PANEL = "panel"
    PROGRESS = "progress"
    RESULT = "result"
    LIST = "notices"
    OPENED = "notice"  # out of the list; rows to people have the same word, and a notice_id
    SURE = "sure"  # asks once more
    DRAFT = "draft"
    TRIAL = "trial"  # a notice as it would come, to its author alone
    MAP = "map"
    TYPING = "typing"  # asks for words
    CALL = "call"
    ESCALATION = "escalation"
    DECIDED = "decided"


OF_A_NOTICE = (
    NoticePurpose.PREVIEW, NoticePurpose.PANEL, NoticePurpose.PROGRESS, NoticePurpose.RESULT, NoticePurpose.LIST,
    NoticePurpose.OPENED, NoticePurpose.SURE,
)  # fmt: skip
"""What stands of notices in an operators' chat: its buttons do what is done with a notice."""

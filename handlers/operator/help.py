"""What can be written in an operators' chat."""

from __future__ import annotations

from handlers.base.staff import tell
from handlers.base.turn import Turn
from handlers.operator.case import case_of
from handlers.operator.own_words import stop
from handlers.operator.prompts import close_prompt, drop_prompt, is_prompt
from handlers.operator.words import OperatorData
from handlers.reports.loads import SENT


def show_help(turn: Turn) -> None:
    tell(turn, turn.t("op-help-private" if turn.event.private else "op-help"))


def cancel(turn: Turn) -> None:
    """/cancel as a reply to a prompt drops it, by itself the one that waits; as a reply to an answer's confirmation or
    card it stops the answer.
    """
    target = turn.one(SENT)
    asked = turn.data.get(OperatorData.PROMPT)
    if target is not None and is_prompt(target):
        close_prompt(turn, target)
    elif target is None and asked:
        drop_prompt(turn, int(asked["report"]), str(asked["kind"]))
    elif (case := case_of(turn)) is None or not stop(turn, case, target):
        tell(turn, turn.t("op-nothing-to-cancel"))


def old_button(turn: Turn) -> None:
    """A button that means nothing here (any more)."""
    turn.ack(turn.texts.label("op-toast-old-button"))

"""The words of the operators' buttons and timers that no other folder knows."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word


class OperatorButton(Word):
    UNDO = "o_undo"  # of an answer; then the history line
    INTERIM = "o_interim"  # an answer is not the last; then the history line
    UNTIL = "o_until"  # then the history line and in how many days the next word comes
    WHY = "o_why"  # then the history line and one of confirmation.HAND_REASONS
    GATHERED = "o_gath"  # then the gathered card's key and a page
    SHIFT = "o_shift"  # how it goes; the filter follows, as for the next two
    SHIFT_TOPICS = "o_stopics"
    SHIFT_PLACES = "o_splaces"
    SHIFT_BEGIN = "o_sbegin"
    QUEUE = "o_queue"  # then what QueueView.data says, as for the next two
    QUEUE_TOPICS = "o_qtopics"
    QUEUE_PLACES = "o_qplaces"
    DELIVERY = "o_dlv"  # then the message's slot
    DELIVERY_RETRY = "o_dlv_retry"  # then what UndeliveredGroup.data says, as for the next two
    DELIVERY_DROP = "o_dlv_drop"
    DELIVERY_DROP_SURE = "o_dlv_sure"


class OperatorTick(StrEnum):
    ANSWER = "answer"  # key: the history line that goes out now
    TAKEN = "taken"  # key: the report that somebody took, and then did nothing


class OperatorStep(Word):
    SHIFT = "o_shift"  # what is written in private is the answer to the report on the desk; data: see shift.state


class ShiftTick(StrEnum):
    OFFER = "o_offer"  # personal; the desk is empty, and something may have come
    SILENT = "o_silent"  # personal; nothing was heard for hours
    LINE = "o_line"  # key: "all"; the group is told what the shifts did


class ShiftMeant(StrEnum):
    """Routes of what is written on shift by what it means: a button's words are never an answer."""

    NEXT = "shift_next"
    OFF = "shift_off"
    BUTTON = "shift_button"

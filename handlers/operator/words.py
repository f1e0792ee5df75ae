"""The words of the operators' buttons and timers that no other folder knows."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word


class OperatorButton(Word):
    UNDO = "o_undo"  # of an answer; then the history line
    INTERIM = "o_interim"  # an answer is not the last; then the history line
    UNTIL = "o_until"  # then the history line and in how many days the next word comes
    PROMISE = "o_promise"  # the day that the answer names is promised; then the history line, as for the next two
    MEND = "o_mend"
    AS_IS = "o_asis"
    TEMPLATES = "o_templates"  # then the list's slot and a page
    DROP_READY = "o_dropready"  # then the list's slot and the id
    FIND = "o_find"  # then the list's slot and a page
    KEEP = "o_keep"  # an answer as it went, in place of its edit; then the history line
    GATHERED = "o_gath"  # then the gathered card's key and a page
    QUEUE = "o_queue"  # then what QueueView.data says, as for the next two
    QUEUE_TOPICS = "o_qtopics"
    QUEUE_PLACES = "o_qplaces"
    DELIVERY = "o_dlv"  # then the message's slot
    DELIVERY_RETRY = "o_dlv_retry"  # then what UndeliveredGroup.data says, as for the next two
    DELIVERY_DROP = "o_dlv_drop"
    DELIVERY_DROP_SURE = "o_dlv_sure"


class OperatorTick(StrEnum):
    ANSWER = "answer"  # key: the history line that goes out now
    FOUND = "found"  # key: a list that was searched for; data: what was written. When it rings it is forgotten
    CORRECT = "correct"  # key: the history line that was edited after it had gone; data: what it says now
    TAKEN = "taken"  # key: the report that somebody took, and then did nothing

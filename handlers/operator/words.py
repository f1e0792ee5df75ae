"""The words of the operators' buttons and timers that no other folder knows."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word


class OperatorButton(Word):
    UNDO = "o_undo"  # of an answer; then the history line
    TO_ALL = "o_toall"  # who follows gets the answer, too; then the history line
    TO_AUTHOR = "o_toauthor"  # its author alone; then the history line
    AS_ANSWER = "o_answer"  # what ends with a question mark is an answer; then the history line
    INTERIM = "o_interim"  # an answer is not the last; then the history line
    UNTIL = "o_until"  # then the history line and in how many days the next word comes
    PROMISE = "o_promise"  # the day that the answer names is promised; then the history line, as for the next two
    MEND = "o_mend"
    AS_IS = "o_asis"
    TEMPLATES = "o_templates"  # then the list's slot and a page
    DROP_READY = "o_dropready"  # then the list's slot and the id
    FIND = "o_find"  # then the list's slot and a page
    KEEP = "o_keep"  # an answer as it went, in place of its edit; then the history line
    WHY = "o_why"  # then the history line and one of confirmation.HAND_REASONS
    GATHERED = "o_gath"  # then the gathered card's key and a page
    SHIFT = "o_shift"  # how it goes; the filter follows, as for the next two
    SHIFT_TOPICS = "o_stopics"
    SHIFT_PLACES = "o_splaces"
    SHIFT_BEGIN = "o_sbegin"
    QUEUE = "o_queue"  # then what QueueView.data says, as for the next two
    STORM = "o_storm"  # one answer to all of the queue; then as the queue
    STORM_SINCE = "o_storm_since"  # then the answer and the hours back
    STORM_SEND = "o_storm_send"  # then the answer and for how many hours new ones get it, too
    STORM_DROP = "o_storm_drop"  # then the answer, as for the next
    STORM_END = "o_storm_end"
    QUEUE_TOPICS = "o_qtopics"
    QUEUE_PLACES = "o_qplaces"
    CONNECT = "o_cn"  # then the screen's slot and a page, as for the next
    CONNECT_NEW = "o_cn_new"
    CONNECT_TO = "o_cn_to"  # then the slot, an organisation and a page
    CONNECT_AT = "o_cn_at"  # then the slot, a municipality and a page
    CONNECT_CODE = "o_cn_code"  # then the slot
    CONNECT_PART = "o_cn_part"  # then the slot, messenger and chat, as for the next
    CONNECT_PART_SURE = "o_cn_sure"
    CONNECT_SEEN = "o_cn_seen"  # under a test card
    DELIVERY = "o_dlv"  # then the message's slot
    DELIVERY_RETRY = "o_dlv_retry"  # then what UndeliveredGroup.data says, as for the next two
    DELIVERY_DROP = "o_dlv_drop"
    DELIVERY_DROP_SURE = "o_dlv_sure"


class OperatorTick(StrEnum):
    ANSWER = "answer"  # key: the history line that goes out now
    WHOM = "whom"  # key: a history line of which nobody said yet who gets it
    SPREAD = "spread"  # key: a history line that goes to all who follow; data: the last report that was told
    PROMISED_ALL = "promised_all"  # key: a case after its promised day; data: the last follower's report
    COUNT = "told"  # key: such a line; data: the pause until it is looked at again
    STORM = "storm"  # key: an answer to all who wait that is going out
    FOUND = "found"  # key: a list that was searched for; data: what was written. When it rings it is forgotten
    CORRECT = "correct"  # key: the history line that was edited after it had gone; data: what it says now
    ASSIGNED = "assigned"  # key: a history line; its text is what became of the message to whoever has it now
    CONNECT = "o_cn_draft"  # key: a screen that connects; data: what was chosen there. When it rings it is forgotten
    CONNECT_TRIES = "o_cn_tries"  # key: a chat; data: how many wrong codes were written there of late
    CONNECT_TIDY = "o_cn_tidy"  # key: a chat whose cards may be another's now; data: the last message looked at
    TAKEN = "taken"  # key: the report that somebody took, and then did nothing


class OperatorStep(Word):
    SHIFT = "o_shift"  # what is written in private is the answer to the report on the desk; data: OperatorData.DESK


class OperatorData(StrEnum):
    """What the data of an operator's dialogue has, in private and in each chat of operators. The values are stored in
    dialogues: they never change.
    """

    DESK = "desk"  # at OperatorStep.SHIFT: the number of the report on his desk
    PROMPT = "prompt"  # the question that waits for his words: {slot, report, kind, at}
    ALBUM = "album"  # of his last album: {id, event} once something began with it, {id, held} before
    REPLY_TOLD = "reply_told"  # when he was told that a reply to the bot's own line went to nobody
    UNKNOWN_COMMANDS = "unknown_commands"  # [[word, moment], ...] of which he was told


class ShiftTick(StrEnum):
    OFFER = "o_offer"  # personal; the desk is empty, and something may have come
    SILENT = "o_silent"  # personal; nothing was heard for hours
    LINE = "o_line"  # key: "all"; the group is told what the shifts did


class ShiftMeant(StrEnum):
    """Routes of what is written on shift by what it means: a button's words are never an answer."""

    NEXT = "shift_next"
    FIND = "shift_find"  # «найди Лесная»: what is searched for follows
    OFF = "shift_off"

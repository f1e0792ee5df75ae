"""Buttons, steps and timers of reports and of drafts of them, whoever presses or answers them."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word
from handlers.base.steps import OpenStep
from handlers.base.typed_buttons import CANCEL_BUTTON


class ReportButton(Word):
    """What follows is the report's number; then, where there is one, the choice or the page of a menu."""

    # in operators' chats
    CARD = "o_card"  # away with the menu
    OPEN = "o_open"  # the card once more, at the bottom
    FULL = "o_full"
    TAKE = "o_take"
    RELEASE = "o_release"
    ASK = "o_ask"
    REJECT = "o_reject"
    REASON = "o_reason"  # then a code of card_buttons.REASONS, or "other"
    CLOSE = "o_close"
    REOPEN = "o_reopen"  # what was rejected or closed goes back to work
    TOPIC = "o_topic"  # then a page and, for its topics, a group
    SET_TOPIC = "o_settopic"  # then a code
    HAND = "o_hand"  # then a page
    HAND_TO = "o_handto"  # then a code

    # in the author's chat
    LIST = "c_reports"  # then a page, without a report
    MORE = "c_more"  # what is written next is added to it
    SEPARATE = "c_new"  # then the history line that is no part of it
    ADDED_ALL = "c_done"  # nothing follows
    WITHDRAW = "c_withdraw"
    SOLVED = "solved"
    UNSOLVED = "unsolved"


class ReportTick(StrEnum):
    """Timers of reports that one folder sets and another answers."""

    CARD = "card"  # key: a report whose card is to show how it stands
    CARDS = "cards"  # key: a chat in which reports still have to come in sight
    OFFER = "s_offer"  # personal; a report was filed: after the first one its author is asked about warnings
    HELPING = "n_helping"  # personal; data: the notice. Whoever calls for help has told no place yet
    LEFT = "left"  # key: a report that its author took back: what was joined to it stands by itself again
    SILENCE = "silence"  # key: the report; nothing was heard after an answer. Data: "asked" once the author was asked


HELPING_STEP = "n_helping"
"""Whoever calls for help is asked for the place; the dialogue's data has "notice"."""


class DraftButton(Word):
    """What follows is the draft's id (ReportDraft.id): an older draft's button changes nothing."""

    SEND = "c_send"
    CONSENT = "c_consent"  # then the mark of the text that is agreed to
    NO_CONSENT = "c_noconsent"
    SHOW = "c_draft"  # the way back to it
    TOPICS = "c_topics"  # then a page and, for its topics, a group
    SET_TOPIC = "c_topic"  # then a code, or "other"
    PLACE = "c_place"
    NO_PLACE = "c_noplace"
    ADD_TO = "c_into"  # then the report
    CHECK_RUMOUR = "s_check"
    CANCEL = CANCEL_BUTTON
    UNDO = "c_undo"


class DraftStep(Word):
    """Steps at which a report is being written (handlers.reports.draft)."""

    NEW = OpenStep.DRAFT.value
    PLACE = "draft_place"  # its place is asked for
    ADDING = "adding"  # something is added to a report


class DraftTick(StrEnum):
    """Personal timers of such a draft."""

    GATHER = "draft"  # several messages are gathered
    IDLE = "idle"  # it lies idle
    DANGER = "danger"  # danger was not sent
    DROP = "drop_draft"  # no consent for a day


DRAFT_IDLE_MS = 10 * 60_000
"""So long until it is asked about."""

"""Buttons and timers that belong to a report, whoever presses or answers them."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word


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
    TOPIC = "o_topic"  # then a page
    SET_TOPIC = "o_settopic"  # then a code
    HAND = "o_hand"  # then a page
    HAND_TO = "o_handto"  # then a code

    # in the author's chat
    SOLVED = "solved"
    UNSOLVED = "unsolved"


class ReportTick(StrEnum):
    """Timers of reports that one folder sets and another answers."""

    CARD = "card"  # key: a report whose card is to show how it stands
    CARDS = "cards"  # key: a chat in which reports still have to come in sight
    LEFT = "left"  # key: a report that its author took back: what was joined to it stands by itself again
    SILENCE = "silence"  # key: the report; nothing was heard after an answer. Data: "asked" once the author was asked


class DraftStep(Word):
    """Steps at which a report is being written (handlers.citizen.draft)."""

    NEW = "draft"
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

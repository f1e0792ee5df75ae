"""Steps of a dialogue that tell what words mean there: an answer to a screen's question, or whatever is said; and what
a dialogue remembers that several folders read.
"""

from __future__ import annotations

from enum import StrEnum


class QuestionStep(StrEnum):
    """Such a question is left as soon as another screen takes its place (Turn.leave_question), and whoever writes
    something that is no answer is heard all the same. The values are stored in dialogues: they never change.
    """

    TOWN = "s_town"  # a settlement's name
    QUIET = "s_quiet"  # quiet hours
    PLACE = "s_place"  # something about a place; see SubscriberData.PLACE
    CODE = "s_code"  # a code that joins accounts
    RUMOUR = "s_rumour"  # a text that may be a rumour
    HOUSE = "s_house"  # a house that is still without; see KeptData.NOTICE


class OpenStep(StrEnum):
    """At these steps no certain words are waited for: what is written may as well mean a button (see typed_buttons)."""

    NOTHING = ""
    DRAFT = "draft"  # a report is being written
    ADDED = "added"  # something was just added to a report; what follows soon belongs to it too


class KeptData(StrEnum):
    """What the data of a person's dialogue has at any step, unless told otherwise. The values are stored in dialogues:
    they never change.
    """

    VERSION = "v"  # in which form the rest is written: turn.DATA_VERSION
    SHOWN = "shown"  # what Turn.shown says
    NO_BUTTONS = "no_buttons"  # what Turn.no_buttons says
    SEES_EDITED = "sees_edited"  # what Turn.sees_edited says
    REFUSED_UNTIL = "refused_until"  # of an outsider in a group of operators: when he may be told again
    REFUSED = "refused"  # when he would not agree, and what he had written went
    UNDO = "undo"  # a cancelled draft
    FILED = "filed"  # [draft, report]: what was filed last
    RUMOUR = "rumour"  # [message, text]: what may be a rumour
    HOUSE = "house"  # [notice, address]: a house that is still without
    SAID = "said"  # [message, text]: words that were taken for something else, of which a report can be made
    OFF_SHIFT = "off_shift"  # when his shift ended, until he has written something since
    REPORT = "report"  # at OpenStep.ADDED: the report to which something was added
    UNTIL = "until"  # at OpenStep.ADDED: until when what follows belongs to it
    NOTICE = "notice"  # at QuestionStep.HOUSE, and while a call for help waits for its place: the notice's number

"""Steps of a dialogue that tell what words mean there: an answer to a screen's question, or whatever is said."""

from __future__ import annotations

from enum import StrEnum


class QuestionStep(StrEnum):
    """Such a question is left as soon as another screen takes its place (Turn.leave_question), and whoever writes
    something that is no answer is heard all the same. The values are stored in dialogues: they never change.
    """

    TOWN = "s_town"  # a settlement's name
    QUIET = "s_quiet"  # quiet hours
    PLACE = "s_place"  # something about a place; `data` has "place"
    CODE = "s_code"  # a code that joins accounts
    RUMOUR = "s_rumour"  # a text that may be a rumour
    HOUSE = "s_house"  # a house that is still without; `data` has "notice"


class OpenStep(StrEnum):
    """At these steps no certain words are waited for: what is written may as well mean a button (see typed_buttons)."""

    NOTHING = ""
    DRAFT = "draft"  # a report is being written
    ADDED = "added"  # something was just added to a report; what follows soon belongs to it too

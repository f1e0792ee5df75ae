"""Words of the buttons and timers of one's own reports and data; those of a draft stand in handlers.reports.words."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word
from handlers.reports.words import ScreenButton


class CitizenButton(Word):
    # then the report
    OPEN = "c_report"

    LANGUAGE = "c_lang"  # then a language's code
    EXPORT = "c_export"
    WITHDRAW_CONSENT = "c_unconsent"
    FORGET = ScreenButton.FORGET.value
    FORGET_SURE = "c_forgetyes"  # then the person
    FORGET_NOT = "c_keep"


class CitizenTick(StrEnum):
    FORGETTING = "forgetting"  # key: a person of whom more is left than one step erases; not a personal one
    TOLD_GROUP = "s_group"  # key: a group of others, which was told where to write; it goes by itself
    FOREIGN_ASKED = "s_walk"
    """Numbers of others' reports that somebody asked for, when, in its data. The key is the account and not a personal
    timer's, so that whoever asks to be forgotten does not begin anew; it goes by itself.
    """

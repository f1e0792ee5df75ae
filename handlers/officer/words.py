"""Words of the duty officers' buttons, steps and dialogues, but those of composing (handlers.officer.compose.words)."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word


class OfficerButton(Word):
    """Followed by the notice's number; what asks once more, by the number of its question, too."""

    STOP = "d_stop"
    STOP_SURE = "d_stopok"
    LEAVE = "d_stopno"
    GO_ON = "d_goon"
    GO_ON_SURE = "d_goonok"
    FIX = "d_fix"
    UPDATE = "d_update"
    END_SURE = "d_endok"
    END_CHANGE = "d_endedit"
    RELINK = "d_relink"  # about the notice that stands now; its number follows
    AS_NEW = "d_asnew"  # a notice of its own
    FALSE_ALARM = "d_false"
    LIST = "d_list"
    OPEN = "d_open"
    CHANGE = "d_change"
    DROP = "d_drop"
    DROP_SURE = "d_dropok"
    BASE = "d_base"  # a new one that says the same
    EDIT = "d_edit"  # opens a draft in the officer's private chat


class OfficerStep(Word):
    """What an officer's dialogue waits for."""

    COMPOSE = "notice"  # what its data has: handlers.officer.compose.words.ComposeData
    TYPE = "approve"  # something is to be typed; the rest of the dialogue (a draft) stays as it is


class OfficerData(StrEnum):
    """What the data of an officer's dialogue has at any step. The values are stored in dialogues: they never change."""

    QUESTION = "approve"  # what he is asked to type (handlers.officer.typed_answers.Question)
    DRAFT = "begun"  # while a button is handled: the number of the draft that it left (handlers.officer.awaiting)

"""Words of the buttons of composing a notice. But for START to SEVERITY_FIRST a notice's number follows."""

from __future__ import annotations

from handlers.base.buttons import Word


class ComposeButton(Word):
    """What follows the number stands in the docstring of each handler."""

    # before there is a notice
    START = "d_new"
    CLOSE = "d_close"
    PATH = "d_path"
    TEMPLATE = "d_tpl"
    KINDS_FIRST = "d_kinds0"
    KIND_FIRST = "d_kind0"
    SEVERITY_FIRST = "d_sev0"
    TRIAL = "d_trial"  # under a trial: does nothing and says so

    # the notice as a whole
    SUMMARY = "d_sum"
    MORE = "d_more"
    DELETE = "d_del"
    DELETE_SURE = "d_delyes"
    CHECK = "d_check"
    SEE = "d_see"
    SEE_MINE = "d_mine"
    SEE_OPERATORS = "d_try"
    SUBMIT = "d_submit"

    # its fields
    KIND = "d_kind"
    SET_KIND = "d_setkind"
    SEVERITY = "d_severity"
    SET_SEVERITY = "d_setsev"
    TEXT = "d_text"
    TODO = "d_todo"
    ADVICE = "d_advice"
    NO_TODO = "d_notodo"
    NO_TEXT = "d_notext"
    GAP = "d_gap"  # what a template asks
    GAP_UNTIL = "d_gapuntil"
    NEXT = "d_next"  # on to what is still asked, or to the summary
    AS_TEXT = "d_astext"  # loose words are the text
    MORE_TEXT = "d_moretext"
    AS_PLACE = "d_asplace"
    KEEP = "d_keep"  # words of another language are right as they are
    ANSWERS = "d_answers"
    SET_ANSWER = "d_ask"
    CONTACTS = "d_contacts"
    REPEAT = "d_repeat"
    SET_REPEAT = "d_setrep"
    UNTIL = "d_until"
    SET_UNTIL = "d_setuntil"
    SEND = "d_send"
    SEND_NOW = "d_sendnow"
    RAISE = "d_raise"  # one step graver
    WAKE = "d_wake"  # through quiet hours, whatever its severity
    FILES = "d_files"
    NO_FILES = "d_nofiles"

    # where
    WHERE = "d_where"
    REGION = "d_region"
    MUNICIPALITIES = "d_munis"
    MUNICIPALITY = "d_muni"
    WHICH = "d_which"
    RADIUS = "d_radius"
    ITEMS = "d_items"
    ITEM = "d_item"
    CLEAR = "d_clear"
    DRAW = "d_draw"
    UNDRAW = "d_undraw"
    DRAWN = "d_drawn"
    UNMEND = "d_unmend"
    MAP = "d_map"
    STREETS = "d_streets"
    TOWN = "d_town"
    HOUSES = "d_houses"

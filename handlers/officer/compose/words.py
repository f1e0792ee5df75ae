"""Words of the buttons of composing a notice, and what the dialogue remembers meanwhile."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word


class ComposeButton(Word):
    """But for START to SEVERITY_FIRST a notice's number follows; what comes then says the docstring of each handler."""

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
    UNDO = "d_undo"  # what a button took away comes back

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


class ComposeData(StrEnum):
    """What the data of a dialogue at OfficerStep.COMPOSE has. The values are stored in dialogues: they never change."""

    NUMBER = "notice"  # of the notice; 0: there is none yet
    FIELD = "field"  # a ComposeField, perhaps with a colon and what it is about
    GUIDED = "guided"  # the number of the notice whose template is being gone through, question by question
    DRILL = "drill"  # 1: the template that is looked for is of a drill
    LATEST = "latest"  # [ComposeField, language, moment]: the words that were written last, and when
    FIRST = "first"  # what was written before there was a notice
    LOOSE = "words"  # what was written while nothing was asked
    LOOSE_OF = "words_of"  # the ComposeField, with its language, whose words these may be; none: of the Russian text
    BEFORE = "before"  # what a button took the place of: see handlers.officer.compose.undo
    SEEN = "seen"  # the digest of the content that was shown last
    SEVERAL = "several"  # the names of places that are still to be asked about
    POINT = "point"  # [latitude, longitude] of the middle of a circle
    POINTS = "points"  # [[latitude, longitude], ...] of the polygon that is being drawn
    MENDED = "mended"  # [[[latitude, longitude], ...], ...]: rings as they were mended
    STREET = "street"  # its name; the settlement stands with the field
    FILE = "file"  # the number of the document that is waited for
    OFFICER = "officer"  # the key of the officer who sent it


class ComposeField(Word):
    """What a screen of composing asks for. The values are stored in dialogues: they never change."""

    # before there is a notice
    START = "start"
    TEMPLATES = "templates"
    KINDS = "kinds"

    # the notice as a whole; the first two ask for nothing, they show its usual or its seldom buttons
    SUMMARY = "summary"
    MORE = "more"
    DELETE = "delete"
    CHECK = "check"
    WORD = "word"  # the word that is typed before an alarm

    KIND = "kind"
    SEVERITY = "severity"
    TEXT = "text"  # a language follows
    TODO = "todo"  # a language follows
    GAP = "gap"  # its name follows
    LOOSE = "words"
    ANSWERS = "answers"
    REPEAT = "repeat"
    UNTIL = "until"
    SEND = "send"
    FILES = "files"

    # where
    WHERE = "where"
    MUNICIPALITIES = "municipalities"
    WHICH = "which"
    RADIUS = "radius"
    ITEMS = "items"
    DRAW = "draw"
    MENDED = "mended"
    TOWN = "town"
    STREET = "street"  # the settlement's code follows
    HOUSES = "houses"  # the settlement's code follows

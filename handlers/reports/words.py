"""Buttons, steps and timers of reports and of drafts of them, whoever presses or answers them."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word
from handlers.base.steps import OpenStep
from handlers.base.typed_buttons import CANCEL_BUTTON

PLACE_WAS = "place_was"
"""In the data of a history line that moved its report: latitude, longitude, settlement, municipality and address before
it.
"""
PLACE_AT = "place_at"
"""And when it did so (UTC ms): a button may do it later than the line was written."""
TOPIC_WAS = "topic_was"
"""In the data of a line with which its author gave a report another topic: the one before it."""
PLACED_AGAIN = "placed_again"
"""In the data of a line that was taken back: the report is again at the place where it was before."""


class ReportButton(Word):
    """What follows is the report's number; then, where there is one, the choice or the page of a menu."""

    # in operators' chats
    CARD = "o_card"  # away with the menu
    OPEN = "o_open"  # the card once more, at the bottom
    FULL = "o_full"
    FILES = "o_files"  # what its author sent besides words
    TAKE = "o_take"
    RELEASE = "o_release"
    ASSIGN = "o_assign"  # to a colleague; then a page
    ASSIGN_TO = "o_assignto"  # then a person
    ASK = "o_ask"
    REJECT = "o_reject"
    REASON = "o_reason"  # then a code of card_buttons.REASONS, or "other"
    JOIN_TO = "o_join"  # it is of the same trouble; then the other report
    PEOPLE = "o_people"  # who else writes of it
    REFER = "o_refer"  # it is none of our business; then a page
    REFER_TO = "o_referto"  # then an office's code behind a dot, or operator.refer.OWN_WORDS
    REFER_SURE = "o_refersure"  # then the same
    REFER_DROP = "o_referdrop"
    CLOSE = "o_close"
    MORE_ACTS = "o_more"  # the menu of what is done more rarely
    PROLONG = "o_prolong"
    READY = "o_ready"  # then a page
    USE_READY = "o_useready"  # then a key of reports.ready
    SAVE_READY = "o_saveready"
    SILENCE = "o_silence"  # its author; then for how many days
    HEAR = "o_hear"
    OF_AUTHOR = "o_author"  # its author's other reports
    REOPEN = "o_reopen"  # what was rejected or closed goes back to work
    TOPIC = "o_topic"  # then a page and, for its topics, a group
    SET_TOPIC = "o_settopic"  # then a code
    HAND = "o_hand"  # then a page
    HAND_TO = "o_handto"  # then a code
    TEAM = "o_team"  # of the centre; then a page
    TO_TEAM = "o_toteam"  # then a code, nothing for the admin chat
    NEXT = "o_next"  # on a desk: the next report; then AGAIN where what was passed over comes again
    OFF = "o_off"  # the shift is over

    # in the author's chat
    LIST = "c_reports"  # then a page, without a report
    MORE = "c_more"  # what is written next is added to it
    SEPARATE = "c_new"  # then the history line that is no part of it
    MOVE = "c_moved"  # then the history line that names its place
    ADDED_ALL = "c_done"  # nothing follows
    WITHDRAW = "c_withdraw"
    WITHDRAW_SURE = "c_withdrawn"  # asked first
    LEAVE = "c_leave"  # it was joined to another: its author follows that one no more
    FOLLOW = "c_followed"  # it was filed; then a known case that it is joined to
    SOLVED = "solved"
    UNSOLVED = "unsolved"
    PARTLY = "partly"
    STARS = "c_stars"  # then 1 to 5
    WHY = "c_why"  # what is not solved; then a code of is_solved.REASONS


class ReportTick(StrEnum):
    """Timers of reports that one folder sets and another answers."""

    CARD = "card"  # key: a report whose card is to show how it stands
    CARDS = "cards"  # key: a chat in which reports still have to come in sight
    OFFER = "s_offer"  # personal; a report was filed: after the first one its author is asked about warnings
    HELPING = "n_helping"  # personal; data: the notice. Whoever calls for help has told no place yet
    KNOWN = "known"  # personal; data: a report that was filed at once: what is known there is said after it
    AGAIN = "again"  # key: a report that was filed just now: do people write again of what was over?
    BACK = "back"  # key: a case of which they do; data: how many people
    JOINED = "joined"  # key: a history line of a joined report; staff read it at the card of the case
    LEFT = "left"  # key: a report that its author took back: what was joined to it stands by itself again
    GONE = "gone"  # key: "CHANNEL:USER" of somebody who left an operators' chat
    BACK_AGAIN = "back_again"  # key: "PERSON:CHANNEL" of somebody who could not be written to until now
    PROMISED = "promised"  # key: a report whose promised day has passed
    SILENCE = "silence"
    """Key: the report; nothing was heard after an answer. Data: see handlers.reports.is_solved."""


HELPING_STEP = "n_helping"
"""Whoever calls for help is asked for the place; the dialogue's data has KeptData.NOTICE."""


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
    TOWN = "c_town"  # then a settlement's code
    NO_TOWN = "c_notown"
    ANSWER = "c_answer"  # then a key of reports.details and the answer's place
    SKIP = "c_skip"  # then the key
    DETAILS = "c_details"  # what was answered is to be changed
    ADD_TO = "c_into"  # then the report, and what its words say of it: "solved", "not_solved" or nothing
    OWN = "c_own"  # it belongs to none of the reports that were offered
    FOLLOW = "c_follow"  # then a known case: it is the same trouble
    FOLLOW_NOTICE = "c_fnotice"  # then a notice: its end is wanted
    SECOND = "c_second"  # what came last is another report
    APART = "c_apart"  # its second trouble is sent by itself, too; then the topic
    SAME = "c_same"  # it is about the same
    CHECK_RUMOUR = "s_check"
    CANCEL = CANCEL_BUTTON
    UNDO = "c_undo"


class ScreenButton(Word):
    """Screens of other folders to which a report's and a person's screens lead."""

    ALERTS = "s_alerts"
    SUBSCRIBE = "s_sub"
    CONSENT = "s_consent"
    KINDS = "s_kinds"
    KIND = "s_kind"
    WHERE = "s_where"
    UNSUBSCRIBE = "s_unsub"
    NOW = "s_now"
    FORGET = "c_forget"
    WARN_HERE = "s_warnhere"  # then the draft that is nothing but a place
    IS_REPORT = "s_report"  # what was taken for something else is a report


class Meant(StrEnum):
    """Routes of messages by what they mean (handlers.reports.meaning), not by their words."""

    STATUS = "status"  # asks about his own report
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    PARTLY = "partly"
    STARS = "stars"  # a mark for what was closed
    IS_IT_SOLVED = "is_it_solved"  # perhaps it says so
    WHICH = "which"  # an answer, and several were answered
    IS_IT_BACK = "is_it_back"  # perhaps it says that a report which is over is to go back to work
    THANKS = "thanks"
    HELLO = "hello"  # a greeting, a sign of life, "yes" to nothing
    WHO = "who"  # asks who we are
    PERSON = "person"  # wants somebody to talk to
    OWN_EDIT = "own_edit"  # somebody of the staff edits what he wrote on his desk
    FORGET = "forget"  # wants his data deleted
    TO_CARD = "to_card"  # somebody of the staff who is not on shift replies to a card in his private chat
    TO_WARN = "to_warn"  # an officer orders to warn people
    OF_NOTICE = "of_notice"  # an officer writes what a button under a notice says
    FIND = "staff_find"  # somebody of the staff searches; what is searched for follows
    QUEUE = "staff_queue"  # somebody of the staff wants to see the queue
    STOP = "stop"  # wants to be left alone
    ANGRY = "angry"  # swears, and tells of nothing
    DISTRESS = "distress"  # does not want to live, or is being hurt
    PHONES = "phones"  # wants help that comes by a call
    WITHDRAW = "withdraw"  # takes his report back
    TO_SCREEN = "to_screen"  # agrees with the last screen of a draft, or thanks, in a sentence of his own
    SAME_TROUBLE = "same_trouble"  # says that what the last screen shows as known is his trouble, too
    OTHER_TROUBLE = "other_trouble"  # says that it is not
    SAME_FILED = "same_filed"  # says so of what was shown after his report was filed at once
    END_OF_NOTICE = "end_of_notice"  # wants to be told of the end of a notice that the last screen shows
    ONCE_MORE = "once_more"  # wants a report back that he has withdrawn
    KIND_WORD = "kind_word"  # a joke is wished for, a prayer, a sign of danger alone: nothing is told
    LEAVE_CASE = "leave_case"  # wants to follow what is known no more
    MEANWHILE = "meanwhile"  # may answer what staff wrote while something else is being written
    ANEW = "anew"  # the topic or the place of a report that was sent is wrong; which one is right is to be asked
    CONTACTS = "contacts"  # tells nothing but a telephone, an address for mail, a passport
    OFFICES = "offices"  # wants what other offices do: an official appeal, a pension
    NOW = "now"  # asks what is going on
    WARNINGS = "warnings"
    WISH = "wish"  # of his warnings: see handlers.reports.about_warnings
    RUMOUR = "rumour"  # asks whether something is true


class DraftStep(Word):
    """Steps at which a report is being written (handlers.reports.draft)."""

    NEW = OpenStep.DRAFT.value
    PLACE = "draft_place"  # its place is asked for
    TOWN = "draft_town"  # the town of its street is asked for
    QUESTION = "draft_question"  # one of its topic's own questions stands open
    ADDING = "adding"  # something is added to a report


DRAFT_STEPS = frozenset(DraftStep)


class DraftScreen(StrEnum):
    """What the screen of such a draft shows (ReportDraft.showing). Stored in dialogues: the values never change."""

    WHAT = "what"  # nothing is told yet: what has happened?
    PLACE = "place"
    TOWN = "town"
    QUESTION = "question"  # of the topic
    REVIEW = "review"  # the whole report, to be sent
    TOPIC = "topic"  # the topics
    CONSENT = "consent"
    ADDING = "adding"  # what is to be added to a report?
    SECOND = "second"  # is what came last another report?
    WHOSE = "whose"  # to which report does it belong?


class DraftData(StrEnum):
    """What the data of a dialogue has of such a draft, beside KeptData. The values are stored in dialogues: they never
    change.
    """

    DRAFT = "draft"  # at each DraftStep: what ReportDraft.dump gives
    LAID_ASIDE = "kept"  # {step, data} of a draft that waits while the dialogue is about something else


class DraftTick(StrEnum):
    """Personal timers of such a draft."""

    GATHER = "draft"  # several messages are gathered
    IDLE = "idle"  # it lies idle
    TOWN = "draft_town"  # the towns of the person come to stand on the screen that asks for one
    KNOWN = "draft_known"  # what is known at its place comes to stand on the last screen
    DANGER = "danger"  # danger was not sent
    DROP = "drop_draft"  # no consent for a day


DRAFT_IDLE_MS = 10 * 60_000
"""So long until it is asked about."""

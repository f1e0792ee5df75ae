"""What a citizen's message means: the one place that decides it, by its words and by what he was last asked.

`instead` names the route that takes a message which is neither a report nor a part of one: a question about his own, an
answer to "is it solved?", thanks, a request. handlers.reports.which_report says to which report the rest goes; what is
left begins one.
Whatever the reader is unsure of is kept as a draft, and buttons ask.
"""

from __future__ import annotations

from handlers.base.phrases import is_small_talk, words_of
from handlers.base.steps import KeptData
from handlers.base.texts import HOUR_MS
from handlers.base.turn import Turn
from handlers.reading.intent import Intent
from handlers.reading.said import KNOWN
from handlers.reports.about_warnings import wants_warnings, wish_in
from handlers.reports.after_answer import FRIENDLY, UNSURE
from handlers.reports.anger import only_rages
from handlers.reports.asked_at_work import asked_at_work
from handlers.reports.is_solved import awaits_word, says_partly
from handlers.reports.its_words import (
    asks_who_we_are,
    is_sign_of_danger,
    is_sticker,
    nudges,
    only_goes_on,
    prays,
    reminds_us,
    said_to_us,
    wants_fun,
    words_alone,
)
from handlers.reports.known import is_same_as_filed, leaves_case
from handlers.reports.loads import SENT
from handlers.reports.marks import solved_with_stars, stars_said
from handlers.reports.named_place import place_named
from handlers.reports.own_report import open_reports, withdrawn_lately
from handlers.reports.plain_requests import (
    asks_for_help,
    asks_for_phones,
    asks_of_offices,
    asks_state,
    asks_to_forget,
    asks_to_stop,
    asks_to_withdraw,
    distress_in,
    of_work,
    only_swears,
    wants_back,
    wants_it_kept,
    withdrawing,
)
from handlers.reports.questions import asks_about, asks_of, asks_of_place, asks_what_comes, numbered
from handlers.reports.said_anew import is_put_right, puts_place_right, topic_anew
from handlers.reports.saved import is_of_staff
from handlers.reports.spoken_of import answered, concerned, is_just_over, over_concerned, replied_to, was_just_told
from handlers.reports.status import Status, may
from handlers.reports.topic_choice import told_topics
from handlers.reports.two_troubles import topics_of
from handlers.reports.which_report import is_elsewhere, is_lack_of_else, is_own_story, is_remark, read
from handlers.reports.wished import tells_danger
from handlers.reports.words import Meant
from storage.records import Report

PLAIN, SHORT = 0.9, 8
"""What has a topic, a place or more words than this is a report, unless it is so surely something else: "no light in
the whole street, waiting for an answer" is one.
"""
PLAINLY = 0.95
"""So surely a question about his report, although it adds to what he was just told of."""
CLOSES = 0.9
"""So sure has the model to be that words say "solved"; else two buttons ask."""
AFTER_SHIFT_MS = 12 * HOUR_MS
REQUESTS = {
    Intent.PERSON: Meant.PERSON,
    Intent.STOP: Meant.STOP,
    Intent.NOW: Meant.NOW,
    Intent.WARNINGS: Meant.WARNINGS,
    Intent.RUMOUR: Meant.RUMOUR,
}
"""What is asked of us, whatever else is open."""
GREETINGS = frozenset({Intent.GREETING, Intent.ALIVE, Intent.ABOUT})
TO_NOTHING = frozenset({Intent.YES, Intent.NO})
OF_A_REPORT = frozenset({Intent.ADDITION, Intent.SOLVED, Intent.NOT_SOLVED})
DOUBTS = frozenset({Intent.STATUS, Intent.RUMOUR})  # "we have waited for a week", "you lie": words about an answer
ANSWERS = TO_NOTHING | {Intent.SOLVED, Intent.NOT_SOLVED}


# -- what is done with it ---------------------------------------------------------------------------
def instead(turn: Turn) -> str:
    """The `meant` route for a message while nothing is being written; "" for what begins a report or adds to one."""
    if not turn.is_citizen and is_to_card(turn):
        return Meant.TO_CARD
    if at_work := asked_at_work(turn):
        return at_work
    if reminds_us(turn):
        return "" if open_reports(turn) else Meant.HELLO
    if not words_alone(turn):
        return Meant.THANKS if answered(turn) and is_sticker(turn) else ""
    if stars_said(turn):
        return Meant.STARS
    if numbered(turn) is not None and not _is_asked(concerned(turn)):
        return Meant.STATUS
    if plainly := _asked_plainly(turn, words_alone(turn)):
        return plainly
    if was_just_told(turn) and only_goes_on(turn):
        return Meant.STATUS
    if (report := corrected(turn)) is not None:
        return "" if topic_anew(turn, report, words_alone(turn)) else Meant.ANEW
    if wants_warnings(turn, words_alone(turn)):
        return Meant.WARNINGS
    if coming := asks_what_comes(turn, words_alone(turn)):
        return coming
    if open_reports(turn) and (withdrawing(turn) or not answered(turn)) and asks_to_withdraw(turn, words_alone(turn)):
        return Meant.STATUS if wants_it_kept(turn, words_alone(turn)) else Meant.WITHDRAW
    if not _is_asked(concerned(turn)) and asks_of_offices(turn, words_alone(turn)):
        return Meant.OFFICES
    if open_reports(turn) and not answered(turn) and (nudges(turn) or asks_state(turn, words_alone(turn))):
        return Meant.STATUS
    rages = not answered(turn) and (only_swears(turn, words_alone(turn)) or only_rages(turn, words_alone(turn)))
    if rages and not _is_asked(concerned(turn)):  # "what fell?" — "a piece of iron" is the answer
        return Meant.ANGRY
    if not open_reports(turn) and (to_us := said_to_us(turn)):
        return to_us
    (intent, sure), report = read(turn), concerned(turn)
    over = over_concerned(turn)
    if not _is_asked(report) and asks_of_place(turn):
        return Meant.NOW
    if not _is_asked(report) and not answered(turn) and wish_in(turn, words_alone(turn), intent) is not None:
        return Meant.WISH
    if _is_asked(report):
        meaning = _while_asked(intent, sure)
    else:
        meaning = (_of_over(turn, intent, sure, over) if over else "") or _of(turn, intent, sure, report)
    return "" if meaning and meaning is not Meant.RUMOUR and tells_danger(turn, turn.event.text) else meaning


def _asked_plainly(turn: Turn, text: str) -> str:
    """What all of a message asks for in known words, whatever is open."""
    if is_same_as_filed(turn):
        return Meant.SAME_FILED
    if wants_fun(turn) or (not answered(turn) and (prays(turn) or is_sign_of_danger(turn))):
        return Meant.KIND_WORD
    if asks_who_we_are(turn):
        return Meant.WHO
    if distress_in(turn, text):
        return Meant.DISTRESS
    if asks_for_phones(turn, text) or asks_for_help(turn, text):
        return Meant.PHONES
    if asks_to_forget(turn, text):
        return Meant.FORGET
    if asks_to_stop(turn, text):
        return Meant.STOP
    if wants_back(turn, text):
        if withdrawing(turn) or withdrawn_lately(turn):
            return Meant.STATUS if withdrawing(turn) else Meant.ONCE_MORE
        if (over := over_concerned(turn)) is not None and is_just_over(turn, over):
            return Meant.IS_IT_BACK
    return Meant.LEAVE_CASE if leaves_case(turn) else ""


def corrected(turn: Turn) -> Report | None:
    """The open report that was just spoken of, or the only one, if the message says that something of it is wrong."""
    alive, text = open_reports(turn), words_alone(turn)
    report = concerned(turn) or (alive[0] if len(alive) == 1 else None)
    if report is None or not text or not turn.person.consent_version or _is_asked(report):
        return None
    return report if is_put_right(turn, report, text) else None


def is_to_card(turn: Turn) -> bool:
    """Whether it is what only the staff write in their private chats, or the first that one of them writes after his
    shift. Danger is a report, whoever tells of it.
    """
    text, off_at = turn.event.text, int(turn.data.get(KeptData.OFF_SHIFT) or 0)
    if is_of_staff(turn.one(SENT), text):
        return True
    return off_at > turn.now - AFTER_SHIFT_MS and not turn.shared.is_danger(text) and not is_small_talk(turn)


def _is_asked(report: Report | None) -> bool:
    return report is not None and report.status == Status.NEEDS_INFO


def _while_asked(intent: Intent, sure: float) -> str:
    """Staff have asked something: words are the answer, unless all of them say something else."""
    if sure < KNOWN:
        return ""
    return Meant.STATUS if intent is Intent.STATUS else REQUESTS.get(intent, "")


def _of(turn: Turn, intent: Intent, sure: float, report: Report | None) -> str:
    several = len(answered(turn)) > 1 and report is None
    asked = several or (report is not None and awaits_word(turn, report))
    if asked and (meaning := _answer(turn, intent, sure, report)):
        return meaning
    alive = open_reports(turn)
    if asks_about(turn) is not None:
        return Meant.STATUS
    if not asked and (meaning := _at_work(turn, intent, sure, report)):
        return meaning
    if report is None and len(alive) == 1 and not asked and _is_said_of_it(turn, intent, sure):
        return Meant.WHICH
    may_tell = sure < PLAIN or (intent is Intent.STATUS and not alive)  # who has none asks about none
    if sure < UNSURE or (may_tell and _is_story(turn)):
        return ""
    if intent in OF_A_REPORT and report is None and len(alive) > 1:
        return Meant.WHICH if turn.person.consent_version else ""
    if sure >= KNOWN and (
        intent is Intent.NOT_SOLVED or (intent is Intent.NO and alive and not words_of(words_alone(turn)))
    ):
        return Meant.STATUS  # also 👎 before any answer; who has sent nothing hears that
    if intent in DOUBTS and asked and report is not None and sure < KNOWN and "?" not in words_alone(turn):
        return Meant.IS_IT_SOLVED
    if intent is Intent.NOW and asked and report is not None and sure < KNOWN:
        return Meant.IS_IT_SOLVED  # «почему частная?» is said of the answer
    if intent in REQUESTS:
        return REQUESTS[intent]
    if intent is Intent.THANKS:
        return Meant.THANKS
    if intent is Intent.STATUS and was_just_told(turn) and sure < PLAINLY and "?" not in words_alone(turn):
        return ""
    if intent is Intent.STATUS or (intent is Intent.ALIVE and alive):
        return Meant.STATUS
    if intent is Intent.ABOUT:
        return Meant.WHO if sure >= PLAIN else ""
    if intent in GREETINGS or (sure >= KNOWN and not asked and intent in (TO_NOTHING if alive else ANSWERS)):
        return Meant.HELLO
    return ""


def _at_work(turn: Turn, intent: Intent, sure: float, report: Report | None) -> str:
    """What a few words say of reports that are being worked on: «приехали?» asks, «сделали!» after a first word of the
    staff is perhaps the end of it; "" for the rest.
    """
    alive, text = open_reports(turn), words_alone(turn)
    if not alive or not turn.person.consent_version:
        return ""
    if of_work(turn, text):
        if "?" in text:
            return Meant.STATUS
        return Meant.WHICH if report is None and len(alive) > 1 else ""
    of = report or (alive[0] if len(alive) == 1 else None)
    told = of is not None and bool(of.answered_at) and may(of, Status.CLOSED)
    plain = sure >= KNOWN or (sure >= UNSURE and not _is_story(turn))
    return Meant.IS_IT_SOLVED if told and intent is Intent.SOLVED and plain else ""


def _is_said_of_it(turn: Turn, intent: Intent, sure: float) -> bool:
    """A few words that tell of nothing else, while one report is open; buttons ask what they say."""
    of_it = intent in OF_A_REPORT | TO_NOTHING | {Intent.THANKS}
    report = open_reports(turn)[0]
    if puts_place_right(turn, report, words_alone(turn)) or is_remark(turn, report):
        return False
    return of_it and sure < UNSURE and bool(turn.person.consent_version) and not _is_story(turn)


def _answer(turn: Turn, intent: Intent, sure: float, report: Report | None) -> str:
    """What words say while "is it solved?" stands open; "" where they are something else, or go to that report."""
    if report is not None and solved_with_stars(turn, words_alone(turn)):
        return Meant.SOLVED
    if says_partly(turn, words_alone(turn)):
        return Meant.WHICH if report is None else Meant.PARTLY
    if report is None and told_topics(turn, words_alone(turn))[:1] in ([each.topic] for each in answered(turn)):
        return Meant.WHICH
    if intent not in (Intent.SOLVED, Intent.NOT_SOLVED):
        return Meant.WHICH if report is None and sure < UNSURE and not _is_story(turn) else ""
    if report is None:
        return Meant.WHICH
    if intent is Intent.NOT_SOLVED and is_lack_of_else(turn, report):
        return ""
    if intent is Intent.NOT_SOLVED:
        return Meant.NOT_SOLVED if sure >= UNSURE and turn.person.consent_version else ""
    return Meant.SOLVED if sure >= CLOSES else Meant.IS_IT_SOLVED


def _of_over(turn: Turn, intent: Intent, sure: float, report: Report) -> str:
    """What words say of a report that is over; "" where they are about something else."""
    nothing_said = is_small_talk(turn) and (words_of(words_alone(turn)) or intent is not Intent.NOT_SOLVED)
    if nothing_said or not turn.person.consent_version or is_own_story(turn, report):
        return ""
    if is_just_over(turn, report) and asks_of(turn, report, intent if sure >= UNSURE else ""):
        return Meant.STATUS
    replied = replied_to(turn, report)
    if intent is Intent.NOW and sure < KNOWN and is_just_over(turn, report) and not _is_story(turn):
        return Meant.IS_IT_BACK  # «за что спам?»
    if sure >= UNSURE and intent in FRIENDLY and not any(place_named(turn, words_alone(turn))):
        return Meant.THANKS
    if sure < UNSURE or (sure < PLAIN and not replied and _tells_else(turn, report)):
        return Meant.IS_IT_BACK if replied else ""
    if intent is Intent.NOT_SOLVED:
        return Meant.NOT_SOLVED
    if replied and intent is Intent.STATUS and sure < KNOWN and "?" not in words_alone(turn):
        return Meant.IS_IT_BACK  # "two weeks, and nobody came": a word about the answer rather than a question
    more = intent is Intent.ADDITION or (replied and intent not in REQUESTS and intent not in TO_NOTHING | GREETINGS)
    return Meant.IS_IT_BACK if more and intent not in (Intent.STATUS, Intent.THANKS) else ""


def _tells_else(turn: Turn, report: Report) -> bool:
    """Whether it may well tell of something else than this report: it is long, or has another topic or place."""
    text = words_alone(turn)
    another = not topics_of(turn, report).issuperset(told_topics(turn, text)[:1])
    return len(text.split()) > SHORT or another or is_elsewhere(turn, report, text)


def _is_story(turn: Turn) -> bool:
    """Whether it may well tell of something: it is long, or has a topic or a place."""
    text = words_alone(turn)
    return len(text.split()) > SHORT or bool(told_topics(turn, text)) or any(place_named(turn, text))

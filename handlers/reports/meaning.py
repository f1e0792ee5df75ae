"""What a citizen's message means: the one place that decides it, by its words and by what he was last asked.

`instead` names the route that takes a message which is neither a report nor a part of one: a question about his own, an
answer to "is it solved?", thanks, a request. `belongs_to` says to which report the rest goes; what is left begins one.
Whatever the reader is unsure of is kept as a draft, and buttons ask.
"""

from __future__ import annotations

from typing import Any

from handlers.base.event import AttachmentKind
from handlers.base.message import clean
from handlers.base.steps import OpenStep
from handlers.base.turn import Turn
from handlers.reading.intent import Intent, LastAsked
from handlers.reading.said import KNOWN
from handlers.reports.draft import draft_of
from handlers.reports.loads import SENT
from handlers.reports.named_place import place_named
from handlers.reports.own_report import OPEN_REPORTS
from handlers.reports.status import HELP, Status
from handlers.reports.topic_choice import told_topics
from handlers.reports.words import Meant
from storage.records import Report

UNSURE = 0.6
"""Below it the reader only guesses."""
PLAIN, SHORT = 0.9, 8
"""What has a topic, a place or more words than this is a report, unless it is so surely something else: "no light in
the whole street, waiting for an answer" is one.
"""
CLOSES = 0.9
"""So sure has the model to be that words say "solved"; else two buttons ask."""
LONGEST_READ = 300
"""Characters; a longer text is a story."""
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
ANSWERS = TO_NOTHING | {Intent.SOLVED, Intent.NOT_SOLVED}


# -- what the words say ---------------------------------------------------------------------------
def words_alone(turn: Turn) -> str:
    """The message's words, if it is nothing but words of its sender; "" else."""
    event = turn.event
    if event.forwarded or event.place is not None or event.album:
        return ""
    if any(a.kind is not AttachmentKind.STICKER for a in event.attachments):
        return ""
    text = clean(event.text).strip()
    return text if len(text) <= LONGEST_READ else ""


def read(turn: Turn) -> tuple[Intent, float]:
    """The message's likeliest meaning while nothing is being written, and how sure that is; read once."""
    return _read(turn, turn.meant[1] if turn.meant is not None else last_asked(turn))


def _read(turn: Turn, asked: str) -> tuple[Intent, float]:
    text = words_alone(turn)
    if not text:
        return Intent.REPORT, 0.0
    if turn.meant is None or turn.meant[0] != text:
        turn.meant = (text, asked, *turn.shared.intent(text, asked))
    return Intent(turn.meant[2]), turn.meant[3]


def last_asked(turn: Turn) -> LastAsked:
    """What stands open for this person while nothing is being written."""
    report = concerned(turn)
    if report is not None and report.status == Status.NEEDS_INFO:
        return LastAsked.YES_NO
    if answered(turn) and (report is None or report.status == Status.ANSWERED):
        return LastAsked.SOLVED
    return LastAsked.REPORT if turn.many(OPEN_REPORTS) else LastAsked.NOTHING


# -- which report they are about --------------------------------------------------------------------
def concerned(turn: Turn) -> Report | None:
    """The one report that the dialogue is about: replied to, just spoken of, asked about by staff, or the only one
    that was answered.
    """
    alive = {report.id: report for report in turn.many(OPEN_REPORTS)}
    replied = turn.one(SENT)
    if replied and replied.report_id in alive:
        return alive[replied.report_id]
    just = turn.data.get("report")
    if just in alive and _was_just_told(turn):
        return alive[just]
    asked = next((report for report in alive.values() if report.status == Status.NEEDS_INFO), None)
    found = answered(turn)
    return asked or (found[0] if len(found) == 1 else None)


def answered(turn: Turn) -> list[Report]:
    """His reports that were answered and wait for his word."""
    return [report for report in turn.many(OPEN_REPORTS) if report.status == Status.ANSWERED]


def _was_just_told(turn: Turn) -> bool:
    """Whether he was shown a moment ago how his report stands: what he says next adds to it, unless it plainly asks."""
    return turn.dialogue.step == OpenStep.ADDED and turn.now <= _until(turn.data)


def _until(data: dict[str, Any]) -> int:
    until = data.get("until")
    return until if isinstance(until, int) else 0


def is_own_story(turn: Turn, report: Report) -> bool:
    """Whether the words tell of something else than that report: of another place, or of another thing."""
    text = clean(turn.event.text).strip()
    intent, sure = read(turn) if words_alone(turn) else (Intent.REPORT, 1.0)  # long, or said of a photo
    if intent is not Intent.REPORT or sure < UNSURE or not text:
        return False
    topics = told_topics(turn, text)
    return bool(topics) and (topics[0] != report.topic or _elsewhere(turn, report, text))


def _elsewhere(turn: Turn, report: Report, text: str) -> bool:
    if report.lat is None and not (report.address or report.settlement):
        return False
    address, town = place_named(turn, text)
    known = f"{report.address}\n{report.text}".casefold()
    return bool(town and town != report.settlement) or bool(address and address.casefold() not in known)


def belongs_to(turn: Turn) -> int:
    """The open report that this message is for; 0 if none is, or if that has to be asked.

    Without a consent only a call for help takes anything.
    """
    open_reports = turn.many(OPEN_REPORTS)
    report = concerned(turn)
    if report is None and len(open_reports) == 1 and _is_more(turn, open_reports[0]):
        report = open_reports[0]
    if report is None or not (turn.person.consent_version or report.danger == HELP):
        return 0
    if report.status != Status.NEEDS_INFO and not _replies(turn, report) and is_own_story(turn, report):
        return 0
    return report.id


def _replies(turn: Turn, report: Report) -> bool:
    replied = turn.one(SENT)
    return replied is not None and replied.report_id == report.id


def _is_more(turn: Turn, report: Report) -> bool:
    """Whether the words add to the only open report, or say how it stands while no answer came yet."""
    intent, sure = read(turn)
    if sure < UNSURE or intent not in (Intent.ADDITION, Intent.SOLVED, Intent.NOT_SOLVED):
        return False
    topics = told_topics(turn, words_alone(turn)) if intent is not Intent.ADDITION else []
    return not topics or topics[0] == report.topic


# -- what is done with it ---------------------------------------------------------------------------
def instead(turn: Turn) -> str:
    """The `meant` route for a message while nothing is being written; "" for what begins a report or adds to one."""
    if not words_alone(turn):
        return ""
    (intent, sure), report = read(turn), concerned(turn)
    meaning = _while_asked(intent, sure) if _is_asked(report) else _of(turn, intent, sure, report)
    return "" if meaning and meaning is not Meant.RUMOUR and turn.shared.is_danger(turn.event.text) else meaning


def instead_of_draft(turn: Turn) -> str:
    """The same while something is being written: only what is plainly no part of it."""
    draft = draft_of(turn)
    if draft is None or draft.second or not words_alone(turn):
        return ""
    intent, sure = _read(turn, LastAsked.REPORT if draft.into else LastAsked.DRAFT)
    enough = UNSURE if draft.into and intent is Intent.STATUS else KNOWN
    if sure < enough:
        return ""
    if draft.into and intent is Intent.ALIVE:
        return Meant.STATUS
    return Meant.STATUS if intent is Intent.STATUS else REQUESTS.get(intent, "")


def _is_asked(report: Report | None) -> bool:
    return report is not None and report.status == Status.NEEDS_INFO


def _while_asked(intent: Intent, sure: float) -> str:
    """Staff have asked something: words are the answer, unless all of them say something else."""
    if sure < KNOWN:
        return ""
    return Meant.STATUS if intent is Intent.STATUS else REQUESTS.get(intent, "")


def _of(turn: Turn, intent: Intent, sure: float, report: Report | None) -> str:
    several = len(answered(turn)) > 1 and report is None
    asked = several or (report is not None and report.status == Status.ANSWERED)
    if asked and (meaning := _answer(turn, intent, sure, report)):
        return meaning
    alive = turn.many(OPEN_REPORTS)
    may_tell = sure < PLAIN or (intent is Intent.STATUS and not alive)  # who has none asks about none
    if sure < UNSURE or (may_tell and _is_story(turn)):
        return ""
    if intent in OF_A_REPORT and report is None and len(alive) > 1:
        return Meant.WHICH if turn.person.consent_version else ""
    if intent is Intent.NOT_SOLVED and sure >= KNOWN and alive:
        return Meant.STATUS
    if intent in REQUESTS:
        return REQUESTS[intent]
    if intent is Intent.THANKS:
        return Meant.THANKS
    if intent is Intent.STATUS and _was_just_told(turn) and sure < PLAIN and "?" not in words_alone(turn):
        return ""
    if intent is Intent.STATUS or (intent is Intent.ALIVE and alive):
        return Meant.STATUS
    if intent in GREETINGS or (sure >= KNOWN and not asked and intent in (TO_NOTHING if alive else ANSWERS)):
        return Meant.HELLO
    return ""


def _answer(turn: Turn, intent: Intent, sure: float, report: Report | None) -> str:
    """What words say while "is it solved?" stands open; "" where they are something else, or go to that report."""
    if intent not in (Intent.SOLVED, Intent.NOT_SOLVED):
        return Meant.WHICH if report is None and sure < UNSURE and not _is_story(turn) else ""
    if report is None:
        return Meant.WHICH
    if intent is Intent.NOT_SOLVED:
        return Meant.NOT_SOLVED if sure >= UNSURE and turn.person.consent_version else ""
    return Meant.SOLVED if sure >= CLOSES else Meant.IS_IT_SOLVED


def _is_story(turn: Turn) -> bool:
    """Whether it may well tell of something: it is long, or has a topic or a place."""
    text = words_alone(turn)
    return len(text.split()) > SHORT or bool(told_topics(turn, text)) or any(place_named(turn, text))

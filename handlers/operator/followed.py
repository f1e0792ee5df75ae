"""What somebody who follows a case writes: staff read it at the card of the case, under his own number."""

from __future__ import annotations

from handlers.base.buttons import Rows
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Marked, Message, escape
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, tick_case
from handlers.reports.about import first_words
from handlers.reports.card import CARD, card_slot, chats_of, files_to_show, has_card, line_up, refs_of, show_card
from handlers.reports.card_text import is_erased
from handlers.reports.details import details_in_words
from handlers.reports.loads import REPORT_EVENT, WHOLE_REPORT, followers_of, whole_report
from handlers.reports.put_back import data_of, place_again
from handlers.reports.reopen import QUOTE, say_again, to_work
from handlers.reports.status import DONE, LineKind, Status, may, record
from handlers.reports.words import PLACED_AGAIN, ReportButton
from storage.records import Lane, Report, ReportEvent, Share, StoredFile

SHOWN_AT_ONCE = 3
"""Words of so many people who join are put below the card; those of more are counted there, and read by a button."""


JOINED = Load("report that was joined to a case", "report_by_id", Report)
JOINED_FILES = Load("files of the report that was joined", "report_files", StoredFile)


@need(JOINED, JOINED_FILES)
def joined_report(turn: Turn) -> Needs:
    """Second stage: the joined report, whose history line the first one loaded."""
    event = turn.one(REPORT_EVENT)
    return (JOINED(event.report_id), JOINED_FILES(event.report_id)) if event else ()


@need(*WHOLE_REPORT)
def case_of_joined(turn: Turn) -> Needs:
    """Third stage: its case."""
    joined = turn.one(JOINED)
    return whole_report(joined.merged_into) if joined and joined.merged_into else ()


def joined_said(turn: Turn) -> None:
    """Tick "joined": its key is the line "followed", "added", "edited" or "not_solved" of a report that was joined."""
    case, joined, event = tick_case(turn), turn.one(JOINED), turn.one(REPORT_EVENT)
    if case is None or joined is None or event is None or joined.status != Status.MERGED or is_erased(joined):
        return
    first = event.kind == LineKind.FOLLOWED
    if joined.danger and not case.report.danger:
        case.report.danger = joined.danger
        turn.save(case.report)
    if event.kind == LineKind.NOT_SOLVED and Status(case.report.status) in DONE and may(case.report, Status.REOPENED):
        _not_solved(turn, case, joined, event)
        return
    files = [file for file in turn.many(JOINED_FILES) if file.event_id == (0 if first else event.id)]
    if not first or joined.danger or followers_of(turn, case.report.id) <= SHOWN_AT_ONCE:
        again = place_again(turn, joined) if PLACED_AGAIN in data_of(event) else event.text
        _say(turn, case.report, joined, event, _words(turn, joined) if first else again, files)
    show_card(turn, case.report, case.history, case.files)


def _words(turn: Turn, joined: Report) -> str:
    return "\n".join((joined.text, *details_in_words(joined, turn.staff_texts.language)))


def _not_solved(turn: Turn, case: ReportCase, joined: Report, event: ReportEvent) -> None:
    """The case is back at work, once, however many say it."""
    report, texts = case.report, turn.staff_texts
    to_work(turn, report)
    case.keep(record(turn, report, LineKind.AGAIN, count=1))
    show_card(turn, report, case.history, case.files)
    quoted = texts.say("said-not-solved-words", words=first_words(event.text, QUOTE)) if event.text else Marked("")
    heading = texts.say("followed-not-solved", number=str(joined.id), case=str(report.id))
    say_again(turn, report, heading, quoted)


def _say(turn: Turn, case: Report, joined: Report, event: ReportEvent, text: str, files: list[StoredFile]) -> None:
    """Below the card, as a message about the joined report: a reply to it is an answer to its author, and it goes when
    he asks to be forgotten.
    """
    texts = turn.staff_texts
    key = "followed-says" if event.kind == LineKind.FOLLOWED else "followed-more"
    if data_of(event).get("taken_back"):
        key = "followed-taken-back"
    elif event.kind == LineKind.NOT_SOLVED:
        key = "followed-not-solved"
    heading: Marked = texts.say(key, number=str(joined.id), case=str(case.id))
    taken = files_to_show(files, ())
    rows: Rows = ()
    if len(taken) > 1:  # as with a card's own files: the others come when somebody asks for them
        rows = ((Button(texts.label("op-button-files", count=len(taken)), ReportButton.FILES(joined.id)),),)
    for chat in chats_of(turn.shared, case):
        if not has_card(turn.shared, case, chat):
            line_up(turn, chat, case)
            continue
        message = Message(
            join(heading, escape(text)), rows, files=refs_of(taken[:1]), reply_to=f"slot:{card_slot(case)}"
        )
        turn.send(
            chat, message, lane=Lane.OPERATORS, share=Share.REPORTS, careful=True, report_id=joined.id, purpose=CARD
        )  # fmt: skip

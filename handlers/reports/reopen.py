"""A report that was answered or over goes back to work: because its author says so, or an operator.

    not_solved(turn, report, history, files, "всё так же темно")

is what a button and words of the author come to.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.message import Button, Marked, Message, escape
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.reports.about import first_words, gist
from handlers.reports.card import CARD, card_slot, chats_of, has_card, line_up, show_card
from handlers.reports.deadlines import due
from handlers.reports.promises import author_says
from handlers.reports.status import LineKind, Status, may, move, record
from handlers.reports.teams import is_shut
from handlers.reports.words import ReportButton, ReportTick
from storage.records import Lane, Report, ReportEvent, Share, StoredFile

QUOTE = 500
FIRST_HOURS = 3.0
"""So soon the staff owe a word about a report whose topic nobody knows, in working hours."""


def not_solved(
    turn: Turn,
    report: Report,
    history: Sequence[ReportEvent],
    files: Sequence[StoredFile],
    words: str = "",
    kind: LineKind = LineKind.NOT_SOLVED,
) -> ReportEvent | None:
    """The author says that it is not solved, in these `words` or by a button: it is back in the queue, has a deadline
    anew, and a message in the staff's chats says so and quotes him. `history` and `files` are all of the report's.
    `kind`: "partly" where some of it is.

    None, and nothing changes, where it is at work already or cannot come back. The caller asks him what is wrong.
    """
    if report.status == Status.REOPENED or not may(report, Status.REOPENED):
        return None
    if report.status == Status.MERGED:  # it is the case that is not solved: one message to staff, not one for each
        event = record(turn, report, LineKind.NOT_SOLVED, words)
        turn.after(0, ReportTick.JOINED, event.id)
        return event
    to_work(turn, report)
    event = record(turn, report, kind, words)
    author_says(turn, report, solved=False)
    show_card(turn, report, [*history, event], files)
    texts = turn.staff_texts
    quoted = texts.say("said-not-solved-words", words=first_words(words, QUOTE)) if words else Marked("")
    say_again(turn, report, texts.say(f"said-{kind.replace('_', '-')}", number=str(report.id)), quoted)
    return event


def to_work(turn: Turn, report: Report) -> None:
    """It is open again, and the staff owe a word as soon as of a new one; silence closes it no more."""
    move(turn, report, Status.REOPENED)
    if report.team and is_shut(turn.shared, report.team):
        report.team = ""  # it was over when the others of its team came back to the admin chat
    topic, region = turn.shared.region.topic(report.topic), turn.shared.region
    at = due(region, turn.now, topic.first_hours if topic else FIRST_HOURS)
    if report.answered_at:
        report.due_at = at
    else:
        report.first_due_at = at
    report.reminded_at = report.merged_into = report.asked = 0
    turn.save(report)
    turn.forget_timer(ReportTick.SILENCE, report.id)


def say_again(turn: Turn, report: Report, heading: Marked, more: Marked) -> None:
    """A new message in its chats: an edit of the card, far above, rings for nobody."""
    texts = turn.staff_texts
    what = gist(turn.shared.region, report.text, report.settlement, report.municipality, report.address)
    text = join(heading, escape(what), more, by="\n")
    button = Button(texts.label("op-button-open", number=str(report.id)), ReportButton.OPEN(report.id))
    for chat in chats_of(turn.shared, report):
        if not has_card(turn.shared, report, chat):
            line_up(turn, chat, report)
            continue
        message = Message(text, ((button,),), reply_to=f"slot:{card_slot(report)}")
        turn.send(
            chat, message, lane=Lane.OPERATORS, share=Share.REPORTS, careful=True, report_id=report.id, purpose=CARD
        )  # fmt: skip

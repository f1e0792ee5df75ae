"""Who else writes of a report's trouble: their numbers and first words, each to be opened and answered by itself."""

from __future__ import annotations

from handlers.base.message import Button, Message, escape
from handlers.base.staff import tell
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase
from handlers.reports.about import first_words
from handlers.reports.card_text import is_erased
from handlers.reports.lists import remember_list
from handlers.reports.loads import JOINED_REPORTS
from handlers.reports.words import ReportButton

LISTED = 10
"""The newest; with a button each they are two rows of five."""


def show_people(turn: Turn, case: ReportCase) -> None:
    """o_people: a list below, so that the card stays as it is."""
    texts = turn.staff_texts
    joined = [report for report in turn.many(JOINED_REPORTS) if not is_erased(report)][-LISTED:]
    if not joined:
        turn.ack(texts.label("op-toast-nobody-follows"))
        return
    lines = [
        texts.say("people-line", number=str(report.id), words=escape(first_words(report.text)) or "…")
        for report in joined
    ]
    opens = [Button(texts.label("op-button-open", number=str(r.id)), ReportButton.OPEN(r.id)) for r in joined]
    rows = tuple(tuple(opens[at : at + 5]) for at in range(0, len(opens), 5))
    slot = f"people:{turn.new_id('outbox')}"
    remember_list(turn, turn.here, slot, (report.id for report in joined))
    heading = texts.say("people-title", number=str(case.report.id))
    tell(turn, Message(join(heading, *lines, by="\n"), rows), slot=slot)

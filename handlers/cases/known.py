"""What is known at a place, said to whoever writes about it: on the last screen of a draft, or after a report of danger
that was filed at once.
"""

from __future__ import annotations

from typing import Any

from handlers.base.buttons import LABEL_LENGTH, number
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Message
from handlers.base.texts import join, shorten, span
from handlers.base.turn import Turn
from handlers.cases.loads import KNOWN_CASES, around_spot, cases
from handlers.cases.notice import notices_at
from handlers.cases.rank import RankedCase, candidates
from handlers.cases.spots import spot_of, spot_of_draft
from handlers.cases.where import where
from handlers.notices.loads import LIVE, live
from handlers.reports.draft import draft_of, keep
from handlers.reports.draft_screens import show_draft, topic_label
from handlers.reports.known import CASE, what_is_looked_for
from handlers.reports.words import DraftScreen, ReportButton
from storage.records import Report

SHOWN = 2
"""So many cases are shown; a list of more is read by nobody."""

FILED = Load("report that was filed at once", "report_by_id", Report)


@need(*KNOWN_CASES, LIVE)
def load_known(turn: Turn) -> Needs:
    """What may be known at the draft's place, where its last screen waits for it."""
    draft = draft_of(turn)
    if draft is None or draft.showing != DraftScreen.REVIEW:
        return ()
    notices = (live(turn.now),)
    if not turn.shared.region.topic(draft.topic):
        return notices
    return (*notices, *around_spot(turn, spot_of_draft(turn, draft), draft.topic, draft.words, turn.person.id))


def show_known(turn: Turn) -> None:
    """Tick: it comes to stand on the screen. What was changed or sent meanwhile is left alone."""
    draft = draft_of(turn)
    if draft is not None and draft.showing != DraftScreen.REVIEW and draft.known_for:
        draft.known_for = ""  # looked for anew when its last screen is there again
        keep(turn, draft, turn.dialogue.step)
        return
    if (
        draft is None
        or draft.showing != DraftScreen.REVIEW
        or draft.known_for != what_is_looked_for(draft)
        or draft.danger
    ):
        return
    spot = spot_of_draft(turn, draft)
    found = candidates(turn.shared, draft.words, draft.topic, spot, cases(turn), SHOWN, draft.address)
    known: list[list[Any]] = [*notices_at(turn, draft.settlement, draft.address, draft.lat, draft.lon)]
    several = len(found) > 1
    known += [[CASE, each.case.id, case_line(turn, each), _label(turn, each, several)] for each in found]
    if known != draft.known:
        draft.known = known
        show_draft(turn, draft)


def case_line(turn: Turn, found: RankedCase) -> str:
    """Topic, where, how old, how it stands, how many people: all that anybody is told of it."""
    case, t = found.case, turn.texts
    return turn.t(
        "known-case",
        topic=topic_label(turn, case.topic),
        where=where(turn, turn.texts, found) or t.label("known-somewhere"),
        age=span(t, turn.now - case.created_at),
        state=t.label(f"case-state-{case.status.replace('_', '-')}"),
        people=case.followers + 1,
    )


def _label(turn: Turn, found: RankedCase, several: bool) -> str:
    label = turn.texts.label
    place = where(turn, turn.texts, found)
    text = label("button-same-where", where=place) if several and place else label("button-same-trouble")
    return shorten(text, LABEL_LENGTH)


# -- after a danger that was filed at once ------------------------------------------------------------
@need(FILED)
def load_filed(turn: Turn) -> Needs:
    """The report that the tick bears."""
    return (FILED(number(turn.event.text)),)


@need(*KNOWN_CASES)
def load_of_filed(turn: Turn) -> Needs:
    """What may be known at its place."""
    report = turn.one(FILED)
    if report is None or report.person_id != turn.person.id:
        return ()
    return around_spot(turn, spot_of(report), report.topic, report.text, turn.person.id)


def tell_known(turn: Turn) -> None:
    """Tick: the staff have the report already; its author may join it to what is known."""
    report = turn.one(FILED)
    if report is None or report.person_id != turn.person.id:
        return
    found = candidates(turn.shared, report.text, report.topic, spot_of(report), cases(turn), SHOWN, report.address)
    if not found:
        return
    lines = (case_line(turn, each) for each in found)
    rows = tuple(
        (Button(_label(turn, each, len(found) > 1), ReportButton.FOLLOW(report.id, each.case.id)),) for each in found
    )
    text = join(turn.t("known-after", number=str(report.id)), *lines, by="\n")
    turn.say(Message(text, rows), report_id=report.id)

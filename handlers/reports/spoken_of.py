"""Which of his reports a citizen's message is about, before it is read: replied to, just spoken of, the only one."""

from __future__ import annotations

from typing import Any

from handlers.base.message import clean
from handlers.base.phrases import words_of
from handlers.base.steps import KeptData, OpenStep
from handlers.base.texts import DAY_MS, MINUTE_MS
from handlers.base.turn import Turn
from handlers.reports.is_solved import awaits_word
from handlers.reports.its_words import number_first
from handlers.reports.loads import SENT
from handlers.reports.named_place import place_named
from handlers.reports.own_report import open_reports, over_reports
from handlers.reports.status import ALIVE, Status
from handlers.reports.topic_choice import told_topics
from storage.records import Report

JUST_OVER_MS = 3 * DAY_MS
"""So long the end of a report is what its author was told last."""
ADDITION_FOLLOWS_MS = 2 * MINUTE_MS
LONGEST_NAMING = 6
"""Words."""


def concerned(turn: Turn) -> Report | None:
    """The one open report that the dialogue is about: replied to, named by its number, just spoken of, asked about by
    staff, or the only one that was answered.
    """
    alive = {report.id: report for report in open_reports(turn)}
    replied = turn.one(SENT)
    if replied and replied.report_id in alive:
        return alive[replied.report_id]
    named = number_first(clean(turn.event.text))[0]
    if named in alive:
        return alive[named]
    just = turn.data.get(KeptData.REPORT)
    if just in alive and was_just_told(turn) and not named:
        return _named_by_topic(turn, alive[just]) or alive[just]
    asked = next((report for report in alive.values() if report.status == Status.NEEDS_INFO), None)
    found = answered(turn)
    return asked or (found[0] if len(found) == 1 else None)


def _named_by_topic(turn: Turn, just: Report) -> Report | None:
    """The one other open report whose topic a few words name, and not that of the one just spoken of: «мусор вывезли».
    A message that names a place tells of that place.
    """
    text = clean(turn.event.text).strip()
    if len(words_of(text)) > LONGEST_NAMING:
        return None
    told = [code for code in told_topics(turn, text) if not _is_no_trouble(turn, code)][:1]  # thanks beside it
    found = [report for report in open_reports(turn) if told == [report.topic] != [just.topic]]
    return found[0] if len(found) == 1 and not any(place_named(turn, text)) else None


def _is_no_trouble(turn: Turn, code: str) -> bool:
    topic = turn.shared.region.topic(code)
    return topic is not None and topic.no_trouble


def answered(turn: Turn) -> list[Report]:
    """His reports that were answered and wait for his word."""
    return [report for report in open_reports(turn) if awaits_word(turn, report)]


def replied_to(turn: Turn, report: Report) -> bool:
    """Whether the message replies to something about this report."""
    replied = turn.one(SENT)
    return replied is not None and replied.report_id == report.id


def over_concerned(turn: Turn) -> Report | None:
    """The report that is over and can go back to work, where the message may be about it: replied to, or, while none is
    open, the one that ended last.
    """
    over = over_reports(turn)
    replied = next((report for report in over if replied_to(turn, report)), None)
    if replied is not None or concerned(turn) is not None or open_reports(turn):
        return replied
    return over[0] if over else None


def is_over(report: Report) -> bool:
    return report.status not in ALIVE


def is_just_over(turn: Turn, report: Report) -> bool:
    """Whether it ended so lately that words are likely an answer to that."""
    return turn.now - report.closed_at <= JUST_OVER_MS


def expect_more(turn: Turn, report: Report, ms: int = ADDITION_FOLLOWS_MS, **beside: Any) -> None:
    """What is said next belongs to this report, for so long. `beside`: what else the dialogue remembers."""
    told = {KeptData.REPORT: report.id, KeptData.UNTIL: turn.now + ms}
    turn.step(OpenStep.ADDED, **told, **beside)


def was_just_told(turn: Turn) -> bool:
    """Whether he was shown a moment ago how his report stands: what he says next adds to it, unless it plainly asks."""
    return turn.dialogue.step == OpenStep.ADDED and turn.now <= _until(turn)


def _until(turn: Turn) -> int:
    until = turn.data.get(KeptData.UNTIL)
    return until if isinstance(until, int) else 0

"""Whether an act of another system can be done with a report as it stands now, and why not.

The same rules as in the operators' chat, where buttons that lead nowhere are not shown (handlers.operator.answers,
close, hand_over, reject).
"""

from __future__ import annotations

from enum import StrEnum

from handlers.operator.case import ReportCase
from handlers.operator.close import is_answered, is_asked
from handlers.operator.grace import pending
from handlers.outside.act import LINES, ActKind, OutsideAct
from handlers.reports.status import ALIVE, Status
from storage.answer_records import KeptOutsideAct
from storage.records import Report
from storage.region.clients import ApiClient
from storage.region.region import Region


class ActOutcome(StrEnum):
    """What became of an act. Only what is DONE is remembered for good; the rest is judged anew when it comes again."""

    DONE = "done"
    ALREADY = "already"  # the report stands so already, and its author knows
    UNKNOWN = "unknown"  # no such report, or not this client's
    NAME_TAKEN = "name-taken"  # the client's name for it stands for another act
    WRONG_MOVE = "wrong-move"  # not from this status
    PENDING = "pending"  # the like is about to be done
    NO_TEXT = "no-text"
    NO_FILES = "no-files"  # a reason goes in words
    NOT_ANSWERED = "not-answered"  # nothing was said to its author yet: why should it be closed?
    NO_OFFICE = "no-office"
    PAST = "past"  # the day that it promises is over
    NO_CHAT = "no-chat"  # there is no admin chat in which it could be stopped


DONE = frozenset({ActOutcome.DONE, ActOutcome.ALREADY})
NEEDS_TEXT = frozenset({ActKind.NEEDS_INFO, ActKind.REJECTED})
NEEDS_WORDS_OR_FILES = frozenset({ActKind.ANSWERED, ActKind.INTERIM})
TAKES_NO_FILES = frozenset({ActKind.ACCEPTED, ActKind.REJECTED, ActKind.CLOSING, ActKind.TRANSFERRED})


def is_seen(report: Report | None, client: ApiClient) -> bool:
    """Whether this client may know that there is such a report."""
    return (
        report is not None
        and report.person_id != 0
        and not report.retired
        and (not client.organisations or report.organisation in client.organisations)
    )


def was_done(kept: KeptOutsideAct | None) -> bool:
    return kept is not None and kept.outcome in DONE


def judge(act: OutsideAct, case: ReportCase, region: Region, now: int) -> ActOutcome:
    """DONE: it can be done. Neither who may see the report nor whether it came before is looked at."""
    status, kind = Status(case.report.status), act.kind
    if status == Status.WITHDRAWN or (status not in ALIVE and kind != ActKind.ANSWERED):
        return ActOutcome.WRONG_MOVE
    if (kind in NEEDS_TEXT and not act.text) or (kind in NEEDS_WORDS_OR_FILES and not act.text and not act.files):
        return ActOutcome.NO_TEXT
    if kind in TAKES_NO_FILES and act.files:
        return ActOutcome.NO_FILES
    if act.until and act.until <= now:
        return ActOutcome.PAST
    if kind == ActKind.TRANSFERRED and region.organisation(act.to) is None:
        return ActOutcome.NO_OFFICE
    return _stands(act, case)


def _stands(act: OutsideAct, case: ReportCase) -> ActOutcome:
    """Whether there is anything left to do."""
    kind = act.kind
    if kind == ActKind.ACCEPTED:
        return ActOutcome.ALREADY if case.report.status == Status.ACCEPTED else ActOutcome.DONE
    if kind == ActKind.TRANSFERRED and act.to == case.report.organisation:
        return ActOutcome.ALREADY
    if kind == ActKind.CLOSING and is_asked(case):
        return ActOutcome.ALREADY
    if kind == ActKind.CLOSING and not act.text and not is_answered(case):
        return ActOutcome.NOT_ANSWERED
    alone = kind in (ActKind.TRANSFERRED, ActKind.REJECTED, ActKind.CLOSING)
    return ActOutcome.PENDING if alone and pending(case, LINES[kind]) is not None else ActOutcome.DONE

"""«Reported before»: which one is it? Both are one from then on, and both authors get the answer."""

from __future__ import annotations

import re

from handlers.base.buttons import number
from handlers.base.message import Marked
from handlers.base.staff import tell
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, may_see
from handlers.operator.go_out import may_join
from handlers.operator.grace import begin, pending
from handlers.operator.prompts import PROMPT
from handlers.reports.loads import JOINED_REPORTS, OTHER_REPORT
from handlers.reports.status import LineKind
from storage.records import SentMessage

_NUMBER = re.compile(r"\D*(\d{1,15})\D*")


def asks_for_other(target: SentMessage | None) -> bool:
    """Whether a message is the question for the number of the other report."""
    return target is not None and target.purpose == f"{PROMPT}join"


def written_number(text: str) -> int:
    """The only number in a text; 0 for none or several."""
    found = _NUMBER.fullmatch(text)
    return number(found[1]) if found else 0


def join_with(turn: Turn, case: ReportCase, text: str) -> bool:
    """The other's number was written: after ten seconds they are one. False where that cannot be, and it is said."""
    wanted = written_number(text)
    if not wanted:
        _again(turn, case, turn.t("join-no-number"))
        return False
    return join_to(turn, case, wanted)


def join_to(turn: Turn, case: ReportCase, wanted: int) -> bool:
    """The same of the number itself; the route has loaded OTHER_REPORT and JOINED_REPORTS."""
    other = turn.one(OTHER_REPORT)
    why = may_join(other, turn.many(JOINED_REPORTS))
    if wanted == case.report.id:
        _again(turn, case, turn.t("join-itself", number=str(wanted)))
    elif why or other is None or not may_see(turn, other):
        into = str(other.merged_into) if other and why == "merged" else ""
        said = turn.t(f"join-{why or 'no-report'}", number=str(wanted), own=str(case.report.id), into=into)
        _again(turn, case, said)
    else:
        if pending(case, LineKind.MERGED) is None:
            begin(turn, case, LineKind.MERGED, into=wanted)
        return True
    return False


def _again(turn: Turn, case: ReportCase, text: Marked) -> None:
    """Why they are not joined; a reply to it is another number."""
    tell(turn, text, report_id=case.report.id, purpose=f"{PROMPT}join")

"""What whoever brought an act is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.base.texts import Texts
from handlers.operator.look_over import excuse
from handlers.outside.act import OutsideAct
from handlers.outside.judge import DONE, ActOutcome, was_done
from handlers.reports.status import LineKind
from storage.answer_records import KeptOutsideAct
from storage.records import ReportEvent

FAULT = "fault"
"""In place of an outcome: the program could not do it, and keeps it aside for whoever looks after it."""


@dataclass(frozen=True, slots=True)
class ToldAct:
    """`outcome`: an ActOutcome or FAULT. `status`: the report's, "" where nothing may be said of it. `event`: the line
    that it became, None for none. `again`: it was done before, and is not done twice.
    """

    act: OutsideAct
    outcome: str
    status: str = ""
    event: ReportEvent | None = None
    again: bool = False

    @property
    def done(self) -> bool:
        return self.outcome in DONE

    @property
    def delivery(self) -> str:
        """ "soon" within the ten seconds, then as the card has it: waiting, delivered, failed, cancelled; "" for what
        goes nowhere.
        """
        return "" if self.event is None or self.event.kind == LineKind.TAKEN else self.event.delivery or "soon"

    def remark(self, texts: Texts) -> str:
        """What sounds like an excuse in the answer; "" for nothing. It went all the same."""
        return excuse(texts, self.event) if self.event is not None else ""

    def why(self, texts: Texts) -> str:
        """Why it was not done, in a sentence; "" if it was."""
        if self.done:
            return ""
        status = f"report-state-{self.status.replace('_', '-')}" if self.status else ""
        return texts.label(
            f"outside-{self.outcome}", number=str(self.act.report), name=self.act.name, to=self.act.to or "?",
            status=texts.label(status) if status else "none",
        )  # fmt: skip


def told(act: OutsideAct, kept: KeptOutsideAct | None, event: ReportEvent | None, began: int) -> ToldAct:
    """What became of an act that was handed over at `began` (UTC ms), by its row and the line that it became."""
    if kept is None or (kept.at < began and not was_done(kept)):
        return ToldAct(act, FAULT)
    if not was_done(kept):
        return ToldAct(act, kept.outcome, kept.status)
    if kept.digest != act.digest:
        return ToldAct(act, ActOutcome.NAME_TAKEN)
    return ToldAct(act, kept.outcome, kept.status, event, kept.at < began)

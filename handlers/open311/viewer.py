"""Who asks, and what he may see of a report. Whatever he may not see he cannot tell from what is not there."""

from __future__ import annotations

import json
from dataclasses import dataclass

from handlers.base.programs import READER, program_channel
from handlers.base.texts import DAY_MS
from handlers.reports.status import HELP, Status
from storage.records import Report, ReportEvent
from storage.region.clients import ApiClient

PUBLIC_AFTER_MS = DAY_MS
"""So old a report has to be before it is shown to everybody: nobody shall be met where he has just written from."""
POINT_DIGITS = 2
"""A hundredth of a degree, about a kilometre: the place of a report for those who may not know it exactly."""
NEVER_PUBLIC = frozenset({Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Viewer:
    """`client` None: whoever comes without a key, and sees reports without words, exact places and files."""

    client: ApiClient | None = None

    @property
    def texts(self) -> bool:
        return self.client is not None and self.client.texts

    @property
    def organisations(self) -> tuple[str, ...]:
        return self.client.organisations if self.client is not None else ()

    @property
    def channel(self) -> str:
        """That of the reports which it has filed itself; whosever they are, it sees them. "" for none."""
        return program_channel(self.client.code) if self.client is not None else ""

    def is_told(self, event: ReportEvent) -> bool:
        """Whether the words of this line are for it: it sees all words, or brought the report and passes them on."""
        mine = self.client is not None and json.loads(event.data).get(READER) == self.client.code
        return self.texts or mine

    @property
    def most_danger(self) -> int:
        """The gravest `Report.danger` that is shown: whoever called for help is not shown to everybody."""
        return HELP if self.client is not None else HELP - 1

    def latest(self, now: int) -> int:
        """Reports that were written later than this are not shown yet."""
        return now if self.client is not None else now - PUBLIC_AFTER_MS

    def statuses(self) -> frozenset[Status]:
        return frozenset(Status) if self.client is not None else frozenset(Status) - NEVER_PUBLIC

    def sees(self, report: Report, now: int) -> bool:
        """Nobody sees what is left of the forgotten, nor of reports that are past their time."""
        return (
            report.person_id != 0
            and not report.retired
            and report.created_at <= self.latest(now)
            and report.danger <= self.most_danger
            and Status(report.status) in self.statuses()
            and (not self.organisations or report.organisation in self.organisations or report.channel == self.channel)
        )

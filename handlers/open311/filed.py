"""A report that another program brings becomes one as if its author had sent it; and what its program is told of it.

The author is a person with an account in "open311:CLIENT" (handlers.base.programs): the program's own word for him, or
a word of ours where it has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers.base.contacts import danger_call
from handlers.base.message import parse_marks
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.open311.faults import ApiRefused, bad
from handlers.open311.filing import Filing
from handlers.open311.write import Fields
from handlers.reports.danger import kind_of_report, warn_of_danger
from handlers.reports.details import read_details
from handlers.reports.draft import ReportDraft, begin
from handlers.reports.said_place import said_place, take_place
from handlers.reports.said_point import set_point
from handlers.reports.sending import bring_in
from handlers.reports.silenced import is_silenced
from storage.records import Report

CONSENTED = "client:"
"""Before a client's code, as the version of its authors' consent: it is the program that has asked them."""

NO_MESSENGER = "program"
"""Why such an account cannot be reached."""


def file_for(turn: Turn, filing: Filing, client: str, files: Sequence[dict[str, Any]]) -> Report:
    """The report, its history, its card and its deadlines. ApiRefused where nobody hears its author at present."""
    turn.person.consent_version, turn.person.consent_at = f"{CONSENTED}{client}", turn.now
    turn.account.unreachable_at, turn.account.unreachable_why = turn.now, NO_MESSENGER  # no notice goes there either
    draft = begin(turn)
    if filing.text:
        draft.texts.append(["", filing.text])
    draft.files = list(files)
    draft.topic, draft.topic_chosen = filing.topic, True
    _place(turn, draft, filing)
    warn_of_danger(turn, draft, filing.text)
    if is_silenced(turn, danger=draft.danger):
        raise ApiRefused(bad("silenced"))
    read_details(turn, draft)
    return bring_in(turn, draft, client=client, media=len(files))


def _place(turn: Turn, draft: ReportDraft, filing: Filing) -> None:
    """As in a dialogue: a point says where it is, an address is read, and words that name no known place stay words."""
    if filing.address:
        said = said_place(turn, filing.address)
        take_place(turn, draft, said)
        if not (said.found or said.municipality):
            draft.address = filing.address
    if filing.lat is not None and filing.lon is not None:
        set_point(turn, draft, filing.lat, filing.lon)


def filed_fields(number: int, notice: str) -> Fields:
    """The answer to POST /requests: the number at once."""
    return {"service_request_id": str(number), "service_notice": notice, "account_id": None}


def notice_of(turn: Turn, report: Report, texts: Texts) -> str:
    """When a first answer is due and, of danger, whom to call at once; in the language that was asked for."""
    due = texts.say("open311-first-due", due=texts.moment(report.first_due_at, turn.now))
    turn.texts = texts
    call = danger_call(turn, kind_of_report(turn.shared, report)) if report.danger else ""
    return parse_marks(join(call, due))[0]

"""What an author says of his report through the program that filed it: more to it, that it is solved, that it is not.

    update = read_author_update(body.fields, brought)
    heard = hear_author(turn, report, update, files)

The form is mySociety's extension of Open311 (POST /servicerequestupdates) as FixMyStreet sends it: words, pictures and,
whoever wrote them, the state that the report has there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from handlers.base.programs import MADE_NAME
from handlers.base.turn import Turn
from handlers.open311.asking import NUMBER, SHORT
from handlers.open311.faults import ApiRefused, bad
from handlers.open311.filing import LONGEST_DESCRIPTION, Fields, Given, links_of
from handlers.reports.adding import put_into
from handlers.reports.after_answer import is_unclear
from handlers.reports.danger import warn_of_danger
from handlers.reports.draft import ReportDraft, begin
from handlers.reports.draft_screens import MORE, NOT_SOLVED, SOLVED
from handlers.reports.loads import REPORT_FILES, REPORT_HISTORY
from handlers.reports.over import say_solved, take_back
from handlers.reports.reopen import not_solved
from handlers.reports.silenced import is_silenced
from handlers.reports.status import ALIVE, Status, may
from storage.records import Report, ReportEvent

REPORT_NUMBER, NAME, STATUS = "service_request_id", "update_id", "status"
LONGEST_NAME = 128
SAID = "said"
"""As the kind of an act of a program (KeptOutsideAct): no operator's."""
DONE_WORDS = frozenset({"closed", "fixed", "cancelled", "no_further_action", "duplicate"})
"""Where the report is over for its author, as FixMyStreet says so; every other state is "open"."""


class AuthorOutcome(StrEnum):
    """What became of it. Only DONE and ALREADY are kept, as what became of an act is."""

    DONE = "done"
    ALREADY = "already"  # nothing new is said
    WRONG_MOVE = "wrong-move"  # nothing can be said of what its author took back
    SILENCED = "silenced"


@dataclass(frozen=True, slots=True)
class AuthorUpdate:
    """`name`: the program's own for it. `done`: the report is over for its author."""

    report: int
    name: str
    done: bool
    text: str = ""
    links: tuple[str, ...] = ()

    def digest(self, uploads: Sequence[bytes]) -> str:
        """Equal for the same words and files, in whichever state the report is by now."""
        files = [hashlib.sha256(data).hexdigest() for data in uploads]
        said = [self.report, self.text, self.links, files]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def read_author_update(given: Fields, brought: int) -> AuthorUpdate:
    """What is said, beside `brought` files in the body. ApiRefused: all that is wrong at once."""
    read = Given(given)
    said, name, status = read.one(REPORT_NUMBER), read.one(NAME), read.one(STATUS)
    read.faults += [bad("missing", name=needed) for needed in (REPORT_NUMBER, NAME, STATUS) if not read.one(needed)]
    number = int(said) if NUMBER.fullmatch(said) else 0
    if said and not number:
        read.faults.append(bad("bad-number", name=REPORT_NUMBER, value=said[:SHORT]))
    if len(name) > LONGEST_NAME or not name.isprintable() or name.startswith(MADE_NAME):
        read.faults.append(bad("bad-update-id", most=str(LONGEST_NAME)))
    done = status.lower().replace(" ", "_") in DONE_WORDS
    update = AuthorUpdate(number, name, done, read.text("description", LONGEST_DESCRIPTION), links_of(read, brought))
    if read.faults:
        raise ApiRefused(*read.faults)
    return update


def hear_author(
    turn: Turn, report: Report, update: AuthorUpdate, files: Sequence[dict[str, Any]]
) -> tuple[AuthorOutcome, ReportEvent | None]:
    """The turn is the author's, with the whole report loaded. The line that it became, if any."""
    draft = begin(turn, into=report.id)
    draft.texts, draft.files = [["", update.text]] if update.text else [], list(files)
    warn_of_danger(turn, draft, update.text)
    status = Status(report.status)
    if status != Status.NEEDS_INFO and is_silenced(turn, danger=report.danger or draft.danger):
        return AuthorOutcome.SILENCED, None
    if status == Status.WITHDRAWN:
        return (AuthorOutcome.ALREADY if update.done and draft.empty else AuthorOutcome.WRONG_MOVE), None
    event = _done(turn, report, draft) if update.done else _goes_on(turn, report, draft)
    return (AuthorOutcome.DONE if event is not None else AuthorOutcome.ALREADY), event


def _done(turn: Turn, report: Report, draft: ReportDraft) -> ReportEvent | None:
    """It is solved; of what nobody has looked at yet, he takes it back."""
    history, files, words = [*turn.many(REPORT_HISTORY)], [*turn.many(REPORT_FILES)], draft.words
    if report.status not in ALIVE:
        return None if draft.empty else put_into(turn, report, draft, SOLVED).event
    if draft.files:
        added = put_into(turn, report, draft, SOLVED)
        history, files, words = [*history, added.event], [*files, *added.files], ""
    end = say_solved if may(report, Status.CLOSED) else take_back
    return end(turn, report, history=history, files=files, words=words)


def _goes_on(turn: Turn, report: Report, draft: ReportDraft) -> ReportEvent | None:
    """More to it; of a report that is over, that it is not solved."""
    over = report.status not in ALIVE
    if over and not (draft.files or draft.danger):
        return not_solved(turn, report, turn.many(REPORT_HISTORY), turn.many(REPORT_FILES), draft.words)
    if draft.empty:
        return None
    friendly = report.status == Status.ANSWERED and is_unclear(turn, draft)
    return put_into(turn, report, draft, NOT_SOLVED if over else MORE if friendly else "").event

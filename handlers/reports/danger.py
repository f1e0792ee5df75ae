"""Danger in a citizen's words: 112 and what to do come first, and staff hear of it even unsent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.base.contacts import danger_advice, danger_call
from handlers.base.message import Marked
from handlers.base.shared import Shared
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.reports.draft import DANGER_MS, ReportDraft, consented
from handlers.reports.status import HELP, LineKind
from handlers.reports.words import DraftTick
from storage.records import Report, ReportEvent, StoredFile

AUTHORS = (LineKind.REPLY, LineKind.ADDED, LineKind.EDITED)
"""Lines of a report's history that are its author's words."""
READ_APART = 20
"""Parts of a report that are read each by itself, if all of it together names no kind."""


def warn_of_danger(turn: Turn, draft: ReportDraft, text: str) -> None:
    """Say what to do and whom to call, once a draft, if the text speaks of danger."""
    if not (draft.danger or draft.calm) and text.strip() and turn.shared.is_danger(text):
        draft.danger = True
        turn.say(danger_call(turn, turn.shared.danger_kind(text)), purpose="danger")


def note_danger(turn: Turn, report: Report, text: str) -> None:
    """The same for words that correct a report which was sent; it is dangerous from now on. The caller saves it."""
    if text and turn.shared.is_danger(text):
        if not report.danger:
            turn.say(danger_call(turn, turn.shared.danger_kind(text)), purpose="danger")
        report.danger = max(report.danger, 1)


def watch_danger(turn: Turn, draft: ReportDraft) -> None:
    """With consent and a place, staff get it after ten minutes even if "send" is never pressed."""
    if draft.danger and draft.has_place and not draft.into and not draft.danger_set and consented(turn):
        draft.danger_set = True
        turn.after(DANGER_MS, DraftTick.DANGER, turn.timer_key)


def kind_of_draft(turn: Turn, draft: ReportDraft) -> str:
    """The kind of danger (storage.region.region.DANGERS) that the draft tells of; "" where none is known."""
    return _kind(turn.shared, (draft.words,)) if draft.danger else ""


def kind_of_report(
    shared: Shared, report: Report, history: Sequence[ReportEvent] = (), files: Sequence[StoredFile] = ()
) -> str:
    """The same of a report: read from what its author wrote and said, so that nothing more is stored of it. Of a call
    for help its notice says which danger it is: «мы на крыше» is no fire in a flood.
    """
    if report.danger in (0, HELP):
        return ""
    later = (event.text for event in history if event.kind in AUTHORS)
    return _kind(shared, (report.text, *(file.transcript for file in files), *later))


def _kind(shared: Shared, texts: Iterable[str]) -> str:
    """Of the first text that names one. A message among many is read by itself, as it was when it came."""
    said = [text for text in texts if text]
    lines = [line for text in said if "\n" in text for line in text.splitlines() if line.strip()]
    return next((kind for text in (*said, *lines)[:READ_APART] if (kind := shared.danger_kind(text))), "")


def nobody_has_it(turn: Turn, draft: ReportDraft) -> Marked:
    """Above the question for consent: nobody has got what is written of danger, and what to do; nothing without."""
    if not draft.danger:
        return Marked("")
    return join(turn.t("danger-nobody-consent"), danger_advice(turn, kind_of_draft(turn, draft)))


def still_here(turn: Turn, draft: ReportDraft) -> Marked:
    """Above a draft that was left lying: that it is not sent and, of danger, that nobody has got it, and why."""
    if not draft.danger:
        return turn.t("draft-still-here")
    if not consented(turn):
        said = turn.t("draft-still-danger-consent")
    else:
        said = turn.t("draft-still-danger" if draft.has_place or draft.into else "draft-still-danger-place")
    return join(said, danger_advice(turn, kind_of_draft(turn, draft)))


def answer_due(turn: Turn, report: Report) -> Marked:
    """When a first answer is due. Under danger nobody is told to wait for it: help comes by a call."""
    if report.danger:
        return turn.t("sent-danger-told")
    return turn.t("sent-due", due=turn.texts.moment(report.first_due_at, turn.now))

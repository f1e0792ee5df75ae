"""Sending a draft: the button, the consent, and danger that was not sent."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.turn import Turn
from handlers.reports import consent
from handlers.reports.draft import ReportDraft, consented, draft_of, keep, load_draft
from handlers.reports.draft_screens import pressed_draft, settle
from handlers.reports.sending import file_report, send
from handlers.reports.words import DraftStep


def pressed_send(turn: Turn) -> None:
    """Button «Отправить»."""
    draft = pressed_draft(turn)
    if draft:
        draft.follow = 0
        send(turn, draft)


def gave_consent(turn: Turn) -> None:
    """Button «Даю согласие»: what waited for it goes on by itself. Where that is gone nothing is agreed to."""
    draft = pressed_draft(turn)
    if draft is not None and consent.accept(turn) and not draft.empty:
        send(turn, draft)


def danger_waited(turn: Turn) -> None:
    """Tick: a draft that speaks of danger was not sent for ten minutes, so staff get it as it is."""
    draft = draft_of(turn)
    draft = _dangerous(turn, draft) if draft is not None else None
    if draft is None or draft.into or not consented(turn):
        return
    settle(turn, draft)
    turn.close_screen()
    keep(turn, draft, DraftStep.NEW)
    file_report(turn, draft, unsent=True)


def _dangerous(turn: Turn, draft: ReportDraft) -> ReportDraft | None:
    """The draft that speaks of danger at a place: this one, or one beside it, for which this one then waits."""
    if draft.danger and draft.has_place:
        return draft
    for values in (draft.second, *draft.waiting):
        other = load_draft(values)
        if other is None or not other.danger:
            continue
        settle(turn, other)
        if other.has_place:
            mine = replace(draft, waiting=[], second={} if values is draft.second else draft.second)
            other.waiting = [*(each for each in draft.waiting if each is not values), mine.dump()]
            return other
    return None

"""Sending a draft: the button, the consent, and danger that was not sent."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.reports import consent
from handlers.reports.draft import consented, draft_of, keep
from handlers.reports.draft_screens import pressed_draft, settle
from handlers.reports.sending import file_report, send
from handlers.reports.words import DraftStep


def pressed_send(turn: Turn) -> None:
    """Button «Отправить»."""
    draft = pressed_draft(turn)
    if draft:
        send(turn, draft)


def gave_consent(turn: Turn) -> None:
    """Button «Даю согласие»: what waited for it goes on by itself."""
    if not consent.accept(turn):
        return
    draft = draft_of(turn)
    if draft is not None and not draft.empty:
        send(turn, draft)


def danger_waited(turn: Turn) -> None:
    """Tick: a draft that speaks of danger was not sent for ten minutes, so staff get it as it is."""
    draft = draft_of(turn)
    if draft is None or draft.into or not (draft.danger and draft.has_place and consented(turn)):
        return
    settle(turn, draft)
    turn.close_screen()
    keep(turn, draft, DraftStep.NEW)
    file_report(turn, draft, unsent=True)

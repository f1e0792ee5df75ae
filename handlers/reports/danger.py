"""Danger in a citizen's words: 112 and the emergency contacts come first, and staff hear of it even unsent."""

from __future__ import annotations

from handlers.base.contacts import emergency_contacts
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.reports.draft import DANGER_MS, ReportDraft, consented
from handlers.reports.words import DraftTick


def warn_of_danger(turn: Turn, draft: ReportDraft, text: str) -> None:
    """Say whom to call, once a draft, if the text speaks of danger."""
    if not draft.danger and text.strip() and turn.shared.is_danger(text):
        draft.danger = True
        turn.say(join(turn.t("danger-call"), emergency_contacts(turn)), purpose="danger")


def watch_danger(turn: Turn, draft: ReportDraft) -> None:
    """With consent and a place, staff get it after ten minutes even if "send" is never pressed."""
    if draft.danger and draft.has_place and not draft.into and not draft.danger_set and consented(turn):
        draft.danger_set = True
        turn.after(DANGER_MS, DraftTick.DANGER, turn.timer_key)

"""Words that come while a question is open: an answer, or something else that must not be lost."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.event import AttachmentKind
from handlers.base.message import clean
from handlers.base.phrases import consists_of, phrases, words_of
from handlers.base.steps import KeptData
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.reports.beginning import fresh
from handlers.reports.draft_screens import tell_old_button
from handlers.reports.loads import SENT
from handlers.reports.own_report import open_reports
from handlers.reports.status import Status

QUESTION_OPEN_MS = 15 * MINUTE_MS
"""So long words are taken as the answer; later ones begin a report as ever."""
LONGEST_ANSWER_WORDS, LONGEST_PLACE_WORDS = 8, 12
"""More words than this are a story; where somebody lives may take a few more."""


def said(turn: Turn) -> str:
    return clean(turn.event.text).strip()


def begins_something_else(turn: Turn, *, place: bool = False) -> bool:
    """Whether this is no answer but the beginning of a report, which it then becomes. `place`: a point is an answer.

    Danger, a photo, a story, words that come long after the question, or an answer to what staff asked.
    """
    event, text = turn.event, said(turn)
    files = any(a.kind is not AttachmentKind.STICKER for a in event.attachments)
    late = turn.now - turn.dialogue.screen_at > QUESTION_OPEN_MS
    point = event.place is not None and not place
    story = len(words_of(text)) > (LONGEST_PLACE_WORDS if place else LONGEST_ANSWER_WORDS)
    danger = turn.shared.is_danger(text) and not _is_own_name(turn, text)
    if not (files or late or point or story or danger or _is_for_a_report(turn)):
        return False
    turn.leave_question()
    fresh(turn)
    return True


def _is_own_name(turn: Turn, text: str) -> bool:
    """«У мамы», «дом»: how people call their places, and nothing else."""
    return consists_of(text, phrases(turn, "asked-own-place"))


def _is_for_a_report(turn: Turn) -> bool:
    """Whether it replies to something about a report, or staff have asked something since our question."""
    replied = turn.one(SENT)
    asked = [r for r in open_reports(turn) if r.status == Status.NEEDS_INFO]
    return bool(replied and replied.report_id) or any(r.updated_at > turn.dialogue.screen_at for r in asked)


def unheard(turn: Turn) -> list[str]:
    """What was not understood, for the question's data: the button `s_report` makes a report of it."""
    return [turn.event.message, said(turn)]


def is_report(turn: Turn) -> None:
    """Button «Это сообщение о проблеме»: what was written as an answer becomes a report."""
    kept = turn.data.get(KeptData.SAID)
    if not isinstance(kept, list) or len(kept) != 2 or not kept[1]:
        tell_old_button(turn)
        return
    turn.leave_question()
    turn.event = replace(turn.event, message=str(kept[0]), text=str(kept[1]))
    fresh(turn)

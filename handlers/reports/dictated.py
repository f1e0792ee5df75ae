"""What is taken as it was meant to be written: a recording in which nothing but a command, the words of a button or
small talk is said, and words that were typed on the other layout of the keyboard.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.base.commands import read_command
from handlers.base.event import AttachmentKind, Kind
from handlers.base.steps import QuestionStep
from handlers.base.turn import Turn
from handlers.base.typed_buttons import may_be_press
from handlers.reading.intent import Intent, LastAsked
from handlers.reading.said import KNOWN
from handlers.reports.its_words import has_phrase

SAYS_SO = frozenset(
    {Intent.STATUS, Intent.THANKS, Intent.GREETING, Intent.ALIVE, Intent.ABOUT, Intent.PERSON, Intent.NOW}
)
ASKS_SURELY = 0.95
"""So surely that «ну что там с батареями» asks how a report stands."""
LONGEST = 60
"""Characters; who says more tells something."""


def take_as_written(turn: Turn) -> None:
    """Make the turn's event what it would be in writing, where the messenger wrote down such words. Any other recording
    stays what it is: a part of a report, to be listened to.
    """
    _on_layout(turn)
    event = turn.event
    if event.kind is not Kind.MESSAGE or len(event.attachments) != 1 or event.text or event.forwarded or event.album:
        return
    said = event.attachments[0].transcript.strip()
    if event.attachments[0].kind is not AttachmentKind.VOICE or not 0 < len(said) <= LONGEST:
        return
    turn.event = replace(event, text=said, attachments=())
    intent, sure = turn.shared.intent(said, LastAsked.NOTHING)
    known = intent in SAYS_SO and (sure >= KNOWN or (sure >= ASKS_SURELY and has_phrase(turn, "asked-state-words")))
    if not (known or read_command(said, turn.shared.library)[0] or may_be_press(turn)):
        turn.event = event


def _on_layout(turn: Turn) -> None:
    """«Cytu yt e,hfyj» is read, shown and stored in the letters that were meant. A code stays as it is."""
    event = turn.event
    if event.kind not in (Kind.MESSAGE, Kind.EDIT) or event.forwarded or turn.dialogue.step == QuestionStep.CODE:
        return
    if (meant := turn.shared.on_layout(event.text)) != event.text:
        turn.event = replace(event, text=meant)

"""Words that an officer writes while nothing is asked: they are kept, and one tap says what they are."""

from __future__ import annotations

from handlers.base.message import Button, Marked, clean, escape
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.notices.content import in_language
from handlers.officer.compose.corrections import corrected
from handlers.officer.compose.drafting import NoticeDraft, ask, field_of
from handlers.officer.compose.fields import put_words
from handlers.officer.compose.summary import show_summary
from handlers.officer.compose.where import take_place
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField

SHOWN_LOOSE_LENGTH = 600


def ask_meaning(turn: Turn, draft: NoticeDraft) -> None:
    """Are they the text, more of the text, or the place? What is written after them belongs to them, but for a
    correction, which is done.
    """
    before = str(turn.data.get(ComposeData.LOOSE, ""))
    if corrected(turn, draft):
        if before:
            ask_about(turn, draft, before)
        return
    said = "\n".join(filter(None, (before, clean(turn.event.text).strip())))
    if said:
        ask_about(turn, draft, said)
    else:
        show_summary(turn, draft, turn.t("compose-press"))


def ask_about(turn: Turn, draft: NoticeDraft, said: str, fault: Marked | str = "") -> None:
    """The same of these words. `fault`: why they are not what was asked for."""
    label = turn.texts.label
    rows = (
        (Button(label("compose-loose-text"), ComposeButton.AS_TEXT(draft.id)),),
        (Button(label("compose-loose-more"), ComposeButton.MORE_TEXT(draft.id)),),
        (Button(label("compose-loose-place"), ComposeButton.AS_PLACE(draft.id)),),
    )
    shown = escape(shorten(said, SHOWN_LOOSE_LENGTH))
    ask(turn, draft, ComposeField.LOOSE, join(turn.t("compose-ask-loose"), shown), rows, fault=fault)
    turn.data[ComposeData.LOOSE] = said


def beside_another(turn: Turn, draft: NoticeDraft) -> bool:
    """The text was asked for and comes, but a colleague has written another one meanwhile: both are shown, and one tap
    says what becomes of this. Whether it was so.
    """
    said, there = clean(turn.event.text).strip(), in_language(draft.content.texts, "ru")
    if not said or not there or field_of(turn)[1] != "ru":
        return False
    other = escape(shorten(there, SHOWN_LOOSE_LENGTH))
    ask_about(turn, draft, said, turn.t("compose-text-meanwhile", text=other))
    return True


def as_text(turn: Turn, draft: NoticeDraft) -> None:
    """d_astext: they stand in place of the Russian text."""
    _put(turn, draft, "")


def more_text(turn: Turn, draft: NoticeDraft) -> None:
    """d_moretext: below the Russian text that there is."""
    _put(turn, draft, draft.content.texts.get("ru", ""))


def _put(turn: Turn, draft: NoticeDraft, before: str) -> None:
    said = str(turn.data.get(ComposeData.LOOSE, ""))
    if said:
        put_words(turn, draft, ComposeField.TEXT, "ru", "\n".join(filter(None, (before, said))))
    else:
        show_summary(turn, draft)


def as_place(turn: Turn, draft: NoticeDraft) -> None:
    """d_asplace"""
    said = str(turn.data.get(ComposeData.LOOSE, ""))
    if said:
        take_place(turn, draft, said)
    else:
        show_summary(turn, draft)

"""Words that an officer writes while nothing is asked: they are kept, and one tap says what they are."""

from __future__ import annotations

from handlers.base.buttons import Rows
from handlers.base.message import Button, Marked, clean, escape
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.officer.compose.corrections import correct, name_area
from handlers.officer.compose.drafting import NoticeDraft, ask, changed_meanwhile, field_of
from handlers.officer.compose.fields import put_words, said_in
from handlers.officer.compose.pictures import add_files
from handlers.officer.compose.summary import show_summary
from handlers.officer.compose.where import take_place
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField

SHOWN_LOOSE_LENGTH = 600
RUSSIAN_TEXT = ComposeField.TEXT("ru")


def ask_meaning(turn: Turn, draft: NoticeDraft) -> None:
    """Are they the text, more of the text, or the place? What is written after them belongs to them, but for a
    correction, and for the names of an area that is not there yet: these are done, and the question says so.
    """
    before, of = str(turn.data.get(ComposeData.LOOSE, "")), _of(turn)
    if done := correct(turn, draft) or (name_area(turn, draft) if before else None):
        if before:
            ask_about(turn, draft, before, done, of)
        else:
            show_summary(turn, draft, done)
        return
    said = "\n".join(filter(None, (before, clean(turn.event.text).strip())))
    if said:
        ask_about(turn, draft, said, of=of)
    else:
        show_summary(turn, draft, turn.t("compose-press"))


def ask_about(turn: Turn, draft: NoticeDraft, said: str, fault: Marked | str = "", of: str = RUSSIAN_TEXT) -> None:
    """The same of these words. `fault`: why they are not what was asked for. `of`: whose words they may be, a field."""
    label, name = turn.texts.label, of.partition(":")[0]
    rows: Rows = (
        (Button(label(f"compose-loose-{name}"), ComposeButton.AS_TEXT(draft.id)),),
        (Button(label(f"compose-loose-more-{name}"), ComposeButton.MORE_TEXT(draft.id)),),
    )
    if of == RUSSIAN_TEXT:
        rows = (*rows, (Button(label("compose-loose-place"), ComposeButton.AS_PLACE(draft.id)),))
    shown = escape(shorten(said, SHOWN_LOOSE_LENGTH))
    ask(turn, draft, ComposeField.LOOSE, join(turn.t("compose-ask-loose"), shown), rows, fault=fault)
    turn.data |= {ComposeData.LOOSE: said, ComposeData.LOOSE_OF: of}


def beside_another(turn: Turn, draft: NoticeDraft) -> bool:
    """Words were asked for and come, but a colleague has changed the draft meanwhile, and there are others in their
    place: both are shown, and one tap says what becomes of these. Whether it was so.
    """
    name, language = field_of(turn)
    field, said = ComposeField(name), clean(turn.event.text).strip()
    if not said or not said_in(draft.content, field).get(language):
        return False
    fault = add_files(turn, draft)  # a picture with its caption
    _ask_beside(turn, draft, field(language), said, fault or "")
    return True


def _ask_beside(turn: Turn, draft: NoticeDraft, of: str, said: str, fault: Marked | str = "") -> None:
    name, _, language = of.partition(":")
    there = escape(shorten(said_in(draft.content, ComposeField(name)).get(language, ""), SHOWN_LOOSE_LENGTH))
    ask_about(turn, draft, said, join(fault, turn.t(f"compose-meanwhile-{name}", text=there), by="\n"), of)


def _of(turn: Turn) -> str:
    return str(turn.data.get(ComposeData.LOOSE_OF) or RUSSIAN_TEXT)


def as_text(turn: Turn, draft: NoticeDraft) -> None:
    """d_astext: they stand in place of the words that there are."""
    _put(turn, draft, more=False)


def more_text(turn: Turn, draft: NoticeDraft) -> None:
    """d_moretext: below them."""
    _put(turn, draft, more=True)


def _put(turn: Turn, draft: NoticeDraft, *, more: bool) -> None:
    said, of = str(turn.data.get(ComposeData.LOOSE, "")), _of(turn)
    name, _, language = of.partition(":")
    there = said_in(draft.content, ComposeField(name)).get(language, "")
    if not said:
        show_summary(turn, draft)
    elif there and not more and changed_meanwhile(turn, draft):
        _ask_beside(turn, draft, of, said)
    else:
        kept = there if more else ""
        put_words(turn, draft, ComposeField(name), language, "\n".join(filter(None, (kept, said))))


def as_place(turn: Turn, draft: NoticeDraft) -> None:
    """d_asplace"""
    said = str(turn.data.get(ComposeData.LOOSE, ""))
    if said:
        take_place(turn, draft, said)
    else:
        show_summary(turn, draft)

"""A report's card in the operators' chats: put there once and kept true by edits."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.house import House, parse_address
from handlers.message import Address, FileRef, Marked, Message, escape
from handlers.operator.card_buttons import Rows, card_buttons
from handlers.operator.card_text import card_text, citizen_files, is_shortened
from handlers.texts import Texts, join
from handlers.turn import Turn
from storage.records import Lane, Report, ReportEvent, Share, StoredFile

__all__ = ["add_to_card", "blank_card", "card_slot", "card_text", "chats_of", "put_card", "show_card"]

CARD = "card"
"""The purpose of messages that stand for a report: a reply to one is an answer to its author."""


def card_slot(report: Report) -> str:
    return f"card:{report.id}"


def own_chat(house: House, organisation: str) -> Address | None:
    """The operators' chat that an organisation has of its own."""
    found = house.region.organisation(organisation)
    return house.now_at(parse_address(found.chat)) if found and found.chat else None


def chats_of(house: House, report: Report) -> tuple[Address, ...]:
    """Where a report's card stands: the admin chat and, if its organisation has one, that chat."""
    chats = (house.admin_chat, own_chat(house, report.organisation))
    return tuple(dict.fromkeys(chat for chat in chats if chat is not None))


def house_texts(turn: Turn) -> Texts:
    """The language of the operators' chats, whoever the turn is about."""
    return turn.house.library.texts(turn.house.default_language)


def show_card(
    turn: Turn,
    report: Report,
    history: Sequence[ReportEvent],
    files: Sequence[StoredFile],
    *,
    new: bool = False,
) -> None:
    """Make the report's card in all its chats show the present state.

    `history` and `files` are all of the report's, in the order of their ids, with what this turn changed.
    `new`: the card was not there before; it counts as a report's message and its files follow it.
    """
    for chat in chats_of(turn.house, report):
        put_card(turn, chat, report, history, files, new=new)


def put_card(
    turn: Turn,
    chat: Address,
    report: Report,
    history: Sequence[ReportEvent],
    files: Sequence[StoredFile],
    *,
    new: bool = False,
    slot: str = "",
    buttons: Rows | None = None,
    note: Marked | None = None,
    share: Share = Share.EDITS,
) -> None:
    """The card in one chat. `buttons`: a menu in place of the card's own; `slot`: of a copy, with a `note`."""
    texts = house_texts(turn)
    text = card_text(texts, report, history, files, turn.now, turn.house.region)
    if buttons is None:
        buttons = card_buttons(texts, report, is_shortened(texts, report, history, files))
    turn.send(
        chat,
        Message(join(text, note or ""), buttons, reply_to=f"slot:{card_slot(report)}" if slot else ""),
        lane=Lane.OPERATORS,
        share=Share.REPORTS if new else share,
        careful=True,
        slot=slot or card_slot(report),
        report_id=report.id,
        purpose=CARD,
    )
    if new:
        send_files(turn, chat, report, citizen_files(files, history), Share.REPORTS)


def send_files(
    turn: Turn, chat: Address, report: Report, files: Sequence[StoredFile], share: Share, text: Marked | None = None
) -> None:
    """Files of a report below its card, with a text if given; nothing where there is neither."""
    if not files and not text:
        return
    refs = tuple(FileRef(file.kind, f"stored:{file.id}", file.name) for file in files)
    message = Message(text or "", files=refs, reply_to=f"slot:{card_slot(report)}")
    turn.send(chat, message, lane=Lane.OPERATORS, share=share, careful=True, report_id=report.id, purpose=CARD)


def add_to_card(turn: Turn, report: Report, text: str, files: Sequence[StoredFile], *, key: str) -> None:
    """What the author adds, as a reply to the card. `key`: the heading's sentence, given `number`."""
    heading = house_texts(turn).say(key, number=str(report.id))
    for chat in chats_of(turn.house, report):
        send_files(turn, chat, report, files, Share.REPORTS, join(heading, escape(text)))


def blank_card(turn: Turn, report: Report) -> None:
    """Nothing of what the author wrote stays on the card, and nothing can be pressed."""
    blank = house_texts(turn).say("card-blank", number=str(report.id))
    for chat in chats_of(turn.house, report):
        turn.send(
            chat,
            blank,
            lane=Lane.OPERATORS,
            share=Share.EDITS,
            careful=True,
            slot=card_slot(report),
            report_id=report.id,
            purpose=CARD,
        )


def leave_chat(turn: Turn, chat: Address, report: Report, to: str) -> None:
    """The card in a chat that the report has left: where it went, and nothing of its text."""
    text = house_texts(turn).say("card-gone", number=str(report.id), to=to)
    turn.send(chat, text, lane=Lane.OPERATORS, share=Share.EDITS, careful=True, slot=card_slot(report), purpose=CARD)

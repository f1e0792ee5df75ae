"""A report's card in the operators' chats: put there once and kept true by edits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from handlers.base.buttons import Rows
from handlers.base.event import AttachmentKind
from handlers.base.message import Address, FileRef, Marked, Message, escape
from handlers.base.shared import Shared
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.reports.card_buttons import card_buttons, desk_buttons
from handlers.reports.card_text import OVER_QUOTA, card_text, citizen_files, is_shortened
from handlers.reports.danger import kind_of_report
from handlers.reports.loads import author_counts, copy_slots, desk_copies, is_desk_slot
from handlers.reports.words import ReportTick
from storage.records import Lane, Report, ReportEvent, Share, StoredFile

__all__ = ["add_to_card", "blank_card", "card_slot", "card_text", "chats_of", "put_card", "put_copy", "show_card"]

CARD = "card"
"""The purpose of messages that stand for a report: a reply to one is an answer to its author."""
IN_ADMIN_CHAT, IN_OWN_CHAT, IN_TEAM_CHAT = 1, 2, 4


def card_slot(report: Report) -> str:
    return f"card:{report.id}"


class InOffice(Protocol):
    """A report, or what a list knows of one."""

    @property
    def organisation(self) -> str: ...
    @property
    def municipality(self) -> str: ...


class InTeam(InOffice, Protocol):
    """The same, with the team of the centre that works on it."""

    @property
    def team(self) -> str: ...


def own_chat(shared: Shared, report: InOffice) -> Address | None:
    """The operators' chat of its own that a report's organisation has for where it is."""
    return shared.own.chat(report.organisation, report.municipality)


def chats_of(shared: Shared, report: Report) -> tuple[Address, ...]:
    """Where a report's card stands: the chat of its team or the admin chat and, if its organisation has one, that chat.
    Where somebody in the admin chat asked for a team's card, it is kept true there, too.
    """
    asked = shared.admin_chat if report.carded & IN_ADMIN_CHAT else None
    chats = (shared.centre_chat(report.team), asked, own_chat(shared, report))
    return tuple(dict.fromkeys(chat for chat in chats if chat is not None))


def place_of_chat(shared: Shared, chat: Address) -> int:
    """How `Report.carded` and `Report.unshown` name a chat."""
    if shared.is_chief(chat):
        return IN_ADMIN_CHAT
    return IN_TEAM_CHAT if shared.teams_at(chat) else IN_OWN_CHAT


def has_card(shared: Shared, report: Report, chat: Address) -> bool:
    """Whether the report's own card was put into this chat; else it is in sight in a gathered one, or soon."""
    return bool(report.carded & place_of_chat(shared, chat))


def show_new_card(turn: Turn, report: Report) -> None:
    """Let a new report come in sight in all its chats: at once with a card and files of its own or, when many come
    together, in a gathered card (handlers.operator.gather).
    """
    for chat in chats_of(turn.shared, report):
        line_up(turn, chat, report)


def show_card(turn: Turn, report: Report, history: Sequence[ReportEvent], files: Sequence[StoredFile]) -> None:
    """Make the report's card, where it is in sight already, show the present state; and the newest copy in each chat
    and on each desk.

    `history` and `files` are all of the report's, in the order of their ids, with what this turn changed. The route
    has loaded reports.loads.AROUND, too.
    """
    for chat in chats_of(turn.shared, report):
        if has_card(turn.shared, report, chat):
            put_card(turn, chat, report, history, files)
            for slot in copy_slots(turn, chat, report.id)[:1]:
                put_copy(turn, chat, report, history, files, slot)
    for desk, slot in desk_copies(turn, report.id):
        if turn.shared.has_left(desk):
            continue  # handlers.operator.gone takes it away
        put_card(turn, desk, report, history, files, slot=slot)


def line_up(turn: Turn, chat: Address, report: Report) -> None:
    """Let the report come in sight in this chat within a minute."""
    report.unshown |= place_of_chat(turn.shared, chat)
    turn.save(report)
    turn.after(0, ReportTick.CARDS, chat)


def put_first_card(
    turn: Turn,
    chat: Address,
    report: Report,
    history: Sequence[ReportEvent],
    files: Sequence[StoredFile],
    *,
    share: Share = Share.REPORTS,
    note: Marked | None = None,
    picture: bool = True,
) -> None:
    """The report's own card in a chat that has none yet, then with a `note` the first of its files, if that is wanted:
    the others come when somebody asks for them (handlers.operator.files).
    """
    place = place_of_chat(turn.shared, chat)
    report.carded |= place
    report.unshown &= ~place
    turn.save(report)
    put_card(turn, chat, report, history, files, share=share)
    send_first_file(turn, chat, report, files_to_show(files, history) if picture else (), share, note)


def put_copy(
    turn: Turn,
    chat: Address,
    report: Report,
    history: Sequence[ReportEvent],
    files: Sequence[StoredFile],
    slot: str,
    share: Share = Share.EDITS,
) -> None:
    """A copy of the card further down in its chat, new or that of `slot`: only the newest one has buttons."""
    known = copy_slots(turn, chat, report.id)
    note = turn.staff_texts.say("card-copy", at=turn.texts.clock(turn.now))
    buttons = () if slot in known[1:] else None
    put_card(turn, chat, report, history, files, slot=slot, buttons=buttons, note=note, share=share)
    if known and slot not in known:
        put_card(turn, chat, report, history, files, slot=known[0], buttons=(), note=note)


def put_card(
    turn: Turn,
    chat: Address,
    report: Report,
    history: Sequence[ReportEvent],
    files: Sequence[StoredFile],
    *,
    slot: str = "",
    buttons: Rows | None = None,
    note: Marked | None = None,
    share: Share = Share.EDITS,
) -> None:
    """The card in one chat. `buttons`: a menu in place of the card's own; `slot`: of a copy, with a `note`.

    The message under which a button was pressed goes first.
    """
    texts = turn.staff_texts
    author = author_counts(turn, report.id)
    kind = kind_of_report(turn.shared, report, history, files)
    text = card_text(texts, report, history, files, turn.now, turn.shared.region, author, kind)
    if buttons is None:
        sent, followers = len(files_to_show(files, history)), author.followers if author is not None else 0
        more = is_shortened(texts, report, history, files)
        buttons = card_buttons(texts, report, more, sent, followers)
        buttons += desk_buttons(texts) if is_desk_slot(slot) else ()
    if share is Share.EDITS and chat == turn.here and turn.pressed == (slot or card_slot(report)):
        share = Share.ASKED
    turn.send(
        chat,
        Message(join(text, note or ""), buttons, reply_to=f"slot:{card_slot(report)}" if slot else ""),
        lane=Lane.OPERATORS,
        share=share,
        careful=True,
        slot=slot or card_slot(report),
        report_id=report.id,
        purpose=CARD,
    )


def send_first_file(
    turn: Turn, chat: Address, report: Report, files: Sequence[StoredFile], share: Share, text: Marked | None = None
) -> None:
    """The most telling of these files below the report's card, with a text if given; nothing where there is neither."""
    if not files and not text:
        return
    message = Message(text or "", files=refs_of(files[:1]), reply_to=f"slot:{card_slot(report)}")
    turn.send(chat, message, lane=Lane.OPERATORS, share=share, careful=True, report_id=report.id, purpose=CARD)


def files_to_show(files: Sequence[StoredFile], history: Sequence[ReportEvent]) -> list[StoredFile]:
    """What the author sent and was taken, pictures first."""
    own = [file for file in citizen_files(files, history) if file.path != OVER_QUOTA]
    return sorted(own, key=lambda file: file.kind != AttachmentKind.PHOTO)


def refs_of(files: Sequence[StoredFile]) -> tuple[FileRef, ...]:
    return tuple(FileRef(file.kind, f"stored:{file.id}", file.name) for file in files)


def add_to_card(turn: Turn, report: Report, text: str, files: Sequence[StoredFile], *, key: str) -> None:
    """What the author adds, as a reply to the card, with the first of the files. `key`: the heading's sentence, given
    `number`.

    Where the report has no card yet, it comes in sight (again), and with its card what was added.
    """
    heading = turn.staff_texts.say(key, number=str(report.id))
    for chat in chats_of(turn.shared, report):
        if not has_card(turn.shared, report, chat):
            line_up(turn, chat, report)
            continue
        taken = files_to_show(files, ())
        more = turn.staff_texts.say("addition-files", count=len(taken) - 1) if len(taken) > 1 else ""
        send_first_file(turn, chat, report, taken, Share.REPORTS, join(heading, escape(text), more))


def blank_card(turn: Turn, report: Report) -> None:
    """Nothing of what the author wrote stays on the card, and nothing can be pressed."""
    blank = turn.staff_texts.say("card-blank", number=str(report.id))
    for chat in chats_of(turn.shared, report):
        if not has_card(turn.shared, report, chat):
            continue
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
    """The card and its copies in a chat that the report has left: where it went, and nothing of its text."""
    text = turn.staff_texts.say("card-gone", number=str(report.id), to=to)
    for slot in (card_slot(report), *copy_slots(turn, chat, report.id)):
        turn.send(
            chat, text, lane=Lane.OPERATORS, share=Share.EDITS, careful=True, slot=slot, purpose=CARD,
            report_id=report.id,
        )  # fmt: skip

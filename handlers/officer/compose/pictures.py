"""Pictures and documents that go with a notice: sent to the bot, kept for every messenger."""

from __future__ import annotations

from handlers.base.buttons import Rows
from handlers.base.event import Attachment, AttachmentKind
from handlers.base.message import Button, Marked
from handlers.base.turn import Turn
from handlers.officer.compose.drafting import NoticeDraft, ask, change
from handlers.officer.compose.summary import show_more, show_summary
from handlers.officer.compose.undo import replace_by_button
from handlers.officer.compose.words import ComposeButton, ComposeField
from storage.records import StoredFile

MOST_NOTICE_FILES = 3
LARGEST_NOTICE_FILE = 10 * 1024 * 1024
"""Bytes; what is larger takes too long on a bad line, and one messenger takes no more of a picture."""
FITTING_FILES = (AttachmentKind.PHOTO, AttachmentKind.DOCUMENT)


def ask_files(turn: Turn, draft: NoticeDraft, fault: Marked | str = "") -> None:
    """d_files"""
    count = len(draft.content.files)
    rows: Rows = ((Button(turn.texts.label("compose-no-files"), ComposeButton.NO_FILES(draft.id)),),) if count else ()
    text = turn.t("compose-ask-files", count=count, most=MOST_NOTICE_FILES)
    ask(turn, draft, ComposeField.FILES, text, rows, fault=fault)


def drop_files(turn: Turn, draft: NoticeDraft) -> None:
    """d_nofiles"""
    show_more(turn, draft, replace_by_button(turn, draft, files=(), documents=()))


def typed_files(turn: Turn, draft: NoticeDraft) -> None:
    """A message while files are asked for."""
    if not turn.event.attachments:
        ask_files(turn, draft, turn.t("compose-fault-files-none"))
        return
    fault = add_files(turn, draft)
    if fault:
        ask_files(turn, draft, fault)
    else:
        show_summary(turn, draft, turn.t("compose-files-added"))


def add_files(turn: Turn, draft: NoticeDraft) -> Marked | None:
    """Put the message's files to the notice, as far as they fit; a sentence about those that do not."""
    fault: Marked | None = None
    for attachment in turn.event.attachments:
        if attachment.kind not in FITTING_FILES:
            fault = turn.t("compose-fault-files-kind")
        elif attachment.size > LARGEST_NOTICE_FILE:
            fault = turn.t("compose-fault-files-big", megabytes=LARGEST_NOTICE_FILE // (1024 * 1024))
        elif len(draft.content.files) >= MOST_NOTICE_FILES:
            fault = turn.t("compose-fault-files-many", most=MOST_NOTICE_FILES)
        else:
            _add(turn, draft, attachment)
    return fault


def _add(turn: Turn, draft: NoticeDraft, attachment: Attachment) -> None:
    file = keep_file(turn, attachment)
    documents = draft.content.documents + ((file.id,) if attachment.kind is AttachmentKind.DOCUMENT else ())
    change(turn, draft, files=(*draft.content.files, file.id), documents=documents)


def keep_file(turn: Turn, attachment: Attachment) -> StoredFile:
    """A file of no report and of no person: whoever sent it may have himself forgotten, the notice keeps it."""
    file = StoredFile(
        turn.new_id("attachment"), 0, 0, 0, turn.event.channel, attachment.handle, attachment.kind.value,
        attachment.url, attachment.name, attachment.mime, attachment.size, created_at=turn.now,
        source_message=turn.event.message,
    )  # fmt: skip
    turn.save(file)
    return file

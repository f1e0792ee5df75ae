"""From claimed rows to parcels: slots become the messages to edit, files become handles or paths."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from bot.channels.port import Channel, Parcel, SendFile
from bot.delivery.common_files import CommonFiles, Pictures
from bot.delivery.files import Files
from handlers.message import FileRef, Marked, Message, load_message
from handlers.notices.outlines import AREA, OUTLINE
from handlers.texts import Library, join, not_passed
from storage.changes import Query
from storage.notice_records import NoticeText
from storage.records import FileCopy, OutboxRow, SentMessage, StoredFile
from storage.store import Store

TO_SLOT = "slot:"
TEXTS_KEPT = 64


class Parcels:
    """Reads what the rows refer to; the network is not touched here, except to fetch a file that is missing."""

    def __init__(
        self, channel: Channel, store: Store, files: Files, library: Library, pictures: Pictures | None = None
    ) -> None:
        self.channel, self.store, self.files, self.library = channel, store, files, library
        self.common = CommonFiles(pictures)
        self._texts: dict[int, Message] = {}  # what is said to many, by text_id, the latest last

    async def prepare(self, rows: Sequence[OutboxRow]) -> list[Parcel]:
        """One parcel a row, in order: the row's next part."""
        texts = await self._said_to_many(rows)
        messages = [texts.get(r.text_id) or _own(r) for r in rows]
        slots = await self._slots(rows, messages)
        stored, copies = await self._files(messages)
        return [self._parcel(row, message, slots, stored, copies) for row, message in zip(rows, messages, strict=True)]

    async def _said_to_many(self, rows: Sequence[OutboxRow]) -> dict[int, Message]:
        """The texts that rows refer to: a million rows, a few texts."""
        wanted = {r.text_id for r in rows if r.text_id and r.op in ("send", "put")}
        if missing := sorted(wanted - self._texts.keys()):
            found = (await self.store.read(Query("notice_texts_among", (json.dumps(missing),))))[0]
            self._texts.update({t.id: load_message(t.body) for t in found if isinstance(t, NoticeText)})
        texts = {number: self._texts[number] for number in wanted if number in self._texts}
        for number in list(self._texts)[: max(0, len(self._texts) - TEXTS_KEPT)]:
            del self._texts[number]
        return texts

    def _parcel(
        self,
        row: OutboxRow,
        message: Message,
        slots: dict[tuple[str, str], str],
        stored: dict[int, StoredFile],
        copies: dict[int, str],
    ) -> Parcel:
        own = slots.get((row.chat, row.slot), "") if row.op in ("put", "delete") else ""
        parcel = Parcel(row, message, row.parts_done)
        if row.op == "delete" or (own and not row.parts_done):
            parcel.edit = own
            return parcel
        if message.reply_to.startswith(TO_SLOT):
            parcel.reply_to = slots.get((row.chat, message.reply_to.removeprefix(TO_SLOT)), "")
        else:
            parcel.reply_to = message.reply_to
        if own and row.parts_done:
            parcel.reply_to = own  # the files of a card hang on its text
        parcel.files = tuple(self._file(ref, stored, copies) for ref in message.files)
        return parcel

    async def _slots(self, rows: Sequence[OutboxRow], messages: Sequence[Message]) -> dict[tuple[str, str], str]:
        wanted = {(r.chat, r.slot) for r in rows if r.op in ("put", "delete")}
        wanted |= {
            (r.chat, m.reply_to.removeprefix(TO_SLOT))
            for r, m in zip(rows, messages, strict=True)
            if m.reply_to.startswith(TO_SLOT)
        }
        if not wanted:
            return {}
        found = await self.store.read(Query("sent_by_slot", (self.channel.name, json.dumps(sorted(wanted)))))
        return {(m.chat, m.slot): m.message_id for m in found[0] if isinstance(m, SentMessage)}

    async def _files(self, messages: Sequence[Message]) -> tuple[dict[int, StoredFile], dict[int, str]]:
        refs = {f for m in messages for f in m.files}
        areas = await self.common.learn(sorted({f.source for f in refs if is_drawn(f)}))
        ids = sorted(({number_of(f) for f in refs if is_stored(f)} | areas) - self.common.known.keys())
        if not ids:
            return {}, {}
        listed = json.dumps(ids)
        found, copied = await self.store.read(
            Query("files_among", (listed,)), Query("file_copies", (self.channel.name, listed))
        )
        stored = {f.id: f for f in found if isinstance(f, StoredFile)}
        return stored, {c.attachment_id: c.handle for c in copied if isinstance(c, FileCopy)}

    def _file(self, ref: FileRef, stored: dict[int, StoredFile], copies: dict[int, str]) -> SendFile:
        number = self.common.keys.get(ref.source, 0) if is_drawn(ref) else number_of(ref)
        if (is_stored(ref) or is_drawn(ref)) and (known := self.common.known.get(number)) is not None:
            return known
        if is_drawn(ref):
            return SendFile(ref.kind, copies.get(number, ""), name=ref.name or "area.png", stored_id=number)
        if not is_stored(ref):
            return SendFile(ref.kind, name=ref.name)
        file = stored.get(number)
        if file is None:
            return SendFile(ref.kind, name=ref.name, stored_id=number)
        handle = file.handle if file.channel == self.channel.name else copies.get(number, "")
        name = ref.name or file.name
        return SendFile(file.kind, handle, self.files.path_of(file), name, file.mime, number)

    async def complete(self, parcel: Parcel) -> str:
        """Fetch or make the files that are not here yet: "" or why it must wait ("later").

        A file that cannot be had leaves the message, whose text then names it and says why.
        """
        refs, ready, missing = [], [], []
        for ref, file in zip(parcel.message.files, parcel.files, strict=True):
            path, why = file.path, ""
            if is_drawn(ref):
                if not file.handle:
                    path, why = await self.common.draw(ref.source)
            elif not is_stored(ref):
                path = await self.files.export(number_of(ref))
            elif not file.handle and not (path is not None and path.exists()):
                path, why = await self.files.bring(file.stored_id)
            if why == "later":
                return why
            if why:
                missing.append((file, why))
            else:
                refs.append(ref)
                ready.append(replace(file, path=path))
        if missing:
            parcel.left_out = tuple((file.name, file.kind, why) for file, why in missing)
            said = join(parcel.message.text, await self._not_passed(parcel))
            parcel.message = replace(parcel.message, text=said, files=tuple(refs))
        parcel.files = tuple(ready)
        return ""

    async def _not_passed(self, parcel: Parcel) -> Marked:
        """A line for each file, in the language of the report's author if it goes to him."""
        row = parcel.row
        rows = (await self.store.read(Query("report_by_id", (row.report_id,))))[0]
        theirs = bool(rows) and (rows[0].channel, rows[0].chat) == (row.channel, row.chat)
        texts = self.library.texts(rows[0].language if theirs else self.library.default)
        return join(*not_passed(texts, parcel.left_out), by="\n")


def _own(row: OutboxRow) -> Message:
    """The row's own body; nothing to say if its text is gone."""
    return load_message(row.body) if row.op in ("send", "put") and row.body else Message()


def is_stored(ref: FileRef) -> bool:
    return ref.source.startswith("stored:")


def is_drawn(ref: FileRef) -> bool:
    return ref.source.startswith((AREA, OUTLINE))


def number_of(ref: FileRef) -> int:
    """The id in "stored:ID" or "export:PERSON_ID"."""
    return int(ref.source.partition(":")[2])

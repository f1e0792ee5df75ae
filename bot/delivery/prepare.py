"""From claimed rows to parcels: slots become the messages to edit, files become handles or paths."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import structlog

from bot.channels.port import ALONE, Channel, Parcel, SendFile
from bot.delivery.common_files import CommonFiles, Pictures
from bot.delivery.files import Files
from bot.delivery.refused_files import chats_own, is_dead, read_copy
from bot.delivery.slots import Shown, Slots
from handlers.base.message import FileRef, Marked, Message, load_message
from handlers.base.texts import Library, join, not_passed
from handlers.base.turn import MESSAGE_SLOT
from handlers.notices.outlines import AREA, OUTLINE
from storage.changes import Query
from storage.notice_records import NoticeText
from storage.outbox_records import SAYS, OutboxOp
from storage.records import FileCopy, OutboxRow, StoredFile
from storage.store import Store

log = structlog.get_logger()

Copies = dict[str, dict[int, str]]
"""By channel, or by one chat's own name: file -> its handle as it is stored."""
LeftOut = tuple[str, str, str]
"""A file that does not go with its message: (name, kind, why)."""
EXPORT = "export"
"""`kind` of a whole export that cannot be passed on."""
EXPORT_TRIES = 6
TO_SLOT = "slot:"
TEXTS_KEPT = 64


class Preparer:
    """Reads what the rows refer to; the network is not touched here, except to fetch a file that is missing."""

    def __init__(
        self, channel: Channel, store: Store, files: Files, library: Library, pictures: Pictures | None = None
    ) -> None:
        self.channel, self.store, self.files, self.library = channel, store, files, library
        self.common, self._slots_shown = CommonFiles(pictures), Slots(channel.name, store)
        self._texts: dict[int, Message] = {}  # what is said to many, by text_id, the latest last

    async def prepare(self, rows: Sequence[OutboxRow], shown: Shown) -> list[Parcel]:
        """One parcel a row, in order: the row's next part. `shown`: what is known of their slots already."""
        texts = await self._said_to_many(rows)
        messages = [texts.get(r.text_id) or _own(r) for r in rows]
        slots = await self._slots(rows, messages, shown)
        stored, copies = await self._files(messages, {row.chat for row in rows})
        return [self._parcel(row, message, slots, stored, copies) for row, message in zip(rows, messages, strict=True)]

    async def _said_to_many(self, rows: Sequence[OutboxRow]) -> dict[int, Message]:
        """The texts that rows refer to: a million rows, a few texts."""
        wanted = {r.text_id for r in rows if r.text_id and r.op in SAYS}
        if not wanted:
            return {}
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
        slots: Shown,
        stored: dict[int, StoredFile],
        copies: Copies,
    ) -> Parcel:
        own = slots.get((row.chat, row.slot), "") if row.op in (OutboxOp.PUT, OutboxOp.DELETE) else ""
        if row.op == OutboxOp.DELETE and row.slot.startswith(MESSAGE_SLOT):
            own = row.slot.removeprefix(MESSAGE_SLOT)
        parcel = Parcel(row, message, row.parts_done)
        if row.op == OutboxOp.DELETE or (own and not row.parts_done):
            parcel.edit = own
            return parcel
        if message.reply_to.startswith(TO_SLOT):
            parcel.reply_to = slots.get((row.chat, message.reply_to.removeprefix(TO_SLOT)), "")
        else:
            parcel.reply_to = message.reply_to
        if own and row.parts_done:
            parcel.reply_to = own  # the files of a card hang on its text
        here = copies.get(chats_own(self.channel.name, row.chat), {})
        parcel.here, ours = frozenset(here), copies.get(self.channel.name, {}) | here
        parcel.files = tuple(self._file(ref, stored, ours) for ref in message.files)
        if any(file.kind == ALONE for file in parcel.files):
            alone = zip(message.files, parcel.files, strict=True)
            refs = tuple(replace(ref, kind=ALONE) if file.kind == ALONE else ref for ref, file in alone)
            parcel.message = replace(message, files=refs)
        return parcel

    async def _slots(self, rows: Sequence[OutboxRow], messages: Sequence[Message], shown: Shown) -> Shown:
        wanted = {(r.chat, r.slot) for r in rows if r.op in (OutboxOp.PUT, OutboxOp.DELETE)}
        wanted |= {
            (r.chat, m.reply_to.removeprefix(TO_SLOT))
            for r, m in zip(rows, messages, strict=True)
            if m.reply_to.startswith(TO_SLOT)
        }
        unknown = wanted - shown.keys()
        return {**shown, **await self._slots_shown.of(unknown)} if unknown else shown

    async def _files(self, messages: Sequence[Message], chats: Iterable[str]) -> tuple[dict[int, StoredFile], Copies]:
        refs = {f for m in messages for f in m.files}
        if not refs:
            return {}, {}
        areas = await self.common.learn(sorted({f.source for f in refs if is_drawn(f)}))
        ids = sorted(({number_of(f) for f in refs if is_stored(f)} | areas) - self.common.known.keys())
        if not ids:
            return {}, {}
        name, listed = self.channel.name, json.dumps(ids)
        places = json.dumps([name, *sorted(chats_own(name, chat) for chat in chats)])
        found, copied = await self.store.read(Query("files_among", (listed,)), Query("file_copies", (places, listed)))
        stored = {f.id: f for f in found if isinstance(f, StoredFile)}
        copies: Copies = {}
        for copy in copied:
            if isinstance(copy, FileCopy):
                copies.setdefault(copy.channel, {})[copy.attachment_id] = copy.handle
        return stored, copies

    def _file(self, ref: FileRef, stored: dict[int, StoredFile], copies: dict[int, str]) -> SendFile:
        number = self.common.keys.get(ref.source, 0) if is_drawn(ref) else number_of(ref)
        if (is_stored(ref) or is_drawn(ref)) and (known := self.common.known.get(number)) is not None:
            return known
        if not is_drawn(ref) and not is_stored(ref):
            return SendFile(ref.kind, name=ref.name)
        alone, handle, refused = read_copy(copies.get(number, ""))
        if is_drawn(ref):
            kind = ALONE if alone or refused else ref.kind
            name = ref.name or "area.png"
            return SendFile(kind, handle, name=name, stored_id=number, refused=refused, came_as=ref.kind)
        file = stored.get(number)
        if file is None:
            return SendFile(ref.kind, name=ref.name, stored_id=number)
        if file.channel == self.channel.name and not alone:
            handle = file.handle
        kind, name = ALONE if alone or refused else file.kind, ref.name or file.name
        return SendFile(kind, handle, self.files.path_of(file), name, file.mime, number, refused, file.kind)

    async def complete(self, parcel: Parcel) -> str:
        """Fetch or make the files that are not here yet: "" or why it must wait ("later").

        A file that cannot be had leaves the message, whose text then names it and says why.
        """
        refs, ready, missing = [], list[SendFile](), list[LeftOut]()
        for ref, file in zip(parcel.message.files, parcel.files, strict=True):
            if is_export(ref):
                if (found := await self._export(parcel, ref)) is None:
                    return "later"
                refs += [ref] * len(found[0])
                ready += found[0]
                missing += found[1]
                continue
            path, why = (None, file.refused) if file.refused else await self._path(ref, file)
            if why == "later":
                return why
            if why:
                missing.append((file.name, file.came_as or file.kind, why))
            if why and not (parcel.part and is_dead(file)):  # else the parts to come would change their numbers
                continue
            refs.append(ref)
            ready.append(replace(file, path=path, handle="" if why else file.handle))
        parcel.left_out, parcel.files = tuple(missing), tuple(ready)
        if missing or len(refs) != len(parcel.message.files):
            said = join(parcel.message.text, await self.not_passed(parcel, missing)) if missing else parcel.message.text
            parcel.message = replace(parcel.message, text=said, files=tuple(refs))
        return ""

    async def _path(self, ref: FileRef, file: SendFile) -> tuple[Path | None, str]:
        """Where a file is, or why it cannot be had; what has a handle needs no path."""
        if file.handle:
            return file.path, ""
        if is_drawn(ref):
            return await self.common.draw(ref.source)
        if file.path is not None and file.path.exists():
            return file.path, ""
        return await self.files.bring(file.stored_id)

    async def _export(self, parcel: Parcel, ref: FileRef) -> tuple[list[SendFile], list[LeftOut]] | None:
        """A person's data as files, and what does not fit into one; None: later."""
        try:
            made = await self.files.export(number_of(ref), parcel.row.id, self.channel.limits.largest_file)
        except OSError as fault:
            log.warning("export.failed", row=parcel.row.id, errno=fault.errno)
            return None if parcel.row.attempts < EXPORT_TRIES else ([], [(ref.name, EXPORT, "failed")])
        stem, dot, ending = ref.name.rpartition(".")
        names = [ref.name, *(f"{stem}-{n}{dot}{ending}" for n in range(2, len(made.paths) + 1))]
        files = [SendFile(ref.kind, path=path, name=name) for path, name in zip(made.paths, names, strict=True)]
        return files, [(name, "document", "too-big") for name in made.too_large]

    async def not_passed(self, parcel: Parcel, left_out: Sequence[LeftOut]) -> Marked:
        """A line for each file, in the language of the person it goes to."""
        texts = self.library.texts(await self.language(parcel))
        if any(kind == EXPORT for _, kind, _ in left_out):
            return texts.say("export-not-passed")
        return join(*not_passed(texts, left_out), by="\n")

    async def language(self, parcel: Parcel) -> str:
        """Of whom it goes to: the report's author, who asked for his data, whose chat it is; else the program's."""
        row, persons = parcel.row, [number_of(ref) for ref in parcel.message.files if is_export(ref)]
        if persons:
            found = (await self.store.read(Query("person_by_id", (persons[0],))))[0]
            return str(found[0].language) if found else self.library.default
        reports, owners = await self.store.read(
            Query("report_by_id", (row.report_id,)),
            Query("persons_of_accounts", (row.channel, json.dumps([row.chat]))),
        )
        theirs = reports and (reports[0].channel, reports[0].chat) == (row.channel, row.chat)
        known = str(reports[0].language) if theirs else owners[0].language if owners else ""
        return known if known in self.library.languages else self.library.default


def _own(row: OutboxRow) -> Message:
    """The row's own body; nothing to say if its text is gone."""
    return load_message(row.body) if row.op in SAYS and row.body else Message()


def is_stored(ref: FileRef) -> bool:
    return ref.source.startswith("stored:")


def is_drawn(ref: FileRef) -> bool:
    return ref.source.startswith((AREA, OUTLINE))


def is_export(ref: FileRef) -> bool:
    return ref.source.startswith("export:")


def number_of(ref: FileRef) -> int:
    """The id in "stored:ID" or "export:PERSON_ID"."""
    return int(ref.source.partition(":")[2])

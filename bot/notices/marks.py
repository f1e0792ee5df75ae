"""Marks on an earlier notice's messages: «ОТМЕНЕНО» above what they said, where the messenger lets them be edited."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bot.channels.names import described
from bot.notices.selection import After
from bot.notices.texts import NoticeTexts
from handlers.base.shared import Shared
from handlers.base.turn import random_id
from handlers.notices.wording import TAKES_BACK, Meaning, variant
from storage.changes import Changes, Query
from storage.notice_records import MARK, Notice, NoticeText
from storage.outbox_records import OutboxOp
from storage.records import Lane, OutboxRow, SentMessage
from storage.store import Store


class Marks:
    """Of a notice that withdraws or corrects `original`, or one that came after it."""

    def __init__(self, shared: Shared, store: Store, notice: Notice, original: Notice, texts: NoticeTexts) -> None:
        self.shared, self.store, self.notice, self.original, self.texts = shared, store, notice, original, texts
        self._known: dict[str, NoticeText] | None = None

    async def page(self, changes: Changes, channel: str, after: After, most: int, now: int) -> tuple[int, After | None]:
        """Mark the messages of the next persons who got it; how many, and where to read on."""
        query = Query("audience_receivers", (self.original.id, after, most))
        ids = [person for (person,) in (await self.store.read(query))[0]]
        listed = json.dumps(ids)
        got, now_told = await self.store.read(
            Query("audience_received", (self.original.id, listed)), Query("audience_told", (self.notice.id, listed))
        )
        wrong = {person for person, told in now_told if told.partition(":")[2] in TAKES_BACK}
        told = {
            chat: was
            for person, where, chat, _, was in got
            if where == channel and person in wrong and was.partition(":")[2] != Meaning.NOT_YOU
        }  # «Вас это не касается» with «ОТМЕНЕНО» above it would say the contrary
        count = await self._mark(changes, channel, told, now)
        return count, ids[-1] if len(ids) == most else None

    async def public(self, changes: Changes, now: int, meaning: Meaning) -> None:
        """Mark what public channels show; as this they got it."""
        told = variant(self.shared.default_language, meaning)
        for channel in {address.channel for address in self.shared.notice_channels}:
            chats = [address.chat for address in self.shared.notice_channels if address.channel == channel]
            await self._mark(changes, channel, dict.fromkeys(chats, told), now)

    async def _mark(self, changes: Changes, channel: str, told: dict[str, str], now: int) -> int:
        pairs = json.dumps([[channel, chat] for chat in told])
        messages = (await self.store.read(Query("audience_messages", (pairs, self.original.id))))[0] if told else []
        oldest = now - (described(channel).edited_within_ms or now)
        marked = [m for m in first_of_each(messages) if m.sent_at >= oldest and m.purpose != MARK]
        known = await self._texts() if marked else {}
        for message in marked:
            if not message.slot:
                message.slot = f"notice:{self.original.id}"
                changes.put(message)
            number = self.shared.ids.next("outbox")
            row = OutboxRow(number, channel, message.chat, int(Lane.NOTICE), OutboxOp.PUT, "", message.slot)
            row.created_at = row.due_at = now
            row.notice_id = row.event_id = self.notice.id
            row.text_id = self.texts.void(changes, self.original, told[message.chat], known)
            row.purpose, row.random_id = MARK, random_id(number)
            changes.put(row)
        return len(marked)

    async def _texts(self) -> dict[str, NoticeText]:
        if self._known is None:
            texts = (await self.store.read(Query("audience_texts", (self.original.id,))))[0]
            self._known = {text.variant: text for text in texts}
        return self._known


def first_of_each(messages: Iterable[SentMessage]) -> list[SentMessage]:
    """The message in each chat that holds the text's beginning: the one that was marked, though the mark was later."""
    first: dict[str, SentMessage] = {}
    for message in sorted(messages, key=lambda m: (not m.slot, m.sent_at, len(m.message_id), m.message_id)):
        first.setdefault(message.chat, message)
    return list(first.values())

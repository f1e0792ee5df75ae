"""What the messenger refused as it was: how else it may go, within the same attempt."""

from __future__ import annotations

import re
from dataclasses import replace

import structlog

from bot.channels.port import Channel, Outcome, Parcel, Result
from bot.delivery.claims import Flight
from bot.delivery.dispatch import Dispatch
from bot.delivery.prepare import EXPORT, Preparer, is_export
from bot.delivery.refused_files import keep_marks, put_off, said_of
from handlers.base.labels import with_words
from handlers.base.message import parse_marks
from handlers.reports.card import CARD
from handlers.reports.delivery_words import why_text
from storage.notice_records import MARK
from storage.outbox_records import SAYS, OutboxOp
from storage.records import Lane, OutboxRow

log = structlog.get_logger()

CARD_BEGINNING = 600
"""Characters of a card or panel that are shown where the whole of it is refused."""


UNSAID = "forbidden"
"""Why a message does not go where the messenger says no more than that it may not: that may mean the edit alone."""
MOST_UNEXPLAINED = 12
"""So often a chat is asked again (half an hour in all) that refuses for a reason that nobody knows."""


class OtherWays:
    """One channel's."""

    def __init__(self, channel: Channel, preparer: Preparer, dispatch: Dispatch) -> None:
        self.channel, self.preparer, self.dispatch = channel, preparer, dispatch

    async def mended(self, flight: Flight, parcel: Parcel, outcome: Outcome) -> Outcome:
        """What came of a parcel in the end: once without its target, once without its marks, where that may help."""
        row, tried = parcel.row, set[str]()
        while how := self._other_way(parcel, outcome):
            if row.op == OutboxOp.DELETE or row.purpose == MARK:
                return Outcome(Result.SENT, why=outcome.why) if outcome.gone else outcome
            if how in tried:
                break
            tried.add(how)
            if how == "plain":
                await self._go_plain(parcel, outcome)
            else:
                say_anew(flight, parcel)
                if row.op == OutboxOp.PUT:
                    flight.parts = self.channel.parts(parcel.message, False, True)
            outcome = (await self.channel.send([parcel]))[0]
        if outcome.gone or outcome.plain:
            outcome = Outcome(Result.REJECTED, why=outcome.why, shut=outcome.shut)
        elif outcome.bad_files:
            outcome = await self._without_files(parcel, outcome)
        if self._hides_something(parcel, outcome):
            outcome = await self._in_sight(parcel, outcome)
        keep_marks(parcel)
        return outcome

    def _hides_something(self, parcel: Parcel, outcome: Outcome) -> bool:
        """A card, a notice's panel or an alarm is refused for what it says: nobody would ever see that there is one.
        What an operator asked for himself (not careful) he asks for again.
        """
        if outcome.result is not Result.REJECTED or outcome.shut:
            return False
        row = parcel.row
        new = row.op in SAYS and not (parcel.edit or parcel.part or parcel.instead or parcel.message.files)
        needed = _is_card(row) or (row.lane == Lane.OPERATORS and bool(row.careful))
        return new and needed and self.dispatch.held.keeps(row.chat)

    async def _in_sight(self, parcel: Parcel, refused: Outcome) -> Outcome:
        """The message's beginning with its buttons, and if that is refused too, that there is one, alone."""
        row, texts = parcel.row, self.preparer.library.texts("")
        log.warning("card.refused", row=row.id, channel=self.channel.name, purpose=row.purpose, why=refused.why)
        why = why_text(texts, refused.why)
        if _is_card(row):
            said = texts.label("card-refused", number=str(row.report_id), why=why)
        else:
            said = texts.label("staff-message-refused", why=why)
        beginning = parse_marks(parcel.message.text)[0][:CARD_BEGINNING]
        outcome = refused
        for parcel.instead, parcel.plain in ((f"{said}\n\n{beginning}…", False), (said, True)):
            outcome = (await self.channel.send([parcel]))[0]
            if outcome.result is not Result.REJECTED:
                return outcome
        return replace(outcome, shut=True) if self._is_the_chats(row.chat, outcome.why) else outcome

    def _is_the_chats(self, chat: str, why: str) -> bool:
        """Bare words were refused for a reason that nobody knows: it is the chat that takes nothing. Not for ever,
        lest one message that is never taken stands before all the others.
        """
        held = self.dispatch.held.chats.get(chat)
        is_known = any(self.preparer.library.texts("").has(f"{kind}-{why}") for kind in ("why", "dlv-why"))
        return not is_known and (held.tries if held else 0) < MOST_UNEXPLAINED

    async def _without_files(self, parcel: Parcel, refused: Outcome) -> Outcome:
        """A file was refused: its row waits for the file's next form, or words go in its place."""
        log.warning("file.refused", row=parcel.row.id, channel=self.channel.name, why=refused.why)
        if (again := put_off(parcel, refused)) is not None:
            return again
        said = said_of(parcel, refused)
        if any(is_export(ref) for ref in parcel.message.files):
            said = tuple((name, EXPORT, why) for name, _, why in said)
        parcel.instead = parse_marks(await self.preparer.not_passed(parcel, said))[0]
        parcel.plain = False
        return (await self.channel.send([parcel]))[0]

    def _other_way(self, parcel: Parcel, outcome: Outcome) -> str:
        """How else it might go: "plain", "anew", "" if there is no other way. What may not be changed is said anew,
        for whatever reason: what becomes of that is true of the chat, of its person, and of the words.
        """
        if outcome.plain:
            return "plain"
        unchanged = parcel.edit and (outcome.result is Result.REJECTED or outcome.why == UNSAID)
        return "anew" if outcome.gone or unchanged else ""

    async def _go_plain(self, parcel: Parcel, refused: Outcome) -> None:
        """Without marks and buttons; a person is told the words that do the same."""
        parcel.plain = True
        if refused.method:
            if not self.dispatch.held_s(refused.method):
                log.warning("sender.keyboards_refused", channel=self.channel.name, why=refused.why)
            self.dispatch.heard(parcel.row.chat, refused)
        if re.fullmatch(self.channel.limits.groups, parcel.row.chat):
            return
        worded = with_words(self.preparer.library.texts(await self.preparer.language(parcel)), parcel.message)
        edit, slotted = bool(parcel.edit), parcel.row.op == OutboxOp.PUT
        if self.channel.parts(worded, edit, slotted) == self.channel.parts(parcel.message, edit, slotted):
            parcel.message = worded


def _is_card(row: OutboxRow) -> bool:
    return row.purpose == CARD and bool(row.report_id)


def say_anew(flight: Flight, parcel: Parcel) -> None:
    """As a message of its own, whatever it was to change or to reply to."""
    parcel.edit = parcel.reply_to = ""
    flight.edit = False

"""One emulated messenger: its chats as people see them, and what it answers to the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.channels.port import Limits, Outcome, Parcel, Result
from handlers.base.message import Address, Message, parse_marks
from storage.records import OutboxRow
from tests.world.port import UNHURRIED, EmptyPort


@dataclass(eq=False)
class Shown:
    """A message of the bot as its chat shows it; an edit changes it where it stands."""

    id: str
    row: OutboxRow
    message: Message

    @property
    def text(self) -> str:
        return parse_marks(self.message.text)[0]

    @property
    def buttons(self) -> dict[str, str]:
        return {button.label: button.data for row in self.message.buttons for button in row}

    @property
    def data(self) -> list[str]:
        return [button.data for row in self.message.buttons for button in row]


Chats = dict[Address, list[Shown]]


@dataclass
class Messenger(EmptyPort):
    """`chats` is shared by all messengers of a world. `answers`: what a chat answers instead of taking a message.

    A message that is not there (any more) can be neither changed nor deleted, as in Telegram and VK: the answer is
    "gone", and the program says it anew. An edit answers with the id of what it changed, as theirs do.
    """

    name: str
    chats: Chats
    ids: Iterator[int]
    limits: Limits = UNHURRIED
    answers: dict[str, Outcome] = field(default_factory=dict)
    toasts: list[str] = field(default_factory=list)
    sees: Callable[[Parcel, Shown], None] = lambda parcel, shown: None  # told of everything that arrived

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        return [self._take(parcel) for parcel in parcels]

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        path.write_bytes(b"content")  # noqa: ASYNC240 - seven bytes
        return ""

    def _take(self, parcel: Parcel) -> Outcome:
        row = parcel.row
        if row.op == "ack":
            self.toasts.append(row.body)
            return Outcome(Result.SENT)
        if row.chat in self.answers:
            return self.answers[row.chat]
        chat = self.chats.setdefault(Address(self.name, row.chat), [])
        standing = next((shown for shown in chat if shown.id == parcel.edit), None)
        if parcel.edit and standing is None:
            return Outcome(Result.RETRY, why="gone", gone=True)
        if standing is None:
            standing = Shown(str(next(self.ids)), replace(row), parcel.message)
            chat.append(standing)
            new: tuple[str, ...] = (standing.id,)
        elif row.op == "delete":
            chat.remove(standing)
            new = ()
        else:
            standing.row, standing.message, new = replace(row), parcel.message, (standing.id,)
        self.sees(parcel, standing)
        return Outcome(Result.SENT, new)

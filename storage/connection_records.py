"""Records of the chats that organisations connected by a code (see storage.records and docs/decisions/0044)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from storage.marks import ChatId, Code, Moment, PersonalText, PersonId
from storage.record import Record


@dataclass(slots=True)
class Connection(Record):
    """A chat that is an organisation's, over what the region's files say."""

    TABLE: ClassVar[str] = "connection"
    KEY: ClassVar[tuple[str, ...]] = ("channel", "chat")
    channel: Code
    chat: ChatId
    organisation: Code
    municipalities: Code = "[]"  # JSON list of codes; []: all that no other chat of the organisation has
    person_id: PersonId = 0  # who wrote the code there
    name: PersonalText = ""
    connected_at: Moment = 0
    seen_at: Moment = 0  # when somebody there pressed the button of the test card


@dataclass(slots=True)
class ConnectCode(Record):
    """A code that connects a chat, once and for a few minutes; only its hash is known."""

    TABLE: ClassVar[str] = "connect_code"
    KEY: ClassVar[tuple[str, ...]] = ("code_hash",)
    code_hash: Code
    organisation: Code
    municipalities: Code = "[]"
    person_id: PersonId = 0  # of the centre's staff, who asked for it
    expires_at: Moment = 0
    used_at: Moment = 0


CONNECTION_RECORDS: tuple[type[Record], ...] = (Connection, ConnectCode)

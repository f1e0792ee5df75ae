"""Which chat is which organisation's: one answer for everything that asks.

The database says it (storage.connection_records: chats that were connected by a code) over the region's files. It is
read at the start and kept here; each commit that changes it brings what it changed (`OwnChats.heed`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace

from handlers.base.message import Address
from storage.changes import Changes
from storage.connection_records import Connection
from storage.records import Setting
from storage.region.region import Region

LOST_CHAT = "lost:"
"""A setting of this name, and the chat's address: the bot was taken out of this own chat; its value: when (UTC ms)."""


def parse_address(text: str) -> Address:
    """`NAME:ID` as an address."""
    channel, _, chat = text.partition(":")
    return Address(channel, chat)


@dataclass(frozen=True, slots=True)
class OwnChat:
    """One chat of an organisation. `municipalities` none: all that no other chat of it has. `filed`: by the region's
    files, else by a code.
    """

    organisation: str
    chat: Address
    municipalities: frozenset[str] = frozenset()
    filed: bool = False


def own_chat_of(connection: Connection) -> OwnChat:
    chat = Address(connection.channel, connection.chat)
    return OwnChat(connection.organisation, chat, frozenset(json.loads(connection.municipalities)))


@dataclass(slots=True)
class OwnChats:
    """`now_at` says where a chat is today."""

    region: Region
    now_at: Callable[[Address], Address]
    connected: dict[Address, OwnChat] = field(default_factory=dict)
    lost: set[Address] = field(default_factory=set)  # the bot was taken out of these
    _found: dict[tuple[str, str], OwnChat | None] = field(default_factory=dict)

    def heed(self, changes: Changes) -> None:
        """Take over what was committed."""
        for key, row in changes.rows.get(Connection, {}).items():
            self.connected.pop(Address(*key), None)
            if isinstance(row, Connection):
                self.connected[Address(*key)] = own_chat_of(row)
        for name, setting in ((str(key[0]), row) for key, row in changes.rows.get(Setting, {}).items()):
            if name.startswith(LOST_CHAT):
                chat = parse_address(name.removeprefix(LOST_CHAT))
                (self.lost.discard if setting is None else self.lost.add)(chat)
        self._found.clear()

    def follow(self, old: Address, new: Address) -> None:
        """A group got a new id."""
        if (found := self.connected.pop(old, None)) is not None:
            self.connected[new] = replace(found, chat=new)
        self._found.clear()

    def without(self, *chats: Address, lost: Iterable[Address] = ()) -> OwnChats:
        """As it would be without these connections, and with these chats lost."""
        left = {chat: one for chat, one in self.connected.items() if chat not in chats}
        return OwnChats(self.region, self.now_at, left, {*self.lost, *lost})

    def with_chats(self, *more: OwnChat) -> OwnChats:
        """As it would be with these connections, none of them lost."""
        found = {**self.connected, **{one.chat: one for one in more}}
        return OwnChats(self.region, self.now_at, found, self.lost - {one.chat for one in more})

    def all(self) -> list[OwnChat]:
        """All of today. While one is connected for the whole organisation, that of its file is none."""
        whole = {one.organisation for one in self.connected.values() if not one.municipalities}
        filed = [
            OwnChat(o.code, self.now_at(parse_address(o.chat)), filed=True)
            for o in self.region.organisations
            if o.chat and o.code not in whole
        ]
        return [*self.connected.values(), *filed]

    def owner(self, organisation: str, municipality: str) -> OwnChat | None:
        """Whose chat has this organisation's reports of this municipality ("" for no known place), lost or not."""
        key = organisation, municipality
        if key not in self._found:
            mine = [one for one in self.all() if one.organisation == organisation]
            named = [one for one in mine if municipality in one.municipalities]
            self._found[key] = next(iter(named or [one for one in mine if not one.municipalities]), None)
        return self._found[key]

    def chat(self, organisation: str, municipality: str) -> Address | None:
        """Where such a report's card goes, besides the admin chat; None: nowhere."""
        found = self.owner(organisation, municipality)
        return found.chat if found is not None and found.chat not in self.lost else None

    def scope(self, chats: Collection[Address | None]) -> list[str]:
        """Whose reports are these chats': codes of organisations; "ORGANISATION/MUNICIPALITY" where it has several."""
        found: list[str] = []
        for code in dict.fromkeys(one.organisation for one in self.all()):
            if not self.is_split(code):
                found += [code] if self.chat(code, "") in chats else []
            else:
                places = ("", *(m.code for m in self.region.municipalities))
                found += [f"{code}/{place}" for place in places if self.chat(code, place) in chats]
        return found

    def is_split(self, organisation: str) -> bool:
        """Whether one of its chats is for some municipalities only."""
        return any(one.municipalities for one in self.connected.values() if one.organisation == organisation)

    def of(self, chat: Address) -> list[OwnChat]:
        """What this chat is an organisation's for; several organisations may have one chat in the files."""
        return [one for one in self.all() if one.chat == chat]

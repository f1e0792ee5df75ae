"""The opening scene of the sandbox: a citizen in each messenger and an admin chat with two operators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.emulators import emulator
from bot.sandbox.world import Messenger
from handlers.base.message import Address

OPERATORS = ("Мария, оператор", "Олег, дежурный")
ADMIN_TITLE = "Операторы"


@dataclass(frozen=True, slots=True)
class Scene:
    """Ids of what was created. `admin_chat` is "MESSENGER:CHAT", as the setting ADMIN_CHAT is written."""

    citizens: dict[str, str]  # by messenger
    operators: tuple[str, str]
    admin_messenger: str
    admin_chat_id: str

    @property
    def officers(self) -> tuple[Address, ...]:
        """Both are duty officers: one writes a notice, the other approves it."""
        return tuple(Address(self.admin_messenger, user) for user in self.operators)

    @property
    def admin_chat(self) -> str:
        return f"{self.admin_messenger}:{self.admin_chat_id}"


def open_scene(messengers: Mapping[str, Messenger], admin: str) -> Scene:
    """Create the citizens, and the admin chat in the messenger of this name.

    Both operators are administrators of the chat: one writes a notice, the other approves it.
    """
    citizens = {name: messenger.add_person(emulator(name).citizen).id for name, messenger in messengers.items()}
    home = messengers[admin]
    first, second = (home.add_person(name).id for name in OPERATORS)
    chat = home.add_group(ADMIN_TITLE, administrators=(first, second))
    return Scene(citizens, (first, second), admin, chat.id)

"""The opening scene of the sandbox: two citizens and an admin chat with two operators."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.world import Messenger
from handlers.base.message import Address

CITIZENS = {"telegram": "Анна", "vk": "Пётр"}
OPERATORS = ("Мария, оператор", "Олег, дежурный")
ADMIN_TITLE = "Операторы"


@dataclass(frozen=True, slots=True)
class Scene:
    """Ids of what was created. `admin_chat` is "MESSENGER:CHAT", as the setting ADMIN_CHAT is written."""

    anna: str
    pyotr: str
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


def open_scene(telegram: Messenger, vk: Messenger, admin: str = "telegram") -> Scene:
    """Create the citizens and the admin chat in the messenger `admin` ("telegram" or "vk").

    Both operators are administrators of the chat: one writes a notice, the other approves it.
    """
    home = {"telegram": telegram, "vk": vk}[admin]
    anna = telegram.add_person(CITIZENS["telegram"])
    pyotr = vk.add_person(CITIZENS["vk"])
    first, second = (home.add_person(name).id for name in OPERATORS)
    chat = home.add_group(ADMIN_TITLE, administrators=(first, second))
    return Scene(anna.id, pyotr.id, (first, second), admin, chat.id)

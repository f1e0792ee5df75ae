"""VK in the sandbox."""

from __future__ import annotations

from bot.sandbox.emulators import Emulator, FaultKind
from bot.sandbox.vk_api import VkEmulator

EMULATOR = Emulator(
    make=lambda clock, limits: VkEmulator(clock, limits=limits),
    citizen="Пётр",
    sends=("sticker", "video_note", "wall"),
    faults={"error": FaultKind(("sending", "any"), codes=(6, 9, 10, 14, 29, 901))},
    sending=("messages.send", "messages.edit", "messages.delete"),
    receiving=("a_check", "groups.getlongpollserver"),
)

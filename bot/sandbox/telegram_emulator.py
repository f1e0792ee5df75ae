"""Telegram in the sandbox."""

from __future__ import annotations

from bot.sandbox.emulators import Emulator, FaultKind
from bot.sandbox.telegram_api import TelegramEmulator

EMULATOR = Emulator(
    make=lambda clock, limits: TelegramEmulator(clock, limits=limits),
    citizen="Анна",
    sends=("sticker", "video_note", "contact"),
    faults={"429": FaultKind(seconds=(1, 60)), "409": FaultKind(("receiving",))},
    sending=("send", "edit", "copymessage", "deletemessage", "answercallbackquery"),
    receiving=("getupdates",),
    anonymous=True,
)

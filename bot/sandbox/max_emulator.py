"""MAX in the sandbox."""

from __future__ import annotations

from bot.sandbox.emulators import Emulator, FaultKind
from bot.sandbox.max_api import MaxEmulator

EMULATOR = Emulator(
    make=lambda clock, limits: MaxEmulator(clock, limits=limits),
    citizen="Нина",
    sends=("sticker", "contact"),
    faults={
        "too-many": FaultKind(),
        "suspended": FaultKind(("sending",)),
        "success-false": FaultKind(("sending",)),
        "not-ready": FaultKind(("sending",)),
        "twice": FaultKind(("receiving",)),
    },
    sending=("sendmessage", "editmessage", "deletemessage", "answeroncallback"),
    receiving=("getupdates",),
)

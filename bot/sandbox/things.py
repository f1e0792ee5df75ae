"""What a person can send besides text, places and files: each messenger has its own (`Emulator.sends`)."""

from __future__ import annotations

from bot.sandbox.emulators import emulated, emulator
from bot.sandbox.world import WorldFile

EMPTY_VIDEO = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
"""The head of an MP4 file, without a picture."""
STICKER = "👍"


def things() -> frozenset[str]:
    """All of them, of every messenger."""
    return frozenset(kind for name in emulated() for kind in emulator(name).sends)


def thing(kind: str, name: str, text: str) -> WorldFile:
    """One of `things`. `name` and `text`: of a contact its name and phone, of a post its words."""
    if kind == "sticker":
        return WorldFile(kind, "sticker.webp", "image/webp", b"RIFF", transcript=STICKER)
    if kind == "video_note":
        return WorldFile(kind, "video.mp4", "video/mp4", EMPTY_VIDEO)
    return WorldFile(kind, name, "", b"", transcript=text)

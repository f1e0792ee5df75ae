"""What a person can send besides text, places and files: each messenger has its own."""

from __future__ import annotations

from bot.sandbox.world import WorldFile

SENDS = {"telegram": ("sticker", "video_note", "contact"), "vk": ("sticker", "video_note", "wall")}
"""By messenger; the page's texts have "attach.KIND" and, where it says something, "KIND.name" and "KIND.text"."""
THINGS = frozenset(kind for kinds in SENDS.values() for kind in kinds)

EMPTY_VIDEO = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
"""The head of an MP4 file, without a picture."""
STICKER = "👍"


def thing(kind: str, name: str, text: str) -> WorldFile:
    """One of THINGS. `name` and `text`: of a contact its name and phone, of a post its words."""
    if kind == "sticker":
        return WorldFile(kind, "sticker.webp", "image/webp", b"RIFF", transcript=STICKER)
    if kind == "video_note":
        return WorldFile(kind, "video.mp4", "video/mp4", EMPTY_VIDEO)
    return WorldFile(kind, name, "", b"", transcript=text)

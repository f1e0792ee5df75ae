"""What a Telegram message holds: text, files, place. Part of `translate`."""

from __future__ import annotations

from aiogram.enums import ContentType
from aiogram.types import Message

from handlers.event import Attachment, AttachmentKind, Point

_OTHER = frozenset(
    (
        "contact",
        "poll",
        "dice",
        "story",
        "game",
        "checklist",
        "paid_media",
        "invoice",
        "giveaway",
        "gift",
        "rich_message",
        "unknown",
    )
)
"""Content that is passed on by name. Every other kind without text or file is a service message."""


def text_of(message: Message) -> str:
    """Text or caption; a venue's name and address."""
    if message.venue:
        return "\n".join(part for part in (message.venue.title, message.venue.address) if part)
    return message.text or message.caption or ""


def place(message: Message) -> Point | None:
    at = message.venue.location if message.venue else message.location
    return Point(at.latitude, at.longitude) if at else None


def attachments(message: Message) -> tuple[Attachment, ...]:
    """The message's file, or the name of what it holds instead; a message never has more than one."""
    found = _picture(message) or _file(message) or _sound(message)
    if found is None and message.sticker:
        sticker = message.sticker
        size = sticker.file_size or 0
        found = Attachment(AttachmentKind.STICKER, sticker.file_id, name=sticker.emoji or "", size=size)
    if found is None and not (message.text or message.location or message.venue):
        kind = ContentType(message.content_type).value
        if kind in _OTHER and (kind != "unknown" or message.chat.type == "private"):
            found = Attachment(AttachmentKind.OTHER, "", name=kind, transcript=_contact(message))
    return (found,) if found else ()


def _contact(message: Message) -> str:
    """A contact as words: name and phone."""
    contact = message.contact
    parts = (contact.first_name, contact.last_name, contact.phone_number) if contact else ()
    return " ".join(part for part in parts if part)


def _picture(message: Message) -> Attachment | None:
    """A photo in its largest size, also that of a live photo; or a video."""
    sizes = message.photo or (message.live_photo.photo if message.live_photo else None)
    if sizes:
        best = max(sizes, key=lambda size: size.width * size.height)
        return Attachment(AttachmentKind.PHOTO, best.file_id, mime="image/jpeg", size=best.file_size or 0)
    if message.video:
        video = message.video
        return Attachment(
            AttachmentKind.VIDEO,
            video.file_id,
            name=video.file_name or "",
            mime=video.mime_type or "",
            size=video.file_size or 0,
        )
    return None


def _file(message: Message) -> Attachment | None:
    """Animations and round videos count as documents: Telegram takes neither in an album of videos
    ("Can't use the media of the specified type in the album"), and sends both as they are."""
    if message.video_note:
        note = message.video_note
        return Attachment(
            AttachmentKind.DOCUMENT,
            note.file_id,
            name="video_note.mp4",
            mime="video/mp4",
            size=note.file_size or 0,
        )
    file = message.animation or message.document
    if file is None:
        return None
    return Attachment(
        AttachmentKind.DOCUMENT,
        file.file_id,
        name=file.file_name or "",
        mime=file.mime_type or "",
        size=file.file_size or 0,
    )


def _sound(message: Message) -> Attachment | None:
    if message.voice:
        voice = message.voice
        mime = voice.mime_type or "audio/ogg"
        return Attachment(AttachmentKind.VOICE, voice.file_id, mime=mime, size=voice.file_size or 0)
    if message.audio:
        audio = message.audio
        return Attachment(
            AttachmentKind.AUDIO,
            audio.file_id,
            name=audio.file_name or audio.title or "",
            mime=audio.mime_type or "",
            size=audio.file_size or 0,
        )
    return None

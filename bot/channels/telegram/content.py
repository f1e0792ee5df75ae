"""What a Telegram message holds: text, files, place. Part of `translate`. Each is read by itself; nothing raises."""

from __future__ import annotations

from bot.channels.hidden_links import with_addresses
from bot.channels.lenient import UNREADABLE, Raw, amount, degrees, number, part, parts, words
from bot.channels.telegram.api_names import ContentType, MessageEntityType
from handlers.base.event import Attachment, AttachmentKind, Point

OTHER_KINDS = frozenset(
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

_KINDS = frozenset(kind.value for kind in ContentType) - {"any", "unknown"}
_FILES = ("photo", "live_photo", "video", "video_note", "animation", "document", "voice", "audio", "sticker")
_SAID = ("text", "caption")

TEXT_LINK = MessageEntityType.TEXT_LINK.value
MOST_ITEMS, LONGEST_ITEM = 40, 1000
"""So many options of a poll or items of a checklist are read, so long (characters)."""


def text_of(message: Raw) -> str:
    """Text or caption, with the addresses that hide behind its words; a venue's name and address; the words of a poll
    or checklist, in a group only where it replies: else colleagues ask each other.
    """
    if venue := part(message, "venue"):
        found = "\n".join(filter(None, (words(venue, "title"), words(venue, "address"))))
        if found:
            return found
    for name, entities in (("text", "entities"), ("caption", "caption_entities")):
        if text := words(message, name):
            return _addressed(text, message, entities)
    return listed(message) if _to_somebody(message) else ""


def listed(message: Raw) -> str:
    """The question and the options of a poll, the title and the items of a checklist, a line each."""
    for name, title, items in (("poll", "question", "options"), ("checklist", "title", "tasks")):
        if thing := part(message, name):
            about = _addressed(words(thing, "description"), thing, "description_entities")
            said = [words(thing, title, LONGEST_ITEM), about]
            said += [words(item, "text", LONGEST_ITEM) for item in parts(thing, items)[:MOST_ITEMS]]
            return "\n".join(filter(None, said))
    return ""


def _to_somebody(message: Raw) -> bool:
    """Whether it is said to the bot or replies to somebody: else it may be news of a group, or colleagues' talk. In a
    topic every message "replies" to the topic's beginning.
    """
    earlier = part(message, "reply_to_message")
    replies = bool(earlier) and earlier.get("forum_topic_created") is None
    return replies or part(message, "chat").get("type") == "private"


def plain_text_of(message: Raw) -> str:
    """Text or caption as they are written."""
    return words(message, "text") or words(message, "caption")


def quoted(message: Raw) -> str:
    """What is quoted out of another chat, or the poll that is replied to there: only there the bot cannot know it."""
    if not (elsewhere := part(message, "external_reply")):
        return ""
    quote = part(message, "quote")
    return _addressed(words(quote, "text"), quote, "entities") or listed(elsewhere)


def _addressed(text: str, holder: Raw, name: str) -> str:
    """The text with the addresses that hide behind its words (bot.channels.hidden_links)."""
    if not text or not holder.get(name):
        return text
    links = [entity for entity in parts(holder, name) if entity.get("type") == TEXT_LINK]
    return with_addresses(text, ((number(e, "offset"), number(e, "length"), words(e, "url")) for e in links))


def place(message: Raw) -> Point | None:
    for at in (part(part(message, "venue"), "location"), part(message, "location")):
        lat, lon = degrees(at.get("latitude")), degrees(at.get("longitude"))
        if lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180:
            return Point(lat, lon)
    return None


def attachments(message: Raw) -> tuple[Attachment, ...]:
    """The message's file, or the name of what it holds instead; a message never has more than one.

    What came and cannot be read is said by the name UNREADABLE.
    """
    found = _picture(message) or _file(message) or _sound(message) or _sticker(message)
    if found is None and not any(words(message, name) for name in _SAID):
        found = _by_name(message)
    if unread(message, found):
        said = Attachment(AttachmentKind.OTHER, "", name=UNREADABLE)
        return (found, said) if found else (said,)
    return (found,) if found else ()


def unread(message: Raw, found: Attachment | None) -> str:
    """The field of a part that is needed and cannot be read; "" if there is none."""
    for name in _SAID:
        if message.get(name) not in (None, "") and not words(message, name):
            return name
    if found is None or found.kind is AttachmentKind.OTHER:
        for name in _FILES:
            if message.get(name) is not None:
                return name
    if (message.get("location") is not None or message.get("venue") is not None) and place(message) is None:
        return "location"
    return ""


def _by_name(message: Raw) -> Attachment | None:
    """What is neither text nor file nor place: by its name, where it is not a service message."""
    if message.get("location") is not None or message.get("venue") is not None:
        return None
    kinds = [name for name in message if name in _KINDS and message[name] not in (None, "")]
    named = next((name for name in kinds if name in OTHER_KINDS), "")
    if not kinds and _to_somebody(message):
        named = "unknown"
    said = _contact(message) or listed(message)
    return Attachment(AttachmentKind.OTHER, "", name=named, transcript=said) if named else None


def _contact(message: Raw) -> str:
    """A contact as words: name and phone."""
    contact = part(message, "contact")
    said = (words(contact, name) for name in ("first_name", "last_name", "phone_number"))
    return " ".join(filter(None, said))


def _made(kind: AttachmentKind, file: Raw, mime: str = "", name: str = "") -> Attachment | None:
    """A file that has a handle."""
    handle = words(file, "file_id")
    if not handle:
        return None
    return Attachment(kind, handle, name=name, mime=mime, size=amount(file, "file_size"))


def _picture(message: Raw) -> Attachment | None:
    """A photo in its largest size, also that of a live photo; or a video."""
    sizes = parts(message, "photo") or parts(part(message, "live_photo"), "photo")
    usable = [size for size in sizes if words(size, "file_id")]
    if usable:
        best = max(usable, key=lambda size: amount(size, "width") * amount(size, "height"))
        return _made(AttachmentKind.PHOTO, best, "image/jpeg")
    video = part(message, "video")
    return _made(AttachmentKind.VIDEO, video, words(video, "mime_type"), words(video, "file_name")) if video else None


def _file(message: Raw) -> Attachment | None:
    """Animations and round videos count as documents: Telegram takes neither in an album of videos
    ("Can't use the media of the specified type in the album"), and sends both as they are."""
    if note := part(message, "video_note"):
        return _made(AttachmentKind.DOCUMENT, note, "video/mp4", "video_note.mp4")
    for name in ("animation", "document"):
        if file := part(message, name):
            found = _made(AttachmentKind.DOCUMENT, file, words(file, "mime_type"), words(file, "file_name"))
            if found:
                return found
    return None


def _sound(message: Raw) -> Attachment | None:
    if voice := part(message, "voice"):
        return _made(AttachmentKind.VOICE, voice, words(voice, "mime_type") or "audio/ogg")
    if audio := part(message, "audio"):
        name = words(audio, "file_name") or words(audio, "title")
        return _made(AttachmentKind.AUDIO, audio, words(audio, "mime_type"), name)
    return None


def _sticker(message: Raw) -> Attachment | None:
    sticker = part(message, "sticker")
    return _made(AttachmentKind.STICKER, sticker, name=words(sticker, "emoji")) if sticker else None

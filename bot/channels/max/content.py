"""What a message of MAX holds: text, files, place. Part of `translate`. Each is read by itself; nothing raises."""

from __future__ import annotations

import hashlib
import hmac
import mimetypes
import re
from collections.abc import Callable
from dataclasses import replace

from bot.channels.hidden_links import with_addresses
from bot.channels.lenient import UNREADABLE, Raw, amount, degrees, number, part, parts, words
from handlers.base.event import CONTACT, OWN_CONTACT, Attachment, AttachmentKind, Point

LONGEST_TITLE, LONGEST_ADDRESS = 300, 1000
NOTHING_IN_IT = Attachment(AttachmentKind.OTHER, "", name="unknown")
"""Stands for what somebody meant by a message without words and attachments."""
_NAME = re.compile(r"^(?:FN)(?:;[^:\r\n]*)?:([^\r\n]*)", re.MULTILINE | re.IGNORECASE)
_PHONE = re.compile(r"^(?:TEL)(?:;[^:\r\n]*)?:([^\r\n]*)", re.MULTILINE | re.IGNORECASE)


def text_of(body: Raw) -> str:
    """The words with the addresses that hide behind them, and those of links that were passed on."""
    text = words(body, "text")
    marks = [mark for mark in parts(body, "markup") if mark.get("type") == "link"]
    said = with_addresses(text, ((number(m, "from"), number(m, "length"), words(m, "url")) for m in marks))
    links = [line for item in parts(body, "attachments") if item.get("type") == "share" for line in _share(item)]
    return "\n".join([said, *(line for line in links if line not in said)]).strip("\n") if links else said


def place(body: Raw) -> Point | None:
    for item in parts(body, "attachments"):
        if item.get("type") == "location":
            lat, lon = degrees(item.get("latitude")), degrees(item.get("longitude"))
            if lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180:
                return Point(lat, lon)
    return None


def attachments(body: Raw, token: str = "") -> tuple[Attachment, ...]:
    """Every file of a message; a kind that the bot does not know is kept by its name, what cannot be read by the name
    UNREADABLE. `token`: the bot's, where a contact may be the sender's own (it is not in what he passes on).
    """
    items, text = body.get("attachments"), body.get("text")
    found = [_read(item, token) for item in items] if isinstance(items, list) else []
    odd = items not in (None, []) and not isinstance(items, list)
    if odd or not (text is None or isinstance(text, str) or words(body, "text")):
        found.append(Attachment(AttachmentKind.OTHER, "", name=UNREADABLE))
    return tuple(one for one in found if one is not None)


def _read(item: object, token: str) -> Attachment | None:
    if not isinstance(item, dict):
        return Attachment(AttachmentKind.OTHER, "", name=UNREADABLE)
    kind = words(item, "type", 64) or "unknown"
    if kind == "inline_keyboard":
        return None
    if kind == "share":
        return None if _share(item) else Attachment(AttachmentKind.OTHER, "", name=UNREADABLE)
    if kind == "location":
        return None if place({"attachments": [item]}) else Attachment(AttachmentKind.OTHER, "", name=UNREADABLE)
    reader = _READERS.get(kind)
    if reader is None:
        return Attachment(AttachmentKind.OTHER, "", name=kind)
    found = reader(item, part(item, "payload"))
    if kind == CONTACT and is_own(part(item, "payload"), token):
        return replace(found, name=OWN_CONTACT)
    needs = found.kind is not AttachmentKind.OTHER and not (found.handle or found.url)
    return Attachment(AttachmentKind.OTHER, "", name=UNREADABLE) if needs else found


def _share(item: Raw) -> list[str]:
    """A link that was passed on: its title and address."""
    url = words(part(item, "payload"), "url", LONGEST_ADDRESS)
    title = words(item, "title", LONGEST_TITLE)
    return [line] if (line := f"{title} {url}".strip() if title not in url else url) else []


def _image(item: Raw, payload: Raw) -> Attachment:
    return Attachment(AttachmentKind.PHOTO, _token(payload), url=_url(payload), mime="image/jpeg")


def _video(item: Raw, payload: Raw) -> Attachment:
    """Its address is a page, no file: the bytes are asked for by the token."""
    return Attachment(AttachmentKind.VIDEO, _token(payload), mime="video/mp4")


def _audio(item: Raw, payload: Raw) -> Attachment:
    """Somebody spoke; MAX may have written down what."""
    said = words(item, "transcription")
    return Attachment(AttachmentKind.VOICE, _token(payload), url=_url(payload), mime="audio/ogg", transcript=said)


def _file(item: Raw, payload: Raw) -> Attachment:
    name = words(item, "filename", LONGEST_TITLE)
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    size = amount(item, "size")
    return Attachment(AttachmentKind.DOCUMENT, _token(payload), url=_url(payload), name=name, mime=mime, size=size)


def _sticker(item: Raw, payload: Raw) -> Attachment:
    return Attachment(AttachmentKind.STICKER, words(payload, "code", 200), url=_url(payload))


def is_own(payload: Raw, token: str) -> bool:
    """Whether MAX vouches that a contact is the sender's own: `hash` is HMAC-SHA256 of the card by the bot's token.
    One without a good hash is a contact all the same: somebody's.
    """
    said, card = words(payload, "hash", 64), words(payload, "vcf_info")
    good = hmac.new(token.encode(), card.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
    return bool(token and card) and hmac.compare_digest(good, said.lower().encode("ascii", "replace").decode())


def _contact(item: Raw, payload: Raw) -> Attachment:
    """A contact as words: name and phone."""
    card, user = words(payload, "vcf_info"), part(payload, "max_info")
    named = [found.strip() for found in _NAME.findall(card)[:1]]
    named = named or [" ".join(filter(None, (words(user, "first_name", 200), words(user, "last_name", 200))))]
    phones = [found.strip() for found in _PHONE.findall(card)[:3]]
    return Attachment(AttachmentKind.OTHER, "", name=CONTACT, transcript=" ".join(filter(None, (*named, *phones))))


def _token(payload: Raw) -> str:
    return words(payload, "token", 4096)


def _url(payload: Raw) -> str:
    return words(payload, "url", 4096)


_READERS: dict[str, Callable[[Raw, Raw], Attachment]] = {
    "image": _image,
    "video": _video,
    "audio": _audio,
    "file": _file,
    "sticker": _sticker,
    "contact": _contact,
}

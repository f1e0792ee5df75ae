"""Messages, users, chats and files as MAX's objects."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from bot.sandbox.max_check import Json
from bot.sandbox.max_world import PERMISSIONS, Attached, MaxMessage, MaxWorld
from bot.sandbox.world import WorldChat, WorldFile, WorldPerson, first_and_last_name

STRANGER = 500_000
"""So far from a person's number is that of whoever wrote what he passes on."""
KINDS = {"photo": "image", "video": "video", "video_note": "video", "voice": "audio", "audio": "audio"}
"""MAX's types of files by ours; what is not here goes as a file."""


def user_json(world: MaxWorld, person: WorldPerson) -> Json:
    first, last = first_and_last_name(person.name)
    names = {"first_name": first, "last_name": last or None, "name": person.name, "username": None}
    return {"user_id": int(person.id), **names, "is_bot": False, "last_activity_time": world.clock.now()}


def author_json(world: MaxWorld, sender: str) -> Json:
    return world.bot_user() if sender == "bot" else user_json(world, world.persons[sender])


def recipient_json(world: MaxWorld, kept: MaxMessage) -> Json:
    """Where a message went. In a dialog `user_id` is whoever did not write it."""
    chat = world.chats[kept.shown.chat]
    kind = "dialog" if chat.private else "channel" if chat.id in world.channels else "chat"
    recipient: Json = {"chat_id": world.number(chat.id), "chat_type": kind}
    if chat.private:
        recipient["user_id"] = int(chat.id if kept.shown.sender == "bot" else world.bot_id)
    return recipient


def body_json(kept: MaxMessage, *, whole: bool = True) -> Json:
    """`whole` False: the empty body of a message that only passes another on."""
    shown = kept.shown
    body: Json = {"mid": shown.id, "seq": kept.seq, "text": (shown.text or None) if whole else ""}
    attachments = [*kept.attachments] if whole else []
    if shown.lat is not None and whole:
        attachments.append({"type": "location", "latitude": shown.lat, "longitude": shown.lon})
    if kept.keyboard is not None and kept.keyboard.rows:
        attachments.append({"type": "inline_keyboard", "payload": {"buttons": list(kept.keyboard.raw)}})
    if attachments:
        body["attachments"] = attachments
    if kept.markup:
        body["markup"] = list(kept.markup)
    return body


def message_json(world: MaxWorld, kept: MaxMessage) -> Json:
    shown = kept.shown
    message: Json = {
        "recipient": recipient_json(world, kept),
        "timestamp": shown.at,
        "body": body_json(kept, whole=not shown.forwarded),
    }
    if shown.chat in world.channels:
        message |= {"stat": {"views": 1}, "url": f"https://max.ru/c/{shown.chat}/{kept.seq}"}
    else:
        message["sender"] = author_json(world, shown.sender)
    replied = world.by_mid.get(shown.reply_to)
    if shown.forwarded:
        message["link"] = _foreign(world, kept)
    elif replied is not None:
        author = author_json(world, replied.shown.sender)
        where = {"chat_id": world.number(shown.chat)}
        message["link"] = {"type": "reply", "sender": author, **where, "message": body_json(replied)}
    return message


def _foreign(world: MaxWorld, kept: MaxMessage) -> Json:
    """What somebody else wrote elsewhere, as a person passes it on."""
    number = int(kept.shown.sender) + STRANGER
    author = {"user_id": number, "first_name": "?", "name": "?", "is_bot": False}
    body = body_json(kept) | {"mid": f"mid.{number:016x}{kept.seq:016x}"}
    return {"type": "forward", "sender": author, "chat_id": number, "message": body}


def file_json(world: MaxWorld, file: WorldFile, token: str, number: int, owner: str = "") -> Json:
    """One item of a message's attachments; `owner`: whose a contact is."""
    url = f"{world.url}/file/{file.id}?sig=sandbox"
    kind = KINDS.get(file.kind, "file")
    payload: Json = {"url": url, "token": token}
    match kind:
        case "image":
            return {"type": kind, "payload": {"photo_id": number, **payload}}
        case "video":
            size = {"width": 1280, "height": 720, "duration": 5, "thumbnail": {"url": url}}
            return {"type": kind, "payload": {**payload, "url": f"{world.url}/watch/{file.id}"}, **size}
        case "audio":
            return {"type": kind, "payload": payload, "transcription": file.transcript or None}
    if file.kind == "sticker":
        return {"type": "sticker", "payload": {"url": url, "code": token}, "width": 128, "height": 128}
    if file.kind == "contact":
        return {"type": "contact", "payload": contact_json(world, file, owner)}
    if file.kind == "other":
        return {"type": file.name or "data", "payload": {"id": number}}
    return {"type": "file", "payload": payload, "filename": file.name, "size": len(file.content)}


def contact_json(world: MaxWorld, file: WorldFile, owner: str) -> Json:
    """A contact of name and phone; that of an `owner` who shares it on request carries MAX's proof."""
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"TEL;TYPE=cell:{file.transcript}", f"FN:{file.name}", "END:VCARD")
    card = "\r\n".join((*lines, ""))
    if not owner:
        return {"vcf_info": card}
    proof = hmac.new(world.token.encode(), card.encode(), hashlib.sha256).hexdigest()
    return {"vcf_info": card, "hash": proof, "max_info": user_json(world, world.persons[owner])}


def take_file(world: MaxWorld, file: WorldFile, token: str = "", owner: str = "") -> Attached:
    """A file enters MAX: it gets an id, an address, and a token by which it can be sent again."""
    number = world.new_file_number()
    file.id = file.id or f"maxfile{number}"
    world.files[file.id] = file
    token = token or f"t.{number:08x}=/{file.id}+"  # what is in a token must be quoted in an address
    attached = world.tokens[token] = (file, file_json(world, file, token, number, owner))
    return attached


def chat_json(world: MaxWorld, chat: WorldChat) -> Json:
    kind = "dialog" if chat.private else "channel" if chat.id in world.channels else "chat"
    here = chat.id not in world.kicked
    last = chat.messages[-1].at if chat.messages else 0
    head: Json = {"chat_id": world.number(chat.id), "type": kind, "status": "active" if here else "removed"}
    if chat.private and chat.id in world.persons:
        head["dialog_with_user"] = user_json(world, world.persons[chat.id])
    return {**head, "title": chat.title, "last_event_time": last, "participants_count": len(chat.members) + 1,
            "is_public": False}  # fmt: skip


def member_json(world: MaxWorld, chat: WorldChat, user: str) -> Json:
    """A ChatMember object; the first administrator owns the chat."""
    if user == world.bot_id:
        is_admin, person = world.is_bot_admin(chat.id), world.bot_user()
        permissions: Any = list(world.rights.get(chat.id, ())) if is_admin else None
    else:
        is_admin, person = chat.members[user] == "administrator", user_json(world, world.persons[user])
        permissions = list(PERMISSIONS) if is_admin else None
    owner = next((one for one, role in chat.members.items() if role == "administrator"), "")
    times = {"last_access_time": world.clock.now(), "join_time": 0}
    return {**person, **times, "is_owner": user == owner, "is_admin": is_admin, "permissions": permissions}

"""Chats, users and files as the Bot API describes them."""

from __future__ import annotations

from typing import Any

from bot.sandbox.world import WorldChat, WorldFile, WorldPerson, first_and_last_name

Json = dict[str, Any]

ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
SMALL = "-small"
"""Ends the file id of a photo's small copy."""

FOLDERS = {
    "photo": "photos",
    "video": "videos",
    "voice": "voice",
    "audio": "music",
    "sticker": "stickers",
    "video_note": "video_notes",
}


def user_json(person: WorldPerson) -> Json:
    first, last = first_and_last_name(person.name)
    user: Json = {"id": int(person.id), "is_bot": False, "first_name": first}
    if last:
        user["last_name"] = last
    if person.language:
        user["language_code"] = person.language
    return user


def chat_json(chat: WorldChat) -> Json:
    if chat.private:
        first, last = first_and_last_name(chat.title)
        names = {"first_name": first, "last_name": last} if last else {"first_name": first}
        return {"id": int(chat.id), "type": "private", **names}
    kind = "supergroup" if chat.id.startswith("-100") else "group"
    return {"id": int(chat.id), "type": kind, "title": chat.title}


def _file_json(file: WorldFile) -> Json:
    return {"file_id": file.id, "file_unique_id": f"u{file.id}", "file_size": len(file.content)}


def _photo(file: WorldFile) -> list[Json]:
    small = {
        "file_id": file.id + SMALL,
        "file_unique_id": f"u{file.id}{SMALL}",
        "file_size": min(len(file.content), 1500),
        "width": 90,
        "height": 67,
    }
    return [small, {**_file_json(file), "width": 1280, "height": 960}]


def _other(name: str) -> Json:
    if name == "poll":
        options = [{"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate(("Да", "Нет"))]
        poll = {"id": "1", "question": "Опрос", "options": options, "total_voter_count": 0, "type": "regular"}
        flags = dict.fromkeys(("is_closed", "allows_multiple_answers", "allows_revoting", "members_only"), False)
        return {"poll": {**poll, **flags, "is_anonymous": True}}
    if name == "dice":
        return {"dice": {"emoji": "🎲", "value": 3}}
    return {"contact": {"phone_number": "+70000000000", "first_name": name or "Контакт"}}


def file_content(file: WorldFile) -> Json:
    """The part of a Message object that holds this file."""
    base = _file_json(file)
    named = {**base, "mime_type": file.mime, "file_name": file.name}
    match file.kind:
        case "photo":
            return {"photo": _photo(file)}
        case "video":
            return {"video": {**named, "width": 1280, "height": 720, "duration": 5}}
        case "voice":
            return {"voice": {**base, "duration": 3, "mime_type": file.mime}}
        case "audio":
            return {"audio": {**named, "duration": 3}}
        case "sticker":
            flags = {"is_animated": False, "is_video": False, "type": "regular"}
            return {"sticker": {**base, "width": 512, "height": 512, "emoji": "👍", **flags}}
        case "video_note":
            return {"video_note": {**base, "length": 240, "duration": 4}}
        case "contact":
            first, last = first_and_last_name(file.name)
            whose = {"first_name": first, "last_name": last} if last else {"first_name": first}
            return {"contact": {"phone_number": file.transcript, **whose}}
        case "other":
            return _other(file.name)
    return {"document": named}


def file_path(file: WorldFile) -> str:
    """Where the file is downloaded from, below /file/bot<token>/."""
    suffix = file.name.rpartition(".")[2] if "." in file.name else "bin"
    return f"{FOLDERS.get(file.kind, 'documents')}/{file.id}.{suffix}"

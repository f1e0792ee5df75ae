"""Messages, users and files as VK's objects."""

from __future__ import annotations

from bot.sandbox.vk_check import Json
from bot.sandbox.vk_world import Attached, VkMessage, VkWorld
from bot.sandbox.world import WorldFile, WorldPerson, first_and_last_name

_DOC_TYPES = {"gif": 3, "jpg": 4, "jpeg": 4, "png": 4, "ogg": 5, "mp3": 5, "mp4": 6, "txt": 8, "pdf": 1, "docx": 1}


STRANGER = 500_000
"""So far from a person's number is that of whoever wrote what he passes on."""


def user_json(person: WorldPerson) -> Json:
    first, last = first_and_last_name(person.name)
    names = {"first_name": first, "last_name": last}
    return {"id": int(person.id), **names, "can_access_closed": True, "is_closed": False}


def group_json(world: VkWorld) -> Json:
    head = {"id": world.group_id, "name": world.title, "screen_name": world.bot_name, "is_closed": 0}
    photos = {f"photo_{size}": f"{world.url}/photo_{size}.png" for size in (50, 100, 200)}
    return {**head, "type": "group", **photos}


def author_number(world: VkWorld, sender: str) -> int:
    return -world.group_id if sender == "bot" else int(sender)


def message_json(world: VkWorld, kept: VkMessage, deep: bool = True) -> Json:
    """A message object; `deep` False leaves out what it replies to."""
    shown = kept.shown
    body: Json = {
        "date": shown.at // 1000,
        "from_id": author_number(world, shown.sender),
        "id": kept.number,
        "out": 1 if shown.sender == "bot" else 0,
        "version": 10_000_000 + kept.cmid,
        "attachments": kept.attachments,
        "conversation_message_id": kept.cmid,
        "fwd_messages": [],
        "important": False,
        "is_hidden": False,
        "peer_id": int(shown.chat),
        "random_id": 0,
        "text": shown.text,
    }
    if kept.forwarded:
        body |= {"text": "", "attachments": [], "fwd_messages": [_foreign(world, kept)]}
    if kept.payload:
        body["payload"] = kept.payload
    if kept.ref:
        body["ref"] = kept.ref
    if kept.action is not None:
        body["action"] = kept.action
    if shown.edited:
        body["update_time"] = shown.at // 1000
    if shown.lat is not None:
        body["geo"] = {"type": "point", "coordinates": {"latitude": shown.lat, "longitude": shown.lon}}
    if deep and shown.reply_to:
        replied = world.kept(shown.chat, shown.reply_to)
        if replied is not None:
            body["reply_message"] = message_json(world, replied, deep=False)
    return body


def _foreign(world: VkWorld, kept: VkMessage) -> Json:
    """What somebody else wrote elsewhere (messages_foreign_message), as a person passes it on."""
    number = int(kept.shown.sender) + STRANGER
    head = {"date": kept.shown.at // 1000, "from_id": number, "peer_id": number, "id": 0, "conversation_message_id": 1}
    return {**head, "text": kept.shown.text, "attachments": kept.attachments}


def _address(world: VkWorld, file: WorldFile) -> str:
    return f"{world.url}/file/{file.id}?sign=sandbox"


def _photo(world: VkWorld, file: WorldFile, head: Json) -> Json:
    url = _address(world, file)
    small = {"type": "s", "url": f"{url}&size=s", "width": 75, "height": 56}
    sizes = [small, {"type": "x", "url": f"{url}&size=x", "width": 604, "height": 453}]
    return {
        **head,
        "album_id": -3,
        "text": "",
        "sizes": [*sizes, {"type": "z", "url": url, "width": 1280, "height": 960}],
    }


def file_json(world: VkWorld, file: WorldFile, owner: int, number: int) -> Json:
    """One item of a message's attachments."""
    key = f"key{number}"
    head: Json = {"id": number, "owner_id": owner, "access_key": key, "date": world.clock.now() // 1000}
    match file.kind:
        case "photo":
            return {"type": "photo", "photo": _photo(world, file, head)}
        case "video":
            return {"type": "video", "video": {**head, "title": file.name, "duration": 5, "type": "video"}}
        case "voice":
            url = _address(world, file)
            del head["date"]
            links = {"link_ogg": url, "link_mp3": url, "duration": 3, "waveform": [1, 5, 2]}
            heard = {"transcript": file.transcript, "transcript_state": "done"} if file.transcript else {}
            return {"type": "audio_message", "audio_message": {**head, **links, **heard}}
        case "sticker":
            images = [{"url": _address(world, file), "width": 128, "height": 128}]
            return {"type": "sticker", "sticker": {"sticker_id": number, "product_id": 1, "images": images}}
        case "video_note":
            return {"type": "video_message", "video_message": {**head, "duration": 4, "width": 480, "height": 480}}
        case "wall":
            return {"type": "wall", "wall": _wall(head, file.transcript)}
        case "other":
            kind = file.name or "poll"
            return {"type": kind, kind: {"id": number, "owner_id": owner}}
    suffix = file.name.rpartition(".")[2] if "." in file.name else ""
    named = {"title": file.name, "size": len(file.content), "ext": suffix, "url": _address(world, file)}
    return {"type": "doc", "doc": {**head, **named, "type": _DOC_TYPES.get(suffix, 8)}}


def _wall(head: Json, text: str) -> Json:
    """Somebody's post (wall_wallpost), as it hangs on a message."""
    owner = head["owner_id"] + STRANGER
    who = {"owner_id": owner, "from_id": owner, "to_id": owner}
    return {**head, **who, "post_type": "post", "text": text, "attachments": []}


def take_file(world: VkWorld, file: WorldFile, owner: int) -> Attached:
    """A file enters VK: it gets an id, an address and the handles by which it can be attached."""
    number = world.new_file_number()
    file.id = file.id or f"vkfile{number}"
    world.files[file.id] = file
    body = file_json(world, file, owner, number)
    attached = (file, body)
    for kind in {body["type"], "doc"} if file.kind == "voice" else {body["type"]}:
        world.handles[f"{kind}{owner}_{number}"] = attached
        world.handles[f"{kind}{owner}_{number}_key{number}"] = attached
    return attached

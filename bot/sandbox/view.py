"""What the sandbox page is told, as JSON: devices (a phone or a group chat), messages, the map.

A device's key is "MESSENGER/CHAT". Spans count characters (code points), as everywhere in the program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from shapely.geometry import mapping

from bot.channels.names import described
from bot.sandbox.emulators import emulator
from bot.sandbox.world import Messenger, ShownButton, ShownMessage, WorldChat, WorldFile, WorldPerson
from storage.region.region import Municipality, Region, name_in

Json = dict[str, Any]

SHOWN_LAST = 120
"""How many messages of a chat the page is given."""


def device_key(messenger: str, chat: str) -> str:
    return f"{messenger}/{chat}"


def file_json(messenger: str, file: WorldFile) -> Json:
    return {
        "kind": file.kind,
        "name": file.name,
        "mime": file.mime,
        "size": len(file.content),
        "url": f"/sandbox/file/{messenger}/{file.id}",
        "transcript": file.transcript,
    }


def button_json(button: ShownButton) -> Json:
    return {
        "label": button.label,
        "data": button.data,
        "url": button.url,
        "style": button.style,
        "location": button.location,
    }


def rows_json(rows: Sequence[Sequence[ShownButton]]) -> list[list[Json]]:
    return [[button_json(button) for button in row] for row in rows]


def message_json(messenger: str, message: ShownMessage) -> Json:
    place = None if message.lat is None or message.lon is None else [message.lat, message.lon]
    return {
        "id": message.id,
        "sender": message.sender,
        "name": message.sender_name,
        "at": message.at,
        "text": message.text,
        "spans": [[s.start, s.length, s.kind, s.url] for s in message.spans],
        "buttons": rows_json(message.buttons),
        "files": [file_json(messenger, file) for file in message.files],
        "place": place,
        "reply_to": message.reply_to,
        "album": message.album,
        "edited": message.edited,
        "forwarded": message.forwarded,
        "deleted": message.deleted,
    }


def person_json(person: WorldPerson, role: str) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "role": role,
        "started": person.started,
        "blocked": person.blocked,
    }


def levels_json(messenger: Messenger, usage: Mapping[str, Mapping[str, float]]) -> list[Json]:
    """How full a messenger's limits are: over all, the fullest chat, then every group; of `Messenger.usage`."""
    rows: list[Json] = []
    for name, level in usage.items():
        kind, _, chat = name.partition(":")
        known = messenger.chats.get(chat)
        rows.append(
            {
                "messenger": messenger.name,
                "kind": kind,
                "chat": chat,
                "title": known.title if known else chat,
                **level,
            }
        )
    chats = [row for row in rows if row["kind"] == "chat"]
    fullest = max(chats, key=lambda row: row["used"] / row["limit"], default=None)
    order = {"all": 0, "chat": 1}
    kept = [row for row in rows if row["kind"] != "chat" or row is fullest]
    return sorted(kept, key=lambda row: order.get(row["kind"], 2))


def messenger_json(name: str) -> Json:
    """What the page has to know of a messenger: what can be sent there, whether commands in a text can be pressed,
    whether administrators may hide, and how a link to the bot begins and hands something over.
    """
    about, emulated = described(name), emulator(name)
    link = urlsplit(about.start_link)
    return {
        "name": name,
        "sends": list(emulated.sends),
        "commands": about.commands,
        "anonymous": emulated.anonymous,
        "link": {"host": link.hostname, "parameter": link.query.partition("=")[0]},
    }


def about_json(messenger: Messenger, chat_id: str, owner: WorldPerson | None) -> Json:
    """A device without its messages; `owner` is None for a group chat."""
    chat = messenger.chats.get(chat_id) or WorldChat(chat_id, "", owner is not None)
    members = {owner.id: "member"} if owner else chat.members
    people = [person_json(messenger.persons[user], role) for user, role in members.items() if user in messenger.persons]
    return {
        "key": device_key(messenger.name, chat_id),
        "messenger": messenger.name,
        "chat": chat_id,
        "private": owner is not None,
        "operator": owner is not None and owner.id in staff_of(messenger),
        "title": owner.name if owner else chat.title,
        "owner": owner.id if owner else "",
        "people": people,
        "keyboard": rows_json(chat.keyboard),
    }


def device_json(messenger: Messenger, chat_id: str, owner: WorldPerson | None) -> Json:
    """A device with everything it shows."""
    chat = messenger.chats.get(chat_id)
    shown = [m for m in chat.messages[-SHOWN_LAST:] if not m.deleted] if chat else []
    return about_json(messenger, chat_id, owner) | {"messages": [message_json(messenger.name, m) for m in shown]}


def devices_json(messengers: Mapping[str, Messenger], hidden: frozenset[tuple[str, str]]) -> list[Json]:
    """Citizens' phones first, then group chats, then phones of operators whom the bot has written to.

    `hidden` are (messenger, user) whose phones are not shown: the storm's citizens.
    """
    citizens: list[Json] = []
    groups: list[Json] = []
    operators: list[Json] = []
    for messenger in messengers.values():
        staff = staff_of(messenger)
        groups += [device_json(messenger, c.id, None) for c in messenger.chats.values() if not c.private]
        for person in messenger.persons.values():
            if (messenger.name, person.id) in hidden:
                continue
            chat_id = messenger.private_chat(person.id)
            if person.id not in staff:
                citizens.append(device_json(messenger, chat_id, person))
            elif (chat := messenger.chats.get(chat_id)) and chat.messages:
                operators.append(device_json(messenger, chat_id, person))
    return citizens + groups + operators


def staff_of(messenger: Messenger) -> frozenset[str]:
    """Members of the group chats."""
    return frozenset(user for chat in messenger.chats.values() if not chat.private for user in chat.members)


def _rings(municipality: Municipality) -> list[list[list[float]]]:
    """A municipality's outer and inner rings as [lon, lat] pairs."""
    geometry = getattr(municipality.geometry, "context", municipality.geometry)
    shape = mapping(geometry)
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return [[[round(x, 5), round(y, 5)] for x, y, *_ in ring] for polygon in polygons for ring in polygon]


def map_json(region: Region | None) -> Json:
    """The region's municipalities and settlements for the place dialog; empty lists without a region."""
    if region is None:
        return {"name": "", "municipalities": [], "settlements": []}
    return {
        "name": name_in(region.names, "ru"),
        "municipalities": [
            {"name": m.name, "rings": _rings(m)} for m in region.municipalities if m.geometry is not None
        ],
        "settlements": [{"name": s.name, "lat": s.lat, "lon": s.lon} for s in region.settlements],
    }

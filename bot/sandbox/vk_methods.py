"""VK's groups.*, users.*, photos.*, docs.* and utils.* methods, and what its upload servers do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.sandbox.vk_check import VERSION, Json, VkError, invalid
from bot.sandbox.vk_objects import group_json, take_file, user_json
from bot.sandbox.vk_persons import VkPersons
from bot.sandbox.world import WorldFile

MOST_PHOTO_BYTES = 50 * 1024 * 1024
MOST_DOC_BYTES = 200 * 1024 * 1024
MOST_USERS = 1000
PERMISSIONS = {"stories": 1, "photos": 4, "app_widget": 64, "messages": 4096, "docs": 131072, "manage": 262144}

_IMAGES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"))
_NOT_DOCS = (".mp3", ".exe", ".bat", ".com", ".msi", ".sh")
_SERVER = 900_001


class VkMethods:
    """`table` holds the methods by name; each takes checked parameters and raises VkError for a refusal."""

    def __init__(self, world: VkPersons) -> None:
        self._world = world
        self._uploaded: dict[str, list[WorldFile]] = {}
        self._next_upload = 1
        self.key = "key1"
        self.lost_keys: set[str] = set()
        self._next_key = 2
        self._wanted: dict[str, bool] = {}
        self.table: dict[str, Callable[[Json], Any]] = {
            "groups.getById": self._group,
            "groups.getLongPollServer": self._long_poll_server,
            "groups.getLongPollSettings": self._long_poll_settings,
            "groups.setLongPollSettings": self._set_long_poll_settings,
            "groups.getTokenPermissions": self._permissions,
            "users.get": self._users,
            "photos.getMessagesUploadServer": self._photo_server,
            "photos.saveMessagesPhoto": self._save_photo,
            "docs.getMessagesUploadServer": self._doc_server,
            "docs.save": self._save_doc,
            "utils.resolveScreenName": self._resolve,
        }

    def new_key(self) -> str:
        """The long poll's key becomes another; polls with the old one fail."""
        self.key = f"key{self._next_key}"
        self._next_key += 1
        return self.key

    # The community

    def _group(self, values: Json) -> Json:
        wanted = values.get("group_ids") or [values.get("group_id", str(self._world.group_id))]
        if any(str(one) not in (self._world.bot_id, self._world.bot_name) for one in wanted):
            raise VkError(100, "group_ids is undefined")
        return {"groups": [group_json(self._world)], "profiles": []}

    def _own(self, values: Json) -> None:
        if values["group_id"] != self._world.group_id:
            raise VkError(125)

    def _long_poll_server(self, values: Json) -> Json:
        self._own(values)
        world = self._world
        if self.key in self.lost_keys:
            self.new_key()
        return {"key": self.key, "server": f"{world.url}/poll/{world.group_id}", "ts": str(world.ts)}

    def _long_poll_settings(self, values: Json) -> Json:
        self._own(values)
        events = {kind: int(kind in self._world.enabled) for kind in sorted(self._world.enabled | set(self._wanted))}
        return {"is_enabled": True, "api_version": VERSION, "events": events}

    def _set_long_poll_settings(self, values: Json) -> int:
        self._own(values)
        if values.get("api_version", VERSION) != VERSION:
            raise invalid(f"api_version must be {VERSION} here")
        self._wanted = {k: v for k, v in values.items() if isinstance(v, bool) and k != "enabled"}
        for kind, on in self._wanted.items():
            (self._world.enabled.add if on else self._world.enabled.discard)(kind)
        return 1

    def _permissions(self, values: Json) -> Json:
        named = [{"name": name, "setting": setting} for name, setting in PERMISSIONS.items()]
        return {"mask": sum(PERMISSIONS.values()), "permissions": named}

    def _users(self, values: Json) -> list[Json]:
        ids = values.get("user_ids", [])
        if len(ids) > MOST_USERS:
            raise invalid(f"user_ids has more than {MOST_USERS} items")
        found = [self._world.persons.get(str(one)) for one in ids]
        return [user_json(person) for person in found if person is not None]

    def _resolve(self, values: Json) -> Any:
        if values["screen_name"] == self._world.bot_name:
            return {"object_id": self._world.group_id, "type": "group"}
        return []

    # Files

    def _photo_server(self, values: Json) -> Json:
        self._peer(values)
        return {"album_id": -64, "upload_url": f"{self._world.url}/upload/photo", "user_id": 0, "group_id": 0}

    def _doc_server(self, values: Json) -> Json:
        self._peer(values)
        kind = values.get("type", "doc")
        return {"upload_url": f"{self._world.url}/upload/{kind}"}

    def _peer(self, values: Json) -> None:
        peer = str(values.get("peer_id", ""))
        if peer and peer not in self._world.chats:
            raise VkError(901)

    def upload(self, kind: str, files: Sequence[tuple[str, bytes]]) -> Json:
        """What an upload server answers to files (name, bytes); their faults are in the body, as VK's are."""
        if kind == "photo":
            photos = [_photo(name, content) for name, content in files]
            if not photos or None in photos:
                return {"server": _SERVER, "photo": "[]", "hash": ""}
            token = self._keep([photo for photo in photos if photo is not None])
            return {"server": _SERVER, "photo": token, "hash": f"hash-{token}"}
        if len(files) != 1 or not files[0][1] or len(files[0][1]) > MOST_DOC_BYTES:
            return {"error": "Invalid file", "error_descr": "one file of an allowed size is expected"}
        name, content = files[0]
        if name.lower().endswith(_NOT_DOCS):
            return {"error": "Invalid file", "error_descr": "files of this kind are not allowed"}
        if kind == "audio_message":
            return {"file": self._keep([WorldFile("voice", name, "audio/ogg", content)])}
        return {"file": self._keep([WorldFile("document", name, "application/octet-stream", content)])}

    def _keep(self, files: list[WorldFile]) -> str:
        token = f"upload{self._next_upload}"
        self._next_upload += 1
        self._uploaded[token] = files
        return token

    def _save_photo(self, values: Json) -> list[Json]:
        token = values["photo"]
        if token not in self._uploaded:
            raise VkError(129)
        if values.get("server") != _SERVER:
            raise VkError(118)
        if values.get("hash") != f"hash-{token}":
            raise VkError(121)
        taken = [take_file(self._world, f, -self._world.group_id) for f in self._uploaded.pop(token)]
        return [attachment["photo"] for _, attachment in taken]

    def _save_doc(self, values: Json) -> Json:
        files = self._uploaded.pop(values["file"], None)
        if files is None:
            raise VkError(105)
        file = files[0]
        file.name = values.get("title", file.name)
        _, attachment = take_file(self._world, file, -self._world.group_id)
        return attachment


def _photo(name: str, content: bytes) -> WorldFile | None:
    """JPG, PNG or GIF by their first bytes, of an allowed size."""
    mime = next((mime for sign, mime in _IMAGES if content.startswith(sign)), "")
    return WorldFile("photo", name, mime, content) if mime and len(content) <= MOST_PHOTO_BYTES else None

"""Files that the bot sends to the emulated MAX: a place to upload to, the bytes, and a token to attach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.max_check import Json, MaxError, invalid, not_ready
from bot.sandbox.max_objects import take_file
from bot.sandbox.max_world import Attached, MaxWorld
from bot.sandbox.world import WorldFile

MOST_BYTES = {"image": 50 * 1024**2, "video": 250 * 1024**2, "audio": 256 * 1024**2, "file": 4 * 1024**3}
KINDS = {"image": "photo", "video": "video", "audio": "voice", "file": "document"}
RETVAL = "<retval>1</retval>"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")
_MIMES = {"image": "image/png", "video": "video/mp4", "audio": "audio/ogg", "file": "application/octet-stream"}
_GIVEN_AT_ONCE = frozenset({"video", "audio"})


@dataclass(slots=True)
class UploadPlace:
    kind: str
    token: str  # given at once for video and audio; else when the bytes are there
    used: bool = False


class MaxUploads:
    """`slow`: so many times is a new video or audio refused as not ready after it was uploaded."""

    def __init__(self, world: MaxWorld) -> None:
        self.slow = 0
        self._world = world
        self._places: dict[str, UploadPlace] = {}
        self._awaited: dict[str, int] = {}

    def place(self, kind: str) -> Json:
        """Where one file of this kind goes."""
        number = f"{len(self._places) + 1:06x}"
        token = f"up.{kind}.{number}=/+"
        self._places[number] = UploadPlace(kind, token)
        answer: Json = {"url": f"{self._world.url}/upload/{kind}?id={number}&sig=sandbox"}
        if kind in _GIVEN_AT_ONCE:
            answer["token"] = token
            self._awaited[token] = -1
        return answer

    def upload(self, kind: str, number: str, files: Sequence[tuple[str, str, bytes]]) -> Json | None:
        """The file servers' answer to form fields (name, file name, bytes); None: `RETVAL`."""
        place = self._places.get(number)
        if place is None or place.kind != kind or place.used:
            raise MaxError(400, "upload.error", "one address takes one file", broken=True)
        if len(files) != 1 or files[0][0] != "data" or not files[0][1]:
            raise MaxError(400, "upload.error", "one file with a name is expected in the field data", broken=True)
        _, name, content = files[0]
        if not content or len(content) > MOST_BYTES[kind]:
            raise MaxError(413, "upload.error", "the file is empty or too large", broken=True)
        if kind == "image" and not content.startswith(_IMAGES):
            raise MaxError(400, "upload.error", "not an image")
        place.used = True
        take_file(self._world, WorldFile(KINDS[kind], name, _MIMES[kind], content), place.token)
        if kind == "image":
            return {"photos": {f"photo{number}=": {"token": place.token}}}
        if kind == "file":
            return {"token": place.token}
        self._awaited[place.token] = self.slow
        return None

    def attached(self, kind: str, token: str) -> Attached:
        """The file of a token; `attachment.not.ready` while MAX is still at work on it."""
        left = self._awaited.get(token, 0)
        if left:
            self._awaited[token] = left - 1 if left > 0 else left
            raise not_ready()
        found = self._world.tokens.get(token)
        if found is None or found[1]["type"] != kind:
            raise invalid(f"Key: errors.process.attachment.{kind}.not.found")
        return found

"""Bodies of requests that bring something, read within limits: a form, JSON, or multipart with files.

    body = await read_body(request, before_files=admit)

What a person may not be asked for (THROWN_AWAY) is dropped unread; an empty parameter counts as absent.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, hdrs, web
from aiohttp.http_exceptions import HttpProcessingError

from handlers.open311.faults import LARGE, MEDIA_TYPE, ApiFault, ApiRefused, bad
from storage.plain_text import whole

WORDS_MOST, FILES_MOST = 64 * 1024, 25 * 1024 * 1024
"""Bytes of all parameters, and of a whole body that brings files."""
MOST_PARAMETERS = 200
FORM, JSON, MULTIPART = "application/x-www-form-urlencoded", "application/json", "multipart/form-data"
MEDIA = re.compile(r"(?:media|photo)(?:\d{1,3}|\[\d{0,3}\])?", re.ASCII)
"""Names under which files come: "media", and as forms number them; FixMyStreet's are "photo1" and so on."""
THROWN_AWAY = frozenset({"first_name", "last_name", "email", "phone"})
CHUNK = 64 * 1024
NESTED = ("attribute", "attributes", "extended_attributes")
"""What a list of JSON may hold more of than plain values; nobody here asks for attributes."""
PLAIN = ("", "binary", "8bit", "7bit")
"""How a part may be coded: as it is."""


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file that came in a body."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class RequestBody:
    """The parameters, each with all of its values in their order, and the files."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    uploads: tuple[BroughtFile, ...] = ()

    def one(self, name: str) -> str:
        """The first value, or ""."""
        return self.fields.get(name, ("",))[0]

    @property
    def digest(self) -> str:
        """Equal for equal parameters and files, in whatever order and form they came; keys are no part of it."""
        said = sorted((name, values) for name, values in self.fields.items() if name != "api_key")
        found = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        for upload in self.uploads:
            found.update(hashlib.sha256(upload.data).digest())
        return found.hexdigest()


CUT_OFF = (web.RequestPayloadError, HttpProcessingError, ConnectionError)
"""As the library says that a body cannot be unpacked, or that whoever sent it has hung up: nothing of ours is at fault,
and whoever were told to come again would do so for ever.
"""
BROKEN = (ValueError, AssertionError, LookupError, RuntimeError, web.HTTPException, *CUT_OFF)
"""As it says that a body is not what it says it is."""
BeforeFiles = Callable[[RequestBody], Awaitable[None]]
"""Called with what came before the first file: whoever may not bring one is refused before it is read."""


async def _anybody(body: RequestBody) -> None:
    """Files may come."""


async def read_body(request: web.Request, before_files: BeforeFiles = _anybody) -> RequestBody:
    """ApiRefused: 413 too large, 415 in no form that is read, 400 for what cannot be read as what it says it is."""
    kind = request.content_type.lower()
    most = FILES_MOST if kind == MULTIPART else WORDS_MOST
    if (request.content_length or 0) > most:
        raise _too_large(most)
    if kind == MULTIPART:
        return await _multipart(request, before_files)
    if kind not in (FORM, JSON):
        if not request.can_read_body:
            return RequestBody()
        raise ApiRefused(ApiFault(MEDIA_TYPE, "media-type"))
    raw = await _whole(request)
    return RequestBody(_kept(_form(raw) if kind == FORM else _json(raw)))


async def _whole(request: web.Request) -> bytes:
    data = bytearray()
    async for part in body_chunks(request):
        data += part
        if len(data) > WORDS_MOST:
            raise _too_large(WORDS_MOST)
    return bytes(data)


async def body_chunks(request: web.Request) -> AsyncIterator[bytes]:
    """The body, unpacked, as it comes. ApiRefused where it breaks off or cannot be unpacked."""
    try:
        async for part in request.content.iter_chunked(CHUNK):
            yield part
    except CUT_OFF:
        raise ApiRefused(bad("bad-body")) from None


def _form(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            raw.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
        )  # fmt: skip
    except ValueError:  # UnicodeError is one
        raise ApiRefused(bad("bad-body")) from None


def _json(raw: bytes) -> list[tuple[str, str]]:
    """An object of plain values, or of lists of them. Numbers are taken as they are written."""
    try:
        said = json.loads(raw, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        raise ApiRefused(bad("bad-body")) from None
    if not isinstance(said, dict):
        raise ApiRefused(bad("bad-body"))
    found = []
    for name, value in said.items():
        if name in NESTED:
            found.append((name, whole(json.dumps(value, ensure_ascii=False))))
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict | list):
                raise ApiRefused(bad("bad-body"))
            text = "" if each is None else str(each).lower() if isinstance(each, bool) else str(each)
            found.append((whole(name), whole(text)))
    return found


async def _multipart(request: web.Request, before_files: BeforeFiles) -> RequestBody:
    found: list[tuple[str, str]] = []
    uploads: list[BroughtFile] = []
    room = _Room()
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if isinstance(part, MultipartReader) or len(found) + len(uploads) >= MOST_PARAMETERS:
                raise ApiRefused(bad("bad-body"))
            if part.filename is not None and MEDIA.fullmatch(part.name or ""):
                if not uploads:
                    await before_files(RequestBody(_kept(found)))
                if data := await room.read(part, FILES_MOST):
                    uploads.append(BroughtFile(part.filename, data))
            elif part.filename is not None or not part.name:
                raise ApiRefused(bad("other-file", name=str(part.name or "")[:40]))
            else:
                found.append((part.name, (await room.read(part, WORDS_MOST)).decode("utf-8")))
    except BROKEN:
        raise ApiRefused(bad("bad-body")) from None
    return RequestBody(_kept(found), tuple(uploads))


class _Room:
    """How much of a body may still come: of its words and of all of it."""

    def __init__(self) -> None:
        self._left = {WORDS_MOST: WORDS_MOST, FILES_MOST: FILES_MOST}

    async def read(self, part: BodyPartReader, most: int) -> bytes:
        """The whole part, of which this is the limit that it counts against."""
        packed, coded = (part.headers.get(name, "") for name in (hdrs.CONTENT_ENCODING, hdrs.CONTENT_TRANSFER_ENCODING))
        if packed or coded.lower() not in PLAIN:
            raise ApiRefused(bad("bad-body"))
        data = bytearray()
        while chunk := await part.read_chunk(CHUNK):
            for limit in {most, FILES_MOST}:
                self._left[limit] -= len(chunk)
                if self._left[limit] < 0:
                    raise _too_large(limit)
            data += chunk
        return bytes(data)


def _kept(said: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, value in said:
        if name not in THROWN_AWAY and value.strip():
            found.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def _too_large(most: int) -> ApiRefused:
    size = f"{most // 1024} KB" if most < 1024 * 1024 else f"{most // 1024 // 1024} MB"
    return ApiRefused(ApiFault(LARGE, "too-large", {"most": size}))

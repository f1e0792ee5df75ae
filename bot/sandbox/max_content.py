"""What a NewMessageBody asks for: text with marks, files, a place, a keyboard, a message to reply to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.max_check import Json, MaxError, invalid, specification
from bot.sandbox.max_html import MaxText, parse_html
from bot.sandbox.max_keyboard import MaxKeyboard, read_keyboard
from bot.sandbox.max_objects import take_file
from bot.sandbox.max_uploads import MaxUploads
from bot.sandbox.max_world import Attached, MaxWorld
from bot.sandbox.world import WorldFile

MOST_ATTACHMENTS = 12
"""Of one message; MAX does not publish its number, and this one is a guess."""


@dataclass(slots=True)
class MaxAttachments:
    files: list[Attached] = field(default_factory=list)
    place: tuple[float, float] | None = None
    keyboard: MaxKeyboard | None = None


class MaxContent:
    def __init__(self, world: MaxWorld, uploads: MaxUploads) -> None:
        self._world, self._uploads = world, uploads

    def rich(self, body: Json) -> MaxText:
        """The text; html with tags that are no marks is taken and noted, for somebody's words were not escaped."""
        text = body.get("text") or ""
        if body.get("format") == "markdown":
            raise invalid("markdown is not emulated")
        if body.get("format") != "html":
            return MaxText(text)
        rich = parse_html(text)
        if rich.stripped:
            self._world.refused.append(f"html: <{rich.stripped[0]}> is taken out of the text")
        return rich

    def attachments(self, asked: list[Json]) -> MaxAttachments:
        alone = [one["type"] for one in asked if one["type"] in specification().alone]
        if alone and len(asked) > 1:
            raise invalid(f"{alone[0]} must be the only attachment")
        if len(asked) > MOST_ATTACHMENTS:
            raise invalid("too many attachments")
        found = MaxAttachments()
        for one in asked:
            self._add(found, one["type"], one)
        return found

    def _add(self, found: MaxAttachments, kind: str, one: Json) -> None:
        if kind == "inline_keyboard":
            if found.keyboard is not None:
                raise invalid("two keyboards")
            found.keyboard = read_keyboard(one["payload"]["buttons"])
        elif kind == "location":
            found.place = (one["latitude"], one["longitude"])
        elif kind == "image":
            found.files += [self._uploads.attached(kind, token) for token in _image_tokens(one["payload"])]
        elif kind == "contact":
            said = one["payload"]
            card = WorldFile("contact", said.get("name") or "", "", b"", transcript=said.get("vcf_phone") or "")
            found.files.append(take_file(self._world, card))
        elif kind in ("video", "audio", "file"):
            found.files.append(self._uploads.attached(kind, one["payload"]["token"]))
        else:
            raise invalid(f"{kind} is not emulated")

    def link(self, body: Json, chat: str) -> str:
        """The message that this one replies to."""
        link = body.get("link")
        if link is None:
            return ""
        if link["type"] != "reply":
            raise invalid("forwarding is not emulated")
        kept = self._world.kept(link["mid"])
        if kept is None or kept.shown.chat != chat:
            raise gone(link["mid"])
        return kept.shown.id


def gone(message: str) -> MaxError:
    return MaxError(404, "not.found", f"Message {message} not found")


def _image_tokens(payload: Mapping[str, Any]) -> list[str]:
    if payload.get("photos"):
        return [one["token"] for one in payload["photos"].values()]
    if payload.get("token"):
        return [payload["token"]]
    if payload.get("url"):
        raise invalid("pictures from other servers are not emulated")
    raise invalid("No `photos`, `url` or `token` provided. Check payload.")

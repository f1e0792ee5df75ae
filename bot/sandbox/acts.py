"""What the page can do: one checked function an action, acting on the messengers as their persons would.

An action is a JSON object; its "do" names the function. What is not right raises `BadAct` with a short
English line for the page's developer; the page itself never sends such a thing.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.sandbox.emulators import emulator
from bot.sandbox.fault_form import BadForm, SwitchedFaults
from bot.sandbox.samples import SAMPLES, sample_png, sample_voice
from bot.sandbox.things import thing, things
from bot.sandbox.world import Messenger, WorldFile

Act = dict[str, Any]

TEXT_LIMIT = 4096
FILES_LIMIT = 10
FILE_BYTES = 20 * 1024 * 1024
CITIZENS_LIMIT = 12
"""Phones that may stand on the page of one messenger."""

FILE_KINDS = ("photo", "video", "document", "voice")


class BadAct(Exception):
    """An action that cannot be carried out; its message says why."""


class Acts:
    """`visible_citizens` counts the phones of a messenger that the page shows."""

    def __init__(self, messengers: Mapping[str, Messenger], visible_citizens: Callable[[Messenger], int]) -> None:
        self.messengers = messengers
        self.visible_citizens = visible_citizens
        self.faults = SwitchedFaults()
        self.table: dict[str, Callable[[Messenger, Act], Act]] = {
            "say": self.say,
            "press": self.press,
            "key": self.key,
            "edit": self.edit,
            "delete": self.delete,
            "forward": self.forward,
            "start": self.start,
            "block": self.block,
            "unblock": self.unblock,
            "add": self.add,
            "fault": self.fault,
            "mend": self.mend,
        }

    def do(self, act: Act) -> Act:
        """Carry an action out; what it returns goes to the page."""
        function = self.table.get(text_of(act, "do", 40))
        messenger = self.messengers.get(text_of(act, "messenger", 40))
        if function is None or messenger is None:
            raise BadAct("no such action or messenger")
        try:
            return function(messenger, act)
        except LookupError as fault:  # gone in the meantime: a deleted message, a keyboard that was taken away
            raise BadAct(f"not there any more: {fault}") from fault

    def say(self, messenger: Messenger, act: Act) -> Act:
        user, chat = self._place(messenger, act)
        text = text_of(act, "text", TEXT_LIMIT)
        files = tuple(file_of(one) for one in list_of(act, "files"))
        place = point_of(act.get("place"))
        if not text.strip() and not files and place is None:
            raise BadAct("nothing to say")
        foreign = [
            file.kind for file in files if file.kind in things() and file.kind not in emulator(messenger.name).sends
        ]
        if foreign:
            raise BadAct(f"{messenger.name} has no {foreign[0]}")
        ids = messenger.say(
            user,
            chat,
            text,
            files=files,
            reply_to=text_of(act, "reply_to", 64),
            lat=place[0] if place else None,
            lon=place[1] if place else None,
            anonymous=act.get("anonymous") is True and not messenger.chats[chat].private,
            forwarded=act.get("forwarded") is True and messenger.chats[chat].private,
        )
        return {"ids": ids}

    def press(self, messenger: Messenger, act: Act) -> Act:
        user, chat = self._place(messenger, act)
        messenger.press(user, chat, self._message(messenger, chat, act), text_of(act, "data", 1024))
        return {}

    def key(self, messenger: Messenger, act: Act) -> Act:
        """A button of the keyboard in force, or of one that stands under a message, by its label."""
        user, chat = self._place(messenger, act)
        message = self._message(messenger, chat, act) if "message" in act else ""
        messenger.press_key(user, chat, text_of(act, "label", 128), message)
        return {}

    def edit(self, messenger: Messenger, act: Act) -> Act:
        user, chat = self._place(messenger, act)
        text = text_of(act, "text", TEXT_LIMIT)
        if not text.strip():
            raise BadAct("an empty text")
        messenger.edit(user, chat, self._message(messenger, chat, act, user), text)
        return {}

    def delete(self, messenger: Messenger, act: Act) -> Act:
        user, chat = self._place(messenger, act)
        messenger.delete(user, chat, self._message(messenger, chat, act, user))
        return {}

    def forward(self, messenger: Messenger, act: Act) -> Act:
        """Pass a message on to the bot, an album as a whole, as if it had come from another chat."""
        user, chat = self._place(messenger, act)
        there = messenger.chats[chat]
        if not there.private:
            raise BadAct("only a person's own chat takes forwards here")
        wanted = self._message(messenger, chat, act)
        found = [m for m in there.messages if m.id == wanted and not m.deleted]
        if not found:
            raise LookupError(f"message {wanted}")
        album = found[0].album
        whole = [m for m in there.messages if not m.deleted and m.album == album] if album else found
        files = [replace(file, id="") for message in whole for file in message.files]
        text = next((m.text for m in whole if m.text), "")
        ids = messenger.say(user, chat, text, files=files, lat=found[0].lat, lon=found[0].lon, forwarded=True)
        return {"ids": ids}

    def start(self, messenger: Messenger, act: Act) -> Act:
        messenger.start(self._person(messenger, act), text_of(act, "ref", 64))
        return {}

    def block(self, messenger: Messenger, act: Act) -> Act:
        messenger.block(self._person(messenger, act))
        return {}

    def unblock(self, messenger: Messenger, act: Act) -> Act:
        messenger.unblock(self._person(messenger, act))
        return {}

    def add(self, messenger: Messenger, act: Act) -> Act:
        """A new citizen, who has not written to the bot yet."""
        name = text_of(act, "name", 40).strip()
        if not name:
            raise BadAct("a person needs a name")
        if self.visible_citizens(messenger) >= CITIZENS_LIMIT:
            raise BadAct("there are as many phones as fit")
        person = messenger.add_person(name, text_of(act, "language", 2) or "ru")
        return {"user": person.id, "chat": messenger.private_chat(person.id)}

    def fault(self, messenger: Messenger, act: Act) -> Act:
        """Switch a fault of the messenger on."""
        try:
            return {"id": self.faults.switch_on(messenger, act)}
        except BadForm as wrong:
            raise BadAct(str(wrong)) from wrong

    def mend(self, messenger: Messenger, act: Act) -> Act:
        """Take away a fault that was switched on."""
        self.faults.take_away(number_of(act, "id"))
        return {}

    def _person(self, messenger: Messenger, act: Act) -> str:
        user = text_of(act, "user", 64)
        if user not in messenger.persons:
            raise BadAct("no such person")
        return user

    def _place(self, messenger: Messenger, act: Act) -> tuple[str, str]:
        """Who acts, and in which chat he may."""
        user, chat = self._person(messenger, act), text_of(act, "chat", 64)
        known = messenger.chats.get(chat)
        if chat == messenger.private_chat(user):
            if known is None:
                raise BadAct("this person has not started the bot")
        elif known is None or known.private or user not in known.members:
            raise BadAct("this person is not in this chat")
        return user, chat

    def _message(self, messenger: Messenger, chat: str, act: Act, sender: str = "") -> str:
        """A message of the chat; with `sender`, one that this person wrote."""
        wanted = text_of(act, "message", 64)
        for message in reversed(messenger.chats[chat].messages):
            if message.id == wanted and (not sender or message.sender == sender):
                return wanted
        raise BadAct("no such message")


def text_of(act: Act, name: str, limit: int) -> str:
    value = act.get(name, "")
    if not isinstance(value, str) or len(value) > limit:
        raise BadAct(f"{name}: a text of at most {limit} characters is needed")
    return value


def number_of(act: Act, name: str) -> int:
    value = act.get(name)
    if type(value) is not int:
        raise BadAct(f"{name}: a whole number is needed")
    return value


def list_of(act: Act, name: str) -> list[Any]:
    value = act.get(name, [])
    if not isinstance(value, list) or len(value) > FILES_LIMIT:
        raise BadAct(f"{name}: a list of at most {FILES_LIMIT} is needed")
    return value


def point_of(value: Any) -> tuple[float, float] | None:
    """[lat, lon] in degrees, or None."""
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise BadAct("place: [lat, lon] is needed")
    numbers = [v for v in value if isinstance(v, int | float) and not isinstance(v, bool) and math.isfinite(v)]
    if len(numbers) != 2 or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        raise BadAct("place: degrees are needed")
    return float(numbers[0]), float(numbers[1])


def file_of(value: Any) -> WorldFile:
    """{"sample": NAME}, {"voice": TRANSCRIPT}, {"kind": one of `things`, "name", "text"}, or {"kind", "name", "mime",
    "content"} with base64 content.
    """
    if not isinstance(value, dict):
        raise BadAct("files: objects are needed")
    if "sample" in value:
        name = text_of(value, "sample", 40)
        if name not in SAMPLES:
            raise BadAct("no such sample")
        return WorldFile("photo", f"{name}.png", "image/png", sample_png(name))
    if "voice" in value:
        transcript = text_of(value, "voice", 500)
        return WorldFile("voice", "voice.wav", "audio/wav", sample_voice(), transcript=transcript)
    kind = text_of(value, "kind", 20)
    if kind in things():
        return thing(kind, text_of(value, "name", 100), text_of(value, "text", TEXT_LIMIT))
    if kind not in FILE_KINDS:
        raise BadAct("no such kind of file")
    try:
        content = base64.b64decode(text_of(value, "content", FILE_BYTES * 4 // 3 + 8), validate=True)
    except binascii.Error:
        raise BadAct("content: base64 is needed") from None
    if not content:
        raise BadAct("an empty file")
    return WorldFile(kind, text_of(value, "name", 200) or kind, text_of(value, "mime", 100), content)

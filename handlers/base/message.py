"""What goes out, said neutrally, and its text with a small set of marks.

A *marked* text is plain text with `<b>`, `<i>`, `<a href="…">` and the entities `&amp; &lt; &gt; &quot;`.
Sentences in `locales/` hold the marks; whatever a person wrote goes through `escape` first
(`Texts` does that for every argument). `parse_marks` gives plain text and spans: each channel
renders these in its own way and splits at its own length.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from html import unescape
from html.parser import HTMLParser
from typing import Any, NewType

BODY_VERSION = 1
"""Stored with every outbox body, so that a later program can read what an earlier one left."""

Marked = NewType("Marked", str)


def escape(text: str) -> Marked:
    """Plain text as marked text: nothing in it can become a mark."""
    return Marked(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def clean(text: str) -> str:
    """A person's text without control and direction characters; line breaks and tabs stay."""
    if text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable():  # a sign at a time is dear
        return text
    return "".join(
        c
        for c in text
        if c in "\n\t" or ((c.isprintable() or c == "\u200d") and c not in "\u202e\u202d\u2066\u2067\u2068")
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A mark over `length` characters from `start` (Python indices into the plain text)."""

    start: int
    length: int
    kind: str  # "bold", "italic" or "link"
    url: str = ""


class _MarkReader(HTMLParser):
    KINDS = {"b": "bold", "i": "italic", "a": "link"}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.plain = ""
        self.spans: list[Span] = []
        self.open: list[tuple[str, int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.KINDS:
            self.open.append((tag, len(self.plain), dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        for i in range(len(self.open) - 1, -1, -1):
            if self.open[i][0] == tag:
                _, start, url = self.open.pop(i)
                if len(self.plain) > start:
                    self.spans.append(Span(start, len(self.plain) - start, self.KINDS[tag], url))
                return

    def handle_data(self, data: str) -> None:
        self.plain += data


_MARK = re.compile(r'<(?:a href="([^"<>]*)"|(/?)([abi]))>')


def parse_marks(text: str) -> tuple[str, tuple[Span, ...]]:
    """Marked text as plain text and spans, in order of their start."""
    if "<" not in text and "&" not in text:
        return text, ()
    reader = _MarkReader()
    if not _read_simply(reader, text):
        reader = _MarkReader()
        reader.feed(text)
        reader.close()
    return reader.plain, tuple(sorted(reader.spans, key=lambda s: (s.start, -s.length)))


def _read_simply(reader: _MarkReader, text: str) -> bool:
    """Read a text with nothing but our own marks, as our sentences are, many times quicker; False for any other."""
    done = 0
    for mark in _MARK.finditer(text):
        if not _hear(reader, text[done : mark.start()]):
            return False
        done = mark.end()
        url, closing, tag = mark.groups()
        if closing:
            reader.handle_endtag(tag)
        else:
            reader.handle_starttag(tag or "a", [("href", unescape(url))] if url else [])
    return _hear(reader, text[done:])


def _hear(reader: _MarkReader, words: str) -> bool:
    """Words between two marks."""
    if "<" in words:
        return False
    reader.handle_data(unescape(words))
    return True


@dataclass(frozen=True, slots=True)
class Button:
    """Under a message: `data` comes back as an event, `url` opens a page (one of both).

    `label` is plain text, at most 40 characters. `data` is ASCII, at most 64 bytes.
    In a reply keyboard `data` may be empty (the label is written as a message).
    """

    label: str
    data: str = ""
    url: str = ""
    style: str = ""  # "", "good", "bad" or "main"
    location: bool = False  # reply keyboards: sends the person's place


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """Buttons in place of the keyboard. Empty rows take an earlier one away."""

    rows: tuple[tuple[Button, ...], ...] = ()
    one_time: bool = False
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file to send: `source` is "stored:ID" (table attachment), "area:NOTICE_ID" or "outline:…" (pictures that are
    drawn, see handlers.notices.outlines) or "export:PERSON_ID".
    """

    kind: str  # an AttachmentKind
    source: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one chat; what is too long or too many for a messenger goes in several.

    `buttons` stand under the message (at most 10, a row at most 5, at most 6 rows: what every messenger shows).
    A message with a slot (see Turn.put) shows its text and buttons in one editable message,
    and its files after it.
    """

    text: str = ""  # marked
    buttons: tuple[tuple[Button, ...], ...] = ()
    keyboard: ReplyKeyboard | None = None
    files: tuple[FileRef, ...] = ()
    lat: float | None = None
    lon: float | None = None
    reply_to: str = ""  # a native message id, or "slot:NAME" of one in the same chat
    ask_reply: bool = False  # opens the answer field for whoever it replies to, where the messenger can

    def __hash__(self) -> int:
        """Of what mostly differs: messages are looked up many times. Thousands have one text and their own buttons."""
        return hash((self.text, self.lat, len(self.files), self.buttons))

    def dump(self) -> str:
        """As stored in the outbox."""
        values: dict[str, Any] = {"v": BODY_VERSION}
        for name in _PARTS[Message]:
            value = getattr(self, name)
            if value is not None and value is not False and value not in ("", ()):
                values[name] = value
        body = _encode(values)
        _remember(body, self)
        return body


_PARTS = {kind: tuple(field.name for field in fields(kind)) for kind in (Message, Button, ReplyKeyboard, FileRef)}


def _plain(part: Any) -> dict[str, Any]:
    """A part of a message as JSON: only what is not its default."""
    return {name: value for name in _PARTS[type(part)] if (value := getattr(part, name)) != "" and value is not False}


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode


_MOST_REMEMBERED, _LONGEST_REMEMBERED = 512, 8_000
_remembered: dict[str, Message] = {}
"""By what they are stored as, the latest last: what was stored a moment ago leaves next and need not be read again, and
a notice says one text to many.
"""


def _remember(body: str, message: Message) -> None:
    if len(body) > _LONGEST_REMEMBERED:
        return
    if body not in _remembered and len(_remembered) >= _MOST_REMEMBERED:
        del _remembered[next(iter(_remembered))]
    _remembered[body] = message


def _button(values: dict[str, Any]) -> Button:
    return Button(**values)


def load_message(body: str) -> Message:
    """The message that `Message.dump` stored, by this program or an earlier one."""
    if (message := _remembered.get(body)) is None:
        message = read_message(body)
        _remember(body, message)
    return message


def read_message(body: str) -> Message:
    """The same, whether it is remembered or not."""
    values = json.loads(body)
    values.pop("v", None)
    for key in ("buttons",):
        if key in values:
            values[key] = tuple(tuple(_button(b) for b in row) for row in values[key])
    if values.get("keyboard") is not None:
        keyboard = values["keyboard"]
        keyboard["rows"] = tuple(tuple(_button(b) for b in row) for row in keyboard["rows"])
        values["keyboard"] = ReplyKeyboard(**keyboard)
    if "files" in values:
        values["files"] = tuple(FileRef(**f) for f in values["files"])
    return Message(**values)


@dataclass(frozen=True, slots=True)
class Address:
    """A chat of a messenger, ("NAME", "ID")."""

    channel: str
    chat: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.chat}"

"""What messengers may send, made from their own descriptions, with odd values in any field.

`specs/` holds the parts of the messengers' descriptions that say what comes in. An object is made by its
description, a field at a time; `odd` of a hundred fields are missing, null, of a wrong type, huge, nested or made of
odd Unicode.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent / "specs"
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
"""Of each test; 0: the short form, the same in every run. `./otklik test --chaos` sets some thousands."""
fuzzed = settings(
    derandomize=not EXAMPLES, max_examples=EXAMPLES or 20, deadline=None, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
DEEPEST = 4
ODD_TEXTS = (
    "", " ", "\x00", "я\ud83d", "\u202eабв", "👨‍👩‍👧‍👦" * 50, "Ж" * 9_000, "<b>&amp;", "[club5|x]",
    "№ 1", "/status 1", "=1+1", "𠮷" * 70,
    "e\u0301" * 400, "\r\n\t",
)  # fmt: skip
TEXTS = ("Упало дерево у школы", "да", "отмена", "Лесная 5", "photo.jpg", "private", "member", "administrator", "doc")
NUMBERS = (0, 1, 5, 42, 1_700_000_000, 2_000_000_001, -100_500)
ODD_NUMBERS = (-1, 2**31, 2**63, -(2**70), 10**40)


@cache
def _types(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / name).read_text(encoding="utf-8"))["types"]
    return found


class Maker:
    """Makes values with one source of chance; `odd` per cent of the fields are not as described."""

    def __init__(self, chance: random.Random, odd: int) -> None:
        self.chance, self.odd = chance, odd

    def some(self, per_cent: int) -> bool:
        return self.chance.randrange(100) < per_cent

    def oddity(self, depth: int = 0) -> Any:
        """Any JSON value that nobody asked for."""
        kinds = [None, True, 1.5, float(2**60), *ODD_NUMBERS, *ODD_TEXTS, [], {}, [None], {"id": None}]
        if depth < 2 and self.some(30):
            return [self.oddity(depth + 1)] if self.some(50) else {"id": self.oddity(depth + 1), "x": [[[]]]}
        return self.chance.choice(kinds)

    def text(self) -> str:
        return self.chance.choice(ODD_TEXTS if self.some(15) else TEXTS)

    def number(self) -> int:
        return self.chance.choice(ODD_NUMBERS if self.some(5) else NUMBERS)

    # -- Telegram -------------------------------------------------------------------------------
    def telegram(self, name: str, depth: int = 0) -> Any:
        """A value of one of the Bot API's types."""
        if name.startswith("Array of "):
            return [self.telegram(name.removeprefix("Array of "), depth) for _ in range(self.chance.randrange(3))]
        scalars: dict[str, Callable[[], Any]] = {
            "Integer": self.number,
            "String": self.text,
            "Boolean": lambda: self.some(50),
            "True": lambda: True,
        }
        if name in scalars:
            return scalars[name]()
        if name.startswith("Float"):
            return self.chance.uniform(-200, 200)
        described = _types("telegram.json").get(name, {"fields": {}})
        if "one_of" in described:
            return self.telegram(self.chance.choice(described["one_of"]), depth)
        if depth > DEEPEST:
            return {}
        made = {}
        for field, types in described["fields"].items():
            if self.some(self.odd):
                made[field] = self.oddity()
            elif self.some(60 if depth < 2 else 25):
                made[field] = self.telegram(self.chance.choice(types), depth + 1)
        return made

    # -- VK and MAX -----------------------------------------------------------------------------
    def vk(self, name: str) -> Any:
        """A value of one of VK's objects."""
        return self._made(_types("vk.json"), _types("vk.json").get(name, {"is": "object"}), 0)

    def max(self, name: str) -> Any:
        """A value of one of MAX's types or updates."""
        return self._made(_types("max.json"), _types("max.json")[name], 0)

    def _made(self, types: dict[str, Any], described: dict[str, Any], depth: int) -> Any:
        if "ref" in described:
            return self._made(types, types[described["ref"]], depth) if depth <= 2 * DEEPEST else {}
        if "one" in described:
            return self._made(types, self.chance.choice(described["one"]), depth)
        if "array" in described:
            return [self._made(types, described["array"], depth + 1) for _ in range(self.chance.randrange(3))]
        if "enum" in described:
            return self.chance.choice(described["enum"])
        if "is" in described:
            kinds: dict[str, Callable[[], Any]] = {
                "integer": self.number, "number": self.number, "string": self.text, "boolean": lambda: self.some(50),
            }  # fmt: skip
            return kinds.get(described["is"], dict)()
        made: dict[str, Any] = {}
        for part in described.get("all", ()):
            found = self._made(types, part, depth)
            made |= found if isinstance(found, dict) else {}
        for field, kind in described.get("fields", {}).items():
            if self.some(self.odd):
                made[field] = self.oddity()
            elif self.some(50 if depth < 3 else 20):
                made[field] = self._made(types, kind, depth + 1)
        return made


@st.composite
def makers(draw: st.DrawFn) -> Maker:
    return Maker(random.Random(draw(st.integers(0, 2**32))), draw(st.sampled_from((0, 3, 12, 40))))


def telegram_update(make: Maker, number: int) -> dict[str, Any]:
    """An update of a kind that is asked for; half of the messages come from a person in a private chat."""
    kind = make.chance.choice(("message", "message", "message", "edited_message", "callback_query", "my_chat_member",
                               "chat_member"))  # fmt: skip
    name = {
        "callback_query": "CallbackQuery",
        "my_chat_member": "ChatMemberUpdated",
        "chat_member": "ChatMemberUpdated",
    }
    thing = make.telegram(name.get(kind, "Message"))
    if name.get(kind) is None and make.some(80):
        for elsewhere in ("sender_chat", "migrate_to_chat_id", "migrate_from_chat_id", "is_automatic_forward"):
            thing.pop(elsewhere, None)
        thing |= {
            "message_id": number, "date": 1_700_000_000, "from": {"id": 42, "is_bot": False, "first_name": "Анна"},
            "chat": {"id": 42, "type": "private"},
        }  # fmt: skip
    return {"update_id": number, kind: thing}


def vk_update(make: Maker, number: int) -> dict[str, Any]:
    kind = make.chance.choice(("message_new", "message_new", "message_edit", "message_event", "message_allow"))
    message = make.vk("messages_message")
    if make.some(70):
        message |= {"peer_id": 42, "from_id": 42, "conversation_message_id": number, "date": 1_700_000_000}
    thing: Any = {"message": message, "client_info": make.vk("client_info") if make.some(50) else {}}
    if kind in ("message_event", "message_allow"):
        thing = {"user_id": make.number(), "peer_id": 42, "event_id": make.text(), "payload": make.oddity()}
    return {
        "type": kind,
        "event_id": f"e{number}",
        "v": "5.199",
        "group_id": 5,
        "object": message if kind == "message_edit" else thing,
    }


MAX_KINDS = (
    *("message_created", "message_created", "message_created", "message_edited", "message_callback", "bot_started"),
    *("bot_stopped", "bot_added", "bot_removed", "user_added", "user_removed", "message_removed", "dialog_muted"),
)  # fmt: skip


def max_update(make: Maker, number: int) -> dict[str, Any]:
    """An update; most messages come from a person in a dialog."""
    kind = make.chance.choice(MAX_KINDS)
    thing: dict[str, Any] = make.max(kind)
    if kind in ("message_created", "message_edited") and make.some(80):
        thing["message"] = max_message(make, number)
    return thing | {"update_type": kind, "timestamp": 1_700_000_000_000 + number}


def max_message(make: Maker, number: int, **body: Any) -> dict[str, Any]:
    """A message of a person in a dialog, with anything else that one may hold; `body`: what is in it for certain."""
    message: dict[str, Any] = make.max("Message")
    said = make.max("MessageBody") | {"mid": f"mid.{number:032x}", "seq": number} | body
    head = {"sender": {"user_id": 42, "first_name": "Анна", "is_bot": False}, "timestamp": 1_700_000_000_000}
    return message | head | {"recipient": {"chat_id": 9, "chat_type": "dialog", "user_id": 5}, "body": said}

"""VK's messages.* methods over the emulated VK: what they answer and what they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.faults import ERRORS, take_fault
from bot.sandbox.vk_check import Json, VkError, invalid, read_json
from bot.sandbox.vk_keyboard import Keyboard, read_keyboard
from bot.sandbox.vk_persons import VkPersons
from bot.sandbox.vk_text import read_format
from bot.sandbox.vk_world import Attached, VkMessage
from bot.sandbox.world import WorldChat, utf16_length

MOST_TEXT = 4096
MOST_ATTACHMENTS = 10
MOST_PAYLOAD = 1000
MOST_SNACKBAR = 90
DAY_MS = 24 * 3600 * 1000
RANDOM_ID_MS = 3600 * 1000
RANDOM_ID_MESSAGES = 100


class VkMessages:
    """`table` holds the methods by name; each takes checked parameters and raises VkError for a refusal.

    `duplicates`: what a repeated random_id is answered with, "same" (the earlier ids) or "error" (code 100);
    VK documents neither.
    """

    def __init__(self, world: VkPersons) -> None:
        self.duplicates = "same"
        self._world = world
        self._sent: dict[tuple[str, int], tuple[int, VkMessage]] = {}
        self.table: dict[str, Callable[[Json], Any]] = {
            "messages.send": self._send,
            "messages.edit": self._edit,
            "messages.delete": self._delete,
            "messages.sendMessageEventAnswer": self._answer_event,
            "messages.setActivity": self._set_activity,
        }

    # Sending

    def _send(self, values: Json) -> Any:
        text, spans = self._text(values)
        attached = self._attached(values)
        place = _place(values)
        if not (text.strip() or attached or place):
            raise invalid("message is empty or invalid")
        keyboard = read_keyboard(values["keyboard"]) if "keyboard" in values else None
        if "payload" in values and len(values["payload"]) > MOST_PAYLOAD:
            raise invalid("payload is too long")
        peers = self._peers(values)
        reply = self._reply(values, peers)
        content = {"spans": spans, "attached": attached, "place": place, "reply": reply, "keyboard": keyboard}
        if "peer_ids" not in values:
            return self._send_to(peers[0], values["random_id"], text, content).number
        return [self._send_item(peer, values["random_id"], text, content) for peer in peers]

    def _send_item(self, peer: str, random_id: int, text: str, content: Json) -> Json:
        try:
            kept = self._send_to(peer, random_id, text, content)
        except VkError as fault:
            error = {"code": fault.code, "description": fault.text}
            return {"peer_id": int(peer), "message_id": 0, "conversation_message_id": 0, "error": error}
        return {"peer_id": int(peer), "message_id": kept.number, "conversation_message_id": kept.cmid}

    def _send_to(self, peer: str, random_id: int, text: str, content: Json) -> VkMessage:
        world = self._world
        if world.faults:
            rule = take_fault([r for r in world.faults if r.chat], ("messages.send",), (peer,), ERRORS)
            if rule is not None:
                raise VkError(rule.code)
        chat = self.writable(peer)
        earlier = self._earlier(chat, random_id)
        if earlier is not None:
            if self.duplicates == "error":
                raise VkError(100, "random_id is not unique")
            return earlier
        kept = world.post(chat, ("bot", world.title), text, **content)
        if random_id:
            self._sent[peer, random_id] = (world.clock.now(), kept)
        keyboard: Keyboard | None = content["keyboard"]
        if keyboard is not None and not keyboard.inline:
            world.use_keyboard(chat, keyboard)
        return kept

    def _earlier(self, chat: WorldChat, random_id: int) -> VkMessage | None:
        """The message that went with this random_id within an hour and the dialogue's last 100 messages."""
        at, kept = self._sent.get((chat.id, random_id), (0, None))
        if kept is None or self._world.clock.now() - at >= RANDOM_ID_MS:
            return None
        return kept if self._world.last_cmid(chat.id) - kept.cmid < RANDOM_ID_MESSAGES else None

    def _peers(self, values: Json) -> list[str]:
        if "peer_ids" in values:
            if not values["peer_ids"]:
                raise invalid("peer_ids is empty")
            return [str(peer) for peer in values["peer_ids"]]
        if "chat_id" in values:
            return [str(2_000_000_000 + values["chat_id"])]
        peer = values.get("peer_id", values.get("user_id"))
        if peer is None:
            raise invalid("you should specify peer_id, user_id, domain, chat_id or user_ids param")
        return [str(peer)]

    def writable(self, peer: str) -> WorldChat:
        """The conversation, if the community may write there."""
        chat = self._world.chats.get(peer)
        if chat is None or peer in self._world.kicked:
            raise VkError(917 if peer.startswith("2") and len(peer) == 10 else 901)
        person = self._world.persons.get(peer)
        if person is not None and (person.blocked or not person.started):
            raise VkError(901)
        return chat

    def _text(self, values: Json) -> tuple[str, tuple[Any, ...]]:
        text = values.get("message", "")
        if utf16_length(text) > MOST_TEXT:
            raise VkError(914, broken=True)
        return text, read_format(text, values["format_data"]) if values.get("format_data") else ()

    def _attached(self, values: Json) -> list[Attached]:
        names = [name for name in values.get("attachment", "").split(",") if name]
        if len(names) > MOST_ATTACHMENTS:
            raise invalid("too many attachments")
        unknown = [name for name in names if name not in self._world.handles]
        if unknown:
            raise invalid(f"attachment {unknown[0]} is unknown")
        return [self._world.handles[name] for name in names]

    def _reply(self, values: Json, peers: list[str]) -> str:
        """The cmid of the message replied to, from `reply_to` or from `forward` with is_reply."""
        if "reply_to" in values:
            kept = self._world.by_number.get(values["reply_to"])
            if kept is None or kept.shown.deleted:
                raise VkError(100, "reply_to is not found")
            return kept.shown.id
        if "forward" not in values:
            return ""
        forward = read_json(values["forward"], "forward")
        cmids = forward.get("conversation_message_ids", forward.get("cmids")) if isinstance(forward, dict) else None
        if not isinstance(cmids, list) or not cmids or str(forward.get("peer_id", peers[0])) != peers[0]:
            raise invalid("forward must name messages of this conversation")
        if forward.get("is_reply") and len(cmids) != 1:
            raise invalid("a reply is to one message")
        if any(self._world.kept(peers[0], str(cmid)) is None for cmid in cmids):
            raise VkError(100, "forward: message is not found")
        return str(cmids[0])

    # Changing

    def _edit(self, values: Json) -> int:
        world = self._world
        text, spans = self._text(values)
        attached = self._attached(values)
        if not (text.strip() or attached):
            raise invalid("message is empty or invalid")
        keyboard = read_keyboard(values["keyboard"]) if "keyboard" in values else None
        chat = self.writable(str(values["peer_id"]))
        kept = self._named(chat, values)
        if kept.shown.sender != "bot":
            raise VkError(920)
        if world.clock.now() - kept.shown.at > DAY_MS:
            raise VkError(909)
        shown = kept.shown
        shown.text, shown.spans, shown.edited = text, spans, True
        shown.files = tuple(file for file, _ in attached)
        shown.buttons = keyboard.shown if keyboard is not None and keyboard.inline else ()
        kept.attachments, kept.keyboard = [body for _, body in attached], keyboard
        world.tell("edit", chat.id, shown)
        return 1

    def _named(self, chat: WorldChat, values: Json) -> VkMessage:
        if "cmid" in values:
            kept = self._world.kept(chat.id, str(values["cmid"]))
        elif "message_id" in values:
            kept = self._world.by_number.get(values["message_id"])
        else:
            raise invalid("cmid or message_id is required")
        if kept is None or kept.shown.deleted or kept.shown.chat != chat.id:
            raise VkError(100, "message is not found")
        return kept

    def _delete(self, values: Json) -> list[Json]:
        world = self._world
        if "message_ids" in values:
            found = [(n, world.by_number.get(n)) for n in values["message_ids"]]
            return [{"message_id": n, **self._delete_one(kept, values)} for n, kept in found]
        if "peer_id" not in values or "cmids" not in values:
            raise invalid("message_ids or peer_id and cmids are required")
        peer = str(values["peer_id"])
        items = [(n, world.kept(peer, str(n))) for n in values["cmids"]]
        head = {"peer_id": values["peer_id"]}
        return [{**head, "conversation_message_id": n, **self._delete_one(k, values)} for n, k in items]

    def _delete_one(self, kept: VkMessage | None, values: Json) -> Json:
        if kept is None or kept.shown.deleted:
            return _item_error(VkError(100, "message is not found"))
        old = self._world.clock.now() - kept.shown.at > DAY_MS
        foreign = kept.shown.sender != "bot" and self._world.chats[kept.shown.chat].private
        if values.get("delete_for_all"):
            if old or foreign:
                return _item_error(VkError(924))
            self._world.remove(kept)
        return {"response": 1}

    def _answer_event(self, values: Json) -> int:
        world = self._world
        until, user, chat = world.pressed.get(values["event_id"], (0.0, "", ""))
        known = user == str(values["user_id"]) and chat == str(values["peer_id"])
        if not known or world.clock.monotonic() > until:
            raise VkError(100, "event_id is invalid or expired")
        text = _snackbar(values.get("event_data", ""))
        del world.pressed[values["event_id"]]
        world.show_toast(user, chat, text)
        return 1

    def _set_activity(self, values: Json) -> int:
        self.writable(str(values.get("peer_id", values.get("user_id", ""))))
        return 1


def _place(values: Json) -> tuple[float, float] | None:
    if ("lat" in values) != ("long" in values):
        raise invalid("lat and long go together")
    return (values["lat"], values["long"]) if "lat" in values else None


def _item_error(fault: VkError) -> Json:
    return {"response": 0, "error": {"code": fault.code, "description": fault.text}}


def _snackbar(event_data: str) -> str:
    """What event_data shows for ten seconds; "" for a mere end of the spinner, a link or an app."""
    if not event_data:
        return ""
    data = read_json(event_data, "event_data")
    kind = data.get("type") if isinstance(data, dict) else None
    needed = {"show_snackbar": {"text"}, "open_link": {"link"}, "open_app": {"app_id"}}
    if kind not in needed or not needed[kind] <= set(data):
        raise invalid("event_data must be show_snackbar, open_link or open_app")
    text = data.get("text", "") if kind == "show_snackbar" else ""
    if len(text) > MOST_SNACKBAR:
        raise invalid(f"event_data text must be at most {MOST_SNACKBAR} characters")
    return str(text)

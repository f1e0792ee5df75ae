"""MAX's methods that put, change, remove and read messages and answer presses."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.faults import take_fault
from bot.sandbox.max_check import Json, MaxError, NotDone, denied, invalid, not_ready, suspended
from bot.sandbox.max_content import MaxContent, gone
from bot.sandbox.max_objects import message_json
from bot.sandbox.max_persons import MaxPersons
from bot.sandbox.max_uploads import MaxUploads
from bot.sandbox.max_world import MaxMessage
from bot.sandbox.world import WorldChat

EDITED_WITHIN_MS = 7 * 24 * 3600 * 1000
PRESS_LIFE_MS = 60_000
"""How long a press waits for its answer is not published; this is a guess."""


class MaxMessages:
    """`table` holds the methods by name; each takes checked fields, the body under "body", and raises MaxError.

    `moderated` False: MAX has not looked at the bot yet, and nobody hears from it.
    """

    def __init__(self, world: MaxPersons, uploads: MaxUploads) -> None:
        self.moderated = True
        self._world = world
        self._content = MaxContent(world, uploads)
        self.table: dict[str, Callable[[Json], Json]] = {
            "sendMessage": self._send,
            "editMessage": self._edit,
            "deleteMessage": self._delete,
            "answerOnCallback": self._answer,
            "getMessages": self._list,
            "getMessageById": self._one,
        }

    def chat_of(self, method: str, values: Json) -> str:
        """Where a call says something; "" if nowhere."""
        if method == "sendMessage":
            number = values.get("chat_id", 0)
            return str(values["user_id"]) if "user_id" in values else self._world.by_number.get(number, str(number))
        if method in ("editMessage", "deleteMessage"):
            kept = self._world.by_mid.get(values["message_id"])
            return kept.shown.chat if kept is not None else ""
        if method == "answerOnCallback":
            return self._world.presses.get(values["callback_id"], (0, "", "", ""))[2]
        return ""

    def writable(self, chat_id: str) -> WorldChat:
        """The chat, if the bot may write there."""
        world = self._world
        chat = world.chats.get(chat_id)
        if chat is None or (chat.private and not world.persons[chat_id].started):
            word = "error.dialog.notfound" if chat is None or chat.private else "chat.not.found"
            raise MaxError(404, "chat.not.found", f"Key: {word}, args: [CHAT]")
        if not self.moderated or (chat.private and world.persons[chat_id].blocked):
            raise suspended()
        if chat_id in world.kicked:
            raise denied("Key: errors.chat.not.participant, args: [CHAT]")
        if chat_id in world.channels and "write" not in world.rights.get(chat_id, ()):
            raise denied("Key: errors.chat.no.permission, args: [CHAT]")
        return chat

    # Saying

    def _send(self, values: Json) -> Json:
        if ("user_id" in values) == ("chat_id" in values):
            raise invalid("user_id or chat_id is required")
        if values.get("chat_id") == 0:
            raise MaxError(403, "chat.denied", "Invalid chatId: 0", broken=True)
        chat = self.writable(self.chat_of("sendMessage", values))
        if "user_id" in values and not chat.private:
            raise MaxError(404, "chat.not.found", "Key: error.dialog.notfound, args: [USER]")
        body = values["body"]
        if body.get("notify") is False and chat.id in self._world.channels:
            raise invalid("notify is not for channels")
        if body.get("attachments"):
            self._be_slow(chat)
        found = self._content.attachments(body.get("attachments") or [])
        rich = self._content.rich(body)
        if not (rich.text.strip() or found.files or found.place):
            raise invalid("a text or an attachment is expected")
        kept = self._world.post(
            chat, ("bot", self._world.title), rich, attached=found.files, place=found.place,
            reply=self._content.link(body, chat.id), keyboard=found.keyboard,
        )  # fmt: skip
        return {"message": message_json(self._world, kept)}

    def _be_slow(self, chat: WorldChat) -> None:
        """A fault that is switched on: the attachments are not ready yet."""
        if take_fault(self._world.faults, ("sendmessage",), (chat.id,), ("not-ready",)):
            raise not_ready()

    def _edit(self, values: Json) -> Json:
        kept = self._own(values["message_id"])
        self.writable(kept.shown.chat)
        self._change(kept, values["body"])
        return {}

    def _own(self, message: str) -> MaxMessage:
        kept = self._world.kept(message)
        if kept is None:
            raise gone(message)
        if kept.shown.sender != "bot":
            raise denied("Key: errors.edit.not.own, args: []")
        return kept

    def _change(self, kept: MaxMessage, body: Json) -> None:
        """Text and attachments that are absent or null stay; without attachments an empty list takes them away."""
        world, shown = self._world, kept.shown
        old = world.clock.now() - shown.at > EDITED_WITHIN_MS
        if old and kept.keyboard is None and world.chats[shown.chat].private:
            raise NotDone("edit.expired", "Key: errors.edit.message.too.old")
        rich = self._content.rich(body)
        if body.get("text") is not None:
            shown.text, shown.spans, kept.markup = rich.text, rich.spans, rich.markup
        if body.get("attachments") is not None:
            found = self._content.attachments(body["attachments"])
            shown.files = tuple(file for file, _ in found.files)
            kept.attachments = [one for _, one in found.files]
            kept.keyboard = found.keyboard
            shown.buttons = found.keyboard.shown if found.keyboard is not None else ()
        if not (shown.text.strip() or shown.files):
            raise invalid("nothing would be left of the message")
        shown.edited = True
        world.tell("edit", shown.chat, shown)

    def _delete(self, values: Json) -> Json:
        kept = self._world.kept(values["message_id"])
        if kept is None:
            raise gone(values["message_id"])
        chat = self._world.chats[kept.shown.chat]
        may = not chat.private and "delete" in self._world.rights.get(chat.id, ())
        if kept.shown.sender != "bot" and not may:
            raise denied("Key: errors.delete.not.own, args: []")
        self.writable(chat.id)
        self._world.remove(kept)
        return {}

    def _answer(self, values: Json) -> Json:
        body = values["body"]
        if body.get("notification") is None and body.get("message") is None:
            raise invalid("message or notification is required")
        at, user, chat, message = self._world.presses.get(values["callback_id"], (0, "", "", ""))
        if not user or self._world.clock.now() - at > PRESS_LIFE_MS:
            raise NotDone("callback.expired", "Key: errors.callback.expired")
        if body.get("message") is not None:
            self._change(self._own(message), body["message"])
        self._world.show_toast(user, chat, body.get("notification") or "")
        return {}

    # Reading

    def _list(self, values: Json) -> Json:
        if bool(values.get("message_ids")) == ("chat_id" in values):
            raise invalid("chat_id or message_ids is required")
        if values.get("message_ids"):
            found = [self._world.kept(one) for one in values["message_ids"]]
            return {"messages": [message_json(self._world, kept) for kept in found if kept is not None]}
        number = values["chat_id"]
        chat = self._world.chats.get(self._world.by_number.get(number, str(number)))
        if chat is None or chat.id in self._world.kicked:
            raise MaxError(404, "chat.not.found", f"Chat {number} not found")
        after, before = values.get("after", 0), values.get("before", self._world.clock.now() + 1)
        there = [m for m in reversed(chat.messages) if not m.deleted and after <= m.at <= before]
        kept = [self._world.by_mid[m.id] for m in there[: values.get("count", 50)]]
        return {"messages": [message_json(self._world, one) for one in kept]}

    def _one(self, values: Json) -> Json:
        kept = self._world.kept(values["messageId"])
        if kept is None:
            raise gone(values["messageId"])
        return message_json(self._world, kept)

"""One parcel as one call of VK, and VK's answer to it as outcomes. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.channels.answers import mapping, whole
from bot.channels.port import Outcome, Parcel, Result
from bot.channels.split import beginning, shorten
from bot.channels.vk import errors
from bot.channels.vk.api import plain_value
from bot.channels.vk.render import TEXT_LIMIT, RenderedPart, break_mentions, content, layout
from storage.outbox_records import OutboxOp

TOAST_LIMIT = 90
METHODS = {
    "messages.send": "send",
    "messages.edit": "edit",
    "messages.delete": "delete",
    "messages.sendMessageEventAnswer": "ack",
}
"""VK's name -> the port's (bot.channels.port.METHODS)."""
_REPLY_FAULTS = {100, 913, 921, 969}  # what a reply to a message that is not there may be refused with
_EDIT_FAULTS = {15, 100}  # the same for an edit, beside those of the table


@dataclass(slots=True)
class VkCall:
    """One call of a method. `peers`: peer -> index of its parcel. `shared`: equal for calls that may go as one."""

    method: str
    values: dict[str, Any]
    peers: dict[int, int]
    shared: str = ""
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = len(self.source())

    def take(self, other: VkCall, most: int) -> bool:
        """Carry another's recipients too, if there is room and none of them is here already."""
        if len(self.peers) + len(other.peers) > most or self.peers.keys() & other.peers.keys():
            return False
        self.peers |= other.peers
        self.values["peer_ids"] = list(self.peers)
        self.size += 12 * len(other.peers)
        return True

    def singly(self) -> list[VkCall]:
        """The same call for each recipient alone."""
        return [VkCall(self.method, self.values | {"peer_ids": [peer]}, {peer: i}) for peer, i in self.peers.items()]

    def source(self) -> str:
        """As VKScript, whose literals are JSON."""
        values = {key: plain_value(value) for key, value in self.values.items()}
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        # line ends to JavaScript, though not to JSON
        return f"API.{self.method}({text})".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def script(calls: Sequence[VkCall]) -> str:
    """Several calls as the code of one execute."""
    return f"return [{','.join(call.source() for call in calls)}];"


def random_id(row_id: int, part: int) -> int:
    """The int32 of one part of a row, never 0, the same at every attempt."""
    return row_id if part == 0 else (row_id + part * 0x9E3779B1) % 0x7FFFFFFF + 1


def part_of(parcel: Parcel) -> RenderedPart:
    """The part of its message that a parcel carries; an empty one beyond its end."""
    parts = layout(parcel.message, bool(parcel.edit), parcel.row.op == OutboxOp.PUT)
    part = parts[parcel.part] if parcel.part < len(parts) else RenderedPart()
    if parcel.instead:
        return RenderedPart(*shorten(*break_mentions(parcel.instead, ()), TEXT_LIMIT), markup=part.markup)
    return part


def make_call(parcel: Parcel, index: int, attachments: Sequence[str]) -> VkCall | None:
    """The call that carries a parcel out, None if there is nothing to say. ValueError for an id that is no number."""
    row, peer = parcel.row, int(parcel.row.chat)
    if row.op == OutboxOp.ACK:
        values: dict[str, Any] = {"event_id": row.slot, "user_id": int(row.purpose), "peer_id": peer}
        if row.body:
            values["event_data"] = {"type": "show_snackbar", "text": beginning(row.body, TOAST_LIMIT)}
        return VkCall("messages.sendMessageEventAnswer", values, {peer: index})
    if row.op == OutboxOp.DELETE:
        values = {"peer_id": peer, "cmids": [int(parcel.edit)], "delete_for_all": 1}
        return VkCall("messages.delete", values, {peer: index})
    editing = bool(parcel.edit)
    values = content(parcel.message, part_of(parcel), plain=parcel.plain, editing=editing)
    if not (values["message"].strip() or attachments or "lat" in values):
        return None
    if attachments:
        values["attachment"] = ",".join(attachments)
    if editing:
        values |= {"peer_id": peer, "cmid": int(parcel.edit), "keep_forward_messages": 1}
        return VkCall("messages.edit", values, {peer: index})
    values["random_id"] = random_id(row.random_id, parcel.part)
    if parcel.reply_to and (parcel.part == 0 or row.op == OutboxOp.PUT):
        reply = {"peer_id": peer, "conversation_message_ids": [int(parcel.reply_to)], "is_reply": 1}
        return VkCall("messages.send", values | {"forward": reply, "peer_ids": [peer]}, {peer: index})
    shared = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return VkCall("messages.send", values | {"peer_ids": [peer]}, {peer: index}, shared)


# -- answers ----------------------------------------------------------------------------------
def read_answer(call: VkCall, result: Any, parcels: Sequence[Parcel]) -> dict[int, Outcome]:
    """Outcomes, by index, of a call that VK did not refuse as a whole."""
    try:
        if call.method == "messages.send":
            return _read_send(call, result, parcels)
        if call.method == "messages.delete":
            return _read_delete(call, result, parcels)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        return dict.fromkeys(call.peers.values(), errors.MAYBE_SENT)
    if call.method == "messages.edit" and result in (0, False, None):
        return {i: Outcome(Result.RETRY, why="too-late", gone=True) for i in call.peers.values()}
    return {i: _sent(parcels[i].edit) for i in call.peers.values()}


def read_refusal(call: VkCall, code: int, parcels: Sequence[Parcel]) -> dict[int, Outcome]:
    """Outcomes of a call that was refused as a whole."""
    return {i: _refusal(call, code, parcels[i]) for i in call.peers.values()}


def _read_send(call: VkCall, result: Any, parcels: Sequence[Parcel]) -> dict[int, Outcome]:
    """VK answers with one item a peer, in its own order; a peer that it does not mention is unknown."""
    if isinstance(result, int) and not isinstance(result, bool) and len(call.peers) == 1:
        return dict.fromkeys(call.peers.values(), _sent(""))
    outcomes = dict.fromkeys(call.peers.values(), errors.MAYBE_SENT)
    for item in result:
        i = call.peers.get(int(item["peer_id"]))
        if i is None:
            continue
        if item.get("error"):
            outcomes[i] = _refusal(call, errors.code_of(mapping(item["error"])), parcels[i])
        else:
            outcomes[i] = _sent(str(whole(item.get("conversation_message_id")) or ""))
    return outcomes


def _read_delete(call: VkCall, result: Any, parcels: Sequence[Parcel]) -> dict[int, Outcome]:
    """Items of peer and cmid, or (an older shape) cmid -> 1."""
    faults = [mapping(item["error"]) for item in result if item.get("error")] if isinstance(result, list) else []
    if faults:
        return read_refusal(call, errors.code_of(faults[0]), parcels)
    return {i: _sent(parcels[i].edit) for i in call.peers.values()}


def _sent(message: str) -> Outcome:
    return Outcome(Result.SENT, message_ids=(message,) if message else ())


def _refusal(call: VkCall, code: int, parcel: Parcel) -> Outcome:
    """The table's word on a code, as far as it can be followed for this parcel."""
    outcome = errors.held(errors.outcome_of_code(code), METHODS[call.method])
    if "forward" in call.values and code in _REPLY_FAULTS:
        return Outcome(Result.RETRY, why="no-reply", gone=True)
    if call.method == "messages.edit" and code in _EDIT_FAULTS:
        return Outcome(Result.RETRY, why="too-late", gone=True)
    if call.method == "messages.sendMessageEventAnswer" and outcome.result is Result.REJECTED:
        return Outcome(Result.EXPIRED, why=outcome.why)
    nothing_to_drop = (outcome.gone and not (parcel.edit or parcel.reply_to)) or (outcome.plain and parcel.plain)
    return Outcome(Result.REJECTED, why=outcome.why) if nothing_to_drop else outcome

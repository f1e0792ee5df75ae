"""What `otklik check` finds out about a community: token, rights, long poll, the operators' chat."""

from __future__ import annotations

from typing import Any

from vk_api.exceptions import ApiError

from bot.channels.port import Finding
from bot.channels.vk.api import VERSION, Api
from bot.channels.vk.errors import CALL_FAULTS, outcome_of_code, short
from bot.channels.vk.replies import FIRST_CHAT

RIGHTS = ("messages", "photos", "docs", "manage")
EVENTS = ("message_new", "message_event", "message_allow", "message_deny", "message_edit")


async def check(api: Api, group_id: int, chat: str) -> list[Finding]:
    """Findings in the order in which one would mend them; `chat` "" when the admin chat is not in VK."""
    token = await _token(api, group_id)
    findings = [token]
    if token.ok:
        for ask in (_rights, _messages):
            findings.append(await ask(api))
        findings += await _long_poll(api, group_id)
        if chat:
            findings.append(await _chat(api, group_id, chat))
    return findings


async def enable_events(api: Api, group_id: int) -> None:
    """Switch Bots Long Poll on, with the version and the events that the bot reads. Raises CALL_FAULTS."""
    await api.call(
        "groups.setLongPollSettings",
        group_id=group_id,
        enabled=True,
        api_version=VERSION,
        **dict.fromkeys(EVENTS, True),
    )


def group_of(answer: Any) -> dict[str, Any]:
    """The community in an answer of groups.getById (a bare list before 5.139)."""
    groups = answer.get("groups") if isinstance(answer, dict) else answer
    group = groups[0] if isinstance(groups, list) and groups else None
    if not isinstance(group, dict):
        raise KeyError("groups")
    return group


def _unasked(method: str, fault: Exception) -> Finding:
    return Finding(False, "vk-check-unasked", {"what": method, "why": short(fault)}, mend="vk-check-unasked-mend")


async def _ask(api: Api, method: str, **values: Any) -> dict[str, Any]:
    answer = await api.call(method, **values)
    if not isinstance(answer, dict):
        raise ValueError(f"{method}: not an answer of VK")
    return answer


async def _token(api: Api, group_id: int) -> Finding:
    try:
        group = group_of(await api.call("groups.getById", group_id=group_id))
    except ApiError as fault:
        if outcome_of_code(fault.code).why == "token":
            return Finding(False, "vk-check-token-refused", mend="vk-check-token-mend")
        return Finding(False, "vk-check-group-refused", {"code": str(fault.code)}, mend="vk-check-group-mend")
    except CALL_FAULTS as fault:
        return Finding(False, "vk-check-no-answer", {"why": short(fault)}, mend="vk-check-no-answer-mend")
    except (IndexError, KeyError, TypeError):
        return Finding(False, "vk-check-group-refused", {"code": "0"}, mend="vk-check-group-mend")
    return Finding(True, "vk-check-token", {"name": str(group.get("name") or group_id)})


async def _rights(api: Api) -> Finding:
    try:
        answer = await _ask(api, "groups.getTokenPermissions")
    except CALL_FAULTS as fault:
        return _unasked("groups.getTokenPermissions", fault)
    granted = {p.get("name") for p in answer.get("permissions") or ()}
    lacking = [name for name in RIGHTS if name not in granted]
    if lacking:
        return Finding(False, "vk-check-rights-lacking", {"rights": ", ".join(lacking)}, mend="vk-check-rights-mend")
    return Finding(True, "vk-check-rights")


async def _messages(api: Api) -> Finding:
    """A community whose messages are off refuses the list of its dialogues."""
    try:
        await _ask(api, "messages.getConversations", count=1)
    except ApiError as fault:
        if fault.code == 912:
            return Finding(False, "vk-check-bot-features-off", mend="vk-check-bot-features-mend")
        return Finding(False, "vk-check-messages-off", {"code": str(fault.code)}, mend="vk-check-messages-mend")
    except CALL_FAULTS as fault:
        return _unasked("messages.getConversations", fault)
    return Finding(True, "vk-check-messages")


async def _long_poll(api: Api, group_id: int) -> list[Finding]:
    try:
        settings = await _ask(api, "groups.getLongPollSettings", group_id=group_id)
    except CALL_FAULTS as fault:
        return [_unasked("groups.getLongPollSettings", fault)]
    mend = "vk-check-longpoll-mend"
    if not settings.get("is_enabled"):
        return [Finding(False, "vk-check-longpoll-off", mend=mend)]
    findings = []
    version = str(settings.get("api_version") or "")
    if version != VERSION:
        values = {"version": version or "?", "wanted": VERSION}
        findings.append(Finding(False, "vk-check-longpoll-version", values, mend=mend))
    events = settings.get("events") or {}
    if off := [name for name in EVENTS if not events.get(name)]:
        findings.append(Finding(False, "vk-check-longpoll-events", {"events": ", ".join(off)}, mend=mend))
    return findings or [Finding(True, "vk-check-longpoll")]


async def _chat(api: Api, group_id: int, chat: str) -> Finding:
    """Only an administrator of a chat is told who is in it."""
    values = {"chat": chat}
    try:
        members = await _ask(api, "messages.getConversationMembers", peer_id=int(chat), count=1000)
    except ApiError as fault:
        if fault.code == 912:
            return Finding(False, "vk-check-bot-features-off", mend="vk-check-bot-features-mend")
        return Finding(False, "vk-check-chat-refused", values | {"code": str(fault.code)}, mend="vk-check-chat-mend")
    except CALL_FAULTS as fault:
        return _unasked("messages.getConversationMembers", fault)
    except ValueError:
        return Finding(False, "vk-check-chat-refused", values | {"code": "0"}, mend="vk-check-chat-mend")
    ours = [m for m in members.get("items") or () if m.get("member_id") == -group_id]
    if ours and not (ours[0].get("is_admin") or ours[0].get("is_owner")):
        return Finding(False, "vk-check-chat-not-admin", values, mend="vk-check-chat-mend")
    return Finding(True, "vk-check-chat", values)


async def can_write(api: Api, group_id: int, chat: str) -> bool | None:
    """A person has to allow it; of a chat VK tells only its administrators who is in it."""
    try:
        if int(chat) < FIRST_CHAT:
            answer = await _ask(api, "messages.isMessagesFromGroupAllowed", group_id=group_id, user_id=int(chat))
            return bool(answer.get("is_allowed"))
        await _ask(api, "messages.getConversationMembers", peer_id=int(chat), count=1)
    except ApiError as fault:
        return False if fault.code in (100, 917, 927) else None
    except CALL_FAULTS:
        return None
    except ValueError:
        return None
    return True

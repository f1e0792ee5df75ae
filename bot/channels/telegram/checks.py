"""What `check` says about Telegram: the token, and the bot's rights in the operators' chat.

Sentences are in `locales/*/check-telegram.ftl`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.port import Finding
from bot.channels.telegram.client import Client
from bot.channels.telegram.render import native


def _fault(name: str, **values: str) -> Finding:
    return Finding(False, f"check-telegram-{name}", values, mend=f"check-telegram-{name}-mend")


async def findings(client: Client, bot_id: str, chat: str) -> list[Finding]:
    """The findings in order; what cannot be asked because of an earlier fault is left out.

    `chat` is the operators' chat, "" if it is in another messenger.
    """
    me = await client.call("getMe")
    if not me.ok:
        refused = me.code in (401, 404) and me.body is not None
        return [_fault("token-refused" if refused else "no-answer")]
    found = [Finding(True, "check-telegram-token", {"bot": f"@{me.fields.get('username', '')}"})]
    if me.fields.get("has_topics_enabled"):
        found.append(_fault("topics"))  # answers would go beside the topic in which a person asks
    if chat:
        found += await _about_chat(client, bot_id, chat, me.fields)
    return found


async def _about_chat(client: Client, bot_id: str, chat: str, me: Mapping[str, Any]) -> list[Finding]:
    about = await client.call("getChat", {"chat_id": native(chat)})
    if about.migrated_to:
        return [_fault("migrated", chat=chat, new=about.migrated_to)]
    if not about.ok:
        return [_fault("not-in-chat" if about.code in (400, 403) else "no-answer", chat=chat)]
    if about.fields.get("type") not in ("group", "supergroup"):
        return [_fault("not-a-group", chat=chat)]
    asked = {"chat_id": native(chat), "user_id": native(bot_id)}
    own = await client.call("getChatMember", asked)
    if not own.ok:
        return [_fault("not-in-chat" if own.code in (400, 403) else "no-answer", chat=chat)]
    status = own.fields.get("status", "")
    if status in ("left", "kicked"):
        return [_fault("not-in-chat", chat=chat)]
    found = [Finding(True, "check-telegram-in-chat", {"chat": chat})]
    found.append(_reading(status, me, chat))
    if about.fields.get("type") != "supergroup":
        found.append(_fault("not-a-supergroup", chat=chat))
    return found


def _reading(status: str, me: Mapping[str, Any], chat: str) -> Finding:
    """Operators' plain messages and changes of membership come only to administrators (privacy mode)."""
    if status == "administrator":
        return Finding(True, "check-telegram-administrator", {"chat": chat})
    if me.get("can_read_all_group_messages"):
        return Finding(True, "check-telegram-reads-all", {"chat": chat})
    return _fault("cannot-read", chat=chat)


async def can_write(client: Client, bot_id: str, chat: str) -> bool | None:
    """In a channel only administrators who may post can; in a group everybody who is not restricted."""
    about = await client.call("getChat", {"chat_id": native(chat)})
    if not about.ok:
        return False if about.code in (400, 403) else None
    if not about.fields:
        return None
    if about.fields.get("type") == "private":
        return True
    own = await client.call("getChatMember", {"chat_id": native(chat), "user_id": native(bot_id)})
    if not own.ok:
        return False if own.code in (400, 403) else None
    status = own.fields.get("status", "")
    if about.fields.get("type") == "channel":
        return status == "administrator" and bool(own.fields.get("can_post_messages"))
    return status in ("administrator", "member") or bool(own.fields.get("can_send_messages"))

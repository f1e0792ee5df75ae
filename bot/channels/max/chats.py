"""Who is in a chat of MAX, what the bot may do there, and what `check` says about both.

MAX tells of members and administrators only where the bot is an administrator. Sentences are in
`locales/*/check-max.ftl`.
"""

from __future__ import annotations

from bot.channels.lenient import Raw, flag, id_of, parts, words
from bot.channels.max.client import MaxAnswer, MaxClient
from bot.channels.max.trust import WARN_MS, root_ends
from bot.channels.port import Finding
from handlers.base.event import Membership

READ_ALL = "read_all_messages"
WRITE = ("write", "post_edit_delete_message")
"""The right to post in a channel, by its new and its old name."""
AWAY = (403, 404)


async def member(client: MaxClient, chat: str, user: str) -> Membership:
    if not chat.startswith("-"):
        return Membership.MEMBER if chat == user else Membership.GONE
    answer = await client.call("GET", f"/chats/{int(chat)}/members", {"user_ids": int(user)})
    if not answer.ok or not isinstance(answer.fields.get("members"), list):
        return Membership.UNKNOWN
    found = next((one for one in parts(answer.fields, "members") if id_of(one, "user_id") == user), None)
    if found is None:
        return Membership.GONE
    return Membership.ADMINISTRATOR if _leads(found) else Membership.MEMBER


async def is_out(client: MaxClient, chat: str) -> bool:
    """Whether the bot is no member of this chat any more; False also where MAX does not say."""
    own = await client.call("GET", f"/chats/{int(chat)}/members/me")
    return not own.ok and own.status in AWAY


async def administrators(client: MaxClient, chat: str) -> list[str] | None:
    answer = await client.call("GET", f"/chats/{int(chat)}/members/admins")
    if not answer.ok or not isinstance(answer.fields.get("members"), list):
        return None
    people = [one for one in parts(answer.fields, "members") if not flag(one, "is_bot")]
    return [user for one in people if (user := id_of(one, "user_id"))]


async def can_write(client: MaxClient, chat: str) -> bool | None:
    """In a channel only an administrator with the right to write can; in a group every member."""
    if not chat.startswith("-"):
        return None
    about = await client.call("GET", f"/chats/{int(chat)}")
    if not about.ok:
        return False if about.status in AWAY else None
    own = await client.call("GET", f"/chats/{int(chat)}/members/me")
    if not own.ok:
        return False if own.status in AWAY else None
    if words(about.fields, "type", 32) != "channel":
        return True
    rights = own.fields.get("permissions")
    if flag(own.fields, "is_owner") or (_leads(own.fields) and not isinstance(rights, list)):
        return True
    return _leads(own.fields) and isinstance(rights, list) and any(right in rights for right in WRITE)


async def findings(client: MaxClient, chat: str, now: int) -> list[Finding]:
    """The findings in order; `chat` is the operators' chat, "" if it is in another messenger."""
    me = await client.call("GET", "/me")
    if not me.ok:
        return [_fault("token-refused" if me.status == 401 and me.body is not None else "no-answer")]
    found = [Finding(True, "check-max-token", {"bot": words(me.fields, "username", 200) or _name(me.fields)})]
    found += await _hooks(client)
    if root_ends() - now < WARN_MS:
        found.append(_fault("root-ends", days=str(max(0, root_ends() - now) // 86_400_000)))
    if chat:
        found.append(await _about_chat(client, chat))
    return found


async def _hooks(client: MaxClient) -> list[Finding]:
    """Another program's webhook keeps the updates from us; the service takes it away when it starts."""
    answer = await client.call("GET", "/subscriptions")
    return [_fault("webhook")] if answer.ok and parts(answer.fields, "subscriptions") else []


async def _about_chat(client: MaxClient, chat: str) -> Finding:
    own = await client.call("GET", f"/chats/{int(chat)}/members/me")
    if not own.ok:
        return _fault("not-in-chat" if _is_away(own) else "no-answer", chat=chat)
    if not _leads(own.fields):
        return _fault("not-administrator", chat=chat)
    rights = own.fields.get("permissions")
    if not flag(own.fields, "is_owner") and not (isinstance(rights, list) and READ_ALL in rights):
        return _fault("cannot-read", chat=chat)
    return Finding(True, "check-max-administrator", {"chat": chat})


def _is_away(answer: MaxAnswer) -> bool:
    return answer.status in (400, *AWAY)


def _leads(one: Raw) -> bool:
    return flag(one, "is_admin") or flag(one, "is_owner")


def _name(user: Raw) -> str:
    return words(user, "first_name", 200) or words(user, "name", 200)


def _fault(name: str, **values: str) -> Finding:
    return Finding(False, f"check-max-{name}", values, mend=f"check-max-{name}-mend")

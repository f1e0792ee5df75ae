"""Who is a duty officer, and that it is the same person in whichever messenger he writes.

DUTY_OFFICERS names them, joining the accounts of one person; if it is empty, the administrators of the admin chat
are. Whoever left the admin chat is none any more.
"""

from __future__ import annotations

from handlers.event import Event
from handlers.house import House
from handlers.message import Address


def witnesses(house: House, account: Address) -> tuple[str, ...]:
    """The user ids of this person in the admin chat's messenger: whether he belongs to the chat is asked of these.

    Empty for somebody who cannot be an officer.
    """
    chat = house.admin_chat
    if chat is None:
        return ()
    if not house.officers:
        return (account.chat,) if account.channel == chat.channel else ()
    return tuple(sorted(a.chat for a in house.accounts_of(account) if a.channel == chat.channel))


def officer_key(house: House, event: Event, standing: str) -> str:
    """The name under which an officer's acts are kept, the same for all his accounts; "" if he is none now.

    `standing` is what he is in the admin chat: "administrator", "member", "gone" or "unknown".
    """
    account = Address(event.channel, event.sender)
    if event.anonymous or not event.sender:
        return ""
    if not house.officers:
        return str(account) if standing == "administrator" else ""
    known = house.accounts_of(account)
    return str(min(known, key=str)) if known and standing in ("administrator", "member") else ""


def left(house: House, officer: frozenset[Address]) -> bool:
    """Whether this officer is known to have left the admin chat with all his accounts: he can decide nothing there.

    False where nobody knows (yet): rather one too many is called than none.
    """
    chat = house.admin_chat
    there = {a.chat for a in officer if chat is not None and a.channel == chat.channel}
    return bool(there) and there <= house.gone


def hear_of_member(house: House, event: Event) -> None:
    """Somebody came to the admin chat or left it: what is known of the officers follows at once."""
    if Address(event.channel, event.chat) == house.admin_chat:
        house.gone = house.gone | {event.sender} if event.member == "gone" else house.gone - {event.sender}


def private_chats(house: House) -> list[frozenset[Address]]:
    """One set of private chats for each officer whom DUTY_OFFICERS names."""
    return list(house.officers)

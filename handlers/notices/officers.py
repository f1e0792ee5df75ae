"""Who is a duty officer, and that it is the same person in whichever messenger he writes.

DUTY_OFFICERS names them, joining the accounts of one person; if it is empty, the administrators of the admin chat
are. Whoever left the admin chat is none any more.
"""

from __future__ import annotations

from handlers.base.event import Event, Membership
from handlers.base.message import Address
from handlers.base.shared import Shared


def witnesses(shared: Shared, account: Address) -> tuple[str, ...]:
    """The user ids of this person in the admin chat's messenger: whether he belongs to the chat is asked of these.

    Empty for somebody who cannot be an officer.
    """
    chat = shared.admin_chat
    if chat is None:
        return ()
    if not shared.officers:
        return (account.chat,) if account.channel == chat.channel else ()
    return tuple(sorted(a.chat for a in shared.accounts_of(account) if a.channel == chat.channel))


def officer_key(shared: Shared, event: Event, standing: str) -> str:
    """The name under which an officer's acts are kept, the same for all his accounts; "" if he is none now.

    `standing` is what he is in the admin chat: a Membership.
    """
    account = Address(event.channel, event.sender)
    if event.anonymous or not event.sender:
        return ""
    if not shared.officers:
        return str(account) if standing == Membership.ADMINISTRATOR else ""
    known = shared.accounts_of(account)
    return str(min(known, key=str)) if known and standing in (Membership.ADMINISTRATOR, Membership.MEMBER) else ""


def left(shared: Shared, officer: frozenset[Address]) -> bool:
    """Whether this officer is known to have left the admin chat with all his accounts: he can decide nothing there.

    False where nobody knows (yet): rather one too many is called than none.
    """
    chat = shared.admin_chat
    there = {a.chat for a in officer if chat is not None and a.channel == chat.channel}
    return bool(there) and there <= shared.gone


def hear_of_member(shared: Shared, event: Event) -> None:
    """Somebody came to the admin chat or left it: what is known of the officers follows at once."""
    if shared.is_chief(Address(event.channel, event.chat)):
        shared.gone = shared.gone | {event.sender} if event.member == Membership.GONE else shared.gone - {event.sender}


def private_chats(shared: Shared) -> list[frozenset[Address]]:
    """One set of private chats for each officer whom DUTY_OFFICERS names."""
    return list(shared.officers)


def officers_of(shared: Shared) -> list[frozenset[Address]]:
    """One set of accounts an officer: as the setting names them, else the admin chat's administrators."""
    if shared.officers or shared.admin_chat is None:
        return private_chats(shared)
    return [frozenset({Address(shared.admin_chat.channel, user)}) for user in shared.administrators]

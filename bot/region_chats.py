"""Where a region and the messengers meet: whether the chats that a region names can be there.

The region's own reading (storage) knows only that a chat is "messenger:number".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from bot.channels.names import described, messengers
from storage.region.faults import Faults, RegionFault, toml_lines
from storage.region.region import Region


def named_chats(region: Region) -> Iterator[tuple[str, str, str]]:
    """File, key and chat of everything in the region that has a chat."""
    for place, organisation in enumerate(region.organisations, 1):
        if organisation.chat:
            yield "organisations.toml", f"organisations[{place}].chat", organisation.chat
    for place, team in enumerate(region.teams, 1):
        yield "region.toml", f"teams[{place}].chat", team.chat
    if region.overdue.head_chat:
        yield "region.toml", "overdue.head_chat", region.overdue.head_chat
    for chat in region.notices.escalation.to:
        yield "notices.toml", "escalation.to", chat


def is_chat(address: str) -> bool:
    """Whether it is the address of a group or of a person in a messenger that there is."""
    name, _, chat = address.partition(":")
    return name in messengers() and (described(name).is_group(chat) or described(name).is_user(chat))


def bad_chats(region: Region) -> list[RegionFault]:
    """Chats that cannot be: an unknown messenger, or an id that is none of its."""
    return _faults(region, lambda chat: not is_chat(chat), lambda chat: ("bad-chat", {"value": chat}))


def without_token(region: Region, running: Collection[str]) -> list[RegionFault]:
    """Chats in a messenger that does not run here; none in the sandbox, where all run (`running` is empty)."""

    def token(chat: str) -> tuple[str, dict[str, str]]:
        return "chat-without-token", {"value": chat, "token": f"{chat.partition(':')[0].upper()}_TOKEN"}

    return _faults(region, lambda chat: bool(running) and chat.partition(":")[0] not in running, token)


def in_admin_chat(region: Region, admin: str) -> list[RegionFault]:
    """Teams that would sit in the admin chat itself."""
    teams = {team.chat for team in region.teams}
    return _faults(
        region, lambda chat: chat == admin and chat in teams, lambda chat: ("team-chat-admin", {"value": chat})
    )


def _faults(
    region: Region, wrong: Callable[[str], bool], said: Callable[[str], tuple[str, dict[str, str]]]
) -> list[RegionFault]:
    """With the file's line, where the region comes from a folder."""
    found: list[RegionFault] = []
    for file, key, chat in named_chats(region):
        if wrong(chat):
            code, values = said(chat)
            path = region.folder / file if region.folder else None
            lines = toml_lines(path.read_text(encoding="utf-8")) if path and path.is_file() else {}
            Faults(file, found, lines).add(key, code, 0, **values)
    return found

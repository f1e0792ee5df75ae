"""A region as the sandbox runs it: nothing of it leads out of this machine, and its chats are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.channels.names import described
from bot.sandbox.emulators import emulated
from bot.sandbox.scene import OPERATORS, Scene
from bot.sandbox.world import Messenger
from storage.region.notice_rules import AlertSource
from storage.region.region import Region, name_in

SENDER = "flood@sandbox.example"
SOURCE = AlertSource("sandbox", {"ru": "Гидрометцентр", "en": "Weather service"}, senders=(SENDER,))
"""Speaks for the flood where the region has no source that could."""


def kept_inside(region: Region) -> Region:
    """The region with every source of alerts cut off from its address, since what they sent would be real, and without
    the addresses of other programs, for whom what happens here would be.
    """
    sources = tuple(replace(source, url="", inside=False) for source in region.notices.sources)
    if not any(source.senders for source in sources):
        sources = (*sources, SOURCE)
    organisations = tuple(o if _is_group(o.chat) else replace(o, chat="") for o in region.organisations)
    teams = tuple(team for team in region.teams if _is_group(team.chat))
    escalation = region.notices.escalation
    escalation = replace(escalation, to=tuple(chat for chat in escalation.to if _is_group(chat)))
    notices = replace(region.notices, sources=sources, escalation=escalation)
    return replace(region, notices=notices, organisations=organisations, teams=teams, webhooks=(), made={}, _by_code={})


def open_chats(messengers: Mapping[str, Messenger], region: Region, scene: Scene) -> None:
    """Make the chats that the region names, so that what is meant for them arrives, with somebody who answers."""
    titles = {o.chat: name_in(o.names, "ru") for o in region.organisations if o.chat}
    titles |= {team.chat: name_in(team.names, "ru") for team in region.teams}
    titles |= {chat: chat for chat in region.notices.escalation.to if chat not in titles}
    staff: dict[str, Sequence[str]] = {scene.admin_messenger: scene.operators}
    for address, title in titles.items():
        name, _, chat = address.partition(":")
        if chat not in messengers[name].chats:
            if name not in staff:
                staff[name] = (messengers[name].add_person(OPERATORS[0]).id,)
            messengers[name].add_group(title, staff[name], chat=chat)


def _is_group(address: str) -> bool:
    """Whether a region's address is that of a group, which can be made; a person cannot."""
    name, _, chat = address.partition(":")
    return name in emulated() and described(name).is_group(chat)

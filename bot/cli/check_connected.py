"""The part of `check` that says which chats of organisations are connected by a code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.cli.output import Output
from bot.settings import Settings
from handlers.base.own_chats import own_chat_of
from storage.connection_records import Connection
from storage.region.faults import RegionError
from storage.region.load import FICTIONAL, load_region
from storage.region.region import name_in


class ConnectedFindings(Protocol):
    voice: Output

    def good(self, area: str, text: str) -> None: ...

    def note(self, area: str, text: str, mend: str = "") -> None: ...


def check(settings: Settings, findings: ConnectedFindings, connected: Sequence[Connection]) -> None:
    """A line for each chat; what cannot work there, because its messenger is not run or nobody is called so."""
    say, area = findings.voice.text, findings.voice.text("check-connected-area")
    try:
        region = load_region(settings.region or FICTIONAL)
    except RegionError:
        return  # that has been said
    texts, running = findings.voice.texts, settings.running()
    for row in connected:
        own, chat = own_chat_of(row), f"{row.channel}:{row.chat}"
        organisation = region.organisation(row.organisation)
        if organisation is None:
            findings.note(area, say("check-connected-nobody", chat=chat, code=row.organisation))
            continue
        named = [found.name for code in own.municipalities if (found := region.municipality(code)) is not None]
        places = ", ".join(sorted(named)) or say("connect-everywhere")
        name = name_in(organisation.names, texts.language)
        said = say("check-connected", name=name, chat=chat, places=places, since=texts.date(row.connected_at))
        if running and row.channel not in running:
            mend = say("check-connected-silent-mend", channel=row.channel)
            findings.note(area, say("check-connected-silent", said=said, channel=row.channel), mend)
        else:
            findings.good(area, said)

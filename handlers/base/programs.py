"""Authors without a messenger: another program files reports for them and reads their answers (Open311).

The channel of such an account is "open311:CLIENT", its user the program's own word for him. Nothing can be sent there:
what he is told stands in his report's history, and is delivered once his program has read it.
"""

from __future__ import annotations

import json

from storage.records import Delivery, ReportEvent
from storage.region.region import Region, name_in

PROGRAM = "open311:"
MADE_NAME = "#"
"""So begins the name of an act that its client gave none: what it says is its name then (handlers.outside.act)."""
READER = "reader"
"""In the data of a history line that a program's author is told: the program that has to read it."""
PICTURES = "pictures"
"""Beside it, in what became of the line: how many of its pictures the program was given."""


def program_channel(client: str) -> str:
    return f"{PROGRAM}{client}"


def is_program(channel: str) -> bool:
    return channel.startswith(PROGRAM)


def program_of(channel: str) -> str:
    """The client's code."""
    return channel.removeprefix(PROGRAM)


def program_name(region: Region, client: str, language: str) -> str:
    """As the region's file calls it; its code where that names it no more."""
    found = next((each for each in region.clients if each.code == client), None)
    return name_in(found.names, language) if found is not None else client


def waits_for(client: str, event: ReportEvent) -> bool:
    """Whether the line went out and this client has still to read it."""
    return event.delivery == Delivery.WAITING and json.loads(event.data).get(READER) == client

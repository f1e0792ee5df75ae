"""What is known of an answer's way to the citizen, in words."""

from __future__ import annotations

import json

from handlers.base.message import Marked
from handlers.base.programs import READER, program_name
from handlers.base.texts import Texts, join
from handlers.reports.status import GRACED
from storage.records import Delivery, ReportEvent
from storage.region.region import Region

OUTGOING = GRACED
"""History lines that also go to the citizen, so the card says whether they arrived."""
TO_ALL, ASKED_AT = "all", "asked_at"
"""In the data of one that others may get, too: 1 for all, 0 for its author alone; when it was first asked (UTC ms)."""
LEFT_OUT = "left_out"
"""In such a line's data: the files that did not go with it, [[name, kind, why], …]."""

WAS_AWAY, AGAIN = "away", "again"
"""In such a line's data: 1 where it did not arrive because its author could not be reached; 1 for the last of those
that were sent anew.
"""
UNDELIVERED = "undelivered"
"""The purpose of the alarm that an answer did not arrive: what is said to it is said among the staff."""


def delivery_state(texts: Texts, event: ReportEvent, now: int, region: Region) -> Marked:
    """Promise 5: what is known of an answer's way to the citizen, and nothing more."""
    reader = json.loads(event.data).get(READER)
    name = program_name(region, str(reader), texts.language) if reader else ""
    if event.delivery == Delivery.WAITING and reader:
        return texts.say("delivery-waiting-program", name=name)
    if event.delivery == Delivery.DELIVERED:
        at = texts.moment(event.delivery_at, now)
        said = texts.say("delivery-read", name=name, at=at) if reader else texts.say("delivery-delivered", at=at)
        left_out = json.loads(event.data).get(LEFT_OUT) or []
        return join(said, texts.say("delivery-left-out", count=len(left_out)) if left_out else "", by=" · ")
    if event.delivery == Delivery.FAILED:
        return texts.say("delivery-failed", why=why_text(texts, event.why))
    if not event.delivery and waits_for_whom(event):
        return texts.say("delivery-whom")
    return texts.say(f"delivery-{event.delivery or 'grace'}")


def waits_for_whom(event: ReportEvent) -> bool:
    """Whether it was asked who gets it, and nobody has said so yet."""
    data = json.loads(event.data)
    return ASKED_AT in data and TO_ALL not in data


def why_text(texts: Texts, why: str) -> str:
    """The reason of a failed delivery in words, also where nobody knows the code."""
    code = why.lower().replace("_", "-")
    found = next((key for key in (f"why-{code}", f"dlv-why-{code}") if texts.has(key)), "why-other")
    return texts.label(found)

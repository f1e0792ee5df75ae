"""A report that is none of the centre's business: rejected, but its author is told who answers and how to reach them.

It is the status REJECTED with a reason of its own (docs/decisions/0045): what follows from it (closed, never asked
whether it is solved, looked at again if its author wants) is the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.message import Marked, escape
from handlers.base.texts import Texts, join
from handlers.reports.status import LineKind
from storage.records import Delivery, ReportEvent
from storage.region.other_offices import OtherOffice
from storage.region.region import name_in

REASON, REFERRED = "reason", "referred"
"""In the data of a line "rejected"."""


def is_referral(event: ReportEvent) -> bool:
    """Whether this line says that somebody else answers for it."""
    return event.kind == LineKind.REJECTED and json.loads(event.data or "{}").get(REASON) == REFERRED


def was_referred(history: Sequence[ReportEvent]) -> bool:
    """Whether the last rejection was one."""
    last = next(
        (e for e in reversed(history) if e.kind == LineKind.REJECTED and e.delivery not in ("", Delivery.CALLED_OFF)),
        None,
    )
    return last is not None and is_referral(last)


def contact_text(texts: Texts, office: OtherOffice) -> str:
    """Who it is and how to reach them, a line each, in plain words."""
    language = texts.language
    lines = [name_in(office.names, language)]
    if office.phone:
        lines.append(texts.label("referred-phone", phone=office.phone))
    if office.site:
        lines.append(texts.label("referred-site", site=office.site))
    if office.address:
        lines.append(texts.label("referred-address", address=name_in(office.address, language)))
    if office.open_hours:
        lines.append(texts.label("referred-hours", hours=name_in(office.open_hours, language)))
    return "\n".join(lines)


def referral(texts: Texts, number: int, about: str, words: str, signature: Marked) -> Marked:
    """What its author reads."""
    return join(texts.say("change-referred", number=str(number), about=about), escape(words), signature)

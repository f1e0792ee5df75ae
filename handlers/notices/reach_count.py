"""How many people a notice goes to, as the audience loop counted them last (Notice.counted)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from handlers.notices.kinds import Severity
from storage.notice_records import Notice

NO_MESSENGERS = frozenset({"near", "held", "seconds", "groups", "late", "below", "nowhere"})
"""What stands among the messengers' numbers in Notice.counted."""


@dataclass(frozen=True, slots=True)
class Counted:
    """People and seconds by messenger, of whichever there are; `near` of them for a place of theirs on
    the map, `held` of them in the morning, `late` of them never: they are asleep until it is over. `nowhere` of them
    named no place: nobody knows whether they are there. `below` would get it if it were graver.

    `groups` are "removed", "kept" and "added" of a correction, else empty.
    """

    people: dict[str, int] = field(default_factory=dict)
    near: int = 0
    held: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    late: int = 0
    below: int = 0
    nowhere: int = 0

    @property
    def total(self) -> int:
        return sum(self.people.values())


def read_counted(notice: Notice) -> Counted | None:
    """None while nobody has counted."""
    if not notice.counted:
        return None
    values = dict(sorted(json.loads(notice.counted).items()))
    return Counted(
        {name: int(count) for name, count in values.items() if name not in NO_MESSENGERS and count},
        int(values.get("near", 0)),
        int(values.get("held", 0)),
        {name: float(s) for name, s in (values.get("seconds") or {}).items()},
        {name: int(n) for name, n in (values.get("groups") or {}).items()},
        int(values.get("late", 0)),
        int(values.get("below", 0)),
        int(values.get("nowhere", 0)),
    )


def too_late(notice: Notice) -> bool:
    """Whether some sleep until it is over."""
    counted = read_counted(notice)
    return counted is not None and bool(counted.late)


def too_slight(notice: Notice) -> bool:
    """Whether nobody gets it, and somebody would if it were graver."""
    counted = read_counted(notice)
    return counted is not None and bool(counted.below) and not counted.total


def graver(notice: Notice, severity: int) -> Severity:
    """As grave as it takes: what comes through quiet hours for whoever sleeps, else one step."""
    if too_late(notice):
        return Severity(max(severity, Severity.SEVERE))
    return Severity(min(Severity.EXTREME, severity + 1))

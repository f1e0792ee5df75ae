"""What notices are about and how grave they are.

Names are in `locales/` (`kind-CODE`, `severity-N`); a region's `notices.toml` adds what to do, templates and hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """CAP's severities but Unknown, which reads as MODERATE; said as «К сведению» … «Опасно для жизни»."""

    MINOR = 1
    MODERATE = 2
    SEVERE = 3
    EXTREME = 4

    @property
    def loud(self) -> bool:
        """Comes through quiet hours, goes in the alert lane, wakes the officers."""
        return self >= Severity.SEVERE


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """`bit` stands in stored subscriptions and never changes. `cap`: CAP's category. `outage`: something is cut off,
    so streets and houses matter and its end is asked about. `told`: a place in it does not warn anybody, it tells.
    """

    code: str
    bit: int
    emoji: str
    cap: str
    outage: bool = False
    told: bool = False


KINDS: tuple[NoticeKind, ...] = (
    NoticeKind("flood", 1 << 0, "🌊", "Geo"),  # high water, thin ice
    NoticeKind("weather", 1 << 1, "🌪", "Met"),
    NoticeKind("water", 1 << 2, "🚰", "Infra", outage=True),
    NoticeKind("heat", 1 << 3, "🌡", "Infra", outage=True),
    NoticeKind("power", 1 << 4, "💡", "Infra", outage=True),
    NoticeKind("gas", 1 << 5, "🔥", "Infra", outage=True),
    NoticeKind("roads", 1 << 6, "🚧", "Transport"),
    NoticeKind("ecology", 1 << 7, "🌿", "Env"),
    NoticeKind("rumour", 1 << 8, "🛑", "Other", told=True),  # a rumour that is refuted
    NoticeKind("news", 1 << 9, "📣", "Other", told=True),  # of the centre
)
ALL_KINDS = sum(kind.bit for kind in KINDS)
DANGERS = sum(kind.bit for kind in KINDS if not kind.told)
"""What is subscribed to at first, and what an empty cell of a table means: all that warns, no news."""

_BY_CODE = {kind.code: kind for kind in KINDS}


def kind_of(code: str) -> NoticeKind:
    """The kind of this code; KeyError for one that does not exist."""
    return _BY_CODE[code]


def is_kind(code: str) -> bool:
    return code in _BY_CODE

"""What notices are about and how grave they are.

Kinds are the region's (storage.region.notices): a code, a sign, a name, advice, templates. People subscribe to groups
of them. Names of groups and severities are in `locales/` (`kind-GROUP`, `severity-N`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum

from handlers.base.texts import Texts
from storage.letters import folded
from storage.region.notice_kinds import ANY_DANGER, GROUP_BY_CODE, GROUPS, KindGroup, NoticeKind
from storage.region.region import Region, name_in

__all__ = ["GROUPS", "KindGroup", "NoticeKind"]


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


ALL_KINDS = sum(group.bit for group in GROUPS)
DANGERS = ANY_DANGER.bit
"""What is subscribed to at first, and what an empty cell of a table means: all that warns, no news."""


def group_of(code: str) -> KindGroup:
    """The group of this code; KeyError for one that does not exist."""
    return GROUP_BY_CODE[code]


def is_group(code: str) -> bool:
    return code in GROUP_BY_CODE


def kind_of(region: Region, code: str) -> NoticeKind:
    """The region's kind of this code. Any code gives one: a stored notice may be of a kind that was taken away."""
    return region.notices.kind(code)


def kind_name(texts: Texts, region: Region, code: str) -> str:
    """How people call this kind, in the language of `texts`."""
    kind = kind_of(region, code)
    if kind.name:
        return name_in(kind.name, texts.language)
    return texts.label(f"kind-{kind.group.code}")


def kind_of_event(
    kinds: Sequence[NoticeKind], categories: Iterable[str], event_codes: Iterable[tuple[str, str]], event_text: str
) -> str:
    """The code of the kind that an alert is about, as it says itself: by a code (pairs of name and value), else by the
    words of its event; "" where it says nothing that is known for sure. Of several kinds that the event names, its
    categories (CAP's) decide, then the longest words; by themselves categories say too little.
    """
    for name, value in event_codes:
        said = {value.strip().lower(), f"{name.strip()}={value.strip()}".lower()}
        for kind in kinds:
            if not said.isdisjoint(kind.events):
                return kind.code
    event = " " + " ".join(re.findall(r"\w+", folded(event_text))) + " "
    known = frozenset(categories)
    best, best_kind = (False, 0), ""
    for kind in kinds:
        longest = max((len(word) for word in kind.words if f" {word}" in event), default=0)
        if longest and (kind.cap in known, longest) > best:
            best, best_kind = (kind.cap in known, longest), kind.code
    return best_kind

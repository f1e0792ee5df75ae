"""Kinds of notices and the groups in which people subscribe to them: what a region's `notices.toml` says, as data.

A group has a bit in every stored subscription, so groups stand here and never change; kinds are the region's.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class KindGroup:
    """What people subscribe to; named by `kind-CODE` in `locales/`. `outage`: something is cut off, so streets and
    houses matter and its end is asked about. `told`: it does not warn anybody, it tells.
    """

    code: str
    bit: int
    sign: str
    outage: bool = False
    told: bool = False


GROUPS: tuple[KindGroup, ...] = (
    KindGroup("flood", 1 << 0, "🌊"),
    KindGroup("weather", 1 << 1, "🌪"),
    KindGroup("fire", 1 << 10, "🔥"),
    KindGroup("threat", 1 << 11, "🚨"),  # accidents, danger from the air, the ground that moves
    KindGroup("water", 1 << 2, "🚰", outage=True),
    KindGroup("heat", 1 << 3, "🌡", outage=True),
    KindGroup("power", 1 << 4, "💡", outage=True),
    KindGroup("gas", 1 << 5, "💨", outage=True),
    KindGroup("roads", 1 << 6, "🚧"),
    KindGroup("ecology", 1 << 7, "🌿"),
    KindGroup("health", 1 << 12, "😷"),  # diseases, animals
    KindGroup("people", 1 << 13, "🔎"),  # who is missing, schools
    KindGroup("rumour", 1 << 8, "🛑", told=True),  # a rumour that is refuted
    KindGroup("news", 1 << 9, "📣", told=True),  # of the centre
)
GROUP_BY_CODE = {group.code: group for group in GROUPS}
ANY_DANGER = KindGroup("danger", sum(group.bit for group in GROUPS if not group.told), "⚠️")
"""Of a stored notice whose kind the region does not have any more: it is for everybody who wants to be warned at all.
"""
CAP_CATEGORIES = (
    "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """`cap`: CAP's category. `events`: codes that mean it, "CODE" or "NAME=CODE", in small letters. `words`:
    beginnings of words, in small letters and without ё, by which an alert's event is known to be of this kind.
    """

    code: str
    group: KindGroup
    sign: str
    name: Names = field(default_factory=dict)
    cap: str = "Other"
    events: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def unnamed_kind(code: str) -> NoticeKind:
    """The kind that a group stands for by itself; for any other code one that is for everybody."""
    group = GROUP_BY_CODE.get(code, ANY_DANGER)
    return NoticeKind(code, group, group.sign)

"""Which alerts are about one matter: what an alert refers to, what refers to it, and what was said last.

References are kept of every alert ever read, so that the order in which alerts come changes nothing: one that was
replaced or cancelled before it came is known as such.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handlers.cap.model import Alert, Triple, fields_of, moment, sender_key
from storage.notice_records import CapAlert, CapReference
from storage.region.notice_rules import AlertSource

Key = tuple[str, str, int]
"""Sender, identifier, and when it was sent in UTC ms: the same for one alert, however its time is written."""
MOST_DIGESTS = 20


@dataclass(frozen=True, slots=True)
class Later:
    """What was said of the matter after an alert, and read before it."""

    key: Key
    kind: str  # Update or Cancel


@dataclass(frozen=True, slots=True)
class Chain:
    """`members`: the alerts of the matter with the alert itself, read or not. `later`: None where the alert is the last
    word. `beside`: alerts of other matters that a member is about as well. `foreign`: another sender's, which it refers
    to or which refer to it: they end nothing.
    """

    members: frozenset[Key] = frozenset()
    later: Later | None = None
    beside: frozenset[Key] = frozenset()
    foreign: frozenset[Key] = frozenset()
    foreign_said: bool = False  # another sender's Update or Cancel of this alert was read before it


@dataclass(slots=True)
class _Graph:
    up: dict[Key, set[Key]] = field(default_factory=dict)
    down: dict[Key, set[Key]] = field(default_factory=dict)
    kinds: dict[Key, str] = field(default_factory=dict)

    def add(self, by: Key, to: Key, kind: str) -> None:
        self.up.setdefault(by, set()).add(to)
        self.down.setdefault(to, set()).add(by)
        self.kinds[by] = kind


def chain_of(alert: Alert, source: AlertSource | None, known: Iterable[CapReference]) -> Chain:
    """`known`: references that are kept, of whatever alerts."""
    me, drill = alert.triple.key, int(alert.status == "Exercise")
    graph, foreign, said = _Graph(), set[Key](), False
    for triple in alert.references:
        if is_own(triple, alert, source):
            graph.add(me, triple.key, alert.kind)
        else:
            foreign.add(triple.key)
    for one in known:
        to = (sender_key(one.sender), one.identifier, int(one.moment))
        by = (sender_key(one.by_sender), one.by_identifier, int(one.by_moment))
        if one.drill == drill and by != me:
            if one.own:
                graph.add(by, to, one.kind)
            elif to == me:
                said = True
                foreign.add(by)
    above = _closure({me}, graph.up)
    members = _closure(above, graph.down)
    below = _closure({me}, graph.down)
    scope = _closure(set(graph.up.get(me, ())), graph.down) | above | {me}
    beside = set().union(*(graph.up.get(key, set()) - scope for key in members - {me}))
    later = _later(me, alert.kind, members, below, graph)
    return Chain(frozenset(members), later, frozenset(beside), frozenset(foreign), said)


def is_own(triple: Triple, alert: Alert, source: AlertSource | None) -> bool:
    """Whether an alert may end what another one began: of the same sender, or of one of the source's senders."""
    senders = {sender_key(sender) for sender in source.senders} if source is not None else set()
    both = {sender_key(triple.sender), sender_key(alert.sender)}
    return len(both) == 1 or both <= senders


def _closure(start: set[Key], steps: Mapping[Key, set[Key]]) -> set[Key]:
    found, new = set(start), list(start)
    while new:
        for key in steps.get(new.pop(), ()):
            if key not in found:
                found.add(key)
                new.append(key)
    return found


def _later(me: Key, kind: str, members: set[Key], below: set[Key], graph: _Graph) -> Later | None:
    """The last word, if it is not this alert's. Of one moment, a Cancel is the last."""

    def rank(key: Key) -> tuple[int, bool, bool]:
        said = kind if key == me else graph.kinds[key]
        return key[2], said == "Cancel", key != me and key in below

    later = [key for key in members if key != me and key in graph.kinds and rank(key) > rank(me)]
    last = max(later, key=rank, default=None)
    return Later(last, graph.kinds[last]) if last is not None else None


def rows_of(keys: Iterable[Key], rows: Iterable[CapAlert]) -> tuple[CapAlert, ...]:
    """The rows of these alerts; those whose time cannot be told are none of them."""
    wanted = set(keys)
    return tuple(row for row in rows if key_of(row) in wanted)


def key_of(row: CapAlert) -> Key:
    return sender_key(row.sender), row.identifier, moment(row.sent)


def references_of(alert: Alert, source: AlertSource | None) -> list[CapReference]:
    """What is kept of an alert's references."""
    drill, (sender, name, sent) = int(alert.status == "Exercise"), alert.triple.key
    return [
        CapReference(*t.key[:2], str(t.key[2]), sender, name, str(sent), alert.kind, drill,
                     int(is_own(t, alert, source)))
        for t in alert.references
    ]  # fmt: skip


def digest_of(alert: Alert) -> str:
    """Equal for alerts that say the same; how their times and numbers are written does not count."""
    said = [
        alert.kind, alert.status, alert.scope, alert.note, sorted(t.key for t in alert.references),
        [
            [
                i.language, i.event, i.categories, i.responses, i.urgency, i.severity, i.certainty, i.headline,
                i.description, i.instruction, moment(i.effective), moment(i.onset), moment(i.expires),
                i.areas,
            ]
            for i in alert.infos
        ],
    ]  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=fields_of)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def with_digest(digests: str, digest: str) -> str:
    """The digests of all that came under one triple, with this one."""
    return " ".join([*(d for d in digests.split() if d != digest), digest][-MOST_DIGESTS:])

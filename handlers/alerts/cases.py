"""An alert from outside with all that is known of it when it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.alerts.areas import Placed
from handlers.alerts.chain import Chain, digest_of, rows_of
from handlers.base.shared import Shared
from handlers.cap.model import Alert
from handlers.notices.family import NO_DANGER_LINKS, NoticeLink, shown_number
from handlers.notices.states import NOT_STARTED, STARTED, NoticeState
from storage.notice_records import CapAlert, Notice
from storage.region.notice_rules import AlertSource


@dataclass(frozen=True, slots=True)
class CapCase:
    """An alert with all that is known of it.

    `source` is None where no source of the region speaks for the sender. `same` is the row of this triple, `named` rows
    of the same sender and identifier with another time, `known` those of the matter (`chain`) and of other senders that
    it touches; `notices` are theirs, with all that these are linked with. `place`: where it is, if that was worked out.
    `standing`: what is in force, whoever said it.
    """

    shared: Shared
    alert: Alert
    source: AlertSource | None
    now: int
    same: CapAlert | None = None
    named: tuple[CapAlert, ...] = ()
    chain: Chain = field(default_factory=Chain)
    known: tuple[CapAlert, ...] = ()
    notices: Mapping[int, Notice] = field(default_factory=dict)
    place: Placed | None = None
    standing: tuple[Notice, ...] = ()

    @property
    def drill(self) -> bool:
        return self.alert.status == "Exercise"

    @property
    def changed(self) -> bool:
        """Whether its triple was read before, with other words."""
        return bool(self.same and self.same.digests and digest_of(self.alert) not in self.same.digests.split())

    @property
    def referred(self) -> tuple[CapAlert, ...]:
        """The other alerts of the matter."""
        return rows_of(self.chain.members - {self.alert.triple.key}, self.known)

    @property
    def before(self) -> tuple[CapAlert, ...]:
        """What an alert stands in the place of."""
        again = (*self.named, self.same) if self.changed and self.same else self.named
        return (*self.referred, *again) if self.alert.kind == "Update" or self.alert.references else again

    def of(self, rows: tuple[CapAlert, ...]) -> list[Notice]:
        """The notices of these alerts, oldest first, with those that were linked with them; a drill's never with live
        ones.
        """
        found = {row.notice_id for row in rows if row.notice_id in self.notices}
        size = -1
        while size < len(found):
            size = len(found)
            found |= {n.id for n in self.notices.values() if n.linked_id in found}
            found |= {n.linked_id for n in self.notices.values() if n.id in found and n.linked_id in self.notices}
        return [n for number in sorted(found) if bool((n := self.notices[number]).drill) is self.drill]

    def of_alone(self, rows: tuple[CapAlert, ...]) -> list[Notice]:
        """The notices of these alerts and what was linked to them since, without those that came before."""
        found = {row.notice_id for row in rows if row.notice_id in self.notices}
        for notice in sorted(self.notices.values(), key=lambda n: n.id):
            found |= {notice.id} if notice.linked_id in found else set()
        return [self.notices[number] for number in sorted(found)]

    def live(self, rows: tuple[CapAlert, ...]) -> list[Notice]:
        """Those of them that somebody got, or is getting, and that are in force."""
        found = [n for n in self.of(rows) if NoticeState(n.state) in STARTED and not n.ended_at]
        return [n for n in found if n.link not in NO_DANGER_LINKS and (not n.until or n.until > self.now)]

    def unsent(self, rows: tuple[CapAlert, ...]) -> list[Notice]:
        """Those that nobody got yet; a repeat goes by itself when what it repeats ends."""
        return [n for n in self.of(rows) if NoticeState(n.state) in NOT_STARTED and n.link != NoticeLink.REPEATS]

    def began(self, notice: Notice) -> Notice:
        """The notice, or of a repeat the one that it repeats: whose word it is, does not change by the clock."""
        return self.notices.get(shown_number(notice), notice)

    def is_ending(self, notice: Notice) -> bool:
        """Whether a word of its end waits already."""
        about = (notice.id, shown_number(notice))
        ends = [n for n in self.notices.values() if n.linked_id in about and n.link in NO_DANGER_LINKS]
        return any(NoticeState(n.state) in NOT_STARTED for n in ends)

"""A notice's life: which act leads from which state to which, and who may do it. The only place that says so.

Roles are told apart by who acts, not by what he calls himself: see `role_of`. Whoever wrote or submitted a notice
never approves it, in whichever messenger he writes (the false alarm of Hawaii in 2018 was one person's act).
"""

from __future__ import annotations

from enum import StrEnum


class NoticeState(StrEnum):
    DRAFT = "draft"
    PENDING = "pending"  # frozen, waits for a second officer
    APPROVED = "approved"  # waits for its time
    SENDING = "sending"
    SENT = "sent"
    REJECTED = "rejected"
    STOPPED = "stopped"
    EXPIRED = "expired"  # was over before it could be sent
    CANCELLED = "cancelled"  # taken back: a draft dropped, or a false alarm
    OUTDATED = "outdated"  # what it is about has changed: back with its author, nobody may approve it


class Act(StrEnum):
    """What can be done with a notice: TABLE says in which state, MAY by whom."""

    CHANGE = "change"  # its content: a pending one becomes a draft again
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"  # to its author, with a reason
    REJECT = "reject"
    START = "start"  # its time has come
    STOP = "stop"
    GO_ON = "go_on"
    FINISH = "finish"  # everybody has it, or an outcome
    EXPIRE = "expire"
    DROP = "drop"  # before anybody got it
    WITHDRAW = "withdraw"  # false alarm: it stops, and whoever got it is told
    OUTDATE = "outdate"  # what it updates, corrects, ends or withdraws is not as it was (handlers.notices.chain)
    REOPEN = "reopen"  # a rejected one is a draft again
    REPEAT = "repeat"  # the same once more: what was approved holds for it too


class Role(StrEnum):
    HAND = "hand"  # an officer who wrote or submitted this notice
    OFFICER = "officer"  # another officer
    CONSOLE = "console"  # whoever has the machine
    SOURCE = "source"  # a source of alerts that the region trusts with this
    CLOCK = "clock"
    NOBODY = "nobody"


S = NoticeState
TABLE: dict[tuple[NoticeState, Act], NoticeState] = {
    (S.DRAFT, Act.CHANGE): S.DRAFT,
    (S.PENDING, Act.CHANGE): S.DRAFT,
    (S.DRAFT, Act.SUBMIT): S.PENDING,
    (S.PENDING, Act.APPROVE): S.APPROVED,
    (S.PENDING, Act.RETURN): S.DRAFT,
    (S.PENDING, Act.REJECT): S.REJECTED,
    (S.REJECTED, Act.REOPEN): S.DRAFT,
    (S.APPROVED, Act.START): S.SENDING,
    (S.SENDING, Act.STOP): S.STOPPED,
    (S.STOPPED, Act.GO_ON): S.SENDING,
    (S.SENDING, Act.FINISH): S.SENT,
    (S.PENDING, Act.EXPIRE): S.EXPIRED,
    (S.APPROVED, Act.EXPIRE): S.EXPIRED,
    (S.STOPPED, Act.EXPIRE): S.EXPIRED,
    (S.DRAFT, Act.DROP): S.CANCELLED,
    (S.PENDING, Act.DROP): S.CANCELLED,
    (S.APPROVED, Act.DROP): S.CANCELLED,
    (S.SENDING, Act.WITHDRAW): S.CANCELLED,
    (S.STOPPED, Act.WITHDRAW): S.CANCELLED,
    (S.SENT, Act.WITHDRAW): S.CANCELLED,
    (S.PENDING, Act.OUTDATE): S.OUTDATED,
    (S.APPROVED, Act.OUTDATE): S.OUTDATED,
    (S.OUTDATED, Act.CHANGE): S.DRAFT,
    (S.OUTDATED, Act.DROP): S.CANCELLED,
    (S.DRAFT, Act.REPEAT): S.APPROVED,
}

_OFFICERS = frozenset({Role.HAND, Role.OFFICER})
MAY: dict[Act, frozenset[Role]] = {
    Act.CHANGE: _OFFICERS,
    Act.SUBMIT: _OFFICERS | {Role.SOURCE, Role.CONSOLE},
    Act.APPROVE: frozenset({Role.OFFICER, Role.SOURCE, Role.CONSOLE}),
    Act.RETURN: frozenset({Role.OFFICER}),
    Act.REJECT: frozenset({Role.OFFICER}),
    Act.REOPEN: _OFFICERS,
    Act.START: frozenset({Role.CLOCK}),
    Act.STOP: _OFFICERS | {Role.CLOCK},  # by the clock: another notice takes its place
    Act.GO_ON: _OFFICERS,
    Act.FINISH: frozenset({Role.CLOCK}),
    Act.EXPIRE: frozenset({Role.CLOCK}),
    Act.DROP: _OFFICERS | {Role.SOURCE, Role.CLOCK},  # a source what no officer had in hand, the clock a repeat
    Act.WITHDRAW: _OFFICERS | {Role.SOURCE, Role.CONSOLE},
    Act.OUTDATE: frozenset({Role.CLOCK}),
    Act.REPEAT: frozenset({Role.CLOCK}),
}

SAYABLE = frozenset({S.SENDING})
"""A row of a notice leaves only while the notice is in one of these."""
CHANGEABLE = frozenset({S.DRAFT, S.PENDING, S.OUTDATED})
NOT_STARTED = CHANGEABLE | {S.APPROVED}
"""Nobody was told anything, and it may still come to that."""
STARTED = frozenset({S.SENDING, S.SENT, S.STOPPED})
CALLED_OFF = frozenset({S.CANCELLED, S.EXPIRED})
"""What still waits of it is not said any more."""
IN_FORCE = frozenset({S.SENDING, S.SENT})
"""With `ended_at` = 0 and `until` in the future."""
PLANNED_OR_SAID = frozenset({S.PENDING, S.APPROVED}) | IN_FORCE
"""What an equal notice would be a double of."""


def leads_to(state: NoticeState, act: Act, role: Role, *, alone: bool = False) -> NoticeState | None:
    """Where an act leads, or None if it may not be done now, or not by this role.

    `alone`: the region has one officer only and allows him to approve what he wrote himself (Extreme only; the caller
    has looked at the setting and the severity).
    """
    allowed = role in MAY[act] or (alone and act is Act.APPROVE and role is Role.HAND)
    return TABLE.get((state, act)) if allowed else None

"""A second officer decides: the pending notice stands in the admin chat, and each button is bound to what it shows.

Nobody who wrote or submitted it approves it, in none of his accounts (handlers.notices.moves.role_of). Of more than
a thousand people the number is typed, of a drill a word: handlers.officer.decide.decisions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers.base.buttons import number_of, part_of
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Message
from handlers.base.staff import answer
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.notices.announce import show_panel
from handlers.notices.chain import chain_of, send_back, what_changed
from handlers.notices.doubts import ALIKE, load_alike
from handlers.notices.kinds import Severity
from handlers.notices.loads import NOTICE
from handlers.notices.moves import load_accounts, move, officer_name, record, role_of
from handlers.notices.panel import decision, state_name, ways_back
from handlers.notices.reach_count import read_counted
from handlers.notices.states import Act, NoticeState, Role, leads_to
from handlers.notices.words import NoticePurpose
from handlers.officer.decide.calls import answer_calls, load_officers, pause_calls, writers
from handlers.officer.loads import load_notice
from handlers.officer.words import OfficerButton
from storage.notice_records import Notice, NoticeEvent
from storage.records import Account

MANY_PEOPLE = 1_000
"""More people than these want their number typed."""


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """What stood before an officer's eyes: a notice in this version with this content."""

    id: int
    version: int
    digest: str

    def is_still(self, notice: Notice) -> bool:
        return (
            notice.state == NoticeState.PENDING
            and notice.version == self.version
            and bool(self.digest)
            and notice.digest.startswith(self.digest)
        )


def read_shown(argument: str) -> ShownNotice:
    """Out of a button's "ID:VERSION:DIGEST"."""
    return ShownNotice(number_of(argument), number_of(part_of(argument, 1)), part_of(argument, 2))


# -- loads ------------------------------------------------------------------------------------
AUTHOR_ACCOUNTS = Load("accounts of the author", "accounts_of_person", Account)


@need(AUTHOR_ACCOUNTS)
def load_author(turn: Turn) -> Needs:
    """Second stage: where its author can be told what became of it."""
    notice = turn.one(NOTICE)
    return (AUTHOR_ACCOUNTS(notice.author),) if notice and notice.author else ()


DECIDING = (load_notice, load_accounts, load_officers, load_author, load_alike)
"""What every decision needs."""


SHOWN_ANEW = (NoticeState.PENDING, NoticeState.APPROVED, NoticeState.CANCELLED)


def counted(turn: Turn) -> None:
    """Ticks NOTICE_COUNTED and PANEL: what waits shows what is known now, and that it was taken away."""
    notice = turn.one(NOTICE)
    if notice is not None and notice.state in SHOWN_ANEW:
        show_panel(turn, notice, turn.many(ALIKE))


# -- deciding ---------------------------------------------------------------------------------
def shown_now(turn: Turn) -> None:
    """d_shown: a button under a preview."""
    turn.ack(turn.texts.label("approve-toast-shown"))


def deciding(act: Act | None, then: Callable[[Turn, Notice], None]) -> Callable[[Turn], None]:
    """A button's handler: only on what it shows, and only for whoever may do this; else a kind word."""

    def handle(turn: Turn) -> None:
        officer_name(turn)
        notice = still_shown(turn, read_shown(turn.event.argument))
        if notice is not None and allowed(turn, notice, act or Act.RETURN):
            then(turn, notice)

    return handle


def still_shown(turn: Turn, shown: ShownNotice) -> Notice | None:
    """The loaded notice if it still waits just as it was shown; else its state is said."""
    notice = turn.one(NOTICE)
    if notice is None:
        answer(turn, "approve-toast-none")
    elif not shown.is_still(notice):
        answer(turn, "approve-toast-old", number=str(notice.id), state=state_name(turn.staff_texts, notice))
    else:
        return notice
    return None


def allowed(turn: Turn, notice: Notice, act: Act) -> bool:
    """Whether this officer may do it; a refusal is said, and written down."""
    role = role_of(turn, notice)
    if leads_to(NoticeState(notice.state), act, role, alone=is_alone(turn, notice, role)) is not None:
        return True
    turn.audit("notice-refused", notice=notice.id, act=act.value, role=role.value)
    answer(turn, "approve-toast-own" if role is Role.HAND else "officer-refused-toast")
    return False


def is_alone(turn: Turn, notice: Notice, role: Role) -> bool:
    """The exception: a region with one officer lets him approve his own Extreme alert."""
    return turn.shared.one_officer and role is Role.HAND and notice.severity == Severity.EXTREME


def must_type(notice: Notice) -> bool:
    """Whether a tap is not enough: a drill, or more than a thousand people."""
    known = read_counted(notice)
    return bool(notice.drill) or known is None or known.total > MANY_PEOPLE


def approve(turn: Turn, notice: Notice) -> None:
    """Everything has been looked at: it will be sent, now or at its time."""
    if not still_right(turn, notice):
        return
    role = role_of(turn, notice)
    alone = is_alone(turn, notice, role)
    name = officer_name(turn)
    if not move(turn, notice, Act.APPROVE, role, who=turn.officer, name=name, alone=alone):
        answer(turn, "approve-toast-old", number=str(notice.id), state=state_name(turn.staff_texts, notice))
        return
    if alone:
        turn.audit("notice-alone", notice=notice.id, version=notice.version)
    when = {"at": turn.texts.moment(notice.send_at, turn.now)} if notice.send_at > turn.now else {}
    answer(turn, "approve-toast-later" if when else "approve-toast-approved", number=str(notice.id), **when)
    decided(turn, notice)


def still_right(turn: Turn, notice: Notice) -> bool:
    """Whether what it is about is still so; else it goes back to its author, and the officer hears why."""
    change = what_changed(notice, chain_of(turn), turn.now)
    if change is None:
        return True
    send_back(turn, notice, change)
    answer(turn, "chain-toast-back", why=change.why, number=str(change.of), other=str(change.by))
    show_panel(turn, notice)
    return False


def take_back(turn: Turn, notice: Notice, act: Act, why: str) -> None:
    """Return or reject it, with a reason."""
    if not move(turn, notice, act, role_of(turn, notice), who=turn.officer, name=officer_name(turn), why=why):
        answer(turn, "approve-toast-old", number=str(notice.id), state=state_name(turn.staff_texts, notice))
        return
    answer(turn, f"approve-toast-{act.value}ed", number=str(notice.id))
    decided(turn, notice)


def look(turn: Turn, notice: Notice) -> None:
    """d_seen: somebody looks at it, nobody is called for five minutes."""
    record(turn, notice, "seen", turn.officer, officer_name(turn))
    pause_calls(turn, notice)
    answer(turn, "approve-toast-seen")
    show_panel(turn, notice, turn.many(ALIKE))


def decided(turn: Turn, notice: Notice) -> None:
    """Everybody who waited for a decision sees it: the panel, whoever was called, who wrote or submitted it."""
    show_panel(turn, notice)
    texts = turn.staff_texts
    event = [e for e in turn.changes.rows[NoticeEvent].values() if isinstance(e, NoticeEvent)][-1]
    later = notice.state == NoticeState.APPROVED and notice.send_at > turn.now
    when = texts.say("approve-send-at", at=texts.moment(notice.send_at, turn.now)) if later else ""
    text = join(texts.say("approve-answered", number=str(notice.id)), decision(texts, event), when, by="\n")
    answer_calls(turn, notice, text)
    for to in writers(turn, notice, turn.many(AUTHOR_ACCOUNTS)):
        turn.send(to, Message(text, _on(texts, notice)), careful=True, purpose=NoticePurpose.DECIDED)


def _on(texts: Texts, notice: Notice) -> tuple[tuple[Button, ...], ...]:
    """The author's way on: to the draft that came back, or to what was rejected."""
    if notice.state != NoticeState.DRAFT:
        return ways_back(texts, notice)
    return ((Button(texts.label("after-button-open-draft"), OfficerButton.EDIT(notice.id)),),)

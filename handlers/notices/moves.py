"""A notice's acts: the one place that moves a notice, writes its history and keeps its times.

Every act asks `states.TABLE` first; what it may not do changes nothing. With the act go the timers that hang on it
(its start, its end, the call for a second officer), so that nothing has to be remembered by whoever acts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from handlers.base.event import CLOCK
from handlers.base.loads import Needs, need
from handlers.base.message import Address
from handlers.base.turn import Turn
from handlers.notices.content import Content, load_content, said_anew
from handlers.notices.loads import NAMED_ACCOUNTS, OFFICER_ACCOUNTS
from handlers.notices.states import Act, NoticeState, Role, leads_to
from handlers.notices.together import begun_again, may_be_joined
from handlers.notices.words import NoticeTick
from storage.notice_records import Notice, NoticeEvent
from storage.records import OutboxState

CONSOLE = "console"
TAKEN_BACK = "notice"
"""Why a row was dropped: its notice does not hold any more."""
NOTHING_MORE: Mapping[str, object] = {}
_FIT_COUNT = ("kind", "severity", "drill", "area", "until", "send_at", "wake")
"""What of a content decides who gets it."""


# -- who ------------------------------------------------------------------------------------------
@need(OFFICER_ACCOUNTS, NAMED_ACCOUNTS)
def load_accounts(turn: Turn) -> Needs:
    """For routes of officers: all accounts that this person joined, so that `role_of` knows him in each of them.

    And those that the setting joins: one of them may know his name.
    """
    here = Address(turn.event.channel, turn.event.sender)
    pairs = sorted([a.channel, a.chat] for a in turn.shared.accounts_of(here))
    return OFFICER_ACCOUNTS(turn.person.id), NAMED_ACCOUNTS(json.dumps(pairs))


def identities(turn: Turn) -> frozenset[str]:
    """Everything under which this officer may stand in `hands`; empty for somebody who is none now."""
    if not turn.officer:
        return frozenset()
    here = Address(turn.event.channel, turn.event.sender)
    named = {turn.officer, str(here), *(str(a) for a in turn.shared.accounts_of(here))}
    named |= {str(Address(a.channel, a.user_id)) for a in turn.many(OFFICER_ACCOUNTS)}
    return frozenset(named | ({person_key(turn.person.id)} if turn.person.id else set()))


def person_key(person_id: int) -> str:
    return f"p:{person_id}"


def _version_key(number: int) -> str:
    """Stands among the hands and says of which version they are, once somebody has changed a submitted one."""
    return f"v:{number}"


def hands_of(notice: Notice) -> frozenset[str]:
    """Who wrote, changed or submitted the version that there is, or is being written."""
    return frozenset(key for key in json.loads(notice.hands) if not key.startswith("v:"))


def role_of(who: Turn | str, notice: Notice) -> Role:
    """What somebody is to this notice: whoever sends the turn, or the bearer of a key of its history."""
    if isinstance(who, Turn):
        if who.event.channel == CLOCK:
            return Role.CLOCK
        mine = identities(who)
    else:
        if who in (CLOCK, CONSOLE):
            return Role.CLOCK if who == CLOCK else Role.CONSOLE
        mine = frozenset({who} if who else ())
    if not mine:
        return Role.NOBODY
    return Role.HAND if mine & hands_of(notice) else Role.OFFICER


def add_hand(turn: Turn, notice: Notice) -> None:
    """From now on whoever sends this turn does not approve this version of the notice, in none of his accounts."""
    notice.hands = json.dumps(sorted({*json.loads(notice.hands), *identities(turn)}))


def _begin_version(notice: Notice) -> None:
    """The first change after a submission: whoever had a hand in what was submitted may approve what comes now."""
    key = _version_key(notice.version + 1)
    if notice.version and key not in json.loads(notice.hands):
        notice.hands = json.dumps([key])


def officer_name(turn: Turn) -> str:
    """How colleagues know this officer; remembered, since not every event says it. At worst, which account he has."""
    if turn.event.sender_name:
        turn.account.name = turn.event.sender_name[:60]
    known = [a.name for a in (*turn.many(NAMED_ACCOUNTS), *turn.many(OFFICER_ACCOUNTS)) if a.name]
    return turn.account.name or next(iter(known), "") or _unnamed(turn)


def _unnamed(turn: Turn) -> str:
    """Of somebody whose messenger has never said his name."""
    texts, event = turn.staff_texts, turn.event
    if not turn.officer:
        return texts.label("op-somebody")
    return texts.label("officer-unnamed", messenger=texts.label(f"messenger-{event.channel}"), account=event.sender)


# -- what it says ---------------------------------------------------------------------------------
def new_notice(turn: Turn, content: Content, *, link: str = "", linked_id: int = 0, source: str = "") -> Notice:
    """A draft by this officer, or (the turn has none) by the console or a source. Saved."""
    notice = Notice(
        turn.new_id("notice"), NoticeState.DRAFT.value, content.kind, content.severity, int(content.drill), ""
    )
    notice.link, notice.linked_id, notice.source = link, linked_id, source
    notice.created_at = turn.now
    if turn.officer:
        notice.author, notice.author_name = turn.person.id, officer_name(turn)
    _take_over(turn, notice, content)
    return notice


def set_content(turn: Turn, notice: Notice, content: Content) -> bool:
    """Give a notice another content, if it is still a draft or pending (it is a draft again then); else False."""
    state = NoticeState(notice.state)
    if leads_to(state, Act.CHANGE, Role.OFFICER) is None:
        return False
    if state is not NoticeState.DRAFT:
        _go(turn, notice, Act.CHANGE, NoticeState.DRAFT)
        record(turn, notice, Act.CHANGE.value, turn.officer, officer_name(turn) if turn.officer else "")
    before = load_content(notice.content)
    content = said_anew(before, content)
    if any(getattr(before, name) != getattr(content, name) for name in _FIT_COUNT):
        notice.counted, notice.count_wanted = "", 0
    _begin_version(notice)
    _take_over(turn, notice, content)
    return True


def _take_over(turn: Turn, notice: Notice, content: Content) -> None:
    notice.content = content.dump()
    notice.kind, notice.severity, notice.drill = content.kind, content.severity, int(content.drill)
    notice.until, notice.send_at, notice.repeat_min = content.until, content.send_at, content.repeat_min
    notice.updated_at = turn.now
    add_hand(turn, notice)
    turn.save(notice)


# -- what is done ---------------------------------------------------------------------------------
def move(
    turn: Turn,
    notice: Notice,
    act: Act,
    role: Role,
    *,
    who: str,
    name: str,
    why: str = "",
    alone: bool = False,
    data: Mapping[str, object] = NOTHING_MORE,
) -> bool:
    """Do an act if the table allows it to this role; False changes nothing.

    `who` and `name` go into the history: an officer's key, "console", "clock" or a source, and how people call him;
    `data` beside them.
    A notice whose content is not what was submitted is not approved.
    """
    to = leads_to(NoticeState(notice.state), act, role, alone=alone)
    if to is None or (act is Act.APPROVE and notice.digest != load_content(notice.content).digest()):
        return False
    if act is Act.SUBMIT:
        add_hand(turn, notice)
        notice.submitter_name = name
    elif act is Act.APPROVE:
        notice.approver_name = name
    notice.why = why if act in (Act.RETURN, Act.REJECT) else notice.why
    _go(turn, notice, act, to)
    more = {"alone": True} if alone and role is Role.HAND and act is Act.APPROVE else {}
    record(turn, notice, act.value, who, name, **({"why": why} if why else {}), **more, **data)
    return True


def _go(turn: Turn, notice: Notice, act: Act, to: NoticeState) -> None:
    """The state with all that hangs on it: digest, times, timers, rows that wait."""
    notice.state, notice.updated_at = to.value, turn.now
    if to is NoticeState.DRAFT:
        notice.digest, notice.submitted_at = "", 0
    if act is Act.SUBMIT:
        notice.digest = load_content(notice.content).digest()
        notice.version, notice.submitted_at, notice.why = notice.version + 1, turn.now, ""
        _watch_end(turn, notice)
    elif act in (Act.APPROVE, Act.REPEAT):
        notice.approved_at = turn.now
        turn.after(max(0, notice.send_at - turn.now), NoticeTick.START, notice.id)
        if act is Act.REPEAT:
            notice.digest = load_content(notice.content).digest()
    elif act is Act.START:
        notice.started_at = turn.now
        _watch_end(turn, notice)
    elif act is Act.FINISH:
        notice.finished_at = turn.now
    elif act is Act.STOP:
        turn.changes.command("notice_part", notice.id, turn.now)
    elif act is Act.GO_ON and may_be_joined(notice.severity):
        notice.cursor, notice.expanded = begun_again(notice.cursor), 0
    if to in (NoticeState.CANCELLED, NoticeState.EXPIRED):
        _finish_early(turn, notice)
    kept = to in (NoticeState.PENDING, NoticeState.OUTDATED)  # who was called about an outdated one: tick BACK
    if not kept and act is not Act.DROP:  # who was called about one that was taken away: tick CALL
        turn.forget_timer(NoticeTick.CALL, notice.id)
    if to in (NoticeState.DRAFT, NoticeState.REJECTED, NoticeState.OUTDATED):
        turn.forget_timer(NoticeTick.UNTIL, notice.id)
        turn.forget_timer(NoticeTick.START, notice.id)
    turn.save(notice)


def _watch_end(turn: Turn, notice: Notice) -> None:
    """Whatever becomes of it, somebody looks at it when its time is over."""
    if notice.until:
        turn.after(max(0, notice.until - turn.now), NoticeTick.UNTIL, notice.id)


def _finish_early(turn: Turn, notice: Notice) -> None:
    """Nothing of it is said any more: no row that waits, no timer that comes back to it."""
    notice.finished_at = notice.finished_at or turn.now
    if notice.started_at:
        drop_rows(turn, notice)
    for timer in (NoticeTick.START, NoticeTick.REPEAT):
        turn.forget_timer(timer, notice.id)
    end(turn, notice)


def drop_rows(turn: Turn, notice: Notice) -> None:
    """What still waits of it is not said any more; it counts as dropped."""
    dropped = OutboxState.DROPPED
    turn.changes.command("notice_drop", notice.id, turn.now, int(dropped), dropped.name.lower(), TAKEN_BACK)


def end(turn: Turn, notice: Notice) -> bool:
    """It is not in force any more; whether it was until now. It stays in its state."""
    turn.forget_timer(NoticeTick.UNTIL, notice.id)
    turn.forget_timer(NoticeTick.REPEAT, notice.id)
    if notice.ended_at:
        return False
    notice.ended_at = turn.now
    turn.save(notice)
    if notice.started_at:
        turn.after(0, NoticeTick.JUDGE, notice.id)
    return True


def record(turn: Turn, notice: Notice, what: str, who: str, name: str, **data: object) -> NoticeEvent:
    """Add a line to the notice's history."""
    event = NoticeEvent(turn.new_id("notice_event"), notice.id, turn.now, what, who, name)
    event.data = json.dumps(data, ensure_ascii=False) if data else "{}"
    turn.save(event)
    return event

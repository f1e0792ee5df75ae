"""The tick "n_alert": an alert is judged, written down, made a notice, and the officers are told."""

from __future__ import annotations

import json
from dataclasses import replace

from handlers.alerts.arrival import ANSWER, CONSOLE, Arrival, ArrivalAnswer, load_arrival
from handlers.alerts.cases import CapCase
from handlers.alerts.chain import chain_of, digest_of, key_of, references_of, with_digest
from handlers.alerts.judge import UNTOLD_OUTCOMES, CapOutcome, CapVerdict, is_untouched, judge, source_for
from handlers.alerts.resources import ARRIVED_FILE, waits_for_file, with_files
from handlers.alerts.telling import source_name, tell_bad, tell_outcome
from handlers.base.loads import Load, Needs, need
from handlers.base.turn import Turn
from handlers.cap.model import Alert, sender_key
from handlers.cap.safe_xml import CapFault
from handlers.notices.chain import CHAIN
from handlers.notices.family import NoticeLink, shown_number
from handlers.notices.loads import LIVE, among, live
from handlers.notices.moves import move, new_notice, record
from handlers.notices.states import Act, Role
from handlers.notices.words import NoticeTick
from storage.notice_records import CapAlert, CapReference, Notice
from storage.records import Setting
from storage.region.notice_rules import AlertSource

TELLS_NOBODY = UNTOLD_OUTCOMES | {CapOutcome.SAME}
MEANS_NOTHING = frozenset(
    {CapOutcome.STRANGER, CapOutcome.TEST, CapOutcome.INTERNAL, CapOutcome.PRIVATE, CapOutcome.RECEIPT}
)
"""What such an alert refers to is not touched by it."""


NAMED_ALERTS = Load("alerts of this name", "cap_named", CapAlert)
KEPT_REFERENCES = Load("what was said about it and by it", "cap_references", CapReference)
CHAIN_ALERTS = Load("alerts of the matter", "cap_among", CapAlert)
ALERT_NOTICES = Load("notices that these became", "notices_of_chain", Notice)


@need(NAMED_ALERTS, KEPT_REFERENCES, ARRIVED_FILE)
def load_known(turn: Turn) -> Needs:
    """Alerts of this name, and what was ever said of it and of those that it refers to."""
    arrival = load_arrival(turn.event.text)
    alert = arrival.alert
    if alert is None:
        return ()
    keys = [
        (sender, triple.identifier, str(triple.key[2]))
        for triple in (alert.triple, *alert.references)
        for sender in _spellings(triple.sender)
    ]
    triples = json.dumps(keys, ensure_ascii=False)
    named = (NAMED_ALERTS(sender, alert.identifier) for sender in _spellings(alert.sender))
    return *named, KEPT_REFERENCES(triples), ARRIVED_FILE(arrival.file)


def _spellings(sender: str) -> tuple[str, ...]:
    """As rows have it: as it is compared, and as an earlier program wrote it down."""
    return tuple(dict.fromkeys((sender_key(sender), sender)))


@need(CHAIN_ALERTS)
def load_chain(turn: Turn) -> Needs:
    """The rows of all of these, whether they were read or not."""
    alert = load_arrival(turn.event.text).alert
    if alert is None:
        return ()
    names = {(sender, t.identifier) for t in alert.references for sender in _spellings(t.sender)}
    for one in turn.many(KEPT_REFERENCES):
        names |= {(one.sender, one.identifier), (one.by_sender, one.by_identifier)}
    return (CHAIN_ALERTS(json.dumps(sorted(names), ensure_ascii=False)),) if names else ()


@need(ALERT_NOTICES)
def load_notices(turn: Turn) -> Needs:
    """The notices that they became, with all that these are linked with."""
    rows = [*turn.many(NAMED_ALERTS), *turn.many(CHAIN_ALERTS)]
    ids = {row.notice_id for row in rows if row.notice_id}
    return (among(ALERT_NOTICES, ids),) if ids else ()


@need(CHAIN, LIVE)
def load_standing(turn: Turn) -> Needs:
    """What is in force, whoever said it: the same may come under another name. What is made now has no chain yet."""
    return (live(turn.now),)


def receive(turn: Turn) -> None:
    """Tick "n_alert"; its key is whoever's way in gave it, its text an `Arrival`."""
    arrival = load_arrival(turn.event.text)
    if arrival.alert is None:
        tell_bad(turn, arrival)
        _answer(turn, arrival, ArrivalAnswer("bad", bad=arrival.bad))
        return
    case = _case(turn, arrival)
    verdict = judge(case)
    if waits_for_file(turn, arrival, case, verdict):
        return
    verdict = with_files(turn, arrival, case, verdict)
    if arrival.approve and verdict.content is not None and not verdict.placed:
        _answer(turn, arrival, ArrivalAnswer("unplaced", notes=verdict.notes))
        return
    _take_back(turn, case, verdict)
    notice = _make(turn, arrival, case, verdict) if verdict.content is not None else verdict.linked
    number = shown_number(notice) if notice is not None else _earlier(case)
    if verdict.outcome is not CapOutcome.SAME:
        _write_down(turn, arrival, case, verdict, number)
    if verdict.outcome not in TELLS_NOBODY and not (verdict.outcome is CapOutcome.STRANGER and case.same):
        tell_outcome(turn, arrival, case, verdict, notice)
    _answer(turn, arrival, ArrivalAnswer(_outcome(arrival, verdict).value, number, verdict.notes))


def died(turn: Turn) -> None:
    """Tick "n_alert_died": an alert that ended the program twice. Nobody looks at it again but the officers."""
    arrival = replace(load_arrival(turn.event.text), alert=None, placed=None, bad=(CapFault("", "cap-deadly"),))
    tell_bad(turn, arrival)
    _answer(turn, arrival, ArrivalAnswer("bad", bad=arrival.bad))


def _case(turn: Turn, arrival: Arrival) -> CapCase:
    assert arrival.alert is not None
    alert, named = arrival.alert, turn.many(NAMED_ALERTS)
    source = _source(turn, arrival, alert)
    return CapCase(
        turn.shared, alert, source, turn.now,
        next((row for row in named if key_of(row) == alert.triple.key), None),
        tuple(row for row in named if key_of(row) != alert.triple.key),
        chain_of(alert, source, turn.many(KEPT_REFERENCES)),
        tuple(turn.many(CHAIN_ALERTS)),
        {notice.id: notice for notice in turn.many(ALERT_NOTICES)},
        arrival.placed, tuple(turn.many(LIVE)),
    )  # fmt: skip


def _source(turn: Turn, arrival: Arrival, alert: Alert) -> AlertSource | None:
    """Who speaks for the sender, if anybody; whoever has the machine may speak for anybody."""
    source = source_for(turn.shared.region.notices.sources, alert.sender, arrival.source)
    console = AlertSource(CONSOLE, {"ru": alert.sender}) if arrival.by == CONSOLE else None
    return source or console


def _earlier(case: CapCase) -> int:
    return case.same.notice_id if case.same else 0


# -- what is done ---------------------------------------------------------------------------------
def _make(turn: Turn, arrival: Arrival, case: CapCase, verdict: CapVerdict) -> Notice:
    """The notice, as far on its way as it may go without an officer."""
    assert verdict.content is not None
    assert case.source is not None
    linked = verdict.linked
    about = shown_number(linked) if linked is not None else 0
    notice = new_notice(turn, verdict.content, link=verdict.link, linked_id=about, source=case.source.code)
    role, who = (Role.CONSOLE, CONSOLE) if arrival.approve else (Role.SOURCE, case.source.code)
    name = arrival.approve or source_name(turn, case.source)
    notice.author_name = source_name(turn, case.source)
    if not verdict.placed:
        return notice
    move(turn, notice, Act.SUBMIT, role, who=who, name=name)
    if verdict.at_once or arrival.approve:
        if verdict.link == NoticeLink.WITHDRAWS and linked is not None:
            move(turn, linked, Act.WITHDRAW, role, who=who, name=name)
        move(turn, notice, Act.APPROVE, role, who=who, name=name)
    if arrival.approve:
        turn.audit("notice-console", notice=notice.id, name=arrival.approve, file=arrival.name)
    return notice


def _take_back(turn: Turn, case: CapCase, verdict: CapVerdict) -> None:
    """What nobody got yet and no officer has touched goes by itself; the rest is for the officers, and says so."""
    assert case.source is not None or not verdict.drop
    for notice in verdict.drop:
        if case.source is not None and is_untouched(notice, case.source):
            name = source_name(turn, case.source)
            move(turn, notice, Act.DROP, Role.SOURCE, who=case.source.code, name=name)
        elif case.source is not None:
            said = "source_lifted" if case.alert.kind == "Cancel" else "source_replaced"
            record(turn, notice, said, case.source.code, source_name(turn, case.source))
        turn.after(0, NoticeTick.PANEL, notice.id)


def _write_down(turn: Turn, arrival: Arrival, case: CapCase, verdict: CapVerdict, number: int) -> None:
    """The alert's row, and what it refers to: but whoever may not speak here ends nothing by it."""
    alert, same = case.alert, case.same
    where, outcome = arrival.source or arrival.by, _outcome(arrival, verdict).value
    digests = with_digest(same.digests if same else "", digest_of(alert))
    sender, sent = (same.sender, same.sent) if same else (sender_key(alert.sender), alert.sent)  # as it came first
    turn.save(CapAlert(sender, alert.identifier, sent, number, outcome, where, turn.now, digests))
    if verdict.outcome not in MEANS_NOTHING:
        for reference in references_of(alert, case.source):
            turn.save(reference)


def _outcome(arrival: Arrival, verdict: CapVerdict) -> CapOutcome:
    """What it has become: also what was approved at once, by whomever, is on its way."""
    on_its_way = verdict.content is not None and (verdict.at_once or arrival.approve)
    return CapOutcome.SENT if on_its_way else verdict.outcome


def _answer(turn: Turn, arrival: Arrival, answer: ArrivalAnswer) -> None:
    if arrival.answer:
        turn.save(Setting(f"{ANSWER}{turn.event.argument}", answer.dump()))

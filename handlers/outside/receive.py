"""The tick "outside": another system does something with a report, as an operator would in the admin chat.

It is carried out by the operators' own functions: the card, ten seconds in which the chat can stop it, the remark on
officialese, the signature and the mark of delivery are theirs. What became of it is a row of its own, in the same
transaction, so that the same act is done once, whatever ends in between.
"""

from __future__ import annotations

import json

from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, tick_case
from handlers.operator.doer import Doer
from handlers.operator.grace import begin_as
from handlers.operator.take import accept
from handlers.operator.whom import ASKED_KINDS
from handlers.outside.act import LINES, OUTSIDE, ActKind, OutsideAct, load_act
from handlers.outside.judge import ActOutcome, is_seen, judge, was_done
from handlers.reports.card import show_card
from handlers.reports.delivery_words import TO_ALL
from handlers.reports.loads import WHOLE_REPORT, whole_report
from storage.answer_records import KeptOutsideAct
from storage.records import Audit
from storage.region.clients import ANSWER, ApiClient
from storage.region.region import name_in

BY = "outside"
"""In the data of a line: the code of the client that did it."""
SAID_AT = "said_at"
KEPT_ACT = Load("what became of this act before", "outside_act", KeptOutsideAct)


@need(*WHOLE_REPORT, KEPT_ACT)
def load_case(turn: Turn) -> Needs:
    """The report, and whether this act came before."""
    act = load_act(turn.event.text)
    return (*whole_report(act.report), KEPT_ACT(act.client, act.name))


def receive(turn: Turn) -> None:
    """Tick "outside"; its key is the client and its name for the act, its text an `OutsideAct`."""
    act, case, kept = load_act(turn.event.text), tick_case(turn), turn.one(KEPT_ACT)
    if was_done(kept):  # also where the report has left this client's sight by it
        return
    client = _client(turn, act.client)
    if client is None or case is None or not is_seen(case.report, client):
        _keep(turn, act, ActOutcome.UNKNOWN, None, 0)
        return
    chat = turn.shared.centre_chat(case.report.team)
    outcome = judge(act, case, turn.shared.region, turn.now) if chat is not None else ActOutcome.NO_CHAT
    event = _do(turn, act, case, client, chat) if chat is not None and outcome is ActOutcome.DONE else 0
    _keep(turn, act, outcome, case, event)


def _client(turn: Turn, code: str) -> ApiClient | None:
    """The client, as long as it may do this."""
    return next((each for each in turn.shared.region.clients if each.code == code and ANSWER in each.may), None)


def _do(turn: Turn, act: OutsideAct, case: ReportCase, client: ApiClient, chat: Address) -> int:
    """The number of the line that it became."""
    name = name_in(client.names, turn.shared.default_language)
    if act.kind is ActKind.ACCEPTED:
        event = accept(turn, case, name)
        show_card(turn, case.report, case.history, case.files)
        return event.id
    line, data = LINES[act.kind], dict[str, object]()
    text = act.text
    if act.kind is ActKind.TRANSFERRED:
        data = {"from": case.report.organisation, "to": act.to}
        if text:  # staff read why; its author does not
            data["because"], text = text, ""
    if act.until:
        data["until"] = act.until
    if line in ASKED_KINDS:
        data[TO_ALL] = int(not act.to_author)
    if act.said_at:
        data[SAID_AT] = act.said_at
    doer = Doer(name, chat, OUTSIDE, quiet=act.quiet)
    files = [file.attachment() for file in act.files]
    return begin_as(doer, turn, case, line, text, files, **{BY: client.code}, **data).id


def _keep(turn: Turn, act: OutsideAct, outcome: ActOutcome, case: ReportCase | None, event: int) -> None:
    """What became of it, and who did it; where there is no report, nothing is said of any."""
    data = json.dumps({"report": act.report, "kind": act.kind.value, "outcome": outcome.value})
    turn.save(Audit(turn.new_id("audit"), turn.now, OUTSIDE, act.client, "outside_act", data))
    status = case.report.status if case is not None else ""
    turn.save(
        KeptOutsideAct(
            act.client, act.name, act.report, event, act.kind.value, outcome.value, status, act.digest, turn.now
        )
    )

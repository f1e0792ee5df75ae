"""Messages that ask an operator to write something: the reply to one is a question or a reason."""

from __future__ import annotations

import re
from typing import Any

from handlers.base.message import Marked, Message
from handlers.base.staff import tell
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, operator_name
from handlers.operator.words import OperatorData
from handlers.reports.card import card_slot
from handlers.reports.loads import SENT
from handlers.reports.referred import REASON, REFERRED
from handlers.reports.saved import HINT
from handlers.reports.silenced import DAYS
from handlers.reports.status import LineKind
from storage.records import Lane, SentMessage, Share

PROMPT = "prompt:"
KINDS = {
    f"{PROMPT}ask": LineKind.QUESTION,
    f"{PROMPT}reject": LineKind.REJECTED,
    f"{PROMPT}{REFERRED}": LineKind.REJECTED,
    f"{PROMPT}close": LineKind.CLOSING,
    f"{PROMPT}join": LineKind.MERGED,
    f"{PROMPT}prolong": LineKind.INTERIM,
    **{f"{PROMPT}silence-{days}": LineKind.SILENCED for days in DAYS},
}
"""A prompt's purpose, and the history line that the reply to it becomes."""
DATA: dict[str, dict[str, object]] = {f"{PROMPT}{REFERRED}": {REASON: REFERRED}}
"""What that line's data then holds."""
GAP_PROMPT = f"{PROMPT}gap:"
"""Then a ready answer's key: what stands in its gaps."""
OPEN_MS = MINUTE_MS
ANSWERED_WITHIN_MS = 10 * MINUTE_MS
"""In a private chat words answer the prompt so long without pointing at it."""
KIND_WORD = re.compile(r"[:-]")


def ask(turn: Turn, case: ReportCase) -> None:
    """o_ask: what should the author be asked?"""
    prompt(turn, case, "ask")


def prompt(turn: Turn, case: ReportCase, kind: str, **values: str) -> None:
    """Ask this operator for a text (`values` go into the sentence). Pressing twice asks once, and an older prompt of
    his goes away.
    """
    earlier = turn.data.get(OperatorData.PROMPT) or {}
    if (
        earlier.get("report") == case.report.id
        and earlier.get("kind") == kind
        and turn.now - int(earlier["at"]) < OPEN_MS
    ):
        turn.ack(turn.texts.label("op-toast-prompt-open"))
        return
    if earlier:
        _take_away(turn, str(earlier["slot"]))
    slot = f"prompt:{turn.new_id('outbox')}"
    turn.data[OperatorData.PROMPT] = {"slot": slot, "report": case.report.id, "kind": kind, "at": turn.now}
    text = turn.t(f"prompt-{KIND_WORD.split(kind)[0]}", number=str(case.report.id), who=operator_name(turn), **values)
    message = Message(text, reply_to=f"slot:{card_slot(case.report)}", ask_reply=True)
    tell(turn, message, slot=slot, report_id=case.report.id, purpose=f"{PROMPT}{kind}")


def target_of(turn: Turn) -> SentMessage | None:
    """What the message replies to; in a private chat also the prompt that waits there for words."""
    target, asked = turn.one(SENT), turn.data.get(OperatorData.PROMPT)
    if target is not None or not asked or not turn.event.private or turn.event.reply_to:
        return target
    if turn.now - int(asked["at"]) > ANSWERED_WITHIN_MS:
        return None
    here, purpose = turn.here, f"{PROMPT}{asked['kind']}"
    return SentMessage(here.channel, here.chat, "", str(asked["slot"]), int(asked["report"]), purpose=purpose)


def close_prompt(turn: Turn, target: SentMessage) -> None:
    """The prompt has been answered or dropped, by a reply to itself or to a hint about it."""
    if target.slot:
        _take_away(turn, target.slot)
    open_one = turn.data.get(OperatorData.PROMPT) or {}
    if open_one.get("slot") == target.slot:
        del turn.data[OperatorData.PROMPT]
    elif not target.slot:
        drop_prompt(turn, target.report_id, target.purpose.removeprefix(PROMPT))


def hint(turn: Turn, case: ReportCase, target: SentMessage | None, text: Marked, **how: Any) -> None:
    """Say why words did not go, in such a way that a reply to it is read as a reply to what they replied to: people
    answer what the bot said last.
    """
    purpose = target.purpose if target is not None and is_prompt(target) else HINT
    tell(turn, text, **{"report_id": case.report.id, "purpose": purpose, **how})


def drop_prompt(turn: Turn, report: int, kind: str) -> None:
    """This operator's question for it is not needed any more: a button has answered it."""
    open_one = turn.data.get(OperatorData.PROMPT) or {}
    if open_one.get("report") == report and open_one.get("kind") == kind:
        _take_away(turn, str(open_one["slot"]))
        del turn.data[OperatorData.PROMPT]


def is_prompt(target: SentMessage | None) -> bool:
    return target is not None and (target.purpose in KINDS or target.purpose.startswith(GAP_PROMPT))


def _take_away(turn: Turn, slot: str) -> None:
    turn.take_away(turn.here, slot, lane=Lane.OPERATORS, share=Share.ASKED)

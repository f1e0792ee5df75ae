"""What is said of an act that is about to reach a citizen: what will go, to whom, who does it, and how to stop it."""

from __future__ import annotations

import json

from handlers.base.message import Button, Marked, Message
from handlers.base.programs import is_program, program_name, program_of
from handlers.base.texts import Texts, join, shorten
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase
from handlers.operator.look_over import HELD, OFFERED, by_its_mark, excuse, odd_day_in_words
from handlers.operator.words import OperatorButton
from handlers.reports.about import first_words, gist
from handlers.reports.card_text import organisation_name, status_name
from handlers.reports.delivery_words import TO_ALL
from handlers.reports.loads import followers_of
from handlers.reports.office import REASON_LENGTH
from handlers.reports.referred import is_referral
from handlers.reports.status import ALIVE, GRACED, LineKind, Status
from storage.records import Report, ReportEvent
from storage.region.region import Region

SECONDS = 10
SHOWN_WORDS = 160
REFERRED_WORDS = 600
"""Of a name and contacts all has to be seen."""
UNTIL_DAYS = (1, 3, 7)
"""The next word may be promised for so many days from now by a button."""
HEARD_UNASKED = (LineKind.REJECTED, LineKind.CLOSING, LineKind.TRANSFERRED, LineKind.REOPENED)
"""What becomes of a report: whoever follows it hears of it, and nobody asks whom it is for."""
HAND_REASONS = ("place", "topic", "help")
"""Why a report is handed over, as buttons say it; others are written."""


def confirmation(turn: Turn, case: ReportCase, event: ReportEvent, *, edited: bool = False) -> Message:
    """The message; `edited`: something of it was changed just now."""
    texts, report, data = turn.staff_texts, case.report, json.loads(event.data)
    kind = "referred" if is_referral(event) else event.kind
    heading = texts.say(f"will-go-{kind}", **_values(texts, turn.shared.region, report, event))
    until = texts.say("will-go-until", at=texts.moment(data["until"], turn.now)) if data.get("until") else ""
    held = report.taken_by and report.taken_by != event.actor
    others = dict.fromkeys(
        each.actor_name for each in case.history
        if each.id != event.id and each.actor != event.actor and each.kind in GRACED and not each.delivery
    )  # fmt: skip
    text = join(
        heading,
        _followers(turn, report, event),
        until or (texts.say("will-go-when") if event.kind == LineKind.INTERIM else ""),
        texts.say("will-go-by-mark") if by_its_mark(event) else "",
        texts.say("will-go-edited") if edited else "",
        texts.say("will-go-plain", what=excuse(texts, event)) if excuse(texts, event) else "",
        texts.say("will-go-mend") if data.get(HELD) else "",
        odd_day_in_words(texts, event),
        _through(texts, turn.shared.region, report, event),
        texts.say("will-go-who", who=event.actor_name),
        *(texts.say("will-go-too", who=who) for who in others),
        texts.say("will-go-held", who=report.taken_name) if held else "",
        texts.say("will-go-over", status=status_name(texts, report)) if "late" in data else "",
        by="\n",
    )
    return Message(text, _buttons(texts, report, event))


def _values(texts: Texts, region: Region, report: Report, event: ReportEvent) -> dict[str, str]:
    data = json.loads(event.data)
    held = data.get(HELD)
    time = texts.label("will-go-minutes", minutes=held) if held else texts.label("will-go-time", seconds=SECONDS)
    values = {"report": named(texts, region, report), "time": time}
    if event.kind in (LineKind.ANSWER, LineKind.INTERIM, LineKind.QUESTION, LineKind.REJECTED, LineKind.SILENCED):
        words = first_words(event.text, REFERRED_WORDS if is_referral(event) else SHOWN_WORDS)
        values["words"] = texts.label("queue-words", words=words) if words else texts.label("card-only-files")
    if event.kind == LineKind.SILENCED:
        values["days"] = str(data.get("days", ""))
    elif event.kind == LineKind.CLOSING:
        values["words"] = (
            f" {texts.label('queue-words', words=first_words(event.text, SHOWN_WORDS))}" if event.text else ""
        )
    elif event.kind == LineKind.TRANSFERRED:
        values["to"] = organisation_name(texts, region, str(data.get("to", "")))
        values["because"] = shorten(str(data.get("because", "")), REASON_LENGTH) or "none"
    elif event.kind == LineKind.MERGED:
        values["other"] = str(data.get("into", "?"))
    return values


def _followers(turn: Turn, report: Report, event: ReportEvent) -> Marked:
    """How many will read it besides the author; of an answer, once it was said whom it is for."""
    whom = 1 if event.kind in HEARD_UNASKED else json.loads(event.data).get(TO_ALL)
    count = followers_of(turn, report.id) if whom is not None else 0
    if not count:
        return Marked("")
    return turn.staff_texts.say("will-go-followers", count=count) if whom else turn.staff_texts.say("will-go-author")


def _through(texts: Texts, region: Region, report: Report, event: ReportEvent) -> Marked:
    """Where no messenger leads to its author: how he reads it, and that a question finds no answer here."""
    if not is_program(report.channel):
        return Marked("")
    name = program_name(region, program_of(report.channel), texts.language)
    return texts.say("will-go-program-question" if event.kind == LineKind.QUESTION else "will-go-program", name=name)


def named(texts: Texts, region: Region, report: Report) -> str:
    """ "№ 34 (the wire has come down, Ivolgino)"."""
    what = gist(region, report.text, report.settlement, report.municipality, report.address)
    number = texts.label("op-button-open", number=str(report.id))
    return f"{number} ({what})" if what else number


def _buttons(texts: Texts, report: Report, event: ReportEvent) -> tuple[tuple[Button, ...], ...]:
    stop = Button(texts.label("op-button-undo"), OperatorButton.UNDO(event.id), style="bad")
    first = (stop, *_mending(texts, event))
    day = _promise(texts, report, event)
    if event.kind == LineKind.INTERIM:
        days = tuple(
            Button(texts.label("op-button-until", days=day), OperatorButton.UNTIL(event.id, day)) for day in UNTIL_DAYS
        )
        return first, *day, days
    if event.kind == LineKind.TRANSFERRED:
        given = "because" in json.loads(event.data)
        reasons = [(_why(texts, event, code),) for code in HAND_REASONS]
        return ((stop,), *(() if given else reasons))
    if event.kind == LineKind.ANSWER and Status(report.status) in ALIVE:
        return first, *day, (Button(texts.label("op-button-interim"), OperatorButton.INTERIM(event.id)),)
    if by_its_mark(event):
        return first, (Button(texts.label("op-button-as-answer"), OperatorButton.AS_ANSWER(event.id)),)
    return (first,)


def _mending(texts: Texts, event: ReportEvent) -> tuple[Button, ...]:
    """What can be done with an answer that sounds like an excuse; once it was mended nothing."""
    if json.loads(event.data).get(HELD):
        return (Button(texts.label("op-button-as-is"), OperatorButton.AS_IS(event.id)),)
    return (Button(texts.label("op-button-mend"), OperatorButton.MEND(event.id)),) if excuse(texts, event) else ()


def _promise(texts: Texts, report: Report, event: ReportEvent) -> tuple[tuple[Button, ...], ...]:
    """The day that the answer names, to be promised."""
    data = json.loads(event.data)
    if OFFERED not in data or data.get("until") == data[OFFERED] or Status(report.status) not in ALIVE:
        return ()
    label = texts.label("op-button-promise", day=texts.date(data[OFFERED], event.at))
    return ((Button(label, OperatorButton.PROMISE(event.id)),),)


def _why(texts: Texts, event: ReportEvent, code: str) -> Button:
    return Button(texts.label(f"hand-because-{code}"), OperatorButton.WHY(event.id, code))


def not_sent(texts: Texts, report: Report) -> Marked:
    """That it was not done after all, because the report stands otherwise by now."""
    return texts.say("op-not-sent", number=str(report.id), status=status_name(texts, report))

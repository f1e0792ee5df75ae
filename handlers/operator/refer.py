"""«Не наш вопрос»: who answers for it, out of the region's list or in one's own words. Its author hears how to reach
them, after a preview and the ten seconds, and the report is closed.
"""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.message import Button, Message
from handlers.base.staff import tell
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, refresh, show_menu
from handlers.operator.grace import begin, pending
from handlers.operator.prompts import prompt
from handlers.reports.card import card_slot
from handlers.reports.card_buttons import paged_menu
from handlers.reports.loads import SENT
from handlers.reports.referred import REASON, REFERRED, contact_text, referral
from handlers.reports.status import LineKind
from handlers.reports.tell_citizen import about, signature, texts_of
from handlers.reports.words import ReportButton
from storage.records import Lane, Share
from storage.region.other_offices import OtherOffice
from storage.region.region import name_in

OWN_WORDS = "own"
"""In place of an office's code, which always follows a dot here."""


def refer(turn: Turn, case: ReportCase) -> None:
    """o_refer: who is it? What fits the topic and the place comes first; without a list it is written at once."""
    report, offices = case.report, turn.shared.region.other_offices
    if not offices:
        prompt(turn, case, REFERRED, listed="no")
        refresh(turn, case)
        return

    def order(office: OtherOffice) -> int:
        return -office.fitness(report.topic, report.settlement, report.municipality)

    choices = [
        (name_in(office.names, turn.texts.language), ReportButton.REFER_TO(report.id, f".{office.code}"))
        for office in sorted(offices, key=order)
    ]
    own = (turn.texts.label("op-button-refer-own"), ReportButton.REFER_TO(report.id, OWN_WORDS))
    menu = paged_menu(turn.texts, report, [*choices, own], ReportButton.REFER, number(part(turn, 1)))
    show_menu(turn, case, menu)


def refer_to(turn: Turn, case: ReportCase) -> None:
    """o_referto: what its author will read, to be sent or not; or one's own words are asked for."""
    report, office = case.report, _office(turn)
    if part(turn, 1) == OWN_WORDS:
        prompt(turn, case, REFERRED, listed="yes")
    elif office is None:
        turn.ack(turn.texts.label("op-toast-no-office"))
    else:
        theirs, texts = texts_of(turn, report), turn.staff_texts
        body = referral(
            theirs, report.id, about(turn, report, theirs), contact_text(theirs, office),
            signature(turn, report, theirs),
        )  # fmt: skip
        send = Button(texts.label("op-button-refer-send"), ReportButton.REFER_SURE(report.id, f".{office.code}"))
        drop = Button(texts.label("op-button-refer-drop"), ReportButton.REFER_DROP(report.id))
        message = Message(
            join(texts.say("refer-preview", number=str(report.id)), body), ((send, drop),),
            reply_to=f"slot:{card_slot(report)}",
        )  # fmt: skip
        tell(turn, message, slot=f"refer:{turn.new_id('outbox')}", report_id=report.id)
    refresh(turn, case)


def refer_sure(turn: Turn, case: ReportCase) -> None:
    """o_refersure: it goes out in ten seconds."""
    office = _office(turn)
    _away(turn)
    if office is None:
        turn.ack(turn.texts.label("op-toast-no-office"))
        return
    if pending(case, LineKind.REJECTED) is None:
        words = contact_text(texts_of(turn, case.report), office)
        begin(turn, case, LineKind.REJECTED, words, (), **{REASON: REFERRED, "office": office.code})
    turn.ack(turn.texts.label("op-toast-soon"))
    refresh(turn, case)


def refer_drop(turn: Turn, case: ReportCase) -> None:
    """o_referdrop: the preview goes, nothing is sent."""
    _away(turn)
    refresh(turn, case)


def _office(turn: Turn) -> OtherOffice | None:
    code = part(turn, 1).removeprefix(".")
    return next((office for office in turn.shared.region.other_offices if office.code == code), None)


def _away(turn: Turn) -> None:
    """The preview that was pressed is needed no more."""
    pressed = turn.one(SENT)
    if pressed is not None and pressed.slot.startswith("refer:"):
        turn.take_away(turn.here, pressed.slot, lane=Lane.OPERATORS, share=Share.ASKED)

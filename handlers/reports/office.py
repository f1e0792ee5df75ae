"""Whose report it is: the organisation that answers for its topic at its place, and how it comes to it.

The region's files say it (storage/region/answering.py). What somebody handed over by hand stays where he put it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import takewhile

from handlers.base.message import Address, Marked
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.reading.places import place_reader
from handlers.reading.rule_words import words_said
from handlers.reports.card import (
    IN_OWN_CHAT,
    has_card,
    leave_chat,
    own_chat,
    put_first_card,
    send_first_file,
    show_card,
)
from handlers.reports.card_text import organisation_name
from handlers.reports.status import LineKind
from storage.records import Delivery, Report, ReportEvent, Share, StoredFile
from storage.region.answering import WHOLE, Answering, AnsweringRule, Place, answering, house_key, street_key
from storage.region.catalogue import CENTRE
from storage.region.region import Region

MADE = "office-streets"
REASON_LENGTH = 200


@dataclass(frozen=True, slots=True)
class AnsweringCase:
    """What decides who answers: codes, the place in words, the author's words, the hour where the region is."""

    topic: str
    settlement: str
    municipality: str
    address: str
    text: str
    hour: time


def office_of(region: Region, concern: AnsweringCase) -> str:
    """The code of the organisation that answers: of the most exact rule that fits. Where nobody does it is the
    centre, "" in a region that does not name one.
    """
    rule = most_exact(region, answering(region), concern)
    if rule is not None:
        return rule.organisation
    return CENTRE if region.organisation(CENTRE) else ""


def most_exact(region: Region, known: Answering, concern: AnsweringCase) -> AnsweringRule | None:
    """Of these rules the most exact that fits."""
    for place in _places(region, known, concern):
        for topic in (concern.topic, ""):
            fitting = [(f, rule) for rule in known.rules.get((topic, place), ()) if (f := _fits(region, rule, concern))]
            if fitting:
                return max(fitting, key=lambda item: item[0])[1]
    return None


def _fits(region: Region, rule: AnsweringRule, concern: AnsweringCase) -> tuple[int, bool] | None:
    """How exact a rule is here (of several the one with most words), None where it does not fit."""
    if rule.hours is not None and not rule.fits_hour(concern.hour):
        return None
    said = words_said(region, concern.text, rule.words) if rule.words else 0
    return None if rule.words and not said else (said, rule.hours is not None)


def _places(region: Region, known: Answering, concern: AnsweringCase) -> Iterator[Place]:
    """The place and what it lies in. An address is only read where houses of its settlement are in a list."""
    streets = known.streets.get(concern.settlement)
    if streets and concern.address:
        said = place_reader(region).read(concern.address)
        if said.street and said.house:
            spoken, house = street_key(said.street), house_key(said.house)
            number = "".join(takewhile(str.isdigit, house))
            for street in _meant(region, streets, spoken):
                for each in dict.fromkeys((house, number)):
                    yield "house", concern.settlement, street, each
    if concern.settlement:
        yield "settlement", concern.settlement
    if concern.municipality:
        yield "municipality", concern.municipality
    yield WHOLE


def _meant(region: Region, streets: set[str], spoken: str) -> list[str]:
    """The keys of streets in the region's files that the reader calls `spoken`; each is read once."""
    made: dict[str, str] = region.made.setdefault(MADE, {})
    for street in streets - made.keys():
        made[street] = street_key(place_reader(region).read(f"{street}, 1").street or street)
    return sorted(street for street in streets if made[street] == spoken)


def concern_of(region: Region, report: Report) -> AnsweringCase:
    """Of a report as it was filed: the hour is that of its coming."""
    hour = datetime.fromtimestamp(report.created_at / 1000, region.zone).time()
    settlement, municipality = report.settlement, report.municipality
    if not municipality and (town := region.settlement(settlement)):
        municipality = town.municipality
    return AnsweringCase(report.topic, settlement, municipality, report.address, report.text, hour)


def assign(region: Region, report: Report, history: Sequence[ReportEvent] = ()) -> str:
    """Give the report to whoever answers for it by now; the organisation that had it before. Nothing changes where
    somebody handed it over by hand.
    """
    left = report.organisation
    if not any(event.kind == LineKind.TRANSFERRED and event.delivery != Delivery.CALLED_OFF for event in history):
        report.organisation = office_of(region, concern_of(region, report))
    return left


def follow(
    turn: Turn,
    report: Report,
    old: Address | None,
    history: Sequence[ReportEvent],
    files: Sequence[StoredFile],
) -> None:
    """The card appears in the chat of its new organisation, with a file, and goes from the `old` one's."""
    shared, texts = turn.shared, turn.staff_texts
    new = own_chat(shared, report)
    if old != new and not shared.is_chief(old):
        if old is not None and has_card(shared, report, old):
            leave_chat(turn, old, report, organisation_name(texts, shared.region, report.organisation))
        report.carded &= ~IN_OWN_CHAT
        report.unshown &= ~IN_OWN_CHAT
        turn.save(report)
    show_card(turn, report, history, files)
    if new is not None and not shared.is_chief(new) and not has_card(shared, report, new):
        put_first_card(turn, new, report, history, files, note=_handed(turn, report, history))
    centre = shared.centre_chat(report.team)
    if centre is not None and old not in (None, new, centre) and report.organisation == CENTRE:
        send_first_file(turn, centre, report, (), Share.REPORTS, _handed(turn, report, history, "card-came-back"))


def _handed(turn: Turn, report: Report, history: Sequence[ReportEvent], key: str = "card-handed") -> Marked:
    """That it was handed over, why where somebody said so, and until when it is to be answered."""
    texts = turn.staff_texts
    last = next((event for event in reversed(history) if event.kind in (LineKind.TRANSFERRED, LineKind.TOPIC)), None)
    because = str(json.loads(last.data).get("because", "")) if last is not None else ""
    at = report.due_at if report.answered_at else report.first_due_at
    return join(
        texts.say(key, number=str(report.id)),
        texts.say("card-handed-because", because=shorten(because, REASON_LENGTH)) if because else "",
        texts.say("card-handed-due", at=texts.moment(at, turn.now)) if at else "",
        by="\n",
    )

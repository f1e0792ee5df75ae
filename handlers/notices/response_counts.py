"""What people answer to a notice, counted by place, for the duty officers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.base.buttons import number_of
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Marked
from handlers.base.staff import tell
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.notices.loads import NOTICE
from storage.region.region import Region

ANSWER_ORDER = ("help", "safe", "away", "what", "off", "on")
PLACES_NAMED = 8
"""So many places are named for each answer; the rest is counted."""


@dataclass(frozen=True, slots=True)
class ResponseCount:
    """A row of the statement `response_counts`: so many people answered this in this area ("s:CODE", "m:CODE", for
    houses "s:CODE/street house", or "").
    """

    answer: str
    area: str
    count: int


RESPONSE_COUNTS = Load("answers to the notice", "response_counts", ResponseCount)
"""The most first."""


def responses_text(texts: Texts, rows: Iterable[ResponseCount], region: Region | None = None) -> Marked:
    """A line for each answer that was given, with its places where the region is known; empty without answers."""
    counts: dict[str, Counter[str]] = {}
    houses: set[str] = set()
    for row in rows:
        home, _, house = row.area.partition("/")
        counts.setdefault(row.answer, Counter())[home] += row.count
        if row.answer == "off" and house:
            houses.add(row.area)
    parts = []
    for answer in ANSWER_ORDER:
        if places := counts.get(answer):
            line = texts.say(f"responses-line-{answer}", count=sum(places.values()))
            more = texts.say("responses-houses", count=len(houses)) if answer == "off" and houses else ""
            parts.append(join(line, more, *_by_place(texts, places, region), by="\n"))
    return join(*parts)


def _by_place(texts: Texts, places: Counter[str], region: Region | None) -> Iterable[Marked]:
    if region is None or set(places) == {""}:
        return
    for area, count in places.most_common(PLACES_NAMED):
        yield texts.say("responses-place", place=_name(texts, region, area), count=count)
    if len(places) > PLACES_NAMED:
        yield texts.say("responses-rest", count=len(places) - PLACES_NAMED)


def _name(texts: Texts, region: Region, area: str) -> str:
    kind, _, code = area.partition(":")
    found = region.settlement(code) if kind == "s" else region.municipality(code)
    return found.name if found else texts.label("responses-unknown-place")


@need(NOTICE, RESPONSE_COUNTS)
def load_responses(turn: Turn) -> Needs:
    wanted = number_of(turn.event.argument)
    return (NOTICE(wanted), RESPONSE_COUNTS(wanted))


def show_answers(turn: Turn) -> None:
    """Button d_answers: the counts as they are now, in one message that is edited."""
    notice = turn.one(NOTICE)
    if notice is None:
        turn.ack(turn.texts.label("op-toast-old-button"))
        return
    counted = responses_text(turn.texts, turn.many(RESPONSE_COUNTS), turn.shared.region)
    title = turn.t("responses-title", number=str(notice.id))
    tell(turn, join(title, counted or turn.t("responses-none")), slot=f"answers:{notice.id}")

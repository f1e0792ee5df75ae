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
from handlers.notices.family import shown_number
from handlers.notices.loads import NOTICE
from storage.region.region import Region

ANSWER_ORDER = ("help", "safe", "away", "what", "off", "on")
URGENT = frozenset({"help", "off"})
PLACES_NAMED = 15
"""So many places have a line of the board; the rest is counted."""


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
    """A line for each answer that was given; where the region is known, below them a board: a line a place, those first
    where somebody needs something. Empty without answers.
    """
    counts: Counter[str] = Counter()
    places: dict[str, Counter[str]] = {}
    houses: set[str] = set()
    for row in rows:
        home, _, house = row.area.partition("/")
        counts[row.answer] += row.count
        places.setdefault(home, Counter())[row.answer] += row.count
        if row.answer == "off" and house:
            houses.add(row.area)
    lines = []
    for answer in ANSWER_ORDER:
        if counts[answer]:
            lines.append(texts.say(f"responses-line-{answer}", count=counts[answer]))
            if answer == "off" and houses:
                lines.append(texts.say("responses-houses", count=len(houses)))
    board = join(*_board(texts, places, region), by="\n") if region is not None and set(places) - {""} else ""
    return join(join(*lines, by="\n"), board) if lines else Marked("")


def _board(texts: Texts, places: dict[str, Counter[str]], region: Region) -> Iterable[Marked]:
    """«Сосновинка: 🆘 2 · ✅ 14»"""
    yield texts.say("responses-board")
    order = sorted(places.items(), key=lambda item: (-sum(item[1][a] for a in URGENT), -item[1].total(), item[0]))
    for area, counts in order[:PLACES_NAMED]:
        named = [texts.label(f"responses-sign-{a}", count=counts[a]) for a in ANSWER_ORDER if counts[a]]
        yield texts.say("responses-place", place=_name(texts, region, area), answers=" · ".join(named))
    if len(order) > PLACES_NAMED:
        yield texts.say("responses-rest", count=len(order) - PLACES_NAMED)


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
    title = turn.t("responses-title", number=str(shown_number(notice)))
    tell(turn, join(title, counted or turn.t("responses-none")), slot=f"answers:{notice.id}")

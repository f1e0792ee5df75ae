"""What people answer to a notice, counted by place, for the duty officers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from handlers.base.buttons import number, part
from handlers.base.message import Marked
from handlers.base.staff import tell
from handlers.base.texts import Texts, join
from handlers.base.turn import Needs, Turn, queries
from storage.notice_records import Notice
from storage.region.region import Region

ORDER = ("help", "safe", "away", "what", "off", "on")
PLACES = 8
"""So many places are named for each answer; the rest is counted."""

Row = tuple[str, str, int]
"""Answer, area ("s:CODE", "m:CODE", for houses "s:CODE/street house", or ""), how many."""


def response_counts(notice_id: int) -> Needs:
    """The load, as `responses`: rows for `responses_text`."""
    return queries({"responses": ("response_counts", (notice_id,))})


def responses_text(texts: Texts, rows: Iterable[Sequence[object]], region: Region | None = None) -> Marked:
    """A line for each answer that was given, with its places where the region is known; empty without answers."""
    counts: dict[str, Counter[str]] = {}
    houses: set[str] = set()
    for answer, area, count in rows:
        home, _, house = str(area).partition("/")
        counts.setdefault(str(answer), Counter())[home] += int(str(count))
        if answer == "off" and house:
            houses.add(str(area))
    parts = []
    for answer in ORDER:
        if places := counts.get(answer):
            line = texts.say(f"responses-line-{answer}", count=sum(places.values()))
            more = texts.say("responses-houses", count=len(houses)) if answer == "off" and houses else ""
            parts.append(join(line, more, *_by_place(texts, places, region), by="\n"))
    return join(*parts)


def _by_place(texts: Texts, places: Counter[str], region: Region | None) -> Iterable[Marked]:
    if region is None or set(places) == {""}:
        return
    for area, count in places.most_common(PLACES):
        yield texts.say("responses-place", place=_name(texts, region, area), count=count)
    if len(places) > PLACES:
        yield texts.say("responses-rest", count=len(places) - PLACES)


def _name(texts: Texts, region: Region, area: str) -> str:
    kind, _, code = area.partition(":")
    found = region.settlement(code) if kind == "s" else region.municipality(code)
    return found.name if found else texts.label("responses-unknown-place")


def load_answers(turn: Turn) -> Needs:
    wanted = number(part(turn, 0))
    return (*queries({"notice": ("notice_by_id", (wanted,))}), *response_counts(wanted))


def show_answers(turn: Turn) -> None:
    """Button d_answers: the counts as they are now, in one message that is edited."""
    notice = turn.one("notice", Notice)
    if notice is None:
        turn.ack(turn.texts.label("op-toast-old-button"))
        return
    counted = responses_text(turn.texts, turn.loaded["responses"], turn.shared.region)
    title = turn.t("responses-title", number=str(notice.id))
    tell(turn, join(title, counted or turn.t("responses-none")), slot=f"answers:{notice.id}")

"""What a gathered card says: which numbers came, the dangerous first, about what and where, a page of them to open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.base.buttons import Rows, turning
from handlers.base.message import Button, Marked, Message
from handlers.base.texts import Texts, join
from handlers.operator.words import OperatorButton
from handlers.reports.about import gist, place_in_words, place_name, subject
from handlers.reports.card_text import topic_name
from handlers.reports.status import Status
from handlers.reports.words import ReportButton
from storage.region.region import Region

GATHERED_ROWS = 6
"""Reports on a page; their buttons fill two rows."""
BUTTONS_IN_ROW = 3
LINE_WORDS, LINE_PLACE = 50, 70
GATHERED_NAMED = 10
"""So many runs of numbers, dangerous reports, topics and areas are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A row of the statements `unshown_reports` and `listed_reports`."""

    id: int
    organisation: str
    team: str
    topic: str
    settlement: str
    municipality: str
    danger: int
    status: str
    updated_at: int
    text: str
    address: str


def gathered_message(texts: Texts, region: Region, items: Sequence[ListedReport], key: str, page: int) -> Message:
    """The card for these reports, which are in the order of their pages. Its button data is "KEY:GATHERED_ROWS"."""
    pages = max(1, -(-len(items) // GATHERED_ROWS))
    page = min(page, pages - 1)
    shown = items[page * GATHERED_ROWS : (page + 1) * GATHERED_ROWS]
    heading = join(
        texts.say("gathered-title", count=len(items)),
        texts.say("gathered-numbers", numbers=runs(sorted(item.id for item in items))),
        _danger(texts, region, items),
        by="\n",
    )
    counts = join(
        texts.say("gathered-topics", counts=_counts(texts, (topic_name(texts, region, i.topic) for i in items))),
        texts.say("gathered-places", counts=_counts(texts, (_area(texts, region, i) for i in items))),
        by="\n",
    )
    paging = texts.say("gathered-page", page=str(page + 1), pages=str(pages)) if pages > 1 else ""
    lines = join(paging, *(_line(texts, region, item) for item in shown), by="\n")
    how = texts.say("gathered-how", number=str(shown[0].id) if shown else "123")
    return Message(join(heading, counts, lines, how), _buttons(texts, shown, key, page, pages))


def runs(numbers: Sequence[int]) -> str:
    """Rising numbers as "3, 120-188" (with an en dash); an ellipsis for what is too much to name."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    named = [str(a) if a == b else f"{a}\N{EN DASH}{b}" for a, b in ranges]
    if len(named) > GATHERED_NAMED:
        named = [*named[: GATHERED_NAMED - 1], "…", named[-1]]
    return ", ".join(named)


def _danger(texts: Texts, region: Region, items: Sequence[ListedReport]) -> Marked:
    dangerous = [item for item in items if item.danger]
    if not dangerous:
        return Marked("")
    named = [
        texts.label(
            "gathered-at",
            number=str(i.id),
            what=gist(region, i.text, i.settlement, i.municipality, i.address) or texts.label("queue-no-place"),
        )
        for i in dangerous[:GATHERED_NAMED]
    ]
    rest = (
        [texts.label("gathered-rest", count=len(dangerous) - GATHERED_NAMED)] if len(dangerous) > GATHERED_NAMED else []
    )
    return texts.say("gathered-danger", count=len(dangerous), numbers="; ".join(named + rest))


def _counts(texts: Texts, names: Iterable[str]) -> str:
    """ "Snow 30 · Holes 20", the most first."""
    counted = Counter(names).most_common()
    named = [f"{name} {count}" for name, count in counted[:GATHERED_NAMED]]
    rest = sum(count for _, count in counted[GATHERED_NAMED:])
    return " · ".join([*named, texts.label("gathered-rest", count=rest)] if rest else named)


def _line(texts: Texts, region: Region, item: ListedReport) -> Marked:
    values = {
        "number": str(item.id),
        "topic": topic_name(texts, region, item.topic),
        "place": _place(texts, region, item),
    }
    line = texts.say("gathered-line-danger" if item.danger else "gathered-line", **values)
    state = "" if item.status == Status.NEW else texts.say(f"report-state-{item.status.replace('_', '-')}")
    words = subject(region, item.text, LINE_WORDS)
    said = texts.say("queue-words", words=words) if words else ""
    return join(line, state, said, by=" · ")


def _place(texts: Texts, region: Region, item: ListedReport) -> str:
    place = place_in_words(region, item.settlement, item.municipality, item.address, LINE_PLACE)
    return place or texts.label("queue-no-place")


def _area(texts: Texts, region: Region, item: ListedReport) -> str:
    """The municipality, or the settlement where no municipality is known."""
    return (
        place_name(region, "", item.municipality)
        or place_name(region, item.settlement, "")
        or texts.label("queue-no-place")
    )


def _buttons(texts: Texts, shown: Sequence[ListedReport], key: str, page: int, pages: int) -> Rows:
    opens = [Button(texts.label("op-button-open", number=str(item.id)), ReportButton.OPEN(item.id)) for item in shown]
    rows = [tuple(opens[i : i + BUTTONS_IN_ROW]) for i in range(0, len(opens), BUTTONS_IN_ROW)]
    pager = turning(page, pages, OperatorButton.GATHERED(key, "{}"))
    return (*rows, pager) if pager else tuple(rows)

"""The queue as it is shown: its filter and page, written into the buttons' data, and its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.base.buttons import LABEL_LENGTH, Rows, number_of, part_of, turning
from handlers.base.message import Button, Marked
from handlers.base.texts import MINUTE_MS, Texts, join, shorten, span
from handlers.operator.case import TEAM
from handlers.operator.queue_words import fitting, is_place
from handlers.operator.words import OperatorButton
from handlers.reports.about import place_in_words, subject
from handlers.reports.card_text import is_overdue, status_name, topic_name
from handlers.reports.words import ReportButton
from storage.records import Report
from storage.region.region import Municipality, Region, Settlement, name_in

QUEUE_ROWS = 5
"""Reports on a page; each has a button, so that they fill one row."""


PLACELESS, EVERYTHING = "-", "*"
"""The place of reports whose settlement and municipality nobody knows: their place is in words, or nowhere."""


@dataclass(frozen=True, slots=True)
class QueueView:
    """What a queue message shows. Its button data is "SLOT:PAGE:TOPIC:PLACE:WORDS", with EVERYTHING before the topic.

    Topic and place stand there as their place in the region's lists ("3", "s17", "m2", of a team "t1"; "-" for
    PLACELESS): codes may be long. `words` are of the address or the text (see queue_words).
    """

    slot_id: int
    page: int = 0
    topic: str = ""
    place: str = ""
    words: str = ""
    everything: bool = False  # in a team's chat: what the others have, too

    @property
    def slot(self) -> str:
        return f"queue:{self.slot_id}"

    def data(self, word: OperatorButton, region: Region, page: object = None) -> str:
        """The button's data; with a `page` in place of its own (see `turning`)."""
        page = self.page if page is None else page
        words = (self.words,) if self.words else ()
        topic = (EVERYTHING if self.everything else "") + _topic_index(region, self.topic)
        return word(self.slot_id, page, topic, _place_index(region, self.place), *words)

    @property
    def filtered(self) -> bool:
        return bool(self.topic or self.place or self.words)


def read_view(argument: str, region: Region) -> QueueView:
    """A view out of a button's data; what it does not know is left out."""
    topic = part_of(argument, 2)
    return QueueView(
        number_of(argument),
        number_of(part_of(argument, 1)),
        _topic_at(region, topic.removeprefix(EVERYTHING)),
        _place_at(region, part_of(argument, 3)),
        fitting(part_of(argument, 4)),
        topic.startswith(EVERYTHING),
    )


def queue_text(texts: Texts, view: QueueView, rows: Sequence[Report], total: int, region: Region, now: int) -> Marked:
    """The heading with what it is filtered by, and a line for each report."""
    filters = [
        texts.say("queue-topic", topic=topic_name(texts, region, view.topic)) if view.topic else "",
        *_place_and_words(texts, region, view),
    ]
    if not rows:
        return join(texts.say("queue-empty-filtered" if view.filtered else "queue-empty"), *filters, by="\n")
    heading = join(texts.say("queue-title", count=total), *filters, by="\n")
    return join(heading, *(queue_line(texts, report, region, now) for report in rows))


def queue_line(texts: Texts, report: Report, region: Region, now: int) -> Marked:
    """Number, mark, topic, place, how long it waits, status, and how it begins."""
    mark = "danger" if report.danger else "late" if is_overdue(report, now) else "plain"
    waited, words = now - report.created_at, subject(region, report.text)
    place = place_in_words(region, report.settlement, report.municipality, report.address)
    fresh, team = waited < MINUTE_MS, region.team(report.team)
    line = texts.say(
        f"queue-line-{mark}",
        number=str(report.id),
        topic=topic_name(texts, region, report.topic),
        place=place or texts.label("queue-no-place"),
        waiting=texts.label("queue-fresh") if fresh else texts.label("queue-waiting", span=span(texts, waited)),
        status=status_name(texts, report),
    )
    if team is not None:
        line = join(line, texts.say("queue-team", team=name_in(team.names, texts.language)), by=" · ")
    return join(line, texts.say("queue-words", words=words) if words else "", by="\n")


def queue_buttons(
    texts: Texts, view: QueueView, rows: Sequence[Report], total: int, region: Region, *, teams: bool = False
) -> Rows:
    """A card for each report that may be opened here, pages, filters: at most ten. `teams`: of a team's chat, from
    which a button leads to what all of them have.
    """
    pages = max(1, -(-total // QUEUE_ROWS))
    opens = tuple(Button(texts.label("op-button-open", number=str(r.id)), ReportButton.OPEN(r.id)) for r in rows)
    pager = turning(view.page, pages, view.data(OperatorButton.QUEUE, region, "{}"))
    filters = [
        Button(texts.label("op-button-by-topic"), replace(view, page=0).data(OperatorButton.QUEUE_TOPICS, region)),
        Button(texts.label("op-button-by-place"), replace(view, page=0).data(OperatorButton.QUEUE_PLACES, region)),
    ]
    if view.filtered:
        bare = QueueView(view.slot_id, everything=view.everything)
        filters.append(Button(texts.label("op-button-all"), bare.data(OperatorButton.QUEUE, region)))
    elif teams:
        other = QueueView(view.slot_id, everything=not view.everything)
        label = texts.label("op-button-own-team" if view.everything else "op-button-all-teams")
        filters.append(Button(label, other.data(OperatorButton.QUEUE, region)))
    # Later pages have no room: ten buttons.
    first = view.page == 0 and view.topic and total > 1 and not view.everything
    storm = Button(texts.label("op-button-storm"), view.data(OperatorButton.STORM, region))
    return tuple(row for row in (opens, pager, tuple(filters), (storm,) if first else ()) if row)


def filter_buttons(
    texts: Texts,
    view: QueueView,
    word: OperatorButton,
    choices: list[tuple[str, QueueView]],
    region: Region,
    chosen_word: OperatorButton = OperatorButton.QUEUE,
) -> Rows:
    """A page of choices, one a row, with the way back; `view.page` is the page of choices. `chosen_word`: what a choice
    is a button of.
    """
    pages = max(1, -(-len(choices) // QUEUE_ROWS))
    page = min(view.page, pages - 1)
    rows = [
        (Button(shorten(label, LABEL_LENGTH), chosen.data(chosen_word, region)),)
        for label, chosen in choices[page * QUEUE_ROWS : (page + 1) * QUEUE_ROWS]
    ]
    back = Button(texts.label("op-button-back"), replace(view, page=0).data(chosen_word, region))
    pager = turning(page, pages, view.data(word, region, "{}"))
    return (*rows, (back, *pager))


def place_of(texts: Texts, region: Region, code: str) -> str:
    """The name of a settlement, municipality or team, or that it is known by words alone."""
    if code == PLACELESS:
        return texts.label("queue-in-words")
    if (team := region.team(code.removeprefix(TEAM))) is not None and code.startswith(TEAM):
        return texts.label("queue-by-team", team=name_in(team.names, texts.language))
    found = region.settlement(code) or region.municipality(code)
    return found.name if found else code


def _place_and_words(texts: Texts, region: Region, view: QueueView) -> list[Marked]:
    """The place of a filter; words that name none stand by themselves."""
    name = place_of(texts, region, view.place) if view.place else ""
    here = bool(view.words) and is_place(region, view.words)
    place = ", ".join(part for part in (name, view.words if here else "") if part)
    return [
        *([texts.say("queue-place", place=place)] if place else []),
        *([texts.say("queue-with-words", words=view.words)] if view.words and not here else []),
    ]


def _topic_index(region: Region, code: str) -> str:
    return next((str(i) for i, topic in enumerate(region.topics) if topic.code == code), "")


def _topic_at(region: Region, index: str) -> str:
    at = number_of(index)
    return region.topics[at].code if index and str(at) == index and at < len(region.topics) else ""


def _place_index(region: Region, code: str) -> str:
    if code == PLACELESS:
        return PLACELESS
    if code.startswith(TEAM):
        return next((f"t{i}" for i, team in enumerate(region.teams) if f"{TEAM}{team.code}" == code), "")
    place = region.settlement(code) or region.municipality(code)
    if isinstance(place, Settlement):
        return f"s{region.settlements.index(place)}"
    return f"m{region.municipalities.index(place)}" if place else ""


def _place_at(region: Region, index: str) -> str:
    if index == PLACELESS:
        return PLACELESS
    lists: dict[str, tuple[Settlement, ...] | tuple[Municipality, ...]]
    lists = {"s": region.settlements, "m": region.municipalities}
    places = lists.get(index[:1], ())
    at = number_of(index[1:])
    if index[:1] == "t" and str(at) == index[1:] and at < len(region.teams):
        return f"{TEAM}{region.teams[at].code}"
    return places[at].code if str(at) == index[1:] and at < len(places) else ""

"""The area of a notice: the region, municipalities, settlements by name, a point with a radius. Polygons: `drawing`."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.base.buttons import LABEL_LENGTH, number, pairs, part
from handlers.base.labels import fold
from handlers.base.message import Button, Marked, clean
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.notices.content import Area, Circle
from handlers.notices.kinds import kind_of
from handlers.officer.compose.area_view import area_items, area_lines, distance, item_key, item_label
from handlers.officer.compose.drafting import NoticeDraft, ask, change, changed_area, paged
from handlers.officer.compose.drawn import (
    LARGEST_RADIUS_M,
    LEAST_RADIUS_M,
    BadShape,
    check_circle,
    read_point,
    read_radius,
)
from handlers.officer.compose.excluded import excluded
from handlers.officer.compose.gaps import next_step
from handlers.officer.compose.said_streets import add_streets, read_streets
from handlers.officer.compose.undo import replace_by_button
from handlers.officer.compose.which import NONE_OF_THESE, ask_which, open_questions, questions_of, with_areas
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField
from handlers.places.named import Named, read_names
from handlers.reading.places import place_reader
from handlers.reports.said_radius import metres_said

AREA_PAGE = 6
RADII = (500, 1_000, 3_000, 10_000)
MOST_CIRCLES = 10
LEFT_OVER_LENGTH = 80
WORD = re.compile(r"[^\W\d_]{3,}|\d+")


def ask_where(turn: Turn, draft: NoticeDraft, fault: Marked | str = "") -> None:
    """d_where: all ways to say it; names may simply be written, a place simply be sent."""
    area, label, number_ = draft.content.area, turn.texts.label, draft.id
    buttons = [
        Button(label("compose-where-region"), ComposeButton.REGION(number_)),
        Button(label("compose-where-municipalities"), ComposeButton.MUNICIPALITIES(number_, 0)),
        Button(label("compose-where-drawn"), ComposeButton.DRAW(number_)),
    ]
    if kind_of(turn.shared.region, draft.content.kind).group.outage:
        buttons.append(Button(label("compose-where-streets"), ComposeButton.STREETS(number_)))
    if not area.empty:
        buttons.append(Button(label("compose-where-remove"), ComposeButton.ITEMS(number_, 0)))
        buttons.append(Button(label("compose-where-map"), ComposeButton.MAP(number_)))
    now = join(*area_lines(turn, area), by="\n") if not area.empty else ""
    ask(turn, draft, ComposeField.WHERE, join(turn.t("compose-ask-where"), now), pairs(buttons), fault=fault)


def whole_region(turn: Turn, draft: NoticeDraft) -> None:
    """d_region: everywhere; what was named before is in it."""
    next_step(turn, draft, replace_by_button(turn, draft, area=Area(region=True)))


# -- municipalities -------------------------------------------------------------------------------
def ask_municipalities(turn: Turn, draft: NoticeDraft) -> None:
    """d_munis:ID:PAGE: each tap turns one on or off."""
    show_municipalities(turn, draft, number(part(turn, 1)))


def show_municipalities(turn: Turn, draft: NoticeDraft, page: int) -> None:
    chosen = draft.content.area.municipalities
    buttons = [
        Button(
            shorten(f"{'✅' if m.code in chosen else '▫️'} {m.name}", LABEL_LENGTH),
            ComposeButton.MUNICIPALITY(draft.id, page, m.code, int(m.code not in chosen)),
        )
        for m in turn.shared.region.municipalities
    ]
    rows, more = paged(turn, buttons, page, AREA_PAGE, ComposeButton.MUNICIPALITIES(draft.id))
    ways = (*more, Button(turn.texts.label("compose-where-more"), ComposeButton.WHERE(draft.id)))
    text = join(turn.t("compose-ask-municipalities"), *area_lines(turn, draft.content.area), by="\n\n")
    ask(turn, draft, ComposeField.MUNICIPALITIES, text, (*rows, ways), done=True)


def toggle_municipality(turn: Turn, draft: NoticeDraft) -> None:
    """d_muni:ID:PAGE:CODE:ON"""
    code, area = part(turn, 2), draft.content.area
    if turn.shared.region.municipality(code):
        others = tuple(c for c in area.municipalities if c != code)
        kept = (*others, code) if part(turn, 3) == "1" else others
        change(turn, draft, **changed_area(area, municipalities=kept))
    show_municipalities(turn, draft, number(part(turn, 1)))


# -- names ----------------------------------------------------------------------------------------
def typed_where(turn: Turn, draft: NoticeDraft) -> None:
    """A message while the area is asked for: a place on the map, a point in numbers, or names."""
    text, place = clean(turn.event.text).strip(), turn.event.place
    point = (place.lat, place.lon) if place else read_point(text)
    if point is not None:
        ask_radius(turn, draft, *point)
        return
    if not text:
        ask_where(turn, draft, turn.t("compose-fault-where"))
        return
    take_place(turn, draft, text)


def take_place(turn: Turn, draft: NoticeDraft, text: str) -> None:
    """Names, as an officer writes them; for an outage streets of a settlement, too; or everywhere."""
    if fold(text) in turn.shared.library.words("compose-everywhere-words"):
        whole_region(turn, draft)
        return
    if said := excluded(turn, text):
        ask_where(turn, draft, turn.t("compose-fault-except", words=shorten(said, LEFT_OVER_LENGTH)))
        return
    outage = kind_of(turn.shared.region, draft.content.kind).group.outage
    if outage and (found := read_streets(turn, text)) and add_streets(turn, draft, found):
        next_step(turn, draft)
        return
    named = read_names(place_reader(turn.shared.region), text)
    if outage and named.found and (rest := [written for written, like in named.unknown if not like]):
        words = shorten(", ".join(rest), LEFT_OVER_LENGTH)  # it may be its streets: all of it is not what was meant
        ask_where(turn, draft, turn.t("compose-fault-streets-unread", words=words))
        return
    take_names(turn, draft, named, left_over(named, text), outage=outage)


def left_over(named: Named, text: str) -> str:
    """The words beside the only names that were found in a sentence, none of them surely: «кроме Лесной»."""
    if named.found or named.unknown:
        return ""
    for written, _ in named.several:
        text = text.replace(written, " ")
    return shorten(" ".join(WORD.findall(text)), LEFT_OVER_LENGTH)


def take_names(turn: Turn, draft: NoticeDraft, named: Named, left: str = "", *, outage: bool = False) -> None:
    """Add what was found; ask about what may be several or is only like a name; say what is unknown. What is `left` of
    a sentence will be no part of the area, and that is said before a name is taken.
    """
    area = draft.content.area
    if named.found:
        settlements = tuple(dict.fromkeys((*area.settlements, *named.settlements)))
        municipalities = tuple(dict.fromkeys((*area.municipalities, *named.municipalities)))
        change(turn, draft, **changed_area(area, settlements=settlements, municipalities=municipalities))
    fault = join(*_faults(turn, named), by="\n")
    questions = questions_of(turn.shared.region, named)
    if questions:
        rest = turn.t("compose-fault-rest", words=left, outage="yes" if outage else "no")
        ask_which(turn, draft, questions, rest if left else fault, only=bool(left))
    elif fault:
        ask_where(turn, draft, fault)
    else:
        next_step(turn, draft)


def _faults(turn: Turn, named: Named) -> list[Marked]:
    if named.many:
        return [turn.t("compose-fault-names-many")]
    return [turn.t("compose-fault-name", name=written) for written, like in named.unknown if not like]


def take_which(turn: Turn, draft: NoticeDraft) -> None:
    """d_which:ID:KIND:CODE, ID:* all of them, ID:- none of them."""
    questions = open_questions(turn)
    if not questions:
        ask_where(turn, draft)
        return
    answered, area, said = questions[0], draft.content.area, Marked("")
    chosen = answered.chosen(part(turn, 1), part(turn, 2))
    if chosen:
        change(turn, draft, **changed_area(area, **with_areas(area, chosen)))
    elif part(turn, 1) == NONE_OF_THESE:
        said = turn.t("compose-fault-name", name=answered.written)
    if questions[1:]:
        ask_which(turn, draft, questions[1:], said)
    elif said or draft.content.area.empty:
        ask_where(turn, draft, said)
    else:
        next_step(turn, draft)


# -- a point and a radius -------------------------------------------------------------------------
def ask_radius(turn: Turn, draft: NoticeDraft, lat: float, lon: float, fault: Marked | str = "") -> None:
    """How far around this point?"""
    buttons = [Button(distance(turn, r), ComposeButton.RADIUS(draft.id, r)) for r in RADII]
    place = f"{lat:.4f} {lon:.4f}"
    ask(turn, draft, ComposeField.RADIUS, turn.t("compose-ask-radius", place=place), (tuple(buttons),), fault=fault)
    turn.data[ComposeData.POINT] = [lat, lon]


def pressed_radius(turn: Turn, draft: NoticeDraft) -> None:
    """d_radius:ID:METRES"""
    point, metres = turn.data.get(ComposeData.POINT), number(part(turn, 1))
    if isinstance(point, list) and metres in RADII:
        take_circle(turn, draft, Circle(point[0], point[1], metres))
    else:
        ask_where(turn, draft)


def typed_radius(turn: Turn, draft: NoticeDraft) -> None:
    """A distance in words; or another place, which replaces the one before."""
    lat, lon = turn.data[ComposeData.POINT]
    if turn.event.place is not None:
        ask_radius(turn, draft, turn.event.place.lat, turn.event.place.lon)
        return
    library = turn.shared.library
    try:
        metres = read_radius(
            clean(turn.event.text), library.words("compose-words-km"), library.words("compose-words-m")
        )
    except BadShape:
        metres = metres_said(turn, clean(turn.event.text))  # «радиус полтора км»
    if not LEAST_RADIUS_M <= metres <= LARGEST_RADIUS_M:
        ask_radius(turn, draft, lat, lon, turn.t("compose-fault-radius"))
        return
    take_circle(turn, draft, Circle(lat, lon, metres))


def take_circle(turn: Turn, draft: NoticeDraft, circle: Circle) -> None:
    """Add it, or say why not."""
    area = draft.content.area
    if len(area.circles) >= MOST_CIRCLES:
        ask_where(turn, draft, turn.t("compose-fault-circles", most=MOST_CIRCLES))
        return
    try:
        said = check_circle(turn.shared.region, circle)
    except BadShape as bad:
        ask_where(turn, draft, turn.t(f"drawn-{bad.why}", what=bad.what))
        return
    change(turn, draft, **changed_area(area, circles=(*area.circles, circle)))
    next_step(turn, draft, join(*(turn.t(f"drawn-{code}") for code in said), by="\n"))


# -- taking away ----------------------------------------------------------------------------------
def ask_items(turn: Turn, draft: NoticeDraft) -> None:
    """d_items:ID:PAGE: everything that the area is made of; a tap takes it away."""
    area = draft.content.area
    items = [("r:0", line) for line in area_lines(turn, area)] if area.region else area_items(turn, area)
    if not items:
        ask_where(turn, draft)
        return
    buttons = [Button(item_label(words), ComposeButton.ITEM(draft.id, item)) for item, words in items]
    rows, more = paged(turn, buttons, number(part(turn, 1)), AREA_PAGE, ComposeButton.ITEMS(draft.id))
    label = turn.texts.label
    clear = Button(label("compose-where-clear"), ComposeButton.CLEAR(draft.id))
    ways = (*more, clear, Button(label("compose-where-more"), ComposeButton.WHERE(draft.id)))
    ask(turn, draft, ComposeField.ITEMS, turn.t("compose-ask-items"), (*rows, ways), done=True)


def remove_item(turn: Turn, draft: NoticeDraft) -> None:
    """d_item:ID:SORT:WHICH"""
    change(turn, draft, area=without(draft.content.area, part(turn, 1), part(turn, 2)))
    if draft.content.area.empty:
        ask_where(turn, draft)
    else:
        ask_items(turn, draft)


def without(area: Area, sort: str, which: str) -> Area:
    """The area without one of its parts (see area_items); the same area where there is no such part."""
    if sort == "r":
        return Area()
    if sort == "m":
        return replace(area, municipalities=tuple(c for c in area.municipalities if c != which))
    if sort == "s":
        return replace(area, settlements=tuple(c for c in area.settlements if c != which))
    return replace(
        area,
        circles=tuple(c for c in area.circles if sort != "c" or item_key(c) != which),
        polygons=tuple(p for p in area.polygons if sort != "p" or item_key(p) != which),
        streets=tuple(s for s in area.streets if sort != "t" or item_key(s) != which),
    )


def clear(turn: Turn, draft: NoticeDraft) -> None:
    """d_clear: nothing is left of the area; it is asked for."""
    ask_where(turn, draft, replace_by_button(turn, draft, area=Area()))

"""The areas of a subscription: municipalities, their settlements, the whole region; chosen by buttons, in words, or by
the place where the person is.
"""

from __future__ import annotations

from collections.abc import Iterable

from handlers.base.buttons import Rows, part
from handlers.base.message import Button, Marked
from handlers.base.own_region import whole, within
from handlers.base.steps import KeptData, QuestionStep
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.reading.places import settlements_in
from handlers.subscriber.alerts import show_alerts, subscribe_row, where_now
from handlers.subscriber.alerts_quiet import keep_hours
from handlers.subscriber.answers import begins_something_else, said, unheard
from handlers.subscriber.common import (
    area_name,
    ask,
    in_pairs,
    last_row,
    marked_label,
    page_of,
    paging,
    show,
)
from handlers.subscriber.hours import read_hours
from handlers.subscriber.said_where import SaidWhere, rearrange, said_where
from handlers.subscriber.towns import choices, meant, town_at, towns_of
from handlers.subscriber.wishes import WHOLE_REGION, Wishes, keep_areas, may_name_areas, wishes_of, with_area
from handlers.subscriber.words import SubscriberButton

AREAS_A_PAGE = 5
"""Municipalities or settlements a page; with all other buttons ten."""


def where(turn: Turn) -> None:
    """Button «Где»: the municipalities; a name can be written."""
    turn.ack()
    wishes = wishes_of(turn)
    if may_name_areas(turn, wishes):
        show_municipalities(turn, wishes)
    else:
        show_alerts(turn, wishes)


def show_municipalities(turn: Turn, wishes: Wishes) -> None:
    text = join(where_now(turn, wishes), turn.t("where-how"))
    everywhere = marked_label(turn, whole(turn.shared, turn.texts), wishes.everywhere)
    rows = (
        (Button(everywhere, SubscriberButton.AREA(WHOLE_REGION)),),
        *municipality_rows(turn, SubscriberButton.WHERE, SubscriberButton.TOWNS, wishes.areas),
        last_row(turn, SubscriberButton.ALERTS),
    )
    ask(turn, QuestionStep.TOWN, text, rows)


def municipality_rows(turn: Turn, here: SubscriberButton, into: SubscriberButton, chosen: Iterable[str] = ()) -> Rows:
    """A page of the region's municipalities: `here` turns the pages, `into` opens one. For places, too."""
    known, marks = turn.shared.region.municipalities, set(chosen)
    page, pages = page_of(turn, 0, len(known), AREAS_A_PAGE)
    if turn.event.word != here:
        page = 0
    buttons = [
        Button(marked_label(turn, m.name, _touched(turn, m.code, marks)), into(m.code, 0))
        for m in known[page * AREAS_A_PAGE : (page + 1) * AREAS_A_PAGE]
    ]
    return (*in_pairs(buttons), paging(turn, here, page, pages))


def _touched(turn: Turn, municipality: str, chosen: set[str]) -> bool:
    """Whether it, or a settlement in it, is chosen."""
    return f"m:{municipality}" in chosen or any(f"s:{s.code}" in chosen for s in towns_of(turn, municipality))


def towns(turn: Turn) -> None:
    """Button of a municipality: its settlements."""
    turn.ack()
    wishes = wishes_of(turn)
    if may_name_areas(turn, wishes):
        show_towns(turn, wishes, part(turn, 0), 1)
    else:
        show_alerts(turn, wishes)


def show_towns(turn: Turn, wishes: Wishes, municipality: str, place: int) -> None:
    """A page of a municipality's settlements; `place` is the part of the button's data that names the page."""
    home = turn.shared.region.municipality(municipality)
    if home is None:
        show_municipalities(turn, wishes)
        return
    known, chosen = towns_of(turn, home.code), wishes.areas
    page, pages = page_of(turn, place, len(known), AREAS_A_PAGE)
    whole = f"m:{home.code}"
    buttons = [
        Button(
            marked_label(turn, s.name, f"s:{s.code}" in chosen or whole in chosen),
            SubscriberButton.AREA("s", s.code, page),
        )
        for s in known[page * AREAS_A_PAGE : (page + 1) * AREAS_A_PAGE]
    ]
    rows = (
        (
            Button(
                marked_label(turn, turn.texts.label("where-all-of-it"), whole in chosen),
                SubscriberButton.AREA(whole, page),
            ),
        ),
        *in_pairs(buttons),
        paging(turn, SubscriberButton.TOWNS(home.code), page, pages),
        last_row(turn, SubscriberButton.WHERE(0)),
    )
    now = where_now(turn, wishes)
    text = join(turn.t("where-towns", name=home.name), now, turn.t("where-how"))
    ask(turn, QuestionStep.TOWN, text, rows)


def toggle(turn: Turn) -> None:
    """Button of an area: chosen, or not any more. A part of what was chosen as a whole narrows it."""
    turn.ack()
    kind, code, wishes = part(turn, 0), part(turn, 1), wishes_of(turn)
    if not may_name_areas(turn, wishes):
        show_alerts(turn, wishes)
        return
    if kind == WHOLE_REGION:
        show_municipalities(turn, keep_areas(turn, wishes, wishes.areas | {WHOLE_REGION} if wishes.areas else ()))
        return
    region = turn.shared.region
    town = region.settlement(code) if kind == "s" else None
    home = town.municipality if town else code
    if not (town if kind == "s" else region.municipality(code)):
        show_municipalities(turn, wishes)
        return
    area, chosen = f"{kind}:{code}", wishes.areas
    taken_back = area in chosen and WHOLE_REGION not in chosen
    wishes = keep_areas(turn, wishes, chosen - {area} if taken_back else with_area(turn, chosen, area))
    show_towns(turn, wishes, home, 2)


# -- in words -----------------------------------------------------------------------------------
def ask_town(turn: Turn, heading: Marked | str = "") -> None:
    """Where does one live? In words, by the place, or from the list."""
    label = turn.texts.label
    rows = ((Button(label("button-from-list"), SubscriberButton.WHERE(0)),), last_row(turn, SubscriberButton.ALERTS))
    ask(turn, QuestionStep.TOWN, join(heading, turn.t("where-ask")), rows)


def named(turn: Turn) -> None:
    """Words or a place while it is asked where."""
    if begins_something_else(turn, place=True):
        return
    wishes = wishes_of(turn)
    if not may_name_areas(turn, wishes):
        show_alerts(turn, wishes)
    elif turn.event.place is not None:
        _at_point(turn, wishes, turn.event.place.lat, turn.event.place.lon)
    else:
        _by_words(turn, wishes)


def _at_point(turn: Turn, wishes: Wishes, lat: float, lon: float) -> None:
    area = town_at(turn, lat, lon)
    if area:
        _add(turn, wishes, [area])
    else:
        ask_town(turn, turn.t("where-outside", within=within(turn.shared, turn.texts)))


def _by_words(turn: Turn, wishes: Wishes) -> None:
    where = said_where(turn, said(turn))
    if where.unwanted:
        rearrange(turn, wishes, where)
        return
    if hours := read_hours(turn.shared.library, said(turn)):
        keep_hours(turn, hours)
        return
    found, clear = meant(turn, said(turn)), _clear(turn, where)
    if len(clear) > len(found.areas):
        _add(turn, wishes, clear)
        return
    if found.areas:
        _add(turn, wishes, found.areas)
        return
    heading = turn.t("where-which" if found.perhaps else "where-unknown", text=said(turn)[:60])
    rows = (
        *choices(turn, found.perhaps, SubscriberButton.ADD_AREA),
        (Button(turn.texts.label("button-from-list"), SubscriberButton.WHERE(0)),),
        (Button(turn.texts.label("button-is-report"), SubscriberButton.IS_REPORT),),
        last_row(turn, SubscriberButton.ALERTS),
    )
    ask(turn, QuestionStep.TOWN, join(heading, turn.t("where-ask")), rows, **{KeptData.SAID: unheard(turn)})


def _clear(turn: Turn, where: SaidWhere) -> tuple[str, ...]:
    """What a sentence names («и ещё Кедрачи», «мама живёт в Озёрнице»), if no letter of it has to be guessed."""
    as_written = {f"s:{s.code}" for s in settlements_in(turn.shared.region, said(turn), as_written=True)}
    sure = as_written.issuperset(area for area in where.wanted if area.startswith("s:"))
    return where.wanted if sure else ()


def add(turn: Turn) -> None:
    """Button of a suggested area."""
    turn.ack()
    area, wishes = turn.event.argument, wishes_of(turn)
    kind, _, code = area.partition(":")
    region = turn.shared.region
    known = region.settlement(code) if kind == "s" else region.municipality(code) if kind == "m" else None
    if not may_name_areas(turn, wishes):
        show_alerts(turn, wishes)
    elif known is None:
        show_municipalities(turn, wishes)
    else:
        _add(turn, wishes, [area])


def _add(turn: Turn, wishes: Wishes, areas: Iterable[str]) -> None:
    """What was named is chosen; one tap takes it back."""
    before = chosen = wishes.areas
    for area in areas:
        chosen = with_area(turn, chosen, area)
    wishes = keep_areas(turn, wishes, chosen)
    added = sorted(chosen - before)
    names = ", ".join(area_name(turn, area) for area in (added or areas))
    label = turn.texts.label
    undo = [
        Button(label("button-undo-area", name=area_name(turn, area))[:40], SubscriberButton.DROP_AREA(area))
        for area in added[:4]
    ]
    rows = (
        subscribe_row(turn, wishes),
        *in_pairs(undo),
        (Button(label("button-more-places"), SubscriberButton.WHERE(0)),),
        last_row(turn, SubscriberButton.ALERTS),
    )
    text = join(turn.t("where-added", names=names), where_now(turn, wishes))
    ask(turn, QuestionStep.TOWN, text, rows)


def drop(turn: Turn) -> None:
    """Button «Убрать …»."""
    turn.ack()
    wishes = wishes_of(turn)
    wishes = keep_areas(turn, wishes, wishes.areas - {turn.event.argument})
    show(
        turn,
        where_now(turn, wishes),
        (
            subscribe_row(turn, wishes),
            (Button(turn.texts.label("button-more-places"), SubscriberButton.WHERE(0)),),
            last_row(turn, SubscriberButton.ALERTS),
        ),
    )

"""/places: the points that somebody cares for; each is opened, renamed, made wider, deleted and brought back."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from handlers.base.buttons import part
from handlers.base.greeting import first_contact, greet
from handlers.base.message import Button, Marked, clean
from handlers.base.texts import join
from handlers.base.turn import Needs, Turn
from handlers.reports.draft import my_key
from handlers.subscriber.common import (
    PLACE,
    ask,
    in_pairs,
    last_row,
    marked_label,
    numbered,
    page_of,
    paging,
    places_of,
    show,
    wishes,
)
from storage.changes import Query
from storage.notice_records import Place
from storage.records import Timer

MOST = 5
SIZE = 5
RADII = (300, 1_000, 3_000, 10_000)
NAMES = ("home", "dacha", "mother", "work")
LONGEST_NAME = 30
UNDO = "s_unplace"
"""Personal timer: a deleted place (its data) can be brought back until then."""
UNDO_MS = 3_600_000


def places(turn: Turn) -> None:
    """/places and the pages of the list."""
    if first_contact(turn):
        greet(turn)
    turn.ack()
    show_places(turn)


def show_places(turn: Turn, heading: Marked | str = "", first: tuple[Button, ...] = ()) -> None:
    """The list; `first` is a row above the others."""
    mine, label = places_of(turn), turn.texts.label
    here = turn.event.word == "s_places"
    page, pages = page_of(turn, 0, len(mine), SIZE) if here else (0, -(-len(mine) // SIZE))
    buttons = [
        Button(label("place-button", name=p.name, radius=radius_words(turn, p.radius_m))[:40], f"s_place:{p.id}")
        for p in mine[page * SIZE : (page + 1) * SIZE]
    ]
    adding = (Button(label("button-add-place"), "s_addplace", style="good"),) if len(mine) < MOST else ()
    text = join(heading, turn.t("places-list") if mine else turn.t("places-none"))
    rows = (first, *in_pairs(buttons), adding, paging(turn, "s_places", page, pages), last_row(turn, "s_alerts"))
    show(turn, text, rows)


def radius_words(turn: Turn, metres: int) -> str:
    return (
        turn.texts.label("radius-km", km=str(metres // 1000))
        if metres >= 1000
        else turn.texts.label("radius-m", m=str(metres))
    )


def where_words(turn: Turn, place: Place) -> str:
    """Settlement, street and house, as far as they are known."""
    region = turn.shared.region
    town, home = region.settlement(place.settlement), region.municipality(place.municipality)
    known = [x.name for x in (town or home,) if x]
    return ", ".join([*known, *(w for w in (place.street, place.house) if w)])


def own_place(turn: Turn, place_id: int) -> Place | None:
    return next((p for p in places_of(turn) if p.id == place_id), None)


def opened(turn: Turn) -> None:
    """Button of a place."""
    turn.ack()
    show_place(turn, own_place(turn, numbered(turn)))


def show_place(turn: Turn, place: Place | None, heading: Marked | str = "") -> None:
    """One place, or the list if it is there no more."""
    if place is None:
        show_places(turn, turn.t("places-gone"))
        return
    label = turn.texts.label
    radii = tuple(
        Button(marked_label(turn, radius_words(turn, r), place.radius_m == r), f"s_pset:{place.id}:{r}") for r in RADII
    )
    rows = (
        *in_pairs(radii),
        (
            Button(label("button-rename"), f"s_prename:{place.id}"),
            Button(label("button-delete-place"), f"s_pdel:{place.id}"),
        ),
        last_row(turn, "s_places:0"),
    )
    where = where_words(turn, place)
    text = turn.t("place-shown", name=place.name, where=where or "-", radius=radius_words(turn, place.radius_m))
    show(turn, join(heading, text), rows)


def set_radius(turn: Turn) -> None:
    """Button of a radius."""
    turn.ack()
    place, radius = own_place(turn, numbered(turn)), numbered(turn, 1)
    if place is not None and radius in RADII:
        place = _keep(turn, replace(place, radius_m=radius))
    show_place(turn, place)


def _keep(turn: Turn, place: Place) -> Place:
    turn.save(place)
    turn.loaded["places"] = [place if p.id == place.id else p for p in places_of(turn)]
    return place


# -- names --------------------------------------------------------------------------------------
def read_name(text: str) -> str:
    """A name as somebody wrote it, in one line; "" if it is none, or too long for one."""
    name = " ".join(clean(text).split())
    return name if 0 < len(name) <= LONGEST_NAME and any(c.isalnum() for c in name) else ""


def ask_name(turn: Turn) -> None:
    """Button «Переименовать»."""
    turn.ack()
    show_renaming(turn, own_place(turn, numbered(turn)))


def show_renaming(turn: Turn, place: Place | None, heading: Marked | str = "", said: list[str] | None = None) -> None:
    if place is None:
        show_place(turn, None)
        return
    label = turn.texts.label
    ready = [Button(label(f"place-name-{n}"), f"s_pcall:{place.id}:{n}") for n in NAMES]
    report = (Button(label("button-is-report"), "s_report"),) if said else ()
    rows = (*in_pairs(ready), report, last_row(turn, f"s_place:{place.id}"))
    text = join(heading, turn.t("place-rename", name=place.name))
    ask(turn, PLACE, text, rows, place={"stage": "rename", "id": place.id}, **({"said": said} if said else {}))


def call(turn: Turn) -> None:
    """Button of a ready name for a place that is there."""
    turn.ack()
    place, name = own_place(turn, numbered(turn)), part(turn, 1)
    if place is not None and name in NAMES:
        rename(turn, place, turn.texts.label(f"place-name-{name}"))
    else:
        show_place(turn, place)


def rename(turn: Turn, place: Place, name: str) -> None:
    show_place(turn, _keep(turn, replace(place, name=name)), turn.t("place-renamed"))


# -- deleting -----------------------------------------------------------------------------------
def with_deleted(turn: Turn) -> Needs:
    """What is loaded for the list, and the place that was deleted last."""
    return (*wishes(turn), Query("timers_among", (json.dumps([[UNDO, my_key(turn)]]),), "deleted"))


def delete(turn: Turn) -> None:
    """Button «Удалить»: done at once, one tap brings it back."""
    turn.ack()
    place = own_place(turn, numbered(turn))
    if place is None:
        show_place(turn, None)
        return
    turn.delete(Place, place.id)
    turn.after(UNDO_MS, UNDO, my_key(turn), json.dumps(asdict(place), ensure_ascii=False))
    turn.loaded["places"] = [p for p in places_of(turn) if p.id != place.id]
    back = Button(turn.texts.label("button-undo"), f"s_pback:{place.id}")
    show_places(turn, turn.t("place-deleted", name=place.name), (back,))


def bring_back(turn: Turn) -> None:
    """Button «Вернуть»: the place that was deleted last."""
    turn.ack()
    kept = turn.one("deleted", Timer)
    values = json.loads(kept.data) if kept and kept.data else {}
    if values.get("id") != numbered(turn) or values.get("person_id") != turn.person.id:
        show_places(turn, turn.t("places-gone"))
        return
    place = Place(**values)
    turn.save(place)
    turn.forget_timer(UNDO, my_key(turn))
    turn.loaded["places"] = [*places_of(turn), place]
    show_place(turn, place, turn.t("place-is-back"))


def forget_deleted(turn: Turn) -> None:
    """Tick: it is too late to bring it back; with the timer the last of it is gone."""

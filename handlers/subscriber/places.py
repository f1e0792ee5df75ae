"""/places: the points that somebody cares for; each is opened, renamed, made wider, deleted and brought back."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from handlers.base.buttons import part
from handlers.base.greeting import first_contact, greet
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Marked, clean
from handlers.base.steps import KeptData, QuestionStep
from handlers.base.texts import HOUR_MS, join
from handlers.base.turn import Turn
from handlers.subscriber.common import (
    ask,
    in_pairs,
    last_row,
    marked_label,
    numbered,
    page_of,
    paging,
    show,
)
from handlers.subscriber.wishes import Wishes, drop_place, keep_place, wishes_of
from handlers.subscriber.words import SubscriberButton, SubscriberData, SubscriberTick
from storage.notice_records import Place
from storage.records import Timer

MOST_PLACES = 5
PLACES_A_PAGE = 5
RADII = (300, 1_000, 3_000, 10_000)
READY_PLACE_NAMES = ("home", "dacha", "mother", "work")
LONGEST_PLACE_NAME = 30
DELETED_PLACE_MS = HOUR_MS
"""So long a deleted place can be brought back."""
LAST_DELETED_PLACE = Load("place that was deleted last", "timers_among", Timer)


def places(turn: Turn) -> None:
    """/places and the pages of the list."""
    if first_contact(turn):
        greet(turn)
    turn.ack()
    show_places(turn, wishes_of(turn))


def show_places(turn: Turn, wishes: Wishes, heading: Marked | str = "", first: tuple[Button, ...] = ()) -> None:
    """The list; `first` is a row above the others."""
    mine, label = wishes.places, turn.texts.label
    here = turn.event.word == SubscriberButton.PLACES
    page, pages = page_of(turn, 0, len(mine), PLACES_A_PAGE) if here else (0, -(-len(mine) // PLACES_A_PAGE))
    buttons = [
        Button(
            label("place-button", name=p.name, radius=radius_words(turn, p.radius_m))[:40], SubscriberButton.PLACE(p.id)
        )
        for p in mine[page * PLACES_A_PAGE : (page + 1) * PLACES_A_PAGE]
    ]
    add = Button(label("button-add-place"), SubscriberButton.ADD_PLACE, style="good")
    adding = (add,) if len(mine) < MOST_PLACES else ()
    text = join(heading, turn.t("places-list") if mine else turn.t("places-none"))
    rows = (
        first,
        *in_pairs(buttons),
        adding,
        paging(turn, SubscriberButton.PLACES, page, pages),
        last_row(turn, SubscriberButton.ALERTS),
    )
    show(turn, text, rows)


def radius_words(turn: Turn, metres: int) -> str:
    if metres % 1000:
        return turn.texts.label("radius-m", m=str(metres))
    return turn.texts.label("radius-km", km=str(metres // 1000))


def where_words(turn: Turn, place: Place) -> str:
    """Settlement, street and house, as far as they are known."""
    region = turn.shared.region
    town, home = region.settlement(place.settlement), region.municipality(place.municipality)
    known = [x.name for x in (town or home,) if x]
    return ", ".join([*known, *(w for w in (place.street, place.house) if w)])


def opened(turn: Turn) -> None:
    """Button of a place."""
    turn.ack()
    wishes = wishes_of(turn)
    show_place(turn, wishes, wishes.place(numbered(turn)))


def show_place(turn: Turn, wishes: Wishes, place: Place | None, heading: Marked | str = "") -> None:
    """One place, or the list if it is there no more."""
    if place is None:
        show_places(turn, wishes, turn.t("places-gone"))
        return
    label = turn.texts.label
    radii = tuple(
        Button(marked_label(turn, radius_words(turn, r), place.radius_m == r), SubscriberButton.SET_RADIUS(place.id, r))
        for r in RADII
    )
    rows = (
        *in_pairs(radii),
        (
            Button(label("button-rename"), SubscriberButton.RENAME(place.id)),
            Button(label("button-delete-place"), SubscriberButton.DELETE(place.id)),
        ),
        last_row(turn, SubscriberButton.PLACES(0)),
    )
    where = where_words(turn, place)
    text = turn.t("place-shown", name=place.name, where=where or "-", radius=radius_words(turn, place.radius_m))
    show(turn, join(heading, text), rows)


def set_radius(turn: Turn) -> None:
    """Button of a radius."""
    turn.ack()
    wishes, radius = wishes_of(turn), numbered(turn, 1)
    place = wishes.place(numbered(turn))
    if place is not None and radius in RADII:
        place = replace(place, radius_m=radius)
        wishes = keep_place(turn, wishes, place)
    show_place(turn, wishes, place)


def has_room(wishes: Wishes) -> bool:
    """Whether one more place may be kept."""
    return len(wishes.places) < MOST_PLACES


# -- names --------------------------------------------------------------------------------------
def read_name(text: str) -> str:
    """A name as somebody wrote it, in one line; "" if it is none, or too long for one."""
    name = " ".join(clean(text).split())
    return name if 0 < len(name) <= LONGEST_PLACE_NAME and any(c.isalnum() for c in name) else ""


def ask_name(turn: Turn) -> None:
    """Button «Переименовать»."""
    turn.ack()
    wishes = wishes_of(turn)
    show_renaming(turn, wishes, wishes.place(numbered(turn)))


def show_renaming(
    turn: Turn, wishes: Wishes, place: Place | None, heading: Marked | str = "", said: list[str] | None = None
) -> None:
    if place is None:
        show_place(turn, wishes, None)
        return
    label = turn.texts.label
    ready = [Button(label(f"place-name-{n}"), SubscriberButton.SET_NAME(place.id, n)) for n in READY_PLACE_NAMES]
    report = (Button(label("button-is-report"), SubscriberButton.IS_REPORT),) if said else ()
    rows = (*in_pairs(ready), report, last_row(turn, SubscriberButton.PLACE(place.id)))
    text = join(heading, turn.t("place-rename", name=place.name))
    ask(
        turn,
        QuestionStep.PLACE,
        text,
        rows,
        **{SubscriberData.PLACE: {"stage": "rename", "id": place.id}},
        **({KeptData.SAID: said} if said else {}),
    )


def call(turn: Turn) -> None:
    """Button of a ready name for a place that is there."""
    turn.ack()
    wishes, name = wishes_of(turn), part(turn, 1)
    place = wishes.place(numbered(turn))
    if place is not None and name in READY_PLACE_NAMES:
        rename(turn, wishes, place, turn.texts.label(f"place-name-{name}"))
    else:
        show_place(turn, wishes, place)


def rename(turn: Turn, wishes: Wishes, place: Place, name: str) -> None:
    renamed = replace(place, name=name)
    show_place(turn, keep_place(turn, wishes, renamed), renamed, turn.t("place-renamed"))


# -- deleting -----------------------------------------------------------------------------------
@need(LAST_DELETED_PLACE)
def load_deleted(turn: Turn) -> Needs:
    return (LAST_DELETED_PLACE(json.dumps([[SubscriberTick.DELETED_PLACE, turn.timer_key]])),)


def delete(turn: Turn) -> None:
    """Button «Удалить»: done at once, one tap brings it back."""
    turn.ack()
    wishes = wishes_of(turn)
    place = wishes.place(numbered(turn))
    if place is None:
        show_place(turn, wishes, None)
    else:
        remove(turn, wishes, place)


def remove(turn: Turn, wishes: Wishes, place: Place) -> None:
    """It is gone, and the list says so."""
    wishes = drop_place(turn, wishes, place)
    turn.after(
        DELETED_PLACE_MS, SubscriberTick.DELETED_PLACE, turn.timer_key, json.dumps(asdict(place), ensure_ascii=False)
    )
    back = Button(turn.texts.label("button-undo"), SubscriberButton.BRING_BACK(place.id))
    show_places(turn, wishes, turn.t("place-deleted", name=place.name), (back,))


def bring_back(turn: Turn) -> None:
    """Button «Вернуть»: the place that was deleted last."""
    turn.ack()
    kept, wishes = turn.one(LAST_DELETED_PLACE), wishes_of(turn)
    values = json.loads(kept.data) if kept and kept.data else {}
    if values.get("id") != numbered(turn) or values.get("person_id") != turn.person.id:
        show_places(turn, wishes, turn.t("places-gone"))
        return
    place = Place(**values)
    turn.forget_timer(SubscriberTick.DELETED_PLACE, turn.timer_key)
    show_place(turn, keep_place(turn, wishes, place), place, turn.t("place-is-back"))


def forget_deleted(turn: Turn) -> None:
    """Tick: it is too late to bring it back; with the timer the last of it is gone."""

"""A new place in three steps: where it is, what it is called, how far around it counts.

Until it is stored it lives in the dialogue's data (`place`), as a draft does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers.base.buttons import part
from handlers.base.message import Button, Marked
from handlers.base.own_region import within
from handlers.base.steps import KeptData, QuestionStep
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.notices.streets import streets
from handlers.places.find import locate
from handlers.reading.places import place_reader
from handlers.reports import consent
from handlers.reports.about import place_name, with_address
from handlers.reports.draft import consented, draft_of, drop
from handlers.reports.draft_screens import pressed_draft
from handlers.reports.said_radius import radius_said
from handlers.reports.words import DraftButton
from handlers.subscriber.answers import begins_something_else, said, unheard
from handlers.subscriber.common import (
    ask,
    free_to_ask,
    in_pairs,
    last_row,
    numbered,
    show,
)
from handlers.subscriber.places import (
    MOST_PLACES,
    RADII,
    READY_PLACE_NAMES,
    radius_words,
    read_name,
    rename,
    show_places,
    show_renaming,
    where_words,
)
from handlers.subscriber.towns import choices, suggested
from handlers.subscriber.wishes import Wishes, keep_place, wishes_of
from handlers.subscriber.words import SubscriberButton, SubscriberData
from storage.notice_records import Place
from storage.region.region import Settlement

Making = dict[str, Any]


def add(turn: Turn) -> None:
    """Button «Добавить место»: first the consent, where there is none."""
    turn.ack()
    if not consented(turn):
        consent.show_question(
            turn, SubscriberButton.CONSENT, SubscriberButton.NO_CONSENT, "place", SubscriberButton.PLACES(0)
        )
    else:
        begin(turn)


def add_here(turn: Turn) -> None:
    """Button «Предупреждать об этом месте» under a message that named a place and nothing else."""
    draft = pressed_draft(turn)
    if draft is None:
        return
    turn.ack()
    if not consented(turn):
        back = DraftButton.SHOW(draft.id)
        consent.show_question(turn, SubscriberButton.CONSENT, SubscriberButton.NO_CONSENT, "here", back)
    else:
        begin_here(turn)


def begin_here(turn: Turn) -> None:
    """The place of the draft becomes a place of his, if not a word was written about what is wrong there."""
    draft, wishes = draft_of(turn), wishes_of(turn)
    if draft is None or draft.says_something or not draft.has_place or len(wishes.places) >= MOST_PLACES:
        begin(turn)
        return
    drop(turn)
    if draft.lat is not None and draft.lon is not None:
        _at_point(turn, wishes, {"stage": "where"}, draft.lat, draft.lon)
        return
    town = place_name(turn.shared.region, draft.settlement, draft.municipality)
    _by_words(turn, wishes, {"stage": "where"}, with_address(town, draft.address))


def begin(turn: Turn) -> None:
    """Ask where it is. While a report is being written its words come first."""
    wishes = wishes_of(turn)
    if len(wishes.places) >= MOST_PLACES:
        show_places(turn, wishes, turn.t("places-enough"))
    elif not free_to_ask(turn):
        show(turn, turn.t("places-draft-first"), (last_row(turn, SubscriberButton.PLACES(0)),))
    else:
        _begin(turn, wishes, turn.data.get(KeptData.SAID))


def begin_said(turn: Turn) -> None:
    """«Предупреждайте в радиусе 500 метров от Лесной, 5»: the words wait for the consent, where there is none."""
    turn.step("", **turn.outliving(), **{KeptData.SAID: unheard(turn)})
    if consented(turn):
        begin(turn)
    else:
        consent.show_question(
            turn, SubscriberButton.CONSENT, SubscriberButton.NO_CONSENT, "place", SubscriberButton.PLACES(0)
        )


def _begin(turn: Turn, wishes: Wishes, before: object) -> None:
    """`before`: words that name the place or how far around it, as `unheard` keeps them."""
    text = str(before[1]) if isinstance(before, list) and len(before) == 2 else ""
    making: Making = {"stage": "where", **({"radius": metres} if (metres := radius_said(turn, text)) else {})}
    if text and place_reader(turn.shared.region).read(text).found:
        _by_words(turn, wishes, making, text)
    else:
        ask_where(turn, wishes, making)


def ask_where(
    turn: Turn,
    wishes: Wishes,
    making: Making,
    heading: Marked | str = "",
    *,
    again: bool = False,
    towns: Sequence[str] = (),
) -> None:
    """`again`: what was written was not understood; `towns`, or the likest settlements, are offered."""
    label = turn.texts.label
    near = [a for a in sorted(wishes.areas) if a.startswith("s:")]
    like = [a for a in suggested(turn, said(turn)) if a.startswith("s:")] if again else []
    offered = list(towns) or like
    rows = (
        *choices(turn, tuple(dict.fromkeys([*offered, *near]))[:4], SubscriberButton.NEW_IN_TOWN),
        (Button(label("button-from-list"), SubscriberButton.NEW_IN_MUNICIPALITIES(0)),),
        (Button(label("button-is-report"), SubscriberButton.IS_REPORT),) if again else (),
        last_row(turn, SubscriberButton.PLACES(0)),
    )
    more = {KeptData.SAID: unheard(turn)} if again else {}
    ask(turn, QuestionStep.PLACE, join(heading, turn.t("place-where")), rows, **{SubscriberData.PLACE: making}, **more)


def making_of(turn: Turn, stage: str) -> Making | None:
    """What is being made, if it stands at this stage."""
    making = turn.data.get(SubscriberData.PLACE) if turn.dialogue.step == QuestionStep.PLACE else None
    return making if isinstance(making, dict) and making.get("stage") == stage else None


def pressed_making(turn: Turn, stage: str) -> Making | None:
    """For a button: what is being made; for an old one a kind word, what is true now, and None."""
    making = making_of(turn, stage)
    if making is None:
        turn.ack(turn.texts.label("toast-old-button"))
        show_places(turn, wishes_of(turn))
    turn.ack()
    return making


# -- in words -----------------------------------------------------------------------------------
def written(turn: Turn) -> None:
    """A message while something about a place is asked for."""
    making = turn.data.get(SubscriberData.PLACE)
    making = making if isinstance(making, dict) else {"stage": "where"}
    if begins_something_else(turn, place=making.get("stage") == "where"):
        return
    stage, wishes = making.get("stage"), wishes_of(turn)
    if stage == "where" and turn.event.place is not None:
        _at_point(turn, wishes, making, turn.event.place.lat, turn.event.place.lon)
    elif stage == "where":
        _by_words(turn, wishes, making, said(turn))
    elif stage == "name":
        _named(turn, making, read_name(said(turn)))
    elif stage == "rename":
        _renamed(turn, wishes, wishes.place(int(making.get("id", 0))))
    elif metres := radius_said(turn, said(turn), alone=True):
        _keep_place(turn, making, metres)
    else:
        _ask_radius(turn, making, turn.t("place-radius-buttons"), again=True)


def _at_point(turn: Turn, wishes: Wishes, making: Making, lat: float, lon: float) -> None:
    settlement, municipality = locate(turn.shared.region, lat, lon)
    if settlement is None and municipality is None:
        ask_where(turn, wishes, making, turn.t("place-outside", within=within(turn.shared, turn.texts)))
        return
    point = {**_kept(making), "lat": lat, "lon": lon, "settlement": settlement.code if settlement else ""}
    home = municipality.code if municipality else ""
    _ask_name(turn, {**point, "municipality": home}, turn.t("place-point-taken"))


def _by_words(turn: Turn, wishes: Wishes, making: Making, text: str) -> None:
    place = place_reader(turn.shared.region).read(text)
    if place.street or place.house:
        making = {**making, "street": place.street, "house": streets().house(place.house) or place.house}
    if place.settlement is not None:
        in_town(turn, making, place.settlement)
    elif place.settlements:
        towns = [f"s:{s.code}" for s in place.settlements]
        ask_where(turn, wishes, making, turn.t("where-which", text=text[:60]), again=True, towns=towns)
    elif place.street:
        ask_where(turn, wishes, making, turn.t("place-which-town"), again=True)
    else:
        ask_where(turn, wishes, making, turn.t("where-unknown", text=text[:60]), again=True)


def in_town(turn: Turn, making: Making, found: Settlement) -> None:
    """The settlement's middle: no map of streets is at hand, and that is said."""
    point = {"lat": found.lat, "lon": found.lon, "settlement": found.code, "municipality": found.municipality}
    kept = {key: making[key] for key in ("street", "house") if making.get(key)}
    heading = "place-middle-street" if kept else "place-middle"
    _ask_name(turn, {**kept, **_kept(making), **point}, turn.t(heading, name=found.name))


def _kept(making: Making) -> Making:
    """How far around it, if that was said before."""
    return {"radius": making["radius"]} if making.get("radius") else {}


# -- its name and radius ------------------------------------------------------------------------
def _ask_name(turn: Turn, making: Making, heading: Marked | str = "", *, again: bool = False) -> None:
    label = turn.texts.label
    ready = [Button(label(f"place-name-{n}"), SubscriberButton.NEW_NAME(n)) for n in READY_PLACE_NAMES]
    report = (Button(label("button-is-report"), SubscriberButton.IS_REPORT),) if again else ()
    more = {KeptData.SAID: unheard(turn)} if again else {}
    rows = (*in_pairs(ready), report, last_row(turn, SubscriberButton.ADD_PLACE))
    making = {**making, "stage": "name"}
    ask(turn, QuestionStep.PLACE, join(heading, turn.t("place-name")), rows, **{SubscriberData.PLACE: making}, **more)


def name(turn: Turn) -> None:
    """Button of a ready name."""
    making = pressed_making(turn, "name")
    if making is None:
        return
    chosen = part(turn, 0)
    _named(turn, making, turn.texts.label(f"place-name-{chosen}") if chosen in READY_PLACE_NAMES else "")


def _named(turn: Turn, making: Making, called: str) -> None:
    if called and making.get("radius"):
        _keep_place(turn, {**making, "name": called}, int(making["radius"]))
    elif called:
        _ask_radius(turn, {**making, "name": called})
    else:
        _ask_name(turn, making, turn.t("place-name-again"), again=bool(said(turn)))


def _renamed(turn: Turn, wishes: Wishes, place: Place | None) -> None:
    called = read_name(said(turn))
    if place is not None and called:
        rename(turn, wishes, place, called)
    else:
        show_renaming(turn, wishes, place, turn.t("place-name-again"), unheard(turn))


def _ask_radius(turn: Turn, making: Making, heading: Marked | str = "", *, again: bool = False) -> None:
    buttons = [Button(radius_words(turn, r), SubscriberButton.NEW_RADIUS(r)) for r in RADII]
    report = (Button(turn.texts.label("button-is-report"), SubscriberButton.IS_REPORT),) if again and said(turn) else ()
    more = {KeptData.SAID: unheard(turn)} if again else {}
    rows = (*in_pairs(buttons), report, last_row(turn, SubscriberButton.ADD_PLACE))
    text = join(heading, turn.t("place-radius", name=str(making["name"])))
    making = {**making, "stage": "radius"}
    ask(turn, QuestionStep.PLACE, text, rows, **{SubscriberData.PLACE: making}, **more)


def radius(turn: Turn) -> None:
    """Button of a radius: now the place is stored."""
    making = pressed_making(turn, "radius")
    if making is None:
        return
    metres = numbered(turn)
    if metres in RADII:
        _keep_place(turn, making, metres)
    else:
        _ask_radius(turn, making)


def _keep_place(turn: Turn, making: Making, metres: int) -> None:
    wishes = wishes_of(turn)
    if len(wishes.places) >= MOST_PLACES:
        show_places(turn, wishes, turn.t("places-enough"))
    elif not consented(turn):
        add(turn)
    else:
        _store(turn, wishes, making, metres)


def _store(turn: Turn, wishes: Wishes, making: Making, metres: int) -> None:
    place = Place(
        turn.new_id("place"),
        turn.person.id,
        str(making["name"]),
        float(making["lat"]),
        float(making["lon"]),
        metres,
        str(making.get("settlement", "")),
        str(making.get("municipality", "")),
        str(making.get("street", "")),
        str(making.get("house", "")),
        turn.now,
    )
    wishes = keep_place(turn, wishes, place)
    back = Button(turn.texts.label("button-undo-place"), SubscriberButton.DELETE(place.id))
    said_so = turn.t(
        "place-stored", name=place.name, where=where_words(turn, place) or "-", radius=radius_words(turn, metres)
    )
    show_places(turn, wishes, said_so, (back,))

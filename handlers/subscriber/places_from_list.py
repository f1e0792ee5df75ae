"""The settlement of a new place, from the list of municipalities."""

from __future__ import annotations

from handlers.base.buttons import part
from handlers.base.message import Button
from handlers.base.steps import QuestionStep
from handlers.base.turn import Turn
from handlers.subscriber.alerts_where import AREAS_A_PAGE, municipality_rows
from handlers.subscriber.common import ask, in_pairs, last_row, page_of, paging
from handlers.subscriber.places_add import ask_where, in_town, pressed_making
from handlers.subscriber.towns import towns_of
from handlers.subscriber.wishes import wishes_of
from handlers.subscriber.words import SubscriberButton, SubscriberData


def municipalities(turn: Turn) -> None:
    """Button «Выбрать из списка»."""
    making = pressed_making(turn, "where")
    if making is not None:
        rows = (
            *municipality_rows(turn, SubscriberButton.NEW_IN_MUNICIPALITIES, SubscriberButton.NEW_IN_TOWNS),
            last_row(turn, SubscriberButton.ADD_PLACE),
        )
        ask(turn, QuestionStep.PLACE, turn.t("place-where-list"), rows, **{SubscriberData.PLACE: making})


def towns(turn: Turn) -> None:
    """Button of a municipality."""
    making = pressed_making(turn, "where")
    if making is None:
        return
    code = part(turn, 0)
    known = towns_of(turn, code)
    page, pages = page_of(turn, 1, len(known), AREAS_A_PAGE)
    shown = [
        Button(s.name[:40], SubscriberButton.NEW_IN_TOWN("s", s.code))
        for s in known[page * AREAS_A_PAGE : (page + 1) * AREAS_A_PAGE]
    ]
    rows = (
        *in_pairs(shown),
        paging(turn, SubscriberButton.NEW_IN_TOWNS(code), page, pages),
        last_row(turn, SubscriberButton.NEW_IN_MUNICIPALITIES(0)),
    )
    ask(turn, QuestionStep.PLACE, turn.t("place-where-list"), rows, **{SubscriberData.PLACE: making})


def town(turn: Turn) -> None:
    """Button of a settlement: its middle is the point."""
    making = pressed_making(turn, "where")
    found = turn.shared.region.settlement(part(turn, 1))
    if making is not None and found is not None:
        in_town(turn, making, found)
    elif making is not None:
        ask_where(turn, wishes_of(turn), making)

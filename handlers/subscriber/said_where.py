"""Places of warnings in a sentence: which are wanted, and which are not any more («убери Кедрачи», «переехала из
Сосновинки в Белосветск»).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.base.message import Button, Marked
from handlers.base.own_region import whole
from handlers.base.phrases import Phrases, begun_with, phrases, words_of
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.reports.about_warnings import areas_said
from handlers.subscriber.alerts import subscribe_row, where_now
from handlers.subscriber.common import area_name, in_pairs, last_row, show
from handlers.subscriber.wishes import Wishes, keep_areas, with_area
from handlers.subscriber.words import SubscriberButton

MOST_BUTTONS = 4


@dataclass(frozen=True, slots=True)
class SaidWhere:
    """Areas as a subscription names them."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def said_where(turn: Turn, text: str) -> SaidWhere:
    """Of the places that a text names without a doubt which one they are."""
    wanted, unwanted, end = list[str](), list[str](), 0
    areas = areas_said(turn, text)
    following = [*(begins for _, begins, _ in areas), len(text)][1:]
    for (area, begins, ends), then in zip(areas, following, strict=True):
        off = _is_unwanted(turn, text, text[end:begins], text[ends:then], begins)
        (unwanted if off else wanted).append(area)
        end = ends
    return SaidWhere(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def _is_unwanted(turn: Turn, text: str, before: str, after: str, begins: int) -> bool:
    """By the word right before it ("from", "without"), the last verb before it, or the first one behind."""
    words, off, on = words_of(before), phrases(turn, "where-off-words"), phrases(turn, "where-on-words")
    if words and (words[-1],) in phrases(turn, "where-from-words"):
        return True
    to = bool(words) and (words[-1],) in phrases(turn, "where-to-words")
    last_off, last_on = _last(words, off), _last(words, on)
    if to and (last_off == len(words) - 1 or last_on >= 0):
        return last_off == len(words) - 1  # «уже не живу в Стеклянке»
    if not to and (last_off >= 0 or last_on >= 0):
        return last_off >= last_on
    if _is_off(words_of(after), off, on):
        return True  # «а в Кедрачах уже не надо»
    if to:
        return False
    if _last(words_of(text[:begins]), on) >= 0:
        return False
    return _last(words_of(text), off) >= 0


def _is_off(words: list[str], off: Phrases, on: Phrases) -> bool:
    """Whether the first verb behind a place is one of "no more"."""
    for at in range(len(words)):
        if begun_with(words[at:], off):
            return True
        if begun_with(words[at:], on):
            return False
    return False


def _last(words: list[str], known: Phrases) -> int:
    """Where the last of these phrases ends; -1 without one."""
    ends = [
        at + len(phrase)
        for at in range(len(words))
        for phrase in known
        if tuple(words[at : at + len(phrase)]) == phrase
    ]
    return max(ends, default=-1)


def rearrange(turn: Turn, wishes: Wishes, said: SaidWhere) -> None:
    """What was named is left out or added, and one tap takes each back. The last area is not left out by words: without
    any it would be the whole region.
    """
    gone = [area for area in said.unwanted if area in wishes.areas]
    left = wishes.areas - set(gone)
    for area in said.wanted:
        left = with_area(turn, left, area)
    if not left and gone:
        _ask_of_the_last(turn, wishes, gone)
        return
    added = sorted(left - wishes.areas)
    wishes = keep_areas(turn, wishes, left)
    buttons = [_button(turn, "button-area-back", area, SubscriberButton.ADD_AREA) for area in gone]
    buttons += [_button(turn, "button-undo-area", area, SubscriberButton.DROP_AREA) for area in added]
    show(
        turn,
        join(
            _line(turn, "where-dropped", gone),
            "" if gone else _line(turn, "where-was-not", said.unwanted),
            _line(turn, "where-added", added or ([] if gone else said.wanted)),
            where_now(turn, wishes),
        ),
        (
            subscribe_row(turn, wishes),
            *in_pairs(buttons[:MOST_BUTTONS]),
            (Button(turn.texts.label("button-more-places"), SubscriberButton.WHERE(0)),),
            last_row(turn, SubscriberButton.ALERTS),
        ),
    )


def _ask_of_the_last(turn: Turn, wishes: Wishes, gone: Sequence[str]) -> None:
    label = turn.texts.label
    drop = [_button(turn, "button-undo-area", area, SubscriberButton.DROP_AREA) for area in gone[:MOST_BUTTONS]]
    rows = (
        (Button(label("button-more-places"), SubscriberButton.WHERE(0)),),
        (Button(label("button-unsubscribe"), SubscriberButton.UNSUBSCRIBE),),
        *in_pairs(drop),
        last_row(turn, SubscriberButton.ALERTS),
    )
    names = ", ".join(area_name(turn, area) for area in gone)
    show(turn, turn.t("where-is-last", names=names, whole=whole(turn.shared, turn.texts)), rows)


def _line(turn: Turn, key: str, areas: Sequence[str]) -> Marked:
    return turn.t(key, names=", ".join(area_name(turn, area) for area in areas)) if areas else Marked("")


def _button(turn: Turn, key: str, area: str, word: SubscriberButton) -> Button:
    return Button(turn.texts.label(key, name=area_name(turn, area))[:40], word(area))

"""/info: the region's cards of explanation (storage.region.notice_rules), by group; each opens."""

from __future__ import annotations

from handlers.base.buttons import LABEL_LENGTH, Rows, number, part
from handlers.base.message import Button, Marked, escape
from handlers.base.texts import Texts, join, shorten
from handlers.base.turn import Turn
from handlers.notices.kinds import kind_of
from handlers.reports.draft_screens import draft_button, tell_old_button
from handlers.subscriber.common import page_of, paging, show
from handlers.subscriber.words import SubscriberButton
from storage.region.notice_rules import InfoCard
from storage.region.region import name_in

CARDS_A_PAGE = 4


def info(turn: Turn) -> None:
    """/info and its pages: the groups; where there is only one, its cards."""
    groups = groups_of(turn)
    if not groups:
        show(turn, turn.t("info-none"), draft_button(turn))
    elif len(groups) == 1:
        _show_group(turn, 0, number(part(turn, 0)))
    else:
        page, pages = page_of(turn, 0, len(groups), CARDS_A_PAGE)
        shown = range(page * CARDS_A_PAGE, min(len(groups), (page + 1) * CARDS_A_PAGE))
        names = [name_in(groups[place][0].group, turn.texts.language) for place in shown]
        rows = [
            (Button(shorten(name, LABEL_LENGTH), SubscriberButton.GROUP(at, 0)),)
            for at, name in zip(shown, names, strict=True)
        ]
        show(
            turn,
            turn.t("info-title"),
            (*rows, paging(turn, SubscriberButton.INFO, page, pages), _row(draft_button(turn))),
        )


def group(turn: Turn) -> None:
    """Button of a group, and its pages."""
    at = number(part(turn, 0))
    if at < len(groups_of(turn)):
        _show_group(turn, at, number(part(turn, 1)))
    else:
        turn.ack(turn.texts.label("toast-old-button"))
        info(turn)


def card(turn: Turn) -> None:
    """Button of a card. The second part says where it was opened: "nN" in the notice N, else in its group."""
    found = next((c for c in turn.shared.region.notices.cards if c.code == part(turn, 0)), None)
    if found is None:
        tell_old_button(turn)
        return
    groups, opened = groups_of(turn), part(turn, 1)
    at = next(i for i, cards in enumerate(groups) if found in cards)
    back = SubscriberButton.OPEN(number(opened[1:]), 0) if opened.startswith("n") else SubscriberButton.GROUP(at, 0)
    url = (Button(turn.texts.label("info-button-more"), url=found.url),) if found.url else ()
    last = (Button(turn.texts.label("back"), back), *_row(draft_button(turn)))
    show(turn, card_text(turn.texts, found), (url, last))


def _show_group(turn: Turn, at: int, page: int) -> None:
    groups = groups_of(turn)
    cards = groups[at]
    pages = max(1, -(-len(cards) // CARDS_A_PAGE))
    page = min(page, pages - 1)
    rows = [(card_button(each, turn.texts),) for each in cards[page * CARDS_A_PAGE : (page + 1) * CARDS_A_PAGE]]
    back = (Button(turn.texts.label("back"), SubscriberButton.INFO(0)),) if len(groups) > 1 else ()
    prefix = SubscriberButton.GROUP(at) if len(groups) > 1 else SubscriberButton.INFO
    last = (*back, *_row(draft_button(turn)))
    text = turn.t("info-group", group=name_in(cards[0].group, turn.texts.language))
    show(turn, text, (*rows, paging(turn, prefix, page, pages), last))


def groups_of(turn: Turn) -> list[list[InfoCard]]:
    """The cards by group, both in the order of the region's file."""
    groups: dict[str, list[InfoCard]] = {}
    for each in turn.shared.region.notices.cards:
        groups.setdefault(name_in(each.group, "ru"), []).append(each)
    return list(groups.values())


def card_for(turn: Turn, kind: str) -> InfoCard | None:
    """The card of a kind of notice: the one that has its code, or that of its group."""
    region = turn.shared.region
    codes = (kind, kind_of(region, kind).group.code)
    found = (c for code in codes for c in region.notices.cards if c.code == code)
    return next(found, None)


def card_button(each: InfoCard, texts: Texts, opened: str = "") -> Button:
    label = shorten(texts.label("info-button-card", title=name_in(each.title, texts.language)), LABEL_LENGTH)
    return Button(label, SubscriberButton.CARD(each.code, opened) if opened else SubscriberButton.CARD(each.code))


def card_text(texts: Texts, each: InfoCard) -> Marked:
    """Title, text, and the address where there is more."""
    title = texts.say("info-card-title", title=name_in(each.title, texts.language))
    return join(title, escape(name_in(each.text, texts.language)))


def _row(rows: Rows) -> tuple[Button, ...]:
    return tuple(button for row in rows for button in row)

"""The buttons under a card, and the menus that take their place in the same message."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.buttons import Rows, turning
from handlers.base.message import Button
from handlers.base.texts import Texts, shorten
from handlers.reports.card_text import is_erased
from handlers.reports.status import ALIVE, Status
from storage.records import Report
from storage.region.region import Region, name_in

LABEL_LIMIT = 40

PAGE = 5
"""Choices on a page of a menu, one a row; the sixth row, VK's last, turns pages and goes back."""

REASONS = ("duplicate", "not_ours", "no_details", "spam")
"""Why a report is rejected; each has a text for operators and one for its author in `locales/`."""


def card_buttons(texts: Texts, report: Report, more: bool) -> Rows:
    """What can be done with a report as it stands; `more`: there is more to read than the card shows."""

    def make(word: str, style: str = "") -> Button:
        return Button(texts.label(f"op-button-{word}"), f"o_{word}:{report.id}", style=style)

    if is_erased(report):
        return ()
    full = ((make("full"),),) if more else ()
    if Status(report.status) not in ALIVE:
        return full
    take = make("release") if report.taken_by else make("take", "good")
    return ((take, make("ask")), (make("reject", "bad"), make("close")), (make("topic"), make("hand")), *full)


def reject_menu(texts: Texts, report: Report) -> Rows:
    choices = [
        Button(texts.label(f"op-reason-{code.replace('_', '-')}"), f"o_reason:{report.id}:{code}")
        for code in (*REASONS, "other")
    ]
    return (*((choice,) for choice in choices), (_back(texts, report),))


def topic_menu(texts: Texts, report: Report, region: Region, page: int) -> Rows:
    choices = [
        (f"{topic.emoji} {name_in(topic.names, texts.language)}", f"o_settopic:{report.id}:{topic.code}")
        for topic in region.topics
        if topic.code != report.topic
    ]
    return _paged(texts, report, choices, "o_topic", page)


def organisation_menu(texts: Texts, report: Report, region: Region, page: int) -> Rows:
    choices = [
        (name_in(organisation.names, texts.language), f"o_handto:{report.id}:{organisation.code}")
        for organisation in region.organisations
        if organisation.code != report.organisation
    ]
    return _paged(texts, report, choices, "o_hand", page)


def _paged(texts: Texts, report: Report, choices: Sequence[tuple[str, str]], word: str, page: int) -> Rows:
    pages = max(1, -(-len(choices) // PAGE))
    page = min(page, pages - 1)
    shown = choices[page * PAGE : (page + 1) * PAGE]
    rows = [(Button(shorten(label.strip(), LABEL_LIMIT), data),) for label, data in shown]
    turn_page = turning(page, pages, f"{word}:{report.id}:{{}}")
    return (*rows, (_back(texts, report), *turn_page))


def _back(texts: Texts, report: Report) -> Button:
    return Button(texts.label("op-button-back"), f"o_card:{report.id}")

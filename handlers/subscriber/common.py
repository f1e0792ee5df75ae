"""What the screens of subscriptions and places share: how they show, and how a question waits for words.

A screen's buttons carry all that they need. A question that can be answered in words also has a step (`ask`);
whoever writes something that is no answer is not lost: it can become a report (see `handlers.subscriber.answers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers.base.buttons import LARGEST, number, part
from handlers.base.message import Button, Marked, Message
from handlers.base.own_region import whole
from handlers.base.steps import QuestionStep
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.notices.kinds import KindGroup
from handlers.reports.draft import draft_of, drop
from handlers.reports.draft_screens import draft_button
from handlers.subscriber.wishes import WHOLE_REGION
from handlers.subscriber.words import SubscriberButton


def area_name(turn: Turn, area: str) -> str:
    """An area in words; its code for one that the region does not know any more."""
    kind, _, code = area.partition(":")
    region = turn.shared.region
    if area == WHOLE_REGION:
        return whole(turn.shared, turn.texts)
    found = region.municipality(code) if kind == "m" else region.settlement(code)
    return found.name if found else code


def group_label(turn: Turn, group: KindGroup) -> str:
    return f"{group.sign} {turn.texts.label(f'kind-{group.code}')}"


# -- showing ------------------------------------------------------------------------------------
def show(turn: Turn, text: Marked, rows: Sequence[Sequence[Button]]) -> None:
    """Show a screen, with the rows that have a button."""
    turn.screen(Message(text, tuple(tuple(row) for row in rows if row)))


def ask(turn: Turn, step: QuestionStep, text: Marked, rows: Sequence[Sequence[Button]], **data: Any) -> None:
    """Show a screen that can also be answered in words. While a report is being written its words come first."""
    if not free_to_ask(turn):
        show(turn, join(text, turn.t("alerts-words-later")), rows)
        return
    turn.step(step, **turn.outliving(), **data)
    show(turn, text, rows)


def free_to_ask(turn: Turn) -> bool:
    """Whether words can be waited for: no report is being written. A draft without a word in it makes room."""
    draft = draft_of(turn)
    if draft is not None and draft.empty:
        drop(turn)
        return True
    return draft is None


def last_row(turn: Turn, back: str = "") -> tuple[Button, ...]:
    """The way back and the way out: to what is being written, where there is a word of it (see `free_to_ask`)."""
    label, draft = turn.texts.label, draft_of(turn)
    written = draft_button(turn) if draft is not None and not draft.empty else ()
    out = [button for row in written for button in row] or [Button(label("done"), SubscriberButton.DONE)]
    return (Button(label("back"), back), *out) if back else tuple(out)


def in_pairs(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]


def paging(turn: Turn, prefix: str, page: int, pages: int) -> tuple[Button, ...]:
    """To the neighbouring pages, as far as there are any."""
    label = turn.texts.label
    turning = [Button(label("alerts-page-before"), f"{prefix}:{page - 1}")] if page else []
    if page + 1 < pages:
        turning.append(Button(label("alerts-page-after"), f"{prefix}:{page + 1}"))
    return tuple(turning)


def page_of(turn: Turn, place: int, items: int, size: int) -> tuple[int, int]:
    """The page that a button's part names, kept within what there is, and how many there are."""
    pages = max(1, -(-items // size))
    return min(number(part(turn, place)), pages - 1), pages


def numbered(turn: Turn, place: int = 0) -> int:
    value = number(part(turn, place))
    return value if value < LARGEST else 0


def marked_label(turn: Turn, name: str, chosen: bool) -> str:
    """A name with a tick if it is chosen, fit for a button."""
    return f"{'✅ ' if chosen else ''}{name}"[:40]

"""Ready answers under a card and by /templates: one tap begins the answer, gaps that nobody knows are asked for."""

from __future__ import annotations

from handlers.base.buttons import number, number_of, part, part_of, turning
from handlers.base.loads import Needs, need
from handlers.base.message import Button, Message
from handlers.base.staff import tell
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, refresh, show_menu
from handlers.operator.grace import begin, pending
from handlers.operator.prompts import GAP_PROMPT, hint, prompt, target_of
from handlers.operator.words import OperatorButton
from handlers.reports.card_buttons import paged_menu
from handlers.reports.ready import (
    SAVED_ANSWERS,
    all_ready,
    fill,
    gaps_of,
    general,
    prepared,
    read_values,
    ready_by_key,
    title_of,
)
from handlers.reports.status import LineKind
from handlers.reports.words import ReportButton
from storage.answer_records import ReadyAnswer

PAGE = 4
SHOWN = 400


@need(SAVED_ANSWERS)
def answers_of_prompt(turn: Turn) -> Needs:
    """Of a message that replies to the question for a gap."""
    target = target_of(turn)
    return (SAVED_ANSWERS(),) if target is not None and target.purpose.startswith(GAP_PROMPT) else ()


# -- under a card -----------------------------------------------------------------------------------
def choose(turn: Turn, case: ReportCase) -> None:
    """o_ready: which one? Those of the report's topic come first."""
    report, page = case.report, number_of(part_of(turn.event.argument, 1))
    found = all_ready(turn.shared.region, turn.many(SAVED_ANSWERS), report.topic)
    choices = [(ready.title, ReportButton.USE_READY(report.id, ready.key)) for ready in found]
    if any(event.kind in (LineKind.ANSWER, LineKind.INTERIM) and event.text for event in case.history):
        choices.insert(0, (turn.texts.label("op-button-save-ready"), ReportButton.SAVE_READY(report.id)))
    show_menu(turn, case, paged_menu(turn.texts, report, choices, ReportButton.READY, page))


def use(turn: Turn, case: ReportCase) -> None:
    """o_useready: the answer begins, after what is missing was asked for."""
    ready = ready_by_key(turn.shared.region, turn.many(SAVED_ANSWERS), part_of(turn.event.argument, 1))
    if ready is None:
        turn.ack(turn.texts.label("op-toast-old-button"))
    else:
        text = prepared(turn.shared.library, ready, case.report)
        if gaps := gaps_of(text):
            prompt(turn, case, f"gap:{ready.key}", what=", ".join(gaps), text=text)
        elif pending(case, LineKind.ANSWER) is None:
            begin(turn, case, LineKind.ANSWER, text)
            turn.ack(turn.texts.label("op-toast-soon"))
    refresh(turn, case)


def filled(turn: Turn, case: ReportCase, purpose: str, text: str) -> str | None:
    """The answer with the gaps that a reply to their question fills; None, and that is said, where some are left."""
    key = purpose.removeprefix(GAP_PROMPT)
    ready = ready_by_key(turn.shared.region, turn.many(SAVED_ANSWERS), key)
    if ready is None:
        tell(turn, turn.t("ready-gone"))
        return None
    whole = prepared(turn.shared.library, ready, case.report)
    gaps = gaps_of(whole)
    values = read_values(text, gaps)
    if values is None:
        hint(turn, case, target_of(turn), turn.t("ready-gaps-left", what=", ".join(gaps)))
        return None
    return fill(whole, values)


def save(turn: Turn, case: ReportCase) -> None:
    """o_saveready: the newest answer becomes a ready one of its topic."""
    said = next((e for e in reversed(case.history) if e.kind in (LineKind.ANSWER, LineKind.INTERIM) and e.text), None)
    if said is not None:
        label = turn.staff_texts.label
        text = general(said.text, case.report, label("ready-name-street"), label("ready-name-number"))
        if any(saved.body == text for saved in turn.many(SAVED_ANSWERS)):
            turn.ack(label("op-toast-saved-already"))
        else:
            row = ReadyAnswer(turn.new_id("ready_answer"), case.report.topic, title_of(text), text, turn.now)
            turn.save(row)
            turn.ack(label("op-toast-saved"))
            tell(turn, turn.t("ready-saved", text=shorten(text, SHOWN)))
    refresh(turn, case)


# -- all of them ------------------------------------------------------------------------------------
def templates(turn: Turn) -> None:
    """/templates: all, with their texts; those that staff saved can be taken away."""
    _show(turn, 0, turn.new_id("outbox"))


def turn_templates(turn: Turn) -> None:
    """o_templates: another page."""
    _show(turn, number(part(turn, 1)), number(part(turn, 0)))


def drop(turn: Turn) -> None:
    """o_dropready: a saved one goes."""
    wanted = number(part(turn, 1))
    found = next((saved for saved in turn.many(SAVED_ANSWERS) if saved.id == wanted), None)
    if found is not None:
        turn.delete(ReadyAnswer, found.id)
        turn.audit("ready_dropped", id=found.id)
    turn.ack(turn.texts.label("op-toast-dropped"))
    _show(turn, 0, number(part(turn, 0)), without=wanted)


def _show(turn: Turn, page: int, slot: int, *, without: int = 0) -> None:
    saved = [each for each in turn.many(SAVED_ANSWERS) if each.id != without]
    found = all_ready(turn.shared.region, saved)
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages - 1)
    shown = found[page * PAGE : (page + 1) * PAGE]
    lines = [turn.t("ready-line", title=ready.title, text=shorten(ready.text, SHOWN)) for ready in shown]
    label = turn.texts.label
    drops = tuple(
        (Button(label("op-button-drop-ready", title=ready.title), OperatorButton.DROP_READY(slot, ready.key[1:])),)
        for ready in shown
        if ready.key.startswith("s")
    )
    pager = turning(page, pages, OperatorButton.TEMPLATES(slot, "{}"))
    heading = turn.t("ready-list" if found else "ready-none")
    tell(turn, Message(join(heading, *lines), (*drops, *((pager,) if pager else ()))), slot=f"ready:{slot}")

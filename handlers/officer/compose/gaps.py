"""The named gaps of a template: asked one after the other once the place is known, and filled in every language."""

from __future__ import annotations

from handlers.base.buttons import Rows, number, part
from handlers.base.message import Button, Marked, clean, escape
from handlers.base.moment_words import moment_words
from handlers.base.moments import BadMoment, read_moment
from handlers.base.texts import HOUR_MS, join
from handlers.base.turn import Turn
from handlers.notices.content import PHONE_GAP, UNTIL_GAP, fill_gap, named_gaps, without_gaps
from handlers.notices.wording import dated
from handlers.officer.compose.area_view import area_lines
from handlers.officer.compose.checks import question
from handlers.officer.compose.drafting import NoticeDraft, ask, change, field_of
from handlers.officer.compose.summary import show_summary
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField

LONGEST_ANSWER = 400
"""Characters: what goes into a sentence."""
GAP_HOURS = (3, 6, 12, 24)
FEWEST_DIGITS = 2
"""Of a phone number: 01, 112."""


def next_step(turn: Turn, draft: NoticeDraft, said: Marked | str = "") -> None:
    """d_next: what a template still asks, while its officer goes through it; else the summary. `said`: what has just
    happened.
    """
    gaps = named_gaps(draft.content)
    if gaps and turn.data.get(ComposeData.GUIDED) == draft.id:
        ask_gap(turn, draft, gaps[0], said)
    else:
        show_summary(turn, draft, said)


def ask_gaps(turn: Turn, draft: NoticeDraft) -> None:
    """d_gap: from the summary, all that is open, one after the other."""
    turn.data[ComposeData.GUIDED] = draft.id
    next_step(turn, draft)


def ask_gap(turn: Turn, draft: NoticeDraft, name: str, said: Marked | str = "") -> None:
    """One question. Below it what the text is so far, with the other gaps open."""
    rows: Rows = ()
    if name == UNTIL_GAP:
        label = turn.texts.label
        rows = (
            tuple(Button(label("compose-hours", count=h), ComposeButton.GAP_UNTIL(draft.id, h)) for h in GAP_HOURS),
        )
    left = len(named_gaps(draft.content))
    text = join(
        turn.t("compose-ask-gap", question=question(turn, name), left=left),
        join(*area_lines(turn, draft.content.area), by="\n"),
        escape(without_gaps(draft.content.texts.get("ru", ""))),
    )
    ask(turn, draft, ComposeField.GAP(name), text, rows, fault=said)


def typed_gap(turn: Turn, draft: NoticeDraft) -> None:
    """The answer, as people write it."""
    _, name = field_of(turn)
    answer = " ".join(clean(turn.event.text).replace("{", "(").replace("}", ")").split())
    if name not in named_gaps(draft.content):
        next_step(turn, draft)
    elif not answer:
        ask_gap(turn, draft, name, turn.t("compose-fault-gap"))
    elif len(answer) > LONGEST_ANSWER:
        ask_gap(turn, draft, name, turn.t("compose-fault-long", count=len(answer), most=LONGEST_ANSWER))
    elif name == UNTIL_GAP:
        _typed_until(turn, draft, answer)
    elif name == PHONE_GAP and sum(c.isdigit() for c in answer) < FEWEST_DIGITS:
        ask_gap(turn, draft, name, turn.t("compose-fault-phone"))
    else:
        change(turn, draft, **fill_gap(draft.content, name, lambda language: answer))
        next_step(turn, draft)


def _typed_until(turn: Turn, draft: NoticeDraft, answer: str) -> None:
    shared = turn.shared
    try:
        at = read_moment(answer, turn.now, shared.region.zone, moment_words(shared.library))
    except BadMoment as bad:
        ask_gap(turn, draft, UNTIL_GAP, turn.t(f"compose-fault-time-{bad.why}", now=turn.texts.clock(turn.now)))
        return
    if draft.content.send_at and at <= draft.content.send_at:
        ask_gap(turn, draft, UNTIL_GAP, turn.t("compose-lacks-order"))
        return
    _take_until(turn, draft, at)


def pressed_until(turn: Turn, draft: NoticeDraft) -> None:
    """d_gapuntil:ID:HOURS: from when it is sent."""
    hours = number(part(turn, 1))
    if hours in GAP_HOURS and UNTIL_GAP in named_gaps(draft.content):
        _take_until(turn, draft, max(turn.now, draft.content.send_at) + hours * HOUR_MS)
    else:
        next_step(turn, draft)


def _take_until(turn: Turn, draft: NoticeDraft, at: int) -> None:
    """Until then the notice holds, too: nobody has to say it twice."""
    library = turn.shared.library
    filled = fill_gap(draft.content, UNTIL_GAP, lambda language: dated(library.texts(language), at))
    change(turn, draft, until=at, **filled)
    next_step(turn, draft)

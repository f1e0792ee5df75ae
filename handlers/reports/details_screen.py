"""The screen that asks a topic's own question: known answers on buttons, own words as well, and it can be left out."""

from __future__ import annotations

from itertools import chain

from handlers.base.buttons import Rows, pairs
from handlers.base.message import Button, Marked, Message
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.reports.details import SAID, detail_lines, question_of
from handlers.reports.draft import ReportDraft, keep
from handlers.reports.words import DraftButton, DraftScreen, DraftStep
from storage.region.region import name_in


def show_detail_question(turn: Turn, draft: ReportDraft, key: str, text: Marked | str, out: Rows) -> None:
    """Ask it. `text` stands above, `out` are the ways out. While answers are changed the way back is among them."""
    question = question_of(turn.shared.region, key)
    assert question is not None
    label, language = turn.texts.label, turn.texts.language
    buttons = [
        Button(name_in(said, language), DraftButton.ANSWER(draft.id, key, place))
        for place, said in enumerate(question.answers)
    ]
    skip = Button(label("button-skip"), DraftButton.SKIP(draft.id, key), style="main")  # it leads on
    back = (Button(label("back"), DraftButton.SHOW(draft.id)),) if draft.changing else ()
    more, last = (out[:-1], out[-1]) if out else ((), ())
    draft.asking, draft.showing, draft.shown_at, draft.gathering = key, DraftScreen.QUESTION, turn.now, False
    keep(turn, draft, DraftStep.QUESTION)
    said = draft.told.get(key, {}).get(SAID)
    now = detail_lines(turn.texts, [(question.ask, said)]) if said else ""
    asked = turn.t("details-ask", ask=name_in(question.ask, language))
    rows: Rows = (*pairs(buttons), *more, tuple(chain((skip,), back, last)))
    turn.screen(Message(join(text, now, asked), rows))

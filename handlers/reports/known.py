"""What is known at a draft's place, on its last screen: open reports of others, and a notice for that very address.

`ReportDraft.known` are [kind, number, line, label]: kind CASE or NOTICE, the number of the report or notice, the line
and the button that stand for it. handlers.cases finds it a moment after the screen, so that nothing waits for it.
"""

from __future__ import annotations

from handlers.base.buttons import LABEL_LENGTH, Rows, number
from handlers.base.message import Button, Marked
from handlers.base.phrases import consists_of, parts_of, phrases, says_only, words_of
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.base.typed_buttons import shown_lately
from handlers.reports.draft import ReportDraft
from handlers.reports.own_report import followed_reports
from handlers.reports.words import DraftButton, DraftScreen, DraftTick, Meant, ReportButton

CASE, NOTICE = "case", "notice"


def look_around(turn: Turn, draft: ReportDraft) -> None:
    """Have it looked for, once for each topic and place. Nothing delays a danger: there it comes after sending."""
    wanted = what_is_looked_for(draft)
    if draft.danger or draft.known_for == wanted:
        return
    if draft.known_for or wanted:
        draft.known, draft.follow = [], 0
    draft.known_for = wanted
    if wanted:
        turn.after(0, DraftTick.KNOWN, turn.timer_key)


def what_is_looked_for(draft: ReportDraft) -> str:
    """Topic and place in one text; "" where there is no place."""
    if not draft.has_place:
        return ""
    point = "" if draft.lat is None or draft.lon is None else f"{draft.lat:.5f} {draft.lon:.5f}"
    return "|".join((draft.topic, draft.settlement, draft.address, point))


def known_lines(turn: Turn, draft: ReportDraft) -> Marked:
    """Each known thing in a line; nothing where nothing is known."""
    if draft.danger or not draft.known:
        return Marked("")
    notices = [Marked(line) for kind, _, line, _ in draft.known if kind == NOTICE]
    cases = [Marked(line) for kind, _, line, _ in draft.known if kind == CASE]
    heading = turn.t("known-heading") if cases else ""
    return join(*notices, join(heading, *cases, by="\n"))


def said_of_known(turn: Turn, draft: ReportDraft) -> str:
    """A Meant for words that say of a case on the last screen that it is the same, or another; "" for others. Words of
    the report itself may stand among them: «это другая яма».
    """
    if wants_end_told(turn, draft):
        return Meant.END_OF_NOTICE
    text, shown = turn.event.text, any(kind == CASE for kind, *_ in draft.known)
    if not shown or draft.danger or draft.showing != DraftScreen.REVIEW or turn.event.attachments:
        return ""
    same, other = phrases(turn, "known-same-words"), phrases(turn, "known-other-words")
    beside = phrases(turn, "known-beside-words") | {(word,) for word in words_of(draft.written)}
    if not consists_of(text, same | other | beside):
        return ""
    parts = set(parts_of(words_of(text), same | other | beside))
    if parts & other:
        return Meant.OTHER_TROUBLE
    return Meant.SAME_TROUBLE if parts & same else ""


def wants_end_told(turn: Turn, draft: ReportDraft) -> bool:
    """«Следить», «напишите, когда закончится»: said to the notice on the last screen; where no case stands beside it
    «да, это оно» is, too.
    """
    text, wanted = turn.event.text, phrases(turn, "known-notice-words")
    if turn.event.attachments or draft.showing != DraftScreen.REVIEW or not notice_shown(draft):
        return False
    if not any(kind == CASE for kind, *_ in draft.known):
        wanted |= phrases(turn, "known-same-words")
    return says_only(text, wanted, phrases(turn, "known-beside-words"))


def notice_shown(draft: ReportDraft) -> int:
    """The number of the notice that the last screen shows; 0 where it shows none."""
    return next((known for kind, known, *_ in draft.known if kind == NOTICE), 0)


def shown_after_filing(turn: Turn) -> list[tuple[int, int]]:
    """(report filed at once, known case), for each button that still stands under what was said after filing."""
    found = (data.split(":") for data in shown_lately(turn))
    return [(number(parts[1]), number(parts[2])) for parts in found
            if parts[0] == ReportButton.FOLLOW and len(parts) > 2]  # fmt: skip


def is_same_as_filed(turn: Turn) -> bool:
    """«Да, это оно» to what was shown after a report was filed at once."""
    text, same = turn.event.text, phrases(turn, "known-same-words")
    if turn.event.attachments or not shown_after_filing(turn):
        return False
    return says_only(text, same, phrases(turn, "known-beside-words"))


def leaves_case(turn: Turn) -> bool:
    """Whether somebody who follows a case says that he does so no more."""
    text, leaving = turn.event.text, phrases(turn, "leave-case-words")
    if turn.event.attachments or not says_only(text, leaving, phrases(turn, "known-beside-words")):
        return False
    return bool(followed_reports(turn))


def known_rows(draft: ReportDraft, room: int) -> Rows:
    """A button for each; at least one, and of cases as many as there is `room` for beside them."""
    if draft.danger:
        return ()
    words = {CASE: DraftButton.FOLLOW, NOTICE: DraftButton.FOLLOW_NOTICE}
    buttons = [
        Button(shorten(label, LABEL_LENGTH), words[kind](draft.id, known)) for kind, known, _, label in draft.known
    ]
    return tuple((button,) for button in buttons[: max(1, room)])

"""«Это то же самое», «Не следить»: one's report becomes one of a case that is known, and leaves it."""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.loads import Needs, need
from handlers.base.message import Message
from handlers.base.turn import Turn
from handlers.reports.card import show_card
from handlers.reports.draft import ReportDraft, draft_of, keep
from handlers.reports.draft_screens import draft_button, pressed_draft, show_draft, tell_old_button
from handlers.reports.following import leave_case
from handlers.reports.known import CASE
from handlers.reports.loads import REPORT_FILES, REPORT_HISTORY, WHOLE_REPORT, whole_report
from handlers.reports.own_report import followed_reports, own_report
from handlers.reports.sending import send
from handlers.reports.status import Status


def is_the_same(turn: Turn) -> None:
    """Button «Это то же самое»: only of a case that the draft's screen has shown."""
    draft, wanted = pressed_draft(turn), number(part(turn, 1))
    if draft is None:
        return
    if not any(known[:2] == [CASE, wanted] for known in draft.known):
        show_draft(turn, draft)
        return
    draft.follow = wanted
    send(turn, draft)


@need(*WHOLE_REPORT)
def known_case(turn: Turn) -> Needs:
    """The case on the draft's last screen, where there is one and no more."""
    numbers = _cases(draft_of(turn))
    return whole_report(numbers[0]) if len(numbers) == 1 else ()


def said_the_same(turn: Turn) -> None:
    """«Да, это оно»: as the button does; of several cases one has to be pressed. The words are no part of it."""
    draft = draft_of(turn)
    assert draft is not None
    numbers = _cases(draft)
    if len(numbers) > 1:
        show_draft(turn, draft, turn.t("known-which"))
        return
    draft.follow = numbers[0]
    send(turn, draft)


def said_another(turn: Turn) -> None:
    """«Нет, у нас другое»: what is known leaves the screen, and the report can be sent by itself."""
    draft = draft_of(turn)
    assert draft is not None
    draft.known, draft.follow = [known for known in draft.known if known[0] != CASE], 0
    keep(turn, draft, turn.dialogue.step)
    show_draft(turn, draft, turn.t("known-another"))


@need(*WHOLE_REPORT)
def followed_report(turn: Turn) -> Needs:
    """The second stage: the report with which he follows what is known, the latest of several."""
    return whole_report(followed_reports(turn)[0].id) if followed_reports(turn) else ()


def _cases(draft: ReportDraft | None) -> list[int]:
    return [number for kind, number, *_ in draft.known if kind == CASE] if draft is not None else []


def leave(turn: Turn) -> None:
    """Button «Не следить», and «больше не следить» in words."""
    report = own_report(turn)
    if report is None or report.status != Status.MERGED:
        tell_old_button(turn)
        return
    leave_case(turn, report)
    show_card(turn, report, turn.many(REPORT_HISTORY), turn.many(REPORT_FILES))
    turn.screen(Message(turn.t("followed-left", number=str(report.id)), draft_button(turn)))

"""Staff wrote about a report while its author is writing another one: is what he writes next the answer?

Buttons ask, unless it replies to what they wrote; the words wait beside the draft (`ReportDraft.second`).
"""

from __future__ import annotations

from handlers.base.loads import Needs, need
from handlers.base.message import clean
from handlers.base.phrases import is_small_talk, words_of
from handlers.base.turn import Turn
from handlers.reading.intent import Intent, LastAsked
from handlers.reports.after_answer import UNSURE, about_report
from handlers.reports.asked_meanwhile import perhaps_asks
from handlers.reports.collect import add_message, schedule
from handlers.reports.danger import watch_danger
from handlers.reports.draft import ReportDraft, begin, draft_of, load_draft, put_aside
from handlers.reports.draft_screens import NOT_SOLVED, PARTLY, SOLVED
from handlers.reports.is_solved import awaits_word, says_partly
from handlers.reports.its_words import words_alone
from handlers.reports.loads import SENT
from handlers.reports.named_place import place_named
from handlers.reports.own_report import SPOKEN_REPORTS, followed_reports, open_reports, talk
from handlers.reports.spoken_of import replied_to
from handlers.reports.status import Status
from handlers.reports.topic_choice import told_topics
from handlers.reports.words import DraftStep
from storage.records import Report

LONGEST = 20
"""Words of an answer; who writes more tells something."""
SHORT = 6
"""So few words of which nobody knows what they mean may be one."""
MOST_ASKED = 3


@need(SPOKEN_REPORTS, SENT)
def talk_meanwhile(turn: Turn) -> Needs:
    """His reports, for a message that may be an answer."""
    event = turn.event
    may = bool(event.reply_to or event.attachments) or len(words_of(event.text)) <= LONGEST
    return talk(turn) if may and not event.forwarded else ()


def spoken_of_meanwhile(turn: Turn, draft: ReportDraft) -> list[Report]:
    """The reports that the message is about, or may be about: it may ask of them, or staff wrote of them since the
    draft's last message.
    """
    alive = [report for report in open_reports(turn) if report.id != draft.into]
    if replied := [report for report in (*alive, *followed_reports(turn)) if replied_to(turn, report)]:
        return replied
    if asked_of := perhaps_asks(turn, draft):
        return asked_of[:MOST_ASKED]
    late = [report for report in alive if report.updated_at > draft.last_at]
    if draft.gathering or not late or turn.event.place is not None or _tells_of(turn, draft):
        return []
    asked = [report for report in late if report.status == Status.NEEDS_INFO]
    found = asked or [report for report in late if awaits_word(turn, report)]
    if not asked and not _is_word_about(turn):
        return []
    return [] if is_small_talk(turn, asked=True) else found[:MOST_ASKED]


def _tells_of(turn: Turn, draft: ReportDraft) -> bool:
    """Whether the words are plainly of the draft: its place while that is asked for, or its own topic."""
    text = clean(turn.event.text).strip()
    if turn.dialogue.step in (DraftStep.PLACE, DraftStep.TOWN) and any(place_named(turn, text)):
        return True
    return bool(text) and told_topics(turn, text)[:1] == [draft.topic]


def _is_word_about(turn: Turn) -> bool:
    """Whether it may be a word about the answer: it says so, or says nothing that could be told of anything else."""
    if said_of(turn):
        return True
    text = clean(turn.event.text).strip()
    return len(words_of(text)) <= SHORT and not told_topics(turn, text) and not any(place_named(turn, text))


def said_of(turn: Turn) -> str:
    """What the message says of an answer, as a button's data has it; "" where that is asked, or said by hand."""
    text = words_alone(turn)
    if not text:
        return ""
    if says_partly(turn, text):
        return PARTLY
    intent, sure = turn.shared.intent(text, LastAsked.SOLVED)
    return {Intent.SOLVED: SOLVED, Intent.NOT_SOLVED: NOT_SOLVED}.get(Intent(intent), "") if sure >= UNSURE else ""


def ask_whose(turn: Turn) -> None:
    """What came waits beside the draft, and buttons ask what it belongs to."""
    draft = draft_of(turn)
    assert draft is not None
    second, found = begin(turn), spoken_of_meanwhile(turn, draft)
    if not add_message(turn, second):
        schedule(turn, draft)
        return
    watch_danger(turn, second)
    awaited = all(awaits_word(turn, report) for report in found)
    second.says = said_of(turn) if awaited else ""
    for report in found:
        second.ask(report.id, about_report(turn, report))
    draft.second = second.dump()
    schedule(turn, draft)


def brought_forward(draft: ReportDraft) -> ReportDraft:
    """What came last goes first, and the draft waits until that is done."""
    second = load_draft(draft.second)
    assert second is not None
    put_aside(draft, second)
    return second

"""Words about a report that was answered: whether they complain, and the screen that asks where that is not clear.

A complaint puts the report back to work at once. Thanks do not, and neither does what somebody adds by a button without
complaining: he is asked. Whoever leaves the question alone is heard all the same (handlers.citizen.leaving.idle).
"""

from __future__ import annotations

from handlers.base.phrases import words_of
from handlers.base.turn import Turn
from handlers.reading.intent import Intent, LastAsked
from handlers.reports.about import subject
from handlers.reports.draft import ReportDraft
from handlers.reports.draft_screens import show_draft, topic_label
from handlers.reports.plain_requests import denies
from handlers.reports.topic_choice import told_topics
from handlers.reports.words import DRAFT_IDLE_MS, DraftTick
from storage.records import Report

UNSURE = 0.6
"""Below it the reader only guesses."""
FEW_WORDS, LONGEST_QUESTION = 3, 8
GUESSED = 0.3
"""Less sure than this nothing is known of what was said."""
LONGEST_READ = 300
"""Characters; a longer text is a story."""
ABOUT = 30
"""UTF-16 units of a report's first words beside a question."""
FRIENDLY = frozenset({Intent.THANKS, Intent.SOLVED})


def is_friendly(turn: Turn, words: str) -> bool:
    """Whether they thank, or say that all is well now, rather than anything else."""
    if not words or len(words) > LONGEST_READ or turn.shared.is_danger(words):
        return False
    return turn.shared.intent(words, LastAsked.SOLVED)[0] in FRIENDLY


def is_unclear(turn: Turn, draft: ReportDraft) -> bool:
    """Whether it has to be asked before the draft puts an answered report back to work."""
    words = draft.words
    if draft.danger or len(words) > LONGEST_READ:
        return False
    if draft.by_button:
        return not _complains(turn, words)
    if is_friendly(turn, words):
        return True
    alone = not draft.files and draft.lat is None
    return alone and (_says_nothing_known(turn, words) or _only_asks(turn, words))


def _only_asks(turn: Turn, words: str) -> bool:
    """«А кто чинил?», «а соседний дом?»: a short question, which says nothing of whether it is solved. With a "not" in
    it («почему не починили?») it does.
    """
    short = words.rstrip().endswith("?") and len(words_of(words)) <= LONGEST_QUESTION
    return short and not denies(turn, words) and not _complains(turn, words)


def _says_nothing_known(turn: Turn, words: str) -> bool:
    """A word or two that the reader does not know, which may as well be content."""
    few = 0 < len(words_of(words)) <= FEW_WORDS
    return few and turn.shared.intent(words, LastAsked.SOLVED)[1] < GUESSED and not told_topics(turn, words)


def _complains(turn: Turn, words: str) -> bool:
    if not words:
        return False
    intent, sure = turn.shared.intent(words, LastAsked.SOLVED)
    if sure < UNSURE:
        return False
    return intent == Intent.NOT_SOLVED or (intent == Intent.REPORT and bool(told_topics(turn, words)))


def ask_if_solved(turn: Turn, draft: ReportDraft, report: Report) -> None:
    """The draft waits until its author has said by a button what it means; see ReportDraft.ask."""
    draft.into, draft.says = 0, ""
    draft.ask(report.id, about_report(turn, report))
    turn.after(DRAFT_IDLE_MS, DraftTick.IDLE, turn.timer_key)
    show_draft(turn, draft)


def about_report(turn: Turn, report: Report) -> str:
    """Its first words, or its topic where it has none, for a button or a question."""
    return subject(turn.shared.region, report.text, ABOUT) or topic_label(turn, report.topic)

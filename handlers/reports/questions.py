"""Questions: of one's own report («а с фонарём?»), and of what is going on or coming («завтра свет отключат?»)."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.phrases import mentions, phrases, says_only, words_beside, words_of
from handlers.base.turn import Turn
from handlers.reading.intent import Intent
from handlers.reading.places import place_reader
from handlers.reports.about import place_name
from handlers.reports.its_words import has_phrase, words_alone
from handlers.reports.named_number import number_named
from handlers.reports.named_place import place_named
from handlers.reports.own_report import SPOKEN_REPORTS, open_reports
from handlers.reports.said_place import said_place
from handlers.reports.spoken_of import answered
from handlers.reports.topic_choice import told_topics
from handlers.reports.words import Meant
from storage.records import Report

LONGEST = 10
"""Words; who writes more tells something."""
ASKED_WORDS = 6
"""Words of a question that names one of several reports by its topic."""
SHORTEST_WORD = 3
"""Letters of a word by which a report is known."""
FEWEST_TOLD = 3
"""Words of a report that can be known again."""


def asks_what_comes(turn: Turn, text: str) -> str:
    """The `meant` route for a short question whether something happens that people are warned of; "" for anything else.

    Danger is answered with the phones, as a rumour of it is; without an "if" it is told, and no question.
    """
    words = words_of(text)
    if not 0 < len(words) <= LONGEST or not ("?" in text or mentions(words, phrases(turn, "asked-whether"))):
        return ""
    forms = [form for word in words for form in turn.shared.lemmas(word)]
    if not (mentions(words, phrases(turn, "asked-coming")) and mentions(forms, phrases(turn, "asked-events"))):
        return ""
    if not turn.shared.is_danger(text):
        return Meant.NOW
    return Meant.RUMOUR if mentions(words, phrases(turn, "asked-if")) else ""


def asks_about(turn: Turn) -> Report | None:
    """The open report of which a short question names the topic, the place or the thing: «а с фонарём?», «что по
    Речной?», «когда дадите воду»; None where it names none, or several. And the one whose words are said once more, or
    whose number is named.
    """
    text, alive = words_alone(turn), open_reports(turn)
    if same := numbered(turn) or next((report for report in alive if _is_told(report, text)), None):
        return same
    if not alive or (len(alive) == 1 and answered(turn)) or len(text.split()) > ASKED_WORDS:
        return None
    if not _is_question(turn, text):
        return None
    address, town = place_named(turn, text)
    there = [report for report in alive if _is_there(report, address, town)]
    topic = next(iter(told_topics(turn, text)), "")
    of_topic = [report for report in there if report.topic == topic]
    found = [_most_alike(turn, text, there)] if (address or town or not of_topic) else of_topic
    if found == [None] and not address and not town:
        found = [report for report in there if topic and _alike(turn, report.topic, topic)]
    return found[0] if len(found) == 1 else None


def numbered(turn: Turn) -> Report | None:
    """The report of his, also one that is long over, whose number is all that a message asks of: «а что по № 2?»."""
    number = number_named(turn) if words_alone(turn) else 0
    return next((report for report in turn.many(SPOKEN_REPORTS) if report.id == number), None)


def asks_of_place(turn: Turn) -> bool:
    """«А в Сосновинке?», «это для меня? я на Лесной»: a place and words that ask nothing else, and no report of his is
    there.
    """
    text = words_alone(turn)
    if turn.shared.is_danger(text):
        return False
    if mentions(words_of(text), phrases(turn, "asked-for-me")) and not told_topics(turn, text):
        return True
    when, beside = phrases(turn, "asked-when-back"), phrases(turn, "asked-when-back-beside")
    if not open_reports(turn) and says_only(text, when, beside):
        return True
    if "?" not in text:
        return False
    said = said_place(turn, text)
    rest = words_of(place_reader(turn.shared.region).beside(text, said))
    whole = bool(said.settlements) and not said.street and not words_beside(rest, phrases(turn, "asked-where-beside"))
    return whole and bool(rest) and asks_about(turn) is None


def asks_of(turn: Turn, report: Report, intent: str) -> bool:
    """Whether a short question is about this report, which is over: it names its thing, or is a question how it stands
    (`intent`) and names nothing.
    """
    text = words_alone(turn)
    if not 0 < len(text.split()) <= ASKED_WORDS or not _is_question(turn, text) or any(place_named(turn, text)):
        return False
    if _most_alike(turn, text, [report]) is not None:
        return True
    return intent == Intent.STATUS and not told_topics(turn, text)


def idle_words(turn: Turn) -> set[str]:
    """Dictionary forms by which no report is known."""
    return {form for (form,) in phrases(turn, "asked-state-idle")}


def _is_there(report: Report, address: str, town: str) -> bool:
    return town in ("", report.settlement) and address.casefold() in f"{report.address}\n{report.text}".casefold()


def _most_alike(turn: Turn, text: str, among: Sequence[Report]) -> Report | None:
    """The one whose words, place and topic have most of the question's words; None where there is no such one."""
    region = turn.shared.region
    asked = set(turn.shared.lemmas(text)) - idle_words(turn)
    shared = list[tuple[int, Report]]()
    for report in among:
        names = [place_name(region, report.settlement, report.municipality), report.address, report.text]
        topic = region.topic(report.topic)
        names += topic.names.values() if topic is not None else ()
        told = {form for form in turn.shared.lemmas(" ".join(names)) if len(form) >= SHORTEST_WORD}
        shared.append((len(asked & told), report))
    shared.sort(key=lambda pair: -pair[0])
    alone = shared and shared[0][0] and (len(shared) == 1 or shared[0][0] > shared[1][0])
    return shared[0][1] if alone else None


def _is_told(report: Report, text: str) -> bool:
    """Whether these words, and no others, are that report: it was sent twice."""
    words = words_of(text)
    return len(words) >= FEWEST_TOLD and words == words_of(report.text)


def _alike(turn: Turn, one: str, other: str) -> bool:
    """Topics of one group: «когда дадут воду» is asked of hot water, too."""
    groups = {topic.group for code in (one, other) if (topic := turn.shared.region.topic(code)) is not None}
    return len(groups) == 1 and groups != {""}


def _is_question(turn: Turn, text: str) -> bool:
    return "?" in text or has_phrase(turn, "asked-state-words")

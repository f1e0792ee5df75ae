"""Which report a citizen's message is about, by its words and by what he was last asked.

What is done with it says handlers.reports.meaning.
"""

from __future__ import annotations

from handlers.base.message import clean
from handlers.base.phrases import begun_with, phrases, words_of
from handlers.base.turn import Turn
from handlers.reading.intent import Intent, LastAsked
from handlers.reading.said import CLAUSE, KNOWN
from handlers.reports.after_answer import LONGEST_READ, UNSURE
from handlers.reports.is_solved import awaits_word
from handlers.reports.its_words import brings_more, number_first, reminds_us, words_alone
from handlers.reports.named_place import place_named
from handlers.reports.own_report import open_reports
from handlers.reports.plain_requests import of_work
from handlers.reports.said_anew import puts_place_right, topic_anew
from handlers.reports.spoken_of import answered, concerned, is_just_over, over_concerned, replied_to, was_just_told
from handlers.reports.status import HELP, Status
from handlers.reports.topic_choice import told_topics
from handlers.reports.two_troubles import topics_of
from storage.records import Report

COMPLAINTS = frozenset({Intent.REPORT, Intent.NOT_SOLVED, Intent.ADDITION})
REMARKS = frozenset({Intent.ADDITION, Intent.NOT_SOLVED, Intent.YES, Intent.NO})
LONGEST_REMARK = 8
"""Words."""


# -- what the words say ---------------------------------------------------------------------------
def read(turn: Turn) -> tuple[Intent, float]:
    """The message's likeliest meaning while nothing is being written, and how sure that is; read once."""
    return read_after(turn, turn.meant[1] if turn.meant is not None else last_asked(turn))


def read_after(turn: Turn, asked: str) -> tuple[Intent, float]:
    """The same after this was asked."""
    text = words_alone(turn)
    if not text:
        return Intent.REPORT, 0.0
    if turn.meant is None or turn.meant[0] != text:
        turn.meant = (text, asked, *turn.shared.intent(number_first(text)[1] or text, asked))
    return Intent(turn.meant[2]), turn.meant[3]


def last_asked(turn: Turn) -> LastAsked:
    """What stands open for this person while nothing is being written."""
    report = concerned(turn)
    if report is not None and report.status == Status.NEEDS_INFO:
        return LastAsked.YES_NO
    if answered(turn) and (report is None or awaits_word(turn, report)):
        return LastAsked.SOLVED
    over = over_concerned(turn)
    if over is not None:
        return LastAsked.SOLVED if is_just_over(turn, over) or replied_to(turn, over) else LastAsked.REPORT
    return LastAsked.REPORT if open_reports(turn) else LastAsked.NOTHING


# -- which report they are about --------------------------------------------------------------------
def is_own_story(turn: Turn, report: Report) -> bool:
    """Whether the words tell of something else than that report: of another place, or of another thing."""
    text = clean(turn.event.text).strip()
    if topic_anew(turn, report) or puts_place_right(turn, report, words_alone(turn)):
        return False
    if is_lack_of_else(turn, report):
        return True
    intent, sure = _said_of_it(turn, text)
    topics = told_topics(turn, text) if text else []
    if not topics or (
        report.danger and was_just_told(turn) and turn.shared.is_danger(text) and not is_elsewhere(turn, report, text)
    ):
        return False
    elsewhere = is_elsewhere(turn, report, text)
    if intent == Intent.REPORT and sure >= UNSURE:
        return elsewhere or topics[0] not in topics_of(turn, report)
    return elsewhere and intent in COMPLAINTS  # "the rubbish is not taken again": so begins many a new one


def is_lack_of_else(turn: Turn, report: Report) -> bool:
    """«Нет света на Мира, 7» to whoever wrote about snow: the "no" says what is missing, and answers nothing. «Нет не
    приехали» does answer.
    """
    region, said = turn.shared.region, CLAUSE.split(clean(turn.event.text).strip(), maxsplit=1)[0]
    begun = begun_with(words_of(said), phrases(turn, "reading-not-there"))
    if not begun or begun_with(words_of(said)[begun:], phrases(turn, "reading-not-there-answers")):
        return False
    told = region.topic(next(iter(told_topics(turn, said)), ""))
    groups = {topic.group for code in topics_of(turn, report) if (topic := region.topic(code)) is not None}
    return told is not None and told.group not in groups


def _said_of_it(turn: Turn, text: str) -> tuple[str, float]:
    """What the message means; words below a photo count like others, long ones are a story."""
    if words_alone(turn):
        return read(turn)
    return turn.shared.intent(text, last_asked(turn)) if 0 < len(text) <= LONGEST_READ else (Intent.REPORT, 1.0)


def is_elsewhere(turn: Turn, report: Report, text: str) -> bool:
    if report.lat is None and not (report.address or report.settlement):
        return False
    address, town = place_named(turn, text)
    known = f"{report.address}\n{report.text}".casefold()
    return bool(town and town != report.settlement) or bool(address and address.casefold() not in known)


def belongs_to(turn: Turn) -> int:
    """The open report that this message is for; 0 if none is, or if that has to be asked.

    Without a consent only a call for help takes anything.
    """
    alive, report = open_reports(turn), concerned(turn)
    if report is None and len(alive) == 1 and _is_more(turn, alive[0]):
        report = alive[0]
    if report is None or not (turn.person.consent_version or report.danger == HELP):
        return 0
    asked = report.status == Status.NEEDS_INFO
    own_story = _tells_of_another(turn, report) if asked else is_own_story(turn, report)
    return 0 if own_story and not replied_to(turn, report) else report.id


def _tells_of_another(turn: Turn, report: Report) -> bool:
    """Whether it answers no question of the staff: another trouble in another place, «а ещё в Кедрачах воды нет»."""
    text = clean(turn.event.text).strip()
    topics = told_topics(turn, text)[:1]
    return bool(topics) and topics[0] not in topics_of(turn, report) and is_elsewhere(turn, report, text)


def _is_more(turn: Turn, report: Report) -> bool:
    """Whether the words add to the only open report, or say how it stands while no answer came yet."""
    if of_work(turn, words_alone(turn)) or brings_more(turn) or reminds_us(turn) or topic_anew(turn, report):
        return True
    if puts_place_right(turn, report, words_alone(turn)):
        return True
    intent, sure = read(turn)
    if is_remark(turn, report):
        return True
    if sure < UNSURE or intent not in (Intent.ADDITION, Intent.SOLVED, Intent.NOT_SOLVED):
        return False
    plain = intent is Intent.ADDITION or sure >= KNOWN
    topics = told_topics(turn, words_alone(turn)) if not plain else []
    return not topics or topics[0] == report.topic


def is_remark(turn: Turn, report: Report) -> bool:
    """«Только имя моё не говорите»: a few words that tell of nothing else, while nobody has answered. Whether it is
    solved cannot be asked yet, so they are simply handed on; the screen offers to make another report of them.
    """
    intent, sure = read(turn)
    text = words_alone(turn)
    if report.answered_at or sure >= UNSURE or intent not in REMARKS or not 0 < len(words_of(text)) <= LONGEST_REMARK:
        return False
    return not (told_topics(turn, text) or any(place_named(turn, text)) or turn.shared.is_danger(text) or "?" in text)


def over_again(turn: Turn) -> Report | None:
    """The report that is over and may be what this message tells again: of its topic or its place, and no other."""
    report, text = over_concerned(turn), clean(turn.event.text).strip()
    if report is None or not turn.person.consent_version or is_elsewhere(turn, report, text):
        return None
    topics = told_topics(turn, text)[:1]
    same = topics == [report.topic] or (not topics and bool(place_named(turn, text)[0]))
    return report if same or replied_to(turn, report) else None

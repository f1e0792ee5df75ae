"""What is plainly asked for in a few words, whatever else is open: the emergency phones, one's own report back;
and whoever is in despair or being hurt.
"""

from __future__ import annotations

from handlers.base.buttons import number
from handlers.base.phrases import begun_with, consists_of, mentions, phrases, says_only, words_beside, words_of
from handlers.base.turn import Turn
from handlers.base.typed_buttons import shown_lately
from handlers.reports.anger import threatens, threatens_lawfully
from handlers.reports.topic_choice import told_topics
from handlers.reports.words import ReportButton

LONGEST_PHONES, LONGEST_WITHDRAWAL, LONGEST_STATE, LONGEST_DISTRESS, LONGEST_OFFICES = 6, 10, 12, 20, 12
LONGEST_FORGETTING, LONGEST_OFFICE_QUESTION = 6, 4
"""Words; who writes more tells something."""
LONGEST_SHORT_NUMBER = 4
"""Digits of a number that people write alone: 112, 103."""


def asks_for_phones(turn: Turn, text: str) -> bool:
    """«112», «вызовите скорую»: all of it asks for help that nobody sends from here."""
    words = words_of(text)
    if not words:
        return any(sign in text for sign in turn.texts.label("asked-phones-signs").split(", "))
    if len(words) > LONGEST_PHONES:
        return False
    short = {c.phone for c in turn.shared.region.contacts if len(c.phone) <= LONGEST_SHORT_NUMBER}
    wanted, beside = phrases(turn, "asked-phones"), phrases(turn, "asked-phones-beside")
    rest = words_beside(words, wanted | frozenset((number,) for number in short))
    return len(rest) < len(words) and not words_beside(rest, beside)


def asks_for_help(turn: Turn, text: str) -> bool:
    """«Помогите!» and nothing else, while nothing is being written."""
    wanted, beside = phrases(turn, "asked-help"), phrases(turn, "asked-phones-beside") | phrases(turn, "typed-beside")
    return says_only(text, wanted, beside)


def asks_to_withdraw(turn: Turn, text: str) -> bool:
    """«Отзовите заявку, воду уже дали»: a short message that has such words; a question is none."""
    words = words_of(text)
    wanted = phrases(turn, "asked-withdraw")
    return len(words) <= LONGEST_WITHDRAWAL and "?" not in text and mentions(words, wanted)


def wants_it_kept(turn: Turn, text: str) -> bool:
    """«Не отзывайте»: a "not" right before such words."""
    words = words_of(text)
    nots = phrases(turn, "reading-particles")
    return any((words[at - 1],) in nots and begun_with(words[at:], phrases(turn, "asked-withdraw"))
               for at in range(1, len(words)))  # fmt: skip


def asks_to_stop(turn: Turn, text: str) -> bool:
    """«Больше не присылайте», «не надо мне ваших уведомлений»: all of it wants nothing more from us."""
    wanted, beside = phrases(turn, "asked-stop"), phrases(turn, "asked-stop-beside")
    return "?" not in text and says_only(text, wanted, beside)


def wants_back(turn: Turn, text: str) -> bool:
    """«Верните», «передумал, верните заявку»: all of it wants back what was withdrawn."""
    wanted, beside = phrases(turn, "asked-back"), phrases(turn, "asked-back-beside")
    return says_only(text, wanted, beside)


def asks_to_forget(turn: Turn, text: str) -> bool:
    """«Сотрите мою переписку»: few words, and they tell of no trouble."""
    words = words_of(text)
    asks = 0 < len(words) <= LONGEST_FORGETTING and mentions(words, phrases(turn, "asked-forget"))
    return asks and not told_topics(turn, text)


def withdrawing(turn: Turn) -> int:
    """The number of the report whose withdrawal is asked about on the last screen; 0 where none is."""
    wanted = f"{ReportButton.WITHDRAW_SURE}:"
    return next((number(data[len(wanted) :]) for data in shown_lately(turn) if data.startswith(wanted)), 0)


def denies(turn: Turn, text: str) -> bool:
    """Whether there is a "no" or a "not" in it."""
    words = words_of(text)
    known = phrases(turn, "reading-no") | phrases(turn, "reading-particles")
    return mentions(words, known)


def of_work(turn: Turn, text: str) -> bool:
    """«Приехали, чинят», «никого нет», «уже едут?»: all of it says how the work goes."""
    work, beside = phrases(turn, "asked-work"), phrases(turn, "asked-work-beside")
    return consists_of(text, work | beside) and not consists_of(text, beside)


def asks_of_offices(turn: Turn, text: str) -> bool:
    """«Хочу официальное обращение», «передайте мэру», «как получить пенсию»: what other offices do, and no trouble."""
    words = words_of(text)
    if not words or len(words) > LONGEST_OFFICES or turn.shared.is_danger(text):
        return False

    def has(key: str) -> bool:
        return mentions(words, phrases(turn, key))

    asks_how = has("asked-office-how") and has("asked-office-what")
    if asks_how and len(words) <= LONGEST_OFFICE_QUESTION:
        return True  # of whatever topic that is
    return (asks_how or has("asked-appeal")) and not told_topics(turn, text)


def asks_state(turn: Turn, text: str) -> bool:
    """«Прошу сообщить входящий номер»: a short message with such words."""
    words = words_of(text)
    wanted = phrases(turn, "asked-state")
    return 0 < len(words) <= LONGEST_STATE and mentions(words, wanted)


def distress_in(turn: Turn, text: str) -> str:
    """ "despair" of who does not want to live, "violence" of who is being hurt by somebody, "threat" where a life is
    threatened, else ""; not in a complaint about something else.
    """
    words = words_of(text)
    if not words or len(words) > LONGEST_DISTRESS:
        return ""
    for kind in ("despair", "violence"):
        if mentions(words, phrases(turn, f"asked-{kind}")):
            return "" if told_topics(turn, text) else kind
    if mentions(words, phrases(turn, "asked-threatened")) and not threatens_lawfully(text):
        return "" if told_topics(turn, text) else "violence"
    if not threatens(words):
        return ""
    return "" if turn.shared.is_danger(text) or told_topics(turn, text) else "threat"  # a report has 112 before it


def only_swears(turn: Turn, text: str) -> bool:
    """Whether a message is nothing but anger, and tells of nothing."""
    rude, beside = phrases(turn, "asked-rude"), phrases(turn, "asked-rude-beside")
    return consists_of(text, rude | beside) and not consists_of(text, beside)

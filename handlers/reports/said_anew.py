"""What is said anew: of «не 7, а 9» what is meant and what it is instead of, and the topic of a sent report."""

from __future__ import annotations

from itertools import takewhile

from handlers.base.message import clean
from handlers.base.phrases import (
    Phrases,
    begun_with,
    consists_of,
    parts_of,
    phrases,
    words_at,
    words_beside,
    words_of,
)
from handlers.base.turn import Turn
from handlers.reports.named_place import told_besides
from handlers.reports.said_place import names_a_spot, said_place
from handlers.reports.topic_choice import told_topics
from storage.records import Report

LONGEST_TOPIC = 8
"""Words of a message that says the topic anew; who writes more tells something."""


def right_part(turn: Turn, text: str) -> tuple[str, str]:
    """(what is meant, what it is instead of): of «не 7, а 9», «не 7, это 9», «9, а не 7», «9, не 7» and «9 вместо 7»
    "9" and "7"; else (the text, "").
    """
    found = words_at(text)
    words = [word.text for word in found]
    keys = ("place-again-not", "place-again-but", "place-again-then", "place-again-instead")
    nots, buts, thens, insteads = ({w for (w,) in phrases(turn, key)} for key in keys)
    for place, word in enumerate(words):
        if word in insteads and 0 < place < len(words) - 1:
            return text[: found[place].begin], text[found[place].end :]
        if word not in nots:
            continue
        if place and words[place - 1] in buts:
            return text[: found[place - 1].begin], text[found[place].end :]
        for later in range(place + 2, len(words) - 1):
            if words[later] in thens:
                return text[found[later].end :], text[found[place].end : found[later].begin]
        if place and len(words) == place + 2 and words[-1][:1].isdigit():
            return text[: found[place].begin].rstrip(" ,"), text[found[place].end :]
    return text, ""


def after_comma(turn: Turn, text: str) -> tuple[str, str]:
    """The same of «нет, не лифт, свет в подъезде», where no word stands between: the comma behind what it is not."""
    nots = {w for (w,) in phrases(turn, "place-again-not")}
    begin = next((word.end for word in words_at(text) if word.text in nots), 0)
    wrong, comma, right = text[begin:].partition(",")
    return (right.strip(), wrong.strip()) if begin and comma and right.strip() else (text, "")


def after_change(turn: Turn, words: list[str]) -> list[str]:
    """The topic's name in «поменяйте тему на тротуары»; nothing where the words do not begin so."""
    known, beside = phrases(turn, "topic-change-words"), phrases(turn, "topic-change-beside")
    size = begun_with(words, known)
    return words_beside(words[size:], beside) if size else []


def by_name(turn: Turn, words: list[str]) -> list[str]:
    """The only topic whose name has all of these words, in any form."""
    said = set(turn.shared.lemmas(" ".join(words)))
    topics = turn.shared.region.topics
    found = [t.code for t in topics if said and any(said <= set(turn.shared.lemmas(n)) for n in t.names.values())]
    return found if len(found) == 1 else []


def topic_is_wrong(turn: Turn, text: str) -> bool:
    """«Тема не та», «я не об этом»: all of the message says so, and no other topic."""
    return consists_of(text, phrases(turn, "topic-wrong-words"))


def place_is_not_right(turn: Turn, text: str) -> bool:
    """«Хочу изменить адрес», «адрес неверный»: all of the message says so, and no other place."""
    wrong, beside = phrases(turn, "place-wrong-words"), phrases(turn, "place-again-excuses")
    return consists_of(text, wrong | beside) and not consists_of(text, beside)


def rather_words(turn: Turn) -> Phrases:
    """«Вернее», «нет, всё-таки»: words with which a place is said anew, or a correction of it taken back."""
    return phrases(turn, "place-again-rather") | phrases(turn, "place-again-doubt")


def anew_words(turn: Turn) -> Phrases:
    """«Ошибся домом», «правильный адрес», «не тот дом»: a place was wrong, and the right one stands beside."""
    return phrases(turn, "place-anew-words") | phrases(turn, "place-wrong-words")


def is_said_anew(turn: Turn, text: str) -> bool:
    """Whether it begins or ends with such words, or with an asterisk, as who puts a slip right does: «*Лесная 15»."""
    known, excuses = anew_words(turn) | rather_words(turn), phrases(turn, "place-again-excuses")
    parts = [*parts_of(words_of(text), known | excuses)]
    first = next((part for part in parts if part not in excuses), ())
    return text.lstrip().startswith("*") or first in known or (len(parts) > 1 and parts[-1] in anew_words(turn))


def is_one_more(turn: Turn, text: str) -> bool:
    """«Ой, и Лесная 15»: before the place stands that it is so there, too. It may be both places."""
    also = phrases(turn, "place-also-words")
    small = anew_words(turn) | rather_words(turn) | phrases(turn, "place-again-excuses")
    begun = takewhile(lambda part: part in also | small, parts_of(words_of(text), also | small))
    return any(part in also for part in begun)


def puts_place_right(turn: Turn, report: Report, text: str) -> bool:
    """«Вернее 9», «Мира 9, а не 7», «ошиблась посёлком, это Кедрачи» of a report that was sent: few words with a number
    or a place, and one that it is said anew.
    """
    words = words_of(text)
    placed = report.address or report.settlement
    if not placed or not (1 < len(words) <= LONGEST_TOPIC or text.startswith("*")):
        return False
    named = any(word[:1].isdigit() for word in words) or names_a_spot(said_place(turn, text))
    anew = bool(right_part(turn, text)[1]) or is_said_anew(turn, text)
    return named and anew and not told_topics(turn, told_besides(turn, text))


def is_put_right(turn: Turn, report: Report, text: str) -> bool:
    """Whether it says that the topic or the place of a report that was sent is wrong, or which topic is right."""
    return topic_is_wrong(turn, text) or place_is_not_right(turn, text) or bool(topic_anew(turn, report, text))


def topic_named(turn: Turn, text: str) -> str:
    """The topic that a few words name by themselves; "" for none."""
    words = words_of(text)
    if not 0 < len(words) <= LONGEST_TOPIC:
        return ""
    return next(iter(by_name(turn, words) or told_topics(turn, text)), "")


def topic_anew(turn: Turn, report: Report, text: str = "") -> str:
    """The other topic that a message about a report which was sent says it is about: «это не дорога, а тротуар», «не та
    тема, это про отопление»; "" where it says something else.
    """
    text = text or clean(turn.event.text).strip()
    words = words_of(text)
    if not 0 < len(words) <= LONGEST_TOPIC:
        return ""
    if named := after_change(turn, words):
        topic = next(iter(by_name(turn, named) or told_topics(turn, " ".join(named))), "")
    else:
        right, instead = right_part(turn, text)
        right, instead = (right, instead) if instead else _spoken_of(turn, text)
        plain = " ".join(words_beside(words_of(right), phrases(turn, "topic-change-beside")))  # «про снег»: snow
        topic = next(iter(told_topics(turn, right) or told_topics(turn, plain)), "") if instead else ""
        topic = topic if topic and (is_its_topic(turn, report.topic, instead) or _is_told(turn, report, topic)) else ""
    return topic if topic != report.topic else ""


def _spoken_of(turn: Turn, text: str) -> tuple[str, str]:
    """The same of «я не про дорогу, я про двор»."""
    nots, of = ({w for (w,) in phrases(turn, key)} for key in ("place-again-not", "topic-of-words"))
    found = words_at(text)
    spoken = [at for at, word in enumerate(found) if word.text in of]
    if len(spoken) != 2 or not spoken[0] or found[spoken[0] - 1].text not in nots:
        return text, ""
    between = text[found[spoken[0]].end : found[spoken[1]].begin]
    return text[found[spoken[1]].end :], between


def _is_told(turn: Turn, report: Report, topic: str) -> bool:
    """Whether its own words are likeliest about this topic: whoever says so now only puts the label right."""
    return told_topics(turn, report.text)[:1] == [topic]


def is_its_topic(turn: Turn, code: str, text: str) -> bool:
    """Whether what it is not is what the report was taken for, by its topic or by a word of the topic's name."""
    if told_topics(turn, text)[:1] == [code]:
        return True
    topic, said = turn.shared.region.topic(code), set(turn.shared.lemmas(text))
    return topic is not None and any(said & set(turn.shared.lemmas(name)) for name in topic.names.values())

"""What is said of the warnings that somebody gets: fewer, not at night, not of that place, «я переехал в Пчеляки»."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from handlers.base.phrases import (
    Phrases,
    begun_with,
    consists_of,
    mentions,
    phrases,
    says_only,
    words_at,
    words_beside,
    words_of,
)
from handlers.base.turn import Turn
from handlers.base.typed_buttons import shown_lately
from handlers.places.reading import NamedPlace
from handlers.reading.intent import Intent, LastAsked
from handlers.reading.places import place_reader
from handlers.reports.said_radius import radius_said
from handlers.reports.topic_choice import told_topics
from handlers.reports.words import ScreenButton

MADE = "settlements by lemma"
"""Of a region: see Region.made."""
SCREENS = frozenset(
    word.value
    for word in (
        ScreenButton.SUBSCRIBE,
        ScreenButton.CONSENT,
        ScreenButton.KINDS,
        ScreenButton.KIND,
        ScreenButton.WHERE,
    )
)
"""Buttons of the screens of warnings."""
FEW, SHORT = 3, 6
LONGEST = 12
"""Words; who writes more tells something."""


class WarningWish(StrEnum):
    NIGHT = "night"
    FEWER = "fewer"
    PLACE = "place"
    KINDS = "kinds"


def wish_in(turn: Turn, text: str, intent: Intent) -> WarningWish | None:
    """What is wished of warnings besides having any or none; None where it is something else.

    `intent`: what the message means as a whole.
    """
    words = words_of(text)
    if not words or len(words) > LONGEST or "?" in text:
        return None
    if _has(turn, words, "asked-quiet") or wants_quiet(turn, text):
        return WarningWish.NIGHT
    if looks_at_warnings(turn) and (wish := _said_to_them(turn, text, words)) is not None:
        return wish
    moved, stops = _has(turn, words, "asked-moved"), intent in (Intent.STOP, Intent.WARNINGS)
    off = not (moved or stops) and _has(turn, words, "where-off-words") and _is_nothing_but_off(turn, text)
    if not (moved or stops or off) or told_topics(turn, text):
        return None
    if stops and _has(turn, words, "asked-night"):
        return WarningWish.NIGHT
    if stops and _has(turn, words, "asked-fewer"):
        return WarningWish.FEWER
    if intent is Intent.WARNINGS and not moved:
        return None
    own = (intent is Intent.STOP or off) and _has(turn, words, "asked-own-place")
    return WarningWish.PLACE if own or any(area for area, *_ in areas_said(turn, text)) else None


def looks_at_warnings(turn: Turn) -> bool:
    """Whether what he is warned of is what he was shown last."""
    return any(data.partition(":")[0] in SCREENS for data in shown_lately(turn))


def _said_to_them(turn: Turn, text: str, words: list[str]) -> WarningWish | None:
    """«А ночью пусть не приходит», «только если что страшное», «про воду не надо», «там уже не живу»: below that screen
    fewer words say it.
    """
    if turn.shared.is_danger(text):
        return None
    kinds = _has(turn, words, "asked-kinds") and _has(turn, words, "asked-kinds-beside") and len(words) <= SHORT
    alone = consists_of(text, phrases(turn, "asked-kinds") | phrases(turn, "asked-kinds-beside"))
    if kinds and (alone or turn.shared.intent(text, LastAsked.NOTHING)[0] not in (Intent.REPORT, Intent.NOT_SOLVED)):
        return WarningWish.KINDS
    if _is_hours(turn, words):
        return WarningWish.NIGHT
    if names_places(turn, text) or says_both(turn, text) or says_whole(turn, text):
        return WarningWish.PLACE
    if told_topics(turn, text) and len(words) > FEW:
        return None
    if _has(turn, words, "asked-night"):
        return WarningWish.NIGHT
    if _has(turn, words, "asked-fewer"):
        return WarningWish.FEWER
    return WarningWish.PLACE if _has(turn, words, "asked-moved") else None


def _is_hours(turn: Turn, words: list[str]) -> bool:
    """«С десяти вечера до восьми утра», «с 23 до 7», «утром не раньше девяти», and nothing else."""
    keys = ("quiet-evening-words", "quiet-morning-words", "quiet-night-words", "quiet-midnight-words")
    hours = {word for phrase in phrases(turn, "quiet-hour-words") for word in phrase}
    around = (*keys, "quiet-beside-words", "quiet-bound-words")
    beside = {word for key in around for phrase in phrases(turn, key) for word in phrase}
    times = [word for word in words if word.isdigit() or word in hours]
    enough = len(times) >= 2 or (bool(times) and _has(turn, words, "quiet-bound-words"))
    return enough and all(word in beside or word.isdigit() or word in hours for word in words)


def wants_quiet(turn: Turn, text: str) -> bool:
    """«Не тревожить с 11 до 7», «тихие часы с 21 до 9»: beside hours, or in few words which tell of no trouble."""
    words = words_of(text)
    rest = words_beside(words, phrases(turn, "asked-quiet") | phrases(turn, "asked-undisturbed"))
    alone = _is_hours(turn, rest) or (len(words) <= SHORT and not told_topics(turn, text))
    return len(rest) < len(words) <= LONGEST and alone


def wants_warnings(turn: Turn, text: str) -> bool:
    """«Врубите уведомления на Кедрачи»: a short message with a word for them and one of wanting, and of no trouble."""
    words = words_of(text)
    if not 0 < len(words) <= LONGEST or "?" in text:
        return False

    def says_how(key: str) -> bool:
        return _has(turn, words, key) or radius_said(turn, text) > 0

    warnings = _has(turn, words, "asked-warnings") and says_how("asked-warnings-wish")
    told = _has(turn, words, "asked-told") and says_how("asked-kinds")
    joins = begun_with(words, phrases(turn, "asked-subscribe")) > 0 and bool(areas_said(turn, text))
    wanted = warnings or told or joins or _has(turn, words, "asked-only-own")
    return wanted and not _has(turn, words, "where-off-words") and not told_topics(turn, text)


def stops_for_place(turn: Turn, text: str) -> bool:
    """«Не присылайте про Сосновинку»: no part of any report."""
    words = words_of(text)
    stops = 0 < len(words) <= SHORT and begun_with(words, phrases(turn, "asked-stop")) > 0
    return stops and bool(areas_said(turn, text)) and not told_topics(turn, text)


def says_whole(turn: Turn, text: str) -> bool:
    """«Весь край», and nothing else."""
    return consists_of(text, phrases(turn, "alerts-whole-words"))


def names_places(turn: Turn, text: str) -> bool:
    """«Сосновинка и Журавлиха», «живу в Сосновинке, а дача в Журавлихе»: places with nothing but such words beside."""
    areas = areas_said(turn, text)
    spans = [(begin, end) for _, begin, end in areas]
    if _has(turn, words_of(text), "where-on-words"):  # «и маму добавьте, она в Журавлихе на Мира 5»
        spans += place_reader(turn.shared.region).read(text).spans
    rest = [w.text for w in words_at(text) if not any(begin <= w.begin < end for begin, end in spans)]
    beside = _words_of_wishes(turn) - phrases(turn, "where-off-words")
    known = beside | phrases(turn, "where-list-words") | phrases(turn, "where-on-words")
    return bool(areas) and not words_beside(rest, known | phrases(turn, "asked-own-place"))


def says_both(turn: Turn, text: str) -> bool:
    """«И там и там», «оба», where several places stand on the screen."""
    both = phrases(turn, "where-both-words")
    beside = phrases(turn, "where-list-words") | phrases(turn, "where-on-words") | _words_of_wishes(turn)
    return says_only(text, both, beside)


def _is_nothing_but_off(turn: Turn, text: str) -> bool:
    """«Белосветск не надо»: a place, words that it is not wanted, and no more."""
    areas = areas_said(turn, text)
    rest = [w.text for w in words_at(text) if not any(begin <= w.begin < end for _, begin, end in areas)]
    return bool(areas) and not words_beside(rest, _words_of_wishes(turn))


def _words_of_wishes(turn: Turn) -> Phrases:
    keys = ("where-off-words", "where-from-words", "where-to-words", "typed-beside", "typed-more")
    return frozenset().union(*(phrases(turn, key) for key in keys))


def areas_said(turn: Turn, text: str) -> list[tuple[str, int, int]]:
    """The areas that a text names, in its order: each as a subscription names it, where it begins and where it ends.
    What may be several is none. A name counts without a capital letter too.
    """
    found = [(_area(one), *one.span) for one in place_reader(turn.shared.region).names(text)]
    known = _towns_by_lemma(turn)
    for word in words_at(text):
        code = known.get(" ".join(turn.shared.lemmas(word.text)))
        if code and not any(area and begin <= word.begin < end for area, begin, end in found):
            found.append((f"s:{code}", word.begin, word.end))
    return sorted((one for one in found if one[0]), key=lambda one: one[1])


def _area(one: NamedPlace) -> str:
    if len(one.settlements) == 1:
        return f"s:{one.settlements[0].code}"
    return f"m:{one.municipalities[0]}" if len(one.municipalities) == 1 and not one.settlements else ""


def _towns_by_lemma(turn: Turn) -> dict[str, str]:
    """Codes of settlements whose name is one word that no other bears."""
    region = turn.shared.region
    made = region.made.get(MADE)
    if not isinstance(made, dict):
        names = [(" ".join(turn.shared.lemmas(s.name)), s.code) for s in region.settlements]
        count = Counter(name for name, _ in names)
        made = region.made[MADE] = {name: code for name, code in names if " " not in name and count[name] == 1}
    return made


def _has(turn: Turn, words: list[str], key: str) -> bool:
    return mentions(words, phrases(turn, key))

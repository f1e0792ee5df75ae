"""Which topic it is: what the words make likely, and how all topics are laid out on buttons.

The likely ones come first, then the region's groups, a page of at most PAGE at a time. A region without groups has its
topics in their place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from handlers.base.phrases import WORD, phrases, words_at, words_beside, words_of
from handlers.base.texts import Texts, shorten
from handlers.base.turn import Turn
from handlers.reading.intent import Intent, LastAsked
from handlers.reading.model import NONE
from handlers.reading.places import place_reader
from handlers.reports.draft import ReportDraft
from storage.region.region import Region, Topic, TopicGroup, name_in

OTHER_TOPIC = "other"
PAGE = 7
"""Choices on a page; with three buttons beside them these are the ten that every messenger shows."""
NAME_LENGTH = 40
SHORT, LONGEST_PARTED = 6, 25
"""Words of what only puts something right, or only names a topic; of a text whose parts are looked at one by one."""
LINK = re.compile(r"https?://\S+|www\.\S+")
PARTS = re.compile(r"[,.;!?\n]+")
SURE = 0.7
"""So sure that words beside thanks tell of a trouble."""
LIKELY = 3
"""So many topics are offered before all others."""


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """What stands on one page. `page` is within `pages`, whatever was asked for."""

    choices: tuple[Topic | TopicGroup, ...]
    page: int
    pages: int


def guess_topic(turn: Turn, draft: ReportDraft) -> None:
    """Take the topic that its words make likely, until its author has chosen one: then that stays."""
    if not draft.topic_chosen:
        words = LINK.sub(" ", "\n".join(filter(None, (*_told(turn, draft), draft.spoken))))
        topic = _of_danger(turn, draft) or first_likely(turn.shared.guess(words)) or _of_a_part(turn, words)
        topic = _beside_thanks(turn, words, topic) if topic else ""
        draft.topic = draft.guessed = _without_names(turn, words, topic) if topic else ""


def _beside_thanks(turn: Turn, words: str, topic: str) -> str:
    """The topic; where that is thanks, and a part of a short text tells of a trouble («яма, заранее спасибо»), that
    trouble's.
    """
    troubles = {each.code for each in turn.shared.region.topics if not each.no_trouble}
    if topic in troubles or len(words_of(words)) > LONGEST_PARTED:
        return topic
    for part in PARTS.split(words):
        told = told_topics(turn, part)[:1]
        if troubles.issuperset(told) and told:
            intent, sure = turn.shared.intent(part.strip(), LastAsked.NOTHING)
            if intent == Intent.REPORT and sure >= SURE:
                return told[0]
    return topic


def _of_danger(turn: Turn, draft: ReportDraft) -> str:
    """The topic of the message that tells of danger, where others tell of something else: those who answer for gas get
    «ой, газом потянуло», not those who take away the rubbish of which the message before was.
    """
    if not draft.danger or len(draft.texts) < 2:
        return ""
    dangers = (text for _, text in draft.texts if turn.shared.is_danger(text))
    return next((topic for text in dangers for topic in told_topics(turn, text)[:1]), "")


def _without_names(turn: Turn, words: str, topic: str) -> str:
    """The topic; where a name alone betrays it («Речная 23, мусор»), that of the other words, if they have one."""
    said = place_reader(turn.shared.region).read(words)
    names = [name for name in (said.street, *(town.name for town in said.settlements)) if name]
    if not any(topic in turn.shared.guess(name)[:2] for name in names):
        return topic
    named = set(turn.shared.lemmas(" ".join(names)))
    rest = " ".join(word for word in words.split() if not named.intersection(turn.shared.lemmas(word)))
    return first_likely(turn.shared.guess(rest)) or topic


def _told(turn: Turn, draft: ReportDraft) -> list[str]:
    """What it tells, without lines that only put its place right: «остановка не Школа, а Больница» is of no doctor."""
    told = [text for _, text in draft.texts if not corrects(turn, text)]
    return told or [draft.written]


def corrects(turn: Turn, text: str) -> bool:
    """Whether it says of a name that another one is right: «не Школа, а Больница»."""
    if len(WORD.findall(text)) > SHORT:
        return False
    words = words_at(text)
    nots, buts = ({w for (w,) in phrases(turn, key)} for key in ("place-again-not", "place-again-but"))
    found = [at for at, word in enumerate(words[:-1]) if word.text in nots and text[words[at + 1].begin].isupper()]
    return bool(found) and any(word.text in buts for word in words[found[0] :])


def _of_a_part(turn: Turn, words: str) -> str:
    """The topic of the first part that has one, where all of a short text has none: «яма на Садовой, сейчас фото
    скину», «это про мусор».
    """
    if len(words_of(words)) > LONGEST_PARTED:
        return ""
    about = phrases(turn, "topic-change-beside")
    for part in PARTS.split(words):
        said = words_of(part)
        plain = " ".join(words_beside(said, about))
        if found := told_topics(turn, part)[:1] or (told_topics(turn, plain)[:1] if len(said) <= SHORT else []):
            return found[0]
    reader = place_reader(turn.shared.region)
    return next(iter(told_topics(turn, reader.beside(words, reader.read(words)))), "")  # «Сосновинка Лесная 26 мусор»


def told_topics(turn: Turn, text: str) -> list[str]:
    """The topics that a text is likely to be about, likeliest first; none where it is likelier about nothing."""
    return list(takewhile(lambda code: code != NONE, turn.shared.guess(text)))


def first_likely(guessed: Sequence[str]) -> str:
    """The topic to be taken without asking; "" where none is likely enough."""
    return next(iter(guessed), "").replace(NONE, "")


def likely_topics(guessed: Sequence[str], region: Region, chosen: str, count: int = LIKELY) -> list[Topic]:
    """What to offer first, likeliest first: without what stands there already."""
    found = (region.topic(code) for code in guessed if code not in (NONE, OTHER_TOPIC, chosen))
    return [topic for topic in found if topic is not None][:count]


def page_of(region: Region, likely: Sequence[Topic], page: int, without: str, *, last_group: str = "") -> ChoicePage:
    """The likely ones, then groups and what stands in none. `last_group`: the page that this group stands on."""
    named = {without, *(topic.code for topic in likely)}
    alone = [topic for topic in region.topics if not topic.group and topic.code not in named]
    filled = [group for group in region.groups if _topics_of(region, group.code, without)]
    choices: list[Topic | TopicGroup] = [*likely, *filled, *alone]
    if last_group:
        page = next((i // PAGE for i, choice in enumerate(choices) if _is_group(choice, last_group)), 0)
    return _cut(choices, page)


def page_of_group(region: Region, group: str, page: int, without: str) -> ChoicePage:
    """The topics of a group."""
    return _cut(_topics_of(region, group, without), page)


def known_group(region: Region, code: str) -> str:
    """The code of a group that a button named; "" for what is none (any more)."""
    return code if any(group.code == code for group in region.groups) else ""


def choice_label(texts: Texts, choice: Topic | TopicGroup) -> str:
    """Fit for a button; a group ends in dots, as there is more behind it."""
    more = "…" if isinstance(choice, TopicGroup) else ""
    return shorten(f"{choice.emoji} {name_in(choice.names, texts.language)}".strip(), NAME_LENGTH - len(more)) + more


def _cut(choices: Sequence[Topic | TopicGroup], page: int) -> ChoicePage:
    pages = max(1, -(-len(choices) // PAGE))
    page %= pages
    return ChoicePage(tuple(choices[page * PAGE : (page + 1) * PAGE]), page, pages)


def _topics_of(region: Region, group: str, without: str) -> list[Topic]:
    return [topic for topic in region.topics if topic.group == group and topic.code != without]


def _is_group(choice: Topic | TopicGroup, code: str) -> bool:
    return isinstance(choice, TopicGroup) and choice.code == code

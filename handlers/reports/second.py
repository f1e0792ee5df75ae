"""A second report while one is being written: two buttons ask whether it is one, and none of the two is lost.

    if offer_second(turn, draft, text):
        return

What came waits in `ReportDraft.second` until a button says what it is. Another report is written first, and what was
begun before it goes on after it (`ReportDraft.waiting`).
"""

from __future__ import annotations

from handlers.base.buttons import part
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import TOGETHER_MS, Turn
from handlers.reading.intent import Intent, LastAsked
from handlers.reports.after_answer import UNSURE
from handlers.reports.collect import add_message, schedule
from handlers.reports.danger import watch_danger
from handlers.reports.draft import MOST_WAITING, ReportDraft, begin, load_draft, put_aside
from handlers.reports.draft_screens import pressed_draft, settle, show_draft
from handlers.reports.named_place import place_named, told_besides
from handlers.reports.questions import SHORTEST_WORD, idle_words
from handlers.reports.said_place import place_alone
from handlers.reports.topic_choice import choice_label, told_topics
from handlers.reports.two_troubles import second_topic

LONG_PAUSE_MS = 10 * MINUTE_MS
"""After so long a complete story is hardly a part of what was begun."""


def offer_second(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """Whether the turn's message, whose words are `text`, tells something else than the draft: then it is kept beside
    it, two buttons ask, and nothing more is to be done. While they do, all that comes is a part of it.
    """
    if not draft.second and not is_another(turn, draft, text):
        return False
    second = load_draft(draft.second) or begin(turn)
    if second.asks and not draft.has_place and place_alone(turn, text) is not None:
        return False  # where it is was asked for before, and is no word to what staff have written
    if not add_message(turn, second):
        return False
    settle(turn, second)
    watch_danger(turn, second)
    draft.second = second.dump()
    schedule(turn, draft)
    return True


def is_another(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """Whether these words are a story of their own: another topic with a place that is not the draft's, or after a
    long pause one of the two. What pours in belongs together.
    """
    if draft.into or not draft.words or draft.gathering or turn.event.place is not None:
        return False
    pause = turn.now - draft.last_at
    if draft.danger and not draft.has_place and pause < LONG_PAUSE_MS:
        return False  # whoever is in danger says where
    if pause < TOGETHER_MS or len(draft.waiting) >= MOST_WAITING:
        return False
    topics, begun = told_topics(turn, told_besides(turn, text)), told_topics(turn, draft.words)
    intent, sure = turn.shared.intent(text, LastAsked.DRAFT)
    if not topics or intent != Intent.REPORT or sure < UNSURE:
        return False
    differs = bool(begun) and topics[0] != begun[0] and not _asks_of_it(turn, draft, text)
    elsewhere = names_another_place(turn, draft, text)
    if pause < LONG_PAUSE_MS:
        return differs and elsewhere
    return differs or (elsewhere and (draft.has_place or not begun))


def _asks_of_it(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """«Когда вода будет на Лесной?» after «нет воды»: a question with a word of what was begun."""
    told = {form for form in turn.shared.lemmas(draft.words) if len(form) >= SHORTEST_WORD} - idle_words(turn)
    return "?" in text and not told.isdisjoint(turn.shared.lemmas(text))


def names_another_place(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """Whether a place is named that is not the draft's."""
    address, town = place_named(turn, text)
    if not address and not town:
        return False
    if draft.lat is not None:
        return True
    begun, known = (draft.address, draft.settlement) if draft.has_place else place_named(turn, draft.words)
    same_street = not address or address.casefold() in begun.casefold()
    return not ((begun or known) and (not town or town == known) and same_street)


def is_second(turn: Turn) -> None:
    """Button «Это новое сообщение»: it is written first, the other waits."""
    draft = pressed_draft(turn)
    second = load_draft(draft.second) if draft is not None else None
    if draft is None or second is None:
        _nothing_asked(turn, draft)
        return
    second.offer, second.last_at = draft.offer, turn.now
    put_aside(draft, second)
    show_draft(turn, second)


def goes_apart(turn: Turn) -> None:
    """Button «… — отдельным сообщением»: what tells of two troubles is sent twice, once for each topic."""
    draft = pressed_draft(turn)
    topic = second_topic(turn, draft) if draft is not None else None
    if draft is None or topic is None or topic.code != part(turn, 1):
        _nothing_asked(turn, draft)
        return
    draft.apart = True
    other = begin(turn)
    other.texts, other.files = [["", text] for _, text in draft.texts], [file.copy() for file in draft.files]
    other.stand_at(draft)
    other.outside, other.placeless, other.townless = draft.outside, draft.placeless, draft.townless
    other.topic, other.topic_chosen, other.apart, other.last_at = topic.code, True, True, turn.now
    draft.waiting.append(other.dump())
    show_draft(turn, draft, turn.t("two-troubles-apart", topic=choice_label(turn.texts, topic)))


def is_same(turn: Turn) -> None:
    """Button «Это о том же»: it is added to what was begun."""
    draft = pressed_draft(turn)
    second = load_draft(draft.second) if draft is not None else None
    if draft is None or second is None:
        _nothing_asked(turn, draft)
        return
    take_in(draft, second)
    show_draft(turn, draft)


def take_in(draft: ReportDraft, second: ReportDraft) -> None:
    """All that `second` has comes to be the draft's; of two points the later one is the place."""
    draft.texts += second.texts
    draft.files += second.files
    draft.messages += second.messages
    draft.danger = draft.danger or second.danger
    if second.lat is not None:
        draft.lat, draft.lon, draft.outside = second.lat, second.lon, second.outside
        draft.settlement, draft.municipality = second.settlement, second.municipality
    draft.second = {}


def _nothing_asked(turn: Turn, draft: ReportDraft | None) -> None:
    """It was said already: what there is now is shown."""
    if draft is not None:
        show_draft(turn, draft)

"""What a notice lacks before it can be submitted, and what its author should look at twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from handlers.message import Marked, parse_marks
from handlers.notices.concern import reach_of
from handlers.notices.content import Content, load_content
from handlers.notices.counted import read_counted
from handlers.notices.desk import staffed
from handlers.notices.plain import hard_to_read
from handlers.notices.wording import LONG, area_names, notice_message, plain_length
from handlers.officer.approve_view import MEANINGS
from handlers.officer.drafting import Draft, shorten
from handlers.officer.words import listed
from handlers.turn import Turn
from storage.geometry import near_borders
from storage.notice_records import Notice

GAP = "…"
OVER = ("ends", "withdraws")
"""Links of notices that say that there is no danger (any more): nothing is to be done, until no time."""
SOON_MS = 30 * 60_000
BORDER_M = 300
SHOWN_ALIKE, SHOWN_AREA = 3, 100
LONGEST_TEXT = 3_000
"""Characters of one text: with all that stands around it, it still fits into one message of either messenger."""


# -- what is missing --------------------------------------------------------------------------
def lacks(turn: Turn, draft: Draft) -> list[Marked]:
    """Sentences that say what has to be done before this can be submitted; none: it is complete."""
    content = draft.content
    return [
        *_area_faults(turn, draft),
        *_text_faults(turn, content),
        *(_time_faults(turn, content) if draft.notice.link not in OVER else ()),
        *_kind_faults(turn, content),
    ]


def _area_faults(turn: Turn, draft: Draft) -> Iterator[Marked]:
    if draft.content.area.empty:
        yield turn.t("compose-lacks-area")


def _text_faults(turn: Turn, content: Content) -> Iterator[Marked]:
    if not content.texts.get("ru", "").strip():
        yield turn.t("compose-lacks-text")
    for name, said in (("text", content.texts), ("todo", content.todo)):
        for language, text in said.items():
            if GAP in text or "..." in text:
                around = _around(text)
                yield turn.t(f"compose-lacks-gap-{name}", language=language_name(turn, language), around=around)


def _around(text: str) -> str:
    """The words before the gap, so that it is found."""
    before = text.replace("...", GAP).partition(GAP)[0].split()
    return " ".join([*before[-4:], GAP])


def _time_faults(turn: Turn, content: Content) -> Iterator[Marked]:
    if not content.until:
        yield turn.t("compose-lacks-until")
    elif content.until <= turn.now:
        yield turn.t("compose-lacks-until-past")
    elif content.send_at and content.until <= content.send_at:
        yield turn.t("compose-lacks-order")
    if content.send_at and content.send_at <= turn.now:
        yield turn.t("compose-lacks-send-past")


def _kind_faults(turn: Turn, content: Content) -> Iterator[Marked]:
    rules = turn.house.region.notices
    if "help" in content.ask and content.kind not in rules.desk.kinds:
        yield turn.t("compose-lacks-desk")
    if content.repeat_min and content.kind not in rules.repeat:
        yield turn.t("compose-lacks-repeat")


# -- what to look at --------------------------------------------------------------------------
def warnings(turn: Turn, draft: Draft) -> list[Marked]:
    """Nothing of this keeps a notice from being submitted."""
    content = draft.content
    return [
        *_time_warnings(turn, content),
        *_reach_warnings(turn, draft),
        *_language_warnings(turn, draft),
        *_reading_warnings(turn, draft),
        *_border_warnings(turn, content),
    ]


def _time_warnings(turn: Turn, content: Content) -> Iterator[Marked]:
    starts = max(turn.now, content.send_at)
    if starts < content.until < starts + SOON_MS:
        yield turn.t("compose-warn-soon", at=turn.texts.clock(content.until))
    if "help" in content.ask and not staffed(turn.house, content.kind, starts):
        yield turn.t("compose-warn-desk-closed")


def _reach_warnings(turn: Turn, draft: Draft) -> Iterator[Marked]:
    counted = read_counted(draft.notice)
    if counted is not None and not counted.total:
        yield turn.t("compose-warn-nobody")
    others = ((n, load_content(n.content)) for n in turn.many("alike", Notice) if n.id != draft.notice.linked_id)
    alike = ((notice, content) for notice, content in others if overlap(turn, draft.content, content))
    for notice, content in islice(alike, SHOWN_ALIKE):
        names = shorten(area_names(turn.house, content, turn.texts.language), SHOWN_AREA)
        yield turn.t("compose-warn-alike", number=str(notice.id), names=names)


def overlap(turn: Turn, one: Content, other: Content) -> bool:
    """Whether two areas share a settlement, or one of them is everywhere."""
    if one.area.empty or other.area.empty:
        return False
    shapes = [reach_of(turn.house.region, content.area).shape for content in (one, other)]
    if any(shape.whole for shape in shapes):
        return True
    towns = [set(shape.settlements) for shape in shapes]
    if all(towns):
        return not towns[0].isdisjoint(towns[1])
    return not set(shapes[0].municipalities).isdisjoint(shapes[1].municipalities)


def _language_warnings(turn: Turn, draft: Draft) -> Iterator[Marked]:
    content = draft.content
    if not content.texts.get("ru"):
        return
    for language in turn.house.library.languages:
        if language != "ru" and not content.texts.get(language):
            yield turn.t("compose-warn-language", language=language_name(turn, language))
    if not content.todo.get("ru") and draft.notice.link not in OVER:
        yield turn.t("compose-warn-todo")


def _reading_warnings(turn: Turn, draft: Draft) -> Iterator[Marked]:
    content = draft.content
    officialese = sorted(listed(turn.house.library, "plain-officialese"))
    for said in (content.texts, content.todo):
        for hard in hard_to_read(said.get("ru", ""), officialese):
            yield turn.t(f"compose-warn-hard-{hard.why}", what=hard.what)
    longest = plain_length(notice_message(turn.house, draft.notice, content, "ru", MEANINGS[draft.notice.link][0]))
    if content.texts.get("ru") and longest > LONG:
        yield turn.t("compose-warn-long", count=longest)


def _border_warnings(turn: Turn, content: Content) -> Iterator[Marked]:
    region = turn.house.region
    if not content.area.shaped:
        return
    for code, distance in near_borders(region, reach_of(region, content.area).shape, BORDER_M):
        municipality = region.municipality(code)
        if municipality is not None:
            key = "compose-warn-border" if distance else "compose-warn-sliver"
            yield turn.t(key, name=municipality.name, metres=max(10, round(distance / 10) * 10))


def languages_of(turn: Turn) -> list[str]:
    """All languages, Russian first: it is the one that has to be there."""
    return sorted(turn.house.library.languages, key=lambda code: (code != "ru", code))


def language_name(turn: Turn, language: str) -> str:
    """A language as it calls itself."""
    return parse_marks(turn.house.library.texts(language).say("language-name"))[0]

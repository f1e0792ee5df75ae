"""What a notice's author and whoever approves it should look at twice: the same, in one order, wherever it is shown.

Nothing of this keeps a notice from being submitted or approved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from handlers.base.loads import Load, Needs, need
from handlers.base.message import Marked
from handlers.base.texts import Texts, shorten
from handlers.base.turn import Turn
from handlers.notices.chain import CHAIN, PAUSING, WAITING, chain_of, what_changed
from handlers.notices.concern import reach_of
from handlers.notices.content import GAPS, Content, as_draft, left_out, load_content, spoken
from handlers.notices.family import NO_DANGER_LINKS, NoticeLink, followed, shown_number
from handlers.notices.kinds import Severity
from handlers.notices.loads import LIVE, NOTICE, live
from handlers.notices.names import notice_name
from handlers.notices.plain import hard_to_read
from handlers.notices.reach_count import read_counted
from handlers.notices.staffed import staffed
from handlers.notices.states import PLANNED_OR_SAID, NoticeState
from handlers.notices.wording import LONG_MESSAGE, MEANINGS, area_names, notice_message, plain_length
from storage.changes import words
from storage.notice_records import Notice
from storage.region.region import Region

SOON_MS = 30 * 60_000
SHOWN_ALIKE, SHOWN_AREA = 3, 100
SAID_ANEW = (NoticeLink.CORRECTS, NoticeLink.UPDATES)
ALIKE = Load("notices like this one", "compose_alike", Notice)


@need(ALIKE, CHAIN, LIVE)
def load_alike(turn: Turn) -> Needs:
    """After the notice: those of the same kind that wait, are under way or in force, its own chain, and all that is in
    force, to say what has to be looked at before it goes out.
    """
    notice = turn.one(NOTICE)
    if notice is None:
        return ()
    return (
        ALIKE(notice.kind, notice.drill, turn.now, notice.id, words(PLANNED_OR_SAID)),
        CHAIN(notice.id),
        live(turn.now),
    )


def warnings(turn: Turn, notice: Notice, content: Content, texts: Texts, alike: Sequence[Notice]) -> list[Marked]:
    """In the reader's language. `alike`: what `load_alike` found, to say that an equal one runs."""
    return [
        *_chain_warnings(turn, notice, texts),
        *_same_warnings(turn, notice, content, texts),
        *_grave_warnings(turn, notice, content, texts),
        *_time_warnings(turn, content, texts),
        *_reach_warnings(turn, notice, content, texts, alike),
        *_language_warnings(turn, notice, content, texts),
        *_reading_warnings(turn, notice, content, texts),
        *_border_warnings(turn, content, texts),
    ]


def _chain_warnings(turn: Turn, notice: Notice, texts: Texts) -> Iterator[Marked]:
    """What it is about is not so any more; or, while it waits, what it is about is not said again."""
    chain = chain_of(turn)
    change = what_changed(notice, chain, turn.now)
    if change is not None:
        yield texts.say("chain-warn", line=change.line(texts))
    target = followed(notice.linked_id, chain) if notice.link in PAUSING and notice.state in WAITING else None
    if change is None and target is not None and target.repeat_min:
        yield texts.say("chain-warn-paused", number=str(shown_number(target)))


def _same_warnings(turn: Turn, notice: Notice, content: Content, texts: Texts) -> Iterator[Marked]:
    """What was opened to correct or update another one, and says just the same."""
    about = followed(notice.linked_id, chain_of(turn)) if notice.link in SAID_ANEW else None
    if about is not None and as_draft(content).digest() == as_draft(load_content(about.content)).digest():
        yield texts.say("chain-warn-same", number=str(shown_number(about)))


def grave_there(turn: Turn, notice: Notice, content: Content, live: Iterable[Notice]) -> Notice | None:
    """The gravest real notice from «Опасно» on that is in force where this one is to be said; None without any."""
    family = {n.id for n in chain_of(turn)} | {notice.id}
    there = (n for n in live if Severity(n.severity).loud and not n.drill and n.id not in family)
    return next((n for n in there if overlap(turn.shared.region, content, load_content(n.content))), None)


def _grave_warnings(turn: Turn, notice: Notice, content: Content, texts: Texts) -> Iterator[Marked]:
    """Of a drill, that it waits; of what says that a danger is over, that people hear first what is not."""
    grave = grave_there(turn, notice, content, turn.many(LIVE))
    if grave is not None and (content.drill or notice.link in NO_DANGER_LINKS):
        key = "chain-warn-drill" if content.drill else "chain-warn-also"
        yield texts.say(key, what=called(turn.shared.region, texts, grave))


def called(region: Region, texts: Texts, notice: Notice) -> str:
    """«№ 5 (Паводок)»"""
    kind = notice_name(texts, region, load_content(notice.content))
    return texts.label("chain-what", kind=kind, number=str(shown_number(notice)))


def _time_warnings(turn: Turn, content: Content, texts: Texts) -> Iterator[Marked]:
    starts = max(turn.now, content.send_at)
    if starts < content.until < starts + SOON_MS:
        yield texts.say("compose-warn-soon", at=texts.clock(content.until))
    if "help" in content.ask and not staffed(turn.shared, content.kind, starts):
        yield texts.say("compose-warn-desk-closed")


def _reach_warnings(
    turn: Turn, notice: Notice, content: Content, texts: Texts, found: Sequence[Notice]
) -> Iterator[Marked]:
    counted = read_counted(notice)
    if counted is not None and not counted.total:
        yield texts.say("compose-warn-below" if counted.below else "compose-warn-nobody", count=counted.below)
    if counted is not None and counted.late:
        yield texts.say("compose-warn-late", count=counted.late, at=texts.clock(content.until))
    mine = {n.id for n in chain_of(turn)} | {notice.linked_id}
    others = ((n, load_content(n.content)) for n in found if n.id not in mine)
    alike = ((other, said) for other, said in others if overlap(turn.shared.region, content, said))
    for other, said in islice(alike, SHOWN_ALIKE):
        names = shorten(area_names(turn.shared, said, texts.language), SHOWN_AREA)
        yield texts.say("compose-warn-alike", number=str(shown_number(other)), names=names)


def overlap(region: Region, one: Content, other: Content) -> bool:
    """Whether two areas share a settlement, or one of them is everywhere."""
    if one.area.empty or other.area.empty:
        return False
    shapes = [reach_of(region, content.area).shape for content in (one, other)]
    if any(shape.whole for shape in shapes):
        return True
    towns = [set(shape.settlements) for shape in shapes]
    if all(towns):
        return not towns[0].isdisjoint(towns[1])
    return not set(shapes[0].municipalities).isdisjoint(shapes[1].municipalities)


def _language_warnings(turn: Turn, notice: Notice, content: Content, texts: Texts) -> Iterator[Marked]:
    if not content.texts.get("ru"):
        return
    library = turn.shared.library
    out = left_out(content)
    for language, why in out.items():
        if language in library.languages:
            name = library.texts(language).label("language-name")
            yield texts.say("compose-warn-left-out", language=name, why=why)
    for language in library.languages:
        if language != "ru" and not content.texts.get(language) and language not in out:
            yield texts.say("compose-warn-language", language=library.texts(language).label("language-name"))
    if not content.todo.get("ru") and notice.link not in NO_DANGER_LINKS:
        yield texts.say("compose-warn-todo")


def _reading_warnings(turn: Turn, notice: Notice, content: Content, texts: Texts) -> Iterator[Marked]:
    said = [content.texts.get("ru", ""), content.todo.get("ru", "")]
    content = spoken(content)
    if notice.state != NoticeState.DRAFT and any(gap in text for text in said for gap in GAPS):
        yield texts.say("compose-warn-gap")  # of a draft it is what is missing (handlers.officer.compose.checks)
    officialese = sorted(turn.shared.library.words("plain-officialese"))
    found = {
        hard: None
        for one in (content.texts, content.todo)
        for language in turn.shared.library.languages
        for hard in hard_to_read(one.get(language, ""), officialese, language)
    }
    for hard in found:
        yield texts.say(f"compose-warn-hard-{hard.why}", what=hard.what)
    longest = plain_length(notice_message(turn.shared, notice, content, "ru", MEANINGS[notice.link][0]))
    if content.texts.get("ru") and longest > LONG_MESSAGE:
        yield texts.say("compose-warn-long", count=longest)


def _border_warnings(turn: Turn, content: Content, texts: Texts) -> Iterator[Marked]:
    region = turn.shared.region
    if not content.area.shaped:
        return
    for code, distance in reach_of(region, content.area).near:
        municipality = region.municipality(code)
        if municipality is not None:
            key = "compose-warn-border" if distance else "compose-warn-sliver"
            yield texts.say(key, name=municipality.name, metres=max(10, round(distance / 10) * 10))

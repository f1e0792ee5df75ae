"""Notices that were held back in a person's quiet hours: one message of those that are still in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.base.loads import Load, Needs, need
from handlers.base.message import Marked, Message, escape
from handlers.base.texts import MINUTE_MS, join
from handlers.base.turn import Turn
from handlers.notices.concern import concerns
from handlers.notices.content import Content, load_content, spoken
from handlers.notices.family import NoticeLink
from handlers.notices.loads import LIVE, PLACES, SUBSCRIPTION_AREAS, live
from handlers.notices.states import IN_FORCE, NoticeState
from handlers.notices.wording import MOST_ALSO, Meaning, area_names, dated, notice_heading, place_line, with_also
from storage.notice_records import Notice, Recipient
from storage.records import Lane
from storage.ticks import Tick

STOPPED_AGAIN_MS = 30 * MINUTE_MS
"""A notice that is stopped may go on: it is looked at again so much later."""
MORNING_NOTICES = 10
"""So many notices stand in one message; more would not be read."""


HELD = Load("what is held for the person", "held_of", Recipient)
HELD_NOTICES = Load("notices that are held for the person", "notices_held_for", Notice)


@need(HELD, HELD_NOTICES, PLACES)
def load_held(turn: Turn) -> Needs:
    mine = (turn.person.id, turn.dialogue.channel)
    return (HELD(*mine), HELD_NOTICES(*mine), PLACES(turn.person.id))


@need(LIVE, SUBSCRIPTION_AREAS)
def load_what_else(turn: Turn) -> Needs:
    """Second stage: whoever hears that something is over hears what else is in force where he is."""
    if not any(notice.link == NoticeLink.ENDS and not notice.drill for notice in turn.many(HELD_NOTICES)):
        return ()
    return live(turn.now), SUBSCRIPTION_AREAS(turn.person.id)


def morning(turn: Turn) -> None:
    """Tick: one message of what is still in force; nothing if nothing is. Drills never stand beside what is real.

    Whoever was not told is no recipient: he hears of no end either.
    """
    notices = {n.id: n for n in turn.many(HELD_NOTICES)}
    told: dict[int, int] = {}
    for drill in (0, 1):
        told |= _tell(turn, [n for n in notices.values() if n.drill == drill and in_force(n, turn.now)])
    for waiting in turn.many(HELD):
        notice = notices.get(waiting.notice_id)
        if waiting.notice_id in told:
            turn.save(replace(waiting, held=0, row_id=told[waiting.notice_id]))
        elif notice and notice.state == NoticeState.STOPPED and (not notice.until or notice.until > turn.now):
            turn.after(STOPPED_AGAIN_MS, Tick.MORNING, turn.timer_key)
        else:
            turn.delete(Recipient, waiting.notice_id, waiting.person_id, waiting.channel)


def in_force(notice: Notice, now: int) -> bool:
    """Also the end of something that he was told of before he slept: that holds, though it is over."""
    if notice.link == NoticeLink.ENDS:
        return NoticeState(notice.state) in IN_FORCE
    return NoticeState(notice.state) in IN_FORCE and not notice.ended_at and (not notice.until or notice.until > now)


def _tell(turn: Turn, notices: list[Notice]) -> dict[int, int]:
    """Say these in one message; the outbox row of each notice."""
    if not notices or turn.account.unreachable_at:
        return {}
    drill = turn.t("notice-drill") if notices[0].drill else Marked("")
    rest = len(notices) - MORNING_NOTICES
    text = join(
        drill,
        turn.t("morning-title", count=len(notices)),
        *(_item(turn, notice) for notice in notices[:MORNING_NOTICES]),
        turn.t("morning-rest", count=rest) if rest > 0 else "",
        turn.t("morning-official"),
        drill,
    )
    message, others = Message(text), _what_else(turn, notices)
    message = with_also(turn.shared, turn.texts, message, others) if others else message
    row = turn.say(message, lane=Lane.DIGEST, careful=True, purpose="digest")
    return {notice.id: row.id for notice in notices}


def _what_else(turn: Turn, notices: Sequence[Notice]) -> list[Notice]:
    """The gravest first; of what stands in the message already, nothing."""
    if notices[0].drill or not any(notice.link == NoticeLink.ENDS for notice in notices):
        return []
    said = {notice.id for notice in notices}
    areas = [area.area for area in turn.many(SUBSCRIPTION_AREAS)]
    others = [n for n in turn.many(LIVE) if n.id not in said and not n.drill]
    near = concerns(turn.shared.region, [load_content(n.content) for n in others], areas, turn.many(PLACES))
    return [n for n, concern in zip(others, near, strict=True) if concern][:MOST_ALSO]


def _item(turn: Turn, notice: Notice) -> Marked:
    content: Content = spoken(load_content(notice.content))
    texts, language = turn.texts, turn.texts.language
    heading = notice_heading(
        turn.shared, texts, content, Meaning.ENDED if notice.link == NoticeLink.ENDS else Meaning.ALERT
    )
    names = area_names(turn.shared, content, language)
    near = concerns(turn.shared.region, [content], (), turn.many(PLACES))[0].places
    if notice.link == NoticeLink.ENDS:
        content = content.changed(todo={}, until=0)
    todo = content.todo.get(language) or content.todo.get("ru", "")
    return join(
        place_line(texts, ", ".join(place.name for place in near)) if near else "",
        heading,
        texts.say("notice-where", names=names) if names else "",
        escape(content.texts.get(language) or content.texts.get("ru", "")),
        texts.say("notice-todo", todo=todo) if todo else "",
        texts.say("notice-until", until=dated(texts, content.until)) if content.until else "",
        by="\n",
    )

"""What waited while somebody slept: gathered into one message, only what is still in force."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.message import Marked, Message, escape
from handlers.base.texts import join
from handlers.base.turn import Needs, Turn, queries
from handlers.citizen.draft import my_key
from handlers.notices.concern import concerns
from handlers.notices.content import Content, load_content, spoken
from handlers.notices.kinds import kind_of
from handlers.notices.states import IN_FORCE, NoticeState
from handlers.notices.wording import area_names, place_line
from storage.notice_records import Notice, Place, Recipient
from storage.records import Lane

MORNING = "morning"
"""Personal timer, set by whoever holds a notice back: this person's quiet hours are over."""
AGAIN_MS = 30 * 60_000
"""A notice that is stopped may go on: it is looked at again so much later."""
ENDS = "ends"
SHOWN = 10
"""So many notices stand in one message; more would not be read."""


def held(turn: Turn) -> Needs:
    mine = (turn.person.id, turn.dialogue.channel)
    places = ("places_of", (turn.person.id,))
    return queries({"held": ("held_of", mine), "notices": ("notices_held_for", mine), "places": places})


def morning(turn: Turn) -> None:
    """Tick: one message of what is still in force; nothing if nothing is. Drills never stand beside what is real.

    Whoever was not told is no recipient: he hears of no end either.
    """
    notices = {n.id: n for n in turn.many("notices", Notice)}
    told: dict[int, int] = {}
    for drill in (0, 1):
        told |= _tell(turn, [n for n in notices.values() if n.drill == drill and in_force(n, turn.now)])
    for waiting in turn.many("held", Recipient):
        notice = notices.get(waiting.notice_id)
        if waiting.notice_id in told:
            turn.save(replace(waiting, held=0, row_id=told[waiting.notice_id]))
        elif notice and notice.state == NoticeState.STOPPED and (not notice.until or notice.until > turn.now):
            turn.after(AGAIN_MS, MORNING, my_key(turn))
        else:
            turn.delete(Recipient, waiting.notice_id, waiting.person_id, waiting.channel)


def in_force(notice: Notice, now: int) -> bool:
    """Also the end of something that he was told of before he slept: that holds, though it is over."""
    if notice.link == ENDS:
        return NoticeState(notice.state) in IN_FORCE
    return NoticeState(notice.state) in IN_FORCE and not notice.ended_at and (not notice.until or notice.until > now)


def _tell(turn: Turn, notices: list[Notice]) -> dict[int, int]:
    """Say these in one message; the outbox row of each notice."""
    if not notices or turn.account.unreachable_at:
        return {}
    drill = turn.t("notice-drill") if notices[0].drill else Marked("")
    rest = len(notices) - SHOWN
    text = join(
        drill,
        turn.t("morning-title", count=len(notices)),
        *(_item(turn, notice) for notice in notices[:SHOWN]),
        turn.t("morning-rest", count=rest) if rest > 0 else "",
        turn.t("morning-official"),
        drill,
    )
    row = turn.say(Message(text), lane=Lane.DIGEST, careful=True, purpose="digest")
    return {notice.id: row.id for notice in notices}


def _item(turn: Turn, notice: Notice) -> Marked:
    content: Content = spoken(load_content(notice.content))
    kind, texts, language = kind_of(content.kind), turn.texts, turn.texts.language
    heading = texts.say(
        "notice-heading-ended" if notice.link == ENDS else "notice-heading-alert",
        emoji=kind.emoji,
        kind=texts.label(f"kind-{kind.code}"),
        severity=texts.label(f"severity-{content.severity}"),
    )
    names = area_names(turn.shared, content, language)
    near = concerns(turn.shared.region, [content], (), turn.many("places", Place))[0].places
    if notice.link == ENDS:
        content = content.changed(todo={}, until=0)
    todo = content.todo.get(language) or content.todo.get("ru", "")
    return join(
        place_line(texts, ", ".join(place.name for place in near)) if near else "",
        heading,
        texts.say("notice-where", names=names) if names else "",
        escape(content.texts.get(language) or content.texts.get("ru", "")),
        texts.say("notice-todo", todo=todo) if todo else "",
        texts.say("notice-until", until=texts.moment(content.until, turn.now)) if content.until else "",
        by="\n",
    )

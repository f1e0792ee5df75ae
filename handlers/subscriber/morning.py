"""What waited while somebody slept: gathered into one message, only what is still in force."""

from __future__ import annotations

from dataclasses import replace

from handlers.message import Marked, Message, escape
from handlers.notices.content import Content, load_content
from handlers.notices.kinds import kind_of
from handlers.notices.states import IN_FORCE, NoticeState
from handlers.notices.wording import area_names
from handlers.texts import join
from handlers.turn import Needs, Turn, queries
from storage.notice_records import Notice, Recipient
from storage.records import Lane

MORNING = "morning"
"""Personal timer, set by whoever holds a notice back: this person's quiet hours are over."""
SHOWN = 10
"""So many notices stand in one message; more would not be read."""


def held(turn: Turn) -> Needs:
    mine = (turn.person.id, turn.dialogue.channel)
    return queries({"held": ("held_of", mine), "notices": ("notices_held_for", mine)})


def morning(turn: Turn) -> None:
    """Tick: one message of what is still in force; nothing if nothing is. Drills never stand beside what is real."""
    notices = [n for n in turn.many("notices", Notice) if in_force(n, turn.now)]
    told: dict[int, int] = {}
    for drill in (0, 1):
        told |= _tell(turn, [n for n in notices if n.drill == drill])
    for waiting in turn.many("held", Recipient):
        turn.save(replace(waiting, held=0, row_id=told.get(waiting.notice_id, 0)))


def in_force(notice: Notice, now: int) -> bool:
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
    content: Content = load_content(notice.content)
    kind, texts, language = kind_of(content.kind), turn.texts, turn.texts.language
    heading = texts.say(
        "notice-heading-alert",
        emoji=kind.emoji,
        kind=texts.label(f"kind-{kind.code}"),
        severity=texts.label(f"severity-{content.severity}"),
    )
    names = area_names(turn.house, content, language)
    todo = content.todo.get(language) or content.todo.get("ru", "")
    return join(
        heading,
        texts.say("notice-where", names=names) if names else "",
        escape(content.texts.get(language) or content.texts.get("ru", "")),
        texts.say("notice-todo", todo=todo) if todo else "",
        texts.say("notice-until", until=texts.moment(content.until, turn.now)) if content.until else "",
        by="\n",
    )

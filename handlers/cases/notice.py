"""A notice in force for the very address that somebody writes about: he may wait for its end instead."""

from __future__ import annotations

from typing import Any

from handlers.base.buttons import number, part
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Marked, escape
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.notices.concern import reach_of
from handlers.notices.content import Content, in_language, load_content
from handlers.notices.family import shown_number
from handlers.notices.in_force import holds
from handlers.notices.kinds import kind_name, kind_of
from handlers.notices.loads import LIVE, NOTICE
from handlers.notices.wording import Meaning, variant
from handlers.reading.places import place_reader
from handlers.reports.draft import ReportDraft, draft_of, keep
from handlers.reports.draft_screens import show_draft, tell_old_button
from handlers.reports.known import NOTICE as KNOWN_NOTICE
from handlers.reports.known import notice_shown
from storage.notice_records import Notice, Place, Recipient
from storage.records import Report

SAID_LENGTH = 300
"""UTF-16 units of a notice's words beside something else."""
INSIDE = 1
"""Recipient.rank of somebody whose address it is."""


def notices_at(turn: Turn, settlement: str, address: str, lat: float | None, lon: float | None) -> list[list[Any]]:
    """What `_here` finds, as ReportDraft.known has it; none where nobody said so."""
    notice, content, street = _here(turn, settlement, address, lat, lon)
    return [_shown(turn, notice, content, street)] if notice is not None and content is not None else []


def said_there(turn: Turn, report: Report) -> Marked:
    """What is in force where a report is, in the notice's own words; "" where nothing is."""
    notice, content, _ = _here(turn, report.settlement, report.address, report.lat, report.lon)
    if notice is None or content is None:
        return Marked("")
    t = turn.texts
    kind, until = kind_name(t, turn.shared.region, content.kind), t.moment(notice.until, turn.now)
    said = in_language(content.texts, t.language)
    line = turn.t("status-notice", number=str(shown_number(notice)), kind=kind, until=until)
    return join(line, escape(shorten(said, SAID_LENGTH)), by="\n")


def _here(
    turn: Turn, settlement: str, address: str, lat: float | None, lon: float | None
) -> tuple[Notice | None, Content | None, bool]:
    """The gravest one that names this street, or of an outage that has this place in it; whether a street is known."""
    said = place_reader(turn.shared.region).read(address) if address else None
    town = turn.shared.region.settlement(settlement)
    point = (lat, lon) if lat is not None and lon is not None else (town.lat, town.lon) if town else None
    if point is None:
        return None, None, False
    municipality = town.municipality if town else ""
    street, house = (said.street, said.house) if said is not None else ("", "")
    place = Place(0, 0, "", *point, 0, settlement, municipality, street, house)
    for notice in turn.many(LIVE):
        content = load_content(notice.content)
        if not notice.drill and _is_of_this_place(turn, content, place):
            return notice, content, bool(street)
    return None, None, False


def _is_of_this_place(turn: Turn, content: Content, place: Place) -> bool:
    region = turn.shared.region
    outage = kind_of(region, content.kind).group.outage
    if not (outage or (content.area.streets and place.street)):
        return False
    return reach_of(region, content.area).touches([place])[0]


def _shown(turn: Turn, notice: Notice, content: Content, street: bool) -> list[Any]:
    t = turn.texts
    line = turn.t(
        "known-notice-street" if street and content.area.streets else "known-notice",
        kind=kind_name(t, turn.shared.region, content.kind),
        until=t.moment(notice.until, turn.now),
    )
    return [KNOWN_NOTICE, notice.id, line, t.label("button-follow-notice")]


GOT_NOTICES = Load("notices that the person was told of", "recipients_of", Recipient)


@need(NOTICE, GOT_NOTICES)
def notice_at_place(turn: Turn) -> Needs:
    """The notice whose end is wanted, and what he was told of anyway."""
    return NOTICE(number(part(turn, 1))), GOT_NOTICES(turn.person.id)


def follow_notice(turn: Turn) -> None:
    """Button «Следить»: whoever follows is told of its end as if he had got it. What he wrote stays as a draft."""
    draft = draft_of(turn)
    if draft is None or draft.id != number(part(turn, 0)):
        tell_old_button(turn)
    else:
        _follow(turn, draft)


@need(NOTICE, GOT_NOTICES)
def notice_on_screen(turn: Turn) -> Needs:
    """The notice that the draft's last screen shows."""
    draft = draft_of(turn)
    return (NOTICE(notice_shown(draft)), GOT_NOTICES(turn.person.id)) if draft is not None else ()


def said_follow(turn: Turn) -> None:
    """«Следить»: as the button does."""
    draft = draft_of(turn)
    assert draft is not None
    turn.typed = True  # what would be a toast is said where nothing else is
    _follow(turn, draft)


def _follow(turn: Turn, draft: ReportDraft) -> None:
    notice = turn.one(NOTICE)
    shown = any(known[:2] == [KNOWN_NOTICE, notice.id if notice else 0] for known in draft.known)
    if notice is None or not shown:
        tell_old_button(turn)
        return
    draft.known = [known for known in draft.known if known[0] != KNOWN_NOTICE]
    if not holds(notice, turn.now):
        turn.ack(turn.texts.label("now-toast-over"))
    else:
        here, language = turn.here, turn.texts.language
        told = variant(language, Meaning.ALERT)
        if not any(got.notice_id == notice.id for got in turn.many(GOT_NOTICES)):
            turn.save(Recipient(notice.id, turn.person.id, here.channel, here.chat, INSIDE, told, at=turn.now))
        turn.ack(turn.texts.label("toast-follows-notice"))
    keep(turn, draft, turn.dialogue.step)
    show_draft(turn, draft, turn.t("follows-notice"))

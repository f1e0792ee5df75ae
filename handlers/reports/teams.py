"""Which team of the centre works on a report, and how its card moves from one team's chat to another's.

The region's file says who takes what (storage/region/teams.py); what no team takes is the admin chat's. A report that
somebody moved by hand stays where he put it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.message import Address
from handlers.base.shared import Shared
from handlers.base.turn import Turn
from handlers.reports.card import has_card, leave_chat, own_chat, place_of_chat, put_first_card, show_card
from handlers.reports.card_text import team_name
from handlers.reports.office import assign, concern_of, follow, most_exact
from handlers.reports.status import ALIVE, QUEUED, LineKind
from handlers.reports.words import ReportTick
from storage.changes import words
from storage.records import Report, ReportEvent, StoredFile
from storage.region.region import Region
from storage.region.teams import teams_by_place

GONE = frozenset({"kicked", "not-found", "no-access"})
"""Why a chat takes nothing where the bot is not in it any more."""
MOVED = LineKind.TEAM
"""The line of the history that says that somebody moved it."""


def team_of(region: Region, report: Report) -> str:
    """The code of the most exact team that takes it; "" for the admin chat."""
    if not region.teams:
        return ""
    rule = most_exact(region, teams_by_place(region), concern_of(region, report))
    return rule.organisation if rule is not None else ""


def assign_team(shared: Shared, report: Report, history: Sequence[ReportEvent] = ()) -> str:
    """Give the report to whoever takes it by now; the team that had it before. Nothing changes where somebody moved it
    by hand. A team whose chat the bot was thrown out of takes nothing.
    """
    left = report.team
    if not any(event.kind == MOVED for event in history):
        found = team_of(shared.region, report)
        report.team = "" if found and is_shut(shared, found) else found
    return left


def is_shut(shared: Shared, code: str) -> bool:
    """Whether the bot is not in this team's chat any more."""
    chat = shared.centre_chat(code)
    return any(held.chat == chat and held.why in GONE for held in shared.held())


def follow_team(
    turn: Turn, report: Report, left: str, history: Sequence[ReportEvent], files: Sequence[StoredFile], who: str = ""
) -> None:
    """The card goes from the chat of the team that it `left` and appears in that of its new one. `who` moved it, if
    somebody did.
    """
    shared, texts = turn.shared, turn.staff_texts
    old, new = shared.centre_chat(left), shared.centre_chat(report.team)
    turn.save(report)
    if old is None or new is None or old == new:
        show_card(turn, report, history, files)
        return
    if has_card(shared, report, old):
        leave_chat(turn, old, report, team_name(texts, shared.region, report.team))
    place = place_of_chat(shared, old)
    report.carded &= ~place
    report.unshown &= ~place
    turn.save(report)
    show_card(turn, report, history, files)
    if not has_card(shared, report, new):
        note = texts.say("card-moved", number=str(report.id), who=who) if who else None
        put_first_card(turn, new, report, history, files, note=note)


def bring_back(turn: Turn, lost: Address) -> None:
    """The bot is not in this team's chat any more: what the team works on comes in sight in the admin chat."""
    shared, chief = turn.shared, turn.shared.admin_chat
    if chief is None or not shared.teams_at(lost):
        return
    taking = [team.code for team in shared.region.teams if shared.centre_chat(team.code) != lost]
    turn.changes.command("teams_return", json.dumps(taking), words(QUEUED), words(ALIVE))
    turn.changes.command("cards_left", lost.channel, lost.chat, turn.now)
    turn.after(0, ReportTick.CARDS, chief)


def where_changed(
    turn: Turn, report: Report, history: Sequence[ReportEvent], files: Sequence[StoredFile], was: Address | None
) -> None:
    """The report's place is another one: so may be its organisation, which of its chats it belongs to (`was`: the one
    before), and its team. Saves it and shows its card, wherever that is.
    """
    shared = turn.shared
    before = assign(shared.region, report, history), assign_team(shared, report, history)
    turn.save(report)
    belongs_elsewhere(turn, report, was, before, history, files)


def belongs_elsewhere(
    turn: Turn,
    report: Report,
    was: Address | None,
    before: tuple[str, str],
    history: Sequence[ReportEvent],
    files: Sequence[StoredFile],
) -> None:
    """Its card follows from the own chat that it `was` in, and from the team that it had; it shows the present state.
    `before`: the organisation and the team, as `assign` and `assign_team` said.
    """
    office, team = before
    if team != report.team:
        follow_team(turn, report, team, history, files)
    if office != report.organisation or was != own_chat(turn.shared, report):
        follow(turn, report, was, history, files)
    elif team == report.team:
        show_card(turn, report, history, files)

"""Teams of the centre that work in chats of their own: reads `[[teams]]` of region.toml.

A team takes reports by topic and place as an organisation answers for them (storage.region.answering): the most exact
team has the card, and what none takes is the admin chat's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storage.region.answering import Answering, indexed, judge_codes, note_ties, read_rule
from storage.region.region import Organisation, Region, Team, Topic
from storage.region.table import RegionTable

MADE = "teams"


def read_teams(
    table: RegionTable,
    organisations: Sequence[Organisation],
    topics: Sequence[Topic],
    municipalities: Iterable[str],
    settlements: Iterable[str],
) -> tuple[Team, ...]:
    """The teams. Faults are noted: codes that no file has, two that are equally exact, a chat that is another's."""
    found = []
    for row in table.tables("teams") if "teams" in table.values else []:
        code, names = row.code(), row.names()
        row.text("chat")  # has to be there
        found.append(Team(code, names, row.chat(), read_rule(row, code)))
    table.faults.unique((team.code for team in found), "teams")
    owners = {organisation.chat: organisation.code for organisation in organisations if organisation.chat}
    for place, team in enumerate(found, 1):
        owner = owners.setdefault(team.chat, team.code) if team.chat else team.code
        if owner != team.code:
            table.faults.add(f"teams[{place}].chat", "team-chat-taken", value=team.chat, other=owner)
    rules = [team.takes for team in found]
    judge_codes(table, rules, topics, municipalities, settlements)
    note_ties(table, rules, "team-tie")
    return tuple(found)


def teams_by_place(region: Region) -> Answering:
    """Which team takes what, made once and kept with the region."""
    made = region.made.get(MADE)
    if not isinstance(made, Answering):
        made = region.made[MADE] = indexed(team.takes for team in region.teams)
    return made

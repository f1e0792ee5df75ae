"""What reports are about, and who answers: reads `topics.toml` and `organisations.toml` of a region's folder."""

from __future__ import annotations

from collections.abc import Callable

from storage.region.answering import read_rules
from storage.region.faults import nearest
from storage.region.questions import read_questions
from storage.region.region import Organisation, Topic, TopicGroup
from storage.region.table import RegionTable


def read_organisations(table: RegionTable | None) -> tuple[Organisation, ...]:
    found = []
    for row in table.tables("organisations") if table else []:
        code, names, phone = row.code(), row.names(), row.phone("phone", required=False)
        found.append(Organisation(code, names, phone, row.chat(), read_rules(row, code)))
        row.finish()
    if table:
        table.faults.unique((o.code for o in found), "organisations")
        table.finish()
    return tuple(found)


def read_topics(
    table: RegionTable | None, organisations: set[str], answered: Callable[[str], bool] = lambda code: False
) -> tuple[tuple[Topic, ...], tuple[TopicGroup, ...]]:
    """Topics, and the groups that they stand in (files of before there were any have none).

    `answered`: whether an organisation names the topic, which then needs none of its own.
    """
    if table is None:
        return (), ()
    groups = _groups(table)
    known = {group.code for group in groups}
    found = [_topic(row, organisations, known, answered) for row in table.tables("topics")]
    table.faults.unique((t.code for t in found), "topics")
    table.finish()
    return tuple(found), groups


def _groups(table: RegionTable) -> tuple[TopicGroup, ...]:
    found = []
    for row in table.tables("groups") if "groups" in table.values else []:
        found.append(TopicGroup(row.code(), row.names(), row.text("emoji", required=False)))
        row.finish()
    table.faults.unique((group.code for group in found), "groups")
    return tuple(found)


def _topic(row: RegionTable, organisations: set[str], groups: set[str], answered: Callable[[str], bool]) -> Topic:
    code = row.code()
    topic = Topic(
        code=code,
        names=row.names(),
        words=row.strings("words"),
        organisation=_one_of(row, "organisation", organisations, "no-organisation", required=not answered(code)),
        first_hours=row.number("first_hours", 0.1, 1000),
        solve_days=int(row.number("solve_days", 1, 3650)),
        emoji=row.text("emoji", required=False),
        group=_one_of(row, "group", groups, "no-group", required=False),
        about=row.text("about", required=False),
        examples=row.strings("examples") if "examples" in row.values else (),
        one_house=row.flag("one_house"),
        no_trouble=row.flag("no_trouble"),
        case_within_m=int(row.number("case_within_m", 1, 20_000, 0)),
        case_days=int(row.number("case_days", 1, 365, 0)),
        kinds=_kinds(row),
        questions=read_questions(row),
    )
    row.finish()
    return topic


def _kinds(row: RegionTable) -> tuple[str, ...]:
    """Lines of a name, ":" and words."""
    found = row.strings("kinds") if "kinds" in row.values else ()
    for line in found:
        name, _, words = line.partition(":")
        if not name.strip()[:1].isalpha() or not words.split():
            row.faults.add(row.at("kinds"), "no-kind", value=line)
    return found


def _one_of(row: RegionTable, key: str, known: set[str], fault: str, *, required: bool) -> str:
    """A code that stands elsewhere; where that place is itself at fault (nothing known), it is not named twice."""
    value = row.text(key, required)
    if value and value not in known and (known or not required):
        row.faults.add(row.at(key), fault, value=value, near=nearest(value, known))
    return value

"""Reads and checks a region's folder: everything that is wrong with it is found at once.

`storage/fictional/region.toml` explains the files.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.csv_rows import CsvRows
from storage.plain_text import is_writable, typed
from storage.region.answering import answering, judge_rules, named_topics
from storage.region.answers import read_answers
from storage.region.back_office import read_table_maps
from storage.region.faults import Faults, RegionError, RegionFault, nearest
from storage.region.integrations import read_integrations
from storage.region.notices import read_notices
from storage.region.other_offices import read_other_offices
from storage.region.polygons import FILE as POLYGONS
from storage.region.polygons import LONGEST_NAME, Polygons, read_polygons
from storage.region.region import (
    CASE_DAYS,
    CASE_WITHIN_M,
    DANGERS,
    Contact,
    EmergencyAdvice,
    Ladder,
    Legal,
    Municipality,
    Organisation,
    Region,
    Settlement,
    Topic,
    TopicGroup,
)
from storage.region.settlements import read_settlements
from storage.region.table import CODE, RegionTable, read_text, read_toml
from storage.region.teams import read_teams
from storage.region.topics import read_organisations, read_topics

FICTIONAL = Path(__file__).resolve().parents[1] / "fictional"
"""The folder of the invented region that the sandbox and the tests use."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def load_region(folder: Path) -> Region:
    """The region of a folder. Raises RegionError with every fault that it has."""
    found: list[RegionFault] = []
    if not folder.is_dir():
        raise RegionError([RegionFault(str(folder), "", "region-missing-folder")])
    offices = read_toml(folder / "organisations.toml", found)
    organisations = read_organisations(offices)
    codes, answered = {o.code for o in organisations}, named_topics(organisations)
    topics, groups = read_topics(read_toml(folder / "topics.toml", found), codes, answered)
    table = read_toml(folder / "region.toml", found)
    zone = str(table.values.get("time_zone", "")) if table else ""
    polygons = _municipalities(folder, zone, found)
    settlements = _settlements(folder / "settlements.csv", polygons, zone, found)
    municipalities = tuple(polygons.municipalities)
    if offices is not None:
        judge_rules(offices, organisations, topics, polygons.codes, (s.code for s in settlements))
    region = _region(table, folder, organisations, topics, groups, municipalities, settlements) if table else None
    others = read_other_offices(
        folder, found, {t.code for t in topics}, set(polygons.codes), {s.code for s in settlements}
    )
    if found or region is None:
        raise RegionError(found)
    region.other_offices = others
    answering(region)
    return region


def _region(
    table: RegionTable, folder: Path, organisations: tuple[Organisation, ...], topics: tuple[Topic, ...],
    groups: tuple[TopicGroup, ...], municipalities: tuple[Municipality, ...], settlements: tuple[Settlement, ...],
) -> Region:  # fmt: skip
    opens, closes, quiet, workdays, holidays = _hours(table.table("hours"), table)
    dangers = _dangers(table.table("dangers")) if "dangers" in table.values else {}
    within_m, days = _cases(table)
    answers, ready = read_answers(folder, table.faults.found)
    offices = {each.code for each in organisations}
    integrations = read_integrations(folder, offices, table.faults.found)
    region = Region(
        names=table.names(),
        zone=_zone(table),
        opens=opens,
        closes=closes,
        workdays=workdays,
        holidays=holidays,
        consent_version=table.text("consent_version"),
        legal=_legal(table.table("legal")),
        contacts=tuple(_contacts(table)),
        topics=topics,
        groups=groups,
        organisations=organisations,
        municipalities=municipalities,
        settlements=settlements,
        danger_words=table.strings("danger_words") + tuple(word for words in dangers.values() for word in words),
        keep_days=int(table.number("keep_days", 1, 36500, 1095)),
        fictional=table.flag("fictional"),
        folder=folder,
        notices=read_notices(folder, table.faults.found),
        dangers=dangers,
        emergency=_emergency(table.table("emergency")) if "emergency" in table.values else {},
        names_in=table.names("name_in") if "name_in" in table.values else {},
        names_whole=table.names("name_whole") if "name_whole" in table.values else {},
        case_within_m=within_m,
        case_days=days,
        quiet_from=quiet[0],
        quiet_to=quiet[1],
        overdue=_ladder(table.table("overdue")) if "overdue" in table.values else Ladder(),
        answers=answers,
        ready=ready,
        clients=integrations.clients,
        webhooks=integrations.webhooks,
        table_maps=read_table_maps(folder, integrations.clients, offices, table.faults.found),
        teams=read_teams(table, organisations, topics, [m.code for m in municipalities], [s.code for s in settlements]),
    )
    table.finish()
    return region


def _cases(table: RegionTable) -> tuple[int, int]:
    """How far apart and how old reports of one trouble may be."""
    if "cases" not in table.values:
        return CASE_WITHIN_M, CASE_DAYS
    row = table.table("cases")
    found = int(row.number("within_m", 1, 20_000, CASE_WITHIN_M)), int(row.number("days", 1, 365, CASE_DAYS))
    row.finish()
    return found


def _dangers(table: RegionTable) -> dict[str, tuple[str, ...]]:
    """Danger words by kind; the flat list `danger_words` has those whose kind the reader guesses."""
    found = {kind: table.strings(kind) for kind in DANGERS if kind in table.values}
    table.finish()
    return found


def _emergency(table: RegionTable) -> dict[str, EmergencyAdvice]:
    """First line and phones by kind of danger; both may be left out."""
    found = {}
    for kind in (kind for kind in DANGERS if kind in table.values):
        row = table.table(kind)
        lines = row.names("line") if "line" in row.values else {}
        phones = row.strings("phones") if "phones" in row.values else ()
        for phone in phones:
            if not any(c.isdigit() for c in phone):
                row.faults.add(row.at("phones"), "bad-phone", value=phone)
        found[kind] = EmergencyAdvice(lines, phones)
        row.finish()
    table.asked.update(DANGERS)
    table.finish()
    return found


def _zone(table: RegionTable) -> ZoneInfo:
    name = table.text("time_zone")
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.faults.add("time_zone", "bad-zone", value=name)
        return ZoneInfo("UTC")


def _workdays(hours: RegionTable) -> frozenset[int]:
    names = hours.strings("workdays")
    for name in names:
        if name not in DAYS:
            hours.faults.add(hours.at("workdays"), "bad-day", value=name, days=", ".join(DAYS))
    if hours.values.get("workdays") == []:
        hours.faults.add(hours.at("workdays"), "empty")
    return frozenset(DAYS.index(name) for name in names if name in DAYS)


def _hours(
    hours: RegionTable, table: RegionTable
) -> tuple[time, time, tuple[time, time], frozenset[int], frozenset[date]]:
    """Opening, closing, quiet hours, working days, holidays."""
    if not hours.values:
        return time(0), time(0), (time(22), time(8)), frozenset(), frozenset()
    opens, closes = hours.clock("opens"), hours.clock("closes")
    if opens >= closes and not any("hours" in f.key for f in table.faults.found):
        hours.faults.add("hours.closes", "hours-order", opens=opens, closes=closes)
    found = opens, closes, _quiet(hours), _workdays(hours), hours.dates("holidays")
    hours.finish()
    return found


def _ladder(table: RegionTable) -> Ladder:
    """Hours of each step; one that is left out is reached with the one before."""
    found: list[float] = []
    for step in ("operator", "organisation", "centre", "head"):
        found.append(table.number(f"after_{step}", 0, 1000, found[-1] if found else 0))
    chat = table.chat("head_chat")
    if found != sorted(found):
        table.faults.add(table.at("after_head"), "ladder-order")
    table.finish()
    operator, organisation, centre, head = found
    return Ladder(operator, organisation, centre, head, chat)


def _quiet(hours: RegionTable) -> tuple[time, time]:
    """When nobody is asked anything; both ends may be left out."""
    begins = hours.clock("quiet_from") if "quiet_from" in hours.values else time(22)
    return begins, hours.clock("quiet_to") if "quiet_to" in hours.values else time(8)


def _contacts(table: RegionTable) -> Iterable[Contact]:
    for row in table.tables("contacts"):
        yield Contact(row.names(), row.phone("phone", required=True))
        row.finish()


def _legal(table: RegionTable) -> dict[str, Legal]:
    if table.values and "ru" not in table.values:
        table.faults.add("legal", "no-russian")
    legal = {}
    for language in sorted(table.languages(), key=lambda name: name != "ru"):
        row = table.table(language)
        texts = [row.text(key) for key in ("centre", "greeting", "consent", "appeal", "appeal_url")]
        if texts[4] and not texts[4].startswith(("https://", "http://", "[")):
            row.faults.add(row.at("appeal_url"), "bad-url", value=texts[4])
        legal[language] = Legal(*texts)
        row.finish()
    return legal


def _rows(path: Path, columns: tuple[str, ...], found: list[RegionFault]) -> Iterable[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with the numbers of their lines."""
    text = read_text(path, found)
    if text is None:
        return
    faults, table = Faults(path.name, found), CsvRows(io.StringIO(text))
    header = [typed(name).lower() for name in table.header]
    if not _is_header(header, columns, table.header_line, faults):
        return
    rows = list(table)
    if len(rows) > 1 and all(not row.fault and len(row.cells) != len(header) for row in rows):
        faults.add("", "bad-rows", table.header_line, count=len(header))
        return
    for row in rows:
        if row.fault or len(row.cells) != len(header):
            faults.add("", row.fault or "bad-row", row.line)
        else:
            cells = dict(zip(header, row.cells, strict=True))
            yield row.line, {name: cells[name] for name in columns}


def _is_header(header: list[str], columns: tuple[str, ...], line: int, faults: Faults) -> bool:
    """Whether all columns are named, each once; what is wrong is noted."""
    missing = [name for name in columns if name not in header]
    if len(missing) == len(columns):
        faults.add("", "no-header", line, columns=",".join(columns))
        return False
    for name in missing:
        faults.add(name, "missing-column", line, value=name, columns=",".join(columns))
    for name in dict.fromkeys(header):
        if name not in columns:
            faults.add(name, "unknown-column", line, value=name, near=nearest(name, missing))
        elif header.count(name) > 1:
            faults.add(name, "double-column", line, value=name)
    return not missing and len(set(header)) == len(header)


def _municipalities(folder: Path, zone: str, found: list[RegionFault]) -> Polygons:
    if (folder / POLYGONS).exists():
        polygons = read_polygons(folder / POLYGONS, found, zone)
        Faults(POLYGONS, found).unique(polygons.codes, "features")
        return polygons
    path = folder / "municipalities.csv"
    faults, seen, read = Faults(path.name, found), set[str](), Polygons()
    for line, row in _rows(path, ("code", "name"), found):
        _check_row(row, line, seen, faults)
        read.municipalities.append(Municipality(row["code"], row["name"]))
        read.codes.append(row["code"])
    return read


def _check_row(row: Mapping[str, str], line: int, seen: set[str], faults: Faults) -> None:
    if not CODE.fullmatch(row["code"]):
        faults.add("code", "bad-code", line, value=row["code"])
    elif row["code"] in seen:
        faults.add("code", "double-code", line, value=row["code"])
    if not row["name"]:
        faults.add("name", "empty", line)
    elif not is_writable(row["name"]):
        faults.add("name", "unwritable", line)
    elif len(row["name"]) > LONGEST_NAME:
        faults.add("name", "too-long", line, longest=LONGEST_NAME)
    seen.add(row["code"])


def _settlements(path: Path, polygons: Polygons, zone: str, found: list[RegionFault]) -> tuple[Settlement, ...]:
    faults, seen = Faults(path.name, found), set[str]()
    rows = _rows(path, ("code", "name", "municipality", "lat", "lon"), found)
    return read_settlements(rows, lambda row, line: _check_row(row, line, seen, faults), polygons, zone, faults)

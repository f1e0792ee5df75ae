"""Reads and checks a region's folder: everything that is wrong with it is found at once.

`storage/fictional/region.toml` explains the files.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.region import Contact, Legal, Municipality, Organisation, Region, Settlement, Topic
from storage.region_faults import Faults, RegionError, RegionFault, nearest
from storage.region_notices import read_notices
from storage.region_polygons import contains, read_polygons
from storage.region_table import CODE, Table, read_text, read_toml

FICTIONAL = Path(__file__).resolve().parent / "fictional"
"""The folder of the invented region that the sandbox and the tests use."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def load_region(folder: Path) -> Region:
    """The region of a folder. Raises RegionError with every fault that it has."""
    found: list[RegionFault] = []
    if not folder.is_dir():
        raise RegionError([RegionFault(str(folder), "", "region-missing-folder")])
    organisations = _organisations(read_toml(folder / "organisations.toml", found))
    topics = _topics(read_toml(folder / "topics.toml", found), {o.code for o in organisations})
    municipalities = _municipalities(folder, found)
    settlements = _settlements(folder / "settlements.csv", municipalities, found)
    table = read_toml(folder / "region.toml", found)
    region = _region(table, folder, organisations, topics, municipalities, settlements) if table else None
    if found or region is None:
        raise RegionError(found)
    return region


def _region(
    table: Table,
    folder: Path,
    organisations: tuple[Organisation, ...],
    topics: tuple[Topic, ...],
    municipalities: tuple[Municipality, ...],
    settlements: tuple[Settlement, ...],
) -> Region:
    opens, closes, workdays, holidays = time(0), time(0), frozenset[int](), frozenset[date]()
    hours = table.table("hours")
    if hours.values:
        opens, closes = hours.clock("opens"), hours.clock("closes")
        if opens >= closes and not any("hours" in f.key for f in table.faults.found):
            hours.faults.add("hours.closes", "hours-order", opens=opens, closes=closes)
        workdays = _workdays(hours)
        holidays = hours.dates("holidays")
        hours.finish()
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
        organisations=organisations,
        municipalities=municipalities,
        settlements=settlements,
        danger_words=table.strings("danger_words"),
        keep_days=int(table.number("keep_days", 1, 36500, 1095)),
        fictional=table.flag("fictional"),
        folder=folder,
        notices=read_notices(folder, table.faults.found),
    )
    table.finish()
    return region


def _zone(table: Table) -> ZoneInfo:
    name = table.text("time_zone")
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.faults.add("time_zone", "bad-zone", value=name)
        return ZoneInfo("UTC")


def _workdays(hours: Table) -> frozenset[int]:
    names = hours.strings("workdays")
    for name in names:
        if name not in DAYS:
            hours.faults.add(hours.at("workdays"), "bad-day", value=name, days=", ".join(DAYS))
    if not names and "workdays" in hours.values:
        hours.faults.add(hours.at("workdays"), "empty")
    return frozenset(DAYS.index(name) for name in names if name in DAYS)


def _contacts(table: Table) -> Iterable[Contact]:
    for row in table.tables("contacts"):
        yield Contact(row.names(), row.phone("phone", required=True))
        row.finish()


def _legal(table: Table) -> dict[str, Legal]:
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


def _organisations(table: Table | None) -> tuple[Organisation, ...]:
    found = []
    for row in table.tables("organisations") if table else []:
        found.append(Organisation(row.code(), row.names(), row.phone("phone", required=False), row.chat()))
        row.finish()
    if table:
        _unique((o.code for o in found), "organisations", table.faults)
        table.finish()
    return tuple(found)


def _topics(table: Table | None, organisations: set[str]) -> tuple[Topic, ...]:
    found = []
    for row in table.tables("topics") if table else []:
        organisation = row.text("organisation")
        if organisation and organisations and organisation not in organisations:
            near = nearest(organisation, organisations)
            row.faults.add(row.at("organisation"), "no-organisation", value=organisation, near=near)
        hours, days = row.number("first_hours", 0.1, 1000), row.number("solve_days", 1, 3650)
        emoji = row.text("emoji", required=False)
        words = row.strings("words")
        found.append(Topic(row.code(), row.names(), words, organisation, hours, int(days), emoji))
        row.finish()
    if table:
        _unique((t.code for t in found), "topics", table.faults)
        table.finish()
    return tuple(found)


def _unique(codes: Iterable[str], key: str, faults: Faults) -> None:
    seen: set[str] = set()
    for number, code in enumerate(codes, 1):
        if code and code in seen:
            faults.add(f"{key}[{number}].code", "double-code", value=code)
        seen.add(code)


def _rows(path: Path, columns: tuple[str, ...], found: list[RegionFault]) -> Iterable[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with the numbers of their lines; comma or semicolon."""
    text = read_text(path, found)
    if text is None:
        return
    faults = Faults(path.name, found)
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    header = [name.strip() for name in reader.fieldnames or []]
    reader.fieldnames = header
    missing = [name for name in columns if name not in header]
    for name in missing:
        faults.add(name, "missing-column", 1, value=name, columns=",".join(columns))
    for name in header:
        if name not in columns:
            faults.add(name, "unknown-column", 1, value=name, near=nearest(name, missing))
    for row in reader if not missing else []:
        if None in row or None in row.values():
            faults.add("", "bad-row", reader.line_num)
        else:
            yield reader.line_num, {name: row[name].strip() for name in columns}


def _municipalities(folder: Path, found: list[RegionFault]) -> tuple[Municipality, ...]:
    if (folder / "municipalities.geojson").exists():
        municipalities = read_polygons(folder / "municipalities.geojson", found)
        _unique((m.code for m in municipalities), "features", Faults("municipalities.geojson", found))
        return tuple(municipalities)
    path = folder / "municipalities.csv"
    faults, seen, rows = Faults(path.name, found), set[str](), []
    for line, row in _rows(path, ("code", "name"), found):
        _check_row(row, line, seen, faults)
        rows.append(Municipality(row["code"], row["name"]))
    return tuple(rows)


def _check_row(row: dict[str, str], line: int, seen: set[str], faults: Faults) -> None:
    if not CODE.fullmatch(row["code"]):
        faults.add("code", "bad-code", line, value=row["code"])
    elif row["code"] in seen:
        faults.add("code", "double-code", line, value=row["code"])
    if not row["name"]:
        faults.add("name", "empty", line)
    seen.add(row["code"])


def _settlements(
    path: Path, municipalities: tuple[Municipality, ...], found: list[RegionFault]
) -> tuple[Settlement, ...]:
    by_code = {m.code: m for m in municipalities}
    faults, seen, rows = Faults(path.name, found), set[str](), []
    before = len(found)
    for line, row in _rows(path, ("code", "name", "municipality", "lat", "lon"), found):
        _check_row(row, line, seen, faults)
        home = by_code.get(row["municipality"])
        if home is None and by_code:
            near = nearest(row["municipality"], by_code)
            faults.add("municipality", "no-municipality", line, value=row["municipality"], near=near)
        point = _point(row, line, faults)
        if point is None:
            continue
        if home is not None and home.geometry is not None and not contains(home, *point):
            faults.add("lat", "outside", line, name=row["name"], municipality=home.name)
        rows.append(Settlement(row["code"], row["name"], row["municipality"], *point))
    if not rows and len(found) == before:
        faults.add("", "no-rows")
    return tuple(rows)


def _point(row: dict[str, str], line: int, faults: Faults) -> tuple[float, float] | None:
    values = []
    for key, limit in (("lat", 90), ("lon", 180)):
        try:
            value = float(row[key].replace(",", "."))
        except ValueError:
            value = float("nan")
        if not -limit <= value <= limit:
            faults.add(key, "bad-point", line, value=row[key])
            return None
        values.append(value)
    return values[0], values[1]

"""The files that `init` writes: a region's folder made from the fictional one's topics, and `.env`."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.cli.output import ConsoleError
from bot.env_file import read_env
from handlers.base.texts import Library
from storage.csv_rows import CsvRows
from storage.region.load import DAYS, FICTIONAL, load_region
from storage.region.region import Region

CENTRE = "centre"
LEGAL = ("centre", "greeting", "consent", "appeal", "appeal-url")
COLUMNS = ("code", "name", "municipality", "lat", "lon")
WRITTEN = ("region.toml", "topics.toml", "organisations.toml", "municipalities.csv", "settlements.csv")
PUBLIC_PHONES = 4  # 112 and what stands with it: the same in every region


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """A settlement; `municipality` is a name, "" for the region's only one."""

    name: str
    lat: float
    lon: float
    municipality: str = ""

    @property
    def good(self) -> bool:
        """Whether it has a name and lies on the globe."""
        return bool(self.name) and abs(self.lat) <= 90 and abs(self.lon) <= 180


@dataclass(slots=True)
class Answers:
    """What was asked for. `settings` are variables of `.env` that got a value."""

    name: str
    municipality: str
    time_zone: str
    phone: str
    places: list[SettlementRow]
    settings: dict[str, str] = field(default_factory=dict)


def read_places(path: Path) -> list[SettlementRow]:
    """Settlements of a CSV file with the columns name,lat,lon and, if wished, municipality (a name).

    ConsoleError for what is no table and for the first row that cannot be read; OSError for a file that cannot.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ConsoleError("cli-subscribers-encoding", path=str(path)) from None
    table = CsvRows(io.StringIO(text))
    header = [name.lower() for name in table.header]
    places = []
    for row in table:
        place = _place(dict(zip(header, row.cells, strict=False)))
        if place is None:
            raise ConsoleError("init-bad-csv", path=str(path), line=row.line, reason=row.fault or "columns")
        places.append(place)
    if not places:
        raise ConsoleError("init-bad-csv", path=str(path), line=table.header_line, reason="columns")
    return places


def _place(row: dict[str, str]) -> SettlementRow | None:
    try:
        lat, lon = (float(row[key].replace(",", ".")) for key in ("lat", "lon"))
        place = SettlementRow(row["name"], lat, lon, row.get("municipality", ""))
    except (KeyError, ValueError):
        return None
    return place if place.good else None


def write_region(folder: Path, answers: Answers, library: Library) -> None:
    """The region's files. What `init` cannot know stands in the texts as words in square brackets.

    Nothing in them is secret, and whoever the service runs as has to read them, also after an `init` by a superuser
    with a tight umask: 0755 and 0644.
    """
    pattern = load_region(FICTIONAL)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    (folder / "region.toml").write_text("\n".join(_region_toml(answers, library, pattern)), encoding="utf-8")
    topics = (FICTIONAL / "topics.toml").read_text(encoding="utf-8")
    topics = re.sub(r'^organisation = ".*"$', f'organisation = "{CENTRE}"', topics, flags=re.MULTILINE)
    (folder / "topics.toml").write_text(topics, encoding="utf-8")
    (folder / "organisations.toml").write_text("\n".join(_organisations(answers, library)), encoding="utf-8")
    _write_places(folder, answers)
    (folder / "municipalities.geojson").unlink(missing_ok=True)
    for name in WRITTEN:
        (folder / name).chmod(0o644)


def _region_toml(answers: Answers, library: Library, pattern: Region) -> Iterator[str]:
    yield "# " + library.texts(library.default).label("init-region-head")
    yield f"time_zone = {_quoted(answers.time_zone)}"
    yield 'consent_version = "1"'
    yield f"keep_days = {pattern.keep_days}"
    yield "danger_words = ["
    yield from (f"    {_quoted(words)}," for words in pattern.danger_words)
    yield f"]\n\n[name]\nru = {_quoted(answers.name)}"
    yield f"\n[hours]\nopens = {_quoted(f'{pattern.opens:%H:%M}')}\ncloses = {_quoted(f'{pattern.closes:%H:%M}')}"
    yield f"workdays = [{', '.join(_quoted(DAYS[day]) for day in sorted(pattern.workdays))}]"
    yield f"holidays = [{_dates(pattern.holidays)}]"
    for contact in pattern.contacts[:PUBLIC_PHONES]:
        yield from _contact(contact.names, contact.phone)
    yield from _contact({lang: library.texts(lang).label("init-duty") for lang in _languages(library)}, answers.phone)
    for language in _languages(library):
        texts = library.texts(language)
        yield f"\n[legal.{language}]"
        for key in LEGAL:
            said = texts.say(f"init-legal-{key}", name=answers.name, phone=answers.phone)
            yield f"{key.replace('-', '_')} = {_quoted(said)}"
    yield ""


def _languages(library: Library) -> list[str]:
    """Russian first: it is the one that a region must have."""
    return sorted(library.languages, key=lambda language: language != "ru")


def _dates(days: Iterable[date]) -> str:
    return ", ".join(day.isoformat() for day in sorted(days))


def _contact(names: dict[str, str], phone: str) -> Iterator[str]:
    said = ", ".join(f"{language} = {_quoted(name)}" for language, name in names.items())
    yield f"\n[[contacts]]\nname = {{ {said} }}\nphone = {_quoted(phone)}"


def _organisations(answers: Answers, library: Library) -> Iterator[str]:
    yield "# " + library.texts(library.default).label("init-organisations-head")
    yield f'\n[[organisations]]\ncode = "{CENTRE}"'
    said = library.texts("ru").label("init-legal-centre", name=answers.name)
    yield f"name = {{ ru = {_quoted(said)} }}\nphone = {_quoted(answers.phone)}\n"


def _write_places(folder: Path, answers: Answers) -> None:
    names = list(dict.fromkeys(place.municipality or answers.municipality for place in answers.places))
    codes = {name: f"m{number}" for number, name in enumerate(names, 1)}
    rows = [
        (f"s{number}", place.name, codes[place.municipality or answers.municipality], place.lat, place.lon)
        for number, place in enumerate(answers.places, 1)
    ]
    _write_csv(folder / "municipalities.csv", ("code", "name"), [(code, name) for name, code in codes.items()])
    _write_csv(folder / "settlements.csv", COLUMNS, rows)


def _write_csv(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _quoted(text: str) -> str:
    """A TOML string: what JSON escapes, TOML escapes alike. Several lines stay several lines, to be edited."""
    said = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    return '""' + said[:1] + "\n" + said[1:].replace("\\n", "\n") + '""' if "\n" in text else said


def write_env(path: Path, folder: Path, answers: Answers, language: str) -> None:
    """Readable by its owner only; what an older one says of other variables stays."""
    earlier = read_env(path, interpolate=False).values
    path.unlink(missing_ok=True)
    values = {**earlier, "REGION": str(folder), "DEFAULT_LANGUAGE": language, **answers.settings}
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={_env_quoted(value or '')}\n" for name, value in values.items())


def _env_quoted(value: str) -> str:
    """As `.env` takes it: in single quotes where it holds more than plain signs."""
    if re.fullmatch(r"[\w./:+,@-]*", value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"

"""The files that `init` writes: a region's folder made from the catalogue (`storage/catalogue`), and `.env`."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.init_answerers import NamedOrganisation, by_answerer
from bot.cli.output import ConsoleError
from bot.env_file import read_env
from bot.private_files import write_whole
from handlers.base.texts import Library
from storage.csv_rows import CsvRows
from storage.plain_text import read_plain, typed
from storage.region.catalogue import CENTRE, write_topics
from storage.region.catalogue import FOLDER as CATALOGUE
from storage.region.load import DAYS, FICTIONAL, load_region
from storage.region.polygons import FILE as POLYGONS
from storage.region.region import Region

LEGAL = ("greeting", "consent", "appeal", "appeal-url")
COLUMNS = ("code", "name", "municipality", "lat", "lon")
PLACEHOLDER = re.compile(r"@(\w+)@")
"""A place of the catalogue's region.toml that `init` fills."""
WRITTEN = (
    "region.toml", "topics.toml", "organisations.toml", "notices.toml", "answers.toml", "other_offices.toml",
    "back-office.toml", "settlements.csv", "municipalities.csv",
)  # fmt: skip
"""In the order in which they are explained at the end: `init-file-…`."""
DATES_A_LINE = 8
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
    centre: str  # what the centre calls itself
    municipality: str
    time_zone: str
    phone: str
    places: list[SettlementRow]
    answerers: list[NamedOrganisation] = field(default_factory=list)
    cases: dict[str, str] = field(default_factory=dict)  # "name_in", "name_whole": the name as sentences need it
    settings: dict[str, str] = field(default_factory=dict)


def read_places(path: Path) -> list[SettlementRow]:
    """Settlements of a CSV file with the columns name,lat,lon and, if wished, municipality (a name).

    ConsoleError for what is no table and for the first row that cannot be read; OSError for a file that cannot.
    """
    try:
        text = read_plain(path)
    except UnicodeDecodeError:
        raise ConsoleError("cli-subscribers-encoding", path=str(path)) from None
    table = CsvRows(io.StringIO(text))
    header = [typed(name).lower() for name in table.header]
    missing = {"name", "lat", "lon"} - set(header)
    places: list[SettlementRow] = []
    for row in table:
        place = _place(dict(zip(header, row.cells, strict=False)))
        if place is None:
            reason = row.fault or ("columns" if missing else "point")
            raise ConsoleError("init-bad-csv", path=str(path), line=row.line, reason=reason)
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
    """The region's files, each with its explanations. What `init` cannot know stands in the texts as words in square
    brackets.

    Nothing in them is secret, and whoever the service runs as has to read them, also after an `init` by a superuser
    with a tight umask: 0755 and 0644. RegionError for answers that make no region: then nothing is written.
    """
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".otklik-", dir=folder.absolute().parent) as made:
        _write_files(Path(made), answers, library)
        load_region(Path(made))
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        (folder / POLYGONS).unlink(missing_ok=True)
        for name in WRITTEN:
            (Path(made) / name).chmod(0o644)
            os.replace(Path(made) / name, folder / name)


def _write_files(folder: Path, answers: Answers, library: Library) -> None:
    pattern = load_region(FICTIONAL)
    (folder / "region.toml").write_text(_region_toml(answers, library, pattern), encoding="utf-8")
    write_topics(folder / "topics.toml", by_answerer(answers.answerers))
    (folder / "organisations.toml").write_text("\n".join(_organisations(answers)), encoding="utf-8")
    for name in ("notices.toml", "answers.toml", "other_offices.toml", "back-office.toml"):
        shutil.copyfile(CATALOGUE / name, folder / name)
    _write_places(folder, answers)


def _region_toml(answers: Answers, library: Library, pattern: Region) -> str:
    """The catalogue's file with what was answered, and the fictional region's words, hours and public phones."""
    values = {
        "time_zone": _quoted(answers.time_zone),
        "keep_days": str(pattern.keep_days),
        "danger_words": "\n".join(_danger_words(pattern, library)),
        "name": _quoted(answers.name),
        "cases": "\n\n".join(f"[{key}]\nru = {_quoted(said)}" for key, said in answers.cases.items()),
        "hours": "\n".join(_hours(pattern)),
        "contacts": "\n\n".join(_contacts(answers, library, pattern)),
        "legal": "\n\n".join(_legal(answers, library)),
    }
    text = (CATALOGUE / "region.toml").read_text(encoding="utf-8")
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def _danger_words(pattern: Region, library: Library) -> Iterator[str]:
    """Those of no certain kind, then a table of the others."""
    certain = {word for words in pattern.dangers.values() for word in words}
    yield from _list("danger_words", [word for word in pattern.danger_words if word not in certain])
    if pattern.dangers:
        yield "\n# " + library.texts("ru").label("init-dangers-head") + "\n[dangers]"
        for kind, words in pattern.dangers.items():
            yield from _list(kind, words)


def _list(name: str, words: Iterable[str]) -> Iterator[str]:
    yield f"{name} = ["
    yield from (f"    {_quoted(word)}," for word in words)
    yield "]"


def _hours(pattern: Region) -> Iterator[str]:
    yield f"opens = {_quoted(f'{pattern.opens:%H:%M}')}\ncloses = {_quoted(f'{pattern.closes:%H:%M}')}"
    yield f"quiet_from = {_quoted(f'{pattern.quiet_from:%H:%M}')}\nquiet_to = {_quoted(f'{pattern.quiet_to:%H:%M}')}"
    yield f"workdays = [{', '.join(_quoted(DAYS[day]) for day in sorted(pattern.workdays))}]"
    days = [day.isoformat() for day in sorted(pattern.holidays)]
    yield "holidays = ["
    for first in range(0, len(days), DATES_A_LINE):
        yield f"    {', '.join(days[first : first + DATES_A_LINE])},"
    yield "]"


def _contacts(answers: Answers, library: Library, pattern: Region) -> Iterator[str]:
    for contact in pattern.contacts[:PUBLIC_PHONES]:
        yield _contact(contact.names, contact.phone)
    yield _contact({lang: library.texts(lang).label("init-duty") for lang in _languages(library)}, answers.phone)


def _legal(answers: Answers, library: Library) -> Iterator[str]:
    for language in _languages(library):
        texts = library.texts(language)
        said = {key: texts.say(f"init-legal-{key}", centre=answers.centre, phone=answers.phone) for key in LEGAL}
        lines = (f"{key.replace('-', '_')} = {_quoted(text)}" for key, text in said.items())
        yield "\n".join((f"[legal.{language}]", f"centre = {_quoted(answers.centre)}", *lines))


def _languages(library: Library) -> list[str]:
    """Russian first: it is the one that a region must have."""
    return sorted(library.languages, key=lambda language: language != "ru")


def _contact(names: dict[str, str], phone: str) -> str:
    said = ", ".join(f"{language} = {_quoted(name)}" for language, name in names.items())
    return f"[[contacts]]\nname = {{ {said} }}\nphone = {_quoted(phone)}"


def _organisations(answers: Answers) -> Iterator[str]:
    """The head of the fictional region's file explains it; then the centre, and whoever was named."""
    lines = (FICTIONAL / "organisations.toml").read_text(encoding="utf-8").splitlines()
    yield from takewhile(lambda line: line.startswith("#"), lines)
    yield from _organisation(CENTRE, answers.centre, answers.phone)
    for one in answers.answerers:
        yield from _organisation(one.code, one.name, one.phone)
    yield ""


def _organisation(code: str, name: str, phone: str) -> Iterator[str]:
    yield f'\n[[organisations]]\ncode = "{code}"\nname = {{ ru = {_quoted(name)} }}'
    if phone:
        yield f"phone = {_quoted(phone)}"


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
    """Readable by its owner only; what an older one says of other variables stays, and all of it where the disk does
    not take the new one: its keys are often nowhere else.
    """
    earlier = read_env(path, interpolate=False).values
    values = {**earlier, "REGION": str(folder), "DEFAULT_LANGUAGE": language, **answers.settings}
    lines = (f"{name}={_env_quoted(value or '')}\n" for name, value in values.items())
    write_whole(path, "".join(lines).encode())


def _env_quoted(value: str) -> str:
    """As `.env` takes it: in single quotes where it holds more than plain signs."""
    if re.fullmatch(r"[\w./:+,@-]*", value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"

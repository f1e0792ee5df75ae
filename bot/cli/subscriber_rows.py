"""The table of subscribers: how a line is read, what is wrong with it, and how one is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.channels.names import known
from bot.cli.output import MOST_ALIKE
from handlers.notices.kinds import DANGERS, GROUPS, group_of, is_group
from storage.csv_rows import CsvRows
from storage.letters import folded
from storage.plain_text import typed
from storage.region.faults import nearest
from storage.region.region import Region

COLUMNS = ("channel", "chat_id", "language", "area", "kinds")
NEEDED = ("channel", "chat_id")
LARGEST_ID = 2**63 - 1
EVERYWHERE, NOTHING = "*", "-"
"""The whole region; no kind at all (Extreme alerts still come)."""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One account and what its person wants. `areas` as in SubscriptionArea; `language` "" if not said."""

    channel: str
    user_id: str
    language: str
    areas: tuple[str, ...]
    kinds: int


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in which line (from 1) and column; `code` is a sentence of `locales/*/cli.ftl`."""

    line: int
    column: str
    code: str
    values: dict[str, str] = field(default_factory=dict)


class BadFile(Exception):
    """The file as a whole is none of these tables; `code` and `values` say why."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Reader:
    """Reads lines; `faults` has what was wrong with those that were left out, the first MOST_ALIKE of each code,
    `alike` how many there are of each. `kinds` are words that may stand before a place's name («г.», «город»).
    """

    def __init__(
        self, lines: Iterable[str], region: Region, languages: Sequence[str], kinds: Collection[str] = ()
    ) -> None:
        self.faults: list[RowFault] = []
        self.alike = Counter[str]()
        self._region, self._languages, self._kinds_of_place = region, languages, frozenset(kinds)
        self._names = _names(region)
        self._messengers = {about.name: about for about in known()}
        self._seen: dict[tuple[str, str], int] = {}
        self._rows = CsvRows(lines)
        self._header = [typed(name).lower() for name in self._rows.header]
        missing = [name for name in NEEDED if name not in self._header]
        unknown = [name for name in self._header if name not in COLUMNS]
        if missing or unknown or len(set(self._header)) < len(self._header):
            found = self._rows.delimiter.join(self._rows.header)[:200]
            if not found.strip():
                raise BadFile("cli-subscribers-empty", columns=",".join(COLUMNS))
            raise BadFile("cli-subscribers-header", columns=",".join(COLUMNS), found=found)

    def chunks(self, size: int) -> Iterator[list[Subscriber]]:
        """The good lines, so many at a time."""
        chunk: list[Subscriber] = []
        for row in self._rows:
            if row.fault:
                self._fault(row.line, "", f"cli-row-{row.fault}")
                continue
            found = self._read(row.cells, row.line)
            if found is not None:
                chunk.append(found)
            if len(chunk) >= size:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _is_user(self, channel: str, user: str) -> bool:
        """Of this messenger, or of any where it is unknown."""
        asked = [self._messengers[channel]] if channel in self._messengers else self._messengers.values()
        return any(about.is_user(user) for about in asked) and not (user.isdigit() and int(user) > LARGEST_ID)

    def _read(self, row: Sequence[str], line: int) -> Subscriber | None:
        """A line as a subscriber; None with all of its faults noted."""
        before = self.alike.total()
        if len(row) > len(self._header):
            self._fault(line, "", "cli-row-cells", count=str(len(row)), wanted=str(len(self._header)))
        cells = dict.fromkeys(COLUMNS, "") | {n: v.strip() for n, v in zip(self._header, row, strict=False)}
        cells["channel"] = typed(cells["channel"]).lower()
        if cells["channel"] not in self._messengers:
            words = ", ".join(self._messengers)
            self._fault(line, "channel", "cli-row-channel", value=cells["channel"], words=words)
        if not self._is_user(cells["channel"], cells["chat_id"]):
            self._fault(line, "chat_id", "cli-row-chat", value=cells["chat_id"][:40])
        language = cells["language"].lower()
        if language and language not in self._languages:
            self._fault(line, "language", "cli-row-language", value=language[:40], words=", ".join(self._languages))
        areas, kinds = self._areas(cells["area"], line), self._kinds(cells["kinds"], line)
        account = (cells["channel"], cells["chat_id"])
        if self.alike.total() == before and account in self._seen:
            self._fault(line, "chat_id", "cli-row-twice", line=str(self._seen[account]))
        if self.alike.total() > before:
            return None
        self._seen[account] = line
        return Subscriber(*account, language, areas, kinds)

    def _areas(self, text: str, line: int) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for word in _parts(text):
            areas = [word] if word == EVERYWHERE else self._areas_of(word)
            if len(areas) == 1:
                found[areas[0]] = None
            elif areas:
                self._fault(line, "area", "cli-row-area-several", value=word[:60], words=", ".join(areas))
            else:
                near = nearest(_plain(word), self._names)
                self._fault(line, "area", "cli-row-area", value=word[:60], near=near)
        return tuple(found)

    def _areas_of(self, word: str) -> list[str]:
        """The areas that bear this name, with or without a word of their kind before it."""
        name = _plain(word)
        kind, _, bare = name.replace(".", " ", 1).partition(" ")
        named = self._names.get(name)
        return named or (self._names.get(bare.strip(), []) if kind in self._kinds_of_place else [])

    def _kinds(self, text: str, line: int) -> int:
        words = list(_parts(text))
        if not words:
            return DANGERS
        if words == [NOTHING]:
            return 0
        bits = 0
        for word in words:
            if is_group(word.lower()):
                bits |= group_of(word.lower()).bit
            else:
                known = [kind.code for kind in GROUPS]
                near = nearest(word.lower(), known)
                self._fault(line, "kinds", "cli-row-kind", value=word[:40], near=near, words=", ".join(known))
        return bits

    def _fault(self, number: int, column: str, code: str, **values: str) -> None:
        self.alike[code] += 1
        if self.alike[code] <= MOST_ALIKE:
            self.faults.append(RowFault(number, column or "none", code, values))


def line_of(row: Subscriber, region: Region) -> list[str]:
    """The cells of a subscriber; read back they are the same."""
    known = _names(region)
    areas = [code if known.get(_plain(code := area.partition(":")[2])) == [area] else area for area in row.areas]
    kinds = ";".join(kind.code for kind in GROUPS if row.kinds & kind.bit) or NOTHING
    return [row.channel, row.user_id, row.language, ";".join(areas), kinds]


def _names(region: Region) -> dict[str, list[str]]:
    """Areas by what they may be called: "m:CODE", CODE, and the name in any spelling of е."""
    found: dict[str, list[str]] = {}
    for kind, items in (("m", region.municipalities), ("s", region.settlements)):
        for item in items:
            area = f"{kind}:{item.code}"
            for name in (area, item.code, item.name):
                areas = found.setdefault(_plain(name), [])
                if area not in areas:
                    areas.append(area)
    return found


def _parts(text: str) -> Iterator[str]:
    return (part for part in (one.strip() for one in text.split(";")) if part)


def _plain(text: str) -> str:
    return " ".join(folded(text).split())

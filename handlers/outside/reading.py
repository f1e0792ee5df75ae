"""A row of another system as an act: from JSON, from a table, from a form. All that is wrong is said at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from handlers.base.event import AttachmentKind
from handlers.base.message import clean
from handlers.base.programs import MADE_NAME
from handlers.base.texts import DAY_MS, Texts
from handlers.outside.act import ActKind, OutsideAct, OutsideFile, made_name
from handlers.outside.charset import is_garbled
from handlers.outside.when import read_when
from storage.addresses import AddressReach
from storage.region.region import Region
from storage.region.table_maps import SKIP, TableMap, plain_word

LONGEST_TEXT, LONGEST_NAME, LONGEST_REASON = 4_000, 128, 200
LONGEST_LINK = 2_000
LONGEST_PROMISE_MS = 366 * DAY_MS
MOST_FILES = 10
SHORT = 40
"""Characters of a wrong value that are said again."""
AS_WORDS = re.compile(r'="(.*)"', re.DOTALL)
REPORT = re.compile(r"'?(?:[№#Nn]\s*)?([1-9][0-9]{0,17})(?:[.,]0{1,6})?")
"""Spreadsheets and lists of numbers write 123 as 123.0, too."""
BETWEEN_FILES = re.compile(r"[;|\n]")
YES, NO = frozenset({"1", "true", "yes", "+"}), frozenset({"", "0", "false", "no", "-"})
ENDINGS = {
    "jpg": AttachmentKind.PHOTO, "jpeg": AttachmentKind.PHOTO, "png": AttachmentKind.PHOTO, "mp4": AttachmentKind.VIDEO,
}  # fmt: skip
"""How a file is sent by the end of its name; all others as documents."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """`column`: of storage.region.table_maps.COLUMNS. `code`: the sentence "outside-row-CODE"."""

    column: str
    code: str
    values: dict[str, str] = field(default_factory=dict)

    def say(self, texts: Texts, names: Mapping[str, str]) -> str:
        """`names`: how whoever wrote the row calls its fields."""
        return texts.label(f"outside-row-{self.code}", field=names.get(self.column, self.column), **self.values)


@dataclass(frozen=True, slots=True)
class RowRead:
    """One of three: an act, with the names of the files that it needs beside it; faults; or nothing to do ("skip")."""

    act: OutsideAct | None = None
    faults: tuple[CellFault, ...] = ()
    beside: tuple[str, ...] = ()


class RowReader:
    """Reads rows of one client. `table`: its words. `undated`: an interim answer may be without a day."""

    def __init__(self, region: Region, table: TableMap, now: int, *, undated: bool = False) -> None:
        self.region, self.map, self.now, self.undated = region, table, now, undated
        self._faults: list[CellFault] = []

    def read(self, said: Mapping[str, str]) -> RowRead:
        """`said`: values by our names. An empty one counts as absent."""
        self._faults = []
        given = {name: plain for name, text in said.items() if (plain := plain_cell(text))}
        kind = self._kind(given)
        if kind == SKIP:
            return RowRead()
        report, text = self._report(given), self._text(given.get("text", ""), kind)
        until, to = self._until(given, kind), self._office(given, kind)
        links, beside = self._files(given.get("files", ""))
        name, alone = self._name(given.get("id", "")), self._alone(given.get("to_author", ""))
        if self._faults:
            return RowRead(faults=tuple(self._faults))
        act = OutsideAct(
            self.map.client, name, report, ActKind(kind), text, until, to, links, alone, given.get("said_at", "")[:64]
        )
        return RowRead(act if name or beside else replace(act, name=made_name(act)), beside=beside)

    def _fault(self, name: str, code: str, **values: str) -> None:
        self._faults.append(CellFault(name, code, values))

    def _kind(self, given: Mapping[str, str]) -> str:
        word = given.get("kind", "")
        found = self.map.kinds.get(plain_word(word)) or (word.lower() if word.lower() in set(ActKind) else "")
        if found or (not word and self.map.kind):
            return found or self.map.kind
        self._fault("kind", "kind" if word else "empty", value=word[:SHORT])
        return ""

    def _report(self, given: Mapping[str, str]) -> int:
        word = given.get("report", "")
        found = REPORT.fullmatch(word)
        if found is None:
            self._fault("report", "report" if word else "empty", value=word[:SHORT])
        return int(found[1]) if found else 0

    def _text(self, text: str, kind: str) -> str:
        found = clean(unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()
        most = LONGEST_REASON if kind == ActKind.TRANSFERRED else LONGEST_TEXT
        if len(found) > most:
            self._fault("text", "long", most=str(most))
        elif is_garbled(found):
            self._fault("text", "garbled")
        return found

    def _until(self, given: Mapping[str, str], kind: str) -> int:
        """Any other kind than an interim answer has none."""
        text = given.get("until", "")
        if kind != ActKind.INTERIM:
            return 0
        if not text:
            if not self.undated:
                self._fault("until", "no-until")
            return 0
        at = read_when(text, self.map.dates, self.region)
        if at is None:
            self._fault("until", "until", value=text[:SHORT])
        elif at > self.now + LONGEST_PROMISE_MS:
            self._fault("until", "far")
        return at or 0

    def _office(self, given: Mapping[str, str], kind: str) -> str:
        word = given.get("organisation", "")
        if kind != ActKind.TRANSFERRED:
            return ""
        small = plain_word(word)
        named = {plain_word(name): each.code for each in self.region.organisations for name in each.names.values()}
        found = self.map.organisations.get(small) or named.get(small) or (self.region.organisation(word) and word) or ""
        if not found:
            self._fault("organisation", "office" if word else "empty", value=word[:SHORT])
        return found

    def _files(self, text: str) -> tuple[tuple[OutsideFile, ...], tuple[str, ...]]:
        """Those that stand somewhere on the web, and names of those that came beside the row."""
        names = files_of({"files": text})
        if len(names) > MOST_FILES:
            self._fault("files", "many-files", most=str(MOST_FILES))
        links = [name for name in names if name.lower().startswith(("http://", "https://"))]
        beside = tuple(dict.fromkeys(name for name in names if name not in links))
        for name in beside:
            if "/" in name or "\\" in name or name.startswith(".") or "\0" in name:
                self._fault("files", "path", value=name[:SHORT])
        for link in links:
            if len(link) > LONGEST_LINK or not link.isprintable() or AddressReach().why_not(link):
                self._fault("files", "address", value=link[:SHORT])
        return tuple(_linked(link) for link in links), beside

    def _alone(self, text: str) -> bool:
        """Whether it is for the author alone; a word that is not known is not taken for "no"."""
        word = plain_word(text)
        if word not in YES | NO:
            self._fault("to_author", "to-author", value=text[:SHORT])
        return word in YES

    def _name(self, text: str) -> str:
        if len(text) > LONGEST_NAME or not text.isprintable() or text.startswith(MADE_NAME):
            self._fault("id", "name", most=str(LONGEST_NAME))
        return text


def files_of(said: Mapping[str, str]) -> list[str]:
    """Names and addresses of the files of a row."""
    return [name.strip() for name in BETWEEN_FILES.split(plain_cell(said.get("files", ""))) if name.strip()]


def plain_cell(text: str) -> str:
    """A cell without the marks by which exports keep spreadsheets from reading 00123 as a number."""
    found = AS_WORDS.fullmatch(text.strip())
    return found[1].strip() if found else text.strip()


def with_files(act: OutsideAct, files: Sequence[OutsideFile]) -> OutsideAct:
    """The act with the files that came beside it; by then it has a name in any case."""
    whole = replace(act, files=(*act.files, *files))
    return whole if whole.name else replace(whole, name=made_name(whole))


def kind_of_file(name: str) -> AttachmentKind:
    return ENDINGS.get(name.rpartition(".")[2].lower(), AttachmentKind.DOCUMENT)


def _linked(link: str) -> OutsideFile:
    name = urlsplit(link).path.rpartition("/")[2][:60] if _is_link(link) else ""
    return OutsideFile(kind_of_file(name).value, "", link, name or "file")


def _is_link(link: str) -> bool:
    try:
        return bool(urlsplit(link).hostname)
    except ValueError:
        return False

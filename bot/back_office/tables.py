"""The watched folder of other systems (BACK_OFFICE_DIR): tables `*.csv` and lists `*.json` in a folder for each client.

A file is read when it has come to rest, and so have the files beside it that its rows name. Rows that were not taken
go to `errors/`, with their reasons, and staff are told; then the file goes to `done/`. What lies in the folder is what
is not done yet: a kill at any moment leaves a file that is read again, and no row is done twice.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.back_office.door import OutsideDoor
from bot.back_office.files import LARGEST, OutsideFiles, plain_bytes
from bot.back_office.leaving import DONE, ERRORS, Leaving, begun_in
from bot.back_office.maps import read_document
from bot.back_office.rows import Beside, RowOutcome, RowSource, carry_out, counted, read_rows
from bot.clock import Clock
from bot.delivery.shelf import StoreAwayError
from bot.folder_trouble import ANSWERS, FolderTrouble, shown_name
from bot.notices.folder import EMPTY_S, LONGEST_PAUSE_S, PAUSE_S, Sight, fitting_name, read_at_rest
from bot.watched_files import lay, move
from handlers.base.texts import Texts
from handlers.intake import Intake
from handlers.outside.act import OutsideFile
from handlers.outside.reading import RowReader, files_of
from handlers.outside.table import MAY_BE_BEGUN, MOST_BYTES, TableRead
from handlers.outside.tables import ToldTable
from storage.region.clients import ANSWER
from storage.store import StorageError

log = structlog.get_logger()

LOOK_S = 2.0
"""A file that looks the same in two looks has come to rest."""
BESIDE_S = 60.0
"""So long a table waits for files that its rows name."""
UNFINISHED_S = 30.0
"""So long it has to look the same if it looks unfinished: its last line has no end, or it cannot be read."""
ENDINGS = (".csv", ".json")


@dataclass(frozen=True, slots=True)
class Table:
    """A file that is read: where it lies, what stands in it, and the key by which it is known."""

    client: str
    folder: Path
    name: str
    data: bytes
    read: TableRead

    @property
    def source(self) -> RowSource:
        return RowSource.of(self.client, shown_name(self.name), self.data)

    @property
    def key(self) -> str:
        return self.source.key


class BackOfficeFolder:
    """Looks until cancelled. What cannot be read or moved is logged once and tried again after growing pauses."""

    def __init__(
        self, path: Path, door: OutsideDoor, intake: Intake, files: OutsideFiles, clock: Clock, texts: Texts,
        trouble: FolderTrouble | None = None,
    ) -> None:  # fmt: skip
        self.path, self.door, self.intake, self.files, self.clock = path, door, intake, files, clock
        self.texts, self.trouble = texts, trouble or FolderTrouble(ANSWERS, path, clock)
        self._seen: dict[Path, Sight] = {}
        self._pauses: dict[Path, tuple[float, float]] = {}  # not before (monotonic), how long it was
        self._complained: set[Path] = set()

    async def run(self) -> None:
        await self.trouble.beside(self.files.sweep)
        while True:
            await self.look()
            await self.clock.sleep(LOOK_S)

    async def look(self) -> None:
        """One look at every file of every client that may answer."""
        found = await self.trouble.beside(self._found)
        for gone in set(self._pauses) - {path for _, path in found}:
            self._pauses.pop(gone)
        for client_code, path in found:
            until, pause = self._pauses.get(path, (0.0, PAUSE_S / 2))
            if self.clock.monotonic() < until:
                continue
            try:
                if await self.trouble.beside(self._rests, path):
                    await self._take(client_code, path)
            except Exception as fault:  # noqa: BLE001 - one table's fault is its own: the others are taken
                if not isinstance(fault, StorageError | StoreAwayError):  # these have alarms of their own
                    self.trouble.cannot(path)
                self._complain(path, fault)
                pause = min(LONGEST_PAUSE_S, 2 * pause)
                self._pauses[path] = self.clock.monotonic() + pause, pause
            else:
                self._pauses.pop(path, None)
                self.trouble.can(path)

    def _found(self) -> list[tuple[str, Path]]:
        """The tables that are there, each with its client; what is gone is forgotten."""
        clients = [client.code for client in self.intake.shared.region.clients if ANSWER in client.may]
        found, strangers = list[tuple[str, Path]](), list[Path]()
        for code in clients:
            tables, others = self._tables(self.path / code)
            found += [(code, path) for path in tables]
            strangers += others
        self.trouble.there([*(self.path / code for code in clients), *(path for _, path in found)], strangers)
        for gone in [path for path in self._seen if not path.exists()]:
            self._seen.pop(gone)
        return found

    def _tables(self, folder: Path) -> tuple[list[Path], list[Path]]:
        """Tables, and other files: those that they name, or that nobody will ever read."""
        try:
            folder.mkdir(exist_ok=True)
            for leaving in begun_in(folder, self._complain):  # when the program ended
                self._stays(leaving.go_on())
            with os.scandir(folder) as entries:
                plain = sorted((entry.name, _is_table(entry)) for entry in entries if _is_plain(entry))
        except OSError as fault:
            self.trouble.cannot(folder)
            self._complain(folder, fault)
            return [], []
        self.trouble.can(folder)
        return [folder / name for name, is_one in plain if is_one], [folder / name for name, one in plain if not one]

    def _rests(self, path: Path) -> bool:
        """Whether the file looks as it did at the last look."""
        found, now = path.lstat(), self.clock.monotonic()
        before = self._seen.get(path)
        if before is None or (before.size, before.changed) != (found.st_size, found.st_mtime_ns):
            self._seen[path] = Sight(found.st_size, found.st_mtime_ns, now)
            return False
        return found.st_size > 0 or now - before.since >= EMPTY_S

    # -- one table --------------------------------------------------------------------------------
    async def _take(self, client: str, path: Path) -> None:
        data = await self.trouble.beside(read_at_rest, path, self._seen[path], MOST_BYTES)
        if data is None:  # it goes on changing
            self._seen.pop(path)
            return
        region = self.intake.shared.region
        read, table_map = await self.trouble.beside(read_document, region, client, path.name, data)
        table = Table(client, path.parent, path.name, data, read)
        begun = read.fault in MAY_BE_BEGUN or not read.finished
        if begun and self.clock.monotonic() - self._seen[path].since < UNFINISHED_S:
            return  # over a slow line the rest may come yet, and a row cut in two would go out so
        if table.read.fault:
            await self._unread(table)
            return
        reader = RowReader(region, table_map, self.clock.now())
        wanted = await self.trouble.beside(_wanted, table.read, reader)
        if not await self.trouble.beside(self._all_rest, table, wanted):
            return
        beside = await self.trouble.beside(self._beside, table, wanted)
        await self.files.share(file for file in beside.values() if isinstance(file, OutsideFile))
        rows = await self.trouble.beside(read_rows, table.read, reader, self.texts, beside)
        outcomes = await carry_out(rows, self.door, self.texts, table.source)
        bad = [each for each in outcomes if each.word == "refused"]
        if bad:
            await self.trouble.beside(self._write_errors, table, bad)
        taken = {name for each in outcomes if each.word != "refused" for name in files_of(each.row.said)}
        await self.trouble.beside(self._file_away, table, {name: name not in taken for name in wanted})
        self._seen.pop(path, None)
        log.info("back_office.table", client=client, file=shown_name(path.name), **counted(outcomes))

    def _all_rest(self, table: Table, wanted: Sequence[str]) -> bool:
        """Whether what the rows name lies beside the table and has come to rest, or was waited for long enough."""
        waited = self.clock.monotonic() - self._seen[table.folder / table.name].since >= BESIDE_S
        resting = True
        for name in wanted:
            try:
                resting = self._rests(table.folder / name) and resting
            except OSError:
                resting = False
        return resting or waited

    def _beside(self, table: Table, wanted: Sequence[str]) -> Beside:
        """The files by their names, kept where they wait to be stored. OSError: the disk's fault."""
        found = dict[str, OutsideFile | str]()
        for name in wanted:
            data = plain_bytes(table.folder / name)
            large = data is not None and len(data) > LARGEST
            found[name] = "no-file" if data is None else "large-file" if large else self.files.keep(name, data)
        return found

    async def _unread(self, table: Table) -> None:
        """Nothing of it can be read: it goes to `errors/` as it is, with a word beside it."""
        why = self.texts.label(f"outside-table-{table.read.fault}", **table.read.values)
        await self.door.tell(table.key, ToldTable(table.client, shown_name(table.name), why=why))
        await self.trouble.beside(self._refuse, table, why)
        self._seen.pop(table.folder / table.name, None)
        log.info("back_office.unread", client=table.client, file=shown_name(table.name), why=table.read.fault)

    # -- the disk ---------------------------------------------------------------------------------
    def _write_errors(self, table: Table, bad: Sequence[RowOutcome]) -> None:
        """The rows that were not taken, as they were, with line and reason: to be mended and laid down again."""
        label, texts = self.texts.label, dict[str, str]()
        if table.name.lower().endswith(".json"):
            texts[table.name] = "[\n{}\n]\n".format(",\n".join(each.row.cells[0] for each in bad))
            lines = (self.texts.label("outside-line", line=str(each.row.line), why=each.why) for each in bad)
            texts[f"{table.name}.txt"] = "".join(f"{line}\n" for line in lines)
        else:
            out, width = io.StringIO(), len(table.read.header)
            writer = csv.writer(out, delimiter=table.read.delimiter, lineterminator="\r\n")
            writer.writerow([*table.read.header, label("outside-column-line"), label("outside-column-why")])
            for each in bad:
                cells = [*each.row.cells[:width], *[""] * (width - len(each.row.cells))]
                writer.writerow([*cells, str(each.row.line), each.why])
            texts[table.name] = "\ufeff" + out.getvalue()
        for name, text in texts.items():
            data = text.encode()
            lay(_free(table, table.folder / ERRORS, name, data), data)

    def _refuse(self, table: Table, why: str) -> None:
        target = _free(table, table.folder / ERRORS, table.name)
        lay(target.with_name(f"{target.name}.txt"), f"{why}\n".encode())
        move(table.folder / table.name, target)

    def _file_away(self, table: Table, wanted: Mapping[str, bool]) -> None:
        """`wanted`: the files beside it, and whether only rows that were not taken name them: they lie beside these."""
        leaving = Leaving(table.folder, table.name)
        leaving.add(table.name, _free(table, table.folder / DONE, table.name))
        for name, is_bad in wanted.items():
            if (table.folder / name).is_file():
                leaving.add(name, _free(table, table.folder / (ERRORS if is_bad else DONE), name))
        self._stays(leaving.go())

    def _stays(self, files: Sequence[tuple[Path, OSError]]) -> None:
        for path, fault in files:
            self._complain(path, fault)

    def _complain(self, path: Path, fault: Exception) -> None:
        if path not in self._complained:
            self._complained.add(path)
            log.error("back_office.trouble", file=shown_name(path.name), error=type(fault).__name__)


def _wanted(table: TableRead, reader: RowReader) -> list[str]:
    """The files that rows name beside the table, each once."""
    reads = (reader.read(row.said) for row in table.rows if not row.fault)
    return list(dict.fromkeys(name for read in reads if not read.faults for name in read.beside))


def _is_table(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(ENDINGS)


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """A file that somebody laid there; not what programs put beside one that they hold open."""
    if entry.name.startswith((".", "~$")):
        return False
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False


def _free(table: Table, folder: Path, name: str, same: bytes = b"") -> Path:
    """A name there that no other file has; one that holds the `same` is this one, from before a kill."""
    folder.mkdir(exist_ok=True)
    target = folder / fitting_name(name)
    if not os.path.lexists(target) or (same and plain_bytes(target) == same):
        return target
    return target.with_name(f"{target.stem}-{table.key[:8]}{target.suffix}")

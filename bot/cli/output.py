"""What commands print: sentences of `locales/`, findings to standard output, faults to standard error."""

from __future__ import annotations

import errno
import io
import os
import socket
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.channels.names import examples, messengers
from bot.env_file import read_env
from bot.settings import SettingsFault
from handlers.base.reasons import reason
from handlers.base.texts import LOCALES, Library, Texts
from storage.copies import CopyError
from storage.plain_text import lookalikes, whole
from storage.region.faults import RegionFault
from storage.store import StorageError

FAULT = 2
"""The exit code for bad input."""

_SYSTEM = {
    "missing": (errno.ENOENT, errno.ELOOP),
    "rights": (errno.EACCES, errno.EPERM),
    "read-only": (errno.EROFS,),
    "room": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "folder": (errno.EISDIR,),
    "no-folder": (errno.ENOTDIR,),
    "exists": (errno.EEXIST,),
    "busy": (errno.EADDRINUSE, errno.EBUSY, errno.ETXTBSY),
    "name": (errno.ENAMETOOLONG, errno.EINVAL),
    "disk": (errno.EIO,),
    "files": (errno.EMFILE, errno.ENFILE),
    "address": (errno.EADDRNOTAVAIL,),
    "network": (
        errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EHOSTUNREACH, errno.ENETUNREACH,
        errno.ETIMEDOUT, errno.EPIPE,
    ),
}  # fmt: skip
"""Kinds of the system's refusals, as `system-…` says them."""


MOST_ALIKE = 20
"""So many mistakes of one kind in one file are said: a table may have a hundred thousand rows with the same."""
_MISTYPED = ("region-unknown-key", "region-unknown-column")
_MISSING = ("region-missing-key", "region-missing-column")


class ConsoleError(Exception):
    """A command cannot be carried out; `code` names the sentence that says why."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(slots=True)
class Output:
    """The console in one language."""

    texts: Texts
    library: Library

    def text(self, name: str, /, **values: object) -> str:
        return self.texts.label(name, **values)

    def say(self, name: str, /, **values: object) -> None:
        """A sentence on standard output."""
        self.line(self.text(name, **values))

    def line(self, text: str) -> None:
        print(whole(text), flush=True)

    def fault(self, text: str) -> int:
        """One line on standard error; the exit code for it."""
        print(f"otklik: {text}", file=sys.stderr, flush=True)
        return FAULT

    def faults(self, texts: Iterable[str]) -> int:
        for text in texts:
            self.fault(text)
        return FAULT

    def messengers(self) -> str:
        """The names of all that there are, with commas."""
        return ", ".join(self.text("channel-name", channel=name) for name in messengers())

    def of_settings(self, fault: SettingsFault) -> str:
        said = self.text(fault.code, **fault.values)
        return f"{fault.variable}: {said}{self._alike(fault.variable, fault.values)}"

    def of_system(self, fault: OSError) -> str:
        """What the system refused, in the console's language: its own words are in its own."""
        kind = next((kind for kind, codes in _SYSTEM.items() if fault.errno in codes), "")
        if not kind:
            kind = "network" if isinstance(fault, ConnectionError | TimeoutError | socket.gaierror) else "other"
        said = self.text(f"system-{kind}", code=errno.errorcode.get(fault.errno or 0, type(fault).__name__))
        return f"{fault.filename}: {said}" if fault.filename else said

    def of_copy(self, fault: CopyError) -> str:
        values = {name: str(value) for name, value in fault.told.items()}
        if fault.code == "no-room":
            values |= {
                "needed": str(-(-int(values["needed"]) // 1_000_000)),
                "free": str(int(values["free"]) // 1_000_000),
            }
        if fault.code == "unwritable":
            why = fault.__cause__
            values["why"] = self.of_system(OSError(why.errno, "")) if isinstance(why, OSError) else ""
        return self.text(f"copy-{fault.code}", **values)

    def reason(self, why: str) -> str:
        """A short code of a channel in words, as the admin chat says it."""
        return reason(self.texts, why.removeprefix("code-").removeprefix("http-"))

    def of_regions(self, faults: Iterable[RegionFault]) -> list[str]:
        """Each mistake in one line: a key that is missing because it is mistyped is said where it stands. Of what is
        wrong with row after row of a file the first ones are said, and how many more there are.
        """
        found = list(faults)
        meant = {_beside(f, f.values["near"]) for f in found if f.code in _MISTYPED}
        kept = [f for f in found if f.code not in _MISSING or (f.file, f.key) not in meant]
        alike = Counter((fault.file, fault.code) for fault in kept)
        told = ((fault.file, fault.code, partial(self.of_region, fault)) for fault in kept)
        return list(dict.fromkeys(self.first_alike(told, alike)))

    def first_alike(
        self, told: Iterable[tuple[str, str, Callable[[], str]]], alike: Mapping[tuple[str, str], int]
    ) -> Iterator[str]:
        """Of mistakes, each (file, code, what says its line), the first MOST_ALIKE of each kind in a file, and then how
        many more there are; `alike` counts all of a (file, code).
        """
        said = Counter[tuple[str, str]]()
        for file, code, line in told:
            said[file, code] += 1
            if said[file, code] <= MOST_ALIKE:
                yield line()
            if said[file, code] == MOST_ALIKE < alike[file, code]:
                yield f"{file}: {self.text('region-and-more', count=alike[file, code] - MOST_ALIKE)}"

    def of_region(self, fault: RegionFault) -> str:
        """file:line: key: what is wrong and how to mend it."""
        place = f"{fault.file}:{fault.line}" if fault.line else fault.file
        values = dict(fault.values)
        if number := values.get("errno"):
            values["reason"] = self.of_system(OSError(int(number), ""))
        said = self.text(fault.code, **values, examples=examples("group"))
        said += self._alike(values.get("value", ""), values)
        return f"{place}: {fault.key}: {said}" if fault.key else f"{place}: {said}"

    def _alike(self, word: str, values: Mapping[str, str]) -> str:
        """One more sentence where a word differs from what was meant by letters that look the same."""
        letters = lookalikes(word, values.get("near", ""))
        return f" {self.text('console-lookalikes', word=word, letters=letters)}" if letters else ""

    def of_storage(self, error: StorageError) -> str:
        """What the database refused, as the end of a sentence that names it."""
        return self.text(error.code, **error.values)


def _beside(fault: RegionFault, key: str) -> tuple[str, str]:
    """The file, and another key of the same table."""
    table, dot, _ = fault.key.rpartition(".")
    return fault.file, f"{table}{dot}{key}"


def take_all_letters() -> None:
    """No letter stops a command: a console that has no Cyrillic gets UTF-8, as Python itself does under LC_ALL=C, and
    what is typed there is read as that, too; one that has it shows a question mark for an arrow that it lacks.
    """
    if isinstance(sys.stdin, io.TextIOWrapper) and not _has_cyrillic(sys.stdin.encoding):
        sys.stdin.reconfigure(encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding=stream.encoding if _has_cyrillic(stream.encoding) else "utf-8", errors="replace"
            )


def _has_cyrillic(encoding: str) -> bool:
    try:
        "\N{CYRILLIC SMALL LETTER A}".encode(encoding)
    except UnicodeError:
        return False
    return True


def make_voice(environment: Mapping[str, str] = os.environ) -> Output:
    """In DEFAULT_LANGUAGE (environment or `.env`), else in LANG's language, else in Russian."""
    known = [path.name for path in LOCALES.iterdir() if path.is_dir()]
    wished = (_from_file(), environment.get("LANG", "")[:2])
    wishes = (environment.get("DEFAULT_LANGUAGE", ""), *wished, "ru")
    language = next(name for name in wishes if name in known)
    library = Library(ZoneInfo("UTC"), language)
    return Output(library.texts(language), library)


def _from_file() -> str:
    try:
        return read_env(Path(".env"), ("DEFAULT_LANGUAGE",)).values.get("DEFAULT_LANGUAGE") or ""
    except (OSError, UnicodeDecodeError):
        return ""  # reading the settings says what is wrong with it

"""How the console speaks: sentences of `locales/`, findings to standard output, faults to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot.settings import SettingsFault
from handlers.texts import LOCALES, Library, Texts
from storage.region_faults import RegionFault
from storage.store import StorageError

FAULT = 2
"""The exit code for bad input."""


class ConsoleError(Exception):
    """A command cannot be carried out; `code` names the sentence that says why."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(slots=True)
class Voice:
    """The console in one language."""

    texts: Texts
    library: Library

    def text(self, name: str, /, **values: object) -> str:
        return self.texts.label(name, **values)

    def say(self, name: str, /, **values: object) -> None:
        """A sentence on standard output."""
        self.line(self.text(name, **values))

    def line(self, text: str) -> None:
        print(text, flush=True)

    def fault(self, text: str) -> int:
        """One line on standard error; the exit code for it."""
        print(f"otklik: {text}", file=sys.stderr, flush=True)
        return FAULT

    def faults(self, texts: Iterable[str]) -> int:
        for text in texts:
            self.fault(text)
        return FAULT

    def of_settings(self, fault: SettingsFault) -> str:
        return f"{fault.variable}: {self.text(fault.code, **fault.values)}"

    def of_region(self, fault: RegionFault) -> str:
        """file:line: key: what is wrong and how to mend it."""
        place = f"{fault.file}:{fault.line}" if fault.line else fault.file
        said = self.text(fault.code, **fault.values)
        return f"{place}: {fault.key}: {said}" if fault.key else f"{place}: {said}"

    def of_storage(self, error: StorageError) -> str:
        """What the database refused, as the end of a sentence that names it."""
        return self.text(error.code, **error.values)


def make_voice(environment: Mapping[str, str] = os.environ) -> Voice:
    """In DEFAULT_LANGUAGE (environment or `.env`), else in LANG's language, else in Russian."""
    known = [path.name for path in LOCALES.iterdir() if path.is_dir()]
    wished = (_from_file(), environment.get("LANG", "")[:2])
    wishes = (environment.get("DEFAULT_LANGUAGE", ""), *wished, "ru")
    language = next(name for name in wishes if name in known)
    library = Library(ZoneInfo("UTC"), language)
    return Voice(library.texts(language), library)


def _from_file() -> str:
    try:
        return dotenv_values(".env", encoding="utf-8").get("DEFAULT_LANGUAGE") or ""
    except (OSError, UnicodeDecodeError):
        return ""  # reading the settings says what is wrong with it

"""Finds the command, runs it, and makes one line of every fault that a person can mend."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from bot.cli import (
    back_office,
    check,
    database,
    export,
    faults,
    hooks,
    init,
    lead,
    notice,
    reading,
    restore,
    service,
    subscribers,
)  # fmt: skip
from bot.cli.arguments import explain
from bot.cli.output import FAULT, ConsoleError, Output, make_voice, take_all_letters
from bot.leaving import INTERRUPTED
from bot.settings import SettingsError
from bot.start import StartFailed
from storage.copies import CopyError
from storage.region.faults import RegionError
from storage.store import StorageError


@dataclass(frozen=True, slots=True)
class Command:
    """`options` declares what may follow the name; `run` returns the exit code."""

    name: str
    run: Callable[[argparse.Namespace, Output], int]
    options: Callable[[argparse.ArgumentParser, Output], None] = lambda parser, voice: None


COMMANDS = (
    Command("run", service.run, service.run_options),
    Command("sandbox", service.sandbox, service.sandbox_options),
    Command("init", init.run, init.options),
    Command("check", check.run, check.options),
    Command("migrate", database.migrate),
    Command("notice", notice.run, notice.options),
    Command("subscribers", subscribers.run, subscribers.options),
    Command("faults", faults.run, faults.options),
    Command("lead", lead.run, lead.options),
    Command("hooks", hooks.run, hooks.options),
    Command("reading", reading.run, reading.options),
    Command("backup", database.backup, database.backup_options),
    Command("restore", restore.run, restore.options),
    Command("export", export.run, export.options),
    Command("back-office", back_office.run, back_office.options),
)


def main(argv: Sequence[str]) -> int:
    """Carry out a command line; the exit code: 0, 2 on bad input, 130 when interrupted; `run` also 1 and 3: to be
    started anew.
    """
    take_all_letters()
    voice = make_voice()
    try:
        return _ended(list(argv), voice)
    except BrokenPipeError:
        return FAULT  # whoever read our output has left; nothing more can be said


def _ended(argv: list[str], voice: Output) -> int:
    try:
        return _carry_out(argv, voice)
    except ConsoleError as error:
        return voice.fault(voice.text(error.code, **error.values))
    except SettingsError as error:
        return voice.faults(voice.of_settings(fault) for fault in error.faults)
    except RegionError as error:
        return voice.faults(voice.of_regions(error.faults))
    except StartFailed as error:
        return voice.fault(voice.text(error.code, **error.values))
    except CopyError as error:
        return voice.fault(voice.of_copy(error))
    except StorageError as error:
        return voice.fault(voice.text("cli-database", reason=voice.of_storage(error)))
    except BrokenPipeError:
        raise
    except OSError as error:
        return voice.fault(voice.of_system(error))
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        return INTERRUPTED


def _carry_out(argv: list[str], voice: Output) -> int:
    names = [command.name for command in COMMANDS]
    if argv and not argv[0].startswith("-") and argv[0] not in names:
        near = next(iter(difflib.get_close_matches(argv[0], names, 1)), "none")
        raise ConsoleError("cli-no-command", name=argv[0], near=near)
    parser = _parser(voice)
    arguments = parser.parse_args(argv)
    if not argv:
        parser.print_help()
        return 0
    run: Callable[[argparse.Namespace, Output], int] = arguments.run
    return run(arguments, voice)


def _parser(voice: Output) -> argparse.ArgumentParser:
    class Parser(argparse.ArgumentParser):
        """One line for a fault, and titles in the console's language."""

        def __init__(self, **how: object) -> None:
            super().__init__(**how, add_help=False, formatter_class=Formatter)  # type: ignore[arg-type]
            self._positionals.title = voice.text("cli-arguments")
            self._optionals.title = voice.text("cli-options")
            self.add_argument("-h", "--help", action="help", help=voice.text("cli-help"))

        def error(self, message: str) -> NoReturn:
            said = voice.text("cli-bad-arguments", reason=explain(message, voice), command=self.prog)
            self.exit(FAULT, f"otklik: {said}\n")

    class Formatter(argparse.RawDescriptionHelpFormatter):
        def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
            super().add_usage(usage, actions, groups, voice.text("cli-usage") + " ")

    parser = Parser(prog="otklik", description=voice.text("cli-about", messengers=voice.messengers()))
    commands = parser.add_subparsers(prog="otklik", metavar=voice.text("cli-command"), title=voice.text("cli-commands"))
    for command in COMMANDS:
        said = voice.text(f"cli-{command.name}")
        sub = commands.add_parser(command.name, help=said, description=said)
        command.options(sub, voice)
        sub.set_defaults(run=command.run)
    return parser

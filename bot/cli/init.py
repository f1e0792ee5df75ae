"""`init`: asks for the little that a first installation needs and writes `.env` and a region's folder."""

from __future__ import annotations

import argparse
import getpass
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.cli.init_files import Answers, SettlementRow, read_places, write_env, write_region
from bot.cli.output import ConsoleError, Output
from bot.settings import load_settings
from storage.region.load import load_region

PLACE = re.compile(r"\s*(.+?)\s*[,;]\s*(-?\d+(?:\.\d+)?)\s*[,;]\s*(-?\d+(?:\.\d+)?)\s*")
"""A typed settlement: name, latitude, longitude."""

TOKENS = ("telegram_token", "vk_token", "vk_group_id", "admin_chat")
Check = Callable[[str], str]  # the name of the sentence that says what is wrong, or ""


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    for name in ("name", "municipality", "time-zone", "phone", "settlements", *TOKENS):
        flag = name.replace("_", "-")
        parser.add_argument(f"--{flag}", metavar="…", help=voice.text(f"init-{flag}"))
    parser.add_argument("--folder", type=Path, default=Path("region"), help=voice.text("init-folder"))
    parser.add_argument("--force", action="store_true", help=voice.text("init-force"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    """Nothing is written before every question is answered; nothing is overwritten unasked."""
    env = Path(".env")
    for path in (env, arguments.folder / "region.toml"):
        if path.exists() and not arguments.force:
            _may_overwrite(path, voice)
    answers = _ask_all(arguments, voice)
    write_region(arguments.folder, answers, voice.library)
    write_env(env, arguments.folder, answers, voice.texts.language)
    load_region(arguments.folder)
    load_settings(env)
    voice.say("init-done", folder=str(arguments.folder))
    if os.name != "nt" and os.geteuid() == 0:
        voice.say("init-owner")
    return 0


def _may_overwrite(path: Path, voice: Output) -> None:
    answer = _line(voice.text("init-overwrite", path=str(path))) if sys.stdin.isatty() else ""
    if (answer or "").lower() not in voice.text("cli-yes-words").split(", "):
        raise ConsoleError("init-exists", path=str(path))


def _ask_all(arguments: argparse.Namespace, voice: Output) -> Answers:
    def ask(name: str, check: Check = lambda text: "", default: str | None = None) -> str:
        given = getattr(arguments, name)
        return _ask(name.replace("_", "-"), given, check, voice, default)

    name = ask("name")
    answers = Answers(
        name=name,
        municipality=ask("municipality", default=name),
        time_zone=ask("time_zone", _bad_zone),
        phone=ask("phone", _bad_phone),
        places=_ask_places(arguments.settlements, voice),
    )
    for key in TOKENS:
        if key == "vk_group_id" and "VK_TOKEN" not in answers.settings:
            continue
        default = None if key == "vk_group_id" else ""
        if value := ask(key, _bad_setting(key), default=default):
            answers.settings[key.upper()] = value
    return answers


def _ask(name: str, given: str | None, check: Check, voice: Output, default: str | None) -> str:
    """The flag's value, or what is typed; asked again until it is good."""
    if given is not None:
        if wrong := (check(given) if given else ("init-needed" if default is None else "")):
            raise ConsoleError("init-bad-flag", flag=f"--{name}", reason=voice.text(wrong, value=given))
        return given.strip()
    while True:
        typed = _line(voice.text(f"init-{name}") + (f" [{default}]" if default else ""), secret="token" in name)
        if typed is None and default is None:
            raise ConsoleError("init-missing", flag=f"--{name}")
        if not typed and default is not None:
            return default
        wrong = check(typed or "") if typed else "init-needed"
        if not wrong:
            return typed or ""
        voice.fault(voice.text(wrong, value=typed or ""))


def _line(question: str, *, secret: bool = False) -> str | None:
    """A typed line; None at the end of the input. Tokens are not shown while they are typed."""
    try:
        if secret and sys.stdin.isatty():
            return getpass.getpass(question + ": ").strip()
        return input(question + ": ").strip()
    except EOFError:
        print()
        return None


def _ask_places(given: str | None, voice: Output) -> list[SettlementRow]:
    if given is not None:
        return read_places(Path(given))
    voice.say("init-settlements-how")
    places = list(_typed_places(voice))
    if not places:
        raise ConsoleError("init-missing", flag="--settlements")
    return places


def _typed_places(voice: Output) -> Iterator[SettlementRow]:
    while line := _line(voice.text("init-settlement")):
        found = PLACE.fullmatch(line)
        place = SettlementRow(found[1], float(found[2]), float(found[3])) if found else None
        if place is not None and place.good:
            yield place
        elif line.lower().endswith(".csv"):
            yield from read_places(Path(line))
        else:
            voice.fault(voice.text("init-bad-settlement", value=line))


def _bad_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "init-bad-zone"
    return ""


def _bad_phone(text: str) -> str:
    return "" if any(c.isdigit() for c in text) else "init-bad-phone"


def _bad_setting(name: str) -> Check:
    shapes = {
        "telegram_token": ("settings-bad-telegram-token", r"\d{3,20}:[\w-]{10,100}"),
        "vk_token": ("settings-bad-vk-token", r"[\w.-]{10,400}"),
        "vk_group_id": ("settings-bad-vk-group", r"\d{1,15}"),
        "admin_chat": ("settings-bad-chat", r"telegram:-\d{1,18}|vk:2\d{9}"),
    }
    code, shape = shapes[name]
    return lambda text: "" if re.fullmatch(shape, text) else code

"""`init`: asks for the little that a first installation needs and writes `.env` and a region's folder."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from bot.channels.describe import Description, InitQuestion
from bot.channels.names import described, known, messengers
from bot.cli.init_answerers import NamedOrganisation, ask_answerers, read_answerers
from bot.cli.init_files import WRITTEN, Answers, SettlementRow, read_places, write_env, write_region
from bot.cli.init_questions import Check, Questions, said
from bot.cli.output import ConsoleError, Output
from bot.settings import load_settings
from storage.region.faults import RegionError
from storage.region.polygons import FILE as POLYGONS

PLACE = re.compile(r"\s*(.+?)\s*[,; ]\s*(-?\d+(?:[.,]\d+)?)\s*[,; ]\s*(-?\d+(?:[.,]\d+)?)\s*")
"""A typed settlement: name, latitude, longitude."""

CASES = ("name_in", "name_whole")
SETTLEMENTS = "settlements"


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    tokens = [f"{about.name}_{question.field}" for about, question in _of_messengers()]
    asked = ("name", "municipality", "time-zone", "phone", "settlements", *tokens, "admin_chat", "centre", *CASES,
             "organisations")  # fmt: skip
    for name in asked:
        flag = name.replace("_", "-")
        parser.add_argument(f"--{flag}", metavar="…", help=said(voice, f"init-{flag}"))
    parser.add_argument("--folder", type=Path, default=Path("region"), help=voice.text("init-folder"))
    parser.add_argument("--force", action="store_true", help=voice.text("init-force"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    """Nothing is written before every question is answered; nothing is overwritten unasked. Broken off, it keeps what
    was answered for the next time.
    """
    env = Path(".env")
    questions = Questions(voice)
    for path in (env, arguments.folder / "region.toml"):
        if path.exists() and not arguments.force:
            _may_overwrite(path, questions)
    questions.recall()
    try:
        answers = _ask_all(arguments, questions)
        write_region(arguments.folder, answers, voice.library)
    except (KeyboardInterrupt, ConsoleError, RegionError, OSError):
        questions.keep()
        raise
    write_env(env, arguments.folder, answers, voice.texts.language)
    load_settings(env)
    questions.done()
    _tell(arguments.folder, answers, voice)
    return 0


def _tell(folder: Path, answers: Answers, voice: Output) -> None:
    """What was written, what is in which file, and what to do next."""
    greeting = voice.texts.label("init-legal-greeting", centre=answers.centre)
    voice.say("init-greets", greeting=greeting)
    voice.say("init-files", folder=str(folder))
    for name in (*WRITTEN, POLYGONS):
        voice.line(f"  {name:<24}{voice.text('init-file-' + name.replace('.', '-'))}")
    voice.say("init-done", folder=str(folder))
    if os.name != "nt" and os.geteuid() == 0:
        voice.say("init-owner")


def _may_overwrite(path: Path, questions: Questions) -> None:
    voice = questions.voice
    answer = questions.line(voice.text("init-overwrite", path=str(path))) if sys.stdin.isatty() else ""
    if (answer or "").lower() not in voice.text("cli-yes-words").split(", "):
        raise ConsoleError("init-exists", path=str(path))


def _ask_all(arguments: argparse.Namespace, questions: Questions) -> Answers:
    def ask(name: str, check: Check = lambda text: "", default: str | None = None) -> str:
        return questions.ask(name.replace("_", "-"), getattr(arguments, name), check, default)

    name = ask("name")
    if own_centre(name, questions.voice) == name:
        questions.voice.say("init-centre-instead")
    answers = Answers(
        name=name,
        centre=own_centre(name, questions.voice),
        municipality=ask("municipality", default=name),
        time_zone=ask("time_zone", _bad_zone),
        phone=ask("phone", _bad_phone),
        places=_ask_places(arguments.settlements, questions),
    )
    for about, question in _of_messengers():
        key = f"{about.name}_{question.field}"
        if question.needs and f"{about.name}_{question.needs}".upper() not in answers.settings:
            continue
        if value := ask(key, partial(_bad_value, about, question.field), default=None if question.needs else ""):
            answers.settings[key.upper()] = value
    if chat := ask("admin_chat", _bad_chat, default=""):
        answers.settings["ADMIN_CHAT"] = chat
    answers.centre = ask("centre", default=answers.centre)
    answers.cases = {key: said for key in CASES if (said := ask(key, default=""))}
    answers.answerers = _ask_answerers(arguments.organisations, questions)
    return answers


def own_centre(name: str, voice: Output) -> str:
    """What the centre of a region is called until somebody says it; a name that is a centre's own is said once."""
    words = voice.text("init-centre-words").split(", ")
    if any(word.startswith(tuple(words)) for word in re.findall(r"\w+", name.lower())):
        return name
    return voice.text("init-own-centre", name=name)


def _ask_answerers(given: str | None, questions: Questions) -> list[NamedOrganisation]:
    return ask_answerers(questions) if given is None else read_answerers(Path(given))


def _ask_places(given: str | None, questions: Questions) -> list[SettlementRow]:
    if given is not None:
        return read_places(Path(given))
    questions.voice.say("init-settlements-how")
    places = list(_typed_places(questions))
    if not places:
        raise ConsoleError("init-missing", flag="--settlements")
    return places


def _typed_places(questions: Questions) -> Iterator[SettlementRow]:
    """Those of an earlier time first; a line that says nothing is asked again."""
    voice = questions.voice
    kept = questions.earlier.get(SETTLEMENTS, "").splitlines()
    if kept:
        voice.say("init-settlements-kept", places="; ".join(kept))
    good = list(kept)
    for line in chain(kept, iter(lambda: questions.line(voice.text("init-settlement")) or "", "")):
        try:
            found = _places_of(line)
        except (ConsoleError, OSError) as fault:
            voice.fault(
                voice.text(fault.code, **fault.values) if isinstance(fault, ConsoleError) else voice.of_system(fault)
            )
            continue
        if line not in good:
            good.append(line)
            questions.typed[SETTLEMENTS] = "\n".join(good)
        yield from found


def _places_of(line: str) -> list[SettlementRow]:
    """A typed settlement, or those of the table that is named. ConsoleError or OSError for neither."""
    if line.lower().endswith(".csv"):
        return read_places(Path(line))
    found = PLACE.fullmatch(line)
    if found is None:
        raise ConsoleError("init-bad-settlement", value=line)
    lat, lon = (float(number.replace(",", ".")) for number in found.groups()[1:])
    place = SettlementRow(found[1], lat, lon)
    if not place.good:
        raise ConsoleError("init-bad-settlement", value=line)
    return [place]


def _bad_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "init-bad-zone"
    return ""


def _bad_phone(text: str) -> str:
    return "" if any(c.isdigit() for c in text) else "init-bad-phone"


def _of_messengers() -> Iterator[tuple[Description, InitQuestion]]:
    for about in known():
        for question in about.init:
            yield about, question


def _bad_value(about: Description, field: str, text: str) -> str:
    try:
        about.settings.model_validate({field: text})
    except ValidationError as error:
        return str(error.errors()[0].get("ctx", {}).get("code", "settings-not-a-number"))
    return ""


def _bad_chat(text: str) -> str:
    messenger, _, chat = text.partition(":")
    fits = messenger in messengers() and described(messenger).is_group(chat)
    return "" if fits else "settings-bad-chat"

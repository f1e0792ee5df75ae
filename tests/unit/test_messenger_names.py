"""A messenger is known by what it says of itself: no name of one stands outside its folder, its emulator, its texts.

A name that is also a word of Python ("max") is looked for only where it can mean the messenger: as a whole string, as
the beginning of an address, and in imports.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.channels.names import messengers
from handlers.base.texts import LOCALES, Library

HOME = Path(__file__).resolve().parents[2]
KINDS = {".py", ".sql", ".js", ".css", ".html", ".json"}


def own(path: Path, name: str) -> bool:
    """Whether a file is this messenger's: of its folder, its emulator, or its texts."""
    folder = Path("bot/channels") / name
    emulator = path.is_relative_to("bot/sandbox") and re.match(rf"{name}[_.]", path.name) is not None
    texts = path.is_relative_to("locales") and path.name in (f"messenger-{name}.ftl", f"check-{name}.ftl")
    return path.is_relative_to(folder) or emulator or texts


def code() -> Iterator[Path]:
    for floor in ("bot", "handlers", "storage"):
        for path in sorted((HOME / floor).rglob("*")):
            if path.suffix in KINDS and not {"migrations", "models", "specs"}.intersection(path.parts):
                yield path.relative_to(HOME)


def pattern(name: str) -> re.Pattern[str]:
    if hasattr(builtins, name):
        return re.compile(rf"(?<!get\()[\"']{name}[\"':]|channels\.{name}\b|sandbox\.{name}_")
    return re.compile(rf"(?<![a-z]){name}(?![a-z])", re.IGNORECASE)


@pytest.mark.parametrize("name", messengers())
def test_no_code_names_a_messenger(name: str) -> None:
    found = pattern(name)
    named = [
        f"{path}:{number}: {line.strip()}"
        for path in code()
        if not own(path, name)
        for number, line in enumerate((HOME / path).read_text(encoding="utf-8").splitlines(), 1)
        if found.search(line)
    ]
    assert named == []


@pytest.mark.parametrize("language", sorted(path.name for path in LOCALES.iterdir()))
@pytest.mark.parametrize("name", messengers())
def test_no_sentence_names_a_messenger_but_its_own(name: str, language: str) -> None:
    said = Library(ZoneInfo("UTC")).texts(language).label(f"messenger-{name}")
    words = re.compile(rf"(?<!\w)({re.escape(said)}|\[{name}\]|{name}:)(?!\w)")
    named = [
        f"{path.name}:{number}: {line.strip()}"
        for path in sorted((LOCALES / language).glob("*.ftl"))
        if not own(path.relative_to(HOME), name)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]
    assert named == []


def lists_of_messengers(text: str) -> list[int]:
    """Lines with a list of nothing but messengers, each once, by name. What is compared with one, or taken apart, may
    say which; so may the default of a function, which is one house among others.
    """
    tree = ast.parse(text)
    names, meant = set(messengers()), set[ast.AST]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            meant.update(ast.walk(node))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            meant.add(node.value)
        elif isinstance(node, ast.arguments):
            meant.update(node.defaults, filter(None, node.kw_defaults))
    lists = (n for n in ast.walk(tree) if isinstance(n, ast.List | ast.Tuple | ast.Set) and n not in meant)
    return [
        each.lineno
        for each in lists
        if len(found := [one.value for one in each.elts if isinstance(one, ast.Constant)]) == len(each.elts) > 1
        and len(set(found)) == len(found)
        and names.issuperset(found)
    ]


def test_no_test_lists_messengers() -> None:
    """It takes those that there are (`messengers`, or `in_turn` and `in_two` of tests/world/turns.py), so that the
    next one is in it.
    """
    several = re.compile(rf"[\"']({'|'.join(messengers())})[\"'],\s*[\"']")
    named = [
        f"{path.relative_to(HOME)}:{number}"
        for path in sorted((HOME / "tests").rglob("*.py"))
        if several.search(text := path.read_text(encoding="utf-8"))
        for number in lists_of_messengers(text)
    ]
    assert named == []


@pytest.mark.parametrize("line", [
    '@fixture(params=["telegram", "vk"])', 'for name in ("telegram", "max"): ...', 'MANY = ["vk", "max"]',
])  # fmt: skip
def test_a_list_of_messengers_is_found(line: str) -> None:
    assert lists_of_messengers(line + "\ndef f(): ..." * line.startswith("@")) == [1]


@pytest.mark.parametrize(("name", "line"), [
    ("telegram", 'STAFF = ("telegram", "vk")'), ("vk", "# VK shows six rows"), ("vk", "settings.vk_token"),
    ("max", 'CHANNELS = ("max",)'), ("max", "from bot.channels.max.make import make"), ("max", 'chat = "max:-7"'),
])  # fmt: skip
def test_a_name_is_found_however_it_stands(name: str, line: str) -> None:
    assert pattern(name).search(line)


@pytest.mark.parametrize("line", ["longest = max(lengths)", 'KEEP = "max-age=15"', "SELECT MAX(id) FROM report"])
def test_a_word_of_the_language_is_no_messenger(line: str) -> None:
    assert not pattern("max").search(line)

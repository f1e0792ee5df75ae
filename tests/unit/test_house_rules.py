"""The rules of the house that a machine can hold: imports go down, sentences stand in locales, files stay small."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from handlers.base.event import AttachmentKind, Membership
from handlers.notices.family import NoticeLink
from handlers.reports.status import LineKind, Status
from handlers.reports.words import DraftScreen
from storage.records import Delivery
from tests.persons.conftest import WORDS

HOME = Path(__file__).resolve().parents[2]
FLOORS = ("storage", "handlers", "bot")
CYRILLIC = re.compile("[А-Яа-яЁё]{2}")
STANDARDS = ("октмо",)
"""Names of codes that other systems read; they are the same in every language."""
LIBRARIES = {
    "aiogram": "bot/channels/telegram",
    "vk_api": "bot/channels/vk",
    "signxml": "handlers/cap",
    "lxml": "handlers/cap",
    "cryptography": "handlers/cap",
    "asyncpg": "storage",
    "aiosqlite": "storage",
}

COMMON = {
    "handlers.base", "handlers.reports", "handlers.notices", "handlers.places", "handlers.reading", "handlers.cases",
}  # fmt: skip
"""What a person's folder may import of other folders."""
MAY_KNOW = {
    "handlers.base": set[str](),
    "handlers.cap": set[str](),
    "handlers.places": set[str](),
    "handlers.reports": {"handlers.base", "handlers.places", "handlers.reading"},
    "handlers.notices": {"handlers.base", "handlers.places", "handlers.reading"},
    "handlers.reading": {"handlers.base", "handlers.places"},
    "handlers.cases": COMMON - {"handlers.cases"},
    "handlers.alerts": COMMON | {"handlers.cap"},
    "handlers.open311": {"handlers.base", "handlers.places", "handlers.reports"},
    "handlers.webhooks": {"handlers.base", "handlers.reports", "handlers.notices", "handlers.open311"},
    # Another system is an operator who does not sit in the chat: what he does are the operators' own functions.
    "handlers.outside": COMMON | {"handlers.operator"},
}


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((HOME / folder).rglob("*.py"))


@cache
def trees() -> dict[Path, ast.Module]:
    """Every module of the three floors, read once."""
    return {path: ast.parse(path.read_text()) for path in sources(*FLOORS)}


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """All of a module: a dozen rules look at each, and walking there takes longer than looking."""
    return tuple(ast.walk(tree))


def imports(tree: ast.AST) -> Iterator[str]:
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def name(path: Path) -> str:
    return str(path.relative_to(HOME))


def test_imports_go_down_only() -> None:
    wrong = []
    for path, tree in trees().items():
        above = FLOORS[FLOORS.index(path.relative_to(HOME).parts[0]) + 1 :]
        wrong += [f"{name(path)}: {i}" for i in imports(tree) if i.split(".")[0] in above]
    assert wrong == []


def test_the_folders_of_persons_do_not_know_one_another() -> None:
    wrong = set()
    for path, tree in trees().items():
        folder = ".".join(path.relative_to(HOME).parts[:2])
        if folder.startswith("handlers.") and not folder.endswith(".py"):
            found = {".".join(i.split(".")[:2]) for i in imports(tree) if i.startswith("handlers.")} - {folder}
            wrong |= {f"{name(path)}: {other}" for other in found if other not in MAY_KNOW.get(folder, COMMON)}
    assert sorted(wrong) == []


def test_what_officers_do_is_known_in_one_direction() -> None:
    """Composing and deciding do not know each other nor what runs; running knows how it was decided."""
    parts = {"handlers.officer.compose": set[str](), "handlers.officer.decide": set[str](),
             "handlers.officer.run": {"handlers.officer.decide"}}  # fmt: skip
    wrong = []
    for path, tree in trees().items():
        mine = ".".join(path.relative_to(HOME).parts[:3])
        if mine in parts:
            known = {".".join(i.split(".")[:3]) for i in imports(tree)} & set(parts) - {mine}
            wrong += [f"{name(path)}: {other}" for other in known - parts[mine]]
    assert sorted(wrong) == []


@pytest.mark.parametrize("first", ["handlers.notices.moves", "handlers.alerts", "handlers.officer", "bot.cli.entry"])
def test_whichever_module_is_imported_first_the_rest_follows(first: str) -> None:
    done = subprocess.run([sys.executable, "-c", f"import {first}"], cwd=HOME, capture_output=True, timeout=200)
    assert done.stderr.decode() == ""


def test_each_library_stays_in_its_folder() -> None:
    wrong = []
    for path, tree in trees().items():
        found = {i.split(".")[0] for i in imports(tree)} & set(LIBRARIES)
        wrong += [f"{name(path)}: {lib}" for lib in found if not name(path).startswith(LIBRARIES[lib])]
    assert wrong == []


def test_no_sentence_stands_in_code() -> None:
    said = {name(path): sentences(tree) for path, tree in trees().items() if "sandbox" not in path.parts}
    assert {path: found for path, found in said.items() if found} == {}


def sentences(tree: ast.AST) -> list[str]:
    """Strings with Russian words in them that are neither docstrings nor notes."""
    docs = {
        node.body[0].value
        for node in nodes(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = [n for n in nodes(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and n not in docs]
    notes = {n.value for n in nodes(tree) if isinstance(n, ast.Expr)}
    said = [str(n.value) for n in strings if n not in notes and CYRILLIC.search(str(n.value))]
    return [text for text in said if text.lower() not in STANDARDS]


def test_files_fit_in_the_head_and_functions_on_a_screen() -> None:
    long = []
    for path, tree in trees().items():
        if (lines := path.read_text().count("\n")) > 350:
            long.append(f"{name(path)}: {lines} lines")
        long += [
            f"{name(path)}: {node.name}"
            for node in nodes(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno > 50
        ]
    assert long == []


def test_handlers_never_await() -> None:
    """Only the intake, its batch and what it asks before that may: everything else is a plain function of a turn."""
    wrong = [
        name(path)
        for path, tree in trees().items()
        if path.is_relative_to(HOME / "handlers")
        and path.name not in ("intake.py", "batch.py", "loading.py", "standing.py")
        and any(isinstance(n, ast.Await | ast.AsyncFunctionDef) for n in nodes(tree))
    ]
    assert wrong == []


def test_no_wait_swallows_a_cancellation() -> None:
    """`asyncio.wait_for` may, before Python 3.12: bot.waiting says why a program would then never stop."""
    wrong = [name(path) for path in trees() if "wait_for(" in path.read_text()]
    assert wrong == []


def test_a_class_name_stands_once() -> None:
    """Whoever looks for a name finds the one thing that bears it."""
    found: dict[str, list[str]] = {}
    for path, tree in trees().items():
        for node in nodes(tree):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(name(path))
    assert {known: places for known, places in found.items() if len(places) > 1} == {}


def test_what_a_dialogue_remembers_is_never_spelled() -> None:
    """Its data is read and written by members of an enumeration: with two spellings an answer is lost."""
    wrong = [
        f"{name(path)}:{key.lineno}"
        for path, tree in trees().items()
        if path.is_relative_to(HOME / "handlers")
        for node in nodes(tree)
        for key in keys_of_dialogue(node)
        if not isinstance(key, ast.Attribute)
    ]
    assert wrong == []


def test_what_several_places_know_by_a_word_is_never_spelled() -> None:
    """One word may be a status, the kind of a line and more: with the member of an enumeration it is plain which."""
    words = {*LineKind, *Status, *AttachmentKind, *Delivery, *NoticeLink, *DraftScreen, *Membership}
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path, tree in trees().items()
        if not path.is_relative_to(HOME / "bot" / "sandbox") and not path.is_relative_to(HOME / "storage")
        for node in nodes(tree)
        if isinstance(node, ast.Compare)
        and re.search(r"\.(kind|status|delivery|link|showing|member)$", ast.unparse(node.left))
        for with_what in node.comparators
        for word in (with_what.elts if isinstance(with_what, ast.Tuple | ast.Set) else [with_what])
        if isinstance(word, ast.Constant) and word.value in words
    ]
    assert wrong == []


def keys_of_dialogue(node: ast.AST) -> list[ast.expr]:
    """What stands for a key of `turn.data`: where it is read, changed or made, and in `turn.step`, which makes it."""

    def of(holder: ast.expr, what: str = "turn.data") -> bool:
        return ast.unparse(holder) == what

    match node:
        case ast.Subscript(value=holder, slice=key) if of(holder):
            return [key]
        case ast.Compare(left=key, comparators=[holder]) if of(holder):
            return [key]
        case ast.Call(func=ast.Attribute(value=holder, attr="get" | "pop"), args=[key, *_]) if of(holder):
            return [key]
        case ast.Call(func=holder, keywords=keywords) if of(holder, "turn.step") or asks(node):
            spelled: list[ast.expr] = [ast.copy_location(ast.Constant(one.arg), one) for one in keywords if one.arg]
            return spelled + [key for one in keywords if not one.arg for key in outer_keys(one.value)]
        case ast.Assign(targets=[holder], value=ast.Dict(keys=keys)) if of(holder):
            return [key for key in keys if key]
        case ast.AugAssign(target=holder, value=ast.Dict(keys=keys)) if of(holder):
            return [key for key in keys if key]
    return []


def outer_keys(node: ast.AST) -> list[ast.expr]:
    """The keys of the dictionaries in it, but not of those that are values of another."""
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if key]
    return [key for child in ast.iter_child_nodes(node) for key in outer_keys(child)]


def asks(node: ast.Call) -> bool:
    """Whether it is `handlers.subscriber.common.ask`, which takes more values for its step."""
    return ast.unparse(node.func) == "ask" and any("QuestionStep." in ast.unparse(value) for value in node.args)


def test_nothing_refers_to_documents_that_are_not_here() -> None:
    wrong = [name(path) for path in trees() if re.search(r"\bdesign\.md|\bfacts/\w+\.md", path.read_text())]
    assert wrong == []


NAMED = re.compile(r"(?<![\w./])(?:bot|handlers|storage)(?:\.[A-Za-z_]\w*)+")
FILE_NAMED = re.compile(r"(?<![\w/])(?:bot|handlers|storage|tests|docs)/[\w./-]+\.(?:py|sql|md|toml)")


def notes(tree: ast.Module, text: str) -> Iterator[str]:
    """Docstrings, texts below a constant, and comments."""
    yield from (n.value.value for n in nodes(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
                and isinstance(n.value.value, str))  # fmt: skip
    yield from re.findall(r"(?:^|\s)#\s.*", text)


def is_there(dotted: str) -> bool:
    """Whether it is a module or a folder of ours, or something in one."""
    parts = dotted.split(".")
    for size in range(len(parts), 0, -1):
        module, inner = HOME.joinpath(*parts[:size]), parts[size:]
        found = next((file for file in (module.with_suffix(".py"), module / "__init__.py") if file.exists()), None)
        if found is not None:
            return all(re.search(rf"\b{each}\b", found.read_text()) for each in inner[:2])
    return HOME.joinpath(*parts).is_dir()


def test_what_comments_refer_to_is_there() -> None:
    said = [(path, note) for path, tree in trees().items() for note in notes(tree, path.read_text())]
    said += [(path, path.read_text()) for path in sorted((HOME / "storage" / "sql").glob("*.sql"))]
    lost = [f"{name(path)}: {found}" for path, note in said for found in NAMED.findall(note) if not is_there(found)]
    lost += [
        f"{name(path)}: {found}"
        for path, note in said
        for found in FILE_NAMED.findall(note)
        if not (HOME / found).exists() and "NNNN" not in found
    ]
    assert lost == []


def test_scripts_that_are_played_once_are_there() -> None:
    assert [name for name in WORDS if not (HOME / f"tests/persons/test_{name}.py").is_file()] == []

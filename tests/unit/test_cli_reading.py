"""`otklik reading`: what was learned, in a table; what is used, chosen and taken back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.cli import main
from bot.learning.choice import LAST, USE, LastNight, Night, note, read_choice
from bot.learning.versions import Versions
from storage.open import make_store
from storage.store import Store
from tests.unit.console import bare_folder
from tests.unit.learning.made import AT, file_of

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare_folder(monkeypatch, tmp_path)


async def opened() -> Store:
    store = make_store("sqlite:///data/otklik.db")
    await store.open()
    await store.migrate()
    return store


def noted(name: str = "", value: str = "") -> int | None:
    """Write a setting, if one is named; the version that is chosen."""

    async def work() -> int | None:
        store = await opened()
        if name:
            await note(store, name, value)
        choice = await read_choice(store)
        await store.close()
        return choice.number

    return asyncio.run(work())


@pytest.fixture
def versions() -> Versions:
    noted()
    made = Versions(Path("data/reading"))
    made.write(1, file_of("noise", 12))
    made.write(2, file_of("trade", 15))
    return made


def said(capsys: Output, *arguments: str, code: int = 0) -> str:
    assert main(["reading", *arguments]) == code
    found = capsys.readouterr()
    return found.err if code else found.out


def test_before_anything_was_learned_the_list_says_so(capsys: Output) -> None:
    noted()
    assert said(capsys, "list") == "What came with the program guesses the topics.\n"


def test_the_list_shows_each_version_with_its_figures_and_which_is_used(capsys: Output, versions: Versions) -> None:
    versions.write(3, b"damaged")
    versions.write(4, file_of("land", learned_from="of an earlier program"))
    noted(USE, "1")
    lines = [" ".join(line.split()) for line in said(capsys, "list").splitlines()]
    assert lines[0] == "Version 1 guesses the topics."
    assert "chosen by hand" in lines[1]
    at = "2025-11-24 16:00 UTC"
    assert lines[3:] == [
        f"4 {at} 60 0 → 12 of 40 89.0% → 89.0% of another version of the program",
        "3 the file is damaged",
        f"2 {at} 60 0 → 15 of 40 89.0% → 89.0% may be used",
        f"1 {at} 60 0 → 12 of 40 89.0% → 89.0% in use",
    ]


@pytest.mark.parametrize(
    ("night", "words"),
    [
        (LastNight(AT, Night.BETTER, 60, 15, 3), "version 3 was written"),
        (LastNight(AT, Night.SAME, 61, 15), "of 61 corrections nothing more was right"),
        (LastNight(AT, Night.BREAKS, 62, 15), "as much was spoilt"),
        (LastNight(AT, Night.FORGETS, 63, 15), "ordinary sentences are read worse"),
        (LastNight(AT, Night.FEW, 1_204, 2), "few corrections yet: 1204"),
        (LastNight(AT, Night.CHOSEN), "nothing was learned"),
        (LastNight(AT, Night.FAILED), "reading.not_learned"),
    ],
)
def test_the_list_says_what_came_of_the_last_night(capsys: Output, night: LastNight, words: str) -> None:
    noted(LAST, night.dump())
    line = said(capsys, "list").splitlines()[1]
    assert line.startswith("The last night (2025-11-24 16:00 UTC): ")
    assert words in line.replace("\N{NO-BREAK SPACE}", "").replace(",", "")


def test_a_version_is_chosen_and_taken_back(capsys: Output, versions: Versions) -> None:
    assert "Version 1 will guess the topics" in said(capsys, "use", "1")
    assert noted() == 1
    assert "takes this up by itself" in said(capsys, "reset")
    assert noted() == 0
    assert said(capsys, "list").startswith("What came with the program guesses the topics.")
    said(capsys, "use", "newest")
    assert noted() is None
    assert said(capsys, "list").startswith("Version 2 guesses the topics.")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["use"], "not said which version"),
        (["use", "7"], 'no version "7". There are: 1, 2, 3, 4'),
        (["use", "0"], "There are: 1"),
        (["use", "²"], "There are: 1"),
        (["use", "latest"], "There are: 1"),
        (["use", "3"], "damaged"),
        (["use", "4"], "another version of the program"),
        (["list", "1"], "takes no version"),
        (["reset", "1"], "takes no version"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(
    capsys: Output, versions: Versions, arguments: list[str], words: str
) -> None:
    versions.write(3, b"damaged")
    versions.write(4, file_of("land", learned_from="of an earlier program"))
    error = said(capsys, *arguments, code=2)
    assert words in error
    assert error.count("\n") == 1
    assert noted() is None


def test_what_should_be_used_and_cannot_is_a_fault_of_the_list(capsys: Output, versions: Versions) -> None:
    versions.path(2).write_bytes(b"damaged")
    assert "try to learn a new version at night" in said(capsys, "list", code=2)
    noted(USE, "2")
    chosen = said(capsys, "list", code=2)
    assert "the chosen version 2 is damaged" in chosen
    assert "at night" not in chosen, "nothing is learned while a version is chosen"
    noted(USE, "9")
    assert "chosen version 9 is not here" in said(capsys, "list", code=2)


def test_that_learning_is_forbidden_is_said(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    noted()
    monkeypatch.setenv("LEARN_TOPICS", "false")
    assert "LEARN_TOPICS" in said(capsys, "list")


def test_without_a_database_nothing_is_made(capsys: Output) -> None:
    assert "data/otklik.db" in said(capsys, "reset", code=2)
    assert not Path("data").exists()

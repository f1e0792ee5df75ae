"""The list of small changes still fits the program: what is not there any more would be killed by nobody."""

from __future__ import annotations

from tests.mutants import HOME, MUTANTS


def test_each_change_has_one_place_and_tests_that_are_there() -> None:
    wrong = [m.what for m in MUTANTS if (HOME / m.file).read_text(encoding="utf-8").count(m.old) != 1]
    named = [(m.what, word) for m in MUTANTS for word in m.tests.split() if word.startswith("tests/")]
    lost = [(what, path) for what, path in named if not (HOME / path.partition("::")[0]).exists()]
    assert (wrong, lost) == ([], [])

"""The labelled pairs: how they were divided, and that what is promised holds on the half that nothing was tuned on."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.case_pairs import (
    FIFTH,
    FIFTH_KEPT,
    FOURTH,
    FOURTH_KEPT,
    SECOND,
    SEVENTH,
    SIXTH,
    SIXTH_KEPT,
    THIRD,
    THIRD_KEPT,
    Pair,
    PairsAtFault,
    is_kept,
    pairs,
)
from training.case_readers import GOALS, CaseReaders


def test_there_are_four_hundred_half_of_one_trouble_and_no_scene_is_in_both_halves() -> None:
    found = pairs()
    assert (len(found), sum(pair.same for pair in found)) == (400, 200)
    kept = {pair.scene for pair in found if pair.kept}
    assert all(is_kept(scene) for scene in kept)
    assert not kept & {pair.scene for pair in found if not pair.kept}
    assert 160 <= sum(pair.kept for pair in found) <= 240
    assert all(pair.one != pair.other for pair in found)


def test_a_line_that_is_nothing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "pairs.txt"
    file.write_text("= one\nA яма\nчто-то\n", encoding="utf-8")
    with pytest.raises(PairsAtFault, match=r"pairs\.txt:3"):
        pairs(file)


def test_what_is_offered_and_what_is_acted_on_is_right_as_often_as_is_promised() -> None:
    readers = CaseReaders()
    half = [pair for pair in pairs() if pair.kept]
    for name, says in (
        ("offered", lambda pair: readers.match(pair) is not None),
        ("acted on", readers.acts),
    ):
        said = [pair for pair in half if says(pair)]
        right = sum(pair.same for pair in said)
        precision, recall = right / len(said), right / sum(pair.same for pair in half)
        wanted, least = GOALS[name]
        assert precision >= wanted, (name, precision)
        assert recall >= least, (name, recall)


def test_the_second_set_is_another_one_and_half_of_it_is_for_acting() -> None:
    first, second = pairs(), pairs(SECOND)
    assert (len(second), sum(pair.same for pair in second)) == (200, 100)
    assert sum(pair.scene.startswith("act-") for pair in second) == 104
    texts = {told.text for pair in first for told in (pair.one, pair.other)}
    assert not texts & {told.text for pair in second for told in (pair.one, pair.other)}


def test_on_the_second_set_what_was_reached_is_kept() -> None:
    """Of its goals for what is offered (0.9, 0.75) the first is missed: docs/benchmarks.md, training/README.md."""
    offered, acted, recall = figures(pairs(SECOND))
    assert offered >= 0.79
    assert recall >= 0.84
    assert acted >= GOALS["acted on"][0]


def test_the_third_set_is_another_one_in_two_halves() -> None:
    tuned, kept = pairs(THIRD), pairs(THIRD_KEPT)
    assert (len(tuned), len(kept)) == (128, 128)
    assert sum(pair.same for pair in (*tuned, *kept)) == 128
    assert not {pair.scene for pair in tuned} & {pair.scene for pair in kept}
    earlier = {told.text for pair in (*pairs(), *pairs(SECOND)) for told in (pair.one, pair.other)}
    assert not earlier & {told.text for pair in (*tuned, *kept) for told in (pair.one, pair.other)}


def test_on_the_kept_half_of_the_third_set_the_goals_are_met() -> None:
    offered, acted, recall = figures(pairs(THIRD_KEPT))
    assert offered >= 0.98
    assert recall >= 0.95
    assert acted >= GOALS["acted on"][0]


def test_two_troubles_of_one_kind_at_one_house_are_told_apart_by_their_parts() -> None:
    """The fourth set has nothing else; its goal of 0.9 for what is offered is missed."""
    assert (len(pairs(FOURTH)), len(pairs(FOURTH_KEPT))) == (72, 108)
    offered, acted, recall = figures(pairs(FOURTH_KEPT))
    assert (offered >= 0.84, recall >= 0.9, acted >= GOALS["acted on"][0]) == (True, True, True)


def test_the_fifth_set_is_another_one_and_its_kept_half_meets_the_goals() -> None:
    tuned, kept = pairs(FIFTH), pairs(FIFTH_KEPT)
    assert (len(tuned), len(kept)) == (104, 112)
    assert all(is_kept(pair.scene) for pair in kept)
    assert not any(is_kept(pair.scene) for pair in tuned)
    earlier = [*pairs(), *pairs(SECOND), *pairs(THIRD), *pairs(THIRD_KEPT), *pairs(FOURTH), *pairs(FOURTH_KEPT)]
    texts = {told.text for pair in earlier for told in (pair.one, pair.other)}
    assert not texts & {told.text for pair in (*tuned, *kept) for told in (pair.one, pair.other)}
    offered, acted, recall = figures(kept)
    assert offered >= 0.97
    assert recall >= 0.82
    assert acted >= GOALS["acted on"][0]


def test_the_sixth_set_is_another_one_and_its_kept_half_meets_the_goals() -> None:
    tuned, kept = pairs(SIXTH), pairs(SIXTH_KEPT)
    assert (len(tuned), len(kept)) == (105, 167)
    assert all(is_kept(pair.scene) for pair in kept)
    assert not any(is_kept(pair.scene) for pair in tuned)
    others = {told.text for pair in (*tuned, *pairs(SEVENTH)) for told in (pair.one, pair.other)}
    assert not others & {told.text for pair in kept for told in (pair.one, pair.other)}
    offered, acted, recall = figures(kept)
    assert offered >= 0.91
    assert recall >= 0.81
    assert acted >= GOALS["acted on"][0]


def test_another_trouble_still_is_no_pair_with_the_other_one(tmp_path: Path) -> None:
    file = tmp_path / "pairs.txt"
    file.write_text("= one\nA a1\nA a2\nB b1\nC c1\n", encoding="utf-8")
    assert [(p.one.text, p.other.text, p.same) for p in pairs(file)] == [
        ("a1", "a2", True),
        ("a1", "b1", False),
        ("a2", "c1", False),
        ("a1", "c1", False),
    ]


def figures(found: list[Pair]) -> tuple[float, float, float]:
    """Of what is offered how much is right, the same of what is acted on, and how much is offered of what is one."""
    readers = CaseReaders()
    offered, acted = [p for p in found if readers.match(p) is not None], [p for p in found if readers.acts(p)]
    right = sum(p.same for p in offered)
    return right / len(offered), sum(p.same for p in acted) / len(acted), right / sum(p.same for p in found)

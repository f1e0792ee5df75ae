"""The labelled pairs: how they were divided, and that what is promised holds on the half that nothing was tuned on."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.case_pairs import SECOND, PairsAtFault, is_kept, pairs
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


def test_on_the_second_set_nothing_gets_worse_than_it_was_when_first_measured() -> None:
    """Its goals (0.9, 0.75; 0.97) are missed: docs/benchmarks.md. Whoever mends that writes a third set to prove it."""
    readers, second = CaseReaders(), pairs(SECOND)
    offered, acted = [p for p in second if readers.match(p) is not None], [p for p in second if readers.acts(p)]
    assert sum(p.same for p in offered) / len(offered) >= 0.55
    assert sum(p.same for p in offered) / sum(p.same for p in second) >= 0.75
    assert sum(p.same for p in acted) / len(acted) >= 0.8

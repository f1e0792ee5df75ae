"""Only if better: what a learned version has to reach before it is kept."""

from __future__ import annotations

import json

from bot.learning.judge import Comparison, Figures, Right, Verdict, load_figures
from tests.unit.learning.made import figures


def verdict(new: Figures, old: Figures | None = None, builtin: Figures | None = None) -> Verdict:
    old = old or figures(10)
    return Comparison(builtin or old, old, new).verdict


def test_one_more_correction_that_is_right_is_better_and_none_more_is_not() -> None:
    assert verdict(figures(11)) == Verdict.BETTER
    assert verdict(figures(10)) == Verdict.SAME
    assert verdict(figures(9, left=90)) == Verdict.SAME


def test_what_spoils_as_many_reports_as_it_mends_is_not_kept() -> None:
    assert verdict(figures(14, left=77)) == Verdict.BETTER
    assert verdict(figures(14, left=76)) == Verdict.BREAKS
    assert verdict(figures(14, left=60)) == Verdict.BREAKS


def test_the_repositorys_sentences_may_come_out_worse_by_the_margin_and_no_more() -> None:
    assert verdict(figures(30, own=885)) == Verdict.BETTER
    assert verdict(figures(30, own=884)) == Verdict.FORGETS
    assert verdict(figures(30, three=974)) == Verdict.FORGETS
    assert verdict(figures(30, false=8)) == Verdict.BETTER
    assert verdict(figures(30, false=9)) == Verdict.FORGETS


def test_many_nights_cannot_each_take_a_little() -> None:
    """The margin counts from what came with the program, not only from the version of the night before."""
    worn = figures(10, own=886)
    assert verdict(figures(20, own=886), worn, figures(0)) == Verdict.BETTER
    assert verdict(figures(20, own=884), worn, figures(0)) == Verdict.FORGETS
    grown = figures(10, own=900)
    assert verdict(figures(20, own=894), grown, figures(0)) == Verdict.FORGETS


def test_of_nothing_the_shares_are_nought_and_nothing_is_better() -> None:
    empty = Figures(Right(), 0, 0, Right(), Right())
    assert (empty.own.first_share, empty.false_share) == (0.0, 0.0)
    assert verdict(empty, empty) == Verdict.SAME


def test_figures_are_read_as_they_were_written() -> None:
    assert load_figures(json.loads(json.dumps(figures(3).dump()))) == figures(3)

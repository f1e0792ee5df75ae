"""Learning by itself, over a small part of the sentences: what comes of corrections, and what stays out of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bot.learning import fitting
from bot.learning.fitting import AUTHORS, learn_topics
from bot.learning.judge import Comparison, Verdict
from bot.learning.split import is_held_out
from bot.learning.texts import ReportText
from handlers.reading.model import MODELS, NONE, Weights, load
from storage.region.region import Region
from tests.unit.reading import readers
from tests.world.world import fictional
from training.texts import KEPT, Sentence, TextsAtFault, sentences

SHOWN = ("sport", "noise", "lifts", NONE)


@cache
def own() -> list[Sentence]:
    found = [s for s in sentences("topics") if s.label in SHOWN]
    return [s for s in found if s.label != NONE][::2] + [s for s in found if s.label == NONE][::10]


@cache
def kept() -> list[Sentence]:
    found = [s for s in sentences("topics", KEPT) if s.label in SHOWN]
    return [s for s in found if s.label != NONE] + [s for s in found if s.label == NONE][::10]


def renamed() -> Region:
    """The fictional region, which calls one topic otherwise, by a code that no model knows."""
    topics = tuple(replace(t, code="stadiums", words=()) if t.code == "sport" else t for t in fictional().topics)
    return replace(fictional(), topics=topics, made={}, _by_code={})


def said(texts: list[str], topic: str, *, corrected: bool = True) -> list[ReportText]:
    return [ReportText(text, topic, frozenset({n}), corrected, corrected) for n, text in enumerate(texts)]


def learn(region: Region, texts: list[ReportText]) -> tuple[Weights, Comparison, int]:
    return learn_topics(region, texts, None, own(), kept())


def test_a_topic_that_only_the_region_has_is_learned_from_corrections() -> None:
    sport = [s.text for s in kept() if s.label == "sport"]
    weights, comparison, count = learn(renamed(), said(sport, "stadiums"))
    assert "stadiums" in weights.labels
    assert "sport" not in weights.labels
    assert comparison.old.corrected.first == 0
    assert comparison.new.corrected.count == sum(map(is_held_out, sport)) >= 3
    assert comparison.new.corrected.first >= comparison.new.corrected.count - 1
    assert comparison.verdict is Verdict.BETTER
    assert count <= len(sport) - comparison.new.corrected.count


def test_without_sentences_to_measure_with_nothing_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "sentences", lambda task, folder=None: [] if folder == KEPT else own())
    with pytest.raises(TextsAtFault):
        fitting.lesson(fictional(), [], None, 1)


def test_a_topic_that_hardly_anybody_named_is_not_learned() -> None:
    few = [text for text in (s.text for s in kept() if s.label == "sport") if not is_held_out(text)][:3]
    weights, _, count = learn(renamed(), said(few, "stadiums"))
    assert ("stadiums" in weights.labels, count) == (False, 0)


def test_a_word_of_one_persons_texts_is_no_feature_and_that_of_several_is() -> None:
    name, common = "зюзюкинский", "квазикочерга"
    texts = [f"гудит {name} {where}" for where in ("днём", "ночью", "утром", "зимой", "летом", "с крыши", "у школы")]
    one = [replace(each, authors=frozenset({7})) for each in said(texts, "lifts")]
    others = said([text.replace(name, common) for text in texts], "lifts")
    assert sum(not is_held_out(each.text) for each in others) >= AUTHORS
    weights, _, count = learn(fictional(), one + others)
    assert count == sum(not is_held_out(each.text) for each in one + others)
    learned = set(weights.features.tolist())
    anybody = {feature for sentence in own() for feature in features(sentence.text)}
    assert (features(name) - anybody).isdisjoint(learned)
    assert (features(common) - features(name) - anybody) & learned
    assert len(features(name) - anybody) > 5


def features(text: str) -> set[int]:
    return set(readers.features().read(text)[0].tolist())


def test_a_report_that_was_left_as_it_was_is_measured_and_never_learned() -> None:
    texts = said([sentence.text for sentence in kept() if sentence.label == "sport"], "lifts", corrected=False)
    _, comparison, count = learn(fictional(), texts)
    assert (count, comparison.new.corrected.count) == (0, 0)
    assert comparison.new.left.count == sum(is_held_out(each.text) for each in texts) > 0


def test_what_is_held_out_is_measured_and_never_learned() -> None:
    texts = said([f"гудит квазикочерга {chr(1072 + n)}{chr(1080 + n)}" for n in range(20)], "lifts")
    held = [each for each in texts if is_held_out(each.text)]
    _, comparison, count = learn(fictional(), held)
    assert (count, comparison.new.corrected.count) == (0, len(held))
    copy = ReportText(f"{held[0].text} очень", "lifts", frozenset({1}), corrected=True, missed=True)
    side = replace(copy, text=next(t for t in (f"{held[0].text} {w}" for w in "абвг") if not is_held_out(t)))
    _, _, count = learn(fictional(), [*held, side])
    assert count == 0, "a near copy of what is held out would measure memory"


def test_what_is_learned_has_the_base_and_the_calibration_of_what_came_with_the_program() -> None:
    weights, comparison, _ = learn(fictional(), [])
    builtin = load(MODELS / "topics.npz")
    assert (weights.learned_from, weights.sharpness) == (builtin.learned_from, builtin.sharpness)
    assert comparison.verdict in (Verdict.SAME, Verdict.FORGETS)

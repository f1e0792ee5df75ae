"""What the readers reach on sentences that nothing was learned from: floors a little under the measured figures."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from handlers.reading.intent import Intent
from handlers.reading.model import NONE
from tests.unit.reading import readers
from training.near import near_copies
from training.texts import FRESH, KEPT, TASKS, UNSEEN, digest, sentences


def share(right: Iterable[bool]) -> float:
    each = list(right)
    return sum(each) / len(each)


def test_topics_are_found() -> None:
    guessed = [
        (s.label, [name for name, _ in readers.model("topics").likely(s.text)]) for s in sentences("topics", KEPT)
    ]
    assert share(order[0] == label for label, order in guessed if label != NONE) >= FLOORS["topic first"]
    assert share(label in order[:3] for label, order in guessed if label != NONE) >= FLOORS["topic among three"]
    assert share(order[0] != NONE for label, order in guessed if label == NONE) <= FLOORS["topic of none"]


def test_danger_is_found() -> None:
    guessed = [(s.label, readers.danger().kind_of(s.text)) for s in sentences("danger", KEPT)]
    assert share(kind != "" for label, kind in guessed if label != NONE) >= FLOORS["danger found"]
    assert share(kind == label for label, kind in guessed if label != NONE) >= FLOORS["danger kind"]
    assert share(kind != "" for label, kind in guessed if label == NONE) <= FLOORS["danger of none"]


def test_intents_are_read() -> None:
    guessed = [(s.label, readers.intents().intent(s.text)[0]) for s in sentences("intents", KEPT)]
    assert share(intent.value == label for label, intent in guessed) >= FLOORS["intent"]
    questions = [intent for label, intent in guessed if label == Intent.STATUS.value]
    assert share(intent == Intent.REPORT for intent in questions) <= FLOORS["status for report"]


UNSEEN_FLOORS = {"topics": 0.94, "danger": 0.92, "intents": 0.92}
"""Of the labelled ones: the right topic, any danger, the right intent."""
FALSE_ON_UNSEEN = 0.08


def test_sentences_that_were_labelled_before_any_reading_are_read_too() -> None:
    found = {task: sentences(task, UNSEEN) for task in TASKS}
    danger, topics, intents = readers.danger(), readers.model("topics"), readers.intents()
    right = {
        "topics": share(topics.likely(s.text)[0][0] == s.label for s in found["topics"] if s.label != NONE),
        "danger": share(danger.kind_of(s.text) != "" for s in found["danger"] if s.label != NONE),
        "intents": share(intents.intent(s.text)[0].value == s.label for s in found["intents"]),
    }
    assert {task for task in TASKS if right[task] < UNSEEN_FLOORS[task]} == set(), right
    assert share(danger.kind_of(s.text) != "" for s in found["danger"] if s.label == NONE) <= FALSE_ON_UNSEEN


def test_the_half_of_fresh_sentences_that_was_not_learned_is_read_too() -> None:
    read = [(s, readers.model("topics").likely(s.text)[0][0]) for s in sentences("topics", FRESH)]
    for writers, found, false, first in (("q_fresh q_people", 0.955, 0.04, 0.95), ("r_fresh", 0.87, 0.1, 0.81)):
        danger = [
            (s.label, readers.danger().kind_of(s.text)) for s in sentences("danger", FRESH) if s.writer in writers
        ]
        assert share(kind != "" for label, kind in danger if label != NONE) >= found
        assert share(kind != "" for label, kind in danger if label == NONE) <= false
        topics = [(s.label, guessed) for s, guessed in read if s.writer in writers]
        assert share(guessed == label for label, guessed in topics if label != NONE) >= first


NEAR_DANGER = frozenset(
    {"thin_ice", "manholes", "gas", "electricity", "stray_animals", "fire_safety", "ambulance", "flooding", "roofs"}
    | {"trees", "lifts", "snow", "rivers"}
)


def test_ordinary_reports_are_seldom_taken_for_danger() -> None:
    """The kept sentences of topics that hardly ever tell of one; nobody labelled these for danger."""
    plain = [s.text for s in sentences("topics", KEPT) if s.label not in NEAR_DANGER]
    assert share(readers.danger().kind_of(text) != "" for text in plain) <= 0.045


FLOORS = {
    "topic first": 0.92,
    "topic among three": 0.985,
    "topic of none": 0.06,
    "danger found": 0.97,
    "danger kind": 0.905,
    "danger of none": 0.048,
    "intent": 0.935,
    "status for report": 0.01,
}


@pytest.mark.parametrize("task", TASKS)
def test_no_sentence_that_is_kept_was_learned(task: str) -> None:
    kept = [sentence.text for folder in (KEPT, UNSEEN, FRESH) for sentence in sentences(task, folder)]
    assert kept
    assert list(near_copies([sentence.text for sentence in sentences(task)], kept)) == []


@pytest.mark.parametrize("task", TASKS)
def test_the_committed_model_was_made_from_the_committed_sentences(task: str) -> None:
    assert readers.model(task).weights.learned_from == digest(task), f"./otklik train {task}"
    assert set(readers.model(task).weights.labels) == {sentence.label for sentence in sentences(task)}
    assert {s.label for s in sentences(task, KEPT)} <= set(readers.model(task).weights.labels)


def test_near_copies_are_seen() -> None:
    kept = ["На Лесной улице третий день не вывозят мусор", "лифт стоит"]
    assert list(near_copies(["на Садовой улице третий день не вывозят мусор"], kept))
    assert list(near_copies(["Лифт стоит!"], kept))
    assert not list(near_copies(["Во дворе не чистят снег", "лифт стоял"], kept))

"""What the readers reach on sentences that nothing was learned from: floors a little under the measured figures."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from handlers.reading.intent import Intent
from handlers.reading.model import NONE
from tests.unit.reading import readers
from training.near import near_copies
from training.texts import KEPT, TASKS, digest, sentences


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


FLOORS = {
    "topic first": 0.89,
    "topic among three": 0.982,
    "topic of none": 0.075,
    "danger found": 0.97,
    "danger kind": 0.87,
    "danger of none": 0.065,
    "intent": 0.91,
    "status for report": 0.025,
}


@pytest.mark.parametrize("task", TASKS)
def test_no_sentence_that_is_kept_was_learned(task: str) -> None:
    kept = [sentence.text for sentence in sentences(task, KEPT)]
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

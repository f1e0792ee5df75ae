"""What people mean: how often it is read right in sentences that nothing was learned from, and what reading costs.

The sentences stand in training/kept and were written by others than those that the models learned from. Each one that
is read wrongly is printed.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.meter import percentile
from benchmarks.reading_places import places
from benchmarks.results import Row
from handlers.base.texts import Library
from handlers.reading.danger import DangerReader
from handlers.reading.features import FeatureReader
from handlers.reading.intent import Intent, IntentReader, LastAsked
from handlers.reading.model import NONE, Model
from handlers.reading.region_words import TopicGuesser
from handlers.reading.topics import TopicReader
from storage.region.load import FICTIONAL, load_region
from training.texts import KEPT, Sentence, sentences

HOSTILE = 40_000  # characters
ASKED = {
    Intent.STATUS: (LastAsked.REPORT,),
    Intent.ADDITION: (LastAsked.REPORT, LastAsked.DRAFT),
    Intent.YES: (LastAsked.YES_NO,),
    Intent.NO: (LastAsked.YES_NO,),
    Intent.SOLVED: (LastAsked.SOLVED,),
    Intent.NOT_SOLVED: (LastAsked.SOLVED,),
}
"""Where a sentence of a kind is written (in each, with the same weight); the others both with a report and without.
The sentences themselves do not say it, so that this tells the reader a little more than it would know."""
FASTER = 5  # every so many sentences in the short form


class Readers:
    """All three, over the fictional region's words."""

    def __init__(self) -> None:
        region = load_region(FICTIONAL)
        self.words = TopicGuesser(region)
        features = FeatureReader(self.words)
        self.model = Model("topics", features)
        self.topics = TopicReader(region, self.words, self.model)
        self.danger = DangerReader(self.words, Model("danger", features))
        self.intents = IntentReader(Library(ZoneInfo("UTC")), Model("intents", features))

    def by_task(self) -> dict[str, Callable[[str], object]]:
        return {"topics": self.topics.guess, "danger": self.danger.kind_of, "intents": self.intents.intent}

    def all(self, text: str) -> None:
        for read in self.by_task().values():
            read(text)


def measure(quick: bool, profile: str = "") -> list[Row]:
    before = _resident_mb()
    readers = Readers()
    readers.words.guess("снег")
    dictionary = _resident_mb()
    loaded = _loaded(readers)
    kept = {task: sentences(task, KEPT)[:: FASTER if quick else 1] for task in ("topics", "danger", "intents")}
    cost: Row = dict(_cost(readers.all, [s.text for found in kept.values() for s in found]))
    cost |= {"dictionary_mb": round(dictionary - before, 1), "added_mb": round(_resident_mb() - dictionary, 1)}
    cost |= {"goal": "3 ms (median), 60 MB", "met": cost["median_ms"] <= 3 and cost["added_mb"] <= 60}
    return [
        *_topics(readers, kept["topics"]),
        *_danger(readers.danger, kept["danger"]),
        *_intents(readers.intents, kept["intents"]),
        {"what": "reading a text for all three", **cost},
        *_of_tasks(readers, kept, loaded),
        *places(quick),
    ]


def _loaded(readers: Readers) -> dict[str, float]:
    """Megabytes that the first text costs each task, one after another."""
    added = {}
    for task, read in readers.by_task().items():
        before = _resident_mb()
        read("снег")
        added[task] = round(_resident_mb() - before, 1)
    return added


def _of_tasks(readers: Readers, kept: Mapping[str, Sequence[Sentence]], loaded: Mapping[str, float]) -> Iterator[Row]:
    """What each costs alone, for texts whose words are known."""
    for task, read in readers.by_task().items():
        median = percentile([_cpu_ms(read, sentence.text) for sentence in kept[task]], 0.5)
        yield {"what": f"reading a text for {task}", "median_ms": round(median, 2), "added_mb": loaded[task]}


def _topics(readers: Readers, kept: Sequence[Sentence]) -> list[Row]:
    """By the model alone, whose topics are more than the fictional region's."""
    first, three, false = 0, 0, 0
    for sentence in kept:
        guessed = [name for name, _ in readers.model.likely(sentence.text)[:3]]
        if sentence.label == NONE:
            false += guessed[0] != NONE
        else:
            first += guessed[0] == sentence.label
            three += sentence.label in guessed
        _tell("topic", sentence, guessed[0])
    none = sum(s.label == NONE for s in kept)
    return [
        _row("topic first", first / (len(kept) - none), at_least=0.92),
        _row("topic among three", three / (len(kept) - none), at_least=0.98),
        _row("topic guessed where there is none", false / none, at_most=0.10),
    ]


def _danger(reader: DangerReader, kept: Sequence[Sentence]) -> list[Row]:
    found, kinds, false = 0, 0, 0
    for sentence in kept:
        kind = reader.kind_of(sentence.text) or NONE
        if sentence.label == NONE:
            false += kind != NONE
        else:
            found += kind != NONE
            kinds += kind == sentence.label
        _tell("danger", sentence, kind)
    none = sum(s.label == NONE for s in kept)
    return [
        _row("danger found", found / (len(kept) - none), at_least=0.97),
        _row("danger of the right kind", kinds / (len(kept) - none)),
        _row("danger seen where there is none", false / none, at_most=0.05),
    ]


def _intents(reader: IntentReader, kept: Sequence[Sentence]) -> list[Row]:
    """Without knowing what was last asked, and knowing it."""
    right, taken, told = 0, 0, 0.0
    for sentence in kept:
        intent = reader.intent(sentence.text)[0]
        right += intent.value == sentence.label
        taken += sentence.label == Intent.STATUS.value and intent == Intent.REPORT
        asked = ASKED.get(Intent(sentence.label), (LastAsked.NOTHING, LastAsked.REPORT))
        told += sum(reader.intent(sentence.text, each)[0].value == sentence.label for each in asked) / len(asked)
        _tell("intent", sentence, intent.value)
    questions = sum(s.label == Intent.STATUS.value for s in kept)
    return [
        _row("intent, not knowing what was asked", right / len(kept)),
        _row("intent, knowing what was asked", told / len(kept), at_least=0.95),
        _row("question about one's report taken for a report", taken / questions, at_most=0.02),
    ]


def _tell(what: str, sentence: Sentence, guessed: str) -> None:
    if guessed != sentence.label:
        print(f"    {what}: {sentence.label}, read as {guessed}: {sentence.text}")


def _row(what: str, share: float, at_least: float = 0.0, at_most: float = 1.0) -> Row:
    row: Row = {"what": what, "share": round(share, 4)}
    if at_least > 0:
        row |= {"goal": f"at least {at_least:.0%}", "met": share >= at_least}
    if at_most < 1:
        row |= {"goal": f"at most {at_most:.0%}", "met": share <= at_most}
    return row


def _cost(read: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    """CPU of the process, in milliseconds a text; the words of these texts are not known from before."""
    each = [_cpu_ms(read, text) for text in texts]
    letters = random.Random(1)
    made_up = " ".join("".join(letters.choices("бвгджзклмнпрст", k=7)) for _ in range(HOSTILE // 8))
    return {
        "median_ms": round(percentile(each, 0.5), 2),
        "p99_ms": round(percentile(each, 0.99), 2),
        "hostile_ms": round(_cpu_ms(read, made_up), 1),
    }


def _cpu_ms(read: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    read(text)
    return (time.process_time() - began) * 1000


def _resident_mb() -> float:
    """Of this process, 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)

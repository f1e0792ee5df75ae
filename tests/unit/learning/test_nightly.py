"""The night's work: what it takes for better is used at once, everything else changes nothing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from structlog.testing import capture_logs

from bot.beside import TooMuch
from bot.learning import nightly
from bot.learning.choice import USE, Night, note, read_last
from bot.learning.judge import Comparison
from bot.learning.nightly import LEAST, LEAST_HELD_OUT, LIMIT_S, TopicLearning
from bot.learning.split import is_held_out
from bot.learning.texts import ReportText
from bot.learning.versions import Versions
from bot.learning.work import Lesson, learn
from handlers.reading.features import FeatureReader
from handlers.reading.model import Model
from handlers.reading.topics import TopicReader
from storage.records import Report, ReportEvent
from storage.store import StorageError, Store
from tests.databases import open_file
from tests.unit.learning.made import AT, SAID, corrections, figures, file_of
from tests.unit.reading import readers
from tests.world.clock import StillClock
from tests.world.world import fictional, keep

T = TypeVar("T")


class Trainer:
    """Stands in for a process beside: answers with `lesson`, or raises `fault`. `asked` is what it was given."""

    def __init__(self) -> None:
        self.lesson = lesson(file_of("noise"), 12)
        self.fault: Exception | None = None
        self.asked: list[tuple[object, ...]] = []
        self.closed = 0

    async def run(self, work: Callable[..., T], *given: object, limit_s: float = 0.0) -> T:
        self.asked.append((work, *given, limit_s))
        if self.fault is not None:
            raise self.fault
        return self.lesson  # type: ignore[return-value]  # the one kind of work that there is here

    async def close(self) -> None:
        self.closed += 1


def lesson(file: bytes, corrected: int = 0) -> Lesson:
    return Lesson(file, Comparison(figures(), figures(), figures(corrected)), 48)


class House:
    """A running program's reader of topics and its learning, over one database and one folder."""

    def __init__(self, store: Store, folder: Path) -> None:
        words = readers.words()
        self.topics = TopicReader(fictional(), words, Model("topics", FeatureReader(words)))
        self.clock, self.trainer, self.store = StillClock(AT), Trainer(), store
        self.learning = TopicLearning(
            store, self.clock, fictional(), self.topics, folder / "reading", lambda: self.trainer
        )

    @property
    def versions(self) -> Versions:
        return self.learning.versions

    def guessed(self) -> str:
        """What a word means that only learned versions know."""
        return (self.topics.likely(SAID) or ["none"])[0]

    async def corrected(self, texts: list[ReportText]) -> None:
        """Operators gave these reports their topics."""
        for number, each in enumerate(texts, 1):
            (person,) = each.authors
            data = json.dumps({"from": "air", "to": each.topic})
            report = Report(number, person, "vk", "1", "ru", "answered", each.topic, "", each.text, answered_at=1)
            await keep(self.store, report, ReportEvent(number, number, 1, "topic", 7, "Анна", data=data))

    async def last(self) -> tuple[Night, int, int, int]:
        found = await read_last(self.store)
        assert found is not None
        assert found.at == self.clock.at
        return found.outcome, found.corrections, found.held_out, found.version


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    store = await open_file(tmp_path)
    yield House(store, tmp_path)
    await store.close()


async def test_a_better_version_is_written_and_used_at_once(house: House) -> None:
    await house.corrected(corrections(60, held_out=15))
    assert house.guessed() == "none"
    await house.learning.nightly()
    assert (house.versions.numbers(), house.learning.in_use, house.guessed()) == ([1], 1, "noise")
    assert await house.last() == (Night.BETTER, 60, 15, 1)
    ((work, texts, in_use, at, limit_s),) = house.trainer.asked
    assert (work, in_use, at, limit_s) == (learn, None, AT, LIMIT_S)
    assert len(texts) == 60  # type: ignore[arg-type]
    assert house.trainer.closed == 1


async def test_the_next_night_is_compared_with_what_is_in_use(house: House) -> None:
    await house.corrected(corrections(60))
    await house.learning.nightly()
    house.trainer.lesson = lesson(file_of("trade"), 20)
    await house.learning.nightly()
    assert house.trainer.asked[1][2] == house.versions.path(1)
    assert (house.versions.numbers(), house.guessed()) == ([1, 2], "trade")


@pytest.mark.parametrize("corrected", [figures(0), figures(20, left=1), figures(20, own=1)])
async def test_what_is_not_better_is_not_written(house: House, corrected: object) -> None:
    await house.corrected(corrections(60))
    comparison = Comparison(figures(), figures(), corrected)  # type: ignore[arg-type]
    house.trainer.lesson = Lesson(b"", comparison, 48)
    await house.learning.nightly()
    assert (house.versions.numbers(), house.guessed()) == ([], "none")
    assert (await house.last())[0] == Night(comparison.verdict.value)


async def test_of_few_corrections_nothing_is_learned(house: House) -> None:
    await house.corrected(corrections(LEAST - 1, held_out=LEAST_HELD_OUT))
    await house.learning.nightly()
    assert await house.last() == (Night.FEW, LEAST - 1, LEAST_HELD_OUT, 0)
    await house.corrected(corrections(LEAST, held_out=LEAST_HELD_OUT - 1))
    await house.learning.nightly()
    assert (await house.last())[0] == Night.FEW
    assert house.trainer.asked == []
    await house.corrected(corrections(LEAST, held_out=LEAST_HELD_OUT))
    await house.learning.nightly()
    assert (await house.last())[0] == Night.BETTER


async def test_of_reports_that_were_left_only_those_held_out_are_taken_along(house: House) -> None:
    texts = corrections(60)
    await house.corrected(texts)
    for number, word in enumerate("абвгдежзик", 500):
        await keep(
            house.store, Report(number, 1, "vk", "1", "ru", "answered", "air", "", f"Воняет {word}", answered_at=1)
        )
    await house.learning.nightly()
    given: list[ReportText] = house.trainer.asked[0][1]  # type: ignore[assignment]
    left = [each.text for each in given if not each.corrected]
    assert len(given) == 60 + len(left)
    assert 0 < len(left) < 10
    assert all(map(is_held_out, left))


async def test_what_takes_too_long_changes_nothing_and_is_no_secret(house: House) -> None:
    await house.corrected(corrections(60))
    house.trainer.fault = TooMuch("time")
    with capture_logs() as logs, pytest.raises(TooMuch):
        await house.learning.nightly()
    assert [(line["event"], line["why"]) for line in logs if line["log_level"] == "error"] == [
        ("reading.not_learned", "time")
    ]
    assert (await house.last())[0] == Night.FAILED
    assert (house.versions.numbers(), house.trainer.closed) == ([], 1)
    house.trainer.fault = None
    await house.learning.nightly()
    assert house.guessed() == "noise"


async def test_a_choice_holds_until_it_is_taken_back_and_nothing_is_learned_meanwhile(house: House) -> None:
    await house.corrected(corrections(60))
    house.versions.write(1, file_of("noise"))
    house.versions.write(2, file_of("trade"))
    seen = []
    for choice in ("", "1", "0", "2", ""):
        await note(house.store, USE, choice)
        await house.learning.look()
        seen.append(house.guessed())
    assert seen == ["trade", "noise", "none", "trade", "trade"]
    await note(house.store, USE, "0")
    await house.learning.nightly()
    assert await house.last() == (Night.CHOSEN, 0, 0, 0)
    assert (house.trainer.asked, house.guessed()) == ([], "none")
    await note(house.store, USE, "")
    house.trainer.lesson = lesson(file_of("land"), 20)
    await house.learning.nightly()
    assert (house.versions.numbers(), house.guessed()) == ([1, 2, 3], "land")


async def test_a_damaged_file_is_an_alarm_and_what_came_with_the_program_is_used(house: House) -> None:
    house.versions.write(1, file_of("noise"))
    house.versions.write(2, file_of("trade"))
    await house.learning.look()
    assert (house.guessed(), house.learning.trouble) == ("trade", "")
    house.versions.path(2).write_bytes(b"nothing but words")
    with capture_logs() as logs:
        await house.learning.look()
        await house.learning.look()
    assert (house.guessed(), house.learning.trouble) == ("none", "reading-damaged")
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["reading.version_unusable"]
    await house.corrected(corrections(60))
    house.trainer.lesson = lesson(file_of("land"), 20)
    await house.learning.nightly()
    assert house.trainer.asked[0][2] is None, "compared with what is in use, not with what is damaged"
    assert (house.guessed(), house.learning.trouble, house.versions.numbers()) == ("land", "", [1, 2, 3])


async def test_a_file_that_is_not_what_it_says_is_none_of_a_nights_either(house: House) -> None:
    await house.corrected(corrections(60))
    house.trainer.lesson = lesson(b"half a fi", 20)
    await house.learning.nightly()
    assert (house.guessed(), house.learning.trouble) == ("none", "reading-damaged")


async def test_versions_of_another_program_are_let_lie_in_silence_unless_one_was_chosen(house: House) -> None:
    house.versions.write(1, file_of("noise", learned_from="of an earlier program"))
    await house.learning.look()
    assert (house.guessed(), house.learning.trouble) == ("none", "")
    await note(house.store, USE, "1")
    await house.learning.look()
    assert house.learning.trouble == "reading-earlier"


async def test_another_machine_over_the_same_database_gives_no_number_twice(house: House, tmp_path: Path) -> None:
    await house.corrected(corrections(60))
    await house.learning.nightly()
    other = House(house.store, tmp_path / "other")
    await other.learning.look()
    assert other.guessed() == "none"
    await other.learning.nightly()
    assert (other.versions.numbers(), other.guessed()) == ([2], "noise")
    await note(house.store, USE, "2")
    await house.learning.look()
    assert (house.guessed(), house.learning.trouble) == ("none", "reading-missing")


async def test_a_kill_between_the_number_and_the_file_leaves_a_gap(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.corrected(corrections(60))
    with monkeypatch.context() as broken:
        broken.setattr(Versions, "write", _dies)
        with pytest.raises(KeyboardInterrupt):
            await house.learning.nightly()
    assert house.trainer.closed == 1
    await house.learning.nightly()
    assert house.versions.numbers() == [2]


def _dies(*_: object) -> None:
    raise KeyboardInterrupt


async def test_the_newest_stay(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "KEEP", 2)
    await house.corrected(corrections(60))
    for _ in range(4):
        await house.learning.nightly()
    assert house.versions.numbers() == [3, 4]


async def test_a_database_that_is_away_changes_nothing(house: House) -> None:
    house.versions.write(1, file_of("noise"))
    await house.learning.look()
    await house.store.close()
    with pytest.raises(StorageError):
        await house.learning.look()
    assert house.guessed() == "noise"
    await house.store.open()


def test_the_job_is_there_unless_it_is_not_wanted(tmp_path: Path) -> None:
    learning = House(None, tmp_path).learning  # type: ignore[arg-type]  # nothing is asked of it
    assert [job.name for job in learning.jobs(wanted=True)] == ["learn"]
    assert learning.jobs(wanted=False) == ()

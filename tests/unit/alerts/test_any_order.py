"""Alert, updates and cancellations in any order, twice, at once or for later: what stands in the end is always the last
word, and nothing goes out that was taken back before.

The long form, by hand: `python -m tests.unit.alerts.test_any_order MINUTES SEED`.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from handlers.cap.model import Alert, cap_time
from handlers.notices.family import NO_DANGER_LINKS
from handlers.notices.states import NoticeState
from storage.changes import Query
from storage.notice_records import Notice
from storage.open import make_store
from tests.unit.alerts.test_chains import alert, cancel
from tests.unit.alerts.wire import MINUTE, NOW, TRUSTED, Wire, load_zone, with_info

HALF_HOUR = 30 * MINUTE
BEGINS = NOW + 6 * MINUTE  # every word was said by then
LATER = cap_time(NOW + HALF_HOUR - MINUTE, load_zone())
QUESTIONS = frozenset({"draft", "cancel-several"})
"""What an officer decides: then it is he who says what stands."""


@dataclass(frozen=True)
class Word:
    """One alert of a matter: what it refers to, by place; the first is the Alert. Each is a minute after the last.
    `waits`: it takes effect in half an hour.
    """

    about: tuple[int, ...] = ()
    cancels: bool = False
    waits: bool = False


@dataclass(frozen=True)
class Night:
    """`arrivals`: which word comes, and whether what is on its way has reached everybody before the next."""

    words: tuple[Word, ...]
    arrivals: tuple[tuple[int, bool], ...]


@st.composite
def nights(draw: st.DrawFn) -> Night:
    words = [Word(waits=draw(st.booleans()))]
    for place in range(1, draw(st.integers(2, 6))):
        about = draw(st.lists(st.integers(0, place - 1), min_size=1, max_size=3, unique=True))
        words.append(Word(tuple(about), draw(st.sampled_from((False, False, True))), draw(st.booleans())))
    order = draw(st.permutations(range(len(words))))
    again = draw(st.lists(st.sampled_from(range(len(words))), max_size=2))
    arrivals = [(one, draw(st.booleans())) for one in (*order, *again)]
    return Night(tuple(words), tuple(arrivals))


class Play:
    """One night over the wire. Every night has alerts of its own."""

    def __init__(self, wire: Wire, night: Night, number: int, first: int) -> None:
        """`first`: the number of the next notice."""
        self.wire, self.night, self.first = wire, night, first
        self.alerts: list[Alert] = []
        for place, word in enumerate(night.words):
            about, name = [self.alerts[one] for one in word.about], f"w{number}-{place}"
            warns = alert(name, place, *about, text=f"Слова {name}.")
            warns = with_info(warns, effective=LATER) if word.waits else warns
            self.alerts.append(cancel(name, place, *about) if word.cancels else warns)
        self.came: set[int] = set()
        self.started: set[int] = set()
        self.asked = False

    async def run(self) -> None:
        for place, goes in self.night.arrivals:
            self.came.add(place)
            answer = await self.wire.comes(self.alerts[place])
            self.asked = self.asked or answer.outcome in QUESTIONS
            await self.look()
            if goes:
                await self.arrive()
        await self.wire.passes(HALF_HOUR)
        await self.look()
        await self.arrive()
        await self.judge()

    async def look(self) -> None:
        """What has gone out since: nothing that was taken back."""
        for notice in await self.notices():
            if notice.started_at and notice.id not in self.started:
                self.started.add(notice.id)
                if notice.link not in NO_DANGER_LINKS:
                    place = await self.place_of(notice)
                    assert not list(self.taken_back(place)), f"went out: {place} of {self.night}"

    async def arrive(self) -> None:
        """What is on its way has reached everybody."""
        for notice in await self.notices():
            if notice.state == NoticeState.SENDING:
                await self.wire.ticks("n_done", notice.id)

    def taken_back(self, place: int) -> Iterator[int]:
        """Later words that came and are about this one, over others that came."""
        for later in sorted(self.came):
            if later > place and place in self.reached(later):
                yield later

    def reached(self, place: int) -> set[int]:
        found, new = set[int](), [place]
        while new:
            one = new.pop()
            for about in self.night.words[one].about if one in self.came else ():
                if about not in found:
                    found.add(about)
                    new.append(about)
        return found

    async def judge(self) -> None:
        gone = [n for n in await self.notices() if n.started_at and not n.ended_at]
        standing = [n for n in gone if n.link not in NO_DANGER_LINKS]
        found = sorted([await self.place_of(notice) for notice in standing])
        last = len(self.night.words) - 1
        if not self.asked:
            assert found == ([] if self.night.words[last].cancels else [last]), f"stands: {found} of {self.night}"
        elif self.night.words[last].cancels:
            assert last not in found

    async def place_of(self, notice: Notice) -> int:
        said = (await self.wire.content(notice.id)).texts["ru"]
        return next(p for p, one in enumerate(self.alerts) if one.infos and one.infos[0].description in said)

    async def notices(self) -> list[Notice]:
        numbers = str(list(range(self.first, self.first + 40)))
        found: list[Notice] = (await self.wire.store.read(Query("notices_among", (numbers,))))[0]
        return sorted(found, key=lambda notice: notice.id)


def try_nights(folder: Path, examples: int, number: int, *, derandomize: bool = False) -> None:
    """So many nights over one database. AssertionError with the night that went wrong."""
    with asyncio.Runner() as runner:
        store = make_store(f"sqlite:///{folder / 'nights.db'}")
        runner.run(store.open())
        runner.run(store.migrate())
        wire = Wire(store, (TRUSTED,))
        wire.at = BEGINS
        state = {"night": 0, "first": 1}

        def one(night: Night) -> None:
            state["night"] += 1
            wire.chats.clear()
            play = Play(wire, night, state["night"], state["first"])
            try:
                runner.run(play.run())
            finally:
                state["first"] += len(runner.run(play.notices()))
                wire.at = BEGINS

        limits = settings(
            max_examples=examples, deadline=None, database=None, derandomize=derandomize,
            suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink),
        )  # fmt: skip
        test = limits(given(nights())(one))
        try:
            (test if derandomize else seed(number)(test))()
        finally:
            runner.run(store.close())


def test_the_last_word_stands_and_nothing_goes_out_that_was_taken_back(tmp_path: Path) -> None:
    try_nights(tmp_path, 6, 0, derandomize=True)


def main(minutes: float, number: int) -> None:
    end, done = time.monotonic() + minutes * 60, 0
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            try_nights(Path(folder), 100, number + done)
        done += 1
    print(f"{done * 100} nights, seeds {number} to {number + done - 1}")  # noqa: T201


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))

"""Alert, updates and cancellations in any order, twice, before and after what came earlier went out: what stands in the
end is always the last word, and nothing goes out that was taken back before.

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

from handlers.cap.model import Alert
from handlers.notices.family import NO_DANGER_LINKS
from storage.changes import Query
from storage.notice_records import Notice
from storage.open import make_store
from tests.unit.alerts.test_chains import alert, cancel
from tests.unit.alerts.wire import TRUSTED, Wire

QUESTIONS = frozenset({"draft", "cancel-several"})
"""What an officer decides: then it is he who says what stands."""


@dataclass(frozen=True)
class Word:
    """One alert of a matter: what it refers to, by place; the first is the Alert. Each is a minute after the last."""

    about: tuple[int, ...] = ()
    cancels: bool = False


@dataclass(frozen=True)
class Night:
    """`arrivals`: which word comes, and whether what is approved goes out before the next."""

    words: tuple[Word, ...]
    arrivals: tuple[tuple[int, bool], ...]


@st.composite
def nights(draw: st.DrawFn) -> Night:
    words = [Word()]
    for place in range(1, draw(st.integers(2, 6))):
        about = draw(st.lists(st.integers(0, place - 1), min_size=1, max_size=3, unique=True))
        words.append(Word(tuple(about), draw(st.sampled_from((False, False, True)))))
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
            made = cancel(name, place, *about) if word.cancels else alert(name, place, *about, text=f"Слова {name}.")
            self.alerts.append(made)
        self.came: set[int] = set()
        self.asked = False

    async def run(self) -> None:
        for place, goes in self.night.arrivals:
            answer = await self.wire.comes(self.alerts[place])
            self.came.add(place)
            self.asked = self.asked or answer.outcome in QUESTIONS
            if goes:
                await self.go()
        await self.go()
        await self.judge()

    async def go(self) -> None:
        """What is approved goes out, and what it links to is in force no more."""
        for notice in await self.notices():
            if notice.state != "approved":
                continue
            if notice.link not in NO_DANGER_LINKS:
                place = await self.place_of(notice)
                assert not list(self.taken_back(place)), f"went out: {place} of {self.night}"
            await self.wire.went_out(notice.id, "sent")
            fresh, linked = await self.wire.notice(notice.id), notice.linked_id
            fresh.ended_at = self.wire.at if fresh.link in NO_DANGER_LINKS else 0
            await self.wire.keep(fresh)
            if linked:
                old = await self.wire.notice(linked)
                old.ended_at = old.ended_at or self.wire.at
                await self.wire.keep(old)

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
        standing = [n for n in await self.notices() if n.state == "sent" and not n.ended_at]
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
        state = {"night": 0, "first": 1}

        def one(night: Night) -> None:
            state["night"] += 1
            wire.said.clear()
            play = Play(wire, night, state["night"], state["first"])
            try:
                runner.run(play.run())
            finally:
                state["first"] += len(runner.run(play.notices()))

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
    try_nights(tmp_path, 30, 0, derandomize=True)


def main(minutes: float, number: int) -> None:
    end, done = time.monotonic() + minutes * 60, 0
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            try_nights(Path(folder), 100, number + done)
        done += 1
    print(f"{done * 100} nights, seeds {number} to {number + done - 1}")  # noqa: T201


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))

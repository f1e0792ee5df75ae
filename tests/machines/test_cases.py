"""People of one street, staff, the clock and the kill, in any order: one trouble, one case.

Whoever follows when an answer to all goes out gets it once, and nobody else; nobody reads a word, a name or a number of
anybody else; cards say how many write; what nobody sent reaches nobody; no handler fails.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from handlers.base.message import Address
from storage.open import make_store
from storage.records import Report
from tests.databases import ready_file
from tests.machines.lengths import long_run, short_run
from tests.machines.neighbourhood import ALIVE, HOUSES, PEOPLE, WORDS, Answer, Neighbourhood
from tests.world.clock import DAY, MINUTE, SECOND
from tests.world.mortal import Mortal
from tests.world.world import World

T = TypeVar("T")
HAPPENED: Counter[str] = Counter()
LEAST = {
    "Это то же самое": 12, "to all": 4, "to author": 1, "merged": 1, "split": 1, "forgotten": 1, "storm": 1,
    "deaths": 20, "answered many": 2,
}  # fmt: skip
who = st.integers(0, len(PEOPLE) - 1)
staff = st.integers(0, 1)
pick = st.integers(0, 10_000)
death = st.sampled_from([0] * 12 + [1, 2, 3, 5, 8, 13])


class Cases(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="otklik-cases-"))
        url = ready_file(self.folder / "otklik.db")
        self.store = Mortal(make_store(url))
        self.do(self.store.store.open())
        self.street = Neighbourhood(World(self.store, folder=self.folder), self.store, url)

    def teardown(self) -> None:
        HAPPENED.update(self.street.happened)
        HAPPENED["deaths"] += self.street.deaths
        self.do(self.store.store.close())
        self.loop.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def one(self, choice: int, *states: str) -> Report | None:
        found = [r for r in self.do(self.street.reports()) if r.chat and (not states or r.status in states)]
        return found[choice % len(found)] if found else None

    # -- people ------------------------------------------------------------------------------------
    @initialize(same=st.integers(1, 4))
    def some_write_of_one_trouble(self, same: int) -> None:
        self.somebody_writes(0, 0, 0, False, 0, 0)
        for number in range(1, same):
            self.somebody_writes(number, 0, number % len(WORDS), True, 0, 0)

    @rule(
        who=who, house=st.integers(0, len(HOUSES) - 1), words=st.integers(0, len(WORDS) - 1),
        same=st.sampled_from([True, True, False]), first=death, then=death,
    )  # fmt: skip
    def somebody_writes(self, who: int, house: int, words: int, same: bool, first: int, then: int) -> None:
        self.do(self.street.writes(who, house, words, first))
        self.do(self.street.sends(who, same, then))

    @rule(who=who, choice=pick, fatal=death)
    def somebody_presses_anything(self, who: int, choice: int, fatal: int) -> None:
        """Any button that stands in his chat."""
        phone = self.street.phones[who]
        data = [data for shown in phone.chat[-6:] for data in shown.data if data and not data.startswith("c_forget")]
        if data:
            self.do(self.street.comes(self.street.press(phone, data[choice % len(data)]), fatal))

    @rule(choice=pick, fatal=death, word=st.sampled_from(["c_leave", "c_withdrawn", "solved", "unsolved"]))
    def an_author_says(self, choice: int, fatal: int, word: str) -> None:
        """He leaves the case, takes it back, or says whether it is solved."""
        states = {"c_leave": ("merged",), "c_withdrawn": ALIVE}.get(word, ("answered", "closed", "merged"))
        report = self.one(choice, *states)
        if report is not None and report.status in states:
            self.street.happened["left" if word == "c_leave" else word] += 1
            phone = next(p for p in self.street.phones if p.here == Address(report.channel, report.chat))
            self.do(self.street.comes(self.street.press(phone, f"{word}:{report.id}"), fatal))

    @rule(choice=pick, fatal=death)
    def somebody_is_forgotten(self, choice: int, fatal: int) -> None:
        report = self.one(choice)
        if report is not None:
            phone = next(p for p in self.street.phones if p.here == Address(report.channel, report.chat))
            self.street.happened["forgotten"] += 1
            self.do(self.street.comes(phone.event(text="/forget")))
            if data := self.street.button(phone, "Да, удалить"):
                self.do(self.street.comes(self.street.press(phone, data), fatal))
            self.do(self.street.time(MINUTE))

    # -- staff -------------------------------------------------------------------------------------
    @rule(
        by=staff, choice=pick, whom=st.sampled_from(["all", "all", "all", "author", "nobody", "undo"]),
        first=death, then=death, late=st.booleans(),
    )  # fmt: skip
    def somebody_answers(self, by: int, choice: int, whom: str, first: int, then: int, late: bool) -> None:
        street = self.street
        case = self.one(choice, *ALIVE)
        if case is None:
            return
        text = f"ответ{len(street.answers) + len(street.unsaid)}конец"
        self.do(street.says(by, f"№ {case.id} {text}", first))
        self.do(street.time(4 * SECOND if first else 0))  # what may have arrived is said again after three
        followers = self.do(street.followers(case))
        asked = street.shown("o_toall:") if followers else None
        assert bool(asked) == bool(followers), (case, followers)
        if whom == "undo" or (asked and whom == "nobody"):
            found = street.shown("o_undo:")
            assert found is not None
            if whom == "undo":
                self.do(street.staff(by, found[1], found[0]))
            street.happened["nobody said"] += whom == "nobody"
            street.unsaid.append(text)
            self.do(street.time(16 * MINUTE if whom == "nobody" else 20 * SECOND, then))
            return
        if asked:
            if late:
                self.do(street.time(3 * MINUTE))
                asked = street.shown("o_toall:")
                assert asked is not None
            word = "o_toall" if whom == "all" else "o_toauthor"
            data = next(data for data in asked[0].data if data.startswith(word))
            self.do(street.staff(by, data, asked[0], then))
        street.happened[f"to {'all' if whom == 'all' else 'author'}"] += 1
        told = [case, *(followers if whom == "all" or not asked else [])]
        street.answers.append(Answer(text, case.id, frozenset(Address(r.channel, r.chat) for r in told)))
        self.do(street.time(11 * SECOND, then))
        if len(told) > 1:
            self.counts(case.id, len(told))

    def counts(self, case: int, people: int) -> None:
        """In the end the card says how many have it."""
        self.do(self.street.time(2 * MINUTE))
        cards = [s.text for s in self.street.office.chats[self.street.office.admin] if s.row.slot == f"card:{case}"]
        self.street.happened["answered many"] += 1
        assert all(f"получили {people} из {people}" in text for text in cards), cards

    @rule(by=staff, choice=pick, other=pick, fatal=death)
    def staff_join_two(self, by: int, choice: int, other: int, fatal: int) -> None:
        one, into = self.one(choice, *ALIVE), self.one(other, *ALIVE)
        if one is None or into is None or one.id == into.id:
            return
        shown = self.card(one.id)
        if shown is not None:
            self.do(self.street.staff(by, f"o_join:{one.id}:{into.id}", shown, fatal))
            self.do(self.street.time(11 * SECOND))
            after = {r.id: r for r in self.do(self.street.reports())}
            self.street.happened["merged"] += after[one.id].merged_into == into.id

    @rule(by=staff, choice=pick, fatal=death)
    def staff_take_one_apart(self, by: int, choice: int, fatal: int) -> None:
        report = self.one(choice, "merged", "merged", "closed", "silent", "rejected")
        shown = self.card(report.id) if report is not None else None
        if report is not None and shown is not None:
            self.street.happened["split"] += report.status == "merged"
            self.do(self.street.staff(by, f"o_reopen:{report.id}", shown, fatal))
            self.do(self.street.time(11 * SECOND))

    def card(self, number: int) -> Any:
        """Opened by its number where it has none."""
        found = [
            s for s in self.street.office.chats.get(self.street.office.admin, []) if s.row.slot == f"card:{number}"
        ]
        if not found:
            self.do(self.street.says(0, f"№ {number}"))
            chat = self.street.office.chats[self.street.office.admin]
            found = [s for s in chat if s.row.slot.startswith(f"card:{number}")]
        return found[-1] if found else None

    @rule(by=staff, until=st.sampled_from([":0", ":3"]), end=st.booleans(), first=death, then=death)
    def staff_answer_all_who_wait(self, by: int, until: str, end: bool, first: int, then: int) -> None:
        street = self.street
        self.do(street.says(by, "/queue"))
        for word in ("o_qtopics", "o_queue:", "o_storm:"):
            ending = f":{self.topic()}:" if word == "o_queue:" else ""
            found = self.button_of_staff(word, ending)
            if found is None:
                return
            self.do(street.staff(by, found[1], found[0]))
        chat = street.office.chats[street.office.admin]
        asked = [s for s in chat if "что ответить всем" in s.text]
        if not asked:
            return
        text = f"буря{len(street.storms)}конец"
        street.storms.append(text)
        self.do(street.says(by, text, first, reply_to=asked[-1].id))
        found = self.button_of_staff("o_storm_send", until)
        if found is not None:
            street.happened["storm"] += 1
            self.do(street.staff(by, found[1], found[0], then))
            self.do(street.time(MINUTE, then))
        if end and (found := self.button_of_staff("o_storm_end", "")):
            self.do(street.staff(by, found[1], found[0]))

    def topic(self) -> int:
        return next(i for i, t in enumerate(self.street.world.region.topics) if t.code == "potholes")

    def button_of_staff(self, word: str, ending: str) -> Any:
        for shown in reversed(self.street.office.chats.get(self.street.office.admin, [])[-8:]):
            for data in shown.data:
                if data.startswith(word) and (data.endswith(ending) or ending in data):
                    return shown, data
        return None

    @rule(ms=st.sampled_from([SECOND, 15 * SECOND, 3 * MINUTE, 16 * MINUTE, DAY]), fatal=death)
    def time_passes(self, ms: int, fatal: int) -> None:
        self.do(self.street.time(ms, fatal))

    # -- what holds --------------------------------------------------------------------------------
    @invariant()
    def nothing_is_broken(self) -> None:
        assert self.do(self.street.faults_found()) == []


@pytest.fixture(scope="module", autouse=True)
def not_for_nothing() -> Iterator[None]:
    HAPPENED.clear()
    yield
    missing = {what: HAPPENED[what] for what, least in LEAST.items() if HAPPENED[what] < least}
    assert not missing, f"too little came about: {missing} of {HAPPENED}"


TestCases = Cases.TestCase
TestCases.settings = short_run(26, 25)


class CasesForLong(Cases):
    """The same, for an hour."""


TestCasesForLong = pytest.mark.chaos(CasesForLong.TestCase)
TestCasesForLong.settings = long_run(150, 40)

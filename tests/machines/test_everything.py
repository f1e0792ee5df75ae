"""Officers, operators, citizens, subscribers, a source of alerts, the clock and the kill, in any order, in one world.

No sequence sends a drill as live, sends without an approval, sends twice, or sends after a stop; no answer that
somebody gave under a citizen's card is lost or goes to somebody else; no handler fails.

It has found what it was written for: where the history of the report and that of the notice bear one name (or are
one load) in the route of an officer's answer, as they once were, an officer who is asked why he rejects and first
answers a citizen loses that answer. `answers_first` makes him do so; tests/machines/test_talking.py plays citizens
and operators over the whole program and the messengers' servers.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from handlers.base.event import Event, Kind
from handlers.notices.reach_count import read_counted
from tests.machines.duty_room import CITIZENS, channel_of, open_room
from tests.machines.lengths import long_run, short_run
from tests.machines.neighbours import STAFF, Neighbours
from tests.machines.sources import Source
from tests.unit.officer.duty import ADMIN, ANNA, BORIS, HOUR, MINUTE, SECOND, STRANGER, VERA
from tests.world.mortal import Killed

T = TypeVar("T")
HAPPENED: Counter[str] = Counter()
"""What came about over all examples: a machine in which nothing is sent proves nothing."""

LEAST = {"got": 60, "approve": 20, "finish": 10, "deaths": 20, "owed": 30, "two": 10, "both": 2}
RARE = (
    "withdraw", "stop", "go_on", "change", "from hydromet", "from clock", "link updates", "link ends", "link repeats",
)  # fmt: skip
"""Each comes about a few times in a short run; by chance one of them may not."""

PEOPLE = (ANNA, "vk:7", "max:17", BORIS, VERA, "telegram:3", STRANGER)
OFFICERS = (ANNA, BORIS, VERA)
WORDS = ("да", "учения", "ложная тревога", "1", "Не то село", "0")
SAID = ("/alerts", "/now", "/status", "/help", "Спасибо", "Сосновинка", "Нет света", "1", "/cancel")
DISTRICTS = (
    ("sosnovinka", "Завтра с 9 до 15 часов не будет холодной воды: ремонт на насосной станции."),
    ("zhuravlikha", "Завтра с 9 до 15 часов не будет холодной воды: ремонт на насосной."),
)
person = st.sampled_from(PEOPLE)
officer = st.sampled_from(OFFICERS)
pick = st.integers(0, 10_000)
death = st.sampled_from([0] * 20 + [1, 2, 3, 5, 8])


class Everything(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="otklik-notices-"))
        self.room, self.store = self.loop.run_until_complete(open_room(self.folder))
        self.neighbours = Neighbours(self.room)
        self.source = Source(self.room)

    def teardown(self) -> None:
        for notice in self.do(self.room.notices()):
            HAPPENED.update(self.do(self.room.did(notice.id)))
            HAPPENED.update({f"from {notice.source}": 1} if notice.source and notice.started_at else {})
            HAPPENED.update({f"link {notice.link}": 1} if notice.link and notice.started_at else {})
        HAPPENED.update(
            {
                "got": len(self.room.got),
                "two": sum(1 for g in self.room.got if g.also),
                "deaths": self.room.deaths,
                "owed": len(self.neighbours.owed),
            }
        )
        self.loop.run_until_complete(self.store.store.close())
        self.loop.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- how a step is done ------------------------------------------------------------------------
    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def happens(self, work: Coroutine[Any, Any, Any], fatal: int = 0) -> None:
        """Do this; the program may die at the `fatal`-th thing that it does with the database, and starts again."""
        self.store.done, self.store.fatal = 0, fatal
        try:
            self.do(work)
        except Killed:
            self.store.fatal = 0
            self.do(self.room.opens())
        self.store.fatal = 0

    def comes(self, event: Event | None, fatal: int = 0) -> None:
        """An update comes in, and comes again if the program died over it: it was not confirmed."""
        if event is not None:
            deaths = self.room.deaths
            self.happens(self.room.world.take(event), fatal)
            if self.room.deaths > deaths:
                self.happens(self.room.world.take(event))

    def one(self, choice: int, *states: str) -> int:
        """A notice, of these states if there is one; 0 without any."""
        notices = self.do(self.room.notices())
        fitting = [n.id for n in notices if not states or n.state in states] or [n.id for n in notices]
        return fitting[choice % len(fitting)] if fitting else 0

    # -- writing -----------------------------------------------------------------------------------
    @rule(
        who=officer, drill=st.booleans(), severity=st.integers(1, 4), fatal=death,
        send_in=st.sampled_from([0, 0, HOUR]), repeat=st.sampled_from([0, 60]),
    )  # fmt: skip
    def somebody_writes(self, who: str, drill: bool, severity: int, send_in: int, repeat: int, fatal: int) -> None:
        room = self.room
        values = {"drill": drill, "severity": severity, "repeat_min": repeat, "until": room.at + 12 * HOUR}
        values |= {"send_at": room.at + send_in if send_in else 0}
        self.happens(room.presses(who, f"t_write:{json.dumps(values)}"), fatal)
        self.happens(room.looks())

    @rule(who=officer, choice=pick, fatal=death)
    def somebody_changes(self, who: str, choice: int, fatal: int) -> None:
        number = self.one(choice, "draft", "pending", "approved")
        self.happens(self.room.presses(who, f"t_change:{number}:Другое {choice}"), fatal)

    @rule(who=officer, choice=pick, fatal=death)
    def somebody_submits(self, who: str, choice: int, fatal: int) -> None:
        self.happens(self.room.presses(who, f"t_submit:{self.one(choice, 'draft')}"), fatal)
        self.happens(self.room.looks())

    # -- pressing and typing -------------------------------------------------------------------------
    @rule(who=person, choice=pick, public=st.booleans(), fatal=death)
    def somebody_presses_anything(self, who: str, choice: int, public: bool, fatal: int) -> None:
        """Any button that ever stood anywhere, also of an old version, also by somebody who never saw it."""
        room = self.room
        if room.seen:
            message, data = room.seen[choice % len(room.seen)]
            chat = ADMIN if public and who.startswith("telegram") else None
            self.happens(room.presses(who, data, chat, message=message), fatal)

    @rule(who=person, word=st.sampled_from(WORDS), public=st.booleans(), fatal=death)
    def somebody_types(self, who: str, word: str, public: bool, fatal: int) -> None:
        self.types(who, word, public, fatal)

    def types(self, who: str, word: str, public: bool, fatal: int = 0) -> None:
        public = public and who.startswith("telegram")
        questions = [s for s in self.room.chats.get(ADMIN, []) if s.row.purpose == "typing"] if public else []
        reply_to = questions[-1].id if questions else ""
        self.happens(self.room.says(who, word, ADMIN if public else None, reply_to=reply_to), fatal)

    @rule(who=officer, choice=pick, public=st.booleans(), fatal=death)
    def somebody_approves_with_care(self, who: str, choice: int, public: bool, fatal: int) -> None:
        """Whoever he is: the present button, and what has to be typed."""
        number = self.one(choice, "pending")
        notice = self.do(self.room.notice(number)) if number else None
        if notice is None:
            return
        data = f"d_ok:{number}:{notice.version}:{notice.digest[:12]}"
        public = public and who.startswith("telegram")
        self.happens(self.room.presses(who, data, ADMIN if public else None), fatal)
        self.answers_first(who, choice, public)
        counted = read_counted(notice)
        self.types(who, "учения" if notice.drill else str(counted.total if counted else 0), public, fatal)

    def answers_first(self, who: str, choice: int, public: bool) -> None:
        """He is asked something in the admin chat; often enough a citizen comes first. Who left it writes nothing."""
        if public and choice % 4 and who.partition(":")[2] not in self.room.strangers:
            self.comes(self.neighbours.answer(who.partition(":")[2], choice))

    @rule(
        who=st.sampled_from([*OFFICERS, "telegram:3"]), choice=pick, public=st.booleans(),
        word=st.sampled_from(["d_return", "d_reject"]), fatal=death,
        way=st.sampled_from(["", "d_reopen", "d_base", "d_praise", "d_pwake"]),
    )  # fmt: skip
    def somebody_turns_it_down(self, who: str, choice: int, word: str, public: bool, fatal: int, way: str) -> None:
        """And perhaps somebody does not leave it at that."""
        number = self.one(choice, "pending")
        if number:
            notice = self.do(self.room.notice(number))
            data = f"{word}:{number}:{notice.version}:{notice.digest[:12]}"
            public = public and who.startswith("telegram")
            self.happens(self.room.presses(who, data, ADMIN if public else None))
            self.answers_first(who, choice, public)
            self.types(who, "Не то село", public, fatal)
        if way:
            self.tries_again(OFFICERS[choice % len(OFFICERS)], choice, way)

    def tries_again(self, who: str, choice: int, way: str) -> None:
        """What was rejected as it is; one that says the same as any other; a graver or louder version of what waits."""
        before = {n.id for n in self.do(self.room.notices())}
        number = self.one(choice, *{"d_reopen": ("rejected",), "d_base": ()}.get(way, ("pending",)))
        if not number:
            return
        notice = self.do(self.room.notice(number))
        shown = f":{notice.version}:{notice.digest[:12]}" if way in ("d_praise", "d_pwake") else ""
        self.happens(self.room.presses(who, f"{way}:{number}{shown}"))
        made = [n.id for n in self.do(self.room.notices()) if n.id not in before]
        for each in made or ([number] if way == "d_reopen" else []):
            self.happens(self.room.presses(who, f"t_submit:{each}"))
        self.happens(self.room.looks())

    @rule(who=officer, choice=pick, again=st.booleans(), between=st.integers(0, 8), fatal=death)
    def somebody_stops(self, who: str, choice: int, again: bool, between: int, fatal: int) -> None:
        """Some have it, some rows wait; and perhaps it goes on."""
        number = self.one(choice, "sending", "stopped")
        self.happens(self.room.looks())
        self.happens(self.room.sends(between // 3))
        self.happens(self.room.presses(who, f"d_stopok:{number}:1"), fatal)
        self.happens(self.room.looks())
        self.happens(self.room.sends(between), fatal)
        if again:
            self.happens(self.room.presses(who, f"d_goon:{number}"), fatal)

    @rule(who=officer, choice=pick, fatal=death)
    def somebody_says_false_alarm(self, who: str, choice: int, fatal: int) -> None:
        self.happens(self.room.presses(who, f"d_false:{self.one(choice, 'sending', 'stopped', 'sent')}"))
        self.types(who, "ложная тревога", False, fatal)

    @rule(who=officer, choice=pick, word=st.sampled_from(["d_fix", "d_update", "d_end"]), fatal=death)
    def somebody_links(self, who: str, choice: int, word: str, fatal: int) -> None:
        before = {n.id for n in self.do(self.room.notices())}
        self.happens(self.room.presses(who, f"{word}:{self.one(choice, 'sent', 'sending', 'stopped')}"), fatal)
        for notice in self.do(self.room.notices()):
            if notice.id not in before:
                self.happens(self.room.presses(who, f"t_submit:{notice.id}"), fatal)
        self.happens(self.room.looks())

    # -- citizens and those who answer them ------------------------------------------------------------
    @initialize()
    def two_have_reported(self) -> None:
        for number in (0, 1):
            self.happens(self.neighbours.reports(number))

    @rule(what=st.sampled_from(["report", "press", "block", *SAID]), number=pick, choice=pick, fatal=death)
    def a_citizen_acts(self, what: str, number: int, choice: int, fatal: int) -> None:
        """He reports, presses any button that stands in his chat, blocks the bot everywhere, or writes this."""
        if what == "report":
            self.happens(self.neighbours.reports(number), fatal)
        elif what == "block":
            for event in self.neighbours.blocks(number):
                self.comes(event, fatal)
        elif what == "press":
            self.comes(self.neighbours.press(number, choice), fatal)
        else:
            self.comes(self.neighbours.text(number, what), fatal)
            assert not self.do(self.neighbours.out_of_reach(number)), "whoever writes can be written to"

    @rule(who=st.sampled_from(STAFF), press=st.booleans(), choice=pick, fatal=death)
    def somebody_answers(self, who: str, press: bool, choice: int, fatal: int) -> None:
        """And perhaps presses a button under a card before."""
        cards = [(shown, data) for _, shown in self.neighbours.cards()[-4:] for data in shown.data]
        if press and cards:
            shown, data = cards[choice % len(cards)]
            more = {"data": data, "message": shown.id, "ack": "a2", "ack_until": self.room.at + 9_000}
            self.comes(self.neighbours.staff(who, Kind.BUTTON, **more))
        if who not in self.room.strangers:
            self.comes(self.neighbours.answer(who, choice), fatal)

    @rule(number=st.integers(1, CITIZENS), word=st.sampled_from(["n_safe", "n_help", "n_away"]), choice=pick)
    def a_subscriber_responds(self, number: int, word: str, choice: int) -> None:
        """Also to what he never got."""
        channel, chat = channel_of(number), str(7000 + number)
        key = str(next(self.room.world.numbers))
        data = f"{word}:{self.one(choice, 'sending', 'sent')}"
        self.comes(Event(channel, key, Kind.BUTTON, chat, True, chat, data=data, ack="a3"))

    # -- a source ------------------------------------------------------------------------------------
    @rule(
        kind=st.sampled_from(["Alert", "Alert", "Update", "Cancel"]), choice=pick,
        severity=st.sampled_from(["Extreme", "Severe", "Moderate"]), drill=st.sampled_from([False, False, False, True]),
        at_once=st.sampled_from([True, True, False]), fatal=death,
    )  # fmt: skip
    def a_source_says(self, kind: str, choice: int, severity: str, drill: bool, at_once: bool, fatal: int) -> None:
        """It comes at once, or is under way for a while."""
        alert = self.source.alert(kind, choice, severity, "Exercise" if drill else "Actual")
        if at_once:
            self.happens(self.source.comes(alert), fatal)
            self.happens(self.room.looks())
        else:
            self.source.kept.append(alert)

    @rule(choice=pick, fatal=death)
    def a_word_comes_late_or_twice(self, choice: int, fatal: int) -> None:
        alert = self.source.late(choice)
        if alert is not None:
            self.happens(self.source.comes(alert), fatal)

    # -- the world -----------------------------------------------------------------------------------
    @rule(ms=st.sampled_from([0, SECOND, 15 * SECOND, 2 * MINUTE, 10 * MINUTE]), fatal=death)
    def time_passes(self, ms: int, fatal: int) -> None:
        self.happens(self.room.passes(ms), fatal)

    @rule(ms=st.sampled_from([HOUR, HOUR, 13 * HOUR]), fatal=death)
    def nobody_was_there_for_long(self, ms: int, fatal: int) -> None:
        """The program was down: everything is late."""
        self.room.at += ms
        self.happens(self.room.passes(0), fatal)

    @rule(word=st.sampled_from(["n_start", "n_until", "n_repeat", "n_call", "n_progress", "n_counted"]), choice=pick)
    def the_clock_stutters(self, word: str, choice: int) -> None:
        """A tick that nobody ordered, or that comes twice."""
        if number := self.one(choice):
            self.happens(self.room.ticks(word, number))

    @rule(fatal=death)
    def the_loop_looks(self, fatal: int) -> None:
        self.happens(self.room.looks(), fatal)

    @rule(most=st.integers(1, 8), fatal=death)
    def messengers_take(self, most: int, fatal: int) -> None:
        self.happens(self.room.sends(most), fatal)

    @rule()
    def all_goes_well(self) -> None:
        """Nothing disturbs it for a while."""
        for _ in range(3):
            self.happens(self.room.looks())
            self.happens(self.room.sends(20))
            self.happens(self.room.passes(16 * SECOND))

    @rule(
        author=officer, other=officer, drill=st.booleans(), repeat=st.sampled_from([0, 60, 60]),
        then=st.sampled_from(["", "", "well", "stopped"]),
    )  # fmt: skip
    def one_goes_out_as_it_should(self, author: str, other: str, drill: bool, repeat: int, then: str) -> None:
        """As far as both are officers now, and two; `then` nothing disturbs it, or it is stopped and goes on."""
        self.somebody_writes(author, drill, 4, 0, repeat, 0)
        self.somebody_approves_with_care(other, 0, False, 0)
        self.happens(self.room.passes(0))
        if then == "stopped":
            self.somebody_stops(author, 0, True, 5, 0)
        if then:
            self.all_goes_well()

    @rule(
        author=officer, other=officer, taken=st.integers(0, 8), fatal=st.sampled_from([0, 3, 6, 9, 12, 15, 20]),
        then=st.sampled_from(["", "", "d_stopok", "d_goon", "d_end"]), which=st.integers(0, 1),
    )  # fmt: skip
    def two_districts_are_warned(self, author: str, other: str, taken: int, fatal: int, then: str, which: int) -> None:
        """Of nearly the same, one after the other; the program may die while the second is written out, and one of them
        may be stopped, go on, or end while some have both in one message and others none yet.
        """
        numbers = (self.one_district(author, other, 0), 0)
        self.happens(self.room.looks())
        self.happens(self.room.sends(taken // 2))
        numbers = (numbers[0], self.one_district(author, other, 1))
        if 0 in numbers:
            return
        self.happens(self.room.looks(), fatal)
        self.happens(self.room.sends(taken), fatal)
        if then in ("d_stopok", "d_goon"):
            self.happens(self.room.presses(author, f"d_stopok:{numbers[which]}:1"), fatal)
        self.all_goes_well()
        if then == "d_goon":
            self.happens(self.room.presses(author, f"d_goon:{numbers[which]}"), fatal)
            self.all_goes_well()
        if then == "d_end":
            self.one_is_followed_as_it_should(author, other, which, then)
        if all(self.do(self.room.notice(number)).state == "sent" for number in numbers) and then != "d_end":
            assert self.do(self.room.without(numbers)) == []
            HAPPENED["both"] += 1

    def one_district(self, author: str, other: str, which: int) -> int:
        """A notice that waters are off there, sent as far as both may; its number, 0 if it is not being sent."""
        before, (place, words) = {n.id for n in self.do(self.room.notices())}, DISTRICTS[which]
        values = {
            "severity": 2, "kind": "water", "ask": [], "until": 4_000_000_000_000, "texts": {"ru": words},
            "area": {"settlements": [place]},
        }  # fmt: skip
        self.happens(self.room.presses(author, f"t_write:{json.dumps(values)}"))
        self.happens(self.room.looks())
        made = [n for n in self.do(self.room.notices()) if n.id not in before and n.state == "pending"]
        for notice in made:
            data = f"d_ok:{notice.id}:{notice.version}:{notice.digest[:12]}"
            self.happens(self.room.presses(other, data))
            self.happens(self.room.passes(0))
        sending = [n.id for n in made if self.do(self.room.notice(n.id)).state == "sending"]
        return sending[0] if sending else 0

    @rule(author=officer, other=officer, choice=pick, word=st.sampled_from(["d_fix", "d_update", "d_end", "d_end"]))
    def one_is_followed_as_it_should(self, author: str, other: str, choice: int, word: str) -> None:
        """After an hour in which it may have been said again."""
        self.happens(self.room.goes_by(HOUR))
        self.all_goes_well()
        self.somebody_links(author, choice, word, 0)
        self.somebody_approves_with_care(other, 0, False, 0)
        self.happens(self.room.passes(0))

    @rule(user=st.sampled_from(["1", "2", "3"]), gone=st.sampled_from([True, False, False, False]))
    def somebody_leaves_or_returns(self, user: str, gone: bool) -> None:
        (self.room.strangers.add if gone else self.room.strangers.discard)(user)

    @rule(allowed=st.booleans())
    def the_exception_is_set(self, allowed: bool) -> None:
        """Only before anything was written: it is a setting."""
        if not self.do(self.room.notices()):
            self.room.shared.one_officer = allowed

    # -- what holds ----------------------------------------------------------------------------------
    @invariant()
    def nothing_went_out_that_must_not(self) -> None:
        assert self.do(self.room.faults_found()) == []

    @invariant()
    def no_answer_is_lost(self) -> None:
        assert self.do(self.neighbours.faults_found()) == []


@pytest.fixture(scope="module", autouse=True)
def not_for_nothing() -> Iterator[None]:
    HAPPENED.clear()
    yield
    for what, least in LEAST.items():
        assert HAPPENED[what] >= least, f"too little came about: {HAPPENED}"
    assert sum(not HAPPENED[what] for what in RARE) <= 1, f"too little came about: {HAPPENED}"


TestEverything = Everything.TestCase
TestEverything.settings = short_run(48, 50)


class EverythingForLong(Everything):
    """The same, for an hour."""


TestEverythingForLong = pytest.mark.chaos(EverythingForLong.TestCase)
TestEverythingForLong.settings = long_run(600, 60)

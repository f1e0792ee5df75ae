"""Citizens and operators over the whole program and the emulated messengers, in any order.

The promises hold after each step.

A failing sequence is printed with a blob that repeats it (`reproduce_failure`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from storage.changes import Query
from storage.records import OutboxState
from tests.machines.later import Later
from tests.machines.lengths import long_run, short_run
from tests.machines.talk import ACCOUNTS, MARK, TOWN, file_of, pick, which, who
from tests.machines.town import Town, bot_messages
from tests.world.in_place import sqlite_in_place

WORDS = (
    "В Сосновинке на улице Лесной, 5 яма на дороге", "пахнет газом в подъезде", "<b>жирно</b> & <i", "@durov #тег https://x.y/?a=1",
    "\u202eобратно\u2066 \x07", "🧑‍🚒🔥🇷🇺 é", "спасибо", "строка\n\n\nстрока", "№ 1", "да", "{ $name }", "%s {0} \\",
    "😀" * 900, "длинно " * 550,
)  # fmt: skip
COMMANDS = (
    "/start", "/start qr_5", "/help", "помощь", "/report", "сообщить", "/status", "/status 1", "статус 2", "Привет!",
    "статус 999999", "/reports", "мои сообщения", "/language", "/privacy", "/unknown", "/HELP", "/start@sandbox_bot",
    "/status № 3", "/alerts", "подписки", "/places", "мои места", "Кедрачи", "23-7", "код",
)  # fmt: skip
OPERATOR_WORDS = ("/queue", "/help", "/find яма", "/stats", "/oops", "просто разговор", "№ 1", "№ 999999 привет", "//")
GARBAGE = (
    "", "c_send", "c_send:", "c_send:abc", "c_topic:1:нет", "c_report:-1", "c_more:99999999999999999999", "o_take:1",
    "o_take:x", "c_reports:-5", "c_lang:xx", "🙂", ":::", "c_forgetyes:1", "c_new:1:1", "solved:1", "o_reason:1:zzz",
    "s_area:s:нет:0", "s_place:1", "s_pdel:-1", "s_joinyes:A2A2A2A2", "s_setquiet:9999:1", "s_splityes",
    "s_pradius:300",
)  # fmt: skip
KINDS = ("photo", "photo", "document", "voice", "sticker")
REFUSED = int(OutboxState.UNREACHABLE)
FILED: list[int] = []
"""How many reports each town had in the end."""

OUT = ("c_cancel", "c_draft", "c_keep", "c_noconsent", "c_done")
some_text = st.sampled_from(WORDS) | st.text(max_size=30)
WHOLE_REPORTS = (
    "В Тихореченске на улице Лесной, 5 третий день не чистят снег",
    "Открытый люк на улице Садовой, 12 в Тихореченске, провалился ребёнок",
    "Нет горячей воды, Тихореченск, улица Речная, дом 3",
)


class Talking(Later):
    # -- citizens --------------------------------------------------------------------------------
    @rule(number=who, text=some_text, reply=st.booleans(), choice=pick)
    def citizen_writes(self, number: int, text: str, reply: bool, choice: int) -> None:
        world, user = self.people[number]
        said = bot_messages(world, user)
        target = said[choice % len(said)].id if reply and said else ""
        if self.is_asked(world, user):
            self.let_go.add(self.owner(world, user))  # it may be an answer: a name of a place, a town
        self.writes(number, f"{self.mark(number)} {text}"[:4000], reply_to=target)

    @rule(number=who, text=st.sampled_from([w for w in WORDS if w.strip()]))
    def citizen_writes_without_a_mark(self, number: int, text: str) -> None:
        if text == "да":
            self.lets_go(number)  # he may have been asked whether all is to be forgotten
        self.writes(number, text)

    @rule(number=who, word=st.sampled_from(COMMANDS))
    def citizen_commands(self, number: int, word: str) -> None:
        self.writes(number, word)

    @rule(number=who, kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=3), text=st.sampled_from(["", "вот"]))
    def citizen_sends_files(self, number: int, kinds: list[str], text: str) -> None:
        kinds = kinds if set(kinds) == {"photo"} else kinds[:1]
        self.writes(number, "" if kinds[0] == "sticker" else text, files=[file_of(kind) for kind in kinds])

    @rule(number=who, lat=st.sampled_from([60.31, 55.7, -90.0]), lon=st.sampled_from([63.52, 37.6, 180.0]))
    def citizen_sends_a_place(self, number: int, lat: float, lon: float) -> None:
        self.writes(number, "", lat=lat, lon=lon)

    @rule(number=who, choice=pick)
    def citizen_presses_any_button_ever_shown(self, number: int, choice: int) -> None:
        world, user = self.people[number]
        shown = self.town.shown[world.name, user]
        if shown:
            self.press(world, user, *shown[choice % len(shown)])

    @rule(number=who, choice=pick, word=st.sampled_from(["", "", "", "да", "нет", "отправить", "назад", "готово", "1"]))
    def citizen_types_the_words_of_a_button(self, number: int, choice: int, word: str) -> None:
        """A label of a message that stands there, or a word that may mean one."""
        world, user = self.people[number]
        before = self.town.stirs[world.name, user]
        labels = [b.label for m in bot_messages(world, user) for row in m.buttons for b in row if b.data]
        if not word and not labels:
            return
        self.let_go.add(self.owner(world, user))  # it may be "cancel", or the answer to a question
        self.writes(number, word or labels[choice % len(labels)])
        self.passes(16)  # where it is a report's words, they are gathered
        heard = not world.persons[user].blocked
        assert not heard or self.town.stirs[world.name, user] > before, "whoever types is answered"

    @initialize()
    def two_have_reported(self) -> None:
        """Without it most runs would see drafts only."""
        for number in (0, 1):
            self.files_report(number, WHOLE_REPORTS[number])

    @rule(number=who, text=st.sampled_from(WHOLE_REPORTS))
    def citizen_files_a_report(self, number: int, text: str) -> None:
        """From the first word to the number, if nothing stands in the way."""
        self.files_report(number, text)

    @rule(number=who)
    def citizen_goes_on(self, number: int) -> None:
        """Presses the first button of the newest screen: from draft to number, most often."""
        self.goes_on(number)

    @rule(number=who, data=st.sampled_from(GARBAGE))
    def citizen_presses_garbage(self, number: int, data: str) -> None:
        world, user = self.people[number]
        said = bot_messages(world, user)
        if said:
            raw = json.dumps({"d": data}) if world.name == "vk" else data
            self.press(world, user, said[-1].id, raw)

    @rule(number=who, choice=pick, text=some_text)
    def citizen_edits(self, number: int, choice: int, text: str) -> None:
        world, user = self.people[number]
        own = self.own.get((world.name, user), [])
        said = [m for m in world.chats[user].messages if m.id in own and not m.deleted]
        live = [m.id for m in said if m.text and not m.files and m.lat is None]
        if live and text.strip():
            self.let_go.add(self.owner(world, user))
            self.happens(world.edit, user, user, live[choice % len(live)], text)

    @rule(number=who)
    def citizen_blocks(self, number: int) -> None:
        self.blocks(number)

    @rule(number=st.integers(0, ACCOUNTS - 1), choice=pick)
    def one_who_blocked_it_everywhere_comes_back(self, number: int, choice: int) -> None:
        """By any old button, and minutes later in words."""
        for other in range(ACCOUNTS):
            self.blocks(other)
        self.citizen_presses_any_button_ever_shown(number, choice)
        for _ in range(6):
            self.passes(61)
        self.citizen_types_the_words_of_a_button(number, choice, "назад")

    @rule(number=who, ref=st.sampled_from(["", "qr_5", "x" * 64]))
    def citizen_starts(self, number: int, ref: str) -> None:
        world, user = self.people[number]
        self.happens(world.start, user, ref)

    @rule(number=who, word=st.sampled_from(["/cancel", "отмена", "/forget"]))
    def citizen_leaves_whatever_is_open(self, number: int, word: str) -> None:
        world, user = self.people[number]
        before = self.town.stirs[world.name, user]
        self.let_go.add(self.owner(world, user))
        self.writes(number, word)
        assert self.town.stirs[world.name, user] > before, f"{word!r} got no answer"

    # -- operators -------------------------------------------------------------------------------
    @rule(which=which, choice=pick, note=st.booleans(), photo=st.booleans())
    def operator_replies(self, which: int, choice: int, note: bool, photo: bool) -> None:
        said = bot_messages(self.town.stage.telegram, self.admin)[-12:]
        if said:
            files = [file_of("photo")] if photo else []
            text = f"{'// ' if note else ''}Ответ {self.answer_mark()}"
            self.staff_say(which, text, reply_to=said[choice % len(said)].id, files=files)

    @rule(which=which, choice=pick)
    def operator_answers_by_number(self, which: int, choice: int) -> None:
        numbers = [n for (n,) in self.town.look("id", "report")][-6:]
        if numbers:
            self.staff_say(which, f"№ {numbers[choice % len(numbers)]} Ответ {self.answer_mark()}")

    @rule(which=which, word=st.sampled_from(OPERATOR_WORDS), anonymous=st.booleans())
    def operator_says(self, which: int, word: str, anonymous: bool) -> None:
        self.staff_say(which, word, anonymous=anonymous)

    @rule(which=st.integers(0, 2), choice=pick)
    def somebody_presses_in_the_admin_chat(self, which: int, choice: int) -> None:
        shown = self.town.shown["telegram", self.admin][-60:]
        if shown:
            user = (*self.operators, self.stranger)[which]
            self.happens(self.town.stage.telegram.press, user, self.admin, *shown[choice % len(shown)])

    @rule(choice=pick, text=st.sampled_from(["исправлено", "//", "№ 1 другое"]))
    def operator_edits(self, choice: int, text: str) -> None:
        telegram = self.town.stage.telegram
        live = {m.id: m.sender for m in telegram.chats[self.admin].messages if not m.deleted}
        mine = [m for m in self.theirs if m in live]
        if mine:
            message = mine[choice % len(mine)]
            self.happens(telegram.edit, live[message], self.admin, message, text)

    # -- time and the machine ---------------------------------------------------------------------
    @rule(seconds=st.sampled_from([1, 2, 5, 11, 11, 61, 700, 4 * 3600, 25 * 3600, 8 * 86_400]))
    def time_passes(self, seconds: int) -> None:
        if seconds > 20 * 3600:
            self.let_go.update(self.owners.values())
        self.passes(seconds)

    @rule(hard=st.booleans())
    def bot_is_started_anew(self, hard: bool) -> None:
        async def again() -> None:
            await self.town.stage.stop_bot()
            if hard:
                self.town.stage.clock.leap(30)
            await self.town.stage.start_bot()
            await self.town.quiet()

        self.town.do(again())

    # -- promises --------------------------------------------------------------------------------
    @invariant()
    def nothing_went_wrong(self) -> None:
        assert self.town.look("error", "fault", "solved_at = 0") == []
        assert {world.name: world.refused for world in self.worlds if world.refused} == {}

    @invariant()
    def no_text_is_lost_or_in_two_reports(self) -> None:
        in_reports: dict[str, set[int]] = {}
        texts = self.town.look("id, text || ' ' || address", "report")
        texts += self.town.look(
            "report_id, text || ' ' || data",
            "report_event",
            "kind IN ('added', 'reply', 'edited', 'not_solved', 'partly', 'closed')",
        )
        for report, text in texts:
            for mark in MARK.findall(text):
                in_reports.setdefault(mark, set()).add(report)
        drafts = {
            m
            for (data,) in self.town.look("data", "dialogue", "step IN ('draft', 'draft_place', 'adding')")
            for m in MARK.findall(data)
        }
        for mark, author in self.marks.items():
            reports = in_reports.get(mark, set())
            assert len(reports) <= 1, f"{mark} is in reports {reports}"
            holds = bool(reports) or mark in drafts
            if (mark in self.held or mark in self.fresh) and author not in self.let_go:
                assert holds, f"{mark} is lost"
            if holds:
                self.held.add(mark)
            else:
                self.held.discard(mark)
        self.let_go.clear()
        self.fresh.clear()

    @invariant()
    def nobody_sees_what_is_not_his(self) -> None:
        for world, user in self.people:
            owner = self.owner(world, user)
            for message in bot_messages(world, user):
                for mark in MARK.findall(message.text):
                    assert self.marks.get(mark) == owner, f"{mark} is shown to {user}"
                assert "// " not in message.text, "an internal note went out"

    @invariant()
    def every_open_screen_has_a_way_out(self) -> None:
        for world, user in self.people:
            where = f"channel = '{world.name}' AND chat = '{user}' AND screen > 0 AND step <> ''"
            for step, screen, data in self.town.look("step, screen, data", "dialogue", where):
                draft = json.loads(data or "{}").get("draft") or {}
                if draft.get("gathering"):
                    continue  # albums and additions are gathered for seconds before a screen of theirs is shown
                slot = f"channel = '{world.name}' AND chat = '{user}' AND slot = 'screen:{screen}'"
                if self.town.look("id", "outbox", f"{slot} AND state < 2"):
                    continue  # not shown yet: the messenger is being waited for
                if (fates := self.town.look("state", "outbox", f"{slot} ORDER BY id")) and fates[-1] == (REFUSED,):
                    continue  # he blocked the bot when he pressed: what stands there could not be changed
                for (message,) in self.town.look("message_id", "sent_message", slot):
                    shown = next((m for m in bot_messages(world, user) if m.id == message), None)
                    if shown is not None and step in ("draft", "draft_place", "adding"):
                        ways = (*OUT, "s_done")  # his places may be looked at meanwhile
                        assert any(w in d for d in data_of(shown.buttons) for w in ways), (
                            f"no way out of {shown.text!r}"
                        )
                    if shown is not None and step.startswith("s_"):
                        assert any("s_done" in d for d in data_of(shown.buttons)), f"no way out of {shown.text!r}"

    @invariant()
    def every_report_is_in_sight(self) -> None:
        telegram = self.town.stage.telegram
        live = {m.id: m.text for m in telegram.chats[self.admin].messages if not m.deleted}
        slots = dict(
            self.town.look("slot, message_id", "sent_message", f"chat = '{self.admin}' AND slot LIKE 'card:%'")
        )
        waits = bool(self.town.look("key", "timer", "kind = 'cards'"))
        for number, carded, unshown in self.town.look("id, carded, unshown", "report"):
            assert not unshown or waits, f"№ {number} is not in sight"
            if carded:
                assert re.search(rf"№\s{number}\b", live[slots[f"card:{number}"]])

    @invariant()
    def delivered_means_sent_once(self) -> None:
        told = self.town.look("id, data", "report_event", "delivery = 'delivered'")
        new = "purpose IN ('answer', 'question') AND op = 'send' AND state = 2"  # corrections change what was sent
        sent = self.town.look("event_id", "outbox", new)
        for event, data in told:
            wordings = 1 + len(json.loads(data or "{}").get("was", []))  # one that he missed may come by itself
            assert sum(e == event for (e,) in sent) <= wordings, f"line {event} was sent again"
        confirmed = [n for (n,) in self.town.look("report_id", "outbox", "purpose = 'confirmation' AND state < 3")]
        assert len(confirmed) == len(set(confirmed)), "a number was given twice"


def data_of(rows: Any) -> Iterator[str]:
    for row in rows:
        for button in row:
            yield button.data


def town_closes() -> None:
    """What was filed there counts."""
    town = TOWN.pop()
    FILED.append(dict(town.do(town.stage.app.store.read(Query("last_ids")))[0])["report"])
    town.close()


@pytest.fixture(scope="module", autouse=True)
def not_for_nothing() -> Iterator[None]:
    FILED.clear()
    yield
    assert sum(FILED) >= 15, f"only {sum(FILED)} reports were filed: the machine tested drafts"


@pytest.fixture(scope="class", autouse=True)
def town(request: pytest.FixtureRequest) -> Iterator[None]:
    """One for all examples: opening it takes longer than a short example. The long form has one for each, in one
    thread like this: so it draws many more, and what failed fails again.
    """
    if request.cls is not TestTalking:
        with sqlite_in_place():
            yield
        return
    TOWN.append(Town())
    yield
    town_closes()


TestTalking = Talking.TestCase
TestTalking.settings = short_run(10, 23)


class TalkingForLong(Talking):
    """The same, for an hour. Each example has a town of its own: what failed once fails again, and is made smaller."""

    def __init__(self) -> None:
        TOWN.append(Town())
        super().__init__()

    def teardown(self) -> None:
        town_closes()


TestTalkingForLong = pytest.mark.chaos(TalkingForLong.TestCase)
TestTalkingForLong.settings = long_run(500, 40)

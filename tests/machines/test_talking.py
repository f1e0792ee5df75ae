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
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.channels.names import messengers
from bot.sandbox.samples import SAMPLES, sample_png
from bot.sandbox.world import Messenger, WorldFile
from storage.changes import Query
from tests.machines.lengths import long_run, short_run
from tests.machines.town import Town, bot_messages

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
LETTING_GO = ("c_cancel", "c_noconsent", "c_forgetyes", "c_unconsent", "c_undo", "c_new", "c_withdrawn", "c_topic")
OUT = ("c_cancel", "c_draft", "c_keep", "c_noconsent", "c_done")
MARK = re.compile(r"мк\d+я\d+ю")
TOWN: list[Town] = []

ACCOUNTS = len(messengers())
"""So many of those who write are one person, with an account in each messenger; the others have one each."""
who = st.integers(0, ACCOUNTS + 3)
some_text = st.sampled_from(WORDS) | st.text(max_size=30)
pick = st.integers(0, 10_000)


def file_of(kind: str) -> WorldFile:
    sample = next(iter(SAMPLES))
    mimes = {"photo": "image/png", "document": "application/pdf", "voice": "audio/ogg", "sticker": "image/webp"}
    content = sample_png(sample) if kind == "photo" else b"content"
    return WorldFile(kind, f"{kind}.bin", mimes[kind], content)


WHOLE_REPORTS = (
    "В Тихореченске на улице Лесной, 5 третий день не чистят снег",
    "Открытый люк на улице Садовой, 12 в Тихореченске, провалился ребёнок",
    "Нет горячей воды, Тихореченск, улица Речная, дом 3",
)


class Talking(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.town = TOWN[0]
        stage = self.town.stage
        self.worlds = tuple(stage.emulators.values())
        self.people: list[tuple[Messenger, str]] = []
        for number in range(ACCOUNTS + 4):
            world = self.worlds[number % len(self.worlds)]
            self.people.append((world, world.add_person(f"Житель {number}").id))
        accounts = [(world.name, user) for world, user in self.people]
        self.town.do(self.town.joined(accounts[:ACCOUNTS]))
        self.owners = {one: one if at >= ACCOUNTS else accounts[0] for at, one in enumerate(accounts)}
        self.operators = stage.scene.operators
        self.stranger = stage.telegram.add_person("Чужой").id
        self.admin = stage.scene.admin_chat_id
        self.marks: dict[str, tuple[str, str]] = {}  # mark -> whose it is
        self.held: set[str] = set()  # marks that stood in a draft or a report after the last step
        self.let_go: set[tuple[str, str]] = set()  # whoever's texts may go in this step
        self.own: dict[tuple[str, str], list[str]] = {}  # messages that a citizen wrote
        self.theirs: list[str] = []  # and operators
        self.answers = 0  # what operators wrote, each with a mark of its own
        self.fresh = ""  # the mark of the message that was just written

    def owner(self, world: Messenger, user: str) -> tuple[str, str]:
        """The (messenger, user) by which whoever has this account is known here."""
        return self.owners[world.name, user]

    # -- how a step is done ----------------------------------------------------------------------
    def happens(self, act: Any, *values: Any, **named: Any) -> list[str]:
        async def step() -> Any:
            done = act(*values, **named)
            await self.town.quiet()
            return done

        return self.town.do(step()) or []

    def mark(self, number: int) -> str:
        world, user = self.people[number]
        self.fresh = f"мк{user}я{len(self.marks)}ю"
        self.marks[self.fresh] = self.owner(world, user)
        return self.fresh

    def writes(self, number: int, text: str, **how: Any) -> None:
        world, user = self.people[number]
        ids = self.happens(world.say, user, user, text, **how)
        self.own.setdefault((world.name, user), []).extend(ids)

    # -- citizens --------------------------------------------------------------------------------
    @rule(number=who, text=some_text, reply=st.booleans(), choice=pick)
    def citizen_writes(self, number: int, text: str, reply: bool, choice: int) -> None:
        world, user = self.people[number]
        said = bot_messages(world, user)
        target = said[choice % len(said)].id if reply and said else ""
        if self.is_asked(world, user):
            self.let_go.add(self.owner(world, user))  # it may be an answer: a name of a place, a town
        self.writes(number, f"{self.mark(number)} {text}"[:4000], reply_to=target)

    def is_asked(self, world: Messenger, user: str) -> bool:
        """Whether a question about warnings or places waits for words."""
        where = f"channel = '{world.name}' AND chat = '{user}' AND step LIKE 's_%'"
        return bool(self.town.look("step", "dialogue", where))

    @rule(number=who, text=st.sampled_from([w for w in WORDS if w.strip()]))
    def citizen_writes_without_a_mark(self, number: int, text: str) -> None:
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
            self._press(world, user, *shown[choice % len(shown)])

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
        self.happens(self.town.stage.clock.leap, 16)  # where it is a report's words, they are gathered
        heard = not world.persons[user].blocked
        assert not heard or self.town.stirs[world.name, user] > before, "whoever types is answered"

    @initialize()
    def two_have_reported(self) -> None:
        """Without it most runs would see drafts only."""
        for number in (0, 1):
            self._file_report(number, WHOLE_REPORTS[number])

    @rule(number=who, text=st.sampled_from(WHOLE_REPORTS))
    def citizen_files_a_report(self, number: int, text: str) -> None:
        """From the first word to the number, if nothing stands in the way."""
        self._file_report(number, text)

    def _file_report(self, number: int, text: str) -> None:
        if self.is_asked(*self.people[number]):
            self.let_go.add(self.owner(*self.people[number]))
        self.writes(number, f"{self.mark(number)} {text}")
        self.happens(self.town.stage.clock.leap, 6)
        for _ in range(2):  # to send, to consent
            self._go_on(number)

    @rule(number=who)
    def citizen_goes_on(self, number: int) -> None:
        """Presses the first button of the newest screen: from draft to number, most often."""
        self._go_on(number)

    def _go_on(self, number: int) -> None:
        world, user = self.people[number]
        for message in reversed(bot_messages(world, user)):
            data = [b.data for row in message.buttons for b in row if b.data]
            if data:
                self._press(world, user, message.id, data[0])
                return

    @rule(number=who, data=st.sampled_from(GARBAGE))
    def citizen_presses_garbage(self, number: int, data: str) -> None:
        world, user = self.people[number]
        said = bot_messages(world, user)
        if said:
            raw = json.dumps({"d": data}) if world.name == "vk" else data
            self._press(world, user, said[-1].id, raw)

    def _press(self, world: Messenger, user: str, message: str, data: str) -> None:
        if any(word in data for word in LETTING_GO):
            self.let_go.add(self.owner(world, user))
        self.happens(world.press, user, user, message, data)

    @rule(number=who, choice=pick, text=some_text)
    def citizen_edits(self, number: int, choice: int, text: str) -> None:
        world, user = self.people[number]
        own = self.own.get((world.name, user), [])
        live = [m.id for m in world.chats[user].messages if m.id in own and m.text and not m.files and m.lat is None]
        if live and text.strip():
            self.let_go.add(self.owner(world, user))
            self.happens(world.edit, user, user, live[choice % len(live)], text)

    @rule(number=who)
    def citizen_blocks(self, number: int) -> None:
        world, user = self.people[number]
        if world.persons[user].started:
            self.happens(world.block, user)

    @rule(number=st.integers(0, ACCOUNTS - 1), choice=pick)
    def one_who_blocked_it_everywhere_comes_back(self, number: int, choice: int) -> None:
        """By any old button, and minutes later in words."""
        for other in range(ACCOUNTS):
            self.citizen_blocks(other)
        self.citizen_presses_any_button_ever_shown(number, choice)
        for _ in range(6):
            self.happens(self.town.stage.clock.leap, 61)
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
    @rule(which=st.integers(0, 1), choice=pick, note=st.booleans(), photo=st.booleans())
    def operator_replies(self, which: int, choice: int, note: bool, photo: bool) -> None:
        said = bot_messages(self.town.stage.telegram, self.admin)[-12:]
        if said:
            files = [file_of("photo")] if photo else []
            text = f"{'// ' if note else ''}Ответ {self._operators_mark()}"
            self._operator(which, text, reply_to=said[choice % len(said)].id, files=files)

    @rule(which=st.integers(0, 1), choice=pick)
    def operator_answers_by_number(self, which: int, choice: int) -> None:
        numbers = [n for (n,) in self.town.look("id", "report")][-6:]
        if numbers:
            self._operator(which, f"№ {numbers[choice % len(numbers)]} Ответ {self._operators_mark()}")

    @rule(which=st.integers(0, 1), word=st.sampled_from(OPERATOR_WORDS), anonymous=st.booleans())
    def operator_says(self, which: int, word: str, anonymous: bool) -> None:
        self._operator(which, word, anonymous=anonymous)

    def _operators_mark(self) -> str:
        self.answers += 1
        return f"оп{self.answers}ц{self.stranger}"

    def _operator(self, which: int, text: str, **how: Any) -> None:
        telegram = self.town.stage.telegram
        ids = self.happens(telegram.say, self.operators[which], self.admin, text, **how)
        if not how.get("anonymous") and not how.get("files"):
            self.theirs.append(ids[0])

    @rule(which=st.integers(0, 2), choice=pick)
    def somebody_presses_in_the_admin_chat(self, which: int, choice: int) -> None:
        shown = self.town.shown["telegram", self.admin][-60:]
        if shown:
            user = (*self.operators, self.stranger)[which]
            self.happens(self.town.stage.telegram.press, user, self.admin, *shown[choice % len(shown)])

    @rule(choice=pick, text=st.sampled_from(["исправлено", "//", "№ 1 другое"]))
    def operator_edits(self, choice: int, text: str) -> None:
        telegram = self.town.stage.telegram
        live = {m.id: m.sender for m in telegram.chats[self.admin].messages}
        mine = [m for m in self.theirs if m in live]
        if mine:
            message = mine[choice % len(mine)]
            self.happens(telegram.edit, live[message], self.admin, message, text)

    # -- time and the machine ---------------------------------------------------------------------
    @rule(seconds=st.sampled_from([1, 2, 5, 11, 11, 61, 700, 4 * 3600, 25 * 3600, 8 * 86_400]))
    def time_passes(self, seconds: int) -> None:
        if seconds > 20 * 3600:
            self.let_go.update(self.owners.values())
        self.happens(self.town.stage.clock.leap, seconds)

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
            if (mark in self.held or mark == self.fresh) and author not in self.let_go:
                assert holds, f"{mark} is lost"
            if holds:
                self.held.add(mark)
            else:
                self.held.discard(mark)
        self.let_go.clear()
        self.fresh = ""

    @invariant()
    def nobody_sees_what_is_not_his(self) -> None:
        answers: dict[str, tuple[str, str]] = {}
        for world, user in self.people:
            owner = self.owner(world, user)
            for message in bot_messages(world, user):
                for mark in MARK.findall(message.text):
                    assert self.marks.get(mark) == owner, f"{mark} is shown to {user}"
                for answer in re.findall(r"оп\d+ц\d+", message.text):
                    assert answers.setdefault(answer, owner) == owner, f"{answer} went to two persons"
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
        told = self.town.look("id", "report_event", "delivery = 'delivered'")
        new = "purpose IN ('answer', 'question') AND op = 'send' AND state = 2"  # corrections change what was sent
        sent = self.town.look("event_id", "outbox", new)
        counts = [sum(e == event for (e,) in sent) for (event,) in told]
        assert all(count <= 1 for count in counts)
        confirmed = [n for (n,) in self.town.look("report_id", "outbox", "purpose = 'confirmation' AND state < 3")]
        assert len(confirmed) == len(set(confirmed)), "a number was given twice"


def data_of(rows: Any) -> Iterator[str]:
    for row in rows:
        for button in row:
            yield button.data


@pytest.fixture(scope="module", autouse=True)
def town() -> Iterator[None]:
    TOWN.append(Town())
    yield
    town = TOWN.pop()
    filed = dict(town.do(town.stage.app.store.read(Query("last_ids")))[0])["report"]
    town.close()
    assert filed >= 15, f"only {filed} reports were filed: the machine tested drafts"


TestTalking = Talking.TestCase
TestTalking.settings = short_run(10, 23)


class TalkingForLong(Talking):
    """The same, for an hour."""


TestTalkingForLong = pytest.mark.chaos(TalkingForLong.TestCase)
TestTalkingForLong.settings = long_run(500, 40)

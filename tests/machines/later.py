"""What people do besides writing and pressing, and what must be true of answers, cards, /status and the queue then.

They take back what they wrote, write twice within a second, come back after they blocked the bot, are forgotten amid a
report; staff ask and are answered, join reports and answer all of a case, hand over, and leave their chat.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from bot.sandbox.world import Messenger, ShownMessage
from handlers.reports.delivery_words import OUTGOING, WAS_AWAY
from handlers.reports.status import ALIVE, QUEUED
from tests.machines.talk import Talk, file_of, pick, which, who
from tests.machines.town import bot_messages

ANSWER = re.compile(r"оп\d+ц\d+")
QUEUE = re.compile(r"В очереди (\d+)")
ORGANISATIONS = ("water", "roads", "housing")
ASKED = ("Какой дом", "Когда это началось")
SAME = "Тихореченск, улица Лесная, 5, опять не чистят снег"


class Later(Talk):
    # -- citizens ---------------------------------------------------------------------------------
    @rule(number=who, choice=pick)
    def citizen_takes_back_what_he_wrote(self, number: int, choice: int) -> None:
        """Nothing follows from it: it was said."""
        world, user = self.people[number]
        own = self.own.get((world.name, user), [])
        live = [m.id for m in world.chats[user].messages if m.id in own and not m.deleted]
        if live:
            self.happens(world.delete, user, user, live[choice % len(live)])

    @rule(number=who, words=st.sampled_from(["и провод висит", "сообщить", "/status", "спасибо", "дом 7", "да", "1"]))
    def citizen_writes_twice_within_a_second(self, number: int, words: str) -> None:
        world, user = self.people[number]
        if self.is_asked(world, user) or words in ("да", "1", "сообщить"):
            self.lets_go(number)  # the first may be the answer to a question, or the second a button's word
        first = f"{self.mark(number)} Не горит фонарь в Тихореченске"

        def twice() -> list[str]:
            return [*world.say(user, user, first), *world.say(user, user, words)]

        self.own.setdefault((world.name, user), []).extend(self.happens(twice))

    @rule(number=who, photos=st.integers(2, 4), caption=st.booleans())
    def citizen_sends_an_album_and_a_place(self, number: int, photos: int, caption: bool) -> None:
        text = f"{self.mark(number)} яма" if caption else ""
        if self.is_asked(*self.people[number]):
            self.lets_go(number)
        self.writes(number, text, files=[file_of("photo")] * photos)
        self.writes(number, "", lat=60.31, lon=63.52)

    @rule(number=who, amid=st.booleans())
    def citizen_is_forgotten(self, number: int, amid: bool) -> None:
        """Perhaps amid a report. Afterwards no answer finds him."""
        world, user = self.people[number]
        self.lets_go(number)
        if amid:
            self.writes(number, f"{self.mark(number)} В Сосновинке на улице Лесной, 5 яма")
        self.writes(number, "/forget")
        said = [(m, b.data) for m in bot_messages(world, user) for row in m.buttons for b in row]
        found = [(m, data) for m, data in said if "c_forgetyes" in data]
        assert found, "whoever wants to be forgotten is asked"
        self.lets_go(number)
        self.press(world, user, found[-1][0].id, found[-1][1])
        self.passes(61)
        accounts = self.town.look("user_id", "account", f"channel = '{world.name}' AND user_id = '{user}'")
        assert accounts == [], "he is not forgotten"

    # -- staff and what becomes of their words ----------------------------------------------------
    def report(self, choice: int, *statuses: str) -> tuple[int, str, str] | None:
        """(number, channel, chat) of one with an author, of these statuses."""
        among = ", ".join(f"'{status}'" for status in statuses or ALIVE)
        found = self.town.look("id, channel, chat", "report", f"chat <> '' AND status IN ({among}) ORDER BY id")[-6:]
        return found[choice % len(found)] if found else None

    def author(self, channel: str, chat: str) -> int | None:
        """His number among the people; of somebody of another example none."""
        return next((n for n, (w, user) in enumerate(self.people) if (w.name, user) == (channel, chat)), None)

    def on_card(self, by: int, number: int, data: str) -> bool:
        """Press under any message of theirs; the card is opened where there is none."""
        self.staff_say(by, f"№ {number}")
        said = bot_messages(self.town.stage.telegram, self.admin)
        card = next((m for m in reversed(said) if m.buttons and re.search(rf"№\s{number}\b", m.text)), None)
        if card is not None:
            self.staff_press(by, card.id, data)
        return card is not None

    @rule(by=which, choice=pick, gone=st.sampled_from(["", "before", "between", "after"]), words=st.sampled_from(ASKED))
    def staff_ask_and_the_author_is_away_meanwhile(self, by: int, choice: int, gone: str, words: str) -> None:
        """He blocks the bot before they ask, within the ten seconds, or after; comes back, and answers."""
        found = self.report(choice)
        number = self.author(*found[1:]) if found else None
        if found is None or number is None:
            return
        world, user = self.people[number]
        if gone == "before":
            self.blocks(number)
        if not self.on_card(by, found[0], f"o_ask:{found[0]}"):
            return
        prompt = bot_messages(self.town.stage.telegram, self.admin)[-1]
        self.staff_say(by, f"{words} {self.answer_mark()}?", reply_to=prompt.id)
        if gone == "between":
            self.blocks(number)
        self.passes(11)
        if gone == "after":
            self.blocks(number)
        self.happens(world.start, user, "")
        self.passes(5)
        if self.is_asked(world, user):
            self.lets_go(number)
        self.writes(number, f"{self.mark(number)} дом 7")
        self.passes(6)

    @rule(by=which, choice=pick, gone=st.booleans())
    def staff_answer_well(self, by: int, choice: int, gone: bool) -> None:
        """By the number, and nobody stops it; perhaps he is away and returns."""
        if (found := self.report(choice)) is None:
            return
        number = self.author(*found[1:])
        if gone and number is not None:
            self.blocks(number)
        self.staff_say(by, f"№ {found[0]} Вывезем {self.answer_mark()}")
        self.passes(11)
        if gone and number is not None:
            self.happens(self.people[number][0].unblock, self.people[number][1])
            self.passes(5)

    def blocks(self, number: int) -> None:
        world, user = self.people[number]
        if world.persons[user].started:
            self.happens(world.block, user)

    @rule(by=which, choice=pick, into=pick, to_all=st.booleans(), split=st.booleans())
    def staff_join_two_and_answer_both(self, by: int, choice: int, into: int, to_all: bool, split: bool) -> None:
        one, other = self.report(choice), self.report(into)
        if one is None or other is None or one[0] == other[0]:
            return
        if not self.on_card(by, one[0], f"o_join:{one[0]}:{other[0]}"):
            return
        self.passes(11)
        self.staff_say(by, f"№ {other[0]} Всем {self.answer_mark()}")
        word = "o_toall" if to_all else "o_toauthor"
        said = bot_messages(self.town.stage.telegram, self.admin)[-3:]
        buttons = [(m, b.data) for m in said for row in m.buttons for b in row if b.data.startswith(word)]
        if buttons:
            self.staff_press(by, buttons[-1][0].id, buttons[-1][1])
        self.passes(11)
        self.passes(121)
        if split:
            self.on_card(by, one[0], f"o_reopen:{one[0]}")
            self.passes(11)

    @rule(number=who)
    def citizen_follows_what_is_known(self, number: int) -> None:
        """He writes of the same, and says so where he is asked."""
        if self.is_asked(*self.people[number]):
            self.lets_go(number)
        self.writes(number, f"{self.mark(number)} {SAME}")
        self.passes(6)
        world, user = self.people[number]
        said = [(m, b.data) for m in bot_messages(world, user)[-1:] for row in m.buttons for b in row]
        found = [(m, data) for m, data in said if "c_follow" in data]
        if found:
            self.press(world, user, found[0][0].id, found[0][1])
        for _ in range(2 - bool(found)):
            self.goes_on(number)

    @rule(by=which, choice=pick, to=st.sampled_from(ORGANISATIONS), answer=st.booleans(), there=st.booleans())
    def staff_hand_over(self, by: int, choice: int, to: str, answer: bool, there: bool) -> None:
        """Perhaps somebody answers within the ten seconds, or the organisation in its own chat afterwards."""
        if (found := self.report(choice)) is None or not self.on_card(by, found[0], f"o_handto:{found[0]}:{to}"):
            return
        if answer:
            self.staff_say(by, f"№ {found[0]} Уже {self.answer_mark()}")
        self.passes(11)
        if there:
            vera, chat = self.town.water
            self.happens(self.town.stage.vk.say, vera, chat, f"№ {found[0]} Едем {self.answer_mark()}")
            self.passes(11)

    @rule(by=which, choice=pick, back=st.booleans())
    def somebody_leaves_the_staff_amid_his_question(self, by: int, choice: int, back: bool) -> None:
        """What he is asked waits for his words; he is none of them any more, presses on, and perhaps returns."""
        telegram, user = self.town.stage.telegram, self.operators[by]
        found = self.report(choice)
        if found is None or not self.on_card(by, found[0], f"o_ask:{found[0]}"):
            return
        prompt = bot_messages(telegram, self.admin)[-1]
        role = telegram.chats[self.admin].members[user]
        self.happens(telegram.leave, self.admin, user)
        before = self.town.look("COUNT(*)", "report_event", "delivery <> 'cancelled'")
        for data in (f"o_take:{found[0]}", f"o_reject:{found[0]}", f"o_close:{found[0]}"):
            self.happens(telegram.press, user, self.admin, prompt.id, data)
        self.happens(telegram.say, user, user, f"№ {found[0]} Тайком {self.answer_mark()}")
        assert self.town.look("COUNT(*)", "report_event", "delivery <> 'cancelled'") == before, "he is none of them"
        self.happens(telegram.join, self.admin, user, role)
        if back:
            self.staff_say(by, f"Какой дом {self.answer_mark()}?", reply_to=prompt.id)

    # -- what is asked ----------------------------------------------------------------------------
    @rule(choice=pick)
    def an_author_asks_how_it_stands(self, choice: int) -> None:
        """What he is told is what the card says."""
        if (found := self.report(choice, *ALIVE, "merged", "closed", "silent", "rejected", "withdrawn")) is None:
            return
        report, channel, chat = found
        number = self.author(channel, chat)
        if number is None:
            return
        world, user = self.people[number]
        self.writes(number, f"/status {report}")
        ((status, language),) = self.town.look(
            "r.status, p.language",
            "report r JOIN account a ON a.channel = r.channel AND a.user_id = r.chat"
            " JOIN person p ON p.id = a.person_id",
            f"r.id = {report}",
        )
        texts = self.town.stage.app.shared.library.texts(language)
        wanted = [texts.label(f"status-{status.replace('_', '-')}")]
        if status == "rejected":
            wanted.append(texts.label("status-referred"))
        heads = [line for m in bot_messages(world, user) for line in self.heads(m, report)]
        if status == "merged":
            wanted = [texts.label("status-followed", state="").strip()]
            assert any(head.startswith(tuple(wanted)) for head in heads[-1:]), (heads, wanted)
        else:
            assert set(heads[-1:]) & set(wanted), (heads, wanted)

    @staticmethod
    def heads(message: ShownMessage, report: int) -> list[str]:
        """What a screen says of how this report stands."""
        lines = message.text.splitlines()
        if not lines or not re.match(rf"№\s{report}\b", lines[0]) or len(lines) < 2:
            return []
        found = re.match(r"(?:Сейчас|Now): (.*)", lines[1])
        return [found[1]] if found else []

    @rule(by=which)
    def staff_ask_for_the_queue(self, by: int) -> None:
        self.staff_say(by, "/queue")
        said = [m.text for m in bot_messages(self.town.stage.telegram, self.admin) if "В очереди" in m.text]
        among = ", ".join(f"'{status}'" for status in QUEUED)
        ((waiting,),) = self.town.look("COUNT(*)", "report", f"status IN ({among})")
        assert QUEUE.findall(said[-1]) == ([str(waiting)] if waiting else []), (said[-1], waiting)

    # -- promises ---------------------------------------------------------------------------------
    def in_chats(self) -> dict[str, list[tuple[str, str]]]:
        """In whose chat each answer of the staff stands, once for each message that brings it: no screen does."""
        screens = set(self.town.look("channel, chat, message_id", "sent_message", "purpose = 'screen'"))
        found: dict[str, list[tuple[str, str]]] = {}
        for world, user in self.people:
            for message in bot_messages(world, user):
                if (world.name, user, message.id) not in screens:
                    for mark in dict.fromkeys(ANSWER.findall(message.text)):
                        found.setdefault(mark, []).append((world.name, user))
        return found

    @invariant()
    def each_answer_reaches_its_author_once(self) -> None:
        """Whoever has it, got it by a line of a report of his; a line that is delivered stands in his chat."""
        shown, brought = self.in_chats(), dict[tuple[str, tuple[str, str]], int]()
        among = ", ".join(f"'{kind}'" for kind in OUTGOING)
        lines = self.town.look(
            "r.id, r.channel, r.chat, r.status, e.text, e.delivery, e.kind, e.id",
            "report_event e JOIN report r ON r.id = e.report_id",
            f"r.chat <> '' AND e.kind IN ({among})",
        )
        for _, channel, chat, _, text, delivery, _, _ in lines:
            for mark in dict.fromkeys(ANSWER.findall(text)):
                at = (mark, (channel, chat))
                brought[at] = brought.get(at, 0) + (delivery == "delivered")
        told = {mark for mark, _ in brought}
        for mark, chats in shown.items():
            for chat in chats:
                assert mark not in told or (mark, chat) in brought, f"{mark} is for none of the reports of {chat}"
        known = {(world.name, user) for world, user in self.people}
        for (mark, chat), times in brought.items():
            if chat in known:
                had = shown.get(mark, []).count(chat)
                assert had == times, f"{mark} was delivered {times} times, and stands {had} times in {chat}"

    @invariant()
    def nothing_is_left_to_be_delivered(self) -> None:
        """What is on its way has a row; what whoever is here again missed has come."""
        among = ", ".join(f"'{kind}'" for kind in OUTGOING)
        waits = self.town.look(
            "e.id, e.kind, e.text",
            "report_event e JOIN report r ON r.id = e.report_id",
            f"r.chat <> '' AND e.kind IN ({among}) AND e.kind <> 'silenced' AND e.delivery = 'waiting'"
            " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.event_id = e.id AND o.state < 2)",
        )
        assert waits == [], "these lines wait for nothing"
        missed = self.town.look(
            "e.report_id, e.id, e.text, e.data",
            "report_event e JOIN report r ON r.id = e.report_id"
            " JOIN account a ON a.channel = r.channel AND a.user_id = r.chat",
            "r.status <> 'withdrawn' AND e.kind = 'answer' AND e.delivery = 'failed' AND a.unreachable_at = 0"
            " AND NOT EXISTS (SELECT 1 FROM report_event l WHERE l.report_id = r.id AND l.id > e.id"
            f" AND l.kind IN ({among}) AND l.delivery IN ('delivered', 'waiting'))",
        )
        lost = [(report, text) for report, _, text, data in missed if json.loads(data or "{}").get(WAS_AWAY)]
        assert lost == [], "he is here again, and has not got it"

    @invariant()
    def whoever_can_be_written_to_is_known(self) -> None:
        gone = set(self.town.look("channel, user_id", "account", "unreachable_at > 0"))
        for world, user in self.people:
            person = world.persons[user]
            here = person.started and not person.blocked
            assert not here or (world.name, user) not in gone, f"{user} is here, and nobody writes to him"

    @invariant()
    def cards_say_how_it_stands(self) -> None:
        statuses = dict(self.town.look("id, status", "report", "chat <> '' AND carded > 0"))
        for world, chat in ((self.town.stage.telegram, self.admin), (self.town.stage.vk, self.town.water[1])):
            for number, said in self.cards(world, chat):
                status = statuses.get(number, "")
                wanted = {f"report-state-{status.replace('_', '-')}"}
                wanted |= {"report-state-referred"} if status == "rejected" else set()
                label = self.town.stage.app.shared.library.texts("ru").label
                assert not status or said in map(label, wanted), f"№ {number} is {status}, and its card says {said}"

    def cards(self, world: Messenger, chat: str) -> Iterator[tuple[int, str]]:
        """(number, status) that each card says here, and the newest of its copies: older ones stay as they were."""
        live = {m.id: m.text for m in world.chats[chat].messages if not m.deleted}
        slots = self.town.look("slot, message_id", "sent_message", f"chat = '{chat}' AND slot LIKE 'card:%'")
        waiting = {slot for (slot,) in self.town.look("slot", "outbox", "state < 2 AND slot LIKE 'card:%'")}
        newest: dict[tuple[int, bool], tuple[int, str, str]] = {}
        for slot, message in slots:
            number, copy = numbers_of(slot)
            newest[number, copy > 0] = max(newest.get((number, copy > 0), (0, "", "")), (copy, slot, message))
        for (number, _), (_, slot, message) in newest.items():
            state = re.search(r"Состояние: (.*?)(?: · занимается .*)?$", live.get(message, ""), re.MULTILINE)
            if state is not None and slot not in waiting:
                yield number, state[1]


def numbers_of(slot: str) -> tuple[int, int]:
    """Of a card's slot: the report, and of a copy its own number, else 0."""
    numbers = [int(part) for part in slot.split(":")[1:]]
    return numbers[0], numbers[1] if len(numbers) > 1 else 0

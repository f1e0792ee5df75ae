"""What became of everything that was said in a soak: lost, said twice, set aside."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.soaking.town import Town
from handlers.base.message import load_message
from tests.chaos.announcing import Announcing
from tests.chaos.life import bot_says

SENT, DROPPED = 2, 7


@dataclass
class Losses:
    """Lists hold what is to be looked into; `told` counts what did not arrive and was said so to somebody."""

    reports: list[str] = field(default_factory=list)
    reports_twice: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    notices: list[tuple[object, ...]] = field(default_factory=list)  # number, channel, chat, its row, its account
    twice: dict[str, list[tuple[str, str, int, int]]] = field(default_factory=dict)
    again: Counter[str] = field(default_factory=Counter)
    unsure: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)

    @property
    def any(self) -> bool:
        lost = self.reports or self.reports_twice or self.answers or self.notices
        return bool(lost or any(self.twice.values()))


async def count(town: Town, announcing: Announcing) -> Losses:
    losses = Losses()
    aside = [(error, raw) for error, raw in await town.look("error, raw", "fault")]
    losses.faults.update(error for error, _ in aside)
    await _texts(town, losses, " ".join(raw for _, raw in aside))
    await _answers(town, losses, " ".join(raw for _, raw in aside))
    await _notices(town, announcing, losses)
    await _doubles(town, losses)
    return losses


def _is_aside(mark: str, aside: str) -> bool:
    return mark in aside or json.dumps(mark)[1:-1] in aside


async def _texts(town: Town, losses: Losses, aside: str) -> None:
    for mark, holders in (await town.misplaced()).items():
        if holders:
            losses.reports_twice.append(mark)
        elif _is_aside(mark, aside):
            losses.told["messages set aside"] += 1
        else:
            losses.reports.append(mark)


async def _answers(town: Town, losses: Losses, aside: str) -> None:
    events = await town.look("report_id, text, delivery", "report_event", "kind = 'answer'")
    chats = {number: (channel, chat) for number, channel, chat in await town.look("id, channel, chat", "report")}
    recorded = {text: (report, delivery) for report, text, delivery in events}
    for mark in town.answered.values():
        text = f"Бригада выехала {mark}"
        report, delivery = recorded.get(text, (0, ""))
        if delivery == "delivered":
            channel, chat = chats[report]
            if not any(text in m.text for m in bot_says(town.world(channel), chat)):
                losses.answers.append(mark)
        elif delivery and delivery != "waiting":
            losses.told["answers not delivered"] += 1
        elif _is_aside(mark, aside):
            losses.told["messages set aside"] += 1
        else:
            losses.answers.append(mark)


async def _notices(town: Town, announcing: Announcing, losses: Losses) -> None:
    for number, (mark, accounts) in announcing.made.items():
        rows = await town.look("channel, chat, state, why, unknowns", "outbox", f"notice_id = {number}")
        ended = {(channel, chat): row for channel, chat, *row in rows}
        for channel, chat in sorted(accounts):
            if any(mark in m.text for m in bot_says(town.world(channel), chat)):
                continue
            row = ended.get((channel, chat), [])
            if row and SENT < row[0] < DROPPED:
                losses.told["notices given up"] += 1
            else:
                of = f"channel = '{channel}' AND user_id = '{chat}'"
                account = await town.look("person_id, unreachable_at, created_at", "account", of)
                losses.notices.append((number, channel, chat, row, account))


async def _doubles(town: Town, losses: Losses) -> None:
    """What was said again because nobody answered is counted, and what went beyond that is too much; VK tells doubles
    apart by itself.
    """
    losses.twice = {name: [] for name in town.emulators}
    for channel, unknowns in await town.look("channel, SUM(unknowns)", "outbox", "1 = 1 GROUP BY channel"):
        losses.unsure[channel] = int(unknowns)
    for told in await town.tellings():
        if told.shown > told.most:
            losses.twice[told.channel].append((told.chat, told.text[:60], told.shown, told.most))
        losses.again[told.channel] += max(0, told.shown - told.least)
    await _files(town, losses)


async def _files(town: Town, losses: Losses) -> None:
    """Files by the chat they went to: they go in messages without words, which nothing else tells apart. A panel of a
    notice is put with its picture: each put may show it, and all puts of a slot show it once at least.
    """
    least, most = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    panels = set[tuple[str, str, str]]()
    for channel, chat, op, slot, body, state, unknowns in await town.look(
        "channel, chat, op, slot, body, state, unknowns", "outbox", "op IN ('send', 'put') AND body <> ''"
    ):
        files = len(load_message(body).files)
        most[channel, chat] += files * (1 if channel == "vk" else 1 + unknowns)
        if not files or state != SENT or (channel, chat, slot) in panels:
            continue
        least[channel, chat] += files
        if op == "put":
            panels.add((channel, chat, slot))
    for (channel, chat), allowed in most.items():
        shown = sum(len(m.files) for m in bot_says(town.world(channel), chat))
        if shown > allowed:
            losses.twice[channel].append((chat, "files", shown, allowed))
        losses.again[f"{channel}: files"] += max(0, shown - least[channel, chat])

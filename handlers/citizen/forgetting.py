"""Forgetting a person in steps, each one transaction of so many rows that nobody else waits for it.

At once nothing more goes out to him or about his reports, his accounts and subscriptions are gone, and whatever he
writes from then on is a newcomer's. What he left behind goes by the tick "forgetting", which survives a kill between
two steps: it stands in the database until nothing is left, and then he is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol, TypeVar

from handlers.base.loads import Load, Needs, RowCount, need
from handlers.base.message import Address
from handlers.base.texts import DAY_MS
from handlers.base.turn import Turn
from handlers.citizen.words import CitizenTick
from handlers.reports.card import blank_card, card_slot
from handlers.reports.status import ALIVE, GRACED, Moves, Status, leading_to, move
from handlers.reports.words import ReportTick
from storage.changes import Changes, words
from storage.marks import forget_columns
from storage.records import Delivery, Lane, Report, SentMessage, Setting, Share, StoredFile, Timer
from storage.ticks import Tick

T = TypeVar("T")

REPORTS, ROWS = 15, 200
"""So many reports, and so many rows of one kind, are erased by one step: some 10 ms with SQLite, 30 with PostgreSQL."""
HIDDEN = 300
"""So many reports are shown as erased by each step, before their own turn comes: whoever has more is no human."""
EVERYTHING = 2**62
"""Above all ids and moments."""
LATELY_MS = DAY_MS
"""What waits before it goes to an author has changed its report since then."""


@dataclass(frozen=True, slots=True)
class Weight:
    """A row of the statement `forget_weights`: how many rows of a report are left to be erased."""

    report: int
    rows: int


@dataclass(frozen=True, slots=True)
class Followed:
    """A report that others were joined to."""

    report: int


NEXT = Load("the person's next reports", "forget_next", Report)
WEIGHTS = Load("how much of them is left", "forget_weights", Weight)
NEXT_FILES = Load("their files", "forget_next_files", StoredFile)
NEXT_SAID = Load("what stands of them in other chats", "forget_next_said", SentMessage)
FOLLOWED = Load("those of them that others were joined to", "forget_followed", Followed)
QUOTED = Load("lists that may quote them", "lists_kept", Setting)
CHAT_LEFT = Load("what is left of the person's chats", "forget_chat_left", RowCount)
NOTICES_LEFT = Load("what is left of the notices that the person was sent", "forget_notices_left", RowCount)


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Whose traces go: `accounts` are (channel, user); of their chats, rows of the outbox below `before` and what was
    sent until `at` (UTC ms) are his. `channel`, `chat` and `language`: where and how he is told; `number` counts the
    steps.
    """

    person: int
    accounts: tuple[tuple[str, str], ...]
    channel: str = ""
    chat: str = ""
    language: str = ""
    before: int = EVERYTHING
    at: int = EVERYTHING
    number: int = 0

    @classmethod
    def read(cls, text: str) -> Forgetting:
        told = json.loads(text)
        accounts = tuple((channel, user) for channel, user in told.pop("accounts"))
        return cls(accounts=accounts, **told)

    def dump(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


class Erases(Moves, Protocol):
    """What a step needs of a turn; in a restored copy, where nobody is served yet, of what stands in for one
    (bot.jobs.forgotten).
    """

    @property
    def changes(self) -> Changes: ...
    def many(self, load: Load[T]) -> tuple[T, ...]: ...
    def new_id(self, table: str) -> int: ...
    def forget_timer(self, kind: str, key: object) -> None: ...


def what_is_left(whose: Forgetting) -> Needs:
    """First stage of a step."""
    chats = (CHAT_LEFT(channel, user, whose.before, whose.at, ROWS + 1) for channel, user in whose.accounts)
    return (NEXT(whose.person, REPORTS), NOTICES_LEFT(whose.person, ROWS + 1), *chats)


@need(WEIGHTS, NEXT_FILES, NEXT_SAID, FOLLOWED, QUOTED)
def of_next_reports(turn: Turn) -> Needs:
    return about(turn.many(NEXT))


def about(reports: Sequence[Report]) -> Needs:
    """Second stage: everything about the reports of this step."""
    if not reports:
        return ()
    numbers = json.dumps([report.id for report in reports])
    return (
        WEIGHTS(numbers, reports[0].person_id, ROWS + 1), NEXT_FILES(numbers, ROWS), NEXT_SAID(numbers),
        FOLLOWED(numbers), QUOTED(),
    )  # fmt: skip


@need(NEXT, CHAT_LEFT, NOTICES_LEFT)
def left_of_forgotten(turn: Turn) -> Needs:
    """The tick's own first stage."""
    return what_is_left(Forgetting.read(turn.event.text))


def at_once(turn: Erases, person: int, lately_ms: int = LATELY_MS) -> None:
    """The person is unknown from here on, and nothing of his is used. `lately_ms`: what did not change for so long has
    no line that waits.
    """
    turn.changes.command("forget_waiting", person)
    turn.changes.command("forget_called_off", person, words(GRACED), Delivery.CALLED_OFF, turn.now - lately_ms)
    turn.changes.command("forget_timers", person)
    turn.changes.command("forget_rest", person)


def hide(turn: Turn) -> None:
    """What this step erases is taken out of the operators' chats: cards are blanked, photos and additions go."""
    if whole := _fitting(turn):
        _take_away_additions(turn, whole)
        for report in whole:
            blank_card(turn, report)


def step(turn: Erases, whose: Forgetting) -> Forgetting | None:
    """Erase what one transaction may; None if nothing is left after it, else with what the tick goes on."""
    reports, whole = turn.many(NEXT), _fitting(turn)
    ends = (words(ALIVE & leading_to(Status.WITHDRAWN)), Status.WITHDRAWN.value)
    turn.changes.command("forget_open", whose.person, *ends, turn.now, HIDDEN)
    more = len(whole) < len(reports) or len(reports) == REPORTS
    rest = sum(found.count for found in (*turn.many(CHAT_LEFT), *turn.many(NOTICES_LEFT)))
    if reports:
        _erase(turn, whose, whole or reports[:1], whole)
    if not reports or (not more and rest <= ROWS):  # the last, or few enough to go with the last reports
        for channel, user in whose.accounts:
            turn.changes.command("forget_some_of_chat", channel, user, whose.before, whose.at, ROWS)
        turn.changes.command("forget_some_notices", whose.person, ROWS)
        rest = max(0, rest - ROWS)
    if not more and not rest:
        return None
    following = replace(whose, number=whose.number + 1)
    if whose.before == EVERYTHING:  # what is said to him from here on is not his past
        following = replace(following, before=turn.new_id("outbox"), at=turn.now)
    turn.after(0, CitizenTick.FORGETTING, whose.person, following.dump())
    return following


def go_on(turn: Turn) -> None:
    """Tick "forgetting": its key is the person, its data who that was. After a restore there is nobody to be told."""
    whose = Forgetting.read(turn.event.text)
    hide(turn)
    if step(turn, whose) is not None or not whose.chat:
        return
    texts = turn.shared.library.texts(whose.language or turn.shared.default_language)
    turn.send(Address(whose.channel, whose.chat), texts.say("forget-done", days=turn.shared.backup_days))


def _fitting(turn: Erases) -> list[Report]:
    """Those of the next reports whose rows, all together, are few enough to go now."""
    weights, room, whole = {w.report: w.rows for w in turn.many(WEIGHTS)}, ROWS, list[Report]()
    for report in turn.many(NEXT):
        room -= weights.get(report.id, 0)
        if room < 0:
            break
        whole.append(report)
    return whole


def _erase(turn: Erases, whose: Forgetting, reports: Sequence[Report], whole: Sequence[Report]) -> None:
    """Rows of these reports; those that are `whole` have none left then, and go themselves."""
    numbers = {report.id for report in reports}
    files = [file for file in turn.many(NEXT_FILES) if file.report_id in numbers]
    for number in sorted(numbers):
        turn.changes.command("forget_some_bodies", number, ROWS)
    for number in sorted(numbers):
        turn.changes.command("forget_some_lines", whose.person, number, ROWS)
    turn.changes.command("forget_some_files", json.dumps([file.id for file in files]))
    erase_files(turn, whose.person, files, whose.number)
    if not whole:
        return
    turn.changes.command("forget_these_reports", json.dumps(sorted(numbers)))
    followed = {found.report for found in turn.many(FOLLOWED)} | _quoted(turn)
    for report in whole:
        _blank(turn, report, whose.person, left=report.id in followed or report.status == Status.MERGED)


def _quoted(turn: Erases) -> set[int]:
    return {number for kept in turn.many(QUOTED) for number in json.loads(kept.value)["ids"]}


def _blank(turn: Erases, report: Report, person: int, *, left: bool) -> None:
    """Nothing of its author stays in the report; an open one leaves the queue. `left`: others have to do with it."""
    forget_columns(report, person)
    report.unshown = 0
    turn.forget_timer(ReportTick.SILENCE, report.id)
    if left:
        turn.after(0, ReportTick.LEFT, report.id)
    if Status(report.status) in ALIVE:
        move(turn, report, Status.WITHDRAWN)
    else:
        turn.save(report)


def _take_away_additions(turn: Turn, reports: Sequence[Report]) -> None:
    """Photos, additions and copies of cards leave the operators' chats; the cards themselves are blanked."""
    numbers, cards = {report.id for report in reports}, {card_slot(report) for report in reports}
    for said in turn.many(NEXT_SAID):
        if said.slot in cards or said.report_id not in numbers:
            continue
        said.slot = said.slot or f"erased:{said.message_id}"
        turn.save(said)
        turn.take_away(Address(said.channel, said.chat), said.slot, lane=Lane.OPERATORS, share=Share.EDITS)


def erase_files(turn: Moves, person: int, files: Iterable[StoredFile], number: int = 0) -> None:
    """Also of files on their way: what a kill kept from being written down lies below their number. The `number`-th
    step's are named by it, for those of the step before may not be gone yet.
    """
    paths = [file.path or f"{file.id % 256:02x}/{file.id}" for file in files]
    paths = [path for path in paths if not path.startswith("-")]
    if paths or not number:
        key = f"{person}:{number}" if number else str(person)
        turn.save(Timer(Tick.ERASE_FILES, key, turn.now, json.dumps(paths, ensure_ascii=False)))

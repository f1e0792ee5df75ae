"""Which handler reacts to what: tables, one a folder, searched in a fixed order.

The order for a private message: a command's word standing alone, then the step of the dialogue, then
the default. For a button or a tick: its word. A route says what must be loaded before its handler runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from handlers.base.commands import read_numbered_answer
from handlers.base.event import Event, Kind
from handlers.base.loads import Need, TwoLoads, loads_of
from handlers.base.turn import Turn

Handler = Callable[[Turn], None]


class Where(StrEnum):
    PRIVATE = "private"
    OPERATORS = "operators"  # the admin chat, or an organisation's own
    ELSEWHERE = "elsewhere"  # any other group
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Route:
    """`word` is a command ("STEP:COMMAND": what it means at that step alone), a button's or tick's word, or a step of
    the dialogue, by `by`.

    `needs` are stages of loads: each stage sees what the one before loaded.
    `staff`: only for members of the operators' chats, wherever it is written (else: politely refused).
    `officer`: only for duty officers who belong to the admin chat (see handlers.notices.officers); the turn then
    knows who it is.
    `only_if`, for steps: asked when the needs are loaded; where it says no, the message means nothing at this step, and
    is what it would be where nothing is open.
    `instead`, for steps, edits and the default: asked when the needs are loaded; names the `meant` route that takes the
    message in place of this one, or "".
    `personal`, for ticks: the timer's key is "CHANNEL:USER", and the turn is that person's private
    dialogue, as if he had written: `say`, `screen` and `step` work.
    """

    where: Where
    by: str  # "command", "button", "step", "meant", "tick", "event" (an event Kind), "staff" (`among_staff`), "default"
    word: str
    handle: Handler
    needs: tuple[Need, ...] = ()
    staff: bool = False
    personal: bool = False
    officer: bool = False
    only_if: Callable[[Turn], bool] | None = None
    instead: Callable[[Turn], str] | None = None

    @property
    def name(self) -> str:
        return f"{self.where}/{self.by}/{self.word}"


def command(
    where: Where, word: str, handle: Handler, *needs: Need, staff: bool = False, officer: bool = False
) -> Route:
    return Route(where, "command", word, handle, needs, staff, officer=officer)


def button(where: Where, word: str, handle: Handler, *needs: Need, staff: bool = False, officer: bool = False) -> Route:
    return Route(where, "button", word, handle, needs, staff, officer=officer)


def step(
    where: Where,
    word: str,
    handle: Handler,
    *needs: Need,
    staff: bool = False,
    officer: bool = False,
    only_if: Callable[[Turn], bool] | None = None,
    instead: Callable[[Turn], str] | None = None,
) -> Route:
    """What a message means at a step; the step "" is a dialogue in which nothing is open.

    At an officer's or the staff's step a person who is none any more is handled as if the step were "".
    """
    return Route(where, "step", word, handle, needs, staff, officer=officer, only_if=only_if, instead=instead)


def meant(where: Where, word: str, handle: Handler, *needs: Need, staff: bool = False, officer: bool = False) -> Route:
    """What is done with a message for what it means, not for its words (see `Route.instead`). From anybody else than
    `staff`, or an `officer`, it is what it would be without this.
    """
    return Route(where, "meant", word, handle, needs, staff, officer=officer)


def tick(word: str, handle: Handler, *needs: Need, personal: bool = False) -> Route:
    """What to do when a timer "word:key" is due, a delivery with that `then` is final, or a job's time comes.

    The turn's `event.argument` is the key, `event.text` the timer's data.
    """
    return Route(Where.CLOCK, "tick", word, handle, needs, personal=personal)


def on(where: Where, kind: Kind, handle: Handler, *needs: Need, instead: Callable[[Turn], str] | None = None) -> Route:
    """What an event of another kind (edit, blocked, joined …) means."""
    return Route(where, "event", kind.value, handle, needs, instead=instead)


def among_staff(word: str, handle: Handler, *needs: Need) -> Route:
    """What a private message means if its sender is a member of the staff; to anybody else it is what it would be
    without this. `word`: a command's, or NUMBER for a report's number alone.
    """
    return Route(Where.PRIVATE, "staff", word, handle, needs, staff=True)


def default(
    where: Where, by: str, handle: Handler, *needs: Need, instead: Callable[[Turn], str] | None = None
) -> Route:
    """For a message or a button that no other route of this place takes; `by`: "message" or "button"."""
    return Route(where, "default", by, handle, needs, instead=instead)


NUMBER = "number"


@dataclass(slots=True)
class Router:
    """All routes; a name twice is refused."""

    table: dict[tuple[str, str, str], Route] = field(default_factory=dict)

    def add(self, routes: Iterable[Route]) -> None:
        for route in routes:
            key = (route.where.value, route.by, route.word)
            if key in self.table:
                raise ValueError(f"two routes for {route.name}")
            try:
                loads_of(route.needs)
            except TwoLoads as fault:
                raise TwoLoads(f"{route.name}: {fault}") from None
            self.table[key] = route

    def as_person(self, event: Event) -> Event:
        """A personal tick as if the person had written (see Route.personal); any other event as it is."""
        if event.kind is not Kind.TICK:
            return event
        route = self.table.get(("clock", "tick", event.word))
        if route is None or not route.personal:
            return event
        channel, _, user = event.argument.partition(":")
        return replace(event, channel=channel, chat=user, sender=user)

    def for_staff(self, event: Event, where: Where, command_word: str) -> Route | None:
        """The `among_staff` route for a message, if there is one."""
        if where is not Where.PRIVATE or event.kind is not Kind.MESSAGE:
            return None
        numbered = None if command_word or event.brings_more else read_numbered_answer(event.text)
        word = NUMBER if numbered and not numbered[1] else command_word
        return self.table.get((where, "staff", word))

    def for_meaning(self, where: Where, word: str) -> Route | None:
        """The `meant` route of this word."""
        return self.table.get((where, "meant", word))

    def find(self, event: Event, where: Where, command_word: str, at_step: str) -> Route | None:
        """The route for an event, or None for what the bot leaves alone."""
        get = self.table.get
        if event.kind is Kind.TICK:
            return get(("clock", "tick", event.word))
        if event.kind is Kind.BUTTON:
            return get((where, "button", event.word)) or get((where, "default", "button"))
        if event.kind is Kind.MESSAGE:
            return (
                (get((where, "command", f"{at_step}:{command_word}")) if command_word and at_step else None)
                or (get((where, "command", command_word)) if command_word else None)
                or get((where, "step", at_step))
                or get((where, "default", "message"))
            )
        return get((where, "event", event.kind.value))

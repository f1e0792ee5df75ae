"""A person whose messages are not passed on for a time. Danger is, and warnings and answers reach him as before."""

from __future__ import annotations

from handlers.base.turn import Turn

DAYS = (1, 7, 30)


def is_silenced(turn: Turn, *, danger: int | bool) -> bool:
    """Whether what this turn's person wants to send is kept back."""
    return turn.person.silenced_until > turn.now and not danger


def say_silenced(turn: Turn) -> None:
    """Until when, why, and what works all the same."""
    until = turn.texts.moment(turn.person.silenced_until, turn.now)
    turn.say(turn.t("silenced-still", until=until, why=turn.person.silenced_why))

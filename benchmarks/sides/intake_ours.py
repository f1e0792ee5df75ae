"""Updates through the whole program: taken, committed, answered, and the outcome committed."""

from __future__ import annotations

from typing import Any

from benchmarks.meter import Meter
from benchmarks.sides.ours import Control, running
from handlers.base.message import Marked
from handlers.base.routes import Where, default, step
from handlers.base.turn import Turn

ANSWER = Marked("Thank you, we have got your message and will answer.")
WARM_UP = 600
STRANGERS = 9_000_000
"""Warming up is done by other people than what is measured."""


def answer(turn: Turn) -> None:
    turn.say(ANSWER)


def ask(turn: Turn) -> None:
    """One step of a form of four: each message is an answer to the question before it."""
    given = [*turn.data.get("given", ()), turn.event.text]
    if len(given) < 4:
        turn.step("asked", given=given)
        turn.say(Marked(f"Question {len(given) + 1}"))
    else:
        turn.step("")
        turn.say(Marked("|".join(given)))


def figures(count: int, meter: Meter, before: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """What both sides report. `right`: forms whose last message has all four answers in their order."""
    return {
        "per_s": count / found["seconds"],
        "cpu_ms": 1000 * meter.cpu / count,
        "server_busy": (found["server_cpu_s"] - before["server_cpu_s"]) / meter.seconds,
        "right": sum(text == "word 1|word 2|word 3|word 4" for text in found["texts"].values()),
    }


ECHO = (default(Where.PRIVATE, "message", answer),)
FORM = (step(Where.PRIVATE, "", ask), step(Where.PRIVATE, "asked", ask))


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """`count` updates of `chats` people, or with `forms` four messages of each person in a row."""
    count, chats, forms = int(arguments["count"]), int(arguments["chats"]), bool(arguments.get("forms"))
    async with (
        Control(arguments["telegram"]) as control,
        running(arguments, FORM if forms else ECHO, limits=False) as app,
    ):
        await control.load(count=WARM_UP, chats=WARM_UP, first=STRANGERS, text="warm")
        await control.wait(WARM_UP)
        await app.until_final("telegram", WARM_UP)
        before = await control.stats()
        with Meter(arguments.get("profile")) as meter:
            await control.load(count=count, chats=chats, each=4 if forms else 1, keep=forms, text="word")
            found = await control.wait(count)
            await app.until_final("telegram", WARM_UP + count)
    return figures(count, meter, before, found)

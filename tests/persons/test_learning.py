"""From operators' corrections to the next citizen's screen: the night's job in the running program; the way back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import TypeVar

import pytest

from bot.cli import main
from bot.learning import fitting
from bot.learning.choice import BUILTIN
from bot.learning.nightly import LOOK_S
from handlers.reading.model import NONE
from storage.records import Report, ReportEvent
from tests.persons.people import Citizen, Operator
from tests.persons.stage import Stage
from tests.persons.test_operator_delivery import looked
from tests.unit.learning.made import SAID, corrections
from tests.world.world import keep
from training.texts import sentences

T = TypeVar("T")
ODD = f"В Сосновинке на улице Лесной, 5 {SAID}"


class Beside:
    """The work of a process beside, done here."""

    def __init__(self, shared: object) -> None:
        self.shared = shared

    async def run(self, work: Callable[..., T], *given: object, limit_s: float) -> T:
        return work(self.shared, *given)

    async def close(self) -> None:
        pass


@pytest.fixture(autouse=True)
def few_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them take some ten seconds: those of two topics tell what a night does."""

    found = [sentence for sentence in sentences("topics") if sentence.label in ("lifts", NONE)][::8]
    monkeypatch.setattr(fitting, "sentences", lambda *_: found)


async def corrected(stage: Stage) -> None:
    """Operators put sixty people's reports with a word that nobody knew under another topic than was guessed."""
    for number, each in enumerate(corrections(60), 1):
        (person,) = each.authors
        data = json.dumps({"from": "other", "to": "noise"})
        report = Report(number, person, "vk", "1", "ru", "closed", "noise", "", each.text, answered_at=1, closed_at=2)
        await keep(stage.app.store, report, ReportEvent(number, number, 1, "topic", 7, "Анна", data=data))


async def night(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage.app.learning, "_worker", lambda: Beside(stage.region))
    await stage.app.scheduler.run(next(job for job in stage.app.scheduler.jobs if job.name == "learn"))


async def commanded(stage: Stage, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """`otklik reading …` beside the running program; its exit code."""
    settings = stage.app.settings
    monkeypatch.setenv("DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))
    return await asyncio.to_thread(main, ["reading", *arguments])


@pytest.mark.parametrize("where", ["telegram"])
async def test_what_operators_corrected_is_guessed_for_the_next_citizen_and_can_be_taken_back(
    stage: Stage, anna: Citizen, maria: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await corrected(stage)
    await anna.says(ODD)
    await looked(stage, 3)
    await anna.sees("Тема: 🕳 Ямы на дорогах")
    await night(stage, monkeypatch)
    assert stage.app.supervisor.trouble("job learn") == ""
    await anna.says(f"{SAID} опять")
    await looked(stage, 3)
    await anna.sees("Тема: 🔊 Шум")

    assert await commanded(stage, monkeypatch, "reset") == 0
    stage.clock.leap(LOOK_S)
    await stage.until(lambda: stage.app.learning.in_use == BUILTIN, "the choice taken up")
    await anna.says(f"{SAID} снова")
    await looked(stage, 3)
    await anna.sees("Тема: 🕳 Ямы на дорогах")

    assert await commanded(stage, monkeypatch, "use", "newest") == 0
    stage.app.learning.versions.path(1).write_bytes(b"damaged")
    for _ in range(6):
        await looked(stage, 10)
    await maria.sees("Бот не может пользоваться тем, чему научился", "повреждён")
    await anna.says(f"{SAID} ещё")
    await looked(stage, 3)
    await anna.sees("Тема: 🕳 Ямы на дорогах")

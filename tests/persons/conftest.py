from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest

from tests.persons.people import NAMES, Citizen, Operator, citizen, operator
from tests.persons.stage import Stage, open_stage

MESSENGERS = tuple(NAMES)
OTHER = {name: next(other for other in MESSENGERS if other != name) for name in MESSENGERS}
"""The admin chat's messenger for scripts that say themselves where their citizen writes from."""
WORDS = (
    "assigned", "cases", "citizen_after_answer", "citizen_asks_back", "citizen_consent_and_danger", "citizen_corrects",
    "citizen_danger_kinds", "citizen_draft", "citizen_fresh_eyes", "citizen_half_said", "citizen_in_his_words",
    "citizen_later", "citizen_means", "citizen_otherwise", "citizen_over", "citizen_place_and_topic", "citizen_plainly",
    "citizen_second_thoughts", "citizen_sentences", "citizen_strangers", "citizen_town", "citizen_two_things",
    "citizen_while_writing", "closed_means_solved", "notice_already", "notice_cap", "notice_compose", "notice_now",
    "notice_practice", "notice_private", "notice_stop", "notice_subscriptions", "operator_again", "referred",
    "several_numbers", "shift", "staff_words", "subscriber_sentences", "teams", "topic_questions", "two_districts",
    "typed_words", "webhooks",
)  # fmt: skip
"""Files about what words and buttons lead to: they ask of a messenger what all ask (docs/decisions/0099)."""


def played(script: str, *, once: bool, all_of_them: bool) -> list[tuple[str, str]]:
    """(messenger of the citizen, messenger of the admin chat), for each time that this script is played.

    Twice, in two of the messengers and both ways across, or `once`; which ones are left out goes by the script's name,
    so that each misses as many of them. With `all_of_them` a citizen writes from each (see docs/decisions/0051).
    """
    number = crc32(script.encode())
    if all_of_them:
        circle = MESSENGERS if number % 2 else MESSENGERS[::-1]
        return [(one, circle[(at + 1) % len(circle)]) for at, one in enumerate(circle)]
    one, other = (MESSENGERS[(number + step) % len(MESSENGERS)] for step in (1, 2))
    both = [(one, other), (other, one)]
    return [both[number // len(MESSENGERS) % 2]] if once else both


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "pair" in metafunc.fixturenames:
        script = f"{metafunc.module.__name__}:{metafunc.function.__name__}"
        once = metafunc.module.__name__.rpartition(".test_")[2] in WORDS
        pairs = played(script, once=once, all_of_them=metafunc.config.getoption("--run-chaos"))
        metafunc.parametrize("pair", pairs, ids="-".join)


@pytest.fixture
def where(pair: tuple[str, str]) -> str:
    """The messenger that the script's citizen writes from."""
    return pair[0]


@pytest.fixture
def admin(request: pytest.FixtureRequest, where: str) -> str:
    """The messenger of the admin chat: another one, so that every script crosses."""
    pair = request.getfixturevalue("pair") if "pair" in request.fixturenames else (where, OTHER[where])
    return str(pair[1])


@pytest.fixture
async def stage(tmp_path: Path, admin: str) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, admin) as opened:
        yield opened


@pytest.fixture
def anna(stage: Stage, where: str) -> Citizen:
    return citizen(stage, where)


@pytest.fixture
def maria(stage: Stage) -> Operator:
    return operator(stage, 0)


@pytest.fixture
def oleg(stage: Stage) -> Operator:
    return operator(stage, 1)


@pytest.fixture
async def water(stage: Stage, where: str) -> Operator:
    """Vera of the water utility, which has a chat of its own, in the citizens' messenger."""
    world = stage.messenger(where)
    vera = world.add_person("Вера из водоканала").id
    chat = world.add_group("Водоканал", administrators=(vera,))
    address = f"{world.name}:{chat.id}"
    organisations = tuple(replace(o, chat=address if o.code == "water" else o.chat) for o in stage.region.organisations)
    stage.region = replace(stage.region, organisations=organisations, _by_code={})
    await stage.stop_bot()
    await stage.start_bot()
    return Operator(stage, world, vera, chat.id)

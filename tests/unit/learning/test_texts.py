"""What there is to learn from: who says what a report is about, and whose words are left out."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from bot.jobs.forgotten import erase_again
from bot.learning import texts as reading
from bot.learning.texts import ReportText, read_texts
from handlers.reading.model import NONE
from storage.changes import Changes, Query
from storage.records import Record, Report, ReportEvent
from storage.store import Store
from tests.unit.citizen.phone import Phone
from tests.unit.operator.office import Office
from tests.world.world import World, fictional, keep

REGION = fictional()


def report(
    number: int, text: str, topic: str, guessed: str | None = None, *changes: str, **more: object
) -> list[Record]:
    """A report and its history; `changes` are the topics that operators gave it, one after another."""
    made = Report(number, number + 100, "vk", "1", "ru", "answered", topic, "", text, answered_at=5)
    for name, value in more.items():
        setattr(made, name, value)
    filed = json.dumps({"guessed": guessed}) if guessed is not None else "{}"
    events = [ReportEvent(number * 10, number, 1, "filed", data=filed)]
    for place, (before, after) in enumerate(zip((guessed or "", *changes), changes, strict=False), 1):
        data = json.dumps({"from": before, "to": after})
        events.append(ReportEvent(number * 10 + place, number, 2, "topic", 7, "Анна", data=data))
    events.append(ReportEvent(number * 10 + 9, number, 3, "answer", 7, "Анна", "Сделаем", delivery="delivered"))
    return [made, *events]


async def learn(store: Store, *reports: Iterable[Record]) -> dict[str, ReportText]:
    await keep(store, *(row for rows in reports for row in rows))
    return {each.text: each for each in await read_texts(store, REGION)}


async def test_the_operators_last_word_counts(store: Store) -> None:
    found = await learn(
        store,
        report(1, "Гудит вытяжка", "noise", "heating", "roofs", "noise"),
        report(2, "Скамейку унесли", "parks", "parks", "yards", "parks"),
        report(3, "Что-то тут не так", "other", "air", "other"),
    )
    said = {text: (each.topic, each.corrected, each.missed) for text, each in found.items()}
    assert said == {
        "Гудит вытяжка": ("noise", True, True),
        "Скамейку унесли": ("parks", True, False),
        "Что-то тут не так": (NONE, True, True),
    }
    assert found["Гудит вытяжка"].authors == {101}


async def test_what_was_answered_as_it_was_is_no_correction_whoever_chose_it(store: Store) -> None:
    found = await learn(
        store,
        report(1, "Гудит вытяжка", "noise", "noise"),
        report(2, "Темно у школы", "lighting", "schools"),
        report(3, "Ещё никто не ответил", "noise", "noise", answered_at=0),
        report(4, "Никто не знает, о чём", "other", ""),
    )
    said = {text: (each.topic, each.corrected, each.missed) for text, each in found.items()}
    assert said == {"Гудит вытяжка": ("noise", False, False), "Темно у школы": ("lighting", False, True)}


async def test_before_the_first_guess_was_kept_the_topic_that_was_changed_stands_for_it(store: Store) -> None:
    rows = report(1, "Гудит вытяжка", "noise", None, "noise")
    rows[2] = ReportEvent(11, 1, 2, "topic", 7, "Анна", data='{"from": "heating", "to": "noise"}')
    (found,) = (await learn(store, rows, report(2, "👍 14", "noise", "air", "noise"))).values()
    assert (found.topic, found.corrected, found.missed) == ("noise", True, True)


async def test_whose_words_are_never_learned(store: Store) -> None:
    found = await learn(
        store,
        report(1, "Сплавная запань сорвана", "rafting", "rivers", "rafting"),  # the region has it no more
        report(2, "На помощь", "noise", "", "noise", danger=2),
        report(3, "Не нажал «Отправить»", "noise", "air", "noise", unsent=1),
    )
    assert found == {}


async def test_the_same_words_count_once_and_not_at_all_where_operators_disagree(store: Store) -> None:
    found = await learn(
        store,
        report(1, "Нет света", "electricity", "lighting", "electricity"),
        report(2, "нет света!", "electricity", "lighting", "electricity"),
        report(3, "НЕТ СВЕТА", "lighting", "electricity", "lighting"),
        report(4, "Нет света.", "noise", "noise"),  # left as it was: the corrections know better
        report(5, "Течёт с потолка", "roofs", "sewage", "roofs"),
        report(6, "течет с потолка", "entrances", "sewage", "entrances"),
    )
    (each,) = found.values()
    assert (each.topic, each.corrected, each.authors) == ("electricity", True, frozenset({101, 102}))


async def test_whoever_is_forgotten_teaches_nothing_any_more(store: Store) -> None:
    await learn(
        store, report(1, "Гудит вытяжка", "noise", "heating", "noise"), report(2, "Воет", "noise", "air", "noise")
    )
    await erase_again(store, 101, 9)
    assert [each.text for each in await read_texts(store, REGION)] == ["Воет"]
    async with store.unit() as unit:
        await unit.commit(Changes(commands=[Query("retire_reports", ("[2]",))]))
    assert await read_texts(store, REGION) == []


async def test_all_pages_are_read_and_the_newest_are_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE", 2)
    monkeypatch.setattr(reading, "MOST", 4)
    found = await learn(store, *(report(n, f"Гудит {'а' * n}", "noise", "air", "noise") for n in range(1, 8)))
    assert list(found) == [f"Гудит {'а' * n}" for n in (7, 6, 5, 4)]


async def test_from_the_citizens_first_word_to_the_operators_correction(store: Store) -> None:
    world = World(store)
    phone, office = Phone(world), Office(world)
    number = (await phone.files_report("В Сосновинке на улице Лесной, 5 яма, гудит")).id
    await office.presses("Анна", f"o_settopic:{number}:noise", office.card(number))
    (found,) = await read_texts(store, world.region)
    assert found.text == "В Сосновинке на улице Лесной, 5 яма, гудит"
    assert (found.topic, found.corrected, found.missed) == ("noise", True, True)

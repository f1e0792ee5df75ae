"""The same words name the same place at every door: report, subscription, officer, alert, the queue's filter."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from handlers.alerts.areas import place
from handlers.base.shared import Shared
from handlers.base.texts import Library
from handlers.base.turn import Turn
from handlers.cap.model import AlertArea
from handlers.operator.queue import view_of
from handlers.places.named import read_names
from handlers.reading.places import place_reader
from handlers.reports.draft import ReportDraft
from handlers.reports.said_place import names_a_spot, said_place, take_place
from handlers.subscriber.towns import meant
from storage.ids import Ids
from tests.unit.place_phrases import phrases
from tests.world.world import fictional

REGION = fictional()


@pytest.fixture(scope="module")
def turn() -> Turn:
    shared = Shared(REGION, Library(REGION.zone), Ids({}), None, lambda text: [], lambda text: False)
    return cast(Turn, SimpleNamespace(shared=shared, commanded=True, command_argument=""))


def wrong(read: Any) -> list[str]:
    """Phrases of the table for which `read` says another settlement."""
    return [f"{phrase}: {said}" for phrase, town, *_ in phrases() if (said := read(phrase)) != [town]]


def test_the_table_has_120_phrases_or_more_each_once() -> None:
    assert len({phrase for phrase, *_ in phrases()}) == len(phrases()) >= 120


def test_a_report_is_there_with_its_street_and_house(turn: Turn) -> None:
    def read(phrase: str) -> list[str]:
        draft, said = ReportDraft(1, 1), said_place(turn, phrase)
        assert names_a_spot(said)
        take_place(turn, draft, said)
        return [draft.settlement]

    assert wrong(read) == []
    reader = place_reader(REGION)
    told = [(phrase, said.street, said.house) for phrase, *_ in phrases() if (said := reader.read(phrase))]
    assert told == [(phrase, street, house) for phrase, _, street, house in phrases()]


def test_a_subscriber_means_the_same(turn: Turn) -> None:
    assert wrong(lambda phrase: [area.removeprefix("s:") for area in meant(turn, phrase).areas]) == []


def test_an_officer_means_the_same() -> None:
    reader = place_reader(REGION)

    def read(phrase: str) -> list[str]:
        named = read_names(reader, phrase)
        return [*named.settlements, *(code for _, codes in named.several for code in codes)]

    assert wrong(read) == []


def test_an_alerts_area_is_the_same() -> None:
    def read(phrase: str) -> list[str]:
        area = place(REGION, [AlertArea(phrase)]).area
        return [*area.settlements, *area.municipalities]

    assert wrong(read) == []


def test_the_filter_of_the_queue_finds_the_same(turn: Turn) -> None:
    def read(phrase: str) -> list[str]:
        turn.command_argument = phrase
        return [view_of(turn).place]

    assert wrong(read) == []

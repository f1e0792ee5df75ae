"""A report in a few words says what is the matter, and its place once."""

from __future__ import annotations

import pytest

from handlers.reports.about import gist, subject
from tests.world.world import fictional

REGION = fictional()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Яма у школы", "Яма у школы"),
        ("В Сосновинке на улице Полевой, 14 третью ночь не горит фонарь", "третью ночь не горит фонарь"),
        ("Тихореченск, ул. Мира, 7: прорвало трубу, вода течёт по двору", "прорвало трубу, вода течёт по двору"),
        ("Второй день нет воды в Сосновинке на улице Полевой, 14", "Второй день нет воды в Сосновинке на…"),
        ("На улице Полевой, дом 14, корпус 2, квартира 118, Сосновинка", "На улице Полевой, дом 14, корпус 2…"),
        ("", ""),
    ],
)
def test_what_is_cut_leaves_out_the_place_at_its_beginning(text: str, said: str) -> None:
    assert subject(REGION, text, 40) == said


def test_a_gist_names_the_place_once() -> None:
    text = "В Сосновинке на улице Полевой, 14 третью ночь не горит фонарь"
    assert gist(REGION, text, "sosnovinka", "", "Полевая, 14") == "третью ночь не горит фонарь, Сосновинка, Полевая, 14"

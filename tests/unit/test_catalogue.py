"""The catalogue of topics: whole, readable, and what a region's file is made from."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from handlers.reading.model import NONE
from handlers.reading.region_words import TopicGuesser
from storage.region.catalogue import CENTRE, FOLDER, answerers, catalogue, write_topics
from storage.region.load import FICTIONAL, load_region
from tests.unit.reading import readers

OTHER = "other"


def test_every_topic_that_the_trained_model_knows_is_in_it_and_other() -> None:
    codes = [topic.code for topic in catalogue()[0]]
    assert len(codes) >= 45
    assert set(codes) == {*readers.model("topics").weights.labels, OTHER} - {NONE}


def test_every_topic_is_complete() -> None:
    for topic in catalogue()[0]:
        assert {"ru", "en"} <= set(topic.names), topic.code
        assert topic.about, topic.code
        assert topic.group, topic.code
        if topic.code != OTHER:
            assert topic.emoji, topic.code
            assert 2 <= len(topic.examples) <= 3, topic.code
            assert len(set(topic.words)) == len(topic.words) >= 10, topic.code
            assert sum(word.isascii() for word in topic.words) >= 3, topic.code
    names = Counter(name for topic in catalogue()[0] for name in topic.names.values())
    assert max(names.values()) == 1


def test_every_example_is_read_as_its_own_topic() -> None:
    topics, reader = catalogue()[0], readers.topics()
    wrong = [(t.code, text) for t in topics for text in t.examples if reader.guess(text)[0][0] != t.code]
    assert wrong == []


def test_a_group_fits_on_one_screen() -> None:
    topics, groups = catalogue()
    sizes = Counter(topic.group for topic in topics)
    assert set(sizes) == {group.code for group in groups}
    assert max(sizes.values()) <= 7


def test_somebody_is_asked_for_who_answers_for_each_topic() -> None:
    asked = [code for answerer in answerers() for code in answerer.topics]
    own = [topic.code for topic in catalogue()[0] if topic.organisation == CENTRE]
    assert sorted([*asked, *own]) == sorted(topic.code for topic in catalogue()[0])
    assert len(asked) > len(own)
    for answerer in answerers():
        assert answerer.topics, answerer.code
        assert {"ru", "en"} <= set(answerer.names) & set(answerer.asks)


def test_the_fictional_regions_topics_are_the_catalogue(tmp_path: Path) -> None:
    """Whoever changes the one changes the other: `python -c` with this very call writes it."""
    write_topics(tmp_path / "topics.toml", {answerer.code: answerer.code for answerer in answerers()})
    assert (FICTIONAL / "topics.toml").read_text(encoding="utf-8") == (tmp_path / "topics.toml").read_text("utf-8")


def test_a_region_gets_the_whole_with_its_explanations_and_its_own_organisations(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FICTIONAL, tmp_path / "region"))
    write_topics(folder / "topics.toml", {"heat": "water", "roads": "roads"})
    region = load_region(folder)
    assert {topic.organisation for topic in region.topics} == {"water", "roads", CENTRE}
    heating, school = region.topic("heating"), region.topic("schools")
    assert heating is not None
    assert school is not None
    assert (heating.organisation, school.organisation) == ("water", CENTRE)
    written = (folder / "topics.toml").read_text(encoding="utf-8")
    head = (FOLDER / "topics.toml").read_text(encoding="utf-8").split("[[groups]]")[0]
    assert written.startswith(head)
    for key in ("code", "name", "emoji", "group", "organisation", "first_hours", "solve_days", "words"):
        assert re.search(rf"^#   {key} +[А-Я]", head, re.MULTILINE), key


def test_what_is_no_code_or_nobody_that_was_asked_for_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    for organisations, fault in (({"heat": 'a" b'}, ValueError), ({"haet": "heat"}, KeyError)):
        with pytest.raises(fault):
            write_topics(tmp_path / "topics.toml", organisations)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_before_groups_and_examples_still_loads(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FICTIONAL, tmp_path / "region"))
    (folder / "topics.toml").write_text(
        '[[topics]]\ncode = "snow"\nname = { ru = "Снег" }\norganisation = "roads"\n'
        'first_hours = 2\nsolve_days = 2\nwords = ["снег"]\n',
        encoding="utf-8",
    )
    (folder / "other_offices.toml").unlink()  # it names topics, and there was none then
    region = load_region(folder)
    assert region.groups == ()
    assert [(t.code, t.group, t.about, t.examples) for t in region.topics] == [("snow", "", "", ())]


def test_the_administrators_page_adds_a_topic_and_an_organisation_that_work(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "topics.ru.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"^```toml (\w+)\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL))
    assert set(blocks) == {"organisations", "topics"}
    shutil.copytree(FICTIONAL, tmp_path / "region")
    for name, block in blocks.items():
        with (tmp_path / "region" / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n{block}")
    region = load_region(tmp_path / "region")
    added = region.topics[-1]
    assert region.organisation(added.organisation) == region.organisations[-1]
    guesser = TopicGuesser(region)
    for text in ("Паром второй день не ходит", "паромщик пьяный", "очередь на паромную переправу"):
        assert guesser.guess(text)[:1] == [added.code], text
    assert f"{len(catalogue()[0])} готовых" in page

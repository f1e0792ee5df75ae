"""Reads the pairs of `case_pairs` as the program reads reports, and says what it would make of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from handlers.base.shared import Shared
from handlers.base.texts import Library
from handlers.cases.alike import Alike
from handlers.cases.likeness import SameTrouble, Spot, is_sure
from handlers.cases.loads import days_of, topics_of
from handlers.cases.rank import Rules, same_trouble
from handlers.cases.told import Told as Tells
from handlers.cases.told import told
from handlers.places.find import locate
from handlers.reading.features import FeatureReader
from handlers.reading.model import NONE, Model
from handlers.reading.places import place_reader
from handlers.reading.region_words import TopicGuesser
from handlers.reading.topics import TopicReader
from handlers.reports.place_keys import place_keys
from storage.ids import Ids
from storage.region.load import FICTIONAL, load_region
from training.case_pairs import Pair, Told

GOALS = {"offered": (0.9, 0.75), "acted on": (0.97, 0.0)}
"""Precision and recall that are promised."""


@dataclass(frozen=True, slots=True)
class Read:
    """A report as the program knows it."""

    topic: str
    spot: Spot
    address: str
    tells: Tells


class CaseReaders:
    """Topic, place and words of a report, as the program reads them."""

    def __init__(self) -> None:
        self.region = load_region(FICTIONAL)
        words = TopicGuesser(self.region)
        topics = TopicReader(self.region, words, Model("topics", FeatureReader(words)))
        library = Library(self.region.zone)
        self.shared = Shared(
            self.region, library, Ids({}), None, topics.likely, lambda text: False, lemmas=words.lemmas
        )
        self._known: dict[Told, Read] = {}

    def read(self, one: Told) -> Read:
        if one not in self._known:
            self._known[one] = self._read(one)
        return self._known[one]

    def _read(self, one: Told) -> Read:
        guessed = self.shared.guess(one.text)
        topic = next(iter(guessed), "").replace(NONE, "")
        reader = place_reader(self.region)
        said = reader.read(one.text)
        town = said.settlement.code if said.settlement else ""
        if one.lat is not None and one.lon is not None:
            settlement, _ = locate(self.region, one.lat, one.lon)
            town = settlement.code if settlement else ""
        keys = place_keys(self.region, reader.address(said))
        spot = Spot(town, keys.street, keys.house, one.lat, one.lon)
        address = reader.address(said)
        return Read(topic, spot, address, told(self.shared, topic, one.text, address, town))

    def like(self, pair: Pair) -> Alike:
        """By the topic of the first."""
        one, other = self.read(pair.one), self.read(pair.other)
        return Alike(one.tells, told(self.shared, one.topic, pair.other.text, other.address, other.spot.settlement))

    def match(self, pair: Pair) -> SameTrouble | None:
        """What the program sees of the pair, where the first one is known and the other is written."""
        one, other = self.read(pair.one), self.read(pair.other)
        if not other.topic or one.topic not in topics_of(self.shared, other.topic, pair.other.text):
            return None
        if abs(pair.one.days - pair.other.days) > days_of(self.region, other.topic):
            return None  # the older one is not loaded
        rules = Rules.of(self.region, other.topic, one.topic)
        return same_trouble(other.spot, one.spot, rules, partial(self.like, pair))

    def acts(self, pair: Pair) -> bool:
        """Whether the program would take them for one by itself."""
        match = self.match(pair)
        return match is not None and self._is_one_topic(pair) and is_sure(match, self.like(pair))

    def _is_one_topic(self, pair: Pair) -> bool:
        return self.read(pair.one).topic == self.read(pair.other).topic

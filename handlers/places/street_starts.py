"""Where in a text a street or a house might begin."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.places.street_names import PlaceText
from handlers.places.street_reader import StreetReader, StreetSaid


@dataclass(frozen=True, slots=True)
class StreetStarts:
    """Places where a street (`known` is the one with a word for it) or a house might begin."""

    reader: StreetReader
    scene: PlaceText
    known: StreetSaid | None = None

    def __contains__(self, place: object) -> bool:
        if self.known is not None and place == self.known.start:
            return True
        inside = isinstance(place, int) and 0 <= place < len(self.scene.tokens)
        return isinstance(place, int) and inside and self.reader.may_begin(self.scene, place)

"""How sentences name the region: as it says itself (`name_in`, `name_whole` in its file), else "our region"."""

from __future__ import annotations

from handlers.base.shared import Shared
from handlers.base.texts import Texts


def within(shared: Shared, texts: Texts) -> str:
    """ "in Zarechny Territory", else "in our region"."""
    return shared.region.names_in.get(texts.language) or texts.label("alerts-in-region")


def whole(shared: Shared, texts: Texts) -> str:
    """ "The whole of Zarechny Territory", else "The whole region": begins with a capital letter."""
    name = shared.region.names_whole.get(texts.language) or texts.label("alerts-whole-region")
    return name[:1].upper() + name[1:]

"""How a notice is called by people: its sign and what it is. Its number: handlers.notices.family.shown_number."""

from __future__ import annotations

from handlers.base.message import clean
from handlers.base.texts import Texts
from handlers.notices.content import Content, in_language
from handlers.notices.kinds import kind_name, kind_of
from storage.region.region import Region

UNKNOWN_EMOJI = "⚠️"


def notice_name(texts: Texts, region: Region, content: Content) -> str:
    """What its source called it, where no kind of ours is known for sure; else its kind. In the language of `texts`."""
    return own_name(content, texts.language) or kind_name(texts, region, content.kind)


def notice_sign(region: Region, content: Content) -> str:
    """The sign of its kind; of what bears its own name no kind is known."""
    return UNKNOWN_EMOJI if own_name(content, "") else kind_of(region, content.kind).sign


def own_name(content: Content, language: str) -> str:
    """In another language, if need be: a kind that it is not would be worse; "" where it has none."""
    said = (in_language(content.event, language), *content.event.values())
    return next(filter(None, (clean(name).strip() for name in said)), "")

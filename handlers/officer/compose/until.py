"""The end of a notice, moved: words that name it move with it, else people read two times of which one is wrong."""

from __future__ import annotations

import re

from handlers.base.message import Marked
from handlers.base.turn import Turn
from handlers.notices.content import SPOKEN_FIELDS
from handlers.notices.wording import dated
from handlers.officer.compose.drafting import NoticeDraft, change


def move_until(turn: Turn, draft: NoticeDraft, at: int) -> Marked:
    """In force until then. A sentence where words were changed for it, "" where they name no end or another one."""
    was, library = draft.content.until, turn.shared.library
    moved = {}
    for name in SPOKEN_FIELDS if was else ():
        said: dict[str, str] = getattr(draft.content, name)
        written = {code: (dated(library.texts(code), was), dated(library.texts(code), at)) for code in said}
        moved[name] = {code: _replaced(text, *written[code]) for code, text in said.items()}
    changed = any(words != getattr(draft.content, name) for name, words in moved.items())
    change(turn, draft, until=at, **moved)
    return turn.t("compose-until-in-words") if changed and was != at else Marked("")


def _replaced(text: str, old: str, new: str) -> str:
    """«8 ноября» stands in «18 ноября», too, which is another day."""
    return re.sub(rf"(?<!\d){re.escape(old)}(?!\d)", lambda _: new, text)

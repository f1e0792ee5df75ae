"""What a button took the place of is said, and comes back by one tap while nobody has changed it since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from handlers.base.buttons import Rows
from handlers.base.message import Button, Marked
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.notices.content import SPOKEN_FIELDS, Content, load_content, seen_of
from handlers.officer.compose.area_view import area_lines
from handlers.officer.compose.checks import language_name
from handlers.officer.compose.drafting import NoticeDraft, change
from handlers.officer.compose.words import ComposeButton, ComposeData

SHOWN_LENGTH = 200


def replace_by_button(turn: Turn, draft: NoticeDraft, **values: Any) -> Marked:
    """Change these fields of the notice. What stood there is said; nothing where nothing did, or it stays. What another
    such button put there a moment ago is not what somebody wrote: what stood there before that one is kept.
    """
    before = _before_buttons(turn, draft, values)
    change(turn, draft, **values)
    gone = [name for name in values if not _is_empty(before, name) and getattr(before, name) != values[name]]
    if not gone:
        return Marked("")
    turn.data[ComposeData.BEFORE] = {
        "of": draft.id, "fields": gone, "was": before.dump(), "now": _print(draft.content, gone),
    }  # fmt: skip
    return join(turn.t("compose-replaced"), *_lines(turn, before, draft.content, gone), by="\n")


def undo_rows(turn: Turn, draft: NoticeDraft, data: Mapping[str, Any]) -> Rows:
    """The way back, if there is one; `data` is what the dialogue remembers that shows it."""
    if not _can_come_back(draft, data):
        return ()
    return ((Button(turn.texts.label("compose-button-undo"), ComposeButton.UNDO(draft.id)),),)


def bring_back(turn: Turn, draft: NoticeDraft) -> Marked:
    """What stood there before stands there again; a sentence about it. "": it was changed since, and stays."""
    if not _can_come_back(draft, turn.data):
        return Marked("")
    kept = turn.data.pop(ComposeData.BEFORE)
    before = load_content(kept["was"])
    change(turn, draft, **{name: getattr(before, name) for name in kept["fields"]})
    return turn.t("compose-brought-back")


def _before_buttons(turn: Turn, draft: NoticeDraft, names: Iterable[str]) -> Content:
    """The notice as it was, in these fields, before buttons changed them and nobody else did."""
    if not _can_come_back(draft, turn.data):
        return draft.content
    kept = turn.data[ComposeData.BEFORE]
    was = load_content(kept["was"])
    return draft.content.changed(**{name: getattr(was, name) for name in kept["fields"] if name in names})


def _can_come_back(draft: NoticeDraft, data: Mapping[str, Any]) -> bool:
    kept = data.get(ComposeData.BEFORE)
    return kept is not None and kept["of"] == draft.id and kept["now"] == _print(draft.content, kept["fields"])


def _print(content: Content, fields: list[str]) -> str:
    """Equal where these fields are."""
    return seen_of(Content("", 0, **{name: getattr(content, name) for name in fields}))


def _is_empty(content: Content, name: str) -> bool:
    return content.area.empty if name == "area" else not asdict(content)[name]


def _lines(turn: Turn, before: Content, after: Content, gone: list[str]) -> list[Marked]:
    lines = []
    for name in gone:
        if name in SPOKEN_FIELDS:
            said, now = getattr(before, name), getattr(after, name)
            lines += [
                turn.t("compose-replaced-words", language=language_name(turn, code), text=shorten(text, SHOWN_LENGTH))
                for code, text in said.items()
                if text and text != now.get(code)
            ]
        elif name == "area":
            lines += area_lines(turn, before.area)
        elif name == "files":
            lines.append(turn.t("compose-line-files", count=len(before.files)))
    return lines

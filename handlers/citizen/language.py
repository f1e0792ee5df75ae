"""The language of the conversation, chosen by a button."""

from __future__ import annotations

from handlers.base.greeting import say_with_menu
from handlers.base.message import Button, Message
from handlers.base.turn import Turn
from handlers.citizen.words import CitizenButton
from handlers.reports.draft import draft_of
from handlers.reports.draft_screens import draft_button, show_draft, tell_old_button


def ask_language(turn: Turn) -> None:
    library = turn.shared.library
    names = {code: library.texts(code).label("language-name") for code in library.languages[:5]}
    rows = tuple((Button(name, CitizenButton.LANGUAGE(code)),) for code, name in names.items())
    turn.screen(Message(turn.t("language-choose"), (*rows, *draft_button(turn))))


def set_language(turn: Turn) -> None:
    """Button of one language; everything goes on in it."""
    code = turn.event.argument
    if code not in turn.shared.library.languages:
        tell_old_button(turn)
        return
    turn.person.language = code
    turn.texts = turn.shared.library.texts(code)
    turn.close_screen()
    say_with_menu(turn, turn.t("language-set"))
    draft = draft_of(turn)
    if draft is not None:
        show_draft(turn, draft)

"""The preview of a notice: its messages as people will get them, marked as a trial, here or among operators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.base.buttons import Rows
from handlers.base.message import Address, Button, Message
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.notices.content import spoken
from handlers.notices.wording import MEANINGS, notice_message
from handlers.notices.words import NoticePurpose
from handlers.officer.compose.checks import language_name, languages_of
from handlers.officer.compose.drafting import NoticeDraft, ask
from handlers.officer.compose.summary import show_summary
from handlers.officer.compose.words import ComposeButton, ComposeField
from storage.records import Lane, Share


def ask_check(turn: Turn, draft: NoticeDraft) -> None:
    """d_check: the ways to look at it."""
    label, number = turn.texts.label, draft.id
    rows: list[tuple[Button, ...]] = [
        (Button(label("compose-check-here"), ComposeButton.SEE(number)),),
        (Button(label("compose-check-operators"), ComposeButton.SEE_OPERATORS(number)),),
    ]
    if len(turn.shared.accounts_of(turn.here)) > 1:
        rows.insert(1, (Button(label("compose-check-mine"), ComposeButton.SEE_MINE(number)),))
    if not draft.content.area.empty:
        rows.append((Button(label("compose-where-map"), ComposeButton.MAP(number)),))
    ask(turn, draft, ComposeField.CHECK, turn.t("compose-ask-check"), tuple(rows))


def see(turn: Turn, draft: NoticeDraft) -> None:
    """d_see: every language in this chat."""
    if not _can_be_seen(turn, draft):
        return
    for message in trials(turn, draft, turn.texts):
        turn.say(message, purpose=NoticePurpose.TRIAL)
    _again(turn, draft, "compose-seen-here")


def see_everywhere(turn: Turn, draft: NoticeDraft) -> None:
    """d_mine: in all messengers of this officer."""
    if not _can_be_seen(turn, draft):
        return
    for account in sorted(turn.shared.accounts_of(turn.here) | {turn.here}, key=str):
        for message in trials(turn, draft, turn.texts):
            turn.send(account, message, purpose=NoticePurpose.TRIAL)
    _again(turn, draft, "compose-seen-mine")


def see_operators(turn: Turn, draft: NoticeDraft) -> None:
    """d_try: in the admin chat, for more pairs of eyes. Nobody is asked to decide yet."""
    chat: Address | None = turn.shared.admin_chat
    if chat is None or not _can_be_seen(turn, draft):
        return
    for message in trials(turn, draft, turn.staff_texts):
        turn.send(chat, message, lane=Lane.OPERATORS, share=Share.ASKED, purpose=NoticePurpose.TRIAL)
    _again(turn, draft, "compose-seen-operators")


def _can_be_seen(turn: Turn, draft: NoticeDraft) -> bool:
    if draft.content.texts.get("ru"):
        return True
    show_summary(turn, draft, turn.t("compose-lacks-text"))
    return False


def _again(turn: Turn, draft: NoticeDraft, said: str) -> None:
    """The summary anew, below what was just shown."""
    turn.close_screen()
    show_summary(turn, draft, turn.t(said))


def trials(turn: Turn, draft: NoticeDraft, texts: Texts) -> Iterator[Message]:
    """The messages of each meaning and language. A trial of a drill begins as a drill does."""
    for meaning in MEANINGS[draft.notice.link]:
        for language in languages_of(turn):
            shown = notice_message(turn.shared, draft.notice, draft.content, language, meaning)
            line = texts.say(
                "compose-trial-drill" if draft.drill else "compose-trial",
                language=language_name(turn, language),
                falls="no" if spoken(draft.content).texts.get(language) else "yes",
            )
            yield replace(shown, text=join(line, shown.text), buttons=_harmless(shown.buttons))


def _harmless(rows: Rows) -> Rows:
    return tuple(tuple(replace(b, data=ComposeButton.TRIAL) if b.data else b for b in row) for row in rows)


def pressed_trial(turn: Turn) -> None:
    """d_trial"""
    turn.ack(turn.texts.label("compose-toast-trial"))

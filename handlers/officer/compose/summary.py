"""The summary of a notice that is composed: what it says, whom it reaches, what is missing, the way to every field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from handlers.base.buttons import Rows
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address, Button, Marked, Message, escape
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.notices.chain import chain_of, what_changed
from handlers.notices.content import Content, in_language, named_gaps, spoken, without_gaps
from handlers.notices.doubts import ALIKE, warnings
from handlers.notices.loads import NOTICE_HISTORY
from handlers.notices.panel import reach, source_lines
from handlers.notices.reach_count import too_late, too_slight
from handlers.notices.states import NoticeState
from handlers.officer.compose.area_view import area_lines
from handlers.officer.compose.checks import lacks, language_name
from handlers.officer.compose.drafting import NoticeDraft, draft_of, headed, hold, kind_label, want_count
from handlers.officer.compose.undo import bring_back, undo_rows
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField
from handlers.officer.words import OfficerButton, OfficerStep
from storage.records import Dialogue, Setting

SHOWN_TEXT_LENGTH = 500
SUMMARY_SETTING = "notice_screen:"
"""Setting by the notice's number: in which dialogue its summary stands, so that a count can be shown there."""


def show_summary(turn: Turn, draft: NoticeDraft, said: Marked | str = "") -> None:
    """The screen to which every field comes back. `said`: what has just happened."""
    _show(turn, draft, ComposeField.SUMMARY, said)


def show_more(turn: Turn, draft: NoticeDraft, said: Marked | str = "") -> None:
    """d_more: the same screen with buttons for what is seldom changed."""
    _show(turn, draft, ComposeField.MORE, said)


def _show(turn: Turn, draft: NoticeDraft, field: str, said: Marked | str) -> None:
    want_count(turn, draft)
    hold(turn, draft.id, field, draft.seen)
    turn.screen(Message(summary(turn, draft, said), _rows_of(turn, draft, field, turn.data)))
    where = f"{turn.dialogue.channel}:{turn.dialogue.chat}"
    turn.save(Setting(f"{SUMMARY_SETTING}{draft.id}", where))


def summary(turn: Turn, draft: NoticeDraft, said: Marked | str = "") -> Marked:
    """The notice in words, its reach, what is missing, what to look at."""
    missing, doubts = lacks(turn, draft), warnings(turn, draft.notice, draft.content, turn.texts, turn.many(ALIKE))
    return headed(
        turn,
        draft.drill,
        said,
        join(title(turn, draft), *_what(turn, draft.content), by="\n"),
        _texts(turn, draft.content),
        join(*_how(turn, draft.content), by="\n"),
        _reach(turn, draft),
        join(turn.t("compose-missing"), *missing, by="\n") if missing else turn.t("compose-complete"),
        join(*source_lines(turn.texts, turn.many(NOTICE_HISTORY)), *doubts, by="\n"),
    )


def title(turn: Turn, draft: NoticeDraft) -> Marked:
    notice = draft.notice
    state = "pending" if notice.state == NoticeState.PENDING else "draft"
    line = turn.t("compose-title", number=str(notice.id), state=state)
    linked = turn.t("compose-linked", link=notice.link, number=str(notice.linked_id)) if notice.link else ""
    returned = turn.t("compose-returned", why=notice.why) if notice.why and state == "draft" else ""
    return join(line, linked, returned, by="\n")


def _what(turn: Turn, content: Content) -> list[Marked]:
    label, kind = turn.texts.label, kind_label(turn, content.kind)
    return [
        turn.t("compose-line-kind", kind=kind, severity=label(f"severity-{content.severity}")),
        *area_lines(turn, content.area),
    ]


def _texts(turn: Turn, content: Content) -> Marked:
    """The Russian text and advice as they are; of other languages whether they are there."""
    text = without_gaps(in_language(content.texts, "ru"))
    todo = in_language(content.todo, "ru")
    others = [language_name(turn, code) for code, said in spoken(content).texts.items() if code != "ru" and said]
    return join(
        escape(shorten(text, SHOWN_TEXT_LENGTH)) if text else turn.t("compose-line-no-text"),
        turn.t("compose-line-todo", todo=shorten(todo, SHOWN_TEXT_LENGTH)) if todo else turn.t("compose-line-no-todo"),
        turn.t("compose-line-languages", names=", ".join(others)) if others else "",
    )


def _how(turn: Turn, content: Content) -> list[Marked]:
    """Until when, when, again, answers, files, phones; what is as ever is not said."""
    texts, lines = turn.texts, []
    if content.until:
        lines.append(turn.t("compose-line-until", at=texts.moment(content.until, turn.now)))
    if content.send_at:
        lines.append(turn.t("compose-line-send", at=texts.moment(content.send_at, turn.now)))
    if content.repeat_min:
        lines.append(turn.t("compose-line-repeat", minutes=content.repeat_min))
    if content.wake:
        lines.append(turn.t("compose-line-wake"))
    if content.ask:
        names = ", ".join(texts.label(f"answer-{word}") for word in content.ask)
        lines.append(turn.t("compose-line-answers", names=names))
    if content.files:
        lines.append(turn.t("compose-line-files", count=len(content.files)))
    if not content.contacts:
        lines.append(turn.t("compose-line-no-contacts"))
    return lines


def _reach(turn: Turn, draft: NoticeDraft) -> Marked:
    if draft.content.area.empty:
        return Marked("")
    return reach(turn.shared, turn.texts, draft.notice)


def _rows_of(turn: Turn, draft: NoticeDraft, field: str, data: Mapping[str, Any]) -> Rows:
    """`data`: what the dialogue remembers where they stand."""
    rows = _more_rows(turn, draft) if field == ComposeField.MORE else _rows(turn, draft)
    return (*undo_rows(turn, draft, data), *rows)


def undo(turn: Turn, draft: NoticeDraft) -> None:
    """d_undo: what a button took away comes back."""
    said = bring_back(turn, draft)
    if not said:
        turn.ack(turn.texts.label("compose-toast-no-undo"))
    show_summary(turn, draft, said)


FIRST_FIELDS = (
    (ComposeButton.WHERE, ComposeButton.TEXT),
    (ComposeButton.TODO, ComposeButton.UNTIL),
    (ComposeButton.MORE, ComposeButton.CHECK),
)
SELDOM_FIELDS = (
    ComposeButton.KIND,
    ComposeButton.SEVERITY,
    ComposeButton.SEND,
    ComposeButton.ANSWERS,
    ComposeButton.FILES,
)


def _rows(turn: Turn, draft: NoticeDraft) -> Rows:
    label = turn.texts.label
    rows: Rows = (
        *_mending_rows(turn, draft),
        *(tuple(_field_button(turn, draft, word) for word in row) for row in FIRST_FIELDS),
    )
    if draft.notice.state == NoticeState.PENDING:
        return (*rows, (Button(label("compose-back"), ComposeButton.START(0)),))
    submit = Button(label("compose-button-submit"), ComposeButton.SUBMIT(draft.id, draft.seen), style="good")
    return (*rows, (submit,), (Button(label("compose-later"), ComposeButton.START(0)),))


def _mending_rows(turn: Turn, draft: NoticeDraft) -> Rows:
    """One tap for what is known to be wrong: what it is about was replaced, or nobody gets it."""
    rows: list[tuple[Button, ...]] = []
    change = what_changed(draft.notice, chain_of(turn), turn.now)
    if change is not None and change.why == "newer":
        label = turn.texts.label("chain-button-relink", link=draft.notice.link, other=str(change.by))
        rows.append((Button(label, OfficerButton.RELINK(draft.id, change.by)),))
    mending = [_field_button(turn, draft, ComposeButton.GAP)] if named_gaps(draft.content) else []
    if too_late(draft.notice) or too_slight(draft.notice):
        mending.append(_field_button(turn, draft, ComposeButton.RAISE))
    if too_late(draft.notice):
        mending.append(_field_button(turn, draft, ComposeButton.WAKE))
    return (*rows, tuple(mending)) if mending else tuple(rows)


def _field_button(turn: Turn, draft: NoticeDraft, word: ComposeButton) -> Button:
    """The way to a field; the sentence `compose-button-…` is named as the button."""
    return Button(turn.texts.label(f"compose-button-{word.removeprefix('d_')}"), word(draft.id))


def _more_rows(turn: Turn, draft: NoticeDraft) -> Rows:
    """The fields that are seldom changed."""
    label, number = turn.texts.label, draft.id
    words = [*SELDOM_FIELDS]
    if draft.content.kind in turn.shared.region.notices.repeat:
        words.append(ComposeButton.REPEAT)
    buttons = [_field_button(turn, draft, word) for word in words]
    on = draft.content.contacts
    buttons.append(
        Button(label("compose-button-contacts", on="yes" if on else "no"), ComposeButton.CONTACTS(number, int(not on)))
    )
    buttons.append(Button(label("compose-button-delete"), ComposeButton.DELETE(number)))
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    return (*rows, (Button(label("compose-back"), ComposeButton.SUMMARY(number)),))


# -- counted --------------------------------------------------------------------------------------
SUMMARY_AT = Load("where the summary stands", "setting", Setting)
SUMMARY_DIALOGUE = Load("the dialogue where the summary stands", "dialogues_among", Dialogue)


@need(SUMMARY_AT)
def load_screen(turn: Turn) -> Needs:
    """For the tick n_counted: where the notice's summary stands."""
    return (SUMMARY_AT(f"{SUMMARY_SETTING}{turn.event.argument}"),)


@need(SUMMARY_DIALOGUE)
def load_dialogue(turn: Turn) -> Needs:
    """Second stage: whether it still stands there."""
    setting = turn.one(SUMMARY_AT)
    if setting is None:
        return ()
    channel, _, chat = setting.value.partition(":")
    return (SUMMARY_DIALOGUE(json.dumps([[channel, chat, chat]])),)


def show_counted(turn: Turn) -> None:
    """A draft has been counted: its summary says so, if it is what its author looks at."""
    draft, dialogue = draft_of(turn), turn.one(SUMMARY_DIALOGUE)
    if draft is None or dialogue is None or dialogue.step != OfficerStep.COMPOSE or not dialogue.screen:
        return
    data = json.loads(dialogue.data)
    field = data.get(ComposeData.FIELD)
    if data.get(ComposeData.NUMBER) != draft.id or field not in (ComposeField.SUMMARY, ComposeField.MORE):
        return
    message = Message(summary(turn, draft), _rows_of(turn, draft, field, data))
    turn.send(Address(dialogue.channel, dialogue.chat), message, slot=f"screen:{dialogue.screen}", purpose="screen")

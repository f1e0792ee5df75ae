"""Which command, button, message or tick leads to which page of composing a notice."""

from __future__ import annotations

from collections.abc import Callable

from handlers.base.routes import Route, Where, button, command, meant, step, tick
from handlers.base.turn import Turn
from handlers.notices.doubts import load_alike
from handlers.notices.moves import load_accounts
from handlers.officer.compose import (
    around,
    drawing,
    fields,
    gaps,
    loose,
    outages,
    pictures,
    preview,
    screens,
    submit,
    summary,
    timing,
    where,
)
from handlers.officer.compose.corrections import corrected
from handlers.officer.compose.drafting import (
    NoticeDraft,
    changed_meanwhile,
    draft_of,
    field_of,
    load_mine,
    load_open,
    load_pressed,
    on_draft,
)
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField
from handlers.officer.words import OfficerButton, OfficerStep
from handlers.reports.words import Meant
from storage.ticks import Tick

HERE = Where.PRIVATE
NEEDED = (load_accounts, load_mine, load_alike)
"""Beside the notice: who this is in all messengers, his drafts for the way back, notices like this one."""


def where_or_drawing(turn: Turn, draft: NoticeDraft) -> None:
    """An answer to «Где это?»: a document or brackets are GeoJSON, anything else is a place."""
    if turn.event.attachments or turn.event.text.lstrip().startswith(("{", "[")):
        drawing.typed_drawing(turn, draft)
    else:
        around.typed_place(turn, draft)


TYPED: dict[str, Callable[[Turn, NoticeDraft], None]] = {
    ComposeField.TEXT: fields.typed_words,
    ComposeField.TODO: fields.typed_words,
    ComposeField.GAP: gaps.typed_gap,
    ComposeField.LOOSE: loose.ask_meaning,
    ComposeField.UNTIL: timing.typed_time,
    ComposeField.SEND: timing.typed_time,
    ComposeField.FILES: pictures.typed_files,
    ComposeField.WHERE: where_or_drawing,
    ComposeField.MUNICIPALITIES: where_or_drawing,
    ComposeField.ITEMS: where_or_drawing,
    ComposeField.WHICH: around.typed_place,
    ComposeField.RADIUS: around.typed_distance,
    ComposeField.DRAW: drawing.typed_drawing,
    ComposeField.MENDED: drawing.typed_drawing,
    ComposeField.TOWN: outages.typed_settlement,
    ComposeField.STREET: outages.typed_street,
    ComposeField.HOUSES: outages.typed_houses,
    ComposeField.WORD: submit.typed_word,
}
"""What a message means while a field is asked for; at any other screen it is taken for what it looks like."""

ON_DRAFT: dict[str, Callable[[Turn, NoticeDraft], None]] = {
    ComposeButton.DELETE: screens.ask_delete,
    ComposeButton.DELETE_SURE: screens.delete,
    ComposeButton.MORE: summary.show_more,
    ComposeButton.UNDO: summary.undo,
    ComposeButton.KIND: fields.ask_kind,
    ComposeButton.SET_KIND: fields.set_kind,
    ComposeButton.SEVERITY: fields.ask_severity,
    ComposeButton.SET_SEVERITY: fields.set_severity,
    ComposeButton.TEXT: fields.ask_text,
    ComposeButton.TODO: fields.ask_todo,
    ComposeButton.ADVICE: fields.take_advice,
    ComposeButton.NO_TODO: fields.drop_todo,
    ComposeButton.NO_TEXT: fields.drop_language,
    ComposeButton.GAP: gaps.ask_gaps,
    ComposeButton.GAP_UNTIL: gaps.pressed_until,
    ComposeButton.NEXT: gaps.next_step,
    ComposeButton.AS_TEXT: loose.as_text,
    ComposeButton.MORE_TEXT: loose.more_text,
    ComposeButton.AS_PLACE: loose.as_place,
    ComposeButton.KEEP: fields.keep_language,
    ComposeButton.ANSWERS: fields.ask_answers,
    ComposeButton.SET_ANSWER: fields.toggle_answer,
    ComposeButton.CONTACTS: fields.toggle_contacts,
    ComposeButton.REPEAT: fields.ask_repeat,
    ComposeButton.SET_REPEAT: fields.set_repeat,
    ComposeButton.UNTIL: timing.ask_until,
    ComposeButton.SET_UNTIL: timing.set_until,
    ComposeButton.SEND: timing.ask_send,
    ComposeButton.SEND_NOW: timing.send_now,
    ComposeButton.RAISE: timing.raise_severity,
    ComposeButton.WAKE: timing.wake,
    ComposeButton.FILES: pictures.ask_files,
    ComposeButton.NO_FILES: pictures.drop_files,
    ComposeButton.WHERE: where.ask_where,
    ComposeButton.REGION: where.whole_region,
    ComposeButton.MUNICIPALITIES: where.ask_municipalities,
    ComposeButton.MUNICIPALITY: where.toggle_municipality,
    ComposeButton.WHICH: where.take_which,
    ComposeButton.RADIUS: where.pressed_radius,
    ComposeButton.ITEMS: where.ask_items,
    ComposeButton.ITEM: where.remove_item,
    ComposeButton.CLEAR: where.clear,
    ComposeButton.DRAW: drawing.ask_drawing,
    ComposeButton.UNDRAW: drawing.undo_point,
    ComposeButton.DRAWN: drawing.finish,
    ComposeButton.UNMEND: drawing.unmend,
    ComposeButton.MAP: drawing.pressed_map,
    ComposeButton.STREETS: outages.ask_settlement,
    ComposeButton.TOWN: outages.pressed_settlement,
    ComposeButton.HOUSES: outages.all_houses,
    ComposeButton.CHECK: preview.ask_check,
    ComposeButton.SEE: preview.see,
    ComposeButton.SEE_MINE: preview.see_everywhere,
    ComposeButton.SEE_OPERATORS: preview.see_operators,
    ComposeButton.SUBMIT: submit.submit,
}
"""Buttons that carry a notice's number and need it in a state in which it can be changed."""

BEFORE: dict[str, Callable[[Turn], None]] = {
    ComposeButton.START: screens.turn_start,
    ComposeButton.CLOSE: screens.close,
    ComposeButton.PATH: screens.choose_path,
    ComposeButton.TEMPLATE: screens.take_template,
    ComposeButton.KINDS_FIRST: screens.turn_kinds,
    ComposeButton.KIND_FIRST: screens.take_kind,
    ComposeButton.SEVERITY_FIRST: screens.take_severity,
}
"""Buttons that come before there is a notice."""


def typed(turn: Turn) -> None:
    """A message of an officer who is composing."""
    if screens.typed_nowhere(turn):
        return
    draft, (field, _) = draft_of(turn), field_of(turn)
    if draft is None:
        screens.show_start(turn, said=turn.t("compose-gone"))
    elif field in fields.EDITED and changed_meanwhile(turn, draft) and loose.beside_another(turn, draft):
        return  # what a colleague has written meanwhile is not replaced unseen
    elif field in TYPED:
        TYPED[field](turn, draft)
    else:
        unasked(turn, draft)


def unasked(turn: Turn, draft: NoticeDraft) -> None:
    """Nothing was asked: a picture goes with the notice, a place is a point of its area, a correction is done, the rest
    of a text is text.
    """
    if turn.event.attachments:
        fault = pictures.add_files(turn, draft)
        summary.show_summary(turn, draft, fault or turn.t("compose-files-added"))
    elif turn.event.place is not None:
        where.typed_where(turn, draft)
    elif not corrected(turn, draft) and not fields.more_words(turn, draft):
        if draft.content.texts.get("ru") or not turn.event.text.strip():
            loose.ask_meaning(turn, draft)
        else:
            turn.data[ComposeData.FIELD] = ComposeField.TEXT("ru")
            fields.typed_words(turn, draft)


COMPOSE: tuple[Route, ...] = (
    command(Where.OPERATORS, "notice", screens.to_private, officer=True),
    command(HERE, "notice", screens.begin, load_accounts, load_mine, officer=True),
    meant(HERE, Meant.TO_WARN, screens.begin_with, load_accounts, load_mine, officer=True),
    command(HERE, OfficerStep.COMPOSE("cancel"), screens.cancel),
    step(HERE, OfficerStep.COMPOSE, typed, load_open, *NEEDED, officer=True),
    button(HERE, OfficerButton.EDIT, screens.open_draft, load_pressed, *NEEDED, officer=True),
    button(HERE, ComposeButton.SUMMARY, screens.open_draft, load_pressed, *NEEDED, officer=True),
    *(button(HERE, word, act, load_accounts, load_mine, officer=True) for word, act in BEFORE.items()),
    *(
        button(HERE, word, on_draft(act, screens.show_start), load_pressed, *NEEDED, officer=True)
        for word, act in ON_DRAFT.items()
    ),
    button(HERE, ComposeButton.TRIAL, preview.pressed_trial),
    button(Where.OPERATORS, ComposeButton.TRIAL, preview.pressed_trial),
    tick(Tick.DOCUMENT, drawing.document_read, load_open, load_accounts, load_alike, personal=True),
)

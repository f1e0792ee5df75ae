"""Which command, button, message or tick leads to which page of composing a notice."""

from __future__ import annotations

from collections.abc import Callable

from handlers.base.routes import Route, Where, button, command, step, tick
from handlers.base.turn import Turn
from handlers.notices.moves import load_accounts
from handlers.officer.compose import (
    drawing,
    fields,
    outages,
    pictures,
    preview,
    screens,
    submit,
    summary,
    timing,
    where,
)
from handlers.officer.compose.drafting import (
    STEP,
    NoticeDraft,
    draft_of,
    field_of,
    load_mine,
    load_open,
    load_pressed,
    on_draft,
)
from handlers.officer.decide.doubts import load_alike
from handlers.officer.run.follow_up import EDIT

HERE = Where.PRIVATE
NEEDED = (load_accounts, load_mine, load_alike)
"""Beside the notice: who this is in all messengers, his drafts for the way back, notices like this one."""


def where_or_drawing(turn: Turn, draft: NoticeDraft) -> None:
    """An answer to «Где это?»: a document or brackets are GeoJSON, anything else is a place."""
    if turn.event.attachments or turn.event.text.lstrip().startswith(("{", "[")):
        drawing.typed_drawing(turn, draft)
    else:
        where.typed_where(turn, draft)


TYPED: dict[str, Callable[[Turn, NoticeDraft], None]] = {
    "text": fields.typed_words,
    "todo": fields.typed_words,
    "until": timing.typed_time,
    "send": timing.typed_time,
    "files": pictures.typed_files,
    "where": where_or_drawing,
    "municipalities": where_or_drawing,
    "items": where_or_drawing,
    "which": where.typed_where,
    "radius": where.typed_radius,
    "draw": drawing.typed_drawing,
    "mended": drawing.typed_drawing,
    "town": outages.typed_settlement,
    "street": outages.typed_street,
    "houses": outages.typed_houses,
    "word": submit.typed_word,
}
"""What a message means while a field is asked for; at any other screen it is taken for what it looks like."""

ON_DRAFT: dict[str, Callable[[Turn, NoticeDraft], None]] = {
    "d_del": screens.ask_delete,
    "d_delyes": screens.delete,
    "d_more": summary.show_more,
    "d_kind": fields.ask_kind,
    "d_setkind": fields.set_kind,
    "d_severity": fields.ask_severity,
    "d_setsev": fields.set_severity,
    "d_text": fields.ask_text,
    "d_todo": fields.ask_todo,
    "d_advice": fields.take_advice,
    "d_notodo": fields.drop_todo,
    "d_notext": fields.drop_language,
    "d_answers": fields.ask_answers,
    "d_ask": fields.toggle_answer,
    "d_contacts": fields.toggle_contacts,
    "d_repeat": fields.ask_repeat,
    "d_setrep": fields.set_repeat,
    "d_until": timing.ask_until,
    "d_setuntil": timing.set_until,
    "d_send": timing.ask_send,
    "d_sendnow": timing.send_now,
    "d_files": pictures.ask_files,
    "d_nofiles": pictures.drop_files,
    "d_where": where.ask_where,
    "d_region": where.whole_region,
    "d_munis": where.ask_municipalities,
    "d_muni": where.toggle_municipality,
    "d_which": where.take_which,
    "d_radius": where.pressed_radius,
    "d_items": where.ask_items,
    "d_item": where.remove_item,
    "d_clear": where.clear,
    "d_draw": drawing.ask_drawing,
    "d_undraw": drawing.undo_point,
    "d_drawn": drawing.finish,
    "d_unmend": drawing.unmend,
    "d_map": drawing.pressed_map,
    "d_streets": outages.ask_settlement,
    "d_town": outages.pressed_settlement,
    "d_houses": outages.all_houses,
    "d_check": preview.ask_check,
    "d_see": preview.see,
    "d_mine": preview.see_everywhere,
    "d_try": preview.see_operators,
    "d_submit": submit.submit,
}
"""Buttons that carry a notice's number and need it in a state in which it can be changed."""

BEFORE: dict[str, Callable[[Turn], None]] = {
    "d_new": screens.turn_start,
    "d_close": screens.close,
    "d_path": screens.choose_path,
    "d_tpl": screens.take_template,
    "d_kinds0": screens.turn_kinds,
    "d_kind0": screens.take_kind,
    "d_sev0": screens.take_severity,
}
"""Buttons that come before there is a notice."""


def typed(turn: Turn) -> None:
    """A message of an officer who is composing."""
    if screens.typed_nowhere(turn):
        return
    draft, (field, _) = draft_of(turn), field_of(turn)
    if draft is None:
        screens.show_start(turn, said=turn.t("compose-gone"))
    elif field in TYPED:
        TYPED[field](turn, draft)
    else:
        unasked(turn, draft)


def unasked(turn: Turn, draft: NoticeDraft) -> None:
    """Nothing was asked: a picture goes with the notice, a place is a point of its area, the rest of a text is text."""
    if turn.event.attachments:
        fault = pictures.add_files(turn, draft)
        summary.show_summary(turn, draft, fault or turn.t("compose-files-added"))
    elif turn.event.place is not None:
        where.typed_where(turn, draft)
    elif not fields.more_words(turn, draft):
        if draft.content.texts.get("ru") or not turn.event.text.strip():
            summary.show_summary(turn, draft, turn.t("compose-press"))
        else:
            turn.data["field"] = "text:ru"
            fields.typed_words(turn, draft)


COMPOSE: tuple[Route, ...] = (
    command(Where.OPERATORS, "notice", screens.to_private, officer=True),
    command(HERE, "notice", screens.begin, load_accounts, load_mine, officer=True),
    command(HERE, f"{STEP}:cancel", screens.cancel),
    command(HERE, f"{STEP}:report", screens.report_instead),
    step(HERE, STEP, typed, load_open, *NEEDED, officer=True),
    button(HERE, EDIT, screens.open_draft, load_pressed, *NEEDED, officer=True),
    button(HERE, "d_sum", screens.open_draft, load_pressed, *NEEDED, officer=True),
    *(button(HERE, word, act, load_accounts, load_mine, officer=True) for word, act in BEFORE.items()),
    *(
        button(HERE, word, on_draft(act, screens.show_start), load_pressed, *NEEDED, officer=True)
        for word, act in ON_DRAFT.items()
    ),
    button(HERE, preview.TRIAL, preview.pressed_trial),
    button(Where.OPERATORS, preview.TRIAL, preview.pressed_trial),
    tick(drawing.READ, drawing.document_read, load_open, load_accounts, load_alike, personal=True),
)

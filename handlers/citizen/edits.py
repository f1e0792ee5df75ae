"""The citizen changed a message: in the draft it is changed too, in a report it is added as a correction."""

from __future__ import annotations

from handlers.citizen.danger import warn_of_danger
from handlers.citizen.draft import Draft, draft_of, keep
from handlers.citizen.keeping import SAID
from handlers.citizen.loads import files_of, history_of, own_report
from handlers.citizen.screens import show_draft
from handlers.message import clean
from handlers.operator.cards import add_to_card, show_card
from handlers.report_status import record
from handlers.turn import Turn
from storage.records import SentMessage


def edited(turn: Turn) -> None:
    """An edit of anything else means nothing."""
    text, draft = clean(turn.event.text).strip(), draft_of(turn)
    if draft is not None and turn.event.message in draft.messages:
        if text:
            _change_draft(turn, draft, text)
        return
    sent, report = turn.one("sent", SentMessage), own_report(turn)
    if not text or report is None or sent is None or sent.purpose != SAID or _is_known(turn, text):
        return
    event = record(turn, report, "edited", text)
    if turn.house.is_danger(text):
        report.danger = max(report.danger, 1)
    show_card(turn, report, [*history_of(turn), event], files_of(turn))
    add_to_card(turn, report, text, (), key="addition-edited")
    turn.say(turn.t("edited-added", number=str(report.id)))


def _is_known(turn: Turn, text: str) -> bool:
    """Messengers also report edits that change no word (a link's preview)."""
    report = own_report(turn)
    said = [report.text, report.address] if report else []
    everything = (*said, *(event.text for event in history_of(turn)))
    return any(f"\n{text}\n" in f"\n{known}\n" for known in everything)  # whole messages, not parts of their lines


def _change_draft(turn: Turn, draft: Draft, text: str) -> None:
    message = turn.event.message
    if message == draft.address_message:
        draft.address = text
    elif any(said[0] == message for said in draft.texts):
        draft.texts = [[said[0], text] if said[0] == message else said for said in draft.texts]
        if draft.lat is None and not draft.address_message:
            draft.address = draft.settlement = draft.municipality = ""  # guessed from the words: guess again
    else:
        draft.texts.append([message, text])
    warn_of_danger(turn, draft, text)
    if draft.gathering:
        keep(turn, draft, turn.dialogue.step)
    else:
        show_draft(turn, draft)

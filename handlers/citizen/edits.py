"""The citizen changed a message: in the draft it is changed too, in a report it is added as a correction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from handlers.base.message import clean
from handlers.base.steps import OpenStep
from handlers.base.turn import Turn
from handlers.citizen.place import change_address
from handlers.citizen.place_again import says_elsewhere
from handlers.reports.about import place_in_words
from handlers.reports.adding import place_report, told_from_where
from handlers.reports.card import add_to_card, own_chat, show_card
from handlers.reports.collect import NOT_FILES, fitting, take
from handlers.reports.danger import note_danger, warn_of_danger
from handlers.reports.details import answer, as_answer, question_of, told_by
from handlers.reports.draft import ReportDraft, attachment_dict, begin, draft_of, keep
from handlers.reports.draft_screens import show_draft
from handlers.reports.loads import REPORT_FILES, REPORT_HISTORY, SENT
from handlers.reports.own_report import own_report
from handlers.reports.saved import OPERATOR, OWN_MESSAGE, keep_files
from handlers.reports.silenced import is_silenced, say_silenced
from handlers.reports.status import LineKind, Status, record
from handlers.reports.teams import where_changed
from handlers.reports.topic_choice import told_topics
from handlers.reports.words import Meant, ReportTick
from storage.records import Report, StoredFile

_WITH_KEY = re.compile(r"([a-z_]+-?\d+_\d+)(?:_\w+)?")


def of_staff(turn: Turn) -> str:
    """Of an edit of what somebody wrote as one of the staff: the route for that."""
    sent = turn.one(SENT)
    return Meant.OWN_EDIT if sent is not None and sent.purpose == OPERATOR else ""


def edited(turn: Turn) -> None:
    """«Здравствуйте», edited into what happened, is a message; an edit of anything else means nothing."""
    text, draft = clean(turn.event.text).strip(), draft_of(turn)
    if draft is not None and turn.event.message in draft.messages:
        replaced = _replace_files(turn, draft)
        if text or replaced:
            _change_draft(turn, draft, text, replaced)
        return
    if draft is not None and text and _change_beside(turn, draft, text):
        keep(turn, draft, turn.dialogue.step)
        return
    sent, report = turn.one(SENT), own_report(turn)
    if sent is None and _begins_to_tell(turn, text):
        take(turn, draft or begin(turn))
        return
    if report is None or sent is None or sent.purpose != OWN_MESSAGE:
        return
    text = "" if _is_known(turn, text) else text
    files = [] if _are_there(turn, turn.many(REPORT_FILES)) else _new_files(turn)
    if (text or files) and is_silenced(turn, danger=report.danger or turn.shared.is_danger(text)):
        say_silenced(turn)
    elif text or files:
        _correct(turn, report, text, files)


def _begins_to_tell(turn: Turn, text: str) -> bool:
    """Whether what was a greeting, thanks or a button's word tells of something now, and no question stands open."""
    open_to_all = draft_of(turn) is not None or turn.dialogue.step in ("", OpenStep.ADDED)
    return open_to_all and bool(text) and (turn.shared.is_danger(text) or bool(told_topics(turn, text)))


def _correct(turn: Turn, report: Report, text: str, files: list[dict[str, Any]]) -> None:
    """A report that was sent keeps what it had; what is new of the message is added to it."""
    event = record(turn, report, LineKind.EDITED, text)
    holder = begin(turn, into=report.id)
    holder.files = files
    stored = keep_files(turn, holder, report.id, event.id)
    note_danger(turn, report, text)
    before, there = turn.many(REPORT_HISTORY), own_chat(turn.shared, report)
    moved = says_elsewhere(turn, report, before, holder, text) and place_report(turn, report, holder, event)
    history, all_files = [*before, event], [*turn.many(REPORT_FILES), *stored]
    if moved:
        where_changed(turn, report, history, all_files, there)
    else:
        show_card(turn, report, history, all_files)
    if report.status == Status.MERGED:
        turn.after(0, ReportTick.JOINED, event.id)
    else:
        said = told_from_where(turn, event, text) if moved else text
        add_to_card(turn, report, said, stored, key="addition-file-replaced" if files else "addition-edited")
    place = place_in_words(turn.shared.region, report.settlement, report.municipality, report.address) if moved else ""
    turn.say(turn.t("edited-moved" if moved else "edited-added", number=str(report.id), place=place))


def _new_files(turn: Turn) -> list[dict[str, Any]]:
    event = turn.event
    return [attachment_dict(a, event.message) for a in event.attachments if a.kind not in NOT_FILES]


def _are_there(turn: Turn, files: Sequence[StoredFile]) -> bool:
    """Whether the message's files are those that it had: an edit of the words brings its files along."""
    ours = [f for f in files if f.source_message == turn.event.message]
    newest = max((f.event_id for f in ours), default=0)
    had = [(f.kind, f.handle, f.size) for f in ours if f.event_id == newest]
    return _same(_new_files(turn), had)


def _replace_files(turn: Turn, draft: ReportDraft) -> bool:
    """The message's new files take the place of its old ones; False if they are the same, or there are none."""
    new, message = _new_files(turn), turn.event.message
    places = [i for i, file in enumerate(draft.files) if file.get("message") == message]
    old = [draft.files[i] for i in places]
    had = [(str(f.get("kind", "")), str(f.get("handle", "")), int(f.get("size", 0))) for f in old]
    if _same(new, had):
        return False
    at = places[0] if places else len(draft.files)
    before = [f for f in draft.files[:at] if f.get("message") != message]
    if not (new := fitting(turn, draft, new, free=len(old))):
        return False
    draft.files = [*before, *new, *(f for f in draft.files[at:] if f.get("message") != message)]
    return True


def _same(new: list[dict[str, Any]], had: list[tuple[str, str, int]]) -> bool:
    """A handle may change though its file does not (a key at its end, or all of it): then the size tells."""
    if not new:
        return True  # a file that was taken away stays: nobody must lose it by a slip
    return len(new) == len(had) and all(
        file["kind"] == kind
        and (_core(str(file.get("handle", ""))) == _core(handle) or 0 < size == int(file.get("size", 0)))
        for file, (kind, handle, size) in zip(new, had, strict=True)
    )


def _core(handle: str) -> str:
    """A handle "photo1_2_key" without the key; any other handle as it is."""
    found = _WITH_KEY.fullmatch(handle)
    return found[1] if found else handle


def _is_known(turn: Turn, text: str) -> bool:
    """Messengers also report edits that change no word (a link's preview)."""
    report = own_report(turn)
    said = [report.text, report.address] if report else []
    everything = (*said, *(event.text for event in turn.many(REPORT_HISTORY)))
    return not text or any(
        f"\n{text}\n" in f"\n{known}\n" for known in everything
    )  # whole messages, not parts of their lines


def _change_beside(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """Words of a report that waits beside the draft are changed in it; False if the message is in none of these."""
    for other in (draft.second, *draft.waiting):
        if turn.event.message in other.get("messages", ()):
            said = other.get("texts", [])
            other["texts"] = [[m, text] if m == turn.event.message else [m, words] for m, words in said]
            if turn.event.message == other.get("address_message"):
                other["address"] = text
            return True
    return False


def _change_draft(turn: Turn, draft: ReportDraft, text: str, replaced: bool) -> None:
    message = turn.event.message
    if not text:
        pass  # only its file is another one
    elif message == draft.address_message:
        change_address(turn, draft, text)
    elif (key := told_by(draft, message)) and (question := question_of(turn.shared.region, key)) is not None:
        answer(draft, key, question, as_answer(question, text), message)
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
        show_draft(turn, draft, turn.t("draft-file-replaced") if replaced else None)

"""What is written in an operators' chat: answers, notes, answers to prompts; all other talk is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from handlers.base.commands import read_numbered_answer
from handlers.base.event import CONTACT, OWN_CONTACT, Attachment, AttachmentKind
from handlers.base.labels import fold
from handlers.base.loads import Needs, need
from handlers.base.message import clean
from handlers.base.refusals import anonymous_writer
from handlers.base.staff import tell
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.notices.words import OF_A_NOTICE
from handlers.operator.by_number import NOTE_MARK, number_first
from handlers.operator.case import ReportCase, case_of, operator_name
from handlers.operator.gather import GATHERED
from handlers.operator.grace import SENT_ON, add_files, begin, confirm, in_grace, make_note, note_down
from handlers.operator.hand_reason import written_why
from handlers.operator.interim import written_until
from handlers.operator.join import asks_for_other, join_with, written_number
from handlers.operator.look_over import BY_ITS_MARK, asks_author
from handlers.operator.mend import is_held, put_better
from handlers.operator.open_card import say_not_here, show_copy
from handlers.operator.own_words import caught, listed, stops
from handlers.operator.prolong import PROLONG, new_term
from handlers.operator.prompts import DATA, GAP_PROMPT, KINDS, close_prompt, hint, is_prompt, target_of
from handlers.operator.ready_answers import filled
from handlers.operator.several import Several, answer_several, is_unread, names_several, several_in
from handlers.operator.silence import days_of
from handlers.operator.storm import ASKED, written
from handlers.operator.words import OperatorData
from handlers.reports.card_text import is_erased, status_name
from handlers.reports.delivery_words import UNDELIVERED
from handlers.reports.lists import LIST
from handlers.reports.loads import (
    JOINED_REPORTS,
    OTHER_REPORT,
    REPORT_EVENT,
    SENT,
    WHOLE_REPORT,
    joined_to,
    sent,
    whole_report,
)
from handlers.reports.saved import OPERATOR, WILL_GO
from handlers.reports.status import ALIVE, LineKind, Status
from storage.records import Delivery, ReportEvent, SentMessage

COLLEAGUES_WORDS = (LineKind.ANSWER, LineKind.QUESTION, LineKind.CLOSING, LineKind.REJECTED, LineKind.SILENCED)
"""What another operator says to the confirmation of such a line is for whoever wrote it, and no answer of his own."""
ALBUM_SIZE = 10
TELL_AGAIN_MS = 10 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class OperatorWords:
    """An operator's text without its marks: `number` is 0 where none was written."""

    text: str
    number: int = 0
    note: bool = False


def read(text: str) -> OperatorWords:
    """ "№ 123 // text" and its parts, each of which may be missing."""
    numbered = read_numbered_answer(text)
    number, rest = numbered if numbered else (0, text)
    rest = rest.strip()
    note = rest.startswith(NOTE_MARK)
    return OperatorWords(rest.removeprefix(NOTE_MARK).strip() if note else rest, number, note)


def names_numbers(text: str) -> bool:
    """Whether it begins with a number of a report or several, be it one that cannot be read."""
    return read(text).number > 0 or is_unread(text) or names_several(text)


# -- loads ------------------------------------------------------------------------------------
@need(SENT, REPORT_EVENT)
def find_target(turn: Turn) -> Needs:
    """First stage: what the message replies to, and the answer that its album began."""
    begun = _album(turn).get("event")
    target = (sent(turn, turn.event.reply_to),) if turn.event.reply_to else ()
    return (*target, REPORT_EVENT(int(begun))) if begun else target


@need(*WHOLE_REPORT, OTHER_REPORT, JOINED_REPORTS)
def find_report(turn: Turn) -> Needs:
    """Second stage: the report that this is about, if it is about one."""
    pending = turn.one(REPORT_EVENT)
    if not pending and (several := _several(turn)):
        return tuple(asked for number in several.wanted for asked in whole_report(number))
    number = pending.report_id if pending else _about(turn) or read(number_first(turn)).number
    if not number:
        return ()
    other = written_number(turn.event.text) if asks_for_other(target_of(turn)) else 0
    return (*whole_report(number), *((OTHER_REPORT(other), joined_to(number)) if other else ()))


def _about(turn: Turn) -> int:
    """The report of the message that is replied to; an operator's own message is none of its.

    A card may have come twice (its first sending stayed without an answer), and the other copy's id is not known:
    then its first words say the number.
    """
    target, named = target_of(turn), read(turn.event.reply_text.partition("\n")[0]).number
    if target is None or (named and target.report_id not in (0, named)):
        return named or desk_number(turn)  # what the operator sees counts: a card may be forwarded out of another chat
    return target.report_id if target.purpose != OPERATOR else 0


def desk_number(turn: Turn) -> int:
    """In a private chat the report on the desk of whoever is on shift: words that point at nothing are about it."""
    pointed = turn.event.reply_to or turn.event.reply_text or names_numbers(number_first(turn))
    return 0 if not turn.event.private or pointed else int(turn.data.get(OperatorData.DESK) or 0)


# -- handling ---------------------------------------------------------------------------------
def on_message(turn: Turn) -> None:
    """A message in an operators' chat that is no command."""
    target, said, several = target_of(turn), read(number_first(turn)), _several(turn)
    about = _about(turn)
    named = bool(about or said.number or several)
    if turn.one(REPORT_EVENT) is not None:
        _join_album(turn, said)
    elif target is not None and target.purpose == ASKED:
        written(turn)
    elif target is not None and target.purpose in OF_A_NOTICE and _is_of_notices(turn):
        tell(turn, turn.t("op-notice-buttons", word=turn.event.text.strip()))
    elif turn.event.forwarded and not about:
        return  # passed on for colleagues to read: whoever wrote «№ 12 …» there did not write it here
    elif not named and not (target and target.purpose in (GATHERED, LIST)):
        _hold_item(turn)
        _says_it_went_nowhere(turn, target)
    elif turn.event.anonymous:
        anonymous_writer(turn)
    elif not named:
        tell(turn, turn.t("gathered-number-first"), purpose=LIST)
    elif several is not None:
        answer_several(turn, several, about)
    elif target is not None and is_prompt(target) and not turn.event.attachments and stops(turn, turn.event.text):
        close_prompt(turn, target)
    elif target is not None and asks_for_other(target):
        _join(turn, target)
    elif about and said.number not in (0, about):
        tell(turn, turn.t("op-two-numbers", number=str(about), other=str(said.number)))
    else:
        _for_report(turn, target, said)


def _several(turn: Turn) -> Several | None:
    """The numbers that a message begins with, where there are more than one; words for a prompt name none."""
    return None if is_prompt(target_of(turn)) else several_in(turn)


def _says_it_went_nowhere(turn: Turn, target: SentMessage | None) -> None:
    """Of a reply to the bot's own line that is about no report, or to a number that cannot be read: whoever wrote it
    may believe that it is an answer. Not more often than it is of use; what is said below a notice is talk.
    """
    event = turn.event
    if is_unread(event.text):
        tell(turn, turn.t("op-number-unread"))
        return
    to_bot = bool(event.reply_text) if target is None else target.purpose not in (OPERATOR, *OF_A_NOTICE)
    told = int(turn.data.get(OperatorData.REPLY_TOLD) or 0)
    if to_bot and not event.album and turn.now - told > TELL_AGAIN_MS:
        turn.data[OperatorData.REPLY_TOLD] = turn.now
        tell(turn, turn.t("op-reply-nowhere"))


def _is_of_notices(turn: Turn) -> bool:
    return fold(turn.event.text) in listed(turn.texts, "op-words-notice")


def _join(turn: Turn, target: SentMessage) -> None:
    """The other's number, in answer to the question for it."""
    case = case_of(turn)
    operator_name(turn)
    if case is None or Status(case.report.status) not in ALIVE:
        tell(turn, turn.t("op-no-report", number=str(_about(turn))))
    elif join_with(turn, case, turn.event.text):
        close_prompt(turn, target)


def _about_to_go(case: ReportCase, target: SentMessage | None) -> ReportEvent | None:
    """The answer whose confirmation this message replies to, as long as it has not gone."""
    if target is None or target.purpose != WILL_GO:
        return None
    return next((e for e in case.history if e.id == target.event_id and in_grace(e)), None)


def _for_report(turn: Turn, target: SentMessage | None, said: OperatorWords) -> None:
    case = case_of(turn)
    operator_name(turn)
    attachments = _attachments(turn)
    said = _with_things(turn, said, case.report.language) if case else said
    if case is None:
        say_not_here(turn, str(said.number or _about(turn)))
    elif said.text.startswith("/") and not said.note:
        hint(turn, case, target, turn.t("op-no-command"))
    elif not said.text and not attachments:
        _unsendable(turn, case, said)
    elif target is not None and target.purpose == UNDELIVERED and not said.note and not said.number:
        hint(turn, case, None, turn.t("op-to-nobody-there", number=str(case.report.id)))
    elif not (said.note or attachments) and caught(turn, case, target, said.text, aside=_is_aside(turn, case, target)):
        return
    elif (event := _about_to_go(case, target)) is not None and is_held(event) and not said.note:
        put_better(turn, case, event, said.text, attachments)
    elif event is not None and event.kind in COLLEAGUES_WORDS and event.actor != turn.person.id and not said.note:
        hint(turn, case, None, turn.t("op-to-colleague", who=event.actor_name, number=str(case.report.id)))
    elif event is not None and event.kind == LineKind.INTERIM and not attachments:
        written_until(turn, case, event, said.text)
    elif event is not None and event.kind == LineKind.TRANSFERRED and not attachments:
        written_why(turn, case, event, said.text)
    elif said.note:
        _began(turn, note_down(turn, case, said.text, attachments))
    else:
        _answer(turn, case, target, said.text, attachments)
        _unsendable(turn, case, said)


def _is_aside(turn: Turn, case: ReportCase, target: SentMessage | None) -> bool:
    """Whether it is said to a confirmation, or on the desk, where it stands below one."""
    return (target is not None and target.purpose == WILL_GO) or desk_number(turn) == case.report.id


def _unsendable(turn: Turn, case: ReportCase, said: OperatorWords) -> None:
    """Say what of a message does not go to the citizen; a number by itself brings the card."""
    kinds = [_kind(item) for item in turn.event.attachments if item.kind not in SENT_ON and not item.transcript]
    if kinds:
        label = turn.texts.label
        names = ", ".join(label("attached-thing", kind=kind) for kind in dict.fromkeys(kinds))
        hint(turn, case, target_of(turn), turn.t("op-not-passed", number=str(case.report.id), what=names))
    elif not said.text and not _attachments(turn) and not _about(turn) and not said.note:
        show_copy(turn, case)


def _kind(item: Attachment) -> str:
    if item.kind is AttachmentKind.OTHER:
        return CONTACT if item.name == OWN_CONTACT else item.name
    return item.kind.value


def _with_things(turn: Turn, said: OperatorWords, language: str) -> OperatorWords:
    """What was said, with the point and the contact that came with it in words."""
    texts, event = turn.shared.library.texts(language), turn.event
    contacts = [clean(item.transcript) for item in event.attachments if _kind(item) == CONTACT and item.transcript]
    point = event.place
    where = [texts.label("answer-point", lat=f"{point.lat:.6f}", lon=f"{point.lon:.6f}")] if point else []
    return replace(said, text="\n".join(part for part in (said.text, *contacts, *where) if part))


def _answer(
    turn: Turn, case: ReportCase, target: SentMessage | None, text: str, attachments: Sequence[Attachment]
) -> None:
    report = case.report
    kind = KINDS.get(target.purpose, LineKind.ANSWER) if target is not None and is_prompt(target) else LineKind.ANSWER
    over = Status(report.status) not in ALIVE
    if is_erased(report):
        tell(turn, turn.t("op-nobody", number=str(report.id)))
    elif report.status == Status.WITHDRAWN or (over and kind != LineKind.ANSWER):
        tell(turn, turn.t("op-over", number=str(report.id), status=status_name(turn.texts, report)))
    elif kind in (LineKind.REJECTED, LineKind.CLOSING, LineKind.SILENCED) and (attachments or not text):
        hint(turn, case, target, turn.t("op-reason-in-words"))
        return
    elif target is not None and target.purpose.startswith(GAP_PROMPT):
        if (whole := filled(turn, case, target.purpose, text)) is None:
            return
        _began(turn, begin(turn, case, kind, whole, attachments))
    elif target is not None and (days := days_of(target.purpose)):
        _began(turn, begin(turn, case, kind, text, (), days=days))
    elif target is not None and target.purpose == PROLONG:
        if (term := new_term(turn, text)) is None:
            hint(turn, case, target, turn.t("op-prolong-how"))
            return
        _began(turn, begin(turn, case, kind, text, attachments, **term))
    elif kind == LineKind.ANSWER and not over and asks_author(turn, text):
        _began(turn, begin(turn, case, LineKind.QUESTION, text, attachments, **{BY_ITS_MARK: 1}))
    else:
        data = DATA.get(target.purpose, {}) if target is not None else {}
        _began(turn, begin(turn, case, kind, text, attachments, **data))
    if target is not None and is_prompt(target):
        close_prompt(turn, target)


# -- albums: several messages, in any order ----------------------------------------------------
def _album(turn: Turn) -> dict[str, Any]:
    """What is known of the album that this message belongs to."""
    known = turn.data.get(OperatorData.ALBUM) or {}
    return known if turn.event.album and known.get("id") == turn.event.album else {}


def _attachments(turn: Turn) -> list[Attachment]:
    """This message's files, after those of the album's items that came before it."""
    held = [Attachment(**{**item, "kind": AttachmentKind(item["kind"])}) for item in _album(turn).get("held", [])]
    return held + [item for item in turn.event.attachments if item.kind in SENT_ON]


def _began(turn: Turn, event: ReportEvent) -> None:
    if turn.event.album:
        turn.data[OperatorData.ALBUM] = {"id": turn.event.album, "event": event.id}


def _hold_item(turn: Turn) -> None:
    """An album's item that says nothing by itself: kept in mind until the item with the caption comes."""
    if turn.event.album:
        held = [asdict(item) for item in _attachments(turn)][:ALBUM_SIZE]
        turn.data[OperatorData.ALBUM] = {"id": turn.event.album, "held": held}
    else:
        turn.data.pop(OperatorData.ALBUM, None)


def _join_album(turn: Turn, said: OperatorWords) -> None:
    """A later item of the album joins what the first one began, as long as that has not gone."""
    case, event = case_of(turn), turn.one(REPORT_EVENT)
    if case is None or event is None:
        return
    if event.kind != LineKind.NOTE and not in_grace(event):
        if event.delivery != Delivery.CALLED_OFF:
            tell(turn, turn.t("op-album-late", number=str(event.report_id)))
        return
    add_files(turn, event, turn.event.attachments)
    if not said.text:
        return
    if said.note and event.kind != LineKind.NOTE:
        make_note(turn, case, event, said.text)
    else:
        event.text = "\n".join(part for part in (event.text, said.text) if part)
        turn.save(event)
        case.keep(event)
        if event.kind != LineKind.NOTE:
            confirm(turn, case, event)

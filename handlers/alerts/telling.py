"""What the officers are told in the admin chat of alerts that came from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.alerts.arrival import Arrival, ArrivalAnswer
from handlers.alerts.cases import CapCase
from handlers.alerts.judge import CapOutcome, CapVerdict, is_untouched
from handlers.alerts.notes import Note
from handlers.alerts.placing import show_question
from handlers.base.message import Button, FileRef, Marked, Message
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.cap.safe_xml import CapFault
from handlers.notices.announce import announce
from handlers.notices.family import shown_number
from handlers.notices.outlines import outline_ref
from handlers.notices.states import NoticeState
from handlers.notices.words import NoticeButton
from storage.notice_records import Notice
from storage.records import Lane, Share
from storage.region.notice_rules import AlertSource

FAULTS_SHOWN, MOST_BUTTONS = 5, 6


def source_name(turn: Turn, source: AlertSource) -> str:
    """A source as people of the centre call it."""
    return source.name.get(turn.shared.default_language) or next(iter(source.name.values()))


def fault_line(texts: Texts, fault: CapFault) -> str:
    """What is wrong and where, as plain text."""
    what = texts.label(fault.code, **fault.values)
    return texts.label("cap-fault-line", where=fault.where or "none", line=fault.line, what=what)


def answer_lines(texts: Texts, answer: ArrivalAnswer) -> list[str]:
    """What became of an arrival, for whoever waits for it, as plain lines."""
    said = texts.label(f"cap-outcome-{answer.outcome}", number=str(answer.notice) if answer.notice else "none")
    notes = [texts.label(f"cap-note-{note.code}", **note.values) for note in answer.notes]
    return [said, *notes, *(fault_line(texts, fault) for fault in answer.bad)]


def note_lines(texts: Texts, notes: Iterable[Note]) -> Marked:
    return join(*(texts.say(f"cap-note-{note.code}", **note.values) for note in notes), by="\n")


def tell_bad(turn: Turn, arrival: Arrival) -> None:
    """Something came that cannot be read. Whoever gave it at the console sees that there."""
    if arrival.by == "console":
        return
    texts = turn.staff_texts
    lines = [texts.say("cap-told-bad-line", line=fault_line(texts, fault)) for fault in arrival.bad[:FAULTS_SHOWN]]
    rest = len(arrival.bad) - len(lines)
    more = texts.say("cap-told-bad-more", count=rest) if rest else ""
    named = next((s for s in turn.shared.region.notices.sources if s.code == arrival.source), None)
    source = source_name(turn, named) if named else ""
    heading = texts.say("cap-told-bad", name=arrival.name, source=source or "none")
    _tell(turn, join(heading, join(*lines, more, by="\n")))


def tell_outcome(turn: Turn, arrival: Arrival, case: CapCase, verdict: CapVerdict, notice: Notice | None) -> None:
    """What became of a good alert, and what is to be known of it."""
    texts = turn.staff_texts
    if notice is not None and NoticeState(notice.state) is NoticeState.PENDING:
        announce(turn, notice, None)
    name = source_name(turn, case.source) if case.source else case.alert.sender
    heading = texts.say(
        f"cap-told-{_situation(arrival, verdict)}",
        source=name,
        sender=case.alert.sender,
        number=str(shown_number(notice)) if notice else "",
        earlier=str(shown_number(verdict.linked)) if verdict.linked else "none",
        event=_event(case, texts),
        name=arrival.approve,
    )
    text = join(heading, note_lines(texts, verdict.notes), _about_drops(texts, case, verdict.drop))
    if notice is not None and verdict.content is not None and not verdict.placed:
        show_question(turn, notice, verdict.content, text, verdict.notes, _pictures(verdict, notice))
    else:
        _tell(turn, text, _end_buttons(texts, verdict.fitting), _pictures(verdict, notice))


def _pictures(verdict: CapVerdict, notice: Notice | None) -> tuple[FileRef, ...]:
    """What is wrong with polygons; the panel of a notice that waits shows the mended ones by itself."""
    if verdict.place is None or verdict.content is None:
        return ()
    waits = notice is not None and NoticeState(notice.state) is NoticeState.PENDING
    mended = () if waits and not verdict.content.area.region else verdict.place.mended
    picture = outline_ref([*verdict.place.unread, *(one.outline for one in (*verdict.place.refused, *mended))])
    return (picture,) if picture is not None else ()


def _end_buttons(texts: Texts, fitting: Sequence[Notice]) -> tuple[tuple[Button, ...], ...]:
    """For a cancellation that fits several: the way to the end of each (handlers.officer.run.follow_up)."""
    found = [
        Button(texts.label("cap-button-end", number=str(shown_number(n))), NoticeButton.END(n.id))
        for n in fitting[:MOST_BUTTONS]
    ]
    return tuple((one,) for one in found)


def _situation(arrival: Arrival, verdict: CapVerdict) -> str:
    if verdict.content is None:
        return verdict.outcome.value
    if not verdict.placed:
        return "question"
    if arrival.approve:
        return "console"
    if verdict.at_once:
        return "cancel-sent" if verdict.outcome is CapOutcome.CANCEL else "sent"
    return verdict.outcome.value


def _event(case: CapCase, texts: Texts) -> str:
    infos = case.alert.infos
    return infos[0].event[:100] if infos else texts.label("cap-no-event")


def _about_drops(texts: Texts, case: CapCase, drop: Sequence[Notice]) -> Marked:
    """What it takes back before anybody got it: gone by itself, or left to the officer who has it in hand."""
    lines = []
    for notice in drop:
        gone = case.source is not None and is_untouched(notice, case.source)
        lines.append(texts.say("cap-dropped" if gone else "cap-not-dropped", number=str(notice.id)))
    return join(*lines, by="\n")


def _tell(turn: Turn, text: Marked, rows: tuple[tuple[Button, ...], ...] = (), files: tuple[FileRef, ...] = ()) -> None:
    if turn.shared.admin_chat is not None:
        message = Message(text, rows, files=files)
        turn.send(turn.shared.admin_chat, message, lane=Lane.OPERATORS, share=Share.ALARMS, careful=True)

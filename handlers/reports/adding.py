"""What is added to a report: the answer to an operator's question, or whatever else its author wants to say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.base.buttons import Rows
from handlers.base.message import Button, Message
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.reports.about import place_in_words
from handlers.reports.after_answer import ask_if_solved, is_unclear
from handlers.reports.card import add_to_card, own_chat, show_card
from handlers.reports.card_text import place_before
from handlers.reports.deadlines import give_topic
from handlers.reports.draft import ReportDraft, begin, draft_of, drop, go_on, keep
from handlers.reports.draft_screens import MORE, NOT_SOLVED, SOLVED, show_draft, topic_label
from handlers.reports.loads import REPORT_FILES, REPORT_HISTORY
from handlers.reports.own_report import own_report
from handlers.reports.place_keys import set_keys
from handlers.reports.put_back import place_of
from handlers.reports.reopen import to_work
from handlers.reports.saved import keep_files, remember_messages
from handlers.reports.silenced import is_silenced, say_silenced
from handlers.reports.spoken_of import expect_more
from handlers.reports.status import ALIVE, LineKind, Status, before_line, may, move, record
from handlers.reports.teams import where_changed
from handlers.reports.tell_citizen import heard_of
from handlers.reports.words import (
    DRAFT_IDLE_MS,
    PLACE_AT,
    PLACE_WAS,
    TOPIC_WAS,
    DraftButton,
    DraftStep,
    DraftTick,
    ReportButton,
    ReportTick,
)
from storage.records import Report, ReportEvent, StoredFile

TAKES_MORE = ALIVE | {Status.MERGED}
"""What was joined to a case takes more: the case's staff read it."""
ON_CARD = {Status.NEEDS_INFO: "addition-as-reply", Status.ANSWERED: "addition-after-answer"}
TOLD = {Status.NEEDS_INFO: "added-as-reply"}
"""What staff read and its author is told, by the status that an addition found; else it is just more."""


TAKE_BACK_MS = 15 * MINUTE_MS
TAKEN_BACK = (LineKind.REPLY, LineKind.ADDED, LineKind.NOT_SOLVED, LineKind.PARTLY)
"""Lines of a report's history that can turn out to be about something else."""


@dataclass(frozen=True, slots=True)
class Added:
    """What a draft became: a line of its report's history, and files."""

    event: ReportEvent
    files: Sequence[StoredFile]


def add_to_report(turn: Turn, draft: ReportDraft, says: str = "", elsewhere: str | None = None) -> Added | None:
    """Put the draft into its report's history and card. None where something has to be asked first.

    `says`: what its author said of it by a button (draft_screens.SOLVED …). NOT_SOLVED brings back a report that is
    over, which takes nothing else. Without a word of his an answered one goes back to work, or buttons ask first where
    that may be wrong (handlers.reports.after_answer). `elsewhere`: the place that its words may mean instead of the
    report's, for a button.
    """
    report = own_report(turn)
    if report is None or report.id != draft.into or not _takes(report, says):
        _too_late(turn, draft, report)
        return None
    if report.status != Status.NEEDS_INFO and is_silenced(turn, danger=report.danger or draft.danger):
        keep(turn, draft)
        say_silenced(turn)
        return None
    if not says and report.status == Status.ANSWERED and is_unclear(turn, draft):
        ask_if_solved(turn, draft, report)
        return None
    added = put_into(turn, report, draft, says)
    drop(turn)
    expect_more(turn, report)
    was = Status(json.loads(added.event.data)["was"])
    again = report.status == Status.REOPENED and was is not Status.REOPENED
    key = "added-corrected" if draft.moves else "added-after-answer" if again else TOLD.get(was, "added-more")
    say_added(turn, report, added.event, "added-topic" if draft.retopics else key, elsewhere)
    if (following := go_on(turn, draft)) is not None:
        turn.leave_screen()
        show_draft(turn, following, turn.t("waiting-goes-on"))
    return added


def _takes(report: Report, says: str) -> bool:
    return report.status in TAKES_MORE or (says == NOT_SOLVED and may(report, Status.REOPENED))


def _too_late(turn: Turn, draft: ReportDraft, report: Report | None) -> None:
    """The report is over: what was written can bring it back, or be sent by itself."""
    closed, draft.into = draft.into, 0
    draft.offer_over = report is not None and report.id == closed and may(report, Status.REOPENED)
    draft.offer = closed if draft.offer_over else 0
    keep(turn, draft)
    key = "adding-back-or-new" if draft.offer_over else "adding-too-late"
    show_draft(turn, draft, turn.t(key, number=str(closed)))


def put_into(turn: Turn, report: Report, draft: ReportDraft, says: str) -> Added:
    """The line of the history that the draft becomes, with all that hangs on it; nobody is told or asked anything."""
    was, there = Status(report.status), own_chat(turn.shared, report)
    asked = was is Status.NEEDS_INFO
    event = record(
        turn, report, LineKind.REPLY if asked else LineKind.ADDED, words_of(turn, draft), **before_line(report)
    )
    stored = keep_files(turn, draft, report.id, event.id)
    remember_messages(turn, draft, report.id, event.id)
    stays = says in (SOLVED, MORE) and was is not Status.NEEDS_INFO
    if asked:
        move(turn, report, Status.ACCEPTED)
    elif stays:
        if was is Status.ANSWERED:
            heard_of(turn, report)
    elif was is Status.ANSWERED or was not in TAKES_MORE:
        to_work(turn, report)
    placed, topical = place_report(turn, report, draft, event), take_topic(turn, report, draft, event)
    report.danger = int(report.danger or draft.danger)
    history, files = [*turn.many(REPORT_HISTORY), event], [*turn.many(REPORT_FILES), *stored]
    if (placed or topical) and was is not Status.MERGED:
        where_changed(turn, report, history, files, there)
    else:
        show_card(turn, report, history, files)
    if was is Status.MERGED:
        turn.after(0, ReportTick.JOINED, event.id)
        return Added(event, stored)
    key = "addition-more" if stays else "addition-when-over" if was not in ALIVE else ON_CARD.get(was, "addition-more")
    said = told_from_where(turn, event, event.text) if placed and draft.moves else event.text
    add_to_card(turn, report, said, stored, key=key)
    return Added(event, stored)


def told_from_where(turn: Turn, event: ReportEvent, words: str = "") -> str:
    """That this line of the history moved the report, and from where, for staff; below it the words that did."""
    place = place_before(turn.shared.region, json.loads(event.data))
    told = turn.staff_texts.label("addition-place-was", place=place)
    return f"{told}\n{words}" if words else told


def line_to_change(turn: Turn, history: Sequence[ReportEvent], number: int) -> ReportEvent | None:
    """His own line of that id, as long as what it did can be changed by a button below it."""
    event = next((e for e in history if e.id == number and e.actor == turn.person.id), None)
    if event is None or event.kind not in TAKEN_BACK or turn.now - event.at > TAKE_BACK_MS:
        return None
    return None if json.loads(event.data or "{}").get("taken_back") else event


def words_of(turn: Turn, draft: ReportDraft) -> str:
    """The words, written and spoken, with the place if one was told apart from them: staff read this line."""
    lines, label = [draft.words], turn.staff_texts.label
    if draft.address and draft.address not in draft.words:
        lines.append(label("addition-address", address=draft.address))
    if draft.lat is not None and draft.lon is not None:
        lines.append(label("addition-point", lat=f"{draft.lat:.5f}", lon=f"{draft.lon:.5f}"))
    return "\n".join(line for line in lines if line)


def place_report(turn: Turn, report: Report, draft: ReportDraft, event: ReportEvent) -> bool:
    """A point is the report's place from now on; one in words where it has none, or was corrected. The line of the
    history remembers the place before. Whether it changed.
    """
    had = place_of(report)
    if draft.moves and draft.lat is None:
        report.lat = report.lon = None
    if draft.lat is not None:
        report.lat, report.lon = draft.lat, draft.lon
        report.settlement, report.municipality = draft.settlement, draft.municipality
    elif draft.has_place and report.lat is None and (draft.moves or not (report.address or report.settlement)):
        report.address = draft.address
        report.settlement, report.municipality = draft.settlement, draft.municipality
    set_keys(turn.shared.region, report)
    if had != place_of(report):
        moved = {PLACE_WAS: had, PLACE_AT: turn.now}
        event.data = json.dumps({**json.loads(event.data), **moved}, ensure_ascii=False)
        turn.save(event)
        return True
    return False


def take_topic(turn: Turn, report: Report, draft: ReportDraft, event: ReportEvent) -> bool:
    """What its author says it is about instead is its topic, with that topic's deadlines. The line of the history
    remembers the topic before; operators' corrections alone are learned from.
    """
    topic = turn.shared.region.topic(draft.topic) if draft.retopics else None
    if topic is None:
        return False
    event.data = json.dumps({**json.loads(event.data), TOPIC_WAS: report.topic}, ensure_ascii=False)
    turn.save(event)
    give_topic(turn.shared.region, report, topic)
    turn.save(report)
    return True


def say_added(turn: Turn, report: Report, event: ReportEvent, key: str, elsewhere: str | None = None) -> None:
    """What became of the words; they can still be taken out as another report, or move it to the place `elsewhere`."""
    label = turn.texts.label
    move = Button(label("button-place-is", place=elsewhere or ""), ReportButton.MOVE(report.id, event.id))
    rows = (
        *(((move,),) if elsewhere else ()),
        (Button(label("done"), ReportButton.ADDED_ALL),),
        (Button(label("button-about-else"), ReportButton.SEPARATE(report.id, event.id)),),
    )
    place = place_in_words(turn.shared.region, report.settlement, report.municipality, report.address)
    topic = topic_label(turn, report.topic)
    turn.screen(Message(turn.t(key, number=str(report.id), place=place, topic=topic), rows))


def ask_for_more(turn: Turn, report_id: int, key: str = "adding-ask", above: Rows = (), *, asks: str = "") -> None:
    """Ask what is to be added, with buttons `above` the way out; `asks`: "topic" or "place", if that is to be put
    right. A draft that is being written comes first and may be added itself.
    """
    draft = draft_of(turn)
    if draft is not None and not draft.empty:
        draft.offer = report_id
        show_draft(turn, draft, turn.t("adding-draft-first", number=str(report_id)))
        return
    draft = begin(turn, into=report_id)
    draft.by_button, draft.shown_at = True, turn.now
    draft.asks_topic, draft.asks_place = asks == "topic", asks == "place"
    keep(turn, draft, DraftStep.ADDING)
    turn.after(DRAFT_IDLE_MS, DraftTick.IDLE, turn.timer_key)
    rows = (*above, (Button(turn.texts.label("cancel"), DraftButton.CANCEL(draft.id)),))
    turn.screen(Message(turn.t(key, number=str(report_id)), rows))

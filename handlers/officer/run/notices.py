"""/notices: the list of notices with their states and numbers; one opened: who did what when, and what can be done.

The buttons of one are what `states.TABLE` allows now; acts themselves look again when they are pressed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from handlers.base.buttons import Rows, number_of, part_of, turning
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Marked, Message, escape
from handlers.base.staff import answer, tell
from handlers.base.texts import Texts, join, shorten
from handlers.base.turn import Turn
from handlers.notices.announce import all_events, show_panel
from handlers.notices.content import load_content, spoken
from handlers.notices.doubts import ALIKE, warnings
from handlers.notices.family import NoticeLink, shown_number
from handlers.notices.loads import NOTICE, NOTICE_COUNTS
from handlers.notices.moves import move, officer_name, role_of
from handlers.notices.panel import decide_buttons, reach, state_name, title, ways_back, what_line, when_lines
from handlers.notices.reach_count import read_counted
from handlers.notices.states import NOT_STARTED, STARTED, Act, NoticeState, leads_to
from handlers.notices.words import NoticePurpose
from handlers.officer.run.again import may_be_base
from handlers.officer.run.follow_up import hand_over
from handlers.officer.run.history import history_lines
from handlers.officer.run.progress import (
    SENT,
    after_buttons,
    count_lines,
    may,
    pressed_sure,
    progress_buttons,
    sure_slot,
)
from handlers.officer.words import OfficerButton
from storage.changes import words
from storage.notice_records import Notice, NoticeCount

LIST_PAGE = 5
LIST_FILTERS = {"force": STARTED, "drafts": NOT_STARTED, "all": frozenset(NoticeState)}
LISTED_TEXT_LENGTH = 600


@dataclass(frozen=True, slots=True)
class NoticesView:
    """A page of the list; a button's data is "d_list:SLOT:FILTER:PAGE"."""

    slot_id: int
    which: str = "force"
    page: int = 0

    def data(self) -> str:
        return OfficerButton.LIST(self.slot_id, self.which, self.page)


def read_view(argument: str) -> NoticesView:
    which = part_of(argument, 1)
    return NoticesView(
        number_of(argument), which if which in LIST_FILTERS else "force", number_of(part_of(argument, 2))
    )


def _filter(turn: Turn, view: NoticesView) -> tuple[str, int]:
    """The states that are listed, and now where what has ended is not."""
    return words(LIST_FILTERS[view.which]), turn.now if view.which == "force" else 0


# -- loads ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class NoticesTotal:
    """The row of the statement `notices_total`."""

    number: int


NOTICES_TOTAL = Load("number of notices in the list", "notices_total", NoticesTotal)
NOTICES_PAGE = Load("page of the list of notices", "notices_page", Notice)
LISTED_COUNTS = Load("counts of the listed notices", "notice_counts_among", NoticeCount)


@need(NOTICES_TOTAL)
def load_total(turn: Turn) -> Needs:
    """First stage: how many there are."""
    return (NOTICES_TOTAL(*_filter(turn, read_view(turn.event.argument))),)


@need(NOTICES_PAGE)
def load_page(turn: Turn) -> Needs:
    """Second stage: the page, or the last one if the list is shorter by now."""
    view = _fitting(turn, read_view(turn.event.argument))
    return (NOTICES_PAGE(*_filter(turn, view), LIST_PAGE, view.page * LIST_PAGE),)


@need(LISTED_COUNTS)
def load_numbers(turn: Turn) -> Needs:
    """Third stage: how the page's notices fared."""
    return (LISTED_COUNTS(json.dumps([notice.id for notice in turn.many(NOTICES_PAGE)])),)


def _total(turn: Turn) -> int:
    total = turn.one(NOTICES_TOTAL)
    return total.number if total else 0


def _fitting(turn: Turn, view: NoticesView) -> NoticesView:
    return replace(view, page=min(view.page, max(1, -(-_total(turn) // LIST_PAGE)) - 1))


# -- the list ---------------------------------------------------------------------------------
def notices(turn: Turn) -> None:
    """/notices: what is in force, at the bottom."""
    _show(turn, NoticesView(turn.new_id("outbox")))


def turn_notices(turn: Turn) -> None:
    """d_list: another page or filter, in the same message."""
    _show(turn, _fitting(turn, read_view(turn.event.argument)))


def _show(turn: Turn, view: NoticesView) -> None:
    texts, rows, total = turn.texts, turn.many(NOTICES_PAGE), _total(turn)
    head = texts.say("notices-title", which=view.which, count=total)
    text = join(head, *(_entry(turn, notice) for notice in rows)) if rows else join(head, texts.say("notices-none"))
    opens = tuple(Button(_opening(texts, n), OfficerButton.OPEN(n.id)) for n in rows)
    pager = turning(view.page, max(1, -(-total // LIST_PAGE)), replace(view, page=-1).data().replace(":-1", ":{}"))
    filters = tuple(
        Button(texts.label("notices-filter", which=which), NoticesView(view.slot_id, which).data())
        for which in LIST_FILTERS
        if which != view.which
    )
    buttons = tuple(row for row in (opens, pager, filters) if row)
    tell(turn, Message(text, buttons), slot=f"notices:{view.slot_id}", purpose=NoticePurpose.LIST)


def _entry(turn: Turn, notice: Notice) -> Marked:
    texts = turn.texts
    key = "notices-entry-drill" if notice.drill else "notices-entry"
    line = texts.say(key, number=str(shown_number(notice)), times=_times(notice), state=state_name(texts, notice),
                     at=texts.moment(notice.started_at or notice.created_at, turn.now))  # fmt: skip
    what = what_line(turn, texts, notice, load_content(notice.content))
    later = () if notice.started_at or not notice.send_at else when_lines(texts, notice, turn.now)[:1]
    return join(line, what, *later, _numbers(turn, notice), by="\n")


def _times(notice: Notice) -> str:
    """Which repeat it is, for a sentence; "none" for what is none."""
    return str(notice.version) if notice.link == NoticeLink.REPEATS else "none"


def _opening(texts: Texts, notice: Notice) -> str:
    return texts.label("notices-button-open", number=str(shown_number(notice)), times=_times(notice))


def _numbers(turn: Turn, notice: Notice) -> Marked:
    """Sent, failed, waiting; nothing for what was never sent."""
    if not notice.started_at:
        return Marked("")
    counts = [c for c in turn.many(LISTED_COUNTS) if c.notice_id == notice.id]
    sent = sum(c.count for c in counts if c.outcome == SENT)
    done, counted = sum(c.count for c in counts), read_counted(notice)
    going = notice.state in (NoticeState.SENDING, NoticeState.STOPPED) and counted is not None
    waiting = max(0, counted.total - done) if going and counted else 0
    return turn.t("notices-numbers", sent=sent, failed=done - sent, waiting=waiting)


# -- one of them ------------------------------------------------------------------------------
def open_notice(turn: Turn) -> None:
    """d_open: everything about one notice, as a new message."""
    notice = turn.one(NOTICE)
    if notice is None:
        answer(turn, "approve-toast-none")
        return
    officer_name(turn)
    texts, content = turn.texts, load_content(notice.content)
    said = [join(f"<i>{code}</i>", escape(shorten(text, LISTED_TEXT_LENGTH)), by="\n") for code, text in
            spoken(content).texts.items()]  # fmt: skip
    text = join(
        join(title(texts, notice), what_line(turn, texts, notice, content), by="\n"),
        join(*when_lines(texts, notice, turn.now), by="\n"),
        *said,
        reach(turn.shared, texts, notice)
        if notice.state in (NoticeState.PENDING, NoticeState.APPROVED) and not content.area.empty
        else "",
        join(*warnings(turn, notice, content, texts, turn.many(ALIKE)), by="\n") if _is_decided_here(notice) else "",
        count_lines(texts, notice, turn.many(NOTICE_COUNTS), turn.now) if notice.started_at else "",
        history_lines(texts, all_events(turn, notice), turn.now),
    )
    tell(turn, Message(text, possible(turn, notice)), purpose=NoticePurpose.OPENED)


def _is_decided_here(notice: Notice) -> bool:
    """Whoever approves it out of the list reads what its author and the panel's readers read."""
    return notice.state == NoticeState.PENDING


def possible(turn: Turn, notice: Notice) -> Rows:
    """What this officer can do with it now."""
    texts, state, role = turn.texts, NoticeState(notice.state), role_of(turn, notice)
    base = Button(texts.label("notices-button-base"), OfficerButton.BASE(notice.id))
    again: Rows = ((base,),) if may_be_base(notice) else ()
    if notice.started_at:
        under_way = state in (NoticeState.SENDING, NoticeState.STOPPED)
        return (*(progress_buttons(texts, notice) if under_way else _after(turn, notice)), *again)
    ways = []
    if leads_to(state, Act.CHANGE, role):
        ways.append(Button(texts.label("notices-button-edit"), OfficerButton.CHANGE(notice.id)))
    if leads_to(state, Act.DROP, role):
        ways.append(Button(texts.label("notices-button-drop"), OfficerButton.DROP(notice.id), style="bad"))
    deciding = decide_buttons(texts, notice) if state is NoticeState.PENDING else ways_back(texts, notice)
    return tuple(row for row in (*deciding, tuple(ways), *again) if row)


def _after(turn: Turn, notice: Notice) -> Rows:
    return after_buttons(turn.texts, notice, answers=not turn.event.private)


def change(turn: Turn) -> None:
    """d_change: it is opened in the officer's private chat, where notices are composed."""
    notice = turn.one(NOTICE)
    if not may(turn, notice, Act.CHANGE) or notice is None:
        return
    if turn.event.private:
        edit = Button(turn.texts.label("after-button-open-draft"), OfficerButton.EDIT(notice.id))
        tell(
            turn, Message(turn.t("notices-ask-change", number=str(notice.id)), ((edit,),)), purpose=NoticePurpose.DRAFT
        )
    else:
        hand_over(turn, notice)


def ask_drop(turn: Turn) -> None:
    """d_drop: one more tap."""
    notice = turn.one(NOTICE)
    if not may(turn, notice, Act.DROP) or notice is None:
        return
    number, texts = turn.new_id("outbox"), turn.texts
    rows = (
        (Button(texts.label("notices-button-drop-sure"), OfficerButton.DROP_SURE(notice.id, number), style="bad"),),
        (Button(texts.label("progress-button-stop-no"), OfficerButton.LEAVE(notice.id, number)),),
    )
    tell(
        turn,
        Message(turn.t("notices-ask-drop", number=str(notice.id)), rows),
        slot=sure_slot(number),
        purpose=NoticePurpose.SURE,
    )


def drop(turn: Turn) -> None:
    """d_dropok: nobody will get it."""
    notice = turn.one(NOTICE)
    if not may(turn, notice, Act.DROP) or notice is None:
        return
    move(turn, notice, Act.DROP, role_of(turn, notice), who=turn.officer, name=officer_name(turn))
    show_panel(turn, notice)
    text = turn.t("notices-dropped", number=str(notice.id), who=officer_name(turn))
    tell(turn, text, slot=pressed_sure(turn))

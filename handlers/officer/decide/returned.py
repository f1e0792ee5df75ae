"""A notice that went back because what it is about has changed: its author and whoever was called are told."""

from __future__ import annotations

from handlers.base.message import Button, Message
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.notices.announce import show_panel
from handlers.notices.chain import ChainChange, change_of
from handlers.notices.family import NoticeLink
from handlers.notices.loads import NOTICE, NOTICE_HISTORY
from handlers.notices.states import NoticeState
from handlers.notices.words import NoticePurpose, NoticeTick
from handlers.officer.decide.approve import AUTHOR_ACCOUNTS
from handlers.officer.decide.calls import answer_calls, writers
from handlers.officer.words import OfficerButton
from storage.notice_records import Notice
from storage.records import Lane, Share


def told_back(turn: Turn) -> None:
    """Tick BACK: the panel, the calls and the author say what has changed, with the ways on."""
    notice = turn.one(NOTICE)
    events = [e for e in turn.many(NOTICE_HISTORY) if e.what == "outdate"]
    if notice is None or notice.state != NoticeState.OUTDATED or not events:
        return
    texts, change = turn.staff_texts, change_of(events[-1])
    show_panel(turn, notice)
    text = join(texts.say("chain-back", number=str(notice.id)), change.line(texts), by="\n")
    answer_calls(turn, notice, text)
    turn.forget_timer(NoticeTick.CALL, notice.id)
    message = Message(join(text, texts.say("chain-back-how")), ways_on(texts, notice, change))
    told = writers(turn, notice, turn.many(AUTHOR_ACCOUNTS))
    for to in told:
        turn.send(to, message, careful=True, purpose=NoticePurpose.DECIDED)
    if not told and (chat := turn.shared.admin_chat) is not None:
        turn.send(chat, message, lane=Lane.OPERATORS, share=Share.ALARMS, careful=True, purpose=NoticePurpose.DECIDED)


def ways_on(texts: Texts, notice: Notice, change: ChainChange) -> tuple[tuple[Button, ...], ...]:
    """To what stands now, as a notice of its own, or to the draft."""
    rows: list[tuple[Button, ...]] = []
    if change.why == "newer":
        label = texts.label("chain-button-relink", link=notice.link, other=str(change.by))
        rows.append((Button(label, OfficerButton.RELINK(notice.id, change.by)),))
    elif notice.link in (NoticeLink.UPDATES, NoticeLink.CORRECTS):
        rows.append((Button(texts.label("chain-button-new"), OfficerButton.AS_NEW(notice.id)),))
    rows.append((Button(texts.label("after-button-open-draft"), OfficerButton.EDIT(notice.id)),))
    return tuple(rows)

"""After a notice went out: correct, update, end it, or take it back as a false alarm.

Each is a notice of its own that links to the earlier one and is approved like any other; only the false alarm needs
one officer alone, and starts in the very transaction in which its original stops.
"""

from __future__ import annotations

from handlers.base.buttons import number_of, part_of
from handlers.base.message import Address, Button, Message
from handlers.base.texts import join
from handlers.base.turn import Needs, Turn, queries
from handlers.notices.content import Content, load_content
from handlers.notices.family import SILENT
from handlers.notices.kinds import kind_of
from handlers.notices.moves import START, move, new_notice, officer_name, role_of
from handlers.notices.states import UNSENT, Act, NoticeState, Role, leads_to
from handlers.officer.decide.approve import announce, answer
from handlers.officer.decide.approve_view import previews, state_name
from handlers.officer.decide.asking import Asked, ask
from handlers.officer.decide.calls import open_chats, private_chats_of
from handlers.officer.run.start import begin
from handlers.operator.case import tell
from storage.notice_records import Notice
from storage.records import Account

WITHDRAW_WORD = "after-false-word"
EDIT = "d_edit"
"""The word of the button that opens a draft in the officer's private chat (handlers.officer.compose.screens)."""


def load_linked(turn: Turn) -> Needs:
    """What follows the notice of this button already, and where this officer can be written to."""
    linked = ("notices_linked", (number_of(turn.event.argument),))
    return queries({"linked": linked, "private": private_chats_of(_mine(turn))})


def _mine(turn: Turn) -> list[Address]:
    """This officer's accounts, the one he writes from first."""
    here = Address(turn.event.channel, turn.event.sender)
    joined = {Address(a.channel, a.user_id) for a in turn.many("my_accounts", Account)}
    return [here, *sorted((turn.shared.accounts_of(here) | joined) - {here}, key=str)]


# -- what may be done -------------------------------------------------------------------------
def in_force(turn: Turn) -> Notice | None:
    """The notice of this button if something may still be said about it; else what stands instead is said."""
    officer_name(turn)
    notice = turn.one("notice", Notice)
    if notice is None or role_of(turn, notice) is Role.NOBODY:
        answer(turn, "approve-toast-none")
        return None
    started = leads_to(NoticeState(notice.state), Act.WITHDRAW, Role.OFFICER) is not None
    if started and not notice.ended_at and notice.link not in SILENT:
        return notice
    newer = [n for n in turn.many("linked", Notice) if NoticeState(n.state) not in UNSENT and n.started_at]
    if newer and newer[-1].link not in SILENT:
        answer(turn, "after-toast-newer", number=str(notice.id), other=str(newer[-1].id))
    else:
        answer(turn, "after-toast-over", number=str(notice.id), state=state_name(turn.staff_texts, notice))
    return None


def may_withdraw(turn: Turn, notice: Notice | None) -> bool:
    """A false alarm can be said of whatever went out, also of what has ended by itself since."""
    officer_name(turn)
    if notice is None:
        answer(turn, "approve-toast-none")
        return False
    allowed = leads_to(NoticeState(notice.state), Act.WITHDRAW, role_of(turn, notice)) is not None
    if not allowed or notice.link in SILENT:
        answer(turn, "after-toast-over", number=str(notice.id), state=state_name(turn.staff_texts, notice))
        return False
    return True


# -- correct, update --------------------------------------------------------------------------
def fix(turn: Turn) -> None:
    """d_fix: a draft with the same content, to be corrected in the officer's private chat."""
    _compose(turn, "corrects")


def update(turn: Turn) -> None:
    """d_update: likewise, with what is new."""
    _compose(turn, "updates")


def _compose(turn: Turn, link: str) -> None:
    original = in_force(turn)
    if original is None:
        return
    draft = _open_one(turn, link)
    if draft is None:
        content = load_content(original.content).changed(send_at=0, repeat_min=0)
        draft = new_notice(turn, content, link=link, linked_id=original.id)
    elif draft.state != NoticeState.DRAFT:
        answer(turn, "after-toast-pending", number=str(draft.id), state=state_name(turn.staff_texts, draft))
        return
    hand_over(turn, draft)


def _open_one(turn: Turn, link: str) -> Notice | None:
    """One of this kind that is begun and not decided: a second tap makes no second one."""
    found = [n for n in turn.many("linked", Notice) if n.link == link and NoticeState(n.state) in UNSENT]
    return found[-1] if found else None


def hand_over(turn: Turn, draft: Notice) -> None:
    """The draft waits in the officer's private chat, where notices are composed, in whichever messenger he has one."""
    texts, private = turn.texts, open_chats(turn)
    text = texts.say(f"after-draft-{draft.link or 'new'}", number=str(draft.id), other=str(draft.linked_id))
    message = Message(text, ((Button(texts.label("after-button-open-draft"), f"{EDIT}:{draft.id}"),),))
    if turn.event.private:
        turn.say(message, careful=True, purpose="draft")
        return
    for account in [a for a in _mine(turn) if a in private][:1]:
        turn.send(account, message, careful=True, purpose="draft")
    bot = turn.shared.bots.get(turn.event.channel)
    rows = ((Button(texts.label("after-button-private"), url=bot.start_link("notice")),),) if bot else ()
    tell(turn, Message(turn.t("after-in-private", who=officer_name(turn), number=str(draft.id)), rows))


# -- the end ----------------------------------------------------------------------------------
def ask_end(turn: Turn) -> None:
    """d_end: the ready-made text, once more to be looked at."""
    original = in_force(turn)
    if original is None:
        return
    draft = _open_one(turn, "ends")
    if draft is None:
        draft = new_notice(turn, end_content(turn, original), link="ends", linked_id=original.id)
    elif draft.state != NoticeState.DRAFT:
        answer(turn, "after-toast-pending", number=str(draft.id), state=state_name(turn.staff_texts, draft))
        return
    texts = turn.texts
    shown = previews(turn, draft, load_content(draft.content), ("ru",))[0]
    slot = turn.new_id("outbox")
    rows = (
        (Button(texts.label("after-button-end-sure"), f"d_endok:{draft.id}:{slot}", style="good"),),
        (Button(texts.label("after-button-end-change"), f"d_endedit:{draft.id}:{slot}"),),
    )
    text = join(turn.t("after-ask-end", number=str(original.id)), shown.text)
    tell(turn, Message(text, rows), slot=_slot(slot), purpose="sure")


def end_content(turn: Turn, original: Notice) -> Content:
    """The all-clear of this kind in every language, where the original was."""
    return _ready_made(turn, original, f"after-ended-{'outage' if kind_of(original.kind).outage else 'danger'}", "Past")


def submit_end(turn: Turn) -> None:
    """d_endok: to a second officer."""
    draft = turn.one("notice", Notice)
    role = role_of(turn, draft) if draft else Role.NOBODY
    if draft is None or not move(turn, draft, Act.SUBMIT, role, who=turn.officer, name=officer_name(turn)):
        answer(turn, "approve-toast-none")
        return
    tell(turn, turn.t("after-end-submitted", number=str(draft.id)), slot=_slot(_slot_of(turn)))
    announce(turn, draft)


def change_end(turn: Turn) -> None:
    """d_endedit: its text is changed first."""
    draft = turn.one("notice", Notice)
    if draft is None or draft.state != NoticeState.DRAFT:
        answer(turn, "approve-toast-none")
        return
    turn.take_away(turn.here, _slot(_slot_of(turn)))
    hand_over(turn, draft)


def _slot(number: int) -> str:
    return f"sure:{number}"


def _slot_of(turn: Turn) -> int:
    return number_of(part_of(turn.event.argument, 1))


# -- false alarm ------------------------------------------------------------------------------
def ask_withdraw(turn: Turn) -> None:
    """d_false: a word has to be typed, so that it is no slip."""
    notice = turn.one("notice", Notice)
    if not may_withdraw(turn, notice) or notice is None:
        return
    word = turn.texts.label(WITHDRAW_WORD)
    text = turn.t("after-ask-false", number=str(notice.id), who=officer_name(turn), word=word)
    ask(turn, Asked(notice.id, Act.WITHDRAW.value), text)


def withdraw(turn: Turn, original: Notice) -> None:
    """One officer is enough: the original stops and the withdrawal starts, in this transaction."""
    name, who = officer_name(turn), turn.officer
    if not move(turn, original, Act.WITHDRAW, role_of(turn, original), who=who, name=name):
        return
    content = _ready_made(turn, original, "after-withdrawn", "Past")
    notice = new_notice(turn, content, link="withdraws", linked_id=original.id)
    move(turn, notice, Act.SUBMIT, Role.HAND, who=who, name=name)
    move(turn, notice, Act.APPROVE, Role.HAND, who=who, name=name, alone=True)
    turn.forget_timer(START, notice.id)
    begin(turn, notice, original)
    turn.audit("notice-withdrawn", notice=original.id, by=notice.id)
    answer(turn, "after-withdrawn-done", number=str(original.id), other=str(notice.id))


def _ready_made(turn: Turn, original: Notice, key: str, urgency: str) -> Content:
    content, library = load_content(original.content), turn.shared.library
    said = {code: library.texts(code).label(key, number=str(original.id)) for code in library.languages}
    return content.changed(
        texts=said, todo={}, until=0, send_at=0, repeat_min=0, files=(), ask=(), contacts=False, urgency=urgency
    )

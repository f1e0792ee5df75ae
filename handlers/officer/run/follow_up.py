"""After a notice went out: correct, update or end it. A false alarm: handlers.officer.run.false_alarm.

Each is a notice of its own that links to the earlier one and is approved like any other.
"""

from __future__ import annotations

from handlers.base.buttons import number_of, part
from handlers.base.loads import Needs, need
from handlers.base.message import Address, Button, Marked, Message
from handlers.base.staff import answer, tell
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.notices.announce import announce
from handlers.notices.chain import CHAIN, ChainChange, chain_of, stands, what_changed
from handlers.notices.content import Content, as_draft, load_content, seen_of
from handlers.notices.doubts import ALIKE
from handlers.notices.family import NO_DANGER_LINKS, NoticeLink, followed, shown_number
from handlers.notices.kinds import kind_of
from handlers.notices.loads import NOTICE, OFFICER_ACCOUNTS
from handlers.notices.moves import move, new_notice, officer_name, role_of
from handlers.notices.panel import previews, state_name
from handlers.notices.states import NOT_STARTED, Act, NoticeState, Role, leads_to
from handlers.notices.wording import first_words
from handlers.notices.words import NoticePurpose
from handlers.officer.decide.returned import ways_on
from handlers.officer.loads import PRIVATE_CHATS, open_chats, private_chats_of
from handlers.officer.run.progress import pressed_sure, sure_slot
from handlers.officer.words import OfficerButton, OfficerData
from storage.notice_records import Notice


@need(CHAIN, PRIVATE_CHATS)
def load_linked(turn: Turn) -> Needs:
    """The whole chain of the notice of this button, and where this officer can be written to."""
    return CHAIN(number_of(turn.event.argument)), private_chats_of(_mine(turn))


@need(PRIVATE_CHATS)
def load_private(turn: Turn) -> Needs:
    """Where this officer can be written to."""
    return (private_chats_of(_mine(turn)),)


def _mine(turn: Turn) -> list[Address]:
    """This officer's accounts, the one he writes from first."""
    here = Address(turn.event.channel, turn.event.sender)
    joined = {Address(a.channel, a.user_id) for a in turn.many(OFFICER_ACCOUNTS)}
    return [here, *sorted((turn.shared.accounts_of(here) | joined) - {here}, key=str)]


# -- what may be done -------------------------------------------------------------------------
def in_force(turn: Turn) -> Notice | None:
    """The notice of this button, or its newest repeat, if something may still be said about it; else what stands
    instead is said.
    """
    officer_name(turn)
    notice = turn.one(NOTICE)
    if notice is not None:
        notice = followed(notice.id, turn.many(CHAIN)) or notice
    if notice is None or role_of(turn, notice) is Role.NOBODY:
        answer(turn, "approve-toast-none")
        return None
    started = leads_to(NoticeState(notice.state), Act.WITHDRAW, Role.OFFICER) is not None
    if started and not notice.ended_at and notice.link not in NO_DANGER_LINKS:
        return notice
    number, newer = str(shown_number(notice)), next((n for n in turn.many(CHAIN) if stands(n, turn.now)), None)
    if newer is not None:
        answer(turn, "after-toast-newer", number=number, other=str(shown_number(newer)))
    else:
        answer(turn, "after-toast-over", number=number, state=state_name(turn.staff_texts, notice))
    return None


# -- correct, update --------------------------------------------------------------------------
def fix(turn: Turn) -> None:
    """d_fix: a draft with the same content, to be corrected in the officer's private chat."""
    _compose(turn, NoticeLink.CORRECTS)


def update(turn: Turn) -> None:
    """d_update: likewise, with what is new."""
    _compose(turn, NoticeLink.UPDATES)


def _compose(turn: Turn, link: str) -> None:
    original = in_force(turn)
    if original is None:
        return
    draft = _open_one(turn, link, original)
    if draft is None:
        content = as_draft(load_content(original.content))
        draft = new_notice(turn, content, link=link, linked_id=shown_number(original))
    elif draft.state != NoticeState.DRAFT:
        answer(turn, "after-toast-pending", number=str(draft.id), state=state_name(turn.staff_texts, draft))
        return
    hand_over(turn, draft)


def _open_one(turn: Turn, link: str, original: Notice) -> Notice | None:
    """One of this kind that is begun and not decided: a second tap makes no second one."""
    chain = turn.many(CHAIN)
    begun = (n for n in chain if n.link == link and NoticeState(n.state) in NOT_STARTED)
    return next((n for n in begun if (of := followed(n.linked_id, chain)) and of.id == original.id), None)


def hand_over(turn: Turn, draft: Notice) -> None:
    """The draft waits in the officer's private chat, where notices are composed, in whichever messenger he has one."""
    texts, private = turn.texts, open_chats(turn)
    text = texts.say(f"after-draft-{draft.link or 'new'}", number=str(draft.id), other=str(draft.linked_id))
    message = Message(text, ((Button(texts.label("after-button-open-draft"), OfficerButton.EDIT(draft.id)),),))
    if turn.event.private:
        _await_words(turn, draft)
        turn.say(message, careful=True, purpose=NoticePurpose.DRAFT)
        return
    for account in [a for a in _mine(turn) if a in private][:1]:
        turn.send(account, message, careful=True, purpose=NoticePurpose.DRAFT)
    bot = turn.shared.bots.get(turn.event.channel)
    rows = ((Button(texts.label("after-button-private"), url=bot.start_link("notice")),),) if bot else ()
    tell(turn, Message(turn.t("after-in-private", who=officer_name(turn), number=str(draft.id)), rows))


# -- the end ----------------------------------------------------------------------------------
def ask_end(turn: Turn) -> None:
    """d_end: the ready-made text, once more to be looked at."""
    original = in_force(turn)
    if original is None:
        return
    draft = _open_one(turn, NoticeLink.ENDS, original)
    if draft is None:
        draft = new_notice(turn, end_content(turn, original), link=NoticeLink.ENDS, linked_id=shown_number(original))
    elif draft.state != NoticeState.DRAFT:
        answer(turn, "after-toast-pending", number=str(draft.id), state=state_name(turn.staff_texts, draft))
        return
    _await_words(turn, draft)
    _show_end(turn, draft, turn.new_id("outbox"))


def _show_end(turn: Turn, draft: Notice, slot: int, said: Marked | str = "") -> None:
    """What it says now, with the way to a second officer: of this text, and no other."""
    texts, content = turn.texts, load_content(draft.content)
    shown = previews(turn, draft, content, ("ru",))[0]
    sure = OfficerButton.END_SURE(draft.id, slot, seen_of(content))
    rows = (
        (Button(texts.label("after-button-end-sure"), sure, style="good"),),
        (Button(texts.label("after-button-end-change"), OfficerButton.END_CHANGE(draft.id, slot)),),
    )
    text = join(said, turn.t("after-ask-end", number=str(draft.linked_id)), shown.text)
    tell(turn, Message(text, rows), slot=sure_slot(slot), purpose=NoticePurpose.SURE)


def _await_words(turn: Turn, draft: Notice) -> None:
    """What he writes next in private is about this draft (handlers.officer.awaiting)."""
    turn.data[OfficerData.DRAFT] = draft.id


def end_content(turn: Turn, original: Notice) -> Content:
    """The all-clear of this kind in every language, where the original was."""
    outage = kind_of(turn.shared.region, original.kind).group.outage
    return ready_made(turn, original, f"after-ended-{'outage' if outage else 'danger'}", "Past")


def submit_end(turn: Turn) -> None:
    """d_endok:ID:SLOT:SEEN: to a second officer; what was changed since it was shown is shown once more."""
    draft, seen = turn.one(NOTICE), part(turn, 2)
    if draft is None:
        answer(turn, "approve-toast-none")
        return
    role, change = role_of(turn, draft), what_changed(draft, chain_of(turn), turn.now)
    if change is not None:
        _say_changed(turn, draft, change)
    elif draft.state == NoticeState.DRAFT and seen and seen != seen_of(load_content(draft.content)):
        _show_end(turn, draft, number_of(part(turn, 1)), turn.t("compose-changed-meanwhile"))
    elif not move(turn, draft, Act.SUBMIT, role, who=turn.officer, name=officer_name(turn)):
        answer(turn, "approve-toast-old", number=str(draft.id), state=state_name(turn.staff_texts, draft))
    else:
        _hand_in(turn, draft)


def _hand_in(turn: Turn, draft: Notice) -> None:
    tell(turn, turn.t("after-end-submitted", number=str(draft.id)), slot=pressed_sure(turn))
    announce(turn, draft, turn.many(ALIKE))


def _say_changed(turn: Turn, draft: Notice, change: ChainChange) -> None:
    """The all-clear is late: something else stands now, or nothing."""
    rows = ways_on(turn.texts, draft, change)
    text = join(turn.t("chain-not-submitted", number=str(draft.id)), change.line(turn.texts), by="\n")
    tell(turn, Message(text, rows), slot=pressed_sure(turn))


def change_end(turn: Turn) -> None:
    """d_endedit: its text is changed first."""
    draft = turn.one(NOTICE)
    if draft is None or draft.state != NoticeState.DRAFT:
        answer(turn, "approve-toast-none")
        return
    turn.take_away(turn.here, pressed_sure(turn))
    hand_over(turn, draft)


def ready_made(turn: Turn, original: Notice, key: str, urgency: str) -> Content:
    """What a notice said, where it said it, with a sentence of `locales/` in its place in every language."""
    content, library = load_content(original.content), turn.shared.library
    said = {code: library.texts(code).label(key, number=str(shown_number(original))) for code in library.languages}
    about = first_words(content.texts)
    return content.changed(
        about=about,
        texts=said,
        todo={},
        until=0,
        send_at=0,
        repeat_min=0,
        files=(),
        ask=(),
        contacts=False,
        urgency=urgency,
    )

"""Submitting a draft: from then on it waits for a second officer. Of a drill a word is typed first."""

from __future__ import annotations

from handlers.base.buttons import part
from handlers.base.message import Button, Marked, Message
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.notices.announce import announce
from handlers.notices.chain import chain_of
from handlers.notices.content import load_content
from handlers.notices.doubts import ALIKE
from handlers.notices.family import NoticeLink
from handlers.notices.moves import move, officer_name, role_of
from handlers.notices.states import Act
from handlers.notices.wording import first_words
from handlers.officer.compose.checks import lacks
from handlers.officer.compose.drafting import NoticeDraft, ask, change, changed_meanwhile, headed, leave
from handlers.officer.compose.summary import SUMMARY_SETTING, show_summary
from handlers.officer.compose.words import ComposeButton, ComposeField
from storage.records import Setting


def act(turn: Turn, draft: NoticeDraft, what: Act) -> bool:
    """Do an act as this officer; False if it may not be done (any more)."""
    notice = draft.notice
    done = move(turn, notice, what, role_of(turn, notice), who=turn.officer, name=officer_name(turn))
    if done:
        turn.delete(Setting, f"{SUMMARY_SETTING}{draft.id}")
    return done


def submit(turn: Turn, draft: NoticeDraft) -> None:
    """d_submit:ID:SEEN: complete and real: submitted. A drill asks for its word first. What a colleague has changed
    since it was shown is looked at first.
    """
    missing, seen = lacks(turn, draft), part(turn, 1)
    if seen and seen != draft.seen:
        show_summary(turn, draft, turn.t("compose-changed-meanwhile"))
    elif missing:
        show_summary(turn, draft, join(turn.t("compose-not-yet"), *missing, by="\n"))
    elif draft.drill:
        ask_word(turn, draft)
    else:
        hand_in(turn, draft)


def ask_word(turn: Turn, draft: NoticeDraft, fault: Marked | str = "") -> None:
    """A drill is confirmed in another way than anything real."""
    ask(turn, draft, ComposeField.WORD, turn.t("compose-ask-word"), (), fault=fault)


def typed_word(turn: Turn, draft: NoticeDraft) -> None:
    """The drill's word."""
    said = turn.event.text.strip(" .!«»\"'\n").lower()
    if changed_meanwhile(turn, draft):
        show_summary(turn, draft, turn.t("compose-changed-meanwhile"))
    elif not draft.drill or said not in turn.shared.library.words("compose-words-drill"):
        ask_word(turn, draft, turn.t("compose-fault-word"))
    elif lacks(turn, draft):
        submit(turn, draft)
    else:
        hand_in(turn, draft)


def _name_original(turn: Turn, draft: NoticeDraft) -> None:
    """Whom a correction does not concern reads which words were not for him."""
    target = next((n for n in chain_of(turn) if n.id == draft.notice.linked_id), None)
    if target is not None and draft.notice.link == NoticeLink.CORRECTS:
        change(turn, draft, about=first_words(load_content(target.content).texts))


def hand_in(turn: Turn, draft: NoticeDraft) -> None:
    """Frozen from now on; the second officer is asked."""
    _name_original(turn, draft)
    if not act(turn, draft, Act.SUBMIT):
        show_summary(turn, draft, turn.t("compose-not-submitted"))
        return
    announce(turn, draft.notice, turn.many(ALIKE))
    label = turn.texts.label
    text = headed(turn, draft.drill, turn.t("compose-submitted", number=str(draft.id)))
    again = Button(label("compose-open-again"), ComposeButton.SUMMARY(draft.id))
    others = Button(label("compose-all-drafts"), ComposeButton.START(0))
    leave(turn)
    turn.leave_screen(Message(text, ((again, others),)))

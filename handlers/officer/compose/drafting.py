"""The notice that an officer is composing: which one, which field is asked for, and every change of it.

The notice itself is in the database from its first tap on; the dialogue only remembers its number and the field, so a
restart loses nothing. A citizen's draft of the same person is laid aside meanwhile and comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from handlers.base.buttons import LABEL_LENGTH, Rows, number, pairs, part
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Marked, Message
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.notices.announce import show_panel
from handlers.notices.content import Area, Content, load_content, seen_of
from handlers.notices.kinds import Severity, kind_name, kind_of
from handlers.notices.loads import NOTICE, WHOLE_NOTICE, whole_notice
from handlers.notices.moves import officer_name, set_content
from handlers.notices.states import CHANGEABLE, NoticeState
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField
from handlers.officer.words import OfficerStep
from handlers.reports.laid_aside import lay_aside, take_up
from storage.changes import words
from storage.notice_records import Notice


@dataclass(slots=True)
class NoticeDraft:
    """A notice that can still be changed, with its content read."""

    notice: Notice
    content: Content

    @property
    def id(self) -> int:
        return self.notice.id

    @property
    def drill(self) -> bool:
        return self.content.drill

    @property
    def seen(self) -> str:
        return seen_of(self.content)


# -- loads ----------------------------------------------------------------------------------------
DRAFTS = Load("drafts of the officer", "compose_mine", Notice)


@need(*WHOLE_NOTICE)
def load_pressed(turn: Turn) -> Needs:
    """The notice of a button's "word:NUMBER…"."""
    return whole_notice(number(part(turn, 0)))


@need(*WHOLE_NOTICE)
def load_open(turn: Turn) -> Needs:
    """The notice that the dialogue is about."""
    return whole_notice(_open_number(turn))


@need(DRAFTS)
def load_mine(turn: Turn) -> Needs:
    """The drafts in which this officer had a hand, the newest first."""
    return (DRAFTS(turn.officer, words(CHANGEABLE), turn.person.id),)


def _open_number(turn: Turn) -> int:
    value = turn.data.get(ComposeData.NUMBER)
    return value if isinstance(value, int) and turn.dialogue.step == OfficerStep.COMPOSE else 0


def draft_of(turn: Turn) -> NoticeDraft | None:
    """The loaded notice, if it can be changed."""
    notice = turn.one(NOTICE)
    if notice is None or notice.state not in CHANGEABLE:
        return None
    return NoticeDraft(notice, load_content(notice.content))


# -- changing -------------------------------------------------------------------------------------
def change(turn: Turn, draft: NoticeDraft, **values: Any) -> None:
    """Change the content; a notice that waited for approval is a draft again. Its reach is counted anew."""
    officer_name(turn)
    content = draft.content.changed(**values)
    waited = draft.notice.state == NoticeState.PENDING
    if content != draft.content and set_content(turn, draft.notice, content):
        draft.content = load_content(draft.notice.content)
        if waited:
            show_panel(turn, draft.notice)  # nobody approves what is being changed


def want_count(turn: Turn, draft: NoticeDraft) -> None:
    """Ask how many get it, if there is an area and nobody has counted it yet."""
    notice = draft.notice
    if not draft.content.area.empty and not notice.counted and not notice.count_wanted:
        notice.count_wanted = 1
        turn.save(notice)


def changed_area(area: Area, **values: Any) -> dict[str, Area]:
    """For `change`: the area with these parts, and not the whole region any more."""
    return {"area": replace(area, **{"region": False, **values})}


# -- the dialogue ---------------------------------------------------------------------------------
def hold(turn: Turn, number: int, field: str, seen: str = "") -> None:
    """The dialogue is about this notice and this field (a ComposeField). What a citizen was writing is laid aside.
    `seen`: the digest of what is shown of it.
    """
    asks = field not in (ComposeField.SUMMARY, ComposeField.MORE)
    going = asks and number and turn.data.get(ComposeData.GUIDED) == number
    data = {ComposeData.NUMBER: number, ComposeData.FIELD: field, **({ComposeData.GUIDED: number} if going else {})}
    if seen:
        data[ComposeData.SEEN] = seen
    before = turn.data.get(ComposeData.BEFORE)
    if before and before["of"] == number:
        data[ComposeData.BEFORE] = before
    if not number and (first := turn.data.get(ComposeData.FIRST)):
        data[ComposeData.FIRST] = first
    turn.step(OfficerStep.COMPOSE, **data, **lay_aside(turn))


def changed_meanwhile(turn: Turn, draft: NoticeDraft) -> bool:
    """Whether somebody else has changed it since this dialogue showed it."""
    seen = turn.data.get(ComposeData.SEEN) if _open_number(turn) == draft.id else None
    return bool(seen) and seen != draft.seen


def leave(turn: Turn) -> None:
    """Compose no more: what a citizen was writing before goes on."""
    if turn.dialogue.step != OfficerStep.COMPOSE or not take_up(turn):
        turn.step("")


def field_of(turn: Turn) -> tuple[str, str]:
    """The field that is asked for, and what stands after its colon: (ComposeField.TEXT, "ru")."""
    name, _, rest = str(turn.data.get(ComposeData.FIELD, "")).partition(":")
    return name, rest


def on_draft(act: Callable[[Turn, NoticeDraft], None], otherwise: Callable[[Turn], None]) -> Callable[[Turn], None]:
    """A button's handler: only with a notice that can still be changed, else a toast and `otherwise`."""

    def handle(turn: Turn) -> None:
        draft = draft_of(turn)
        if draft is None:
            turn.ack(turn.texts.label("compose-toast-gone"))
            otherwise(turn)
        else:
            act(turn, draft)

    return handle


# -- showing --------------------------------------------------------------------------------------
def headed(turn: Turn, drill: bool, *parts: str) -> Marked:
    """A screen's text: whether this is real or a drill stands first, and for a drill last, too."""
    t = turn.t
    return join(
        t("compose-head-drill") if drill else t("compose-head-real"), *parts, t("compose-foot-drill") if drill else ""
    )


def ask(
    turn: Turn,
    draft: NoticeDraft,
    field: str,
    text: Marked,
    rows: Rows,
    *,
    fault: Marked | str = "",
    done: bool = False,
) -> None:
    """Ask for a field. `fault` says what was wrong with the answer before; nothing of it is lost but that answer.
    `done`: each tap is kept at once, so the way on is «Готово».
    """
    hold(turn, draft.id, field, draft.seen)
    last = (Button(turn.texts.label("compose-done"), ComposeButton.NEXT(draft.id), style="good"),)
    turn.screen(Message(headed(turn, draft.drill, fault, text), (*rows, last if done else back_row(turn, draft))))


def back_row(turn: Turn, draft: NoticeDraft) -> tuple[Button, ...]:
    return (Button(turn.texts.label("compose-back"), ComposeButton.SUMMARY(draft.id)),)


def paged(turn: Turn, buttons: list[Button], page: int, size: int, word: str) -> tuple[Rows, tuple[Button, ...]]:
    """One page of buttons, two in a row; and the button "more" (after the last page comes the first), if there is."""
    pages = max(1, -(-len(buttons) // size))
    page %= pages
    label = turn.texts.label("compose-more", page=str(page + 1), pages=str(pages))
    more = (Button(label, f"{word}:{page + 1}"),) if pages > 1 else ()
    return pairs(buttons[page * size : (page + 1) * size]), more


def severity_rows(turn: Turn, data: Callable[[int], str]) -> Rows:
    """A button for each severity, the gravest first; `data` makes what it carries."""
    label = turn.texts.label
    return tuple((Button(label(f"severity-{int(s)}"), data(int(s))),) for s in reversed(Severity))


def kind_label(turn: Turn, code: str) -> str:
    region = turn.shared.region
    return shorten(f"{kind_of(region, code).sign} {kind_name(turn.texts, region, code)}", LABEL_LENGTH)

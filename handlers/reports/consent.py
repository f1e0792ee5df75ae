"""Consent to the processing of personal data: a message of its own, with its version and time kept."""

from __future__ import annotations

from zlib import crc32

from handlers.base.buttons import Word, part
from handlers.base.contacts import danger_advice
from handlers.base.greeting import say_with_menu
from handlers.base.message import Button, Marked, Message
from handlers.base.steps import KeptData
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.reports.danger import kind_of_draft, nobody_has_it
from handlers.reports.draft import ReportDraft, drop, keep
from handlers.reports.draft_screens import pressed_draft, tell_old_button
from handlers.reports.words import DraftButton, DraftScreen


def version_mark(turn: Turn) -> str:
    """The valid version, short enough for a button: an old message's button agrees to nothing newer."""
    return f"{crc32(turn.shared.region.consent_version.encode()):x}"


def ask(turn: Turn, draft: ReportDraft, heading: Marked | str = "") -> None:
    """Show the region's text in a message of its own, below `heading`; the draft waits."""
    draft.showing, draft.shown_at = DraftScreen.CONSENT, turn.now
    keep(turn, draft)
    show_question(turn, DraftButton.CONSENT, DraftButton.NO_CONSENT, str(draft.id), DraftButton.SHOW(draft.id),
                  join(nobody_has_it(turn, draft), heading))  # fmt: skip


def show_question(turn: Turn, yes: Word, no: Word, what: str, back: str, first: Marked | str = "") -> None:
    """The question as a message of its own. `yes` and `no` are the words of its buttons, `what` (no colon in it)
    says what waits for the answer and is the first part of their data; `accept` reads the second one. `first` stands
    above the text.
    """
    label = turn.texts.label
    turn.close_screen()
    rows = (
        (Button(label("button-consent"), yes(what, version_mark(turn)), style="good"),),
        (Button(label("button-no-consent"), no(what)),),
        (Button(label("back"), back),),
    )
    turn.screen(Message(join(first, _text(turn)), rows))


def accept(turn: Turn) -> bool:
    """Keep version and time; False if the button belongs to an older text."""
    region = turn.shared.region
    if part(turn, 1) != version_mark(turn):
        tell_old_button(turn)
        return False
    if turn.person.consent_version != region.consent_version:
        turn.person.consent_version, turn.person.consent_at = region.consent_version, turn.now
        turn.leave_screen(join(_text(turn), turn.t("consent-given", at=turn.texts.moment(turn.now, turn.now))))
    turn.ack(turn.texts.label("toast-thanks"))
    return True


def refused(turn: Turn) -> None:
    """Button «Не сейчас»: nothing is kept; help, contacts and warnings stay."""
    draft = pressed_draft(turn)
    if draft is None:
        return
    drop(turn)
    turn.data[KeptData.REFUSED] = turn.now
    turn.close_screen()
    say_with_menu(turn, join(turn.t("consent-refused"), danger_advice(turn, kind_of_draft(turn, draft))))


def _text(turn: Turn) -> Marked:
    return Marked(turn.shared.region.legal_in(turn.texts.language).consent.strip())

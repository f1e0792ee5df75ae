"""/privacy: how much is stored about a person, the file with all of it, and the consent taken back."""

from __future__ import annotations

from handlers.base.event import AttachmentKind
from handlers.base.loads import Needs, need
from handlers.base.message import Button, FileRef, Marked, Message
from handlers.base.persons import PERSON_COUNTS
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.citizen.words import CitizenButton
from handlers.reports.draft import DROP_MS, draft_of
from handlers.reports.draft_screens import draft_button
from handlers.reports.words import DraftTick


@need(PERSON_COUNTS)
def what_is_stored(turn: Turn) -> Needs:
    """How much it is."""
    return (PERSON_COUNTS(turn.person.id),)


def privacy(turn: Turn) -> None:
    """/privacy: counts, the consent's date, and what one can do."""
    label, agreed = turn.texts.label, bool(turn.person.consent_version)
    rows: list[tuple[Button, ...]] = [
        (Button(label("button-export"), CitizenButton.EXPORT),),
        (Button(label("button-forget"), CitizenButton.FORGET),),
    ]
    if agreed:
        rows.append((Button(label("button-withdraw-consent"), CitizenButton.WITHDRAW_CONSENT),))
    turn.screen(Message(join(_stored(turn), _consent(turn)), (*rows, *draft_button(turn))))


def _stored(turn: Turn) -> Marked:
    (counts,) = turn.many(PERSON_COUNTS)
    return turn.t(
        "privacy-stored",
        reports=counts.reports,
        files=counts.files,
        accounts=counts.accounts,
        places=counts.places,
    )


def _consent(turn: Turn) -> Marked:
    person = turn.person
    if not person.consent_version:
        return turn.t("privacy-no-consent")
    at = f"{turn.texts.date(person.consent_at)} {turn.texts.local(person.consent_at).year}"
    return turn.t("privacy-consent", at=at, version=person.consent_version)


def export(turn: Turn) -> None:
    """Button «Получить мои данные»: a file with everything. Its content is gathered when it is sent."""
    turn.ack(turn.texts.label("toast-export"))
    source, name = f"export:{turn.person.id}", turn.texts.label("export-name")
    file = FileRef(AttachmentKind.DOCUMENT.value, source, name)
    turn.say(Message(turn.t("export-here"), files=(file,)), purpose="export")
    turn.audit("export", person=turn.person.id)


def withdraw_consent(turn: Turn) -> None:
    """Button «Отозвать согласие»: nothing new is kept; what is there can be erased."""
    if turn.person.consent_version:
        turn.person.consent_version, turn.person.consent_at = "", 0
        turn.audit("consent_withdrawn", person=turn.person.id)
    if draft_of(turn) is not None:
        turn.after(DROP_MS, DraftTick.DROP, turn.timer_key)
    row = (Button(turn.texts.label("button-forget"), CitizenButton.FORGET),)
    turn.screen(Message(turn.t("consent-withdrawn"), (row, *draft_button(turn))))

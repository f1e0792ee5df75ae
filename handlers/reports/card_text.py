"""What a report's card says, and how it stays under a message's length whatever persons wrote."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from handlers.base.event import OWN_CONTACT, AttachmentKind
from handlers.base.message import Marked, escape, parse_marks
from handlers.base.programs import is_program, program_name, program_of
from handlers.base.texts import Texts, join, shorten, units
from handlers.reports.about import NAME_LIMIT, place_in_words, place_name, with_address
from handlers.reports.delivery_words import OUTGOING, UNREACHED, delivery_state
from handlers.reports.details import detail_lines, details_of
from handlers.reports.loads import AuthorCounts
from handlers.reports.referred import is_referral, was_referred
from handlers.reports.status import ALIVE, AWAITS_STAFF, LineKind, Status
from handlers.reports.words import PLACE_WAS
from storage.records import Report, ReportEvent, StoredFile
from storage.region.region import Region, name_in

K = LineKind
CARD_LIMIT = 3900
"""UTF-16 units of a whole card; a message may have 4096."""
TEXT_LIMIT = 1500
TRANSCRIPT_LIMIT = 600
LINE_LIMIT = 200
ADDRESS_LIMIT = 200

PEOPLE = "people"
"""In the data of a line that went to all who follow: {"of", "sent", "failed"}, numbers of people."""
GIVEN_BACK = "given_back"
"""In the data of a line "released": somebody had it because a colleague gave it to him. Only these are shown."""
OVER_QUOTA = "-quota"
"""`StoredFile.path` of a file that was not taken: its sender had sent too many that day."""
SHOWN = (
    *OUTGOING, K.REPLY, K.ADDED, K.EDITED, K.NOT_SOLVED, K.PARTLY, K.CLOSED, K.SILENT, K.RATED, K.WITHDRAWN, K.FOLLOWED,
    K.AGAIN, K.TEAM, K.ASSIGNED, K.RELEASED,
)  # fmt: skip
TEXTED = (K.ANSWER, K.INTERIM, K.QUESTION, K.REJECTED, K.SILENCED, K.REPLY, K.ADDED, K.EDITED)
MAY_BE_TEXTED = (K.CLOSING, K.NOT_SOLVED, K.PARTLY, K.CLOSED)
"""These say more where there are words."""
STAFF_FILES = (K.ANSWER, K.INTERIM, K.QUESTION, K.NOTE, K.REJECTED, K.CLOSING)


def topic_name(texts: Texts, region: Region, code: str) -> str:
    """Emoji and name of a topic, or that there is none yet."""
    topic = region.topic(code)
    if topic is None:
        return texts.label("card-no-topic")
    return shorten(f"{topic.emoji} {name_in(topic.names, texts.language)}".strip(), NAME_LIMIT)


def organisation_name(texts: Texts, region: Region, code: str) -> str:
    organisation = region.organisation(code)
    name = name_in(organisation.names, texts.language) if organisation else texts.label("card-no-organisation")
    return shorten(name, NAME_LIMIT)


def team_name(texts: Texts, region: Region, code: str) -> str:
    """Of a team of the centre; the admin chat for none."""
    team = region.team(code)
    return shorten(name_in(team.names, texts.language), NAME_LIMIT) if team else texts.label("team-none")


def is_overdue(report: Report, now: int) -> bool:
    """Past its first answer's time, or past its solution's."""
    status = Status(report.status)
    if status not in ALIVE:
        return False
    if not report.answered_at:
        return status in AWAITS_STAFF and 0 < report.first_due_at <= now
    return 0 < report.due_at <= now


def is_erased(report: Report) -> bool:
    """Its author had everything erased: there is nothing to show and nobody to write to."""
    return not report.chat


def until_when(texts: Texts, report: Report, now: int) -> str:
    """Until when somebody has it: the hour alone, if that is today."""
    today = texts.local(report.taken_until).date() == texts.local(now).date()
    return texts.clock(report.taken_until) if today else texts.moment(report.taken_until, now)


def status_name(texts: Texts, report: Report) -> str:
    if report.status == Status.SILENT and is_program(report.channel):
        return texts.label("report-state-silent-unasked")
    return texts.label(f"report-state-{report.status.replace('_', '-')}")


def notes_of(history: Sequence[ReportEvent]) -> int:
    return sum(event.kind == K.NOTE for event in history)


def card_text(
    texts: Texts,
    report: Report,
    history: Sequence[ReportEvent],
    files: Sequence[StoredFile],
    now: int,
    region: Region,
    author: AuthorCounts | None = None,
    danger_kind: str = "",
) -> Marked:
    """The card, under 4096 UTF-16 units for any report. `files` are all files of the report. `danger_kind`: of which
    danger it tells (reports.danger.kind_of_report).

    Of a report whose author had everything erased only the number is left.
    """
    if is_erased(report):
        return texts.say("card-blank", number=str(report.id))
    head = join(
        _title(texts, report, region, danger_kind),
        _body(texts, report, history, files),
        detail_lines(texts, details_of(report)),
        _author(texts, report, author),
        _state(texts, report, citizen_files(files, history), history, now, region),
    )
    lines = [line for event in history if (line := history_line(texts, event, now, region))]
    return _within_limit(texts, head, lines)


def is_shortened(texts: Texts, report: Report, history: Sequence[ReportEvent], files: Sequence[StoredFile]) -> bool:
    """Whether there is more to read than the card shows (its notes count as that)."""
    shown = [e for e in history if e.kind in SHOWN and not json.loads(e.data).get("taken_back")]
    return (
        units(report.text) > TEXT_LIMIT
        or units(_transcripts(texts, report, files, history)) > TRANSCRIPT_LIMIT
        or notes_of(history) > 0
        or len(shown) > 5
        or any(units(e.text) > LINE_LIMIT for e in shown)
    )


def history_line(texts: Texts, event: ReportEvent, now: int, region: Region, limit: int = LINE_LIMIT) -> Marked | None:
    """One line of the history, or None for what a card does not show."""
    data = json.loads(event.data)
    if event.kind not in SHOWN or data.get("taken_back") or (event.kind == K.RELEASED and not data.get(GIVEN_BACK)):
        return None
    name = event.kind.replace("_", "-")
    values = {"who": shorten(event.actor_name, NAME_LIMIT) or texts.label("op-somebody")}
    if event.kind in TEXTED:
        values["text"] = shorten(event.text, limit) or texts.label("card-only-files")
    elif event.kind in MAY_BE_TEXTED and event.text:
        name, values["text"] = f"{name}-words", shorten(event.text, limit)
    if is_referral(event):
        name = "referred"
    if data.get("unasked"):
        name = "silent-unasked"
    if data.get(UNREACHED):
        name = "silent-unreached"
    if event.kind == K.TRANSFERRED:
        values["to"] = organisation_name(texts, region, str(data.get("to", "")))
        values["because"] = shorten(str(data.get("because", "")), limit) or "none"
    if event.kind == K.TEAM:
        values["to"] = team_name(texts, region, str(data.get("to", "")))
    if event.kind == K.ASSIGNED:
        values["to"] = shorten(event.text, NAME_LIMIT)
    if event.kind == K.RELEASED and not event.actor_name:
        name = "released-late"
    if event.kind == K.AGAIN:
        values["people"] = str(data.get("count", "?"))
    if event.kind == K.RATED:
        values["stars"] = str(data.get("stars", ""))
    if event.kind == K.SILENCED:
        values["days"] = str(data.get("days", ""))
    if event.kind in (K.MERGED, K.FOLLOWED):
        values["other"] = str(data.get("into", "?"))
    line = texts.say(f"card-line-{name}", at=texts.moment(event.at, now), **values)
    until = texts.say("card-line-until", at=texts.moment(data["until"], now)) if data.get("until") else ""
    before = place_before(region, data)
    moved = texts.say("card-line-place-was", place=before) if before else ""
    return join(line, until, moved, _fate(texts, event, now, region), by=" · ")


def place_before(region: Region, data: dict[str, Any]) -> str:
    """Where the report was before a line of its history with this data moved it, with its point; "" for nowhere, and
    where it was not moved.
    """
    lat, lon, settlement, municipality, address = data.get(PLACE_WAS) or (None, None, "", "", "")
    words = place_in_words(region, settlement, municipality, address)
    point = "" if lat is None or lon is None else f"({lat:.6f}, {lon:.6f})"
    return f"{words} {point}".strip()


def _fate(texts: Texts, event: ReportEvent, now: int, region: Region) -> Marked:
    """Of a line that goes to the citizen: whether it came after the end, and what is known of its way."""
    late = texts.say("card-line-late") if json.loads(event.data).get("late") else ""
    people = json.loads(event.data).get(PEOPLE)
    missed = "yes" if people and people["failed"] else "no"
    counts = {name: str(count) for name, count in people.items()} if people else {}
    told = texts.say("delivery-people", missed=missed, **counts) if people else ""
    return join(late, delivery_state(texts, event, now, region) if event.kind in OUTGOING else "", told, by=" · ")


def full_text(
    texts: Texts,
    report: Report,
    history: Sequence[ReportEvent],
    files: Sequence[StoredFile],
    now: int,
    region: Region,
) -> Marked:
    """Everything that was written, unshortened, internal notes too: for operators only."""
    lines = [line for event in history if (line := _full_line(texts, event, now, region))]
    transcripts = _transcripts(texts, report, files, history)
    spoken = texts.say("card-transcript", text=transcripts) if transcripts else ""
    return join(texts.say("full-title", number=str(report.id)), escape(report.text), spoken, *lines)


def _full_line(texts: Texts, event: ReportEvent, now: int, region: Region) -> Marked | None:
    if event.kind != K.NOTE and (event.kind not in TEXTED or history_line(texts, event, now, region) is None):
        return history_line(texts, event, now, region, units(event.text))
    line = texts.say(
        f"full-line-{'referred' if is_referral(event) else event.kind}",
        who=event.actor_name or texts.label("op-somebody"),
        at=f"{texts.date(event.at)} {texts.clock(event.at)}",
        text=event.text or texts.label("card-only-files"),
    )
    return join(line, _fate(texts, event, now, region), by=" · ")


def _title(texts: Texts, report: Report, region: Region, kind: str) -> Marked:
    known = texts.say("card-danger-kind", kind=texts.label(f"card-kind-{kind}")) if kind else texts.say("card-danger")
    danger = known if report.danger else ""
    unsent = texts.say("card-unsent") if report.unsent else ""
    number = texts.say("card-title", number=str(report.id), topic=topic_name(texts, region, report.topic))
    organisation = region.organisation(report.organisation)
    name = organisation_name(texts, region, report.organisation)
    phone = shorten(organisation.phone, 40) if organisation else ""
    whose = (
        texts.say("card-organisation-phone", name=name, phone=phone)
        if phone
        else texts.say("card-organisation", name=name)
    )
    return join(danger, number, unsent, whose, _place(texts, report, region), by="\n")


def _place(texts: Texts, report: Report, region: Region) -> Marked:
    known = place_name(region, report.settlement, report.municipality)
    words = with_address(known, shorten(report.address, ADDRESS_LIMIT))
    place = texts.say("card-place", place=words) if words else Marked("")
    if report.lat is None or report.lon is None:
        return place or texts.say("card-no-place")
    return join(place, texts.say("card-map", lat=f"{report.lat:.6f}", lon=f"{report.lon:.6f}"), by=" · ")


def _body(texts: Texts, report: Report, history: Sequence[ReportEvent], files: Sequence[StoredFile]) -> Marked:
    transcripts = shorten(_transcripts(texts, report, files, history), TRANSCRIPT_LIMIT)
    spoken = texts.say("card-transcript", text=transcripts) if transcripts else ""
    return join(escape(shorten(report.text, TEXT_LIMIT)), spoken)


def _author(texts: Texts, report: Report, author: AuthorCounts | None) -> Marked:
    """His language, where it is not the staff's, and his other reports."""
    foreign = report.language and report.language != texts.language
    others = author is not None and (author.earlier or author.open)
    followers = author.followers if author is not None else 0
    return join(
        texts.say("card-people", count=followers + 1) if followers else "",
        texts.say("card-author-reports", nth=str(author.earlier + 1), open=author.open) if author and others else "",
        texts.say("card-language", language=report.language) if foreign else "",
        by="\n",
    )


def _state(
    texts: Texts, report: Report, files: Sequence[StoredFile], history: Sequence[ReportEvent], now: int, region: Region
) -> Marked:
    filed = _filed(texts, report, now, region)
    voices = [file for file in files if file.kind == AttachmentKind.VOICE]
    taken, notes, refused = "", notes_of(history), sum(file.path == OVER_QUOTA for file in files)
    if report.taken_by:
        who = shorten(report.taken_name, NAME_LIMIT) or texts.label("op-somebody")
        taken = texts.say("card-taken", who=who, until=until_when(texts, report, now))
    return join(
        join(
            texts.say("card-voices", count=len(voices)) if voices else "",
            texts.say("card-files", count=len(files) - len(voices)) if len(files) > len(voices) else "",
            texts.say("card-files-refused", count=refused) if refused else "",
            filed,
            texts.say("card-notes", count=notes) if notes else "",
            by=" · ",
        ),
        join(texts.say("card-status", status=_state_name(texts, report, history)), taken, by=" · "),
        _due(texts, report, now),
        by="\n",
    )


def _filed(texts: Texts, report: Report, now: int, region: Region) -> Marked:
    """Where it came from, and when."""
    at = texts.moment(report.created_at, now)
    if not is_program(report.channel):
        return texts.say("card-filed", channel=report.channel, at=at)
    return texts.say("card-filed-program", name=program_name(region, program_of(report.channel), texts.language), at=at)


def _state_name(texts: Texts, report: Report, history: Sequence[ReportEvent]) -> str:
    """The status; of what somebody else answers for that."""
    referred = report.status == Status.REJECTED and was_referred(history)
    return texts.label("report-state-referred") if referred else status_name(texts, report)


def _due(texts: Texts, report: Report, now: int) -> Marked:
    status = Status(report.status)
    if status not in ALIVE or (not report.answered_at and status is Status.NEEDS_INFO):
        return Marked("")
    which, at = ("solve", report.due_at) if report.answered_at else ("first", report.first_due_at)
    if not at:
        return Marked("")
    late = "-late" if is_overdue(report, now) else ""
    return texts.say(f"card-due-{which}{late}", at=texts.moment(at, now))


def _transcripts(texts: Texts, report: Report, files: Sequence[StoredFile], history: Sequence[ReportEvent]) -> str:
    """What was spoken, and contacts, as far as it is not the report's text or an addition's anyway."""
    said = [report.text, *(event.text for event in history)]
    spoken = (_in_words(texts, file) for file in citizen_files(files, history))
    return "\n".join(each for each in spoken if each and not any(each in text for text in said))


def _in_words(texts: Texts, file: StoredFile) -> str:
    own = file.transcript and file.name == OWN_CONTACT
    return texts.label("card-own-contact", contact=file.transcript) if own else file.transcript


def citizen_files(files: Sequence[StoredFile], history: Sequence[ReportEvent]) -> list[StoredFile]:
    """The citizen's own files, without those of the operators' answers."""
    staff = {event.id for event in history if event.kind in STAFF_FILES}
    return [file for file in files if file.event_id not in staff]


def _within_limit(texts: Texts, head: Marked, lines: list[Marked]) -> Marked:
    """The head with the newest lines that fit; how many were left out is said."""
    left_out = 0
    while True:
        earlier = texts.say("card-earlier", count=left_out) if left_out else ""
        whole = join(head, join(earlier, *lines, by="\n"))
        if units(parse_marks(whole)[0]) <= CARD_LIMIT or not lines:
            return whole
        lines, left_out = lines[1:], left_out + 1

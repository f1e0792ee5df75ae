"""/now «Что сейчас»: the notices in force for a person, by his areas and places, the gravest first; each opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.base.buttons import LABEL_LENGTH, number, part
from handlers.base.greeting import keep_source
from handlers.base.loads import Needs, need
from handlers.base.message import Button, FileRef, Marked, Message, parse_marks
from handlers.base.steps import KeptData
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.notices.concern import Concern, concerns
from handlers.notices.content import Content, load_content
from handlers.notices.family import shown_number
from handlers.notices.loads import LIVE, PLACES, SUBSCRIPTION, SUBSCRIPTION_AREAS, live
from handlers.notices.names import notice_name, notice_sign
from handlers.notices.wording import area_names, notice_message, place_line, plain_meaning
from handlers.reports.draft_screens import draft_button
from handlers.reports.taken_for import keep_for_a_report
from handlers.subscriber.asked_where import AskedWhere, asked_where
from handlers.subscriber.common import page_of, paging, show
from handlers.subscriber.info import card_button, card_for
from handlers.subscriber.notice_line import notice_line
from handlers.subscriber.wishes import areas_of, subscription_of
from handlers.subscriber.words import SubscriberButton
from storage.notice_records import Notice

NOTICES_A_PAGE = 4
"""Notices on a page; with two rows of other buttons these are the six rows that every messenger shows."""
LONGEST_SCREEN = 3_800
"""A longer text is said as a message (or several): a screen is one message and would be cut."""

Rows = list[tuple[Button, ...]]


@dataclass(frozen=True, slots=True)
class Current:
    """A notice that is in force for this person. `concern.places`: those of his places that it touches."""

    notice: Notice
    content: Content
    concern: Concern


@need(LIVE, SUBSCRIPTION, SUBSCRIPTION_AREAS, PLACES)
def load_in_force(turn: Turn) -> Needs:
    """What holds now, and what this person named."""
    person = turn.person.id
    return (
        live(turn.now),
        SUBSCRIPTION(person),
        SUBSCRIPTION_AREAS(person),
        PLACES(person),
    )


def current(turn: Turn, asked: AskedWhere | None = None) -> list[Current]:
    """What concerns this person, or the place that he asked about, the gravest first; drills last, and only for those
    who joined them.
    """
    areas, places = (asked.areas, asked.places) if asked else (areas_of(turn), turn.many(PLACES))
    drills = subscription_of(turn).drills
    notices = [n for n in turn.many(LIVE) if drills or not n.drill]
    contents = [load_content(notice.content) for notice in notices]
    found = concerns(turn.shared.region, contents, areas, places)
    mine = [Current(*each) for each in zip(notices, contents, found, strict=True) if each[2]]
    return sorted(mine, key=lambda c: (c.notice.drill, -c.notice.severity, -c.notice.started_at, -c.notice.id))


def asked_in_words(turn: Turn) -> None:
    """«Почему сирена?»: what is going on; one tap makes a report of what was asked."""
    keep_source(turn)
    keep_for_a_report(turn)
    show_now(turn, asked_where(turn))


def now(turn: Turn) -> None:
    """/now and its pages."""
    if turn.commanded:
        turn.data.pop(KeptData.SAID, None)
    show_now(turn)


def show_now(turn: Turn, asked: AskedWhere | None = None) -> None:
    """What is in force for this person, or at the place that he asked about."""
    mine = current(turn, asked)
    if not mine:
        _show_nothing(turn, asked)
    elif len(mine) == 1:
        _show_notice(turn, mine[0], (), asked)
    else:
        _show_list(turn, mine, asked)


def open_notice(turn: Turn) -> None:
    """Button of one notice. One that is over meanwhile is not shown as if it held."""
    mine, wanted = current(turn), number(part(turn, 0))
    found = next((c for c in mine if c.notice.id == wanted), None) or _of_elsewhere(turn, wanted)
    if found is None:
        turn.ack(turn.texts.label("now-toast-over"))
        now(turn)
    else:
        back = Button(turn.texts.label("back"), SubscriberButton.NOW(number(part(turn, 1))))
        _show_notice(turn, found, (back,) if len(mine) > 1 or found not in mine else ())


def _of_elsewhere(turn: Turn, wanted: int) -> Current | None:
    """A notice that holds where this person has no place: he asked about it by the place's name."""
    notice = next((n for n in turn.many(LIVE) if n.id == wanted and not n.drill), None)
    return Current(notice, load_content(notice.content), Concern(0)) if notice is not None else None


def show_files(turn: Turn) -> None:
    """Button «Картинка»: the notice's pictures as a message of their own."""
    found = next((c for c in current(turn) if c.notice.id == number(part(turn, 0))), None)
    if found is None or not found.content.files:
        turn.ack(turn.texts.label("now-toast-over"))
        return
    files: tuple[FileRef, ...] = _message(turn, found).files
    turn.say(Message(turn.t("now-files", number=str(shown_number(found.notice))), files=files))


# -- screens ----------------------------------------------------------------------------------------
def _show_nothing(turn: Turn, asked: AskedWhere | None) -> None:
    own = turn.t("now-nothing" if named_anything(turn) else "now-nothing-region")
    first = turn.t("now-nothing-there", name=asked.name) if asked else own
    show(turn, join(first, turn.t("now-nothing-else"), _offer(turn, asked)), _footer(turn, ()))


def _show_list(turn: Turn, mine: Sequence[Current], asked: AskedWhere | None) -> None:
    mine = mine[:NOTICES_A_PAGE] if asked else mine  # the pages that follow are of one's own places
    page, pages = page_of(turn, 0, len(mine), NOTICES_A_PAGE)
    shown = mine[page * NOTICES_A_PAGE : (page + 1) * NOTICES_A_PAGE]
    own = turn.t("now-title" if named_anything(turn) else "now-title-region", count=len(mine))
    heading = turn.t("now-title-there", name=asked.name) if asked else own
    rows: Rows = [(Button(_label(turn, each), SubscriberButton.OPEN(each.notice.id, page)),) for each in shown]
    text = join(heading, *(_line(turn, each) for each in shown), _offer(turn, asked))
    show(turn, text, [*rows, *_footer(turn, paging(turn, SubscriberButton.NOW, page, pages))])


def _show_notice(turn: Turn, one: Current, back: tuple[Button, ...], asked: AskedWhere | None = None) -> None:
    """All of it, with what can be answered. A very long one is said as it was sent, its buttons below."""
    message, label = _message(turn, one), turn.texts.label
    names = ", ".join(place.name for place in one.concern.places)
    text = join(place_line(turn.texts, names) if names else "", message.text)
    card = card_for(turn, one.content.kind)
    more = [card_button(card, turn.texts, f"n{one.notice.id}")] if card else []
    if one.content.files:
        more.append(Button(label("now-button-files"), SubscriberButton.FILES(one.notice.id)))
    rows = [*message.buttons, tuple(more), *_closing(turn, back)]
    if len(parse_marks(text)[0]) > LONGEST_SCREEN:
        turn.close_screen()
        turn.say(text)
        text = turn.t("now-about", number=str(shown_number(one.notice)))
    show(turn, join(text, "" if back else _offer(turn, asked)), rows)


def _message(turn: Turn, one: Current) -> Message:
    meaning = plain_meaning(one.notice)
    return notice_message(turn.shared, one.notice, one.content, turn.texts.language, meaning, at=turn.now)


def _closing(turn: Turn, back: tuple[Button, ...]) -> Rows:
    """The way back; without one, what else can be done. Answers may take four rows, so this is one."""
    drafts = _ways_on(turn)
    return [(*back, *drafts)] if back else [(*_else(turn), *drafts)]


def _footer(turn: Turn, pages: tuple[Button, ...]) -> Rows:
    on = _ways_on(turn)
    return [(*pages, *on), _else(turn)] if pages else [_else(turn), on]


def _ways_on(turn: Turn) -> tuple[Button, ...]:
    """To the draft, or to make a report of words that were taken for a question."""
    if KeptData.SAID in turn.data:
        return (Button(turn.texts.label("button-is-report"), SubscriberButton.IS_REPORT),)
    return tuple(button for line in draft_button(turn) for button in line)


def _else(turn: Turn) -> tuple[Button, ...]:
    label = turn.texts.label
    row = [
        Button(label("button-rumour"), SubscriberButton.RUMOUR),
        Button(label("button-info"), SubscriberButton.INFO(0)),
    ]
    if not named_anything(turn):
        row.append(Button(label("now-button-alerts"), SubscriberButton.ALERTS))
    return tuple(row)


def _offer(turn: Turn, asked: AskedWhere | None) -> Marked:
    return Marked("") if asked or named_anything(turn) else turn.t("now-name-places")


def named_anything(turn: Turn) -> bool:
    return bool(areas_of(turn) or turn.many(PLACES))


def _line(turn: Turn, one: Current) -> Marked:
    return notice_line(turn, one.notice, one.content, ", ".join(place.name for place in one.concern.places))


def _label(turn: Turn, one: Current) -> str:
    texts, region = turn.texts, turn.shared.region
    where = area_names(turn.shared, one.content, texts.language)
    what = f"{notice_sign(region, one.content)} {notice_name(texts, region, one.content)}: {where}".rstrip(": ")
    drill = f"{texts.label('now-drill')} " if one.content.drill else ""
    named = texts.label("now-button-open", number=str(shown_number(one.notice)), what=what)
    return shorten(drill + named, LABEL_LENGTH)

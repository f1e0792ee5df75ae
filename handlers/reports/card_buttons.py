"""The buttons under a card, and the menus that take their place in the same message."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.buttons import LABEL_LENGTH, Rows, pairs, turning
from handlers.base.message import Button
from handlers.base.texts import Texts, shorten
from handlers.reports.card_text import is_erased
from handlers.reports.status import ALIVE, Status, leading_to
from handlers.reports.topic_choice import choice_label, likely_topics, page_of, page_of_group
from handlers.reports.words import ReportButton
from storage.records import Report
from storage.region.catalogue import CENTRE
from storage.region.region import Region, Topic, name_in

MENU_ROWS = 5
"""Choices on a page of a menu, one a row; the sixth row, the last, turns pages and goes back."""

REASONS = ("duplicate", "not_ours", "no_details", "spam")
"""Why a report is rejected; each has a text for operators and one for its author in `locales/`."""


def card_buttons(texts: Texts, report: Report, more: bool, files: int = 0, followers: int = 0) -> Rows:
    """What can be done with a report as it stands; `more`: there is more to read than the card shows; `files`: how many
    its author sent, one of which stands below the card; `followers`: so many others write of the same.
    """

    def make(word: ReportButton, key: str, style: str = "") -> Button:
        return Button(texts.label(key), word(report.id), style=style)

    if is_erased(report):
        return ()
    look = [make(ReportButton.FULL, "op-button-full")] if more else []
    if files > 1:
        look.append(Button(texts.label("op-button-files", count=files), ReportButton.FILES(report.id)))
    if followers:
        label = texts.label("op-button-people", count=str(followers))
        look.append(Button(label, ReportButton.PEOPLE(report.id)))
    full = (tuple(look),) if look else ()
    acts = make(ReportButton.MORE_ACTS, "op-button-more-acts")
    if Status(report.status) not in ALIVE:
        back = _back_to_work(texts, report)
        return ((*back, acts), *full)
    release = make(ReportButton.RELEASE, "op-button-release")
    take = make(ReportButton.TAKE, "op-button-take", "good")
    ask = make(ReportButton.ASK, "op-button-ask")
    reject = make(ReportButton.REJECT, "op-button-reject", "bad")
    close = make(ReportButton.CLOSE, "op-button-close")
    topic, hand = make(ReportButton.TOPIC, "op-button-topic"), make(ReportButton.HAND, "op-button-hand")
    return ((release if report.taken_by else take, ask), (reject, close), (topic, hand, acts), *full)


def more_acts_menu(texts: Texts, report: Report, region: Region) -> Rows:
    """What is done more rarely with a report, two or one a row; of one that is over what still makes sense."""
    others = Button(texts.label("op-button-of-author"), ReportButton.OF_AUTHOR(report.id))
    silence = Button(texts.label("op-button-silence"), ReportButton.SILENCE(report.id))
    if Status(report.status) not in ALIVE:
        history = Button(texts.label("op-button-history"), ReportButton.FULL(report.id))
        acts = [*_back_to_work(texts, report), history, others, silence]
        return (*((act,) for act in acts), (back_button(texts, report),))
    assign = Button(texts.label("op-button-assign"), ReportButton.ASSIGN(report.id, 0))
    refer = Button(texts.label("op-button-refer"), ReportButton.REFER(report.id, 0))
    ready = Button(texts.label("op-button-ready"), ReportButton.READY(report.id, 0))
    prolong = Button(texts.label("op-button-prolong"), ReportButton.PROLONG(report.id))
    team = Button(texts.label("op-button-team"), ReportButton.TEAM(report.id, 0))
    to_team = ((team,),) if region.teams else ()
    return ((assign, refer), (ready, prolong), *to_team, (others,), (silence,), (back_button(texts, report),))


def _back_to_work(texts: Texts, report: Report) -> tuple[Button, ...]:
    """The way back of what is over, where there is one."""
    if Status(report.status) not in leading_back():
        return ()
    key = "op-button-apart" if report.status == Status.MERGED else "op-button-reopen"
    return (Button(texts.label(key), ReportButton.REOPEN(report.id)),)


def desk_buttons(texts: Texts) -> Rows:
    """Below a card in the private chat of somebody on shift."""
    off = Button(texts.label("shift-button-off"), ReportButton.OFF())
    return ((Button(texts.label("shift-button-next"), ReportButton.NEXT(), style="good"), off),)


def leading_back() -> frozenset[Status]:
    """What is over and can be taken up again."""
    return leading_to(Status.REOPENED) - ALIVE


def reject_menu(texts: Texts, report: Report) -> Rows:
    choices = [
        Button(texts.label(f"op-reason-{code.replace('_', '-')}"), ReportButton.REASON(report.id, code))
        for code in (*REASONS, "other")
    ]
    return (*((choice,) for choice in choices), (back_button(texts, report),))


def topic_menu(texts: Texts, report: Report, region: Region, guessed: Sequence[str], page: int, group: str) -> Rows:
    """The likely topics and the groups, or the topics of one group."""
    likely = likely_topics(guessed, region, report.topic)
    shown = page_of_group(region, group, page, report.topic) if group else page_of(region, likely, page, report.topic)
    buttons = [
        Button(
            choice_label(texts, choice),
            ReportButton.SET_TOPIC(report.id, choice.code)
            if isinstance(choice, Topic)
            else ReportButton.TOPIC(report.id, 0, choice.code),
        )
        for choice in shown.choices
    ]
    again = (group,) if group else ()
    turn_page = turning(shown.page, shown.pages, ReportButton.TOPIC(report.id, "{}", *again))
    if not group:
        return (*pairs(buttons), (back_button(texts, report), *turn_page))
    groups = ReportButton.TOPIC(report.id, page_of(region, likely, 0, report.topic, last_group=group).page)
    return (*pairs(buttons), (Button(texts.label("op-button-back"), groups), *turn_page))


def organisation_menu(texts: Texts, report: Report, region: Region, page: int) -> Rows:
    choices = [
        (name_in(organisation.names, texts.language), ReportButton.HAND_TO(report.id, organisation.code))
        for organisation in sorted(region.organisations, key=lambda o: _back_to_centre(report, o.code), reverse=True)
        if organisation.code != report.organisation
    ]
    return paged_menu(texts, report, choices, ReportButton.HAND, page)


def team_menu(texts: Texts, report: Report, region: Region, page: int) -> Rows:
    """The centre's teams, and the admin chat."""
    names = [("", texts.label("team-none")), *((t.code, name_in(t.names, texts.language)) for t in region.teams)]
    now = region.team(report.team)
    choices = [
        (name, ReportButton.TO_TEAM(report.id, code)) for code, name in names if code != (now.code if now else "")
    ]
    return paged_menu(texts, report, choices, ReportButton.TEAM, page)


def _back_to_centre(report: Report, code: str) -> bool:
    """Whoever was handed a report that is not his finds the centre first."""
    return code == CENTRE and Status(report.status) is Status.TRANSFERRED


def paged_menu(texts: Texts, report: Report, choices: Sequence[tuple[str, str]], word: ReportButton, page: int) -> Rows:
    """Choices, one a row, each a label and a button's data, with pages and the way back."""
    pages = max(1, -(-len(choices) // MENU_ROWS))
    page = min(page, pages - 1)
    shown = choices[page * MENU_ROWS : (page + 1) * MENU_ROWS]
    rows = [(Button(shorten(label.strip(), LABEL_LENGTH), data),) for label, data in shown]
    turn_page = turning(page, pages, word(report.id, "{}"))
    return (*rows, (back_button(texts, report), *turn_page))


def back_button(texts: Texts, report: Report) -> Button:
    """Away with the menu."""
    return Button(texts.label("op-button-back"), ReportButton.CARD(report.id))

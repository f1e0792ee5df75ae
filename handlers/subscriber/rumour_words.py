"""What is said of a notice that somebody asks about: whether it is ours, and whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.message import Marked
from handlers.base.texts import shorten
from handlers.base.turn import Turn
from handlers.notices.content import Content, load_content
from handlers.notices.family import NO_DANGER_LINKS, NoticeLink, followed, shown_number
from handlers.notices.in_force import holds
from handlers.notices.states import NoticeState
from handlers.notices.wording import LIFTED
from handlers.subscriber.likeness import Likeness, Match
from storage.notice_records import Notice

LONGEST_QUOTE = 600
RUMOUR_KIND = "rumour"


def verdict(turn: Turn, match: Match, notice: Notice, content: Content, *, good: bool) -> Marked:
    """Ours, like ours, or a rumour that we refuted. `good`: it still holds; nobody sees a green mark first above what
    does not.
    """
    values = {"number": str(shown_number(notice)), "date": turn.texts.date(notice.started_at)}
    ours = match.likeness is Likeness.OURS
    if content.drill:
        return turn.t("rumour-drill", **values)
    if content.kind == RUMOUR_KIND and ours and match.whole:
        return turn.t("rumour-ours-refuting", **values)
    if content.kind == RUMOUR_KIND:
        return turn.t("rumour-refuted" if ours else "rumour-alike-refuted", **values)
    if ours:
        return turn.t("rumour-ours", holds="yes" if good else "no", **values)
    if match.foreign:
        return turn.t("rumour-alike-changed", foreign=shorten(", ".join(match.foreign[:8]), 120), **values)
    return turn.t("rumour-alike", **values)


def we_said(turn: Turn, content: Content) -> Marked:
    return turn.t("rumour-we-said", text=shorten(_body(turn, content), LONGEST_QUOTE))


def standing(turn: Turn, notice: Notice, lately: Sequence[Notice]) -> Marked:
    """Whether it holds, and what was said of the matter last. A refutation stays true when its time is over."""
    if _ending(notice) == LIFTED:
        return turn.t("rumour-is-lifted")
    if notice.link in NO_DANGER_LINKS:
        return turn.t("rumour-is-end" if notice.link == NoticeLink.ENDS else "rumour-is-withdrawal")
    after = _after(notice, lately)
    if notice.state == NoticeState.CANCELLED or any(n.link == NoticeLink.WITHDRAWS for n in after):
        return turn.t("rumour-withdrawn")
    last = after[-1] if after else notice
    if last.link == NoticeLink.ENDS:
        key = "rumour-lifted" if _ending(last) == LIFTED else "rumour-ended"
        return turn.t(key, number=str(last.id), date=turn.texts.moment(last.started_at, turn.now))
    newest = newest_of(last, lately)
    over = 0 < newest.until <= turn.now
    if last is not notice and not over:
        text = shorten(_body(turn, load_content(newest.content)), LONGEST_QUOTE)
        return turn.t("rumour-replaced", number=str(last.id), text=text)
    if notice.kind == RUMOUR_KIND or notice.drill:
        return Marked("")
    until = turn.texts.moment(newest.until, turn.now)
    if holds(newest, turn.now):
        return turn.t("rumour-in-force", until=until)
    return turn.t("rumour-expired", until=until) if over else turn.t("rumour-over")


def newest_of(notice: Notice, lately: Sequence[Notice]) -> Notice:
    """The notice, or its newest repeat."""
    return followed(notice.id, lately) or notice


def still_good(turn: Turn, notice: Notice, lately: Sequence[Notice]) -> bool:
    """Whether what it says may be believed now: it holds, or it says that something is over."""
    return notice.link in NO_DANGER_LINKS or holds(newest_of(notice, lately), turn.now)


def _after(notice: Notice, lately: Sequence[Notice]) -> list[Notice]:
    """What was said of it one after the other, the last at the end; repeats say nothing new."""
    known = sorted(
        (n for n in lately if n.link != NoticeLink.REPEATS and n.state != NoticeState.CANCELLED), key=lambda n: n.id
    )
    found: list[Notice] = []
    number = shown_number(notice)
    while next_one := [n for n in known if n.linked_id == number and n.id > number]:
        found.append(next((n for n in next_one if n.link == NoticeLink.WITHDRAWS), next_one[-1]))
        number = found[-1].id
    return found


def _body(turn: Turn, content: Content) -> str:
    return content.texts.get(turn.texts.language) or content.texts.get("ru", "")


def _ending(notice: Notice) -> str:
    """How a notice that ends another does it (Content.ending); "" for every other one."""
    return load_content(notice.content).ending if notice.link == NoticeLink.ENDS else ""

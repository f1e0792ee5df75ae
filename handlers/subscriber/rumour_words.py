"""What is said of a notice that somebody asks about: whether it is ours, and whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.message import Marked
from handlers.base.texts import shorten
from handlers.base.turn import Turn
from handlers.notices.content import Content, load_content
from handlers.notices.family import NO_DANGER_LINKS
from handlers.notices.in_force import holds
from handlers.notices.states import NoticeState
from handlers.notices.wording import LIFTED
from handlers.subscriber.likeness import Likeness, Match
from storage.notice_records import Notice

LONGEST_QUOTE = 600
RUMOUR_KIND = "rumour"


def verdict(turn: Turn, match: Match, notice: Notice, content: Content) -> Marked:
    """Ours, like ours, or a rumour that we refuted."""
    values = {"number": str(notice.id), "date": turn.texts.date(notice.started_at)}
    ours = match.likeness is Likeness.OURS
    if content.drill:
        return turn.t("rumour-drill", **values)
    if content.kind == RUMOUR_KIND and ours and match.whole:
        return turn.t("rumour-ours-refuting", **values)
    if content.kind == RUMOUR_KIND:
        return turn.t("rumour-refuted" if ours else "rumour-alike-refuted", **values)
    if ours:
        return turn.t("rumour-ours", **values)
    if match.foreign:
        return turn.t("rumour-alike-changed", foreign=shorten(", ".join(match.foreign[:8]), 120), **values)
    return turn.t("rumour-alike", **values)


def we_said(turn: Turn, content: Content) -> Marked:
    return turn.t("rumour-we-said", text=shorten(_body(turn, content), LONGEST_QUOTE))


def standing(turn: Turn, notice: Notice, lately: Sequence[Notice]) -> Marked:
    """Whether it holds, and what came after it. A refutation stays true when its time is over."""
    after = [n for n in lately if n.linked_id == notice.id and n.state != NoticeState.CANCELLED]
    links = {n.link: n for n in reversed(after)}
    if _ending(notice) == LIFTED:
        return turn.t("rumour-is-lifted")
    if notice.link in NO_DANGER_LINKS:
        return turn.t("rumour-is-end" if notice.link == "ends" else "rumour-is-withdrawal")
    if notice.state == NoticeState.CANCELLED or "withdraws" in links:
        return turn.t("rumour-withdrawn")
    if "ends" in links:
        end = links["ends"]
        if _ending(end) == LIFTED:
            return turn.t("rumour-lifted", number=str(end.id), date=turn.texts.moment(end.started_at, turn.now))
        return turn.t("rumour-ended", number=str(end.id), date=turn.texts.moment(end.started_at, turn.now))
    newer = links.get("corrects") or links.get("updates") or links.get("repeats")
    if newer is not None:
        text = shorten(_body(turn, load_content(newer.content)), LONGEST_QUOTE)
        return turn.t("rumour-replaced", number=str(newer.id), text=text)
    if notice.kind == RUMOUR_KIND or notice.drill:
        return Marked("")
    if holds(notice, turn.now):
        return turn.t("rumour-in-force", until=turn.texts.moment(notice.until, turn.now))
    if 0 < notice.until <= turn.now:
        return turn.t("rumour-expired", until=turn.texts.moment(notice.until, turn.now))
    return turn.t("rumour-over")


def _body(turn: Turn, content: Content) -> str:
    return content.texts.get(turn.texts.language) or content.texts.get("ru", "")


def _ending(notice: Notice) -> str:
    """How a notice that ends another does it (Content.ending); "" for every other one."""
    return load_content(notice.content).ending if notice.link == "ends" else ""

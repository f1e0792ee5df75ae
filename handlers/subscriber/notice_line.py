"""A notice in a few lines, for lists."""

from __future__ import annotations

from handlers.base.message import Marked
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.notices.content import Content
from handlers.notices.family import shown_number
from handlers.notices.names import notice_name, notice_sign
from handlers.notices.wording import area_names, place_line
from storage.notice_records import Notice


def notice_line(turn: Turn, notice: Notice, content: Content, places: str = "") -> Marked:
    """What it is, where and until when. `places`: the person's own that it touches."""
    texts = turn.texts
    where = area_names(turn.shared, content, texts.language)
    lines = (
        turn.t("notice-drill") if content.drill else "",
        turn.t(
            "notice-heading-alert",
            emoji=notice_sign(turn.shared.region, content),
            kind=notice_name(texts, turn.shared.region, content),
            severity=texts.label(f"severity-{content.severity}"),
        ),
        turn.t("notice-where", names=shorten(where, 150)) if where else "",
        place_line(texts, places) if places else "",
        turn.t("now-until", number=str(shown_number(notice)), until=texts.moment(notice.until, turn.now)),
    )
    return join(*lines, by="\n")

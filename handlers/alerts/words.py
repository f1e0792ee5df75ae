"""Words of the buttons under alerts from outside."""

from __future__ import annotations

from handlers.base.buttons import Word


class AlertButton(Word):
    """Followed by the number of the notice that the alert became."""

    PLACE = "d_where"  # then the page, then the area that is taken or not after all
    PLACED = "d_where_done"
    NOT_OURS = "d_where_no"

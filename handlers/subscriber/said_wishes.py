"""What somebody says of his warnings in his own words: he wants them for a place, fewer, not at night, not there."""

from __future__ import annotations

from handlers.base.greeting import first_contact, greet, keep_source
from handlers.base.message import clean
from handlers.base.turn import Turn
from handlers.reading.intent import Intent
from handlers.reports.about_warnings import WarningWish, says_both, says_whole, wish_in
from handlers.reports.said_radius import radius_said
from handlers.subscriber.alerts import areas_shown, show_alerts
from handlers.subscriber.alerts_quiet import keep_hours, quiet, wants_none
from handlers.subscriber.alerts_what import kinds, least
from handlers.subscriber.hours import read_hours
from handlers.subscriber.places import has_room, places, remove
from handlers.subscriber.places_add import begin_said
from handlers.subscriber.said_where import SaidWhere, rearrange, said_where
from handlers.subscriber.subscribing import ask_consent_again
from handlers.subscriber.wishes import WHOLE_REGION, Wishes, keep_areas, may_name_areas, wishes_of
from storage.notice_records import Place


def wants(turn: Turn) -> None:
    """«Предупреждайте о паводке в Сосновинке»: the place that was said is taken along."""
    if first_contact(turn):
        greet(turn)
    wishes, where = wishes_of(turn), said_where(turn, _text(turn))
    if radius_said(turn, _text(turn)) and has_room(wishes):
        begin_said(turn)
    elif where.wanted and wishes.subscription.kinds and may_name_areas(turn, wishes):
        rearrange(turn, wishes, where)
    else:
        show_alerts(turn, wishes, where=where.wanted)


def wished(turn: Turn) -> None:
    """Fewer of them, none at night, none of that place any more: the screen for it, or it is done and can be undone."""
    keep_source(turn)
    wishes = wishes_of(turn)
    wish = wish_in(turn, _text(turn), _intent(turn))
    if ask_consent_again(turn):
        return
    if not wishes.subscription.kinds and not wishes.places:
        show_alerts(turn, wishes, where=_wanted(turn))
    elif wish is WarningWish.KINDS:
        kinds(turn)
    elif wish is WarningWish.NIGHT and (hours := read_hours(turn.shared.library, _text(turn))):
        keep_hours(turn, hours)
    elif wish is WarningWish.NIGHT and wants_none(turn):
        keep_hours(turn, None)
    elif wish is WarningWish.NIGHT:
        quiet(turn)
    elif wish is WarningWish.FEWER:
        least(turn)
    else:
        _about_places(turn, wishes)


def _about_places(turn: Turn, wishes: Wishes) -> None:
    where, mine = said_where(turn, _text(turn)), _named(turn, wishes)
    if says_both(turn, _text(turn)):
        where = SaidWhere(_wanted(turn))
    if mine is not None and _intent(turn) is Intent.STOP and not (where.wanted or where.unwanted):
        remove(turn, wishes, mine)
    elif (where.wanted or where.unwanted) and wishes.subscription.kinds and may_name_areas(turn, wishes):
        rearrange(turn, wishes, where)
    elif says_whole(turn, _text(turn)) and wishes.areas and may_name_areas(turn, wishes):
        show_alerts(turn, keep_areas(turn, wishes, wishes.areas | {WHOLE_REGION}))
    elif wishes.places:
        places(turn)
    else:
        show_alerts(turn, wishes)


def _wanted(turn: Turn) -> tuple[str, ...]:
    """What he names; «и там и там» is all that stands on the screen."""
    text = _text(turn)
    return areas_shown(turn) if says_both(turn, text) else said_where(turn, text).wanted


def _named(turn: Turn, wishes: Wishes) -> Place | None:
    """The only one of his places whose name the words have, in any form."""
    said = set(turn.shared.lemmas(_text(turn)))
    found = [place for place in wishes.places if (name := set(turn.shared.lemmas(place.name))) and name <= said]
    return found[0] if len(found) == 1 else None


def _intent(turn: Turn) -> Intent:
    """What the message was read to mean, on the way here."""
    return Intent(turn.meant[2]) if turn.meant is not None else Intent.STOP


def _text(turn: Turn) -> str:
    return clean(turn.event.text).strip()

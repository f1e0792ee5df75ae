"""Words of the buttons and timers by which people subscribe, look at what is in force, and answer."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word
from handlers.reports.words import ScreenButton


class SubscriberButton(Word):
    """An area is "*", "m:CODE" or "s:CODE" (see SubscriptionArea)."""

    # what one is warned of
    ALERTS = ScreenButton.ALERTS.value
    DONE = "s_done"
    SUBSCRIBE = ScreenButton.SUBSCRIBE.value
    CONSENT = (
        ScreenButton.CONSENT.value
    )  # then "sub" or "place", which waits for it, and the mark of the text, as for the next one
    NO_CONSENT = "s_noconsent"
    UNSUBSCRIBE = ScreenButton.UNSUBSCRIBE.value
    RESUBSCRIBE = "s_resub"  # then the kinds that stood before, as bits
    EXTREME = "s_extreme"
    NO_EXTREME = "s_noextreme"
    DRILLS = "s_drills"
    LATER = "s_later"  # under the offer after a first report
    WARN_HERE = ScreenButton.WARN_HERE.value
    IS_REPORT = ScreenButton.IS_REPORT.value  # what was written is no answer
    KINDS = ScreenButton.KINDS.value  # then a page
    KIND = ScreenButton.KIND.value  # then a code and a page
    LEAST = "s_least"
    SET_LEAST = "s_setleast"  # then a severity
    QUIET = "s_quiet"
    SET_QUIET = "s_setquiet"  # then two times as minutes of the day, or "none"

    # where
    WHERE = ScreenButton.WHERE.value  # then a page
    TOWNS = "s_towns"  # then a municipality and a page
    AREA = "s_area"  # then "*", or an area and a page
    ADD_AREA = "s_add"  # then an area, as for the next one
    DROP_AREA = "s_drop"

    # places
    PLACES = "s_places"  # then a page
    PLACE = "s_place"  # then the place, as for the next six
    SET_RADIUS = "s_pset"  # then metres
    RENAME = "s_prename"
    SET_NAME = "s_pcall"  # then a ready name
    DELETE = "s_pdel"
    BRING_BACK = "s_pback"
    ADD_PLACE = "s_addplace"
    NEW_IN_MUNICIPALITIES = "s_pmuni"  # then a page
    NEW_IN_TOWNS = "s_ptowns"  # then a municipality and a page
    NEW_IN_TOWN = "s_ptown"  # then an area
    NEW_NAME = "s_pname"  # then a ready name
    NEW_RADIUS = "s_pradius"  # then metres

    # both messengers
    JOIN = "s_join"  # then a messenger
    TYPE_CODE = "s_code"
    JOIN_SURE = "s_joinyes"  # then the code
    CHANNELS = "s_chan"
    SET_CHANNEL = "s_setchan"  # then a messenger, or "all"
    SPLIT = "s_split"  # then "told" under the message in another messenger
    SPLIT_SURE = "s_splityes"

    # what is in force, and explanations
    NOW = ScreenButton.NOW.value  # then a page
    OPEN = "s_open"  # then a notice and the page to go back to
    FILES = "s_files"  # then a notice
    INFO = "s_info"  # then a page
    GROUP = "s_group"  # then its place and a page
    CARD = "s_card"  # then its code and, in a notice, "n" with the notice

    # what may be a rumour
    RUMOUR = "s_rumour"
    PASS_ON = "s_pass"  # then the draft, or 0
    NO_RUMOUR = "s_norumour"

    # after an answer to a notice; then the notice
    AT = "n_at"  # then a place
    NOWHERE = "n_nowhere"
    NO_HELP = "n_nohelp"
    HOUSE = "n_house"  # then a place, or 0
    REPORT = "n_report"
    NO_REPORT = "n_noreport"  # without the notice


class SubscriberData(StrEnum):
    """What the data of a subscriber's dialogue has, beside KeptData. The values are stored in dialogues: they never
    change.
    """

    PLACE = "place"  # at QuestionStep.PLACE: {stage, ...}, what is known so far of a place that is made or renamed
    CALLED_AT = "called_at"  # when he called for help of a notice that nobody reads any more


class SubscriberTick(StrEnum):
    DELETED_PLACE = "s_unplace"  # personal; a deleted place (its data) can be brought back until then
    WRONG_CODES = "s_tries"
    """Wrong codes of an account in the last minutes, how many in its data; gone with it: one may try again. It stays
    when the person is forgotten (forget_timers), and is no personal tick, which would make a new person of nobody.
    """
    CALL_WAITS = "help_wait"  # key: the call for help; data: how often it was told
    CALL_ALARM = "help_alarm"  # gathers all calls that wait

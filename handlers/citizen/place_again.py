"""The place is said anew while the draft is looked through: «не 7, а 9», «ой, Садовая 12», «точнее, дом 9», «квартира
14, не 12».

Only what is nothing but a place, or a correction of one, moves the draft; any other words are a part of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from handlers.base.buttons import number, part
from handlers.base.phrases import Phrases, begun_with, mentions, phrases, words_at, words_beside, words_of
from handlers.base.turn import Turn
from handlers.citizen.place import beside_place, set_address
from handlers.places.reading import SaidPlace
from handlers.reading.places import place_reader
from handlers.reports.about import place_in_words
from handlers.reports.adding import line_to_change, place_report, say_added, told_from_where
from handlers.reports.card import add_to_card, own_chat
from handlers.reports.collect import schedule
from handlers.reports.draft import ReportDraft
from handlers.reports.draft_screens import tell_old_button
from handlers.reports.loads import REPORT_FILES, REPORT_HISTORY, followers_of
from handlers.reports.own_report import own_report
from handlers.reports.said_anew import (
    after_comma,
    anew_words,
    is_one_more,
    is_said_anew,
    place_is_not_right,
    rather_words,
    right_part,
)
from handlers.reports.said_place import address_of, names_a_spot, said_place, take_place
from handlers.reports.status import ALIVE, LineKind, Status
from handlers.reports.teams import where_changed
from handlers.reports.words import PLACE_WAS
from storage.letters import folded
from storage.records import Report, ReportEvent

LONGEST_WORDS = 12
LONGEST_NAME = 3
"""Words of a landmark's name."""


def place_is_wrong(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """«Адрес неверный», «забудьте про адрес»: all of the message says so, and no other place."""
    asked = bool(draft.into or draft.second or draft.gathering or not draft.has_place)
    return not asked and place_is_not_right(turn, text)


def corrects_place(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """Whether this message moved the draft; then it is shown, and nothing more is to be done."""
    event = turn.event
    if event.attachments or event.place is not None or draft.into or draft.second or draft.gathering:
        return False
    if not draft.has_place or draft.lat is not None or len(words_of(text)) > LONGEST_WORDS:
        return False
    right, instead = _right_place(turn, text)
    said = said_place(turn, right)
    if not (instead or said.found):
        rest = without_excuses(turn, text)
        plain = said_place(turn, rest)
        if plain.street:  # «нет, всё-таки Лесная»: the house stays
            right, said, instead = rest, plain, draft.address
    if names_a_spot(said) and _says_no_more(turn, right, said):
        _move_to(turn, draft, right, said, instead)
    elif not (
        _another_landmark(draft, right, instead, turn.event.message, text)
        or _another_house(turn, draft, text, right, instead)
        or _another_flat(turn, draft, text, right, said)
    ):
        return False
    schedule(turn, draft)
    return True


def corrects_report(turn: Turn, report: Report, draft: ReportDraft) -> str | None:
    """«Дом 50, а не 5», «ошибся, это Садовая 7» after sending: what the draft adds moves the report (`draft.moves`).
    Where it names another place and does not say that the first one is wrong, that place in words, for a button; None
    where there is nothing to ask.
    """
    if not may_move(turn, report) or draft.files or draft.lat is not None:
        return None
    moved, plain = _moved(turn, report, draft.words or draft.told_place, asked=draft.asks_place)
    if moved is None:
        return None
    if not plain:
        return place_in_words(turn.shared.region, moved.settlement, moved.municipality, moved.address)
    draft.address, draft.settlement, draft.municipality = moved.address, moved.settlement, moved.municipality
    draft.moves = True
    return None


def may_move(turn: Turn, report: Report) -> bool:
    """Whether its author may say where it is instead: it is open, and nobody follows it who was told of this place."""
    placed = report.lat is not None or bool(report.address or report.settlement)
    return placed and Status(report.status) in ALIVE and not followers_of(turn, report.id)


def pressed_move(turn: Turn) -> None:
    """Button «Исправить место» below what was added: the place that it names is the report's."""
    report, history = own_report(turn), turn.many(REPORT_HISTORY)
    event = line_to_change(turn, history, number(part(turn, 1)))
    if report is None or event is None or PLACE_WAS in json.loads(event.data) or not may_move(turn, report):
        tell_old_button(turn)
        return
    moved, _ = _moved(turn, report, event.text, asked=True)
    if moved is None:
        tell_old_button(turn)
        return
    there, moved.moves = own_chat(turn.shared, report), True
    if place_report(turn, report, moved, event):
        where_changed(turn, report, history, turn.many(REPORT_FILES), there)
        add_to_card(turn, report, told_from_where(turn, event), (), key="addition-moved")
    say_added(turn, report, event, "added-corrected")


def _moved(turn: Turn, report: Report, text: str, *, asked: bool) -> tuple[ReportDraft | None, bool]:
    """Where the report is by these words, None where they say nothing but a place or its correction; and whether they
    say, or were `asked` to say, that it is this place instead.
    """
    if len(words_of(text)) > LONGEST_WORDS:
        return None, False
    right, instead = _right_place(turn, text)
    house_alone = len(words_of(without_excuses(turn, text))) == 1 < len(words_of(text))  # «тьфу, всё-таки 4»
    place, said = report.address, said_place(turn, right)
    if not (asked or names_a_spot(said) or said.flat or _may_be_house(turn, report, text)):
        return None, False
    anew = house_alone or is_said_anew(turn, text) or _says_more_exactly(turn, report, said)
    plain = bool(instead or asked) or (anew and not is_one_more(turn, text))
    moved = ReportDraft(0, turn.now, address=place, settlement=report.settlement, municipality=report.municipality)
    exact = report.lat is None or bool(said.street or said.house)  # no point is given up for a whole town
    if exact and names_a_spot(said) and _says_no_more(turn, right, said):
        _move_to(turn, moved, right, said, instead)
    elif not (
        plain
        and report.lat is None
        and (_another_house(turn, moved, text, right, instead) or _another_flat(turn, moved, text, right, said))
    ):
        return None, False
    if report.lat is not None:
        return (moved, True) if plain else (None, False)
    other = (moved.address, moved.settlement) != (place, report.settlement)
    return (moved, plain) if other and (moved.address or moved.settlement) else (None, False)


def _may_be_house(turn: Turn, report: Report, text: str) -> bool:
    """Whether a number of these words may be a house: it is named one, staff have just asked for it, or it is said of
    the house that the report has while staff ask for nothing. «Сколько дней?» is answered with "3", too.
    """
    if place_reader(turn.shared.region).names_house(text):
        return True
    if report.status != Status.NEEDS_INFO:
        return bool(said_place(turn, report.address).house)
    asked = [line.text for line in turn.many(REPORT_HISTORY) if line.kind == LineKind.QUESTION]
    words, inside = words_of(asked[-1]) if asked else [], phrases(turn, "place-asked-else")
    return mentions(words, phrases(turn, "place-asked-words")) and not mentions(words, inside)


def says_elsewhere(turn: Turn, report: Report, history: Sequence[ReportEvent], draft: ReportDraft, text: str) -> bool:
    """Whether a message that was edited after sending now names another place than the one that the report has from it.
    Then the draft is there and moves the report.
    """
    now = said_place(turn, text)
    if not may_move(turn, report) or report.lat is not None or not names_a_spot(now):
        return False
    edits = [event.text for event in history if event.kind == LineKind.EDITED]
    had = [line for line in (*edits, *report.text.split("\n")) if _told_it(turn, report, line)]
    if not any(2 * len(set(words_of(line)) & set(words_of(text))) >= len(set(words_of(line))) for line in had):
        return False
    take_place(turn, draft, now)
    if not now.settlements and not now.municipality:
        draft.settlement, draft.municipality = report.settlement, report.municipality
    draft.moves = (draft.address, draft.settlement) != (report.address, report.settlement)
    return draft.moves


def _told_it(turn: Turn, report: Report, line: str) -> bool:
    """Whether the report has its place from this line."""
    said = said_place(turn, line)
    town = said.settlement.code if said.settlement is not None else ""
    return names_a_spot(said) and address_of(turn, said) == report.address and town in ("", report.settlement)


def _right_place(turn: Turn, text: str) -> tuple[str, str]:
    """As `right_part`, and of «поменяй Лесную на Садовую» "Садовую" and "Лесную"."""
    right, instead = right_part(turn, text)
    if instead:
        return _flat_named_before(turn, text, right), instead
    found = words_at(text)
    change, to = ({w for (w,) in phrases(turn, key)} for key in ("place-change-words", "place-change-to"))
    begin = next((at for at, word in enumerate(found) if word.text in change), len(found))
    for at in range(begin + 2, len(found) - 1):
        before = text[found[begin].end : found[at].begin]
        if found[at].text in to and (said_place(turn, before) or said_place(turn, found[at - 1].text)):
            return text[found[at].end :], before
    right, wrong = after_comma(turn, text)
    return (right, wrong) if said_place(turn, wrong).found and said_place(turn, right).found else (text, "")


def _says_more_exactly(turn: Turn, report: Report, said: SaidPlace) -> bool:
    """«Кстати, дом 3», «Садовая, 3» of a report that has no house yet: nothing of its place is another."""
    now = said_place(turn, report.address)
    if now.house or report.lat is not None or not report.address:
        return False
    return not names_a_spot(said) or (bool(said.street) and said.street == now.street and not said.settlements)


def _flat_named_before(turn: Turn, text: str, right: str) -> str:
    """Of «квартира не 4, а 14» the right part with its word: "квартира 14"."""
    if not right.strip()[:1].isdigit():
        return right
    before = words_of(text[: text.index(right)])
    word = next((word for word in before if said_place(turn, f"{word} {right}").flat), "")
    return f"{word} {right}" if word else right


def _says_no_more(turn: Turn, text: str, said: SaidPlace) -> bool:
    return not words_beside(words_of(beside_place(turn, text, said)), _excuses(turn))


def _move_to(turn: Turn, draft: ReportDraft, text: str, said: SaidPlace, instead: str) -> None:
    """The new place; the town stays where only a street was said, the street where only a town was, and the house where
    a street is said `instead` of its street.
    """
    settlement, municipality, address = draft.settlement, draft.municipality, draft.address
    now = said_place(turn, address)
    if instead and said.street and not said.house and now.street and said_place(turn, instead).street == now.street:
        said = replace(said, house=now.house, flat=now.flat)
    set_address(turn, draft, text, said)
    if not said.settlements and settlement:
        draft.settlement, draft.municipality = settlement, municipality
    if said.settlement is not None and not said.exact and not said.landmark:
        draft.address = address


def _another_house(turn: Turn, draft: ReportDraft, text: str, right: str, instead: str) -> bool:
    """The house alone is another one, or the first; the street stays. A bare number is one only where the draft has
    none yet, or where it is said instead of that.
    """
    reader, now = place_reader(turn.shared.region), said_place(turn, draft.address)
    house, wrong = reader.house_in(without_excuses(turn, right)), reader.house_in(instead)
    if house is None or not (now.house or now.street):
        return False
    fits = wrong.house == now.house if wrong is not None else not now.house and not instead
    rather = not (instead or draft.told) and mentions(words_of(text), rather_words(turn))
    fits = fits or rather  # beside an entrance that was asked for a number may be that one's
    if not fits and not reader.names_house(right) and not (instead and reader.names_house(text)):
        return False
    _keep(turn, draft, text, replace(now, house=house.house, flat=house.flat or now.flat), more=bool(now.house))
    return True


def _another_landmark(draft: ReportDraft, right: str, instead: str, message: str, text: str) -> bool:
    """«Остановка не Школа, а Больница» where the place is «на остановке Школа». The words stay with the report."""
    wrong, new = instead.strip(' ,.!\u00ab\u00bb"'), right.strip(' ,.!\u00ab\u00bb"')
    begin = folded(draft.address).find(folded(wrong)) if wrong and new else -1
    if begin < 0 or wrong[:1].isdigit() or not wrong[:1].isupper() or len(words_of(new)) > LONGEST_NAME:
        return False
    draft.address = f"{draft.address[:begin]}{new}{draft.address[begin + len(wrong) :]}"
    draft.texts.append([message, text])
    if message:
        draft.messages.append(message)
    return True


def _another_flat(turn: Turn, draft: ReportDraft, text: str, right: str, said: SaidPlace) -> bool:
    """The flat alone is another one, or the first."""
    now = said_place(turn, draft.address)
    if not (said.flat and now.house and _says_no_more(turn, right, said)):
        return False
    _keep(turn, draft, text, replace(now, flat=said.flat), more=bool(now.flat))
    return True


def _keep(turn: Turn, draft: ReportDraft, text: str, place: SaidPlace, *, more: bool) -> None:
    """The address is this one; `more`: the words stay too, as they take back what the report says."""
    draft.address = address_of(turn, place)
    if more:
        draft.texts.append([turn.event.message, text])
    if turn.event.message:
        draft.messages.append(turn.event.message)


def _excuses(turn: Turn) -> Phrases:
    """Words that stand around a place which is said anew, also of who takes back what he said anew."""
    return phrases(turn, "place-again-words") | phrases(turn, "place-again-doubt") | anew_words(turn)


def without_excuses(turn: Turn, text: str) -> str:
    """«точнее, дом 9» without its first word."""
    known, found = _excuses(turn), words_at(text)
    words, at = [word.text for word in found], 0
    while size := begun_with(words[at:], known):
        at += size
    return text[found[at].begin if at < len(found) else len(text) :].strip(" .,!")

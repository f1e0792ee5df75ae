"""The words of a button, typed: whoever sees no buttons can do all that they do.

A dialogue remembers the buttons that were shown last. A private message that consists of nothing but a button's
label, or of a word that means one of them («да», «отправить», "back"), is handled as if it had been pressed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from handlers.base.event import Kind
from handlers.base.labels import buttons_of, fold, listed
from handlers.base.message import Address, Message, escape
from handlers.base.phrases import mentions, phrases, words_of
from handlers.base.steps import OpenStep
from handlers.base.texts import Library
from handlers.base.turn import Turn
from handlers.base.typed_answers import labels_said
from handlers.base.typed_words import (
    AGREES,
    BESIDE,
    CHECK,
    DENIES,
    DONE,
    DROP,
    FORGET,
    MEANINGS,
    NAY,
    NO_LABEL,
    OKAY,
    QUITS,
    SENDS,
    UNDO,
    WAIT,
    bare,
    meanings_of,
    number_of,
    vocabulary,
)
from storage.changes import Query
from storage.records import Timer

CANCEL_BUTTON = "c_cancel"
"""Under a draft. The command means the same and more: where both could be meant, it is the command."""
SUBSCRIBE_BUTTON = "s_sub"
"""Where it stands last, nothing of the staff is open: «ок» and «давай» mean it. A thumb may be for something before."""
SAID = "said"
"""Personal timer: what somebody else's turn said to this person last (an answer, a question) and its buttons."""
SAID_MS = 10 * 24 * 3_600_000
"""So long its words count."""
MEANT_MS = 3_600_000
"""So long after a screen «да» is said to it; its own labels count as long as it is the last one."""
LONGEST_LABEL = 60
"""Characters; what is longer is no button's label."""
SHORTEST_CUT = 12
"""Characters; no label is cut to fewer: «Ещё…» is one in full."""
OPEN_STEPS = frozenset(OpenStep)
"""Elsewhere «да» may be the answer, and only a label in full is a press."""
GOOD = "good"
DECIDING = (GOOD, "bad")
"""Styles of buttons that a question does not press."""
ANSWERS = (AGREES, DENIES)
YES, NO = frozenset((AGREES, OKAY)), frozenset((DENIES, NAY))

_labels: WeakKeyDictionary[Library, frozenset[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Screen:
    """Buttons as they were shown at a time (UTC ms), each (label, data, style); none where only words were said."""

    at: int
    buttons: tuple[tuple[str, str, str], ...]


def shown_lately(turn: Turn) -> list[str]:
    """The data of the buttons that were shown last, as long as what is said may still be meant for them."""
    if turn.now - turn.shown.get("at", 0) > MEANT_MS:
        return []
    return [data for _, data, _ in turn.shown.get("buttons", ())]


def may_be_press(turn: Turn) -> bool:
    """Whether this message could be a button's words; costs nothing for whoever tells a story."""
    event = turn.event
    if event.kind is not Kind.MESSAGE or len(event.text) > LONGEST_LABEL or "\n" in event.text or event.text[:1] == "/":
        return False
    if event.attachments or event.place is not None or event.forwarded or event.album:
        return False
    library, words = turn.shared.library, fold(event.text)
    if meanings_of(library, event.text):
        return True
    alone = bare(library, words)
    return bool(alone) and (
        bool(number_of(library, words))
        or not labels_elsewhere(library).isdisjoint((words, alone))
        or bool(labels_said(library, words) or labels_said(library, alone))
        or any(_is(button[0], words) or _is(button[0], alone) for button in turn.shown.get("buttons", ()))
    )


def said_by_others(now: int, to: Address, message: Message) -> Timer:
    """What another person's turn says to this one: its buttons count, and what was shown before it is over."""
    shown = {"at": now, "buttons": buttons_of(message)}
    return Timer(SAID, str(to), now + SAID_MS, json.dumps(shown, ensure_ascii=False))


def is_answered(turn: Turn, to: Address) -> None:
    """What others said to this person last was answered: a bare "no" is none of its buttons any more."""
    turn.forget_timer(SAID, to)


def forgotten(turn: Turn) -> None:
    """Tick: it is too long ago."""


def said_queries(turn: Turn) -> list[Query]:
    """What others have said to this person: an answer or a question."""
    return [Query("timers_among", (json.dumps([[SAID, f"{turn.event.channel}:{turn.event.chat}"]]),))]


def read_press(turn: Turn, said: Sequence[Timer], told: Sequence[tuple[int, Message]], command: str) -> None:
    """Make the turn's event the press that the message stands for, if it is one. `said`: what `said_queries` found,
    `told`: what else this person was told, and when (UTC ms). `command`: the one that the message is, too.

    Where several buttons could be meant, it is the press of none of them (`turn.unclear`), and the person is asked.
    """
    screens = [_screen(turn.shown), *(_screen(json.loads(timer.data)) for timer in said)]
    screens += [_screen({"at": at, "buttons": buttons_of(message)}) for at, message in told]
    turn.overtaken = any(screen.at > screens[0].at for screen in screens)
    screens.sort(key=lambda screen: -screen.at)
    words = fold(turn.event.text)
    fitting = screens[:1] if _is_bare(turn, words) else screens
    found = _labelled(fitting, words)
    if not found and not command:
        alone = bare(turn.shared.library, words)
        found = (
            _labelled(fitting, alone)
            or _answering(turn, screens[0], words)
            or _meant(turn, screens[0], told=bool(said))
        )
    if not found or (command == "cancel" and next(iter(found)).startswith(f"{CANCEL_BUTTON}:")):
        return
    turn.typed = turn.commanded = True
    if len(found) > 1:
        turn.unclear = tuple(label for screen in screens for label, data, _ in screen.buttons if data in found)
    elif asked := _only_asked(turn.event.text, screens, found):
        turn.unclear = tuple(label for label, _, _ in asked.buttons)
    turn.event = replace(turn.event, kind=Kind.BUTTON, data="" if turn.unclear else next(iter(found)))


def ask(turn: Turn) -> None:
    """Several buttons could be meant, or none: they are named."""
    turn.say(turn.t("typed-which", words=listed(turn.texts, dict.fromkeys(turn.unclear))))


def say_toast(turn: Turn) -> None:
    """What would have been a toast over the button, for somebody who pressed none."""
    if turn.unsaid and next(turn.changes.outbox(), None) is None:
        turn.say(escape(turn.unsaid))


def _only_asked(text: str, screens: Sequence[Screen], found: set[str]) -> Screen | None:
    """The screen of the one button that was found, if it decides something and «да?» or «удалить?» only asks about it:
    nobody agrees, deletes or closes by a question.
    """
    if "?" not in text:
        return None
    return next(
        (each for each in screens if any(data in found and style in DECIDING for _, data, style in each.buttons)), None
    )


# -- which button ---------------------------------------------------------------------------------
def _screen(values: Any) -> Screen:
    values = values or {}
    return Screen(values.get("at", 0), tuple((label, data, style) for label, data, style in values.get("buttons", ())))


def _is(label: str, words: str) -> bool:
    folded = fold(label)
    cut = label.endswith("…") and len(folded) >= SHORTEST_CUT
    return bool(folded) and (folded == words or (cut and words.startswith(folded)))


def _labelled(screens: Sequence[Screen], words: str) -> set[str]:
    """Data of the buttons that say just this, on the newest screen that has one."""
    for screen in screens:
        if found := {data for label, data, _ in screen.buttons if _is(label, words)}:
            return found
    return set()


def _answering(turn: Turn, newest: Screen, words: str) -> set[str]:
    """Data of the buttons of a notice that these words mean, if it was what was said last."""
    library = turn.shared.library
    labels = labels_said(library, words) or labels_said(library, bare(library, words))
    return {data for label, data, _ in newest.buttons if fold(label) in labels}


def _is_bare(turn: Turn, words: str) -> bool:
    """Whether it is «да» or «нет» alone: said to what was shown last, though an older button be called so."""
    known = vocabulary(turn.shared.library)
    return " " not in words and words in known[DENIES] | known[AGREES]


def _meant(turn: Turn, newest: Screen, *, told: bool) -> set[str]:
    """Data of the buttons that words mean without saying their labels; several with "" where it must be asked.

    `told`: staff have said something that is not answered yet, and «спасибо, теперь всё хорошо» may be of that.
    """
    library, text, step = turn.shared.library, turn.event.text, turn.dialogue.step
    if turn.event.reply_to or turn.now - newest.at > MEANT_MS:
        return set()
    said = meanings_of(library, text)
    if not said.isdisjoint((WAIT, FORGET)):
        return set()
    if step not in OPEN_STEPS:
        if said - {BESIDE} == {CHECK}:
            return _named(newest, vocabulary(library)[CHECK])
        return _out(newest) if said - {BESIDE, DONE} == {QUITS} else set()  # «всё, отбой»
    if number := number_of(library, fold(text)):
        return {data for label, data, _ in newest.buttons if fold(label).partition(" ")[0] == number}
    if step == OpenStep.DRAFT:
        said |= {AGREES} if OKAY in said else set()
        said |= {DENIES} if NAY in said else set()
    elif _offers_warnings(newest) and fold(text) and _wants_them(turn, said, told=told):
        said |= {AGREES}
    elif UNDO in said and (found := _named(newest, vocabulary(library)[UNDO])):
        return found  # «а нет, верните»
    elif not fold(text) or not said.isdisjoint((OKAY, NAY)) or (BESIDE in said and not said.isdisjoint(ANSWERS)):
        return set()  # there it may be an answer to what staff have said: see handlers.reports.meaning
    if DENIES in said and AGREES in said and SENDS not in said:
        return set()
    return _of_meanings(turn, newest, said)


def _of_meanings(turn: Turn, newest: Screen, said: frozenset[str]) -> set[str]:
    known, drafting = vocabulary(turn.shared.library), turn.dialogue.step == OpenStep.DRAFT
    for meaning in MEANINGS:
        if meaning not in said:
            continue
        found = _named(newest, known[meaning])
        if meaning == DENIES and not _asks(newest, known[AGREES] | known[NO_LABEL]):
            found = set()
        if not found and meaning == AGREES:
            found = {data for _, data, style in newest.buttons if style == GOOD}
        if not found and meaning == QUITS:
            found = _out(newest)
        if not found and meaning == SENDS and not drafting:
            found = _named(newest, known[UNDO])
        if found:
            return found
    if drafting and DROP in said and (found := _out(newest)):
        return found
    return {"", *(data for _, data, _ in newest.buttons)} if drafting and newest.buttons and SENDS in said else set()


def _named(screen: Screen, phrases: frozenset[str]) -> set[str]:
    return {data for label, data, _ in screen.buttons if _begins(fold(label), phrases)}


def _wants_them(turn: Turn, said: frozenset[str], *, told: bool) -> bool:
    """Whether it agrees to the offer of warnings. «Го быстрее» hurries us about something else."""
    if AGREES not in said and (told or mentions(words_of(turn.event.text), phrases(turn, "typed-urge"))):
        return False
    return bool(said & YES) and not said & NO


def _offers_warnings(screen: Screen) -> bool:
    return any(data.partition(":")[0] == SUBSCRIBE_BUTTON for _, data, _ in screen.buttons)


def _out(screen: Screen) -> set[str]:
    """The way out of what is being written."""
    return {data for _, data, _ in screen.buttons if data.startswith(f"{CANCEL_BUTTON}:")}


def _asks(screen: Screen, answers: frozenset[str]) -> bool:
    """Whether it asks something that can be agreed with, or says no in words: «нет» is no word for the way back below a
    message.
    """
    return any(style == GOOD or _begins(fold(label), answers) for label, _, style in screen.buttons)


def _begins(label: str, phrases: frozenset[str]) -> bool:
    """Whether a label begins with one of the phrases."""
    words = label.split()
    return any(" ".join(words[:n]) in phrases for n in range(1, len(words) + 1))


# -- the words of locales/ ------------------------------------------------------------------------
def labels_elsewhere(library: Library) -> frozenset[str]:
    """The labels of ELSEWHERE, of all languages."""
    known = _labels.get(library)
    if known is None:
        said = (library.texts(language).label(name) for language in library.languages for name in ELSEWHERE)
        known = _labels[library] = frozenset(map(fold, said))
    return known


ELSEWHERE = (
    "button-solved", "button-partly", "button-no", "button-unsolved", "button-look-again",
    "answer-safe", "answer-help", "answer-what", "answer-away",
    *(f"answer-{word}-{kind}" for word in ("on", "off") for kind in ("water", "heat", "power", "gas")),
)  # fmt: skip
"""Buttons under what others' turns and notices say to a person (see `read_press`)."""

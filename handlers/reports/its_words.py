"""What a message consists of: its sender's words alone, a sticker; and the known phrases in it."""

from __future__ import annotations

import re

from handlers.base.event import AttachmentKind
from handlers.base.message import clean
from handlers.base.moment_words import moment_words
from handlers.base.moments import BadMoment, read_moment
from handlers.base.phrases import consists_of, mentions, phrases, says_only, words_of
from handlers.base.turn import Turn
from handlers.base.typed_words import BACK, BESIDE, DONE, FORTH, meanings_of
from handlers.reports.after_answer import LONGEST_READ
from handlers.reports.named_number import SIGNED
from handlers.reports.named_place import place_named
from handlers.reports.own_report import open_reports
from handlers.reports.topic_choice import told_topics
from handlers.reports.words import Meant

LONGEST_TALK, SHORTEST_PHONE = 7, 3
"""Words of who talks to us; digits of a number that is called."""
MAIL = re.compile(r"\S+@\S+\.\w+")
BEHIND_NUMBER = " :,.-\u2013\u2014"
NUMBER = re.compile(r"\+?\d[\d\s()-]{8,}\d")


def words_alone(turn: Turn) -> str:
    """The message's words, if it is nothing but words of its sender; "" else."""
    event = turn.event
    if event.forwarded or event.place is not None or event.album:
        return ""
    if any(a.kind is not AttachmentKind.STICKER for a in event.attachments):
        return ""
    text = clean(event.text).strip()
    return text if len(text) <= LONGEST_READ else ""


def number_first(text: str) -> tuple[int, str]:
    """The number of a report that a message begins with, with its sign, and what follows: «№ 12, не решено»; (0, the
    text) where it names none so, or several.
    """
    found = list(SIGNED.finditer(text))
    if len(found) != 1 or text[: found[0].start()].strip():
        return 0, text
    return int(found[0][1]), text[found[0].end() :].lstrip(BEHIND_NUMBER)


def is_sticker(turn: Turn) -> bool:
    """Whether it is a sticker and nothing else."""
    event = turn.event
    stickers = [a.kind is AttachmentKind.STICKER for a in event.attachments]
    return bool(stickers) and all(stickers) and event.place is None and not clean(event.text).strip()


def brings_more(turn: Turn) -> bool:
    """Whether a photo or a recording came with «вот ещё фото» and no other words."""
    event = turn.event
    return bool(event.attachments) and not event.forwarded and consists_of(event.text, phrases(turn, "typed-append"))


def nudges(turn: Turn) -> bool:
    """«Ну», «и?», and nothing else."""
    return consists_of(words_alone(turn), phrases(turn, "nudge-words"))


def reminds_us(turn: Turn) -> bool:
    """«Не забудьте», «только не забудьте про нас»: about his report, though "forget" is in it."""
    beside = phrases(turn, "reminds-us-beside") | phrases(turn, "asked-who-beside") | phrases(turn, "typed-polite")
    return says_only(words_alone(turn), phrases(turn, "reminds-us"), beside)


def wants_fun(turn: Turn) -> bool:
    """«Расскажи анекдот», «спой», «мне скучно», and nothing else."""
    text, wanted = words_alone(turn), phrases(turn, "asked-fun")
    beside = phrases(turn, "asked-fun-beside") | phrases(turn, "asked-who-beside")
    return says_only(text, wanted, beside)


def prays(turn: Turn) -> bool:
    """«Спаси и сохрани», «господи помилуй», and nothing else."""
    text, beside = words_alone(turn), phrases(turn, "asked-who-beside")
    return consists_of(text, phrases(turn, "asked-prayer")) and not consists_of(text, beside)


def is_sign_of_danger(turn: Turn) -> bool:
    """Signs alone, a fire or a siren among them: perhaps danger, perhaps praise."""
    text = words_alone(turn)
    signs = turn.texts.label("danger-signs").split(", ")
    return not words_of(text) and any(sign in text for sign in signs)


def only_goes_on(turn: Turn) -> bool:
    """Whether it says nothing but where to go from a screen («назад», «готово»), and is no part of any report."""
    said = meanings_of(turn.shared.library, words_alone(turn))
    return bool(said) and said <= {BACK, DONE, FORTH, BESIDE}


def has_phrase(turn: Turn, key: str) -> bool:
    """Whether a phrase of this vocabulary stands in the message."""
    words = words_of(words_alone(turn))
    return mentions(words, phrases(turn, key))


def said_to_us(turn: Turn) -> str:
    """The `meant` route for what is said to whoever answers here, and tells of nothing; "" for the rest."""
    if _tells_contacts(turn):
        return Meant.CONTACTS
    return Meant.WHO if _talks_to_us(turn) or _says_nothing(turn) else ""


def _talks_to_us(turn: Turn) -> bool:
    """«А кто тебя сделал», «сколько тебе лет»: a few words to whoever answers here, and of no trouble or place."""
    text = words_alone(turn)
    words = words_of(text)
    how = "?" in text and mentions(words, phrases(turn, "asked-how-here"))
    if not 0 < len(words) <= LONGEST_TALK or not (how or mentions(words, phrases(turn, "asked-you"))):
        return False
    return not (told_topics(turn, text) or any(place_named(turn, text)) or turn.shared.is_danger(text))


def _says_nothing(turn: Turn) -> bool:
    """«Не знаю», «наверное», a bare digit: with these no report begins."""
    text = words_alone(turn)
    words = words_of(text)
    if len(words) == 1 and words[0].isdigit():
        return len(words[0]) < SHORTEST_PHONE
    if consists_of(text, phrases(turn, "says-nothing") | phrases(turn, "place-unknown-words")):
        return True
    same, beside = phrases(turn, "known-same-words"), phrases(turn, "known-beside-words")
    if says_only(text, same, beside) and not mentions(words, phrases(turn, "reading-warnings")):
        return True  # «да, это оно», and nothing was shown that it could be
    return len(words) > 1 and _is_moment(turn, text)


def _is_moment(turn: Turn, text: str) -> bool:
    """«До 10 утра», «завтра»: a day or an hour, and no other word."""
    try:
        read_moment(text, turn.now, turn.shared.region.zone, moment_words(turn.shared.library))
    except BadMoment as bad:
        return bad.why == "no-time"
    return True


def _tells_contacts(turn: Turn) -> bool:
    """A telephone, an address for mail or a passport and nothing else: nobody needs them to answer here."""
    text = words_alone(turn)
    rest = NUMBER.sub(" ", MAIL.sub(" ", text))
    if rest == text or told_topics(turn, rest):
        return False
    return not words_of(rest) or consists_of(rest, phrases(turn, "contact-words") | phrases(turn, "asked-who-beside"))


def asks_hours(turn: Turn) -> bool:
    """Whether that question is when somebody answers here."""
    return mentions(words_of(words_alone(turn)), phrases(turn, "asked-hours"))


def asks_who_we_are(turn: Turn) -> bool:
    """Whether all of the message asks who writes here, whatever it greets or excuses beside that. «Вы читаете?» of
    who waits for an answer asks about his report.
    """
    if open_reports(turn) and nudges(turn):
        return False
    who, text = phrases(turn, "reading-about") | phrases(turn, "asked-who"), words_alone(turn)
    who |= phrases(turn, "asked-hours")
    beside = phrases(turn, "asked-who-beside") | phrases(turn, "small-talk-greetings")
    return bool(asked_of_us(turn)) or (consists_of(text, who | beside) and not consists_of(text, beside))


def asked_of_us(turn: Turn) -> str:
    """ "anonymous" of a short question who sees what he writes, "free" of one what it costs, "bot" of one whether a
    program or people are here; "" for any other words.
    """
    text = words_alone(turn)
    if not 0 < len(words_of(text)) <= LONGEST_TALK or told_topics(turn, text) or any(place_named(turn, text)):
        return ""
    asked = next((each for each in ("anonymous", "free", "bot") if has_phrase(turn, f"asked-{each}")), "")
    alone = asked and consists_of(text, phrases(turn, f"asked-{asked}") | phrases(turn, "asked-who-beside"))
    return asked if (alone or "?" in text) and not turn.shared.is_danger(text) else ""

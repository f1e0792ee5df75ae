"""What a notice says to whom: one place that makes its messages, for every messenger and language.

A message for many is made once for each *variant* (language and what it is to this reader) and stored as NoticeText.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from handlers.base.message import Button, FileRef, Marked, Message, escape, parse_marks
from handlers.base.shared import Shared
from handlers.base.texts import Texts, join, shorten
from handlers.notices.concern import drawn_of, reach_of
from handlers.notices.content import Content, Street, in_language, load_content, spoken
from handlers.notices.family import NoticeLink, shown_number
from handlers.notices.kinds import Severity, kind_of
from handlers.notices.names import notice_name, notice_sign
from handlers.notices.staffed import said_at, staffed
from handlers.notices.words import AnswerButton
from storage.notice_records import Notice
from storage.region.region import Region, name_in


class Meaning(StrEnum):
    """What a notice is to its reader."""

    ALERT = "alert"
    CORRECTED = "corrected"  # he got the wrong text, this is the right one
    NOT_YOU = "not_you"  # he got it by mistake
    UPDATED = "updated"
    REPEATED = "repeated"  # he got it before, it still holds
    ENDED = "ended"
    WITHDRAWN = "withdrawn"  # a false alarm


NO_DANGER = frozenset({Meaning.ENDED, Meaning.WITHDRAWN, Meaning.NOT_YOU})
"""The reader hears that something is over or is not about him: and what else is, if anything."""
TAKES_BACK = frozenset({Meaning.WITHDRAWN, Meaning.NOT_YOU})
"""What he was told is not so."""
WHOLE = frozenset({Meaning.ALERT, Meaning.UPDATED, Meaning.REPEATED, Meaning.CORRECTED})
"""The reader is to do something: what to do, until when, pictures and answers stand there."""

MOST_ALSO = 3
"""So many of what else is are named, the gravest."""

MEANINGS: dict[str, tuple[Meaning, ...]] = {
    "": (Meaning.ALERT,),
    NoticeLink.UPDATES: (Meaning.UPDATED,),
    NoticeLink.REPEATS: (Meaning.REPEATED,),
    NoticeLink.CORRECTS: (Meaning.CORRECTED, Meaning.NOT_YOU, Meaning.ALERT),
    NoticeLink.ENDS: (Meaning.ENDED,),
    NoticeLink.WITHDRAWS: (Meaning.WITHDRAWN,),
}
"""What a notice is to those who get it, by its link to an earlier one."""


def plain_meaning(notice: Notice) -> Meaning:
    """What it is to whoever knows nothing else of the matter: in a public channel, in a list."""
    return MEANINGS[notice.link][0]


LIFTED = "lifted"
"""Content.ending of a warning that its source took back: that says nothing of whether the danger is over."""

LONG_MESSAGE = 1_000
"""Characters; more of them are hardly read on a phone in a hurry."""
PHONES = 3
ABOUT_LENGTH = 140
MOST_DRAWN_NAMES = 8
"""Names that stand for what is drawn on the map; the picture shows the rest."""
NUMBER = re.compile(r"\d+")


def variant(language: str, meaning: Meaning) -> str:
    """The name under which this text of a notice is stored."""
    return f"{language}:{meaning.value}"


def notice_message(
    shared: Shared, notice: Notice, content: Content, language: str, meaning: Meaning, *, at: int = 0
) -> Message:
    """The whole message for a reader of this language; Russian stands in for one that lacks or is left out.

    `at`: when it is read, if that is not when the notice is sent: «Нужна помощь» stands there only while the desk is
    staffed.
    """
    content = spoken(content)
    group = kind_of(shared.region, content.kind).group.code
    texts, at = shared.library.texts(language), at or said_at(notice, content)
    text = join(
        texts.say("notice-drill") if content.drill else "",
        notice_heading(shared, texts, content, meaning),
        *_what_it_is(texts, notice, content, meaning),
        *(_what_it_says(shared, texts, content, meaning) if meaning is not Meaning.NOT_YOU else ()),
        texts.say("notice-official", number=str(shown_number(notice))),
        texts.say(f"outage-question-{group}") if asks_if_back(shared, content, meaning) else "",
        texts.say("notice-drill") if content.drill else "",
    )
    files = _files(content) if meaning in WHOLE else ()
    return Message(text, _answers(shared, texts, notice, content, meaning, at), files=files)


def with_also(shared: Shared, texts: Texts, message: Message, also: Sequence[Notice]) -> Message:
    """A message for a reader where these are in force, the gravest first: a grave one is said before all."""
    grave = any(Severity(n.severity).loud for n in also)
    lines = [
        texts.say(
            "notice-also-line",
            number=str(shown_number(n)),
            emoji=notice_sign(shared.region, said),
            kind=notice_name(texts, shared.region, said),
            severity=texts.label(f"severity-{n.severity}"),
        )
        for n, said in ((n, load_content(n.content)) for n in also)
    ]
    block = join(texts.say("notice-also-grave" if grave else "notice-also"), *lines, by="\n")
    return replace(message, text=join(block, message.text) if grave else join(message.text, block))


def together_message(shared: Shared, both: Sequence[tuple[Notice, Content]], language: str) -> Message:
    """Two near-equal notices as one message to whoever is in both places (handlers.notices.together): each place with
    its words, once where these are the same.
    """
    notices, contents = [n for n, _ in both], [spoken(content) for _, content in both]
    one, texts = contents[0], shared.library.texts(language)
    words = [in_language(content.texts, language) for content in contents]
    if len({" ".join(said.split()) for said in words}) == 1:
        names = list(dict.fromkeys(area_names(shared, content, language) for content in contents))
        said = [texts.say("notice-where", names="; ".join(filter(None, names))), escape(words[0])]
    else:
        said = [
            part for content, text in zip(contents, words, strict=True)
            for part in (join(_where(shared, texts, content), escape(text), by="\n"),)
        ]  # fmt: skip
    todo = in_language(one.todo, language)
    text = join(
        texts.say("notice-drill") if one.drill else "",
        notice_heading(shared, texts, one, Meaning.ALERT),
        *said,
        texts.say("notice-todo", todo=todo) if todo else "",
        _until(texts, one),
        _contacts(shared, texts, one) if one.contacts else "",
        *_of_the_source(texts, one),
        texts.say("notice-official-two", number=str(shown_number(notices[0])), other=str(shown_number(notices[1]))),
        texts.say("notice-drill") if one.drill else "",
    )
    return Message(text, files=_files(one))


def first_words(said: Mapping[str, str]) -> dict[str, str]:
    """The beginning of what was said, by language: enough to know which notice it was."""
    return {code: shorten(" ".join(text.split()), ABOUT_LENGTH) for code, text in said.items() if text.strip()}


def plain_length(message: Message) -> int:
    """Characters that a reader sees."""
    return len(parse_marks(message.text)[0])


def _what_it_is(texts: Texts, notice: Notice, content: Content, meaning: Meaning) -> list[Marked]:
    """What this does to the notice that the reader has got before, unless its own words name that one."""
    if not notice.linked_id or meaning is Meaning.ALERT:
        return []
    about = in_language(content.about, texts.language) if meaning in NO_DANGER else ""
    was = [texts.say("notice-about", text=about)] if about else []
    said = in_language(content.texts, texts.language)
    if meaning in (Meaning.ENDED, Meaning.WITHDRAWN) and str(notice.linked_id) in NUMBER.findall(said):
        return was
    return [*was, texts.say(f"notice-link-{meaning.value.replace('_', '-')}", number=str(notice.linked_id))]


def _what_it_says(shared: Shared, texts: Texts, content: Content, meaning: Meaning) -> list[Marked]:
    """Where, what, what to do, until when, whom to call; less of it where there is no danger (any more)."""
    todo = in_language(content.todo, texts.language) if meaning in WHOLE else ""
    return [
        _where(shared, texts, content),
        escape(in_language(content.texts, texts.language)),
        texts.say("notice-todo", todo=todo) if todo else Marked(""),
        _until(texts, content) if meaning in WHOLE else Marked(""),
        _contacts(shared, texts, content) if content.contacts and meaning is not Meaning.WITHDRAWN else Marked(""),
        *_of_the_source(texts, content),
    ]


def _of_the_source(texts: Texts, content: Content) -> list[Marked]:
    """Where the source of an alert says more."""
    found = [texts.say("notice-source-contact", contact=content.contact)] if content.contact else []
    return [*found, texts.say("notice-source-web", web=content.web)] if content.web else found


def _files(content: Content) -> tuple[FileRef, ...]:
    kinds = dict.fromkeys(content.documents, "document")
    return tuple(FileRef(kinds.get(number, "photo"), f"stored:{number}") for number in content.files)


def place_line(texts: Texts, names: str) -> Marked:
    """«Рядом с вашей точкой: дача», above the notice for whoever named such a place."""
    return texts.say("notice-near-place", names=names)


def area_names(shared: Shared, content: Content, language: str) -> str:
    """Where, in words: the whole region, municipalities, settlements, a spot on the map."""
    return area_words(shared.region, shared.library.texts(language), content)


def area_words(region: Region, texts: Texts, content: Content) -> str:
    """`area_names` for whoever has no house."""
    area = content.area
    if area.region:
        return name_in(region.names, texts.language)
    names = [m.name for code in area.municipalities if (m := region.municipality(code))]
    names += [s.name for code in area.settlements if (s := region.settlement(code))]
    names += _street_names(region, area.streets)
    if area.shaped:
        names += _drawn_names(region, content) or [texts.label("notice-on-map")]
    return ", ".join(dict.fromkeys(names))


def _street_names(region: Region, streets: Sequence[Street]) -> list[str]:
    """By settlement: every village has a Forest Street."""
    found: dict[str, list[str]] = {}
    for street in streets:
        found.setdefault(street.settlement, []).append(f"{street.name} {street.houses}".strip())
    towns = {code: town.name if (town := region.settlement(code)) else code for code in found}
    return [f"{towns[code]}: {'; '.join(named)}" for code, named in found.items()]


def _drawn_names(region: Region, content: Content) -> list[str]:
    """Settlements in what is drawn, else the municipalities that it enters: people do not know their coordinates."""
    shape = reach_of(region, drawn_of(content.area)).shape
    inside = [s.name for code in shape.settlements if (s := region.settlement(code))]
    return (inside or [m.name for code in shape.municipalities if (m := region.municipality(code))])[:MOST_DRAWN_NAMES]


def notice_heading(shared: Shared, texts: Texts, content: Content, meaning: Meaning) -> Marked:
    """What it is, in one line: the kind of danger or its own name, how grave, and whether it is over."""
    lifted = meaning is Meaning.ENDED and content.ending == LIFTED
    return texts.say(
        f"notice-heading-{'lifted' if lifted else meaning.value.replace('_', '-')}",
        emoji=notice_sign(shared.region, content),
        kind=notice_name(texts, shared.region, content),
        severity=texts.label(f"severity-{content.severity}"),
        grave="yes" if Severity(content.severity).loud else "no",
    )


def _where(shared: Shared, texts: Texts, content: Content) -> Marked:
    names = area_names(shared, content, texts.language)
    return texts.say("notice-where", names=names) if names else Marked("")


def _until(texts: Texts, content: Content) -> Marked:
    if not content.until:
        return Marked("")
    until = dated(texts, content.until)
    if content.begins:
        return texts.say("notice-from-until", begins=dated(texts, content.begins), until=until)
    return texts.say("notice-until", until=until)


def dated(texts: Texts, at: int) -> str:
    """No "today": it may be read tomorrow."""
    return texts.label("moment-date", date=texts.date(at), time=texts.clock(at))


def _contacts(shared: Shared, texts: Texts, content: Content) -> Marked:
    """Who answers for it (the organisation whose code is the kind's or its group's), then the region's first phones."""
    region = shared.region
    theirs = region.organisation(content.kind) or region.organisation(kind_of(region, content.kind).group.code)
    called = [(theirs.names, theirs.phone)] if theirs is not None and theirs.phone else []
    called += [(c.names, c.phone) for c in region.contacts[: PHONES - len(called)]]
    said = [texts.say("notice-contact", name=name_in(names, texts.language), phone=phone) for names, phone in called]
    return join(*said, by="\n")


def asks_if_back(shared: Shared, content: Content, meaning: Meaning) -> bool:
    """The end of an outage is asked about: is it really back?"""
    return meaning is Meaning.ENDED and kind_of(shared.region, content.kind).group.outage


def _answers(
    shared: Shared, texts: Texts, notice: Notice, content: Content, meaning: Meaning, at: int
) -> tuple[tuple[Button, ...], ...]:
    if asks_if_back(shared, content, meaning):
        group = kind_of(shared.region, content.kind).group.code
        words = {word: f"answer-{word}-{group}" for word in ("on", "off")}
    elif meaning not in WHOLE:
        words = {}
    else:
        asked = [word for word in content.ask if word != "help" or staffed(shared, content.kind, at)]
        words = {word: f"answer-{word}" for word in asked}
    return tuple((Button(texts.label(key), AnswerButton[word.upper()](notice.id)),) for word, key in words.items())

"""The texts of one notice: made once for each language and meaning, stored once, referred to by a million rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.base.message import Message, load_message
from handlers.base.shared import Shared
from handlers.base.texts import join
from handlers.notices.content import Content, load_content
from handlers.notices.wording import Meaning, notice_message, place_line, together_message, variant, with_also
from storage.changes import Changes
from storage.notice_records import Notice, NoticeText

SHARED_FROM = 3
"""A line of place names that so many in one chunk have («дом») is a text of its own for all of them."""


class NoticeTexts:
    """`known` are those stored already. What is made new is put into the changes that refer to it."""

    def __init__(self, shared: Shared, notice: Notice, known: Iterable[NoticeText]) -> None:
        self.shared, self.notice = shared, notice
        self.content: Content = load_content(notice.content)
        self._ids = {text.variant: text.id for text in known}
        self._messages: dict[str, Message] = {}
        self._common: set[tuple[str, str]] = set()

    def language(self, wanted: str) -> str:
        """A language that there is."""
        return wanted if wanted in self.shared.library.languages else self.shared.default_language

    def message(self, language: str, meaning: Meaning) -> Message:
        name = variant(language, meaning)
        if name not in self._messages:
            self._messages[name] = notice_message(self.shared, self.notice, self.content, language, meaning)
        return self._messages[name]

    def stored(self, changes: Changes, language: str, meaning: Meaning) -> int:
        """The id of this text."""
        return self._keep(changes, variant(language, meaning), self.message(language, meaning))

    def with_also(self, changes: Changes, language: str, meaning: Meaning, also: Sequence[Notice]) -> int:
        """The id of this text with what else is in force where its reader is."""
        name = f"{variant(language, meaning)}+{','.join(str(n.id) for n in also)}"
        if name in self._ids:
            return self._ids[name]
        said = with_also(self.shared, self.shared.library.texts(language), self.message(language, meaning), also)
        return self._keep(changes, name, said)

    def expect(self, lines: Iterable[tuple[str, str]]) -> None:
        """The (variant, place names) of a chunk: what many have in common becomes one text."""
        self._common = {line for line, count in Counter(lines).items() if count >= SHARED_FROM}

    def near(self, changes: Changes, language: str, meaning: Meaning, names: str) -> int | Message:
        """The text with «Рядом с вашей точкой»: the id of a common one, or a message of this person's own."""
        said = self.message(language, meaning)
        line = place_line(self.shared.library.texts(language), names)
        own = replace(said, text=join(line, said.text))
        name = variant(language, meaning)
        return self._keep(changes, f"{name}:{names}", own) if (name, names) in self._common else own

    def together(self, changes: Changes, language: str, other: Notice, content: Content, names: str) -> int | Message:
        """The text that says another notice, too: the id of a common one; with places, a message of his own."""
        name = f"{variant(language, Meaning.ALERT)}&{other.id}"
        if name not in self._messages:
            both = sorted(((self.notice, self.content), (other, content)), key=lambda pair: pair[0].id)
            self._messages[name] = together_message(self.shared, both, language)
        said = self._messages[name]
        if not names:
            return self._keep(changes, name, said)
        return replace(said, text=join(place_line(self.shared.library.texts(language), names), said.text))

    def void(self, changes: Changes, original: Notice, told: str, known: dict[str, NoticeText]) -> int:
        """What the earlier notice's message is to show from now on. `told` is the variant that it had."""
        name = f"void:{original.id}:{told}"
        if name in self._ids:
            return self._ids[name]
        language, _, meaning = told.partition(":")
        if told in known:
            said = load_message(known[told].body)
        else:
            said = notice_message(
                self.shared, original, load_content(original.content), self.language(language), Meaning(meaning)
            )
        text = join(self.shared.library.texts(language).say("notice-void"), said.text)
        return self._keep(changes, name, Message(text))

    def _keep(self, changes: Changes, name: str, message: Message) -> int:
        if name not in self._ids:
            text = NoticeText(self.shared.ids.next("notice_text"), self.notice.id, name, message.dump())
            changes.put(text)
            self._ids[name] = text.id
        return self._ids[name]

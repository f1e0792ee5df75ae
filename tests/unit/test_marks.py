"""Marked texts are read the same quickly and thoroughly."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from handlers.base.message import Button, FileRef, Message, ReplyKeyboard, Span, parse_marks, read_message

PIECES = ("<b>", "</b>", "<i>", "</i>", '<a href="https://a.example/?x=1&amp;y=2">', "</a>", "&lt;", "&amp;", "&quot;",
          "вода", " ", "\n", "&", "&am", "p;", ";", "<", ">", "<B>", "<b >", '"', "<!--", "<a>", "🌡", "")  # fmt: skip


class Thorough(HTMLParser):
    """What a browser's kind of reading finds: the words, and which tags come where among them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words, self.open, self.spans = "", list[tuple[str, int, str]](), set[Span]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("a", "b", "i"):
            self.open.append((tag, len(self.words), dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        same = [place for place, (name, _, _) in enumerate(self.open) if name == tag]
        if same:
            _, start, url = self.open.pop(same[-1])
            if start < len(self.words):
                kind = {"a": "link", "b": "bold", "i": "italic"}[tag]
                self.spans.add(Span(start, len(self.words) - start, kind, url))

    def handle_data(self, data: str) -> None:
        self.words += data


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_our_own_marks_are_read_as_a_browser_reads_them(pieces: list[str]) -> None:
    text = "".join(pieces)
    thorough = Thorough()
    thorough.feed(text)
    thorough.close()
    plain, spans = parse_marks(text)
    assert (plain, set(spans)) == (thorough.words, thorough.spans)


def test_what_is_stored_of_a_message_is_read_back_whole() -> None:
    rows = ((Button("Да", "yes:1", style="good"), Button("Где", url="https://a.example")), (Button("Нет", "no:1"),))
    keyboard = ReplyKeyboard(((Button("📍", location=True),),), one_time=True, placeholder="?")
    for message in (
        Message("<b>Вода</b>", buttons=rows, lat=0.0, lon=0.0),
        Message(keyboard=keyboard, files=(FileRef("photo", "stored:7", "a.jpg"),), reply_to="slot:a", ask_reply=True),
        Message(keyboard=ReplyKeyboard()),
    ):
        assert read_message(message.dump()) == message
        assert hash(read_message(message.dump())) == hash(message)


def test_messages_of_one_text_whose_buttons_differ_are_told_apart_by_their_hashes() -> None:
    """Else each of a thousand drafts would be compared with all the others that are remembered."""
    drafts = [Message("Всё верно?", buttons=((Button("👍", f"c_send:{number}"),),)) for number in range(100)]
    assert len({hash(draft) for draft in drafts}) == 100

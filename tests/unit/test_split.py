"""Cutting long text: nothing lost, nothing torn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.split import shorten, split, utf16_len
from handlers.base.message import Span

NASTY = st.text(alphabet="аб \n.!?…🙂👩\u200d\U0001f3fb🇷🇺e\u0301\u202eשA<&>\ud83d", max_size=300)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(NASTY)
    spans = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, max(0, len(text) - 1)))
        length = draw(st.integers(0, len(text) - start))
        if length:
            spans.append(Span(start, length, draw(st.sampled_from(["bold", "italic", "link"])), "https://e.ru"))
    return text, spans


def marks(text: str, spans: tuple[Span, ...] | list[Span]) -> list[frozenset[str]]:
    """For every character the kinds of marks on it."""
    return [frozenset(s.kind for s in spans if s.start <= i < s.start + s.length) for i in range(len(text))]


@given(marked(), st.integers(2, 60))
def test_pieces_joined_are_the_text_and_every_letter_keeps_its_marks(
    given_text: tuple[str, list[Span]], limit: int
) -> None:
    text, spans = given_text
    pieces = split(text, spans, limit)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(utf16_len(piece) <= limit for piece, _ in pieces)
    assert [m for piece, kept in pieces for m in marks(piece, kept)] == marks(text, spans)
    for piece, kept in pieces:
        assert all(s.start >= 0 and s.length > 0 and s.start + s.length <= len(piece) for s in kept)


@given(marked(), st.integers(8, 60))
def test_shortened_text_fits_and_begins_as_the_whole(given_text: tuple[str, list[Span]], limit: int) -> None:
    text, spans = given_text
    short, kept = shorten(text, spans, limit)
    assert utf16_len(short) <= limit
    if utf16_len(text) <= limit:
        assert short == text
    else:
        assert text.startswith(short.removesuffix("\n…"))
        assert short.endswith("\n…")
    assert all(s.start + s.length <= len(short) for s in kept)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Одна строка.\nДве. Ещё\n\nТретий абзац и дальше слова", "Одна строка.\nДве. Ещё\n\n"),
        ("Одна строка, и вот\nдругая строка без точки", "Одна строка, и вот\n"),
        ("Первое предложение. Второе предложение", "Первое предложение. "),
        ("слово слово слово слово слово слово", "слово слово слово слово "),
        ("с " + "длинноесловобезпробелов" * 3, "с "),
        ("б" * 60, "б" * 28),
    ],
)
def test_cut_is_at_the_best_place_there_is(text: str, first: str) -> None:
    assert split(text, (), 28)[0][0] == first


@pytest.mark.parametrize("symbol", ["👩‍👩‍👧", "👍🏽", "й", "✌️", "🇷🇺", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "и҃", "कि"])
def test_symbol_of_several_characters_is_not_torn(symbol: str) -> None:
    for filler in range(1, 8):
        pieces = [piece for piece, _ in split("ж" * filler + symbol * 12, (), 20)]
        assert all(piece.lstrip("ж") == symbol * piece.count(symbol) for piece in pieces)


def test_ten_thousand_letters_without_a_space_go_in_three() -> None:
    assert [len(piece) for piece, _ in split("ы" * 10_000, (), 4096)] == [4096, 4096, 1808]


def test_link_over_the_cut_goes_on_with_its_address() -> None:
    text = "а" * 30
    pieces = split(text, [Span(5, 20, "link", "https://e.ru/?a=1&b=2")], 10)
    assert [kept for _, kept in pieces] == [
        (Span(5, 5, "link", "https://e.ru/?a=1&b=2"),),
        (Span(0, 10, "link", "https://e.ru/?a=1&b=2"),),
        (Span(0, 5, "link", "https://e.ru/?a=1&b=2"),),
    ]


def test_empty_text_is_one_empty_piece() -> None:
    assert split("", (), 4096) == [("", ())]

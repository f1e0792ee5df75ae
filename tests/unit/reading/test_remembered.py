"""What was read of a text is kept, as long as there is room."""

from __future__ import annotations

from collections.abc import Callable

from handlers.reading.remembered import LONG_TEXTS, SHORT, SHORT_TEXTS, Remembered


def counting(read: list[str]) -> Callable[[str], int]:
    """A reading that notes what it was given, and gives how much that is."""

    def counted(text: str) -> int:
        read.append(text)
        return len(read)

    return counted


def test_a_text_is_read_once_and_anew_when_what_reads_it_has_changed() -> None:
    read = list[str]()
    known = Remembered(counting(read))
    assert [known("нет света"), known("нет воды"), known("нет света")] == [1, 2, 1]
    known.forget()
    assert known("нет света") == 3


def test_only_so_many_texts_are_kept_and_few_of_the_long_ones() -> None:
    read = list[str]()
    known = Remembered(counting(read))
    for number in range(SHORT_TEXTS + 1):
        known(f"яма {number}")
    for number in range(LONG_TEXTS + 1):
        known(f"{number}".zfill(SHORT + 1))
    read.clear()
    known("яма 0")
    known(f"яма {SHORT_TEXTS}")
    known("0".zfill(SHORT + 1))
    known(f"{LONG_TEXTS}".zfill(SHORT + 1))
    assert read == ["яма 0", "0".zfill(SHORT + 1)]

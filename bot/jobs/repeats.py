"""Log lines that come again and again: they are counted, and seldom written."""

from __future__ import annotations


class Repeats:
    """How often the same came in a row."""

    def __init__(self) -> None:
        self.kind, self.times = "", 0

    def again(self, kind: str) -> int:
        """How often it has come now, if that is worth a line (the first, the tenth, the hundredth…); else 0."""
        self.times = self.times + 1 if kind == self.kind else 1
        self.kind = kind
        return self.times if str(self.times).strip("0") == "1" else 0

    def over(self) -> None:
        """All is well again: the next one is the first."""
        self.kind, self.times = "", 0

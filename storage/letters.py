"""Letters that people do not tell apart in writing."""

from __future__ import annotations


def folded(text: str) -> str:
    """Small letters, and one letter (е) for the two that people do not tell apart in writing (ё)."""
    return text.lower().replace("\u0451", "\u0435")

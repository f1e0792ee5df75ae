"""What an alert says as plain text: HTML that sources put into descriptions becomes lines."""

from __future__ import annotations

import html
import re

from handlers.base.message import clean

BREAKS = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
TAGS = re.compile(
    r"<\s*/?\s*(?:p|div|span|b|i|u|em|strong|a|ul|ol|li|font|table|tbody|tr|td|th|h[1-6]|img|small|sup|sub)\b[^<>]*>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
EMPTY_LINES = re.compile(r"\n[ \t\u00a0]*\n[ \t\u00a0\n]*")


def own_words(text: str) -> str:
    """The text without markup and without what messengers would not show."""
    if "<" in text or "&" in text:
        text = TAGS.sub("", BREAKS.sub("\n", text))
        text = ENTITY.sub(lambda found: html.unescape(found[0]), text).replace("\u00a0", " ")
    return EMPTY_LINES.sub("\n\n", clean(text)).strip()

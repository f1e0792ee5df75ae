"""A mention or a command at the beginning of a text, where bots have a name that follows «@»."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?=\s|$)")
_MENTION = re.compile(r"\A\s*@([A-Za-z0-9_]+)(?:[\s,:]+|(?=/))(?=(/?)\S)")


class CallsAnother(Exception):
    """The command is another bot's."""


def command_of(text: str, username: str, payload: re.Pattern[str] | None, *, private: bool) -> tuple[str, str]:
    """The text without the mention that calls us, and what a start command hands over: what fits `payload`; None where
    nothing is handed over. `username` is ours, "" while it is not known. CallsAnother, in groups: in `private` nobody
    else reads, whichever name stands on the poster.
    """
    called = _MENTION.match(text)
    if called is not None and (username or called[2]) and _means_us(called[1], username):
        text = text[called.end() :]
    found = _COMMAND.match(text)
    if found is None:
        return text, ""
    word, mention = found[1], found[2]
    if mention and not private and not _means_us(mention, username):
        raise CallsAnother
    rest = text[found.end() :]
    if payload is not None and word.lower() == "start" and payload.fullmatch(rest.strip()):
        return "/start", rest.strip()
    return f"/{word}{rest}", ""


def _means_us(name: str, username: str) -> bool:
    return not username or name.lower() == username.lower()

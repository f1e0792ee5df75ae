"""What is wrong with a command line, in the console's language: argparse says it in English only."""

from __future__ import annotations

import re

from bot.cli.output import Output

_KINDS = (
    (r"the following arguments are required: (?P<names>.+)", "required"),
    (r"one of the arguments (?P<names>.+) is required", "one-of"),
    (r"unrecognized arguments: (?P<names>.+)", "unknown"),
    (r"argument (?P<names>.+?): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)", "choice"),
    (r"argument (?P<names>.+?): expected .*arguments?", "no-value"),
    (r"argument (?P<names>.+?): ignored explicit argument (?P<value>.+)", "needless-value"),
    (r"argument (?P<names>.+?): not allowed with argument (?P<value>.+)", "together"),
    (r"argument (?P<names>.+?): invalid .+ value: (?P<value>.+)", "bad-value"),
    (r"ambiguous option: (?P<names>.+?) could match (?P<choices>.+)", "ambiguous"),
)


def explain(message: str, voice: Output) -> str:
    """argparse's message as a part of a sentence."""
    for pattern, kind in _KINDS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            values = {name: re.sub(r"['\"]", "", value) for name, value in match.groupdict().items()}
            if kind == "one-of":
                values["names"] = ", ".join(values["names"].split())
            return voice.text(f"arguments-{kind}", **values)
    return voice.text("arguments-other")

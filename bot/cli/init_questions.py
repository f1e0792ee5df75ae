"""How `init` asks: one thing after another, again until it is good; what was typed outlives an interruption."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.names import examples
from bot.cli.output import ConsoleError, Output
from bot.private_files import write_whole

KEPT = Path(".otklik-init.json")
"""Where answers wait for the next `init`; tokens do not stand in it."""

Check = Callable[[str], str]
"""The name of the sentence that says what is wrong with an answer, or ""."""


def said(voice: Output, sentence: str, **values: str) -> str:
    """A question, or what is wrong with its answer; sentences about chats may show how one is written."""
    return voice.text(sentence, examples=examples("group"), **values)


@dataclass(slots=True)
class Questions:
    """`typed` has the answers of this time, `earlier` those of an `init` that was broken off: they are offered."""

    voice: Output
    path: Path = KEPT
    typed: dict[str, str] = field(default_factory=dict)
    earlier: dict[str, str] = field(default_factory=dict)

    def recall(self) -> None:
        """Take up what an earlier time left. A file that cannot be read is none."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(found, dict):
            self.earlier = {str(name): value for name, value in found.items() if isinstance(value, str)}
        if self.earlier:
            self.voice.say("init-recalled", path=str(self.path))

    def keep(self) -> None:
        """Put the answers aside for the next time, and say so; nothing if nothing was typed."""
        answers = {**self.earlier, **self.typed}
        if not answers:
            return
        write_whole(self.path, json.dumps(answers, ensure_ascii=False, indent=1).encode())
        if self.typed:
            self.voice.fault(self.voice.text("init-kept", path=str(self.path)))

    def done(self) -> None:
        self.path.unlink(missing_ok=True)

    def ask(self, name: str, given: str | None, check: Check, default: str | None) -> str:
        """The flag's value, or what is typed; asked again until it is good. `default`: None if there has to be one."""
        if given is not None:
            if wrong := (check(given) if given else ("init-needed" if default is None else "")):
                raise ConsoleError("init-bad-flag", flag=f"--{name}", reason=said(self.voice, wrong, value=given))
            return given.strip()
        secret = "token" in name
        offered = self.earlier.get(name) or default
        while True:
            typed = self.line(said(self.voice, f"init-{name}") + (f" [{offered}]" if offered else ""), secret=secret)
            if typed is None and offered is None:
                raise ConsoleError("init-missing", flag=f"--{name}")
            if not typed and offered is not None:
                return offered
            wrong = check(typed or "") if typed else "init-needed"
            if not wrong:
                if not secret:
                    self.typed[name] = typed or ""
                return typed or ""
            self.voice.fault(said(self.voice, wrong, value="" if secret else typed or ""))

    def line(self, question: str, *, secret: bool = False) -> str | None:
        """A typed line; None at the end of the input. Tokens are not shown while they are typed."""
        try:
            if secret and sys.stdin.isatty():
                return getpass.getpass(question + ": ").strip()
            return input(question + ": ").strip()
        except EOFError:
            print()
            return None

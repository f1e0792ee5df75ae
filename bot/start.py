"""Why the service could not start."""

from __future__ import annotations


class StartFailed(Exception):
    """One clear line for whoever started it: the name of a sentence in `locales/*/cli.ftl` and its values."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(f"{code} {values}")
        self.code, self.values = code, values

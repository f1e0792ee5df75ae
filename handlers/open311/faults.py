"""What is wrong with a request, as data: `bot/web/open311.py` makes an answer of it (`locales/*/open311.ftl`)."""

from __future__ import annotations

from dataclasses import dataclass, field

BAD, FORBIDDEN, UNKNOWN, METHOD, CONFLICT, LARGE, MEDIA_TYPE, MANY, AWAY = 400, 403, 404, 405, 409, 413, 415, 429, 503


@dataclass(frozen=True, slots=True)
class ApiFault:
    """One fault: the HTTP status, the sentence's name behind "open311-", and its values."""

    status: int
    name: str
    values: dict[str, str] = field(default_factory=dict)


class ApiRefused(Exception):
    """The request is not answered; all of its faults have one status. `retry_s`: when it may be asked again."""

    def __init__(self, *faults: ApiFault, retry_s: int = 0) -> None:
        super().__init__(", ".join(fault.name for fault in faults))
        self.faults, self.retry_s = faults, retry_s


def bad(name: str, /, **values: str) -> ApiFault:
    return ApiFault(BAD, name, values)

"""Timers and jobs whose name two floors have to know: one of them writes it, the other answers it.

What only one folder writes and answers stands in that folder. The values are stored in rows of `timer` and `outbox`:
they never change.
"""

from __future__ import annotations

from enum import StrEnum


class Tick(StrEnum):
    """The kind of a Timer, the first part of OutboxRow.then, or the word of a job."""

    # written by bot/, answered by handlers/
    NOTICE_COUNTED = "n_counted"  # key: the notice; how many it goes to is known
    NOTICE_DONE = "n_done"  # key: the notice; each of its messages has an outcome
    MORNING = "morning"  # key: CHANNEL:USER; the person's quiet hours are over and notices were held
    ALREADY = "n_already"  # key: CHANNEL:USER; he has come to be warned of more than he was, or at all
    ALERT = "n_alert"  # an alert came from outside (handlers.alerts.arrival)
    FEED = "n_feed"  # key: the source; it does not answer any more, or again
    DOCUMENT = "n_file"  # key: CHANNEL:USER; a document that an officer sent was read
    DELIVERED = "delivered"  # key: the report event; what became of the message that says it
    ALARM = "alarm"  # key: what the alarm is about (handlers.operator.alarms)
    OUTSIDE = "outside"  # key: client and its act; another system did something with a report (handlers.outside)
    OUTSIDE_TABLE = "outside_table"  # key: a table of another system; its text, what of it was not taken
    FILE_REFUSED = "file_refused"  # key: the report; a messenger does not take one of its files
    REMIND = "remind"  # a job: reports that are late

    # written by handlers/, answered by bot/
    ERASE_FILES = "erase_files"  # key: PERSON or PERSON:STEP; its text lists the stored files that go

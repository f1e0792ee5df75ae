"""Causes of alarms besides messengers, disk and database: what was learned, files, the lead, report numbers."""

from __future__ import annotations

from bot.delivery.files import Files
from bot.health.alarms import AlarmCause
from bot.jobs.last_number import LastNumber
from bot.lead.lead import Lead
from bot.learning.nightly import TopicLearning

READING = "reading"
"""Topics are not guessed with what was learned."""
FILES = "files"
"""The store of files is not to be had."""
CONFIGURATION = "configuration"
"""Another node was told something else, for longer than an update of one machine after the other takes."""
UPDATE_S = 600.0
BEHIND = "behind"
"""The database knows fewer reports than numbers were given out; the alarm's `why` is how many are missing."""


def causes_of(learning: TopicLearning, files: Files, lead: Lead, numbers: LastNumber) -> tuple[AlarmCause, ...]:
    return (
        AlarmCause(READING, lambda: learning.trouble, 0),
        AlarmCause(FILES, lambda: files.shelf.trouble),
        AlarmCause(CONFIGURATION, lambda: lead.same.trouble, UPDATE_S),
        AlarmCause(BEHIND, lambda: numbers.trouble, 0),
    )

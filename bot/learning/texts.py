"""What there is to learn from: reports whose topic an operator changed, and beside them those that he answered as they
were, which nothing is learned from but which must not come out worse.

A citizen's own choice teaches nothing, for anybody may press anything; where an operator left it and answered, it
counts among the second. Left out are: whoever was forgotten and what is older than the region keeps (it is not in the
database any more), what its author never sent, calls for help (their words are the program's), topics that the region
has not any more, and words about which operators disagree.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from bot.learning.split import plain
from handlers.reading.model import NONE
from handlers.reports.status import HELP, LineKind
from handlers.reports.topic_choice import OTHER_TOPIC
from storage.changes import Query
from storage.region.region import Region
from storage.store import Store

PAGE = 500
LOOKED_AT = 50_000
"""So many of the newest reports are looked at: of a large centre some months, of a small one all."""
MOST = 5_000
"""Texts of each of the two kinds; the newest."""
LONGEST = 4_000  # characters of a text
LAST_ID = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class ReportText:
    """`topic` is a code of the region, or NONE. `corrected`: an operator said so; else he answered it as it was.
    `missed`: its author was first offered another topic. `authors` wrote it, each in the same words.
    """

    text: str
    topic: str
    authors: frozenset[int]
    corrected: bool
    missed: bool


async def read_texts(store: Store, region: Region) -> list[ReportText]:
    """Each text once, the newest first. The loop goes on meanwhile. StorageError."""
    found, before = list[ReportText](), LAST_ID
    for _ in range(LOOKED_AT // PAGE):
        rows = (await store.read(Query("topics_page", (before, PAGE))))[0]
        if not rows:
            break
        found += await asyncio.to_thread(_texts_of, rows, region)
        before = rows[-1][0]
    return await asyncio.to_thread(_each_once, found)


def _texts_of(rows: Iterable[Sequence[Any]], region: Region) -> list[ReportText]:
    """`rows` as the statement topics_page gives them."""
    found = list[ReportText]()
    for _, group in groupby(rows, itemgetter(0)):
        lines = list(group)
        _, person, topic, text, danger, unsent, answered_at, *_ = lines[0]
        history = [(kind, json.loads(data)) for *_, kind, data in lines]
        changes = [data for kind, data in history if kind == LineKind.TOPIC and "to" in data]
        if not plain(text[:LONGEST]) or danger == HELP or unsent or not (changes or answered_at):
            continue
        if region.topic(topic) is None or (topic == OTHER_TOPIC and not changes):
            continue
        first = next((data["guessed"] for _, data in history if "guessed" in data), None)
        if first is None:  # of before the first guess was kept
            first = changes[0].get("from", "") if changes else topic
        label = NONE if topic == OTHER_TOPIC else topic
        missed = (first or OTHER_TOPIC) != topic
        found.append(ReportText(text[:LONGEST], label, frozenset({person}), bool(changes), missed))
    return found


def _each_once(found: Sequence[ReportText]) -> list[ReportText]:
    """Texts of the same words are one: with the topic that most operators gave it, and none where they disagree."""
    alike: dict[str, list[ReportText]] = {}
    for each in found:
        alike.setdefault(plain(each.text), []).append(each)
    kept = list[ReportText]()
    for texts in alike.values():
        said = [each for each in texts if each.corrected] or texts
        topic, count = Counter(each.topic for each in said).most_common(1)[0]
        if 2 * count > len(said):
            same = [each for each in said if each.topic == topic]
            authors = frozenset[int]().union(*(each.authors for each in same))
            kept.append(replace(same[0], authors=authors, missed=any(each.missed for each in same)))
    corrected = [each for each in kept if each.corrected][:MOST]
    return corrected + [each for each in kept if not each.corrected][:MOST]

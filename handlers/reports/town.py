"""In which town a report's street is: asked once before it is sent, where the region has more than one.

Whoever does not know goes on without it, and danger does not wait for it. The screen stands at once; what is known of
the person (his last report, subscription, places) comes to stand first a moment later, so that no route of a draft has
to load it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.base.buttons import LABEL_LENGTH, Rows, pairs
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Marked, Message
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.reports.draft import ReportDraft, draft_of, keep
from handlers.reports.said_place import said_place
from handlers.reports.words import DraftButton, DraftScreen, DraftStep, DraftTick
from storage.region.region import Settlement

OFFERED_TOWNS = 4


@dataclass(frozen=True, slots=True)
class KnownTown:
    """A settlement that a person has to do with. `rank` 1: of a report, 2: of his subscription, 3: of a place."""

    code: str
    rank: int
    at: int


TOWNS_OF_PERSON = Load("settlements of the person", "towns_of_person", KnownTown)


@need(TOWNS_OF_PERSON)
def known_towns(turn: Turn) -> Needs:
    """What the person has to do with, where a town is asked for."""
    draft = draft_of(turn)
    return (TOWNS_OF_PERSON(turn.person.id),) if draft is not None and draft.showing == DraftScreen.TOWN else ()


def lacks_town(turn: Turn, draft: ReportDraft) -> bool:
    """Whether the town has to be asked for: the words name a street, or a name that several or perhaps none bear."""
    if draft.into or draft.settlement or draft.lat is not None or draft.placeless or draft.townless:
        return False
    if draft.danger or draft.forwarded or len(turn.shared.region.settlements) < 2:
        return False
    said = said_place(turn, draft.told_place or draft.words)
    return bool(said.settlements or (draft.address and said.street))


def candidates(turn: Turn, draft: ReportDraft) -> tuple[Settlement, ...]:
    """Settlements that the author's words may mean."""
    return said_place(turn, draft.told_place or draft.words).settlements


def show_town_question(
    turn: Turn,
    draft: ReportDraft,
    text: Marked | str,
    out: Rows,
    known: Sequence[str] = (),
    offered: Sequence[str] = (),
) -> None:
    """Ask for it. `text` stands above, `out` below; `known`: codes of the person's own; `offered`: instead of all."""
    region = turn.shared.region
    named = [s.code for s in candidates(turn, draft)]
    codes = list(offered) or (named if len(named) > 1 else [*named, *known, *_biggest(turn, draft)])
    towns = [s for code in dict.fromkeys(codes) if (s := region.settlement(code))]
    limit = OFFERED_TOWNS * (2 if len(named) > OFFERED_TOWNS else 1)
    buttons = [Button(town_label(turn, s), DraftButton.TOWN(draft.id, s.code)) for s in towns[:limit]]
    skip = (Button(turn.texts.label("button-town-unknown"), DraftButton.NO_TOWN(draft.id)),)
    draft.showing, draft.shown_at, draft.gathering = DraftScreen.TOWN, turn.now, False
    keep(turn, draft, DraftStep.TOWN)
    question = turn.t("draft-which-place" if named and not draft.address else "draft-which-town")
    turn.screen(Message(join(text, question), (*pairs(buttons), skip, *out)))
    if not known and len(named) < 2:
        turn.after(0, DraftTick.TOWN, turn.timer_key)


def _biggest(turn: Turn, draft: ReportDraft) -> list[str]:
    """The first of each municipality, as the region's list has them; of the one that the words name, all of them."""
    region, seen, found = turn.shared.region, set[str](), list[str]()
    for settlement in region.settlements:
        if draft.municipality:
            found += [settlement.code] if settlement.municipality == draft.municipality else []
        elif settlement.municipality not in seen:
            seen.add(settlement.municipality)
            found.append(settlement.code)
    return found


def town_label(turn: Turn, town: Settlement) -> str:
    """Its name, with the municipality where others are called so, too."""
    region = turn.shared.region
    twins = sum(other.name == town.name for other in region.settlements)
    home = region.municipality(town.municipality) if twins > 1 else None
    return shorten(f"{town.name}, {home.name}" if home else town.name, LABEL_LENGTH)

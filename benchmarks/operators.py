"""A flood of reports: when does each come in sight of the operators, and what does their chat see."""

from __future__ import annotations

from benchmarks import pictures
from benchmarks.loops import has_uvloop
from benchmarks.processes import server, side
from benchmarks.results import Row

REPORTS, SECONDS = 5000, 300.0
QUICK_REPORTS, QUICK_SECONDS = 500, 30.0
IN_TELEGRAM = 0.2
"""The rest of the citizens write from VK: 5,000 reports in five minutes are more talk than Telegram's 30 messages a
second can carry back to the citizens, in any program."""
MINUTE_MOST, SIGHT_S = 20, 60.0


def measure(quick: bool, profile: str = "") -> list[Row]:
    """Real handlers, both messengers with their limits, in real time; the operators' chat is in Telegram."""
    total, seconds = (QUICK_REPORTS, QUICK_SECONDS) if quick else (REPORTS, SECONDS)
    telegram_people = int(total * IN_TELEGRAM)
    with server(
        "citizens", people=telegram_people, vk_people=total - telegram_people, limits=True, pause=[0.5, 2.0]
    ) as city:
        found = side(
            "operators_ours", telegram=city["url"], vk=city["vk"], group=city["group"], people=total, seconds=seconds,
            admin_chat=f"telegram:{city['group']}", uvloop=has_uvloop(), profile=profile,
        )  # fmt: skip
    seen, filed = sorted(found["sight_s"]), found["filed"]
    picture = [
        ("reports filed", found["seconds_on"], found["filed_by_then"]),
        ("of these in sight", found["seconds_on"], found["seen_by_then"]),
    ]
    pictures.lines("operators", f"{total:,} reports in {seconds / 60:g} minutes", "second", "reports", picture)
    p50, longest = seen[len(seen) // 2], seen[-1]
    return [
        {"what": "reports filed", "count": filed, "goal": total, "met": filed == total},
        {
            "what": "until each is in sight, s",
            "p50": round(p50, 1),
            "longest": round(longest, 1),
            "never": filed - len(seen),
            "goal": f"{SIGHT_S:g} s, none never",
            "met": longest <= SIGHT_S and len(seen) == filed,
        },
        {"what": "own cards", "count": found["own_cards"]},
        {"what": "gathered cards", "count": found["gathered_cards"]},
        {
            "what": "messages and edits in the chat, most in any minute",
            "count": found["most_in_a_minute"],
            "goal": f"at most {MINUTE_MOST}",
            "met": found["most_in_a_minute"] <= MINUTE_MOST,
        },
        {
            "what": "calls refused by the messengers",
            "count": found["refused"],
            "why": "; ".join(sorted(set(found["notes"]))) or "none",
            "goal": 0,
            "met": not found["refused"],
        },
        {"what": "CPU of the program, share of one core", "count": round(found["cpu_share"], 2)},
    ]

"""Small changes in important places, each with the tests that must notice it: `./otklik test --mutants`.

Run by hand (a quarter of an hour; `python -m tests.mutants forget "quiet hours"` runs those that are about it). Works
in a copy of the sources, so that a run that is broken off leaves nothing changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
LONGEST_S = 600
"""Whoever has not ended then does not pass either."""
FOLDERS = ("bot", "handlers", "storage", "locales", "tests", "docs", "training")


@dataclass(frozen=True, slots=True)
class Mutant:
    """`old` stands once in the file; `new` takes its place. `tests`: what has to fail then."""

    what: str
    file: str
    old: str
    new: str
    tests: str


MUTANTS = (
    Mutant("/forget leaves the address", "storage/records.py",
           'address: PersonalText = ""  # the place in words', 'address: Code = ""  # the place in words',
           "tests/contracts/test_nothing_left.py"),
    Mutant("quiet hours over midnight never hold", "bot/notices/recipient.py",
           "minute >= begins or minute < ends", "minute >= begins and minute < ends",
           "tests/unit/notices/test_quiet_hours.py"),
    Mutant("VK's place in the stream is saved though the group ended early", "handlers/intake.py",
           "if work.cursor is not None and done == len(work.updates):", "if work.cursor is not None:",
           "tests/unit/test_intake.py tests/unit/test_intake_faults.py"),
    Mutant("whoever waits for a later group is loaded with each", "handlers/intake.py",
           "self._size = min(GROUP_SIZE, MORE * done)", "self._size = GROUP_SIZE", "tests/unit/test_intake.py"),
    Mutant("decisions without the accounts that the author joined", "handlers/notices/moves.py",
           "for a in turn.many(OFFICER_ACCOUNTS)}", "for a in ()}", "tests/unit/officer/test_approve.py"),
    Mutant("a pause that still runs is forgotten", "bot/delivery/limits.py",
           "for chat, until in self.paused.items() if until > now}",
           "for chat, until in self.paused.items() if until > now + 60}", "tests/unit/delivery/test_limits.py"),
    Mutant("shares of the admin chat's messages", "bot/delivery/limits.py",
           "Share.ASKED: 3, Share.ALARMS: 2", "Share.ASKED: 2, Share.ALARMS: 2",
           "tests/unit/delivery/test_limits.py"),
    Mutant("an answer given up is told as sent", "bot/delivery/outcomes.py",
           'OutboxState.GIVEN_UP: "given_up"', 'OutboxState.GIVEN_UP: "sent"', "tests/unit/delivery/test_outcomes.py"),
    Mutant("an alert ends with the first of its blocks", "handlers/alerts/drafting.py",
           "return max(ends, default=0)", "return min(ends, default=0)",
           "tests/unit/alerts/test_judge.py"),
    Mutant("signed is another alert than the one that is there", "handlers/alerts/senders.py",
           "if signed != alert:", "if False:", "tests/unit/alerts/test_signatures.py"),
    Mutant("a late cancellation drops nothing", "handlers/alerts/judge.py",
           'if case.alert.kind == "Cancel" and drop:', "if False:", "tests/unit/alerts/test_chains.py"),
    Mutant("a fifth of a municipality is a sliver", "handlers/places/shapes.py",
           "SLIVER = 0.02", "SLIVER = 0.2", "tests/unit/test_geometry.py"),
    Mutant("nothing is ever closed, so nothing is retired", "handlers/reports/status.py",
           "report.closed_at = 0 if to in ALIVE else turn.now", "report.closed_at = 0",
           "tests/unit/test_report_status.py"),
    Mutant("what was withdrawn comes back", "handlers/reports/status.py",
           "S.WITHDRAWN: frozenset(),", "S.WITHDRAWN: frozenset({S.REOPENED}),", "tests/unit/test_report_status.py"),
    Mutant("a false alarm goes on", "handlers/notices/states.py",
           "(S.STOPPED, Act.GO_ON): S.SENDING,",
           "(S.STOPPED, Act.GO_ON): S.SENDING, (S.CANCELLED, Act.GO_ON): S.SENDING,",
           "tests/unit/notices/test_states.py"),
    Mutant("an answer is stopped from a chat that may not see its report", "handlers/operator/grace.py",
           "if case is None or event is None or not may_see(turn, case.report):", "if case is None or event is None:",
           "tests/unit/operator/test_work.py"),
    Mutant("a question that tells of danger is looked up", "handlers/reports/meaning.py",
           "if meaning and meaning is not Meant.RUMOUR and tells_danger(turn, turn.event.text) else meaning",
           "if False else meaning", "tests/unit/citizen/test_meaning_with_care.py"),
    Mutant("words are kept of whoever took his consent back", "handlers/reports/meaning.py",
           "if sure >= UNSURE and turn.person.consent_version else", "if sure >= UNSURE else",
           "tests/unit/citizen/test_meaning_with_care.py"),
    Mutant("danger that waited for another report is never passed on", "handlers/reports/draft.py",
           "following.gathering = following.danger_set = False", "following.gathering = False",
           "tests/unit/citizen/test_sent_with_care.py"),
    Mutant("two needs that load the same are let through", "handlers/base/loads.py",
           "            if load in found:\n", "            if False:\n", "tests/unit/test_intake.py"),
    Mutant("one person's words are learned", "bot/learning/fitting.py",
           "if len(who) >= AUTHORS]", "if who]", "tests/unit/learning/test_fitting.py"),
    Mutant("a damaged version is passed over in silence", "bot/learning/choice.py",
           '            return Picked(trouble="damaged")', "            continue",
           "tests/unit/learning/test_versions.py"),
    Mutant("MAX: a refusal counts as soon as anybody was reached, also before it", "bot/channels/max/pauses.py",
           "if self._doubted.setdefault(person, self._left) < self._took:", "if self._took:",
           "tests/unit/max/test_pauses.py"),
    Mutant("MAX: too many in several chats holds one chat alone", "bot/channels/max/pauses.py",
           'scope = "channel" if len(self._chats) >= EVERYBODY else outcome.scope', "scope = outcome.scope",
           "tests/unit/max/test_send.py"),
    Mutant("a used code connects once more", "handlers/operator/connect/enter.py",
           "    elif code.used_at:", "    elif False:", "tests/unit/operator/test_connect.py"),
    Mutant("a code connects in a group's own name", "handlers/operator/connect/enter.py",
           "    if turn.event.anonymous:", "    if False:", "tests/unit/operator/test_connect.py"),
    Mutant("codes may be guessed without end", "handlers/operator/connect/enter.py",
           "    elif tries >= TRIES:", "    elif False:", "tests/persons/test_connect.py -k guesses"),
    Mutant("a code holds for ever", "handlers/operator/connect/enter.py",
           "    elif code.expires_at <= turn.now:", "    elif False:", "tests/persons/test_connect.py -k guesses"),
    Mutant("a team sees what other teams work on", "handlers/operator/case.py",
           "(team is not None and turn.shared.centre_chat(team.code) in his)", "team is not None",
           "tests/unit/operator/test_teams.py tests/persons/test_teams.py"),
    Mutant("Open311: a client sees reports of other organisations", "handlers/open311/viewer.py",
           "report.organisation in self.organisations", "True", "tests/contracts/test_open311.py"),
    Mutant("webhooks: an answer is delivered by a call that failed", "bot/webhooks/courier.py",
           "if answer.ok and line:", "if line:", "tests/contracts/test_hook_reading.py"),
    Mutant("webhooks: another's webhook delivers an answer", "handlers/webhooks/facts.py",
           'return bool(theirs) and theirs["client"] == listener.client', "return bool(theirs)",
           "tests/contracts/test_hook_reading.py"),
    Mutant("back office: any chat stops what another system does", "handlers/outside/stop.py",
           "if not sees_everything(turn):", "if False:", "tests/unit/outside/test_many.py"),
    Mutant("Open311: whoever may not read reads", "bot/web/callers.py",
           "if client.may.isdisjoint(rights):", "if READ not in rights and client.may.isdisjoint(rights):",
           "tests/contracts/test_rights.py"),
    Mutant("other programs: every door counts wrong keys for itself", "bot/programs.py",
           "intake, callers, links, heard",
           "intake, callers_of(self._settings, shared.region.clients, self._clock), links, heard",
           "tests/contracts/test_rights.py"),
    Mutant("Open311: what was written just now is shown to everybody", "handlers/open311/viewer.py",
           "now - PUBLIC_AFTER_MS", "now", "tests/contracts/test_open311.py"),
    Mutant("Open311: whoever called for help is shown to everybody", "handlers/open311/viewer.py",
           "else HELP - 1", "else HELP", "tests/contracts/test_open311.py"),
    Mutant("his own new report counts towards bringing his case back", "handlers/cases/again.py",
           "            and each.person != case.person\n", "", "tests/unit/cases/test_again.py"),
    Mutant("a moment that a clock set years ahead is waited for", "bot/delivery/claims.py",
           "item if item.due_at <= latest else replace(item, due_at=latest)", "item",
           "tests/unit/delivery/test_sender_unknown.py"),
    Mutant("the account that was joined last is warned", "bot/notices/recipient.py",
           "first.setdefault(account[0], account)", "first[account[0]] = account",
           "tests/unit/notices/test_reached.py"),
    Mutant("quiet hours over midnight end the day before", "bot/notices/recipient.py",
           "timedelta(days=1 if minute >= ends else 0)", "timedelta(days=0)",
           "tests/unit/notices/test_quiet_hours.py"),
    Mutant("whoever sleeps is counted although the notice wakes him", "bot/notices/counting.py",
           "if wakes(self.content) or candidate", "if candidate", "tests/contracts/test_audience.py -k sleeps"),
    Mutant("a withdrawal waits behind people", "bot/notices/expansion.py",
           "notice.severity >= Severity.SEVERE or notice.link == NoticeLink.WITHDRAWS",
           "notice.severity >= Severity.SEVERE",
           "tests/contracts/test_audience.py -k withdrawal"),
    Mutant("a digest waits for two hundred others", "bot/delivery/fairness.py",
           "PATIENCE = 20", "PATIENCE = 200", "tests/unit/delivery/test_fairness.py"),
    Mutant("a timer that was dropped in its group rings", "handlers/intake.py",
           "if event.data not in ringing or not self._still_due(batch, event):", "if event.data not in ringing:",
           "tests/unit/test_intake.py"),
    Mutant("what many deaths have met goes together", "bot/delivery/backlog.py",
           "if item.suspect and self.suspect:", "if item.suspect and not item.id:",
           "tests/unit/delivery/test_backlog.py -k deaths"),
    Mutant("no death is counted", "bot/delivery/claims.py",
           'changes.command("outbox_died", json.dumps([row.id for row in rows]))', "pass",
           "tests/unit/delivery/test_sender_unknown.py -k costs"),
    Mutant("deaths count as silences of the messenger", "bot/delivery/outcomes.py",
           "over = unknowns - deaths > CAREFUL_REPEATS or", "over = unknowns > CAREFUL_REPEATS or",
           "tests/unit/delivery/test_outcomes.py"),
    Mutant("who left the staff is refused where he stopped", "handlers/intake.py",
           "(route.staff and standing == Membership.GONE)", "False", "tests/unit/operator/test_shift.py"),
    Mutant("a program writes on although another one leads", "storage/sqlite.py",
           "            self._lead.check()\n", "", "tests/contracts/test_opening.py -k whoever_lost"),
    Mutant("a copy comes back beside another database's log", "bot/cli/restore.py",
           "        _drop_sides(file)  # without", "        pass  # without", "tests/unit/test_cli_restore.py"),
    Mutant("who is about to be forgotten is not, after a restore", "bot/cli/restore.py",
           "_forgotten(settings).note(person_of(key))", "pass", "tests/unit/test_cli_restore.py"),
    Mutant("the centre works at the moment that it closes", "handlers/reports/deadlines.py",
           '<= ms < _at(region, day, "closes")', '<= ms <= _at(region, day, "closes")', "tests/unit/test_deadlines.py"),
    Mutant("those who wrote before a closing bring it back", "handlers/cases/again.py",
           "            if each.created_at > case.over_at\n            and", "            if",
           "tests/unit/cases/test_again.py"),
    Mutant("a folder in place of the database is waited for", "storage/sqlite_faults.py",
           "if os.path.isdir(path):", "if False:", "tests/contracts/test_opening.py"),
    Mutant("two neighbours bring a case back", "handlers/cases/again.py",
           "PEOPLE = 3", "PEOPLE = 2", "tests/unit/cases/test_again.py"),
    Mutant("two troubles of which the words say that they are others are one", "handlers/cases/likeness.py",
           "    if like.other:\n        return None\n", "", "tests/unit/cases/test_pairs.py"),
    Mutant("what is alike only in part brings a case back by itself", "handlers/cases/likeness.py",
           "like.same and like.all_alike and like.words >= SURE_WORDS", "like.same and like.words >= SURE_WORDS",
           "tests/unit/cases/test_pairs.py"),
    Mutant("houses at the two ends of a street are neighbours", "handlers/cases/likeness.py",
           "NEAR_HOUSES = 8", "NEAR_HOUSES = 80", "tests/unit/cases/test_pairs.py"),
    Mutant("a tap joins a report to any case, whatever number the button bears", "handlers/cases/filed.py",
           "not may_follow(turn, case) or not _is_same(turn, report, case)", "not may_follow(turn, case)",
           "tests/unit/cases/test_known.py"),
    Mutant("a case is joined to that others already follow", "handlers/cases/filed.py",
           " or followers_of(turn, report.id):", ":", "tests/unit/cases/test_known.py"),
    Mutant("Open311: the exact place is shown to everybody", "handlers/open311/viewer.py",
           "POINT_DIGITS = 2", "POINT_DIGITS = 5", "tests/contracts/test_open311.py"),
    Mutant("Open311: what is past its time is shown", "handlers/open311/viewer.py",
           "            and not report.retired\n", "", "tests/contracts/test_open311.py"),
    Mutant("Open311: a point outside the region is taken", "handlers/open311/filing.py",
           "if locate(region, lat, lon) == (None, None):", "if False:", "tests/contracts/test_open311_filing.py"),
    Mutant("Open311: an author's words are named as we name ours", "handlers/open311/author.py",
           " or name.startswith(MADE_NAME)", "", "tests/contracts/test_open311_authors.py"),
    Mutant("Open311: whoever was asked and is silenced cannot answer", "handlers/open311/author.py",
           "if status != Status.NEEDS_INFO and is_silenced", "if is_silenced",
           "tests/contracts/test_open311_authors.py -k silenced"),
    Mutant("Open311: who is silenced files on", "handlers/open311/filed.py",
           "    if is_silenced(turn, danger=draft.danger):\n        raise ApiRefused(bad(\"silenced\"))\n", "",
           "tests/contracts/test_open311_authors.py -k silenced"),
    Mutant("webhooks: an endpoint that asks for a pause gets none", "bot/webhooks/courier.py",
           "if answer.pauses:", "if False:", "tests/contracts/test_hooks.py"),
    Mutant("webhooks: an endpoint that fails is called with all that waits", "bot/webhooks/courier.py",
           "room = 1 if state.failing else AT_ONCE", "room = AT_ONCE", "tests/contracts/test_hooks.py"),
    Mutant("webhooks: what was erased counts as a failure", "bot/webhooks/courier.py",
           'if answer.why == "forgotten":', "if False:", "tests/contracts/test_hooks.py -k gone"),
    Mutant("webhooks: an endpoint that is gone is called on", "bot/webhooks/courier.py",
           'state.gone = state.gone or answer.why == "gone"', "pass", "tests/contracts/test_hooks.py -k gone"),
    Mutant("webhooks: a redirect is followed", "bot/webhooks/call.py",
           "allow_redirects=False", "allow_redirects=True", "tests/contracts/test_hooks.py -k followed"),
    Mutant("webhooks: the old secret signs no more", "bot/webhooks/secrets.py",
           "for name in (hook.secret_env, hook.secret_env_old):\n        try:",
           "for name in (hook.secret_env,):\n        try:", "tests/unit/webhooks/test_region.py"),
    Mutant("webhooks: words go to whoever sees none", "handlers/webhooks/facts.py",
           "    if listener.texts:\n        data |= words", "    if words:\n        data |= words",
           "tests/contracts/test_hook_events.py"),
    Mutant("back office: reports of other organisations are answered", "handlers/outside/judge.py",
           "(not client.organisations or report.organisation in client.organisations)", "True",
           "tests/unit/outside/test_acts.py"),
    Mutant("back office: a promise for yesterday is passed on", "handlers/outside/judge.py",
           "if act.until and act.until <= now:", "if False:", "tests/unit/outside/test_acts.py"),
    Mutant("back office: what its author was told nothing of is closed", "handlers/outside/judge.py",
           "if kind == ActKind.CLOSING and not act.text and not is_answered(case):", "if False:",
           "tests/unit/outside/test_acts.py"),
    Mutant("back office: the same act is done twice", "handlers/outside/receive.py",
           "    if was_done(kept):  # also where the report has left this client's sight by it\n        return\n", "",
           "tests/unit/outside/test_acts.py"),
    Mutant("back office: a client whose right was taken away answers on", "handlers/outside/receive.py",
           " and ANSWER in each.may", "", "tests/unit/outside/test_acts.py"),
    Mutant("back office: a table is read before the files that its rows name are there", "bot/back_office/tables.py",
           "return resting or waited", "return True", "tests/unit/outside/test_tables.py"),
    Mutant("back office: the reason of a hand-over goes to the author", "handlers/outside/receive.py",
           'data["because"], text = text, ""', 'data["because"] = text', "tests/unit/outside/test_acts.py"),
    Mutant("lead: a lock that a new server does not know is free at once", "storage/lead.py",
           "bool(self.same_server or not self.renewed_at or self.age_ms >= OVER_MS)", "True",
           "tests/contracts/test_lead.py"),
    Mutant("lead: a node speaks for longer than others wait", "storage/lead.py",
           "LEASE_S = 6.0", "LEASE_S = 9.0", "tests/contracts/test_lead.py -k silent"),
    Mutant("lead: a node that waits is taken for the one that leads", "bot/lead/lead.py",
           'self.role == "leading" and self.store.leading()', "True", "tests/unit/test_fence.py"),
    Mutant("lead: whoever lost it writes on", "storage/postgres_lead.py",
           'if lead is not None and proof is not None and found != "SELECT 1":', "if False:",
           "tests/contracts/test_lead.py"),
    Mutant("lead: taking it waits for nobody who writes", "storage/postgres_lead.py",
           "                await watch.execute(NOBODY_WRITES)\n", "", "tests/contracts/test_lead.py"),
    Mutant("drills come to whoever never joined them", "handlers/notices/wanted.py",
           "return bool(chosen.drills)", "return True", "tests/contracts/test_audience.py"),
    Mutant("extreme danger comes to whoever said no to it", "handlers/notices/wanted.py",
           "content.severity >= Severity.EXTREME and chosen.extreme", "content.severity >= Severity.EXTREME",
           "tests/contracts/test_audience.py"),
    Mutant("who chose a messenger that does not reach him is reached nowhere", "bot/notices/recipient.py",
           "[chosen] if chosen else there[:1]", "[chosen] if chosen else []", "tests/unit/notices/test_reached.py"),
    Mutant("quiet hours hold a minute longer", "bot/notices/recipient.py",
           "begins <= minute < ends if begins < ends", "begins <= minute <= ends if begins < ends",
           "tests/unit/notices/test_quiet_hours.py"),
    Mutant("three chats that refuse at once pause nobody else", "bot/delivery/limits.py",
           "if len(recent) >= REFUSALS:", "if False:", "tests/unit/delivery/test_limits.py"),
    Mutant("a process that was held up catches up", "bot/delivery/limits.py",
           "return self._left[window is self.paid].ready_at(now) if window else now", "return now",
           "tests/unit/delivery/test_limits.py"),
    Mutant("what did not leave has used up its place", "bot/delivery/limits.py",
           "            self.all.taken.remove(at)\n            self.shares.remove((at, share))\n", "            pass\n",
           "tests/unit/delivery/test_limits.py"),
    Mutant("a messenger silences a chat for years", "bot/delivery/limits.py",
           "min(seconds, LONGEST_PAUSE_S) if seconds > 0", "seconds if seconds > 0",
           "tests/unit/delivery/test_limits.py"),
    Mutant("forgetting in steps takes what was said to him since", "handlers/citizen/forgetting.py",
           'following = replace(following, before=turn.new_id("outbox"), at=turn.now)', "pass",
           "tests/contracts/test_nothing_left.py -k in_steps"),
    Mutant("forgetting ends with the first reports", "handlers/citizen/forgetting.py",
           "more = len(whole) < len(reports) or len(reports) == REPORTS", "more = False",
           "tests/contracts/test_hook_events.py -k in_steps"),
    Mutant("forgetting: a report with much of it goes whole at once", "handlers/citizen/forgetting.py",
           "        if room < 0:\n            break\n", "", "tests/contracts/test_nothing_left.py -k in_steps"),
    Mutant("the log of ids is cut by a line that was written half", "bot/jobs/forgotten.py",
           'f"\\n{person_id}\\n"', 'f"{person_id}\\n"', "tests/unit/delivery/test_files.py -k damaged"),
    Mutant("a longer number names an account", "handlers/citizen/forget.py",
           'rf"(?<!\\d){re.escape(user)}(?!\\d)"', "re.escape(user)", "tests/unit/citizen/test_privacy.py"),
)  # fmt: skip


def survives(mutant: Mutant, copy: Path) -> bool:
    """Whether the tests pass with this change in."""
    path = copy / mutant.file
    before = path.read_text(encoding="utf-8")
    if before.count(mutant.old) != 1:
        raise SystemExit(f"{mutant.file}: {mutant.old!r} stands there {before.count(mutant.old)} times")
    path.write_text(before.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "-n0",
            "-p",
            "no:cacheprovider",
            *mutant.tests.split(),
        ]
        return subprocess.run(command, cwd=copy, env=os.environ, capture_output=True, timeout=LONGEST_S).returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        path.write_text(before, encoding="utf-8")


def main(wanted: Sequence[str]) -> int:
    """All of them, or those that have one of the wanted phrases in what they are."""
    chosen = [each for each in MUTANTS if not wanted or any(phrase in each.what for phrase in wanted)]
    alive = []
    with tempfile.TemporaryDirectory(prefix="otklik-mutants-") as folder:
        copy = Path(folder)
        for name in FOLDERS:
            shutil.copytree(HOME / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for path in HOME.iterdir():
            if path.is_file():
                shutil.copy2(path, copy / path.name)
        for mutant in chosen:
            lives = survives(mutant, copy)
            alive += [mutant.what] if lives else []
            sys.stdout.write(f"{'SURVIVES' if lives else 'killed  '}  {mutant.what}\n")
            sys.stdout.flush()
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

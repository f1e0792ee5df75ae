"""Benchmarks are registered, their results can be read, and pages show only what was measured. No time is judged."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import beside, results
from benchmarks.__main__ import ALL, main
from benchmarks.meter import percentile, said, spread
from benchmarks.servers.lean_telegram import most_within

HOME = Path(__file__).parents[2]
PROMISED = ("intake", "telegram_lane", "vk_lane", "fairness", "operators", "growth", "memory")


def test_every_promised_figure_has_its_benchmark() -> None:
    assert set(PROMISED) <= set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_registered_benchmark_is_a_module_that_measures(name: str) -> None:
    tree = ast.parse((HOME / "benchmarks" / f"{name}.py").read_text(encoding="utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "measure"]
    assert [a.arg for a in found[0].args.args] == ["quick", "profile"]


@pytest.mark.parametrize("path", sorted(results.RESULTS.glob("*.json")), ids=lambda path: path.stem)
def test_a_result_says_what_when_where_and_how_to_repeat_it(path: Path) -> None:
    result = json.loads(path.read_text(encoding="utf-8"))
    assert result["name"] == path.stem
    assert result["name"] in ALL
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", result["at"])
    assert result["machine"]["cores"] >= 1
    assert result["repeat"].startswith(f"./otklik bench {path.stem}")
    assert all(row["what"] for row in result["rows"])


def test_every_goal_says_whether_it_was_met() -> None:
    for path in results.RESULTS.glob("*.json"):
        for row in json.loads(path.read_text(encoding="utf-8"))["rows"]:
            assert ("goal" in row) == ("met" in row), (path.stem, row["what"])


def test_the_page_shows_existing_results_only() -> None:
    text = results.PAGE.read_text(encoding="utf-8")
    block = text[text.index(results.BEGIN) : text.index(results.END)]
    named = re.findall(r"`\./otklik bench (\w+)", block)
    pictures = re.findall(r"\(\.\./(benchmarks/results/\w+\.png)\)", block)
    assert all((results.RESULTS / f"{name}.json").exists() for name in named)
    assert all((HOME / picture).exists() for picture in pictures)


def test_writing_the_page_twice_changes_nothing_and_keeps_what_stands_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{results.BEGIN}\nold\n{results.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(results, "PAGE", page)
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    rows = [{"what": "ours", "per_s": spread([1.0, 3.0, 2.0]), "goal": 5, "met": False}]
    results.save("intake", rows, results.machine(), quick=True)
    results.write_page(["intake", "never_measured"])
    first = page.read_text(encoding="utf-8")
    results.write_page(["intake", "never_measured"])
    assert page.read_text(encoding="utf-8") == first
    assert first.startswith("before\n")
    assert first.endswith("\nafter\n")
    assert "| ours | 2 (1 to 3) | 5 (missed) |" in first
    assert "old" not in first
    assert "never measured" not in first.lower()


def test_what_moves_is_seen_and_a_round_in_which_all_are_slow_moves_nothing() -> None:
    alone = {number: [0.1 + n / 1000 for n in range(100)] for number in range(4)} | {4: [9.0] * 100}
    slower = {number: [2 * seconds for seconds in waits] for number, waits in alone.items()}
    assert beside._share(alone, alone, range(5)) == 0
    assert round(beside._share(alone, slower, range(4)), 6) == 1
    assert beside._share({}, alone, []) == 0


def test_an_unknown_benchmark_is_refused_with_the_names_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["warp"]) == 2
    assert "vk_lane" in capsys.readouterr().err


def test_the_command_line_needs_no_library_of_the_group(tmp_path: Path) -> None:
    code = (
        "import sys, benchmarks.__main__; sys.exit(any(m in sys.modules for m in ('matplotlib', 'uvloop', 'aiogram')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=HOME).returncode == 0


def test_a_window_counts_what_lies_less_than_its_length_apart() -> None:
    assert most_within([0.0, 0.5, 0.999, 1.0, 1.4], 1.0) == 4
    assert most_within([], 1.0) == 0


def test_figures_are_told_plainly() -> None:
    assert said(spread([1250.4, 1190.0, 1300.0], 0)) == "1,250 (1,190 to 1,300)"
    assert said(0.123456) == "0.123"
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([], 0.95) == 0.0

"""Pictures of results. matplotlib is in the group `bench` only, and is imported when a picture is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.results import RESULTS

OURS, PEER, THIRD = "#1f6f5c", "#b9b3a6", "#d08c33"


def bars(name: str, title: str, unit: str, figures: Sequence[tuple[str, Any, bool]], goal: float = 0.0) -> None:
    """`figures`: label, a number or a spread, and whether it is ours."""
    plot = _plot()
    shown = [
        (label, f if isinstance(f, dict) else {"median": f, "min": f, "max": f}, ours) for label, f, ours in figures
    ]
    figure, axes = plot.subplots(figsize=(8, 0.9 + 0.45 * len(shown)))
    labels = [label for label, _, _ in shown]
    values = [f["median"] for _, f, _ in shown]
    errors = [[f["median"] - f["min"] for _, f, _ in shown], [f["max"] - f["median"] for _, f, _ in shown]]
    colours = [OURS if ours else PEER for _, _, ours in shown]
    axes.barh(labels, values, xerr=errors, color=colours, ecolor="#444444", capsize=3)
    axes.bar_label(axes.containers[-1], labels=[f"{value:,.4g}" for value in values], padding=6)
    if goal:
        axes.axvline(goal, color="#aa3322", linestyle="--", linewidth=1, label=f"goal {goal:g}")
        axes.legend(loc="lower right")
    axes.invert_yaxis()
    axes.margins(x=0.15)
    axes.set_xlabel(unit)
    axes.set_title(title, loc="left")
    _save(plot, figure, name)


def areas(name: str, title: str, parts: Sequence[tuple[str, str, str, Sequence[Sequence[int]]]]) -> None:
    """Side by side: (heading, label of the first, label of the second, pairs for each second)."""
    plot = _plot()
    figure, found = plot.subplots(1, len(parts), figsize=(5 * len(parts), 3.4), sharey=True, squeeze=False)
    for axes, (heading, first, second, pairs) in zip(found[0], parts, strict=True):
        seconds = range(len(pairs))
        axes.stackplot(
            seconds, [p[1] for p in pairs], [p[0] for p in pairs], labels=[second, first], colors=[OURS, PEER]
        )
        axes.axhline(30, color="#aa3322", linestyle="--", linewidth=1, label="allowed")
        axes.set_title(heading, loc="left")
        axes.set_xlabel("second")
        axes.legend(loc="lower right", fontsize=8)
    found[0][0].set_ylabel("messages a second")
    figure.suptitle(title, x=0.01, ha="left")
    _save(plot, figure, name)


def lines(
    name: str, title: str, across: str, up: str, drawn: Sequence[tuple[str, Sequence[float], Sequence[float]]]
) -> None:
    """Curves: label, x values, y values."""
    plot = _plot()
    figure, axes = plot.subplots(figsize=(8, 3.6))
    for (label, x, y), colour in zip(drawn, (OURS, THIRD, PEER, "#555555"), strict=False):
        axes.plot(x, y, label=label, color=colour)
    axes.set_ylim(bottom=0)
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.set_title(title, loc="left")
    axes.legend()
    _save(plot, figure, name)


def _plot() -> Any:
    import matplotlib  # type: ignore[import-not-found, unused-ignore]

    matplotlib.use("Agg")
    from matplotlib import pyplot

    return pyplot


def _save(plot: Any, figure: Any, name: str) -> None:
    figure.tight_layout()
    RESULTS.mkdir(exist_ok=True)
    figure.savefig(RESULTS / f"{name}.png", dpi=110)
    plot.close(figure)

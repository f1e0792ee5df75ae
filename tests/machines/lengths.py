"""How long the state machines run: a short form for every day, the same each time, and a long one that draws anew."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def short_run(examples: int, steps: int) -> settings:
    """Quick, and nobody waits minutes for a failure to be made smaller: the long form does that."""
    return settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=CHECKS,
        phases=[Phase.generate], derandomize=True, print_blob=True, database=None,
    )  # fmt: skip


def long_run(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=CHECKS, print_blob=True
    )

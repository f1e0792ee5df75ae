"""How long the state machines run: a short form for every day, the same each time, and a long one that draws anew."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
EXAMPLES, STEPS = "MACHINE_EXAMPLES", "MACHINE_STEPS"
"""Variables of the environment: how long the long form is."""


def short_run(examples: int, steps: int) -> settings:
    """Quick, and nobody waits minutes for a failure to be made smaller: the long form does that."""
    return settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=CHECKS,
        phases=[Phase.generate], derandomize=True, print_blob=True, database=None,
    )  # fmt: skip


def long_run(examples: int, steps: int) -> settings:
    """Other seeds each time, or the one of `--hypothesis-seed`; MACHINE_EXAMPLES and MACHINE_STEPS say otherwise."""
    examples, steps = int(os.environ.get(EXAMPLES, examples)), int(os.environ.get(STEPS, steps))
    return settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=CHECKS, print_blob=True
    )

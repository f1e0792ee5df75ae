"""`./otklik bench [NAME]`: run one benchmark or all, print a table, write JSON into benchmarks/results/."""

from __future__ import annotations

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import startup

ALL = {"startup": startup.measure}
RESULTS = Path(__file__).parent / "results"


def machine() -> dict[str, object]:
    return {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count()}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"otklik bench: no benchmark {unknown[0]}; there are: {', '.join(ALL)}", file=sys.stderr)
        return 2
    for name in names or list(ALL):
        rows = ALL[name]()
        result = {"name": name, "at": f"{datetime.now(UTC):%Y-%m-%d}", "machine": machine(), "rows": rows}
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"{name}: {result['machine']}")
        for row in rows:
            print("  " + "  ".join(f"{key} {value}" for key, value in row.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

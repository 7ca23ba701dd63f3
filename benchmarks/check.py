"""Time and memory of `check`: 10,000 generated questions, 500 cases of 30 scenes, and today's."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from benchmarks.generate import course  # noqa: E402

RUN = "import sys; from pendamping.cli import main; sys.exit(main(sys.argv[1:]))"


def measure(root: Path) -> tuple[float, float, str]:
    """Run `check` in a process of its own: seconds, MB at the peak, its last line."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", RUN, "--root", str(root), "check"], capture_output=True, text=True
    )
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return took, peak, done.stderr.strip().splitlines()[-1]


def main() -> None:
    """Print one table."""
    print("| course | s | MB (peak so far) | says |\n|---|---|---|---|")
    took, peak, said = measure(ROOT)
    print(f"| today | {took:.2f} | {peak:.0f} | {said} |", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "course"
        into.mkdir()
        course(ROOT, into, items=10_000, cases=500, scenes=30)
        took, peak, said = measure(into)
    print(f"| generated | {took:.2f} | {peak:.0f} | {said} |")


if __name__ == "__main__":
    main()

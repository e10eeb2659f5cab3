"""`make prove`: everything that is claimed of the portal, shown in one go, one line each with its figure. It may take an hour.

ARTICLES=100000 makes the bench as large as that; PROVE=matrix,leaks runs only the steps that are named.
"""

import os
import platform
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = [sys.executable, "-m"]
PYTEST = [sys.executable, "-m", "pytest", "-q"]


@dataclass(frozen=True)
class Step:
    """One thing to show: what runs, and where in its output the figure stands."""

    name: str
    title: str
    command: list[str]
    figure: str = r"(\d+ passed[^\n]*?) in "
    table: str = ""  # the lines that are printed below the figure


STEPS = [
    Step("check", "fit to be deployed (make check)", [sys.executable, "tools/check.py"], r"(\d+ passed)"),
    Step("matrix", "every address as everybody, in every state", [
        *PYTEST, "tests/pages/matrix", *sorted(map(str, ROOT.glob("tests/pages/test_every_address*.py"))),
    ]),
    Step("crawler", "a crawler that knows every hidden word, one second before and after", [
        *PYTEST, "tests/newsroom/test_nothing_hidden_comes_out.py",
    ]),
    Step("leaks", "hidden pieces, files, contacts, searches", [
        *PYTEST, "tests/pages/test_side_doors.py", "tests/pages/test_files.py", "tests/pages/test_attached_files.py",
        "tests/pages/test_feedback_leaks.py", "tests/pages/test_outside_its_dates.py",
        "tests/newsroom/test_search_finds_only_what_is_public.py",
    ]),
    Step("headers", "the head of every answer, scored", [*PYTEST, "tests/pages/test_headers.py"]),
    Step("hostile", "hostile requests", [*PYTEST, *sorted(map(str, ROOT.glob("tests/pages/test_hostile*.py")))]),
    Step("served", "behind nginx, and faults really done", [*PYTEST, "-m", "served", "tests/served"]),
    Step("postgres", "matrix, crawler and failures on PostgreSQL", [
        sys.executable, "tools/with_postgres.py", *PYTEST, "-m", "not long", "tests/pages/matrix",
        "tests/pages/test_every_address_as_every_role.py", "tests/newsroom/test_nothing_hidden_comes_out.py",
        "tests/pages/test_failures.py",
    ]),
    Step("html", "valid HTML, by the Nu checker", [*OUTSIDE, "tools.outside.markup"], r"(\d+ pages of[^\n]*|\d+ kinds of err[^\n]*)"),
    Step("data", "feeds, sitemaps, calendars, JSON-LD, OpenGraph, service, by independent readers", [*OUTSIDE, "tools.outside.data"],
        r"(\d+ faults in[^\n]*|\d+ of \d+ collections[^\n]*)"),
    Step("phone", "first view on a telephone, by Lighthouse", [*OUTSIDE, "tools.outside.phone"],
        r"(\d+ of \d+ pages are as good[^\n]*)", r"^(?:[a-z ]*  perf|[a-z ]+   +\d+ |    misses).*$"),
    Step("bench", "bench", [sys.executable, "tools/bench.py"], r"(\d+ of \d+ rows miss their target[^\n]*)"),
]  # fmt: skip


def machine() -> str:
    """How large the machine is on which this was shown."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def show(step: Step) -> bool:
    """Run it and print its line; what failed is printed whole."""
    start = time.monotonic()
    done = subprocess.run(step.command, cwd=ROOT, capture_output=True, text=True)
    figures = re.findall(step.figure, done.stdout)
    missed = any(not figure.startswith("0 of") for figure in figures if "miss their target" in figure)
    good = done.returncode == 0 and bool(figures) and not missed
    said = "; ".join(figures) or f"exit code {done.returncode}"
    print(f"{'✓' if good else '✗'} {step.title}: {said} ({time.monotonic() - start:.0f} s)", flush=True)
    for line in re.findall(step.table, done.stdout, re.MULTILINE) if step.table else ():
        print(f"    {line}")
    for skipped in re.findall(r"^SKIPPED (.*)$", done.stdout, re.MULTILINE):
        print(f"    left out: {skipped}")
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-2000:], sep="\n")
    return good


def main() -> int:
    """Every step; the exit code says whether all of it holds."""
    wanted = [name for name in os.environ.get("PROVE", "").split(",") if name]
    if strange := set(wanted) - {step.name for step in STEPS}:
        print(f"✗ PROVE={','.join(sorted(strange))}: chỉ có {', '.join(step.name for step in STEPS)}.")
        return 2
    print(f"{time.strftime('%Y-%m-%d %H:%M')} · {machine()}\n")
    shown = [show(step) for step in STEPS if not wanted or step.name in wanted]
    print(f"\n{sum(shown)} of {len(shown)} hold.")
    return 0 if all(shown) else 1


if __name__ == "__main__":
    raise SystemExit(main())

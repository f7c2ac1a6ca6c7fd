"""What `./test` runs, step by step, and how it counts. A step that cannot run is a failure.

The tests with real processes mostly wait, one group behind the other, as if the machine were theirs;
what computes takes what they leave (`gentle`).
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "src")]

from tests import gentle  # noqa: E402

BIN = Path(sys.executable).parent
SOAK = "tests/faults/test_soak.py"
_AGAIN_MAX = 8
NO_TESTS = 5
"""pytest's exit code when nothing was collected, as `-k` may lead to."""


@dataclass
class Outcome:
    """Of one step. A step that is no test runner counts only when it fails."""

    ok: bool
    passed: int = 0
    failed: int = 0
    said: str = ""
    failing: tuple[str, ...] = ()
    """Which tests, as pytest names them."""
    unsteady: tuple[str, ...] = ()
    """Failed first and passed when they ran by themselves; named in the summary."""


@dataclass
class Steps:
    """Runs the steps and adds up; what a step has said is shown in one piece when it is over."""

    done: list[tuple[str, float, Outcome]] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def run(self, name: str, work: Callable[[], Outcome]) -> bool:
        began = time.monotonic()
        print(f"... {name}", flush=True)
        try:
            outcome = work()
        except Exception as error:
            outcome = Outcome(ok=False, said=f"{name} could not run: {error}")
        if not outcome.ok and not outcome.failed:
            outcome.failed = 1
        seconds = time.monotonic() - began
        end = f"--- {name}: {'ok' if outcome.ok else 'FAILED'}, {seconds:.1f} s"
        with self._turn:
            self.done.append((name, seconds, outcome))
            print("\n".join(part for part in (outcome.said.rstrip(), end) if part), flush=True)
        return outcome.ok

    def finish(self) -> int:
        print("\n=== summary")
        for name, seconds, outcome in self.done:
            counted = f"{outcome.passed} passed, {outcome.failed} failed"
            counts = counted if outcome.passed or outcome.failed else ""
            print(f"{'ok' if outcome.ok else 'FAILED':6} {seconds:7.1f} s  {name}  {counts}")
        for one in (one for _, _, outcome in self.done for one in outcome.unsteady):
            print(f"UNSTEADY: {one} failed, and passed by itself; what it said is above")
        worked = os.times()
        cpu_s = sum(worked[:4])
        print(f"{'':6} {time.monotonic() - self.began:7.1f} s  all, {cpu_s:.0f} s of processor\n")
        failed = sum(outcome.failed for _, _, outcome in self.done)
        print(f"{sum(outcome.passed for _, _, outcome in self.done)} passed, {failed} failed")
        return 1 if failed else 0


def command(*words: str | Path, folder: Path = PROJECT, gently: bool = False) -> Outcome:
    """A program that is well when it exits with 0."""
    done = gentle.run([str(word) for word in words], folder, gently=gently)
    return Outcome(ok=done.returncode == 0, said=done.stdout)


def pytest(*words: str, gently: bool = False) -> Outcome:
    """One run of pytest; a skipped test is a test that could not run, and so a failure."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        asked = ("-q", "--durations=8", f"--junit-xml={report}", *words)
        done = gentle.run([str(BIN / "pytest"), *asked], PROJECT, gently=gently)
        if done.returncode == NO_TESTS:
            return Outcome(ok=True)
        counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
        told = ET.parse(report).getroot()
        for suite in told.iter("testsuite"):
            for key in counts:
                counts[key] += int(suite.get(key, "0"))
    bad = counts["failures"] + counts["errors"] + counts["skipped"]
    skipped = f"\n{counts['skipped']} tests were skipped: each counts as failed"
    return Outcome(
        ok=done.returncode == 0 and not bad,
        passed=counts["tests"] - bad,
        failed=bad,
        said=done.stdout + (skipped if counts["skipped"] else ""),
        failing=tuple(dict.fromkeys(_name(case) for case in told.iter("testcase") if _fails(case))),
    )


def _fails(case: ET.Element) -> bool:
    return case.find("failure") is not None or case.find("error") is not None


def _name(case: ET.Element) -> str:
    """As pytest takes it: our tests are functions in files."""
    return f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"


def pytest_real(*words: str) -> Outcome:
    """What a few tests with real processes fail at is seen again by themselves: a fault of ours fails
    again, a machine that stood still for a moment does not. Both are shown, and the second is named.
    """
    first = pytest("-m", "real", *words)
    if not 0 < len(first.failing) <= _AGAIN_MAX:
        return first
    again = pytest("-m", "real", *first.failing)
    return Outcome(
        ok=again.ok,
        passed=first.passed + again.passed,
        failed=again.failed,
        said=f"{first.said}\n=== {len(first.failing)} once more\n{again.said}",
        failing=again.failing,
        unsteady=tuple(one for one in first.failing if one not in again.failing),
    )


def vitest(folder: Path, npx: str) -> Outcome:
    """The console's unit tests, counted from their own last lines."""
    done = gentle.run([npx, "vitest", "run"], folder, {**os.environ, "NO_COLOR": "1", "CI": "1"})
    counts = {"passed": 0, "failed": 0, "skipped": 0, "todo": 0}
    for line in re.findall(r"^\s*Tests\s+(.+)$", done.stdout, re.MULTILINE):
        for number, word in re.findall(r"(\d+) (passed|failed|skipped|todo)", line):
            counts[word] += int(number)
    bad = counts["failed"] + counts["skipped"] + counts["todo"]
    is_well = done.returncode == 0 and not bad
    return Outcome(is_well, counts["passed"], bad, done.stdout[-12_000:])


def provision() -> Outcome:
    """Asterisk, SIPp and Chromium."""
    asterisk = (
        "from callfloor.telephony.asterisk.install import find_or_install;"
        "print('asterisk', find_or_install().version)"
    )
    first = command(sys.executable, "-c", asterisk)
    second = command(sys.executable, "-m", "callfloor.machine.testing_tools")
    return Outcome(first.ok and second.ok, said=first.said + second.said)


def gently(*words: str | Path, folder: Path = PROJECT) -> Callable[[], Outcome]:
    return partial(command, *words, folder=folder, gently=True)


def check_python(steps: Steps) -> None:
    steps.run("format", gently(BIN / "ruff", "format", "--check", "."))
    steps.run("lint", gently(BIN / "ruff", "check", "."))
    steps.run("import contracts", gently(BIN / "lint-imports"))
    steps.run("types", gently(BIN / "mypy"))


@dataclass(frozen=True)
class Console:
    """Where it lies, and the programs that check it."""

    folder: Path
    npm: str
    npx: str


def prepare_console(steps: Steps) -> Console | None:
    """Node and the packages of the lock file; None where they are not to be had, which is told."""
    folder, found = PROJECT / "console", list[Console]()

    def packages() -> Outcome:
        sys.path.insert(0, str(PROJECT / "src"))
        from callfloor.machine.console import install_packages
        from callfloor.machine.node import find_or_install

        node = find_or_install()
        os.environ["PATH"] = f"{node.folder}{os.pathsep}{os.environ['PATH']}"
        install_packages(folder, print)
        found.append(Console(folder, str(node.folder / "npm"), str(node.folder / "npx")))
        return Outcome(ok=True)

    steps.run("console packages", packages)
    return found[0] if found else None


def check_console(steps: Steps, console: Console) -> None:
    npm, folder = console.npm, console.folder
    steps.run("console lint", gently(npm, "run", "--silent", "lint", folder=folder))
    steps.run("console types", gently(npm, "run", "--silent", "typecheck", folder=folder))
    steps.run("console tests", lambda: vitest(folder, console.npx))


_BUILD = "from callfloor.machine.console import build; build(print)"


def check_sources(steps: Steps, *, whole: bool, ready: threading.Event) -> None:
    """Everything but the tests in Python, one step after the other; first what the real tests need."""
    console = prepare_console(steps)
    if whole:
        if console is not None:
            steps.run("console build", lambda: command(sys.executable, "-c", _BUILD))
        steps.run("programs for the real tests", provision)
    ready.set()
    check_python(steps)
    if console is not None:
        check_console(steps, console)


def side_by_side(*works: Callable[[], object]) -> None:
    """Returns when all are over; whoever interrupts it interrupts them."""
    lanes = [threading.Thread(target=work) for work in works]
    for lane in lanes:
        lane.start()
    try:
        for lane in lanes:
            lane.join()
    except KeyboardInterrupt:
        gentle.interrupt_all()
        raise


def check_real(steps: Steps, words: list[str]) -> None:
    """Journeys fill a core, and some of what these tests wait for is a matter of milliseconds. So
    together run only those that hardly compute: telephony in two processes, then the faults, and the
    soak beside them.

    The browser's driver keeps an event loop for its whole process, so it has one of its own.
    """
    journeys, faults, machine = "tests/journeys", "tests/faults", "tests/machine"
    apart = tuple(f"--ignore={folder}" for folder in (journeys, faults, machine))
    two = ("-n", "2", "--dist", "worksteal")

    def real(name: str, *which: str) -> None:
        steps.run(name, partial(pytest_real, *words, *which))

    def telephony() -> None:
        real("tests on real telephony", *two, *apart)
        real("faults and the start", faults, machine, f"--ignore={SOAK}")

    real("journeys", journeys)
    gentle.wake()  # should it have died while it had hushed them
    side_by_side(
        telephony,
        partial(steps.run, "soak", partial(pytest, "-m", "real", *words, SOAK)),
    )


def main() -> int:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--quick", action="store_true")
    told, words = parser.parse_known_args()
    if told.quick:
        os.environ["CALLFLOOR_TEST_EFFORT"] = "quick"
    steps, ready = Steps(), threading.Event()
    os.environ[gentle.FOLDER] = tempfile.mkdtemp(prefix="callfloor-test-gentle-")
    which = "not real and not thorough" if told.quick else "not real"
    unit = ["-m", which, "-n", "2", "--dist", "loadfile", "--timeout", "600", *words]
    if told.quick:
        unit += ["-p", "no:schemathesis"]  # it would be brought into each process for nothing

    def real() -> None:
        if not told.quick:
            ready.wait()
            check_real(steps, words)

    side_by_side(
        partial(check_sources, steps, whole=not told.quick, ready=ready),
        partial(steps.run, "tests", partial(pytest, *unit, gently=True)),
        real,
    )
    shutil.rmtree(os.environ[gentle.FOLDER], ignore_errors=True)
    return steps.finish()


if __name__ == "__main__":
    sys.exit(main())

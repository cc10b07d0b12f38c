"""Test suite in several versions of QGIS, with a comparison of their results for the sample.

python3 .ci/matrix.py [--minutes N] [--own tests.xml] [SUITE...]

The QGIS of this machine comes first, then those of Debian suites (default: all) in roots that
.ci/root makes once. A root that cannot be made is reported, but is not a fault. Failed tests and
different results are faults.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import witness

ROOT = Path(__file__).resolve().parent.parent
SUITES = ("trixie", "trixie-backports", "forky")
# A run beyond this hangs: the suite takes four minutes on two processors.
MOST_SECONDS = 30 * 60

TEST = "make --silent test ARGS='-q --junitxml=build/tests.xml'; "
WITNESS = "/usr/bin/python3 .ci/witness.py build/witness"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=float("inf"), help="start no suite after")
    parser.add_argument("--own", type=Path, help="JUnit report of this machine")
    parser.add_argument("suites", nargs="*", default=SUITES, metavar="SUITE")
    options = parser.parse_args()
    end = time.monotonic() + 60 * options.minutes
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        rows = [own(Path(folder), options.own)]
        missing = []
        for suite in options.suites:
            late = time.monotonic() > end
            reason = f"{suite}: no time left" if late else make_root(suite, end)
            if reason:
                missing.append(f"Debian {reason}")
            else:
                rows.append(in_root(suite, Path(folder)))
        faults = [f"{row['where']}: {fault}" for row in rows for fault in faults_of(row, rows[0])]
    print("\n" + table(rows))
    for sentence in missing:
        print(f"NOT RUN: {sentence}")
    for fault in faults:
        print(f"FAULT: {fault}")
    ran = ", ".join(row["versions"].get("QGIS", row["where"]) for row in rows)
    n = {key: sum(row[key] for row in rows) for key in ("passed", "failed", "skipped")}
    print(f"QGIS {ran}: {n['passed']} passed, {n['failed']} failed, {n['skipped']} skipped")
    return 1 if faults else 0


def own(folder, report):
    """Return the row of this machine's QGIS. A given report replaces the run of its suite."""
    checkout, results = ROOT, folder / "own"
    if report is None:
        checkout = folder / "checkout"
        run(["git", "clone", "--quiet", str(ROOT), str(checkout)])
        print("QGIS of this machine", flush=True)
        run(["sh", "-c", TEST], cwd=checkout)
        report = checkout / "build/tests.xml"
    run(["/usr/bin/python3", str(checkout / ".ci/witness.py"), str(results)])
    return row_of("this machine", report, results)


def make_root(suite, end):
    """Make the root of a suite, and return the reason of a failure or an empty text."""
    print(f"Debian {suite}", flush=True)
    seconds = max(60, min(end - time.monotonic(), MOST_SECONDS))
    made = run([".ci/root", "make", suite], seconds=seconds, stderr=subprocess.PIPE, text=True)
    if made is None:
        return f"{suite}: the root took too long"
    if made.returncode:
        sys.stderr.write(made.stderr)
        return (made.stderr.strip().splitlines() or [f"{suite}: the root cannot be made"])[-1]
    return ""


def in_root(suite, folder):
    """Run the suite in its root, and return its row."""
    run([".ci/root", "run", suite, "sh", "-c", TEST + WITNESS])
    answer = subprocess.run(
        [".ci/root", "folder", suite], capture_output=True, text=True, check=True
    )
    built = Path(answer.stdout.strip()) / "src/build"
    results = folder / suite
    if (built / "witness").is_dir():
        shutil.copytree(built / "witness", results)
    return row_of(f"Debian {suite}", built / "tests.xml", results)


def run(command, *, seconds=MOST_SECONDS, **options):
    """Run a command. After a timeout, end it with its children and return None."""
    process = subprocess.Popen(command, start_new_session=True, **options)
    try:
        _, stderr = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        return None
    return subprocess.CompletedProcess(command, process.returncode, None, stderr)


def row_of(where, report, results):
    """Return versions and counts of a run. Without a report, ``failed`` is 1."""
    row = {"where": where, "versions": {}, "passed": 0, "failed": 1, "skipped": 0, "seconds": 0.0}
    row["results"] = results
    if (results / "versions.json").exists():
        row["versions"] = json.loads((results / "versions.json").read_text(encoding="utf-8"))
    row["ended"] = report.exists()
    if row["ended"]:
        counts = ElementTree.parse(report).getroot().find("testsuite").attrib
        row["failed"] = int(counts["failures"]) + int(counts["errors"])
        row["skipped"] = int(counts["skipped"])
        row["passed"] = int(counts["tests"]) - row["failed"] - row["skipped"]
        row["seconds"] = float(counts["time"])
    return row


def faults_of(row, first):
    """Yield a sentence for each fault of a run."""
    if not row["ended"]:
        yield "the suite did not finish"
    elif row["failed"] or not row["passed"]:
        yield f"{row['failed']} tests failed, {row['passed']} passed"
    if not list(row["results"].glob("*.tif")):
        yield "the sample was not classified"
    elif row is not first:
        for difference in witness.differences(first["results"], row["results"]):
            yield f"different from QGIS {first['versions']['QGIS']}: {difference}"


def table(rows):
    """Return a table of versions and counts with a line for each run."""
    names = list(rows[0]["versions"])
    lines = [["", *names, "passed", "failed", "skipped", "seconds"]]
    for row in rows:
        counts = [str(row[key]) for key in ("passed", "failed", "skipped")]
        versions = [row["versions"].get(name, "?") for name in names]
        lines.append([row["where"], *versions, *counts, f"{row['seconds']:.0f}"])
    widths = [max(map(len, column)) for column in zip(*lines)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines
    )


if __name__ == "__main__":
    sys.exit(main())

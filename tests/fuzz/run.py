"""Comparison of random cases with an oracle.

make fuzz                      10,000 cases
make fuzz ARGS="500 --seed 7"
"""

import argparse
import multiprocessing
import os
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent


class Tally:
    """Counts of cases, and the smallest case of each kind of failure.

    Attributes
    ----------
    seen : Counter
        Number of cases with each property.
    failures : dict of str to tuple
        Number, pixels, case and traceback of each kind of failure.
    """

    def __init__(self):
        self.seen = Counter()
        self.failures = {}

    def failed(self, what, size, case, trace, times=1):
        before = self.failures.get(what, (0, size + 1, None, None))
        smaller = before[1:] if before[1] <= size else (size, case, trace)
        self.failures[what] = (before[0] + times, *smaller)

    def add(self, other):
        self.seen += other.seen
        for what, (times, size, case, trace) in other.failures.items():
            self.failed(what, size, case, trace, times)


def share(job, n_cases, seed, results):
    """Run the cases of one process, and put its tally into the results even after an error."""
    tally = Tally()
    try:
        run(job, n_cases, seed, tally)
    except BaseException as error:
        tally.failed(repr(error), 0, "", traceback.format_exc())
    results.put(tally)


def run(job, n_cases, seed, tally):
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    from fuzz.cases import cases
    from fuzz.check import check

    started = time.monotonic()
    seen = tally.seen

    @seeded(seed)
    @settings(
        max_examples=n_cases,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
    )
    @given(cases())
    def every_map_is_that_of_the_oracle(case):
        seen["cases"] += 1
        try:
            seen[check(case)] += 1
        except Exception as error:
            trace = traceback.format_exc()
            place = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
            print(f"process {job}: {what}: {error}\n{case}", flush=True)
            tally.failed(what, case.width * case.height * case.n_bands, repr(case), trace)
        drawn_at_times = {
            "masks": case.covers,
            "a value ignored": case.ignored is not None,
            "indices": case.indices,
            "components": case.options["n_components"],
            "small patches": case.min_area,
            "series": case.n_rasters > 1,
            "all pixels": case.options["sample_size"] == 0,
        }
        also = [what for what, is_so in drawn_at_times.items() if is_so]
        for drawn in {case.nodata, case.layout, *case.dtypes, *case.kinds, *also}:
            seen[f"with {drawn}"] += 1
        if seen["cases"] % 250 == 0:
            rate = seen["cases"] / (time.monotonic() - started)
            print(f"process {job}: {seen['cases']} cases, {rate:.1f} a second", flush=True)

    every_map_is_that_of_the_oracle()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("n_cases", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if arguments.seed is None else arguments.seed
    print(f"{arguments.n_cases:,} cases, seed {seed}, {arguments.jobs} processes", flush=True)
    started = time.monotonic()
    results = multiprocessing.Queue()
    n_each = -(-arguments.n_cases // arguments.jobs)
    processes = [
        multiprocessing.Process(target=share, args=(job, n_each, 1000 * seed + job, results))
        for job in range(arguments.jobs)
    ]
    for process in processes:
        process.start()
    tally = Tally()
    for _ in processes:
        tally.add(results.get())
    for name, count in sorted(tally.seen.items()):
        print(f"{name:24} {count:7,}")
    for what, (times, _, case, trace) in tally.failures.items():
        print(f"\n{times} times: {what}; the smallest was\n{case}\n{trace}")
    seconds = time.monotonic() - started
    n_failed = sum(times for times, *_ in tally.failures.values())
    print(f"seed {seed}: {tally.seen['cases']:,} cases in {seconds:.0f} s, {n_failed} mismatches")
    return 1 if n_failed else 0


if __name__ == "__main__":
    # The modules of this folder belong to the package `fuzz`, so its parents replace it.
    sys.path[0] = str(TESTS)
    sys.path.insert(1, str(TESTS.parent))
    sys.exit(main())

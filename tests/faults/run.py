"""One run in a process of its own, which prints the message for the user."""

import argparse
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from s2_kmeans_plugin.core import FitOptions, RasterSource, Watch, Workers, classify
from s2_kmeans_plugin.core.errors import CoreError


def limit_memory(room):
    """Allow the process to use ``room`` megabytes more than now.

    The limit is on data, since libraries alone reserve gigabytes of addresses.
    """
    status = Path("/proc/self/status").read_text()
    (used,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmData:"))
    resource.setrlimit(resource.RLIMIT_DATA, (int(used) * 1024 + room * 2**20,) * 2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--pause", type=float, default=0, help="seconds to wait before labelling")
    parser.add_argument("--room", type=int, help="megabytes of memory that the run may use")
    arguments = parser.parse_args()
    if arguments.room is not None:
        limit_memory(arguments.room)
    reported = []

    def progress(fraction):
        if fraction > 0.3 and not reported:
            reported.append(True)
            print("classifying", flush=True)
            time.sleep(arguments.pause)

    try:
        with ThreadPoolExecutor(2) as executor:
            classify(
                RasterSource.open(arguments.input),
                arguments.output,
                FitOptions(n_init=2, sample_size=10_000),
                workers=Workers(executor, 2, Watch(progress)),
            )
        print("done")
    except CoreError as error:
        print(f"refused: {error}")
    except MemoryError:
        print("refused: There is not enough memory")

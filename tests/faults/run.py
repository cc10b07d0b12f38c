"""One run in a process of its own: `run.py INPUT OUTPUT`; prints what a user would be told."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.pipeline import classify
from s2_kmeans_plugin.core.raster.source import RasterSource

if __name__ == "__main__":
    print("begun", file=sys.stderr, flush=True)
    told = []

    def progress(fraction):
        if fraction > 0.3 and not told:
            told.append(True)
            print("classifying", flush=True)
            time.sleep(float(sys.argv[3]) if len(sys.argv) > 3 else 0)

    try:
        with ThreadPoolExecutor(2) as executor:
            classify(
                RasterSource.open(sys.argv[1]),
                sys.argv[2],
                n_init=2,
                sample_size=10_000,
                executor=executor,
                n_workers=2,
                progress=progress,
            )
        print("done")
    except RasterError as error:
        print(f"refused: {error}")
    except MemoryError:
        print("refused: There is not enough memory")

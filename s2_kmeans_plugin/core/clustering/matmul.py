"""Products of matrices by the faster of two ways of numpy.

`np.matmul` calls the BLAS library of numpy, several times as fast as `np.einsum` at best. Its last
digits depend on the library and the processor, so it only serves labels, whose ties `scores`
settles in float64. Numbers come from `np.einsum`, which adds up in the same order everywhere.

numpy may have a slow BLAS: Debian's reference BLAS takes three times as long as einsum. QGIS on
Linux links the GNU Scientific Library, whose BLAS is as slow and hides that of numpy. So both ways
are timed once.
"""

from __future__ import annotations

import os
from functools import lru_cache, partial
from timeit import repeat
from typing import Callable

import numpy as np

from ..parallel.memory import available_bytes

# Writes the product of the first two matrices into the third.
Multiply = Callable[[np.ndarray, np.ndarray, np.ndarray], None]

# OpenBLAS splits a larger product among its threads, for which two callers wait in turns
# (GEMM_MULTITHREAD_THRESHOLD in its sources).
_MAX_MULTIPLICATIONS = 2**18
# Columns of one product. Chosen: it stays in the second level of cache.
_MIN_COLUMNS, _MAX_COLUMNS = 64, 2048

# OpenBLAS reserved up to 128 MB for each thread on Haswell and Zen processors. The rest is for the
# run itself (chosen).
_BYTES_PER_THREAD, _OTHER_BYTES = 2**27, 2**28

# Chosen: a trial takes less than a millisecond.
_N_TRIALS = 5


def multiply_fast(matrix: np.ndarray, z: np.ndarray, out: np.ndarray) -> None:
    """Write the product of two matrices into ``out``; its last digits depend on this machine.

    All three have the same type, float32 or float64, and rows whose numbers are adjacent in memory.
    """
    if matrix.dtype == np.float32:
        _find_fastest()(matrix, z, out)
    else:
        multiply_reproducibly(matrix, z, out)


def multiply_reproducibly(matrix: np.ndarray, z: np.ndarray, out: np.ndarray) -> None:
    """Write the product of two matrices, as `multiply_fast`; identical on every machine."""
    np.einsum("kb,bn->kn", matrix, z, out=out)


def _multiply_by_blas(matrix: np.ndarray, z: np.ndarray, out: np.ndarray) -> None:
    n_columns = _MAX_MULTIPLICATIONS // matrix.size // _MIN_COLUMNS * _MIN_COLUMNS
    n_columns = max(_MIN_COLUMNS, min(_MAX_COLUMNS, n_columns))
    whole = z.shape[1] // n_columns * n_columns
    if whole:
        # One call for all blocks, because a thread may wait for the interpreter's lock after each.
        np.matmul(matrix, _cut_blocks(z, n_columns), out=_cut_blocks(out, n_columns))
    if whole < z.shape[1]:
        np.matmul(matrix, z[:, whole:], out=out[:, whole:])


def _cut_blocks(wide: np.ndarray, n_columns: int) -> np.ndarray:
    """Return a view of the whole blocks of columns, shape (n_blocks, n_rows, n_columns)."""
    n_blocks = wide.shape[1] // n_columns
    return wide[:, : n_blocks * n_columns].reshape(-1, n_blocks, n_columns).transpose(1, 0, 2)


@lru_cache(maxsize=1)
def _find_fastest() -> Multiply:
    if not _has_room_for_blas():
        return multiply_reproducibly
    rng = np.random.default_rng(0)
    matrix, z = (rng.random(shape, dtype=np.float32) for shape in ((8, 11), (11, 4096)))
    ways = (multiply_reproducibly, _multiply_by_blas)
    return min(ways, key=lambda way: _measure_seconds(way, matrix, z))


def _has_room_for_blas() -> bool:
    """Return whether the process may take the memory that OpenBLAS reserves.

    OpenBLAS tries forever where a limit, such as that of ulimit, refuses the memory.
    """
    available = available_bytes()
    needed = (os.cpu_count() or 1) * _BYTES_PER_THREAD + _OTHER_BYTES
    return available is None or available >= needed


def _measure_seconds(multiply: Multiply, matrix: np.ndarray, z: np.ndarray) -> float:
    out = np.empty((len(matrix), z.shape[1]), dtype=np.float32)
    return min(repeat(partial(multiply, matrix, z, out), number=1, repeat=_N_TRIALS))

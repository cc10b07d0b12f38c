"""Products of matrices by whatever is fastest here: several times as fast as einsum, at best.

The last digits of such a product depend on the library and the processor. So it serves where they
decide nothing, as `scores` tells of labels; where numbers come of it, einsum does, which gives the
same everywhere.

numpy multiplies by the BLAS that it was built for. That may be a slow one: Debian's reference BLAS
takes three times as long as einsum. And in QGIS on Linux the GNU Scientific Library, which QGIS
links, hides numpy's BLAS behind its own, as slow; the one behind it is then called without numpy.
So the ways there are get timed, once, and one that gives a wrong product is left out.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from functools import lru_cache
from typing import Callable

import numpy as np

# Writes the product of the first two matrices into the third.
Multiply = Callable[[np.ndarray, np.ndarray, np.ndarray], None]

# Of more multiplications OpenBLAS makes work for several threads, for which two callers then wait
# in turns (GEMM_MULTITHREAD_THRESHOLD).
_MOST_MULTIPLICATIONS = 2**18
# Columns at a time, so that they stay in the second level of cache.
_FEWEST_COLUMNS, _MOST_COLUMNS = 64, 2048

# For each thread that multiplies OpenBLAS takes up to 128 MB, though it writes to little of it (for
# Haswell and Zen; measured). The rest is for what else a run takes.
_ROOM_OF_THREAD, _ROOM_BESIDE = 2**27, 2**28

_TRIALS = 5
# CblasRowMajor and CblasNoTrans.
_ROW_MAJOR, _AS_IT_IS = 101, 111


def multiply_fast(weights, z, out):
    """Write the product of two matrices.

    Parameters
    ----------
    weights : ndarray of float32 or float64, shape (n_rows, n_bands)
    z : ndarray of the same type, shape (n_bands, n_pixels)
    out : ndarray of the same type, shape (n_rows, n_pixels)
        Written to. The numbers of a row lie next to each other in memory, in all three.
    """
    if weights.dtype == np.float32:
        _find_fastest()(weights, z, out)
    else:
        multiply_reproducibly(weights, z, out)


def multiply_reproducibly(weights, z, out):
    """As `multiply_fast`, and the same everywhere."""
    np.einsum("kb,bn->kn", weights, z, out=out)


def _multiply_by_blas(weights, z, out):
    # One call for all blocks: a thread that comes back from numpy may have to wait for the others.
    step = _columns(weights)
    whole = z.shape[1] // step * step
    if whole:
        np.matmul(weights, _blocks(z, step), out=_blocks(out, step))
    if whole < z.shape[1]:
        np.matmul(weights, z[:, whole:], out=out[:, whole:])


def _columns(weights):
    n_columns = _MOST_MULTIPLICATIONS // weights.size // _FEWEST_COLUMNS * _FEWEST_COLUMNS
    return max(_FEWEST_COLUMNS, min(_MOST_COLUMNS, n_columns))


def _blocks(matrix, step):
    """The whole blocks of so many columns, a view: ndarray, shape (n_blocks, n_rows, step)."""
    n_blocks = matrix.shape[1] // step
    return matrix[:, : n_blocks * step].reshape(-1, n_blocks, step).transpose(1, 0, 2)


@lru_cache(maxsize=1)
def _find_fastest():
    """The fastest of the ways to multiply."""
    if not _has_room():
        return multiply_reproducibly
    rng = np.random.default_rng(0)
    weights, z = (rng.random(shape, dtype=np.float32) for shape in ((8, 11), (11, 4096)))
    ways = {
        way: _measure_seconds(way, weights, z) for way in (multiply_reproducibly, _multiply_by_blas)
    }
    hidden = _by_hidden_blas()
    if hidden and ways[_multiply_by_blas] > ways[multiply_reproducibly]:
        ways[hidden] = _measure_seconds(hidden, weights, z)
    return min(ways, key=ways.get)


def _has_room():
    """Whether OpenBLAS finds the memory that it takes: where it does not, it tries forever."""
    try:
        np.empty((os.cpu_count() or 1) * _ROOM_OF_THREAD + _ROOM_BESIDE, dtype=np.uint8)
    except MemoryError:
        return False
    return True


def _measure_seconds(way, weights, z):
    """How long a product of positive numbers takes; forever where it is wrong."""
    out = np.empty((len(weights), z.shape[1]), dtype=np.float32)
    seconds = []
    for _ in range(_TRIALS):
        start = time.perf_counter()
        way(weights, z, out)
        seconds.append(time.perf_counter() - start)
    exact = np.einsum("kb,bn->kn", weights, z, dtype=np.float64)
    return min(seconds) if np.allclose(out, exact, rtol=1e-5) else np.inf


def _by_hidden_blas():
    """The way by the BLAS that numpy was built for, or None where it cannot be told.

    Symbols that are looked up in a library are looked for in what it was linked with, and not in
    what the program has loaded before.
    """
    if not sys.platform.startswith("linux"):
        return None
    names = ("numpy._core._multiarray_umath", "numpy.core._multiarray_umath")
    numpy_library = next(sys.modules[name] for name in names if name in sys.modules)
    try:
        # Keeps the interpreter's lock: to wait for it after each block takes longer than the block.
        sgemm = ctypes.PyDLL(numpy_library.__file__).cblas_sgemm
    except (OSError, AttributeError):
        return None
    # Where BLAS takes numbers of 32 bits, it looks at the lower half of these.
    number, pointer, real = ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_float
    sgemm.restype = None
    sgemm.argtypes = [number] * 6 + [real, pointer, number, pointer, number, real, pointer, number]

    def by_hidden_blas(weights, z, out):
        step = _columns(weights)
        n_rows, n_bands = weights.shape
        size = z.itemsize
        of_weights, of_z, of_out = (matrix.ctypes.data for matrix in (weights, z, out))
        from_row_to_row = [matrix.strides[0] // size for matrix in (weights, z, out)]
        for start in range(0, z.shape[1], step):
            shape = n_rows, min(step, z.shape[1] - start), n_bands
            sgemm(
                *(_ROW_MAJOR, _AS_IT_IS, _AS_IT_IS, *shape),
                *(1.0, of_weights, from_row_to_row[0]),
                *(of_z + start * size, from_row_to_row[1]),
                *(0.0, of_out + start * size, from_row_to_row[2]),
            )

    return by_hidden_blas

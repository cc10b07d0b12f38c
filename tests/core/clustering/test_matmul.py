"""Every way to multiply that there is here, against float64; and that none of them shows."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from s2_kmeans_plugin.core.clustering import matmul as module
from s2_kmeans_plugin.core.clustering.kmeans import kmeans
from s2_kmeans_plugin.core.clustering.matmul import by_einsum, matmul
from s2_kmeans_plugin.core.clustering.nearest import NearestCenter
from s2_kmeans_plugin.core.clustering.normal import MostLikely
from s2_kmeans_plugin.core.clustering.tiles import Pixels
from s2_kmeans_plugin.core.parallel.progress import Watch

ROOT = Path(__file__).resolve().parents[3]
GSL = Path("/usr/lib/x86_64-linux-gnu/libgslcblas.so.0")
WAYS = {"einsum": by_einsum, "numpy": module._by_numpy}
HIDDEN = module._by_hidden_blas()
if HIDDEN:
    WAYS["hidden BLAS"] = HIDDEN


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    """Each of the ways, as the fastest."""
    monkeypatch.setattr(module, "_fastest", lambda: WAYS[request.param])
    return request.param


def rows_apart(rng, n_rows, n_columns, gap):
    """A matrix whose rows have other numbers between them."""
    return rng.normal(0, 1, (n_rows, n_columns + gap)).astype(np.float32)[:, :n_columns]


def outcome_of_each_way(monkeypatch, compute):
    outcomes = []
    for way in WAYS.values():
        monkeypatch.setattr(module, "_fastest", lambda way=way: way)
        outcomes.append(compute())
    return outcomes


@pytest.mark.parametrize("shape", [(1, 2), (8, 11), (20, 6), (255, 14), (2000, 11)], ids=str)
@pytest.mark.parametrize("n_pixels", [1, 63, 64, 2048, 2049, 5000])
def test_a_product_is_that_of_float64(rng, way, shape, n_pixels):
    weights, z = rows_apart(rng, *shape, 3), rows_apart(rng, shape[1], n_pixels, 5)
    out = rows_apart(rng, shape[0], n_pixels, 7)
    matmul(weights, z, out)
    exact = weights.astype(np.float64) @ z.astype(np.float64)
    off = 2.0**-23 * shape[1] * (np.abs(weights) @ np.abs(z))
    assert (np.abs(out - exact) <= off).all()


def test_nothing_else_is_written(rng, way):
    around = np.full((10, 3000), 77, dtype=np.float32)
    weights, z = rows_apart(rng, 8, 11, 0), rows_apart(rng, 11, 2500, 0)
    matmul(weights, z, around[1:9, 100:2600])
    around[1:9, 100:2600] = 77
    assert (around == 77).all()


def test_float64_is_multiplied_in_float64(rng):
    weights, z = rng.normal(0, 1, (8, 11)), rng.normal(0, 1, (11, 3000))
    out = np.empty((8, 3000))
    matmul(weights, z, out)
    np.testing.assert_allclose(out, weights @ z, rtol=0, atol=1e-13)


def test_a_way_that_gives_a_wrong_product_takes_forever(rng):
    def wrong(weights, z, out):
        by_einsum(weights, z, out)
        out[-1, -1] += 1

    weights, z = (rng.random(shape, dtype=np.float32) for shape in ((8, 11), (11, 100)))
    assert module._seconds(wrong, weights, z) == np.inf
    assert module._seconds(by_einsum, weights, z) < np.inf


def test_where_blas_would_wait_for_memory_einsum_multiplies(monkeypatch):
    monkeypatch.setattr(module, "_ROOM_BESIDE", 2**60)
    assert module._fastest.__wrapped__() is by_einsum


def test_no_label_depends_on_what_multiplies(rng, monkeypatch):
    """Whole pixels about whole centres: many lie just between two."""
    values = rng.integers(0, 30, (5, 70_000), dtype=np.uint16)
    centers = rng.integers(0, 30, (12, 5)).astype(float)
    nearest = NearestCenter(centers, np.full(5, 14.3), np.ones(5))
    first, *others = outcome_of_each_way(monkeypatch, lambda: nearest.label_sample(values)[0])
    for labels in others:
        np.testing.assert_array_equal(labels, first)


def test_no_label_of_a_mixture_depends_on_what_multiplies(rng, monkeypatch):
    values = rng.integers(0, 30, (3, 70_000), dtype=np.uint16)
    # Pairs that mirror each other: what lies halfway is as likely of one as of the other.
    centers = np.array([[10, 10, 10], [20, 10, 10], [10, 20, 20], [20, 20, 20]], dtype=float)
    covariances = np.repeat(np.array([[9.0, 0, 0], [0, 16, 8], [0, 8, 25]])[None], 4, axis=0)
    likely = MostLikely(centers, covariances, np.full(4, 0.25), np.full(3, 14.3))
    first, *others = outcome_of_each_way(monkeypatch, lambda: likely.label_sample(values)[0])
    for labels in others:
        np.testing.assert_array_equal(labels, first)


@pytest.mark.parametrize("n_clusters", [8, 100])
def test_what_fits_are_ranked_by_does_not_depend_on_what_multiplies(rng, monkeypatch, n_clusters):
    values = rng.integers(0, 10_000, (4, 50_000), dtype=np.uint16)
    pixels = Pixels(values, np.full(4, 5000.0))
    centers = rng.uniform(0, 10_000, (n_clusters, 4))
    nearest = NearestCenter(centers, pixels.offset, np.ones(4))
    inertias = outcome_of_each_way(monkeypatch, lambda: nearest.inertia(pixels))
    assert len(set(inertias)) == 1
    assert inertias[0] == pytest.approx(nearest.label_pixels(pixels)[1], rel=1e-6)


def test_no_centre_depends_on_what_multiplies(rng, monkeypatch):
    values = rng.integers(0, 300, (4, 40_000), dtype=np.uint16)

    def fit():
        return kmeans(
            values,
            np.full(4, 150.0),
            np.ones(4),
            n_clusters=7,
            n_init=6,
            max_iter=50,
            tol=1e-4,
            random_state=0,
            executor=None,
            watch=Watch(),
        )

    first, *others = outcome_of_each_way(monkeypatch, fit)
    for other in others:
        assert other.centers.tobytes() == first.centers.tobytes()
        assert other.inertia == first.inertia


@pytest.mark.skipif(not GSL.exists(), reason="there is no libgslcblas here")
def test_a_library_that_hides_the_blas_of_numpy_is_gone_around():
    """As in QGIS, which loads the GNU Scientific Library before numpy."""
    code = "from s2_kmeans_plugin.core.clustering import matmul as m; print(m._fastest().__name__)"
    outcome = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(GSL)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert outcome.stdout.strip() in ("by_hidden_blas", "by_einsum")

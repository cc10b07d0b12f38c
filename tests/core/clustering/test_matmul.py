"""Products of matrices, and that no result shows which way made them."""

import numpy as np
import pytest
from fits import fit, scaling_of

from s2_kmeans_plugin.core.clustering import matmul
from s2_kmeans_plugin.core.clustering.kmeans import fit_kmeans
from s2_kmeans_plugin.core.clustering.nearest import NearestCenter
from s2_kmeans_plugin.core.clustering.normal import MostLikely
from s2_kmeans_plugin.core.clustering.pixels import Pixels

WAYS = {"einsum": matmul.multiply_reproducibly, "BLAS": matmul._multiply_by_blas}


def force(monkeypatch, way):
    monkeypatch.setattr(matmul, "_find_fastest", lambda: WAYS[way])


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    """Each of the ways, as the fastest."""
    force(monkeypatch, request.param)
    return request.param


def random_matrix(rng, n_rows, n_columns, gap):
    """A matrix with a gap in memory after each row."""
    return rng.normal(0, 1, (n_rows, n_columns + gap)).astype(np.float32)[:, :n_columns]


def results_of_all_ways(monkeypatch, compute):
    results = []
    for way in WAYS:
        force(monkeypatch, way)
        results.append(compute())
    return results


@pytest.mark.parametrize("shape", [(1, 2), (8, 11), (20, 6), (255, 14), (2000, 11)], ids=str)
@pytest.mark.parametrize("n_pixels", [1, 63, 64, 2048, 2049, 5000])
def test_product_is_that_of_float64(rng, way, shape, n_pixels):
    weights, z = random_matrix(rng, *shape, 3), random_matrix(rng, shape[1], n_pixels, 5)
    out = random_matrix(rng, shape[0], n_pixels, 7)
    matmul.multiply_fast(weights, z, out)
    exact = weights.astype(np.float64) @ z.astype(np.float64)
    error = 2.0**-23 * shape[1] * (np.abs(weights) @ np.abs(z))
    assert (np.abs(out - exact) <= error).all()


def test_product_writes_nothing_beside_its_matrix(rng, way):
    around = np.full((10, 3000), 77, dtype=np.float32)
    weights, z = random_matrix(rng, 8, 11, 0), random_matrix(rng, 11, 2500, 0)
    matmul.multiply_fast(weights, z, around[1:9, 100:2600])
    around[1:9, 100:2600] = 77
    assert (around == 77).all()


def test_product_of_float64_is_computed_in_float64(rng):
    weights, z = rng.normal(0, 1, (8, 11)), rng.normal(0, 1, (11, 3000))
    out = np.empty((8, 3000))
    matmul.multiply_fast(weights, z, out)
    np.testing.assert_allclose(out, weights @ z, rtol=0, atol=1e-13)


@pytest.mark.parametrize(("seconds", "expected"), [((1, 2), "einsum"), ((2, 1), "BLAS")])
def test_faster_way_is_found(monkeypatch, seconds, expected):
    by_way = dict(zip(WAYS.values(), seconds))
    monkeypatch.setattr(matmul, "_measure_seconds", lambda way, weights, z: by_way[way])
    assert matmul._find_fastest.__wrapped__() is WAYS[expected]


def test_einsum_multiplies_where_blas_would_wait_for_memory(monkeypatch):
    monkeypatch.setattr(matmul, "available_bytes", lambda: 2**28)
    monkeypatch.setattr(matmul, "_measure_seconds", None)
    assert matmul._find_fastest.__wrapped__() is matmul.multiply_reproducibly


@pytest.mark.parametrize("available", [None, 2**60])
def test_ways_are_timed_if_blas_has_enough_memory(monkeypatch, available):
    timed = []
    monkeypatch.setattr(matmul, "available_bytes", lambda: available)
    monkeypatch.setattr(matmul, "_measure_seconds", lambda way, *_: timed.append(way) or 1.0)
    matmul._find_fastest.__wrapped__()
    assert timed == list(WAYS.values())


def test_labels_do_not_depend_on_the_way(rng, monkeypatch):
    """Many of these integer pixels lie just between two integer centres."""
    values = rng.integers(0, 30, (5, 70_000), dtype=np.uint16)
    centers = rng.integers(0, 30, (12, 5)).astype(float)
    nearest = NearestCenter(centers, scaling_of(np.full(5, 14.3), np.ones(5)))
    first, other = results_of_all_ways(monkeypatch, lambda: nearest.label_sample(values)[0])
    np.testing.assert_array_equal(first, other)


def test_labels_of_a_mixture_do_not_depend_on_the_way(rng, monkeypatch):
    values = rng.integers(0, 30, (3, 70_000), dtype=np.uint16)
    # Pairs that mirror each other: pixels halfway are equally likely in both.
    centers = np.array([[10, 10, 10], [20, 10, 10], [10, 20, 20], [20, 20, 20]], dtype=float)
    covariances = np.repeat(np.array([[9.0, 0, 0], [0, 16, 8], [0, 8, 25]])[None], 4, axis=0)
    likely = MostLikely(centers, covariances, np.full(4, 0.25), np.full(3, 14.3))
    first, other = results_of_all_ways(monkeypatch, lambda: likely.label_sample(values)[0])
    np.testing.assert_array_equal(first, other)


@pytest.mark.parametrize("n_clusters", [8, 100])
def test_inertia_that_ranks_fits_does_not_depend_on_the_way(rng, monkeypatch, n_clusters):
    values = rng.integers(0, 10_000, (4, 50_000), dtype=np.uint16)
    pixels = Pixels(values, scaling_of(np.full(4, 5000.0), np.ones(4)))
    nearest = NearestCenter(rng.uniform(0, 10_000, (n_clusters, 4)), pixels.scaling)
    first, other = results_of_all_ways(monkeypatch, lambda: nearest.inertia(pixels))
    assert first == other


@pytest.mark.parametrize("n_clusters", [8, 100])
def test_inertia_that_ranks_fits_is_that_of_labelling(rng, n_clusters):
    values = rng.integers(0, 10_000, (4, 50_000), dtype=np.uint16)
    pixels = Pixels(values, scaling_of(np.full(4, 5000.0), np.ones(4)))
    nearest = NearestCenter(rng.uniform(0, 10_000, (n_clusters, 4)), pixels.scaling)
    assert nearest.inertia(pixels) == pytest.approx(nearest.label_pixels(pixels)[1], rel=1e-6)


def test_centres_do_not_depend_on_the_way(rng, monkeypatch):
    values = rng.integers(0, 300, (4, 40_000), dtype=np.uint16)
    scaling = scaling_of(np.full(4, 150.0), np.ones(4))
    options = {"n_init": 6, "max_iter": 50, "tol": 1e-4}
    first, other = results_of_all_ways(
        monkeypatch, lambda: fit(fit_kmeans, values, 7, scaling, **options)
    )
    assert first.centers.tobytes() == other.centers.tobytes()

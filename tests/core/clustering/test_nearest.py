"""Labelling with the nearest centre, against brute force in float64."""

import numpy as np
import pytest
from fits import scaling_of
from hypothesis import given, settings
from hypothesis import strategies as st

from s2_kmeans_plugin.core.clustering.nearest import NearestCenter
from s2_kmeans_plugin.core.clustering.tiles import tile_pixels

LARGEST_TILE = tile_pixels(2)
TYPES = ["uint8", "int16", "uint16", "int32", "uint32", "float32", "float64"]


def brute_force(values, centers, offset, scale):
    """Return labels and squared distances in float64, from differences; the first of equals."""
    z = (values.astype(np.float64) - offset[:, None]) / scale[:, None]
    c = (centers - offset) / scale
    distances = np.empty((len(c), z.shape[1]))
    for center, row in zip(c, distances):
        row[:] = np.square(z - center[:, None]).sum(axis=0)
    return distances.argmin(axis=0) + 1, distances


def label(values, centers, offset=None, scale=None, valid=None):
    n_bands, n_pixels = values.shape
    offset = np.zeros(n_bands) if offset is None else offset
    scale = np.ones(n_bands) if scale is None else scale
    valid = np.ones(n_pixels, dtype=bool) if valid is None else valid
    labels = np.full(n_pixels, 77, dtype=np.uint8)
    inertia = NearestCenter(centers, scaling_of(offset, scale)).label(values, valid, labels)
    return labels, inertia


def assert_nearest(labels, distances):
    """Check that each label is a nearest centre, but for the rounding of float64."""
    chosen = distances[labels.astype(int) - 1, np.arange(labels.size)]
    nearest = distances.min(axis=0)
    largest = distances.max(axis=0)
    assert (chosen - nearest <= 1e-9 * largest + 1e-300).all()


def random_values(rng, dtype, shape, low=0, high=10_000):
    if np.dtype(dtype).kind == "f":
        return rng.normal((low + high) / 2, (high - low) / 4, shape).astype(dtype)
    limits = np.iinfo(dtype)
    return rng.integers(max(low, limits.min), min(high, limits.max), shape, dtype=dtype)


def mean_offset(values):
    return np.rint(values.mean(axis=1, dtype=np.float64))


# Labels


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("n_clusters", [2, 8, 37, 255])
@pytest.mark.parametrize("n_bands", [1, 4, 13])
def test_labels_are_those_of_brute_force(rng, dtype, n_clusters, n_bands):
    values = random_values(rng, dtype, (n_bands, 10_000))
    centers = values[:, rng.choice(10_000, n_clusters, replace=False)].T + 0.25
    offset, scale = mean_offset(values), np.ones(n_bands)
    labels, _ = label(values, centers, offset, scale)
    expected, distances = brute_force(values, centers, offset, scale)
    np.testing.assert_array_equal(labels, expected)
    assert_nearest(labels, distances)


@pytest.mark.parametrize(
    "n_pixels",
    [1, 2, 255, 256, 257, LARGEST_TILE - 1, LARGEST_TILE, LARGEST_TILE + 1, 3 * LARGEST_TILE],
)
def test_labels_do_not_depend_on_how_many_pixels_there_are(rng, n_pixels):
    values = random_values(rng, "uint16", (3, n_pixels))
    centers = random_values(rng, "float64", (9, 3))
    offset, scale = np.full(3, 5000.0), np.array([1.0, 20.0, 0.5])
    labels, _ = label(values, centers, offset, scale)
    expected, _ = brute_force(values, centers, offset, scale)
    np.testing.assert_array_equal(labels, expected)


@pytest.mark.parametrize("dtype", ["int32", "uint32", "float32", "float64"])
@pytest.mark.parametrize("base", [1e6, 1e7])
def test_values_far_from_zero_get_the_nearest_centre(rng, dtype, base):
    values = (base + rng.integers(0, 200, (4, 20_000))).astype(dtype)
    centers = base + rng.uniform(0, 200, (12, 4))
    offset, scale = mean_offset(values), np.ones(4)
    labels, _ = label(values, centers, offset, scale)
    expected, _ = brute_force(values, centers, offset, scale)
    np.testing.assert_array_equal(labels, expected)


def test_offset_far_from_the_pixels_changes_no_label(rng):
    values = random_values(rng, "int32", (3, 20_000), 0, 1000)
    centers = random_values(rng, "float64", (12, 3), 0, 1000)
    offset, scale = np.full(3, 1e6), np.ones(3)
    labels, _ = label(values, centers, offset, scale)
    expected, _ = brute_force(values, centers, np.zeros(3), scale)
    np.testing.assert_array_equal(labels, expected)


def test_small_values_get_the_nearest_centre(rng):
    values = rng.uniform(0, 1e-3, (4, 20_000)).astype(np.float32)
    centers = rng.uniform(0, 1e-3, (12, 4))
    offset, scale = values.mean(axis=1, dtype=np.float64).astype(np.float32) * 1.0, np.ones(4)
    labels, _ = label(values, centers, offset, scale)
    expected, _ = brute_force(values, centers, offset, scale)
    np.testing.assert_array_equal(labels, expected)


def test_bands_of_very_different_scale_count_equally(rng):
    values = rng.normal(0, 1, (3, 20_000)) * np.array([[1e-3], [1.0], [1e6]])
    scale = np.array([1e-3, 1.0, 1e6])
    centers = rng.normal(0, 1, (20, 3)) * scale
    labels, _ = label(values, centers, np.zeros(3), scale)
    expected, _ = brute_force(values, centers, np.zeros(3), scale)
    np.testing.assert_array_equal(labels, expected)


def test_nearly_equal_centres_are_distinguished(rng):
    values = random_values(rng, "uint16", (2, 20_000))
    centers = np.array([[5000.0, 5000.0], [5000.001, 5000.0], [5000.0, 5000.001]])
    offset, scale = mean_offset(values), np.ones(2)
    labels, _ = label(values, centers, offset, scale)
    _, distances = brute_force(values, centers, offset, scale)
    assert_nearest(labels, distances)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("offset", [0.0, 40.0, 1e6])
def test_pixel_between_two_centres_gets_the_lower_number(dtype, offset):
    values = np.arange(0, 100, dtype=dtype)[None]
    centers = np.array([[80.0], [20.0], [50.0], [20.0]])
    labels, _ = label(values, centers, np.array([offset]))
    expected, _ = brute_force(values, centers, np.array([offset]), np.ones(1))
    np.testing.assert_array_equal(labels, expected)


@pytest.mark.parametrize("n_clusters", [2, 17, 254, 255])
def test_first_of_equal_centres_gets_all_pixels(rng, n_clusters):
    values = random_values(rng, "uint16", (5, LARGEST_TILE + 1))
    centers = np.repeat(random_values(rng, "float64", (1, 5)), n_clusters, axis=0)
    labels, _ = label(values, centers)
    assert (labels == 1).all()


def test_last_of_255_centres_can_be_nearest():
    values = np.arange(255, dtype=np.uint8)[None]
    labels, _ = label(values, np.arange(255.0)[:, None])
    np.testing.assert_array_equal(labels, np.arange(1, 256))


@settings(max_examples=60)
@given(
    st.integers(0, 2**32),
    st.sampled_from(TYPES),
    st.integers(2, 255),
    st.integers(1, 13),
    st.integers(1, 600),
)
def test_every_label_is_a_nearest_centre(seed, dtype, n_clusters, n_bands, n_pixels):
    rng = np.random.default_rng(seed)
    values = random_values(rng, dtype, (n_bands, n_pixels))
    centers = rng.uniform(0, 10_000, (n_clusters, n_bands))
    offset, scale = rng.uniform(0, 10_000, n_bands), rng.uniform(0.1, 1000, n_bands)
    offset = offset.astype(np.float32).astype(np.float64)
    labels, _ = label(values, centers, offset, scale)
    _, distances = brute_force(values, centers, offset, scale)
    assert_nearest(labels, distances)


@pytest.mark.parametrize("dtype", ["uint16", "float32", "float64"])
def test_label_does_not_depend_on_the_position_of_the_pixel(rng, dtype):
    values = random_values(rng, dtype, (6, 2 * LARGEST_TILE + 100))
    centers = random_values(rng, "float64", (30, 6))
    order = rng.permutation(values.shape[1])
    offset = mean_offset(values)
    labels, _ = label(values, centers, offset)
    shuffled, _ = label(values[:, order], centers, offset)
    np.testing.assert_array_equal(shuffled, labels[order])


def test_ties_do_not_depend_on_the_position_of_the_pixel(rng):
    """Most of these small integers lie just between centres."""
    values = rng.integers(0, 5, (3, 2 * LARGEST_TILE + 100), dtype=np.uint8)
    centers = rng.integers(0, 5, (40, 3)).astype(float)
    offset = np.array([2.0, 2.0, 2.0])
    labels, _ = label(values, centers, offset)
    expected, _ = brute_force(values, centers, offset, np.ones(3))
    np.testing.assert_array_equal(labels, expected)


def test_pixel_alone_gets_the_label_that_it_gets_among_others(rng):
    values = rng.integers(0, 9, (2, 300), dtype=np.int16)
    centers = rng.integers(0, 9, (20, 2)).astype(float) + 0.1
    together, _ = label(values, centers)
    alone = [label(values[:, n : n + 1], centers)[0][0] for n in range(300)]
    np.testing.assert_array_equal(together, alone)


# Validity


def test_masked_pixel_gets_the_label_0(rng):
    values = random_values(rng, "uint16", (3, LARGEST_TILE + 100))
    valid = rng.random(LARGEST_TILE + 100) > 0.3
    centers = random_values(rng, "float64", (9, 3))
    labels, _ = label(values, centers, valid=valid)
    np.testing.assert_array_equal(labels == 0, ~valid)


@pytest.mark.parametrize("hidden", [0.0, np.nan, np.inf, -3.4e38, 65535.0])
def test_values_of_masked_pixels_change_nothing(rng, hidden):
    values = random_values(rng, "float32", (3, LARGEST_TILE + 100))
    valid = rng.random(LARGEST_TILE + 100) > 0.3
    centers = random_values(rng, "float64", (9, 3))
    offset = np.full(3, 5000.0)
    expected, distances = brute_force(values[:, valid], centers, offset, np.ones(3))
    values[:, ~valid] = hidden
    labels, inertia = label(values, centers, offset, valid=valid)
    np.testing.assert_array_equal(labels[valid], expected)
    assert inertia == pytest.approx(distances.min(axis=0).sum(), rel=1e-4)


def test_block_without_valid_pixels_gets_zeros():
    labels, inertia = label(np.ones((2, 9), np.uint8), np.eye(2), valid=np.zeros(9, dtype=bool))
    assert not labels.any()
    assert inertia == pytest.approx(0.0, abs=1e-9)


def test_empty_block_has_no_inertia():
    labels, inertia = label(np.empty((2, 0), np.float32), np.eye(2))
    assert labels.size == 0
    assert inertia == 0


def test_short_block_after_a_long_one_does_not_see_its_pixels(rng):
    """Both use the same buffers."""
    nearest = NearestCenter([[0.0], [1000.0]], scaling_of([0], [1]))
    long = np.full((1, LARGEST_TILE), 900.0)
    nearest.label(long, np.ones(LARGEST_TILE, dtype=bool), np.empty(LARGEST_TILE, np.uint8))
    inertia = nearest.label(np.array([[3.0]]), np.array([True]), np.empty(1, np.uint8))
    assert inertia == pytest.approx(9.0)


# Blocks of neighbouring pixels with similar values


@pytest.fixture
def smooth(rng):
    """A block of slopes with some noise, larger than a tile and not a multiple of one."""
    rows, cols = np.mgrid[0:286, 0:1100]
    slopes = np.stack([3 * cols + rows, 2400 - 2 * cols, 500 + 4 * rows - cols])
    return (slopes + rng.normal(0, 20, slopes.shape)).clip(0).astype(np.uint16)


@pytest.mark.parametrize("n_clusters", [2, 8, 60, 255])
def test_labels_of_a_smooth_block_are_those_of_brute_force(rng, smooth, n_clusters):
    flat = smooth.reshape(3, -1)
    centers = flat[:, rng.choice(flat.shape[1], n_clusters, replace=False)].T + 0.25
    offset, scale = mean_offset(flat), np.array([1.0, 3.0, 0.5])
    labels = np.empty(smooth.shape[1:], dtype=np.uint8)
    everywhere = np.ones(labels.shape, dtype=bool)
    NearestCenter(centers, scaling_of(offset, scale)).label(smooth, everywhere, labels)
    _, distances = brute_force(flat, centers, offset, scale)
    assert_nearest(labels.ravel(), distances)


def test_block_gets_the_labels_of_its_pixels_in_a_row(rng, smooth):
    centers = smooth[:, ::40, ::90].reshape(3, -1).T.astype(np.float64)
    valid = rng.random(smooth.shape[1:]) > 0.2
    nearest = NearestCenter(centers, scaling_of(np.zeros(3), np.ones(3)))
    block, row = np.empty(valid.shape, np.uint8), np.empty(valid.size, np.uint8)
    block_inertia = nearest.label(smooth, valid, block)
    row_inertia = nearest.label(smooth.reshape(3, -1), valid.ravel(), row)
    np.testing.assert_array_equal(block.ravel(), row)
    assert block_inertia == pytest.approx(row_inertia, rel=1e-4)


# Inertia


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("n_clusters", [2, 40])
def test_inertia_is_that_of_float64(rng, dtype, n_clusters):
    values = random_values(rng, dtype, (5, 30_000))
    centers = values[:, :n_clusters].T.astype(np.float64)
    offset, scale = mean_offset(values), rng.uniform(0.5, 2, 5)
    _, inertia = label(values, centers, offset, scale)
    _, distances = brute_force(values, centers, offset, scale)
    assert inertia == pytest.approx(distances.min(axis=0).sum(), rel=1e-4)


def test_inertia_of_values_far_from_zero_is_that_of_float64(rng):
    values = 1e6 + rng.normal(0, 50, (3, 30_000))
    centers = 1e6 + rng.normal(0, 50, (8, 3))
    offset = mean_offset(values)
    _, inertia = label(values, centers, offset)
    _, distances = brute_force(values, centers, offset, np.ones(3))
    assert inertia == pytest.approx(distances.min(axis=0).sum(), rel=1e-4)


@pytest.mark.parametrize("seed", range(6))
def test_inertia_of_pixels_on_their_centres_is_not_negative(seed):
    rng = np.random.default_rng(seed)
    centers = rng.integers(0, 10_000, (5, 3)).astype(np.float64)
    values = centers[rng.integers(0, 5, 10_000)].T
    _, inertia = label(values, centers, mean_offset(values))
    assert inertia >= 0

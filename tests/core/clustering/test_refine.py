"""Lloyd's passes over a whole raster."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from fits import fit, scaling_of
from sklearn.cluster import KMeans

from s2_kmeans_plugin.core.clustering.fit import Fit
from s2_kmeans_plugin.core.clustering.kmeans import fit_kmeans
from s2_kmeans_plugin.core.clustering.refine import refine
from s2_kmeans_plugin.core.errors import Cancelled
from s2_kmeans_plugin.core.parallel.progress import Watch
from s2_kmeans_plugin.core.parallel.windows import Workers
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.fixture(scope="module")
def source(sample_path):
    return RasterSource.open(sample_path, (2, 3, 8))


# A quarter of the sample: beach, marsh and forest.
PART = Window(140, 130, 280, 260)


def pixels_of(source, part):
    block = source.read(part)
    return block.values.reshape(source.n_bands, -1)[:, block.valid.ravel()].T.astype(np.float64)


@pytest.fixture(scope="module")
def pixels(source):
    return pixels_of(source, PART)


def some_pixels(source, part):
    """A tenth of the pixels, in random order, as a sample has them."""
    pixels = pixels_of(source, part)
    order = np.random.default_rng(0).permutation(len(pixels))
    return pixels[order[: max(len(pixels) // 10, 50)]].T


def starts(pixels, n_clusters=6):
    return pixels[:: len(pixels) // n_clusters][:n_clusters] + 0.5


def refined(
    source, centers, tile=(100, 100), part=PART, workers=None, max_iter=300, scale=None, sample=None
):
    scale = np.ones(source.n_bands) if scale is None else scale
    scaling = scaling_of(np.asarray(centers).mean(axis=0).round(), scale)
    return refine(
        Fit(np.asarray(centers, dtype=np.float64), scaling, 0.0, 0),
        RasterReader(source),
        list(part.tiles(*tile)),
        some_pixels(source, part) if sample is None else sample,
        max_iter,
        workers or Workers(n_workers=2),
    )


def inertia_of(pixels, centers):
    return np.min([np.square(pixels - c).sum(axis=1) for c in centers], axis=0).sum()


def test_inertia_never_rises_with_passes(source, pixels):
    centers = starts(pixels)
    inertias = [inertia_of(pixels, centers)]
    for _ in range(6):
        centers = refined(source, centers, max_iter=1).centers
        inertias.append(inertia_of(pixels, centers))
    assert inertias == sorted(inertias, reverse=True)


def test_pass_moves_each_centre_to_the_mean_of_its_pixels(source, pixels):
    centers = starts(pixels)
    nearest = np.argmin([np.square(pixels - c).sum(axis=1) for c in centers], axis=0)
    expected = [pixels[nearest == n].mean(axis=0) for n in range(len(centers))]
    found = refined(source, centers, max_iter=1)
    np.testing.assert_allclose(found.centers, expected, rtol=1e-12)


def test_inertia_at_the_end_is_that_of_scikit_learn(source):
    pixels = pixels_of(source, source.grid.window)
    centers = starts(pixels)
    theirs = KMeans(6, init=centers, n_init=1, tol=0, max_iter=1000, algorithm="lloyd").fit(pixels)
    found = refined(source, centers, part=source.grid.window)
    assert inertia_of(pixels, found.centers) <= theirs.inertia_ * (1 + 1e-5)


def test_passes_over_the_sample_save_two_thirds_of_the_readings(source, monkeypatch):
    pixels = pixels_of(source, source.grid.window)
    order = np.random.default_rng(1).permutation(len(pixels))
    sample = pixels[order[: len(pixels) // 10]].T
    begun = fit(fit_kmeans, sample, 20, n_init=5, tol=1e-4, random_state=1)
    found = refined(source, begun.centers, part=source.grid.window, sample=sample)
    monkeypatch.setattr("s2_kmeans_plugin.core.clustering.refine.SAMPLE_PASSES", 0)
    plain = refined(source, begun.centers, part=source.grid.window, sample=sample)
    assert found.n_iter <= plain.n_iter / 3
    assert found.inertia <= plain.inertia * (1 + 1e-5)


def test_inertia_is_that_of_all_pixels(source, pixels):
    found = refined(source, starts(pixels))
    assert found.inertia == pytest.approx(inertia_of(pixels, found.centers), rel=1e-4)


@pytest.mark.parametrize("tile", [(280, 260), (280, 16), (37, 51)])
def test_centres_do_not_depend_on_the_shape_of_windows(source, pixels, tile):
    centers = starts(pixels)
    expected = refined(source, centers, max_iter=5).centers
    np.testing.assert_array_equal(refined(source, centers, tile, max_iter=5).centers, expected)


@pytest.mark.parametrize("n_threads", [1, 2, 8])
def test_centres_do_not_depend_on_threads(source, pixels, n_threads):
    centers = starts(pixels)
    alone = refined(source, centers, max_iter=5)
    with ThreadPoolExecutor(n_threads) as executor:
        threaded = refined(source, centers, workers=Workers(executor, 2), max_iter=5)
    np.testing.assert_array_equal(threaded.centers, alone.centers)
    assert threaded.inertia == alone.inertia


def test_band_with_a_larger_scale_counts_less(source, pixels):
    scale = np.array([1.0, 1.0, 10.0])
    centers = starts(pixels)
    theirs = KMeans(6, init=centers / scale, n_init=1, tol=0, algorithm="lloyd").fit(pixels / scale)
    found = refined(source, centers, scale=scale)
    assert inertia_of(pixels / scale, found.centers / scale) <= theirs.inertia_ * (1 + 1e-5)


def test_nodata_does_not_count(make_raster, rng):
    array = rng.integers(1, 100, (1, 64, 64), dtype=np.uint8)
    array[0, :30] = 255
    source = RasterSource.open(make_raster(array, nodata=255))
    found = refined(source, [[20.0], [80.0]], (16, 16), source.grid.window)
    valid = array[0, 30:].ravel()
    assert found.centers.mean() < 100
    low = valid[valid < found.centers.mean()]
    np.testing.assert_allclose(found.centers[0], low.mean(), atol=1)


def test_window_without_valid_pixels_adds_nothing(make_raster, rng):
    array = rng.normal(50, 20, (1, 64, 64)).astype(np.float32)
    array[0, :32] = np.nan
    source = RasterSource.open(make_raster(array))
    found = refined(source, [[20.0], [80.0]], (64, 16), source.grid.window)
    assert np.isfinite(found.centers).all()


def test_centre_without_pixels_stays(make_raster, rng):
    source = RasterSource.open(make_raster(rng.integers(0, 9, (1, 40, 40), dtype=np.uint8)))
    found = refined(source, [[2.0], [7.0], [200.0]], (16, 16), source.grid.window)
    assert found.centers[2, 0] == 200.0


def test_class_that_the_sample_lacks_is_kept(make_raster, rng):
    array = rng.integers(0, 1000, (1, 200, 200), dtype=np.uint16)
    rare = array[0, :4, :4]
    rare[...] = rng.integers(8000, 9000, rare.shape)
    source = RasterSource.open(make_raster(array))
    centers = [[0.0], [10.0], [400.0], [8100.0]]
    sample = array[:, 8:].reshape(1, -1)
    found = refined(source, centers, part=source.grid.window, sample=sample)
    assert found.centers[3, 0] == pytest.approx(rare.mean())


@pytest.mark.parametrize("seed", range(6))
def test_passes_end_when_every_pixel_is_a_centre(make_raster, seed):
    rng = np.random.default_rng(seed)
    centers = rng.integers(0, 10_000, (5, 3))
    array = centers[rng.integers(0, 5, (100, 100))].transpose(2, 0, 1).astype(np.uint16)
    source = RasterSource.open(make_raster(array))
    found = refined(source, centers, (100, 16), source.grid.window, max_iter=50)
    np.testing.assert_array_equal(found.centers, centers)
    assert found.n_iter <= 3


@pytest.mark.parametrize("max_iter", [1, 3])
def test_passes_end_at_their_maximum(source, pixels, max_iter):
    assert refined(source, starts(pixels), max_iter=max_iter).n_iter == max_iter


def test_passes_are_added_to_the_iterations_of_the_fit(source, pixels):
    begun = Fit(starts(pixels), scaling_of(np.zeros(3), np.ones(3)), 0.0, 40)
    found = refine(begun, RasterReader(source), [PART], pixels.T, 2, Workers())
    assert found.n_iter == 42


def test_progress_rises(source, pixels):
    reports = []
    refined(source, starts(pixels), workers=Workers(watch=Watch(reports.append)), max_iter=5)
    assert reports == sorted(set(reports))
    assert 0 < reports[0] < reports[-1] < 1


@pytest.mark.parametrize("n_asked", [0, 3, 20])
def test_cancelling_stops_the_passes(source, pixels, n_asked):
    asked = []

    def is_cancelled():
        asked.append(True)
        return len(asked) > n_asked

    with pytest.raises(Cancelled):
        refined(source, starts(pixels), workers=Workers(watch=Watch(is_cancelled=is_cancelled)))
    assert len(asked) == n_asked + 1

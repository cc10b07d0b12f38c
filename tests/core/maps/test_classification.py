"""Classification of a raster: map, model, facts, progress, cancellation and refusals."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pytest
from osgeo import gdal
from runs import classify

from s2_kmeans_plugin.core import choices
from s2_kmeans_plugin.core.choices import ALGORITHMS, SCALINGS
from s2_kmeans_plugin.core.clustering.algorithms import ON_ALL_PIXELS
from s2_kmeans_plugin.core.errors import ArgumentError, Cancelled, FileError, RasterError
from s2_kmeans_plugin.core.maps.classification import Display
from s2_kmeans_plugin.core.models import sampling
from s2_kmeans_plugin.core.models.model import ClusterModel
from s2_kmeans_plugin.core.raster import gdal_cache, in_memory
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.source import RasterSource

QUICK = {"n_init": 2, "sample_size": 10_000}


@pytest.fixture(scope="module")
def part_path(sample_path, tmp_path_factory):
    """280 x 260 pixels of the sample, coast and fields, with all bands."""
    path = str(tmp_path_factory.mktemp("part") / "part.tif")
    gdal.Translate(path, sample_path, srcWin=[140, 130, 280, 260])
    return path


@pytest.fixture(scope="module")
def scene(part_path):
    return RasterSource.open(part_path, (2, 3, 4))


@pytest.fixture(scope="module")
def alone(scene, tmp_path_factory):
    """Return a function that maps the scene in one thread, once for each shape of windows."""

    @cache
    def path_of(shape=None):
        path = tmp_path_factory.mktemp("alone") / "map.tif"
        with pytest.MonkeyPatch.context() as monkeypatch:
            if shape:
                use_windows(monkeypatch, shape)
            run(scene, path)
        return path

    return path_of


@pytest.fixture
def small(make_raster, rng):
    """Three bands of 90 x 70 pixels, a tenth of them nodata."""
    array = rng.integers(0, 250, (3, 70, 90), dtype=np.uint8) // 10 * 10
    array[:, rng.random((70, 90)) < 0.1] = 255
    return RasterSource.open(make_raster(array, "small.tif", nodata=255))


def run(source, path, **options):
    return classify(source, str(path), **{**QUICK, **options})


def map_of(path):
    dataset = gdal.Open(str(path))
    return dataset.ReadAsArray()


def contents(folder):
    return {entry.name: entry.read_bytes() for entry in folder.iterdir()}


def use_windows(monkeypatch, shape):
    """Classify in windows of one shape, as a large raster; the sample keeps its own windows."""
    keep_nothing_in_memory(monkeypatch)
    original = RasterSource.window_shape

    def window_shape(self, *n_pixels):
        return original(self, *n_pixels) if n_pixels else shape

    monkeypatch.setattr(RasterSource, "window_shape", window_shape)


def keep_nothing_in_memory(monkeypatch):
    monkeypatch.setattr(in_memory, "_MOST_BYTES", 0)


# Map and outcome


@pytest.mark.parametrize("algorithm", ["kmeans", "minibatch_kmeans"])
@pytest.mark.parametrize("bands", [(8,), None], ids=["one band", "all bands"])
def test_each_pixel_has_the_class_of_its_nearest_centre(part_path, out, algorithm, bands):
    source = RasterSource.open(part_path, bands)
    result = run(source, out / "map.tif", algorithm=algorithm)
    pixels = source.read(source.grid.window).values.reshape(source.n_bands, -1).T.astype(float)
    distances = np.stack([np.square(pixels - c).sum(axis=1) for c in result.model.centers])
    assert result.model.n_classes == 8
    np.testing.assert_array_equal(map_of(out / "map.tif").ravel(), distances.argmin(axis=0) + 1)


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
@pytest.mark.parametrize("scaling", SCALINGS)
def test_model_read_back_predicts_the_map(scene, out, algorithm, scaling):
    result = run(scene, out / "map.tif", algorithm=algorithm, scaling=scaling, n_clusters=5)
    model = ClusterModel.from_json(result.model.to_json())
    pixels = scene.read(scene.grid.window).values.reshape(3, -1).T
    np.testing.assert_array_equal(map_of(out / "map.tif").ravel(), model.predict(pixels))


@pytest.fixture(scope="module")
def outcome_of(scene, tmp_path_factory):
    """Return a function that classifies the scene once with each algorithm."""

    @cache
    def outcome(algorithm):
        return run(scene, tmp_path_factory.mktemp("by") / "map.tif", algorithm=algorithm)

    return outcome


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_every_class_has_pixels(outcome_of, algorithm):
    assert (outcome_of(algorithm).counts > 0).all()


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_classes_are_numbered_from_dark_to_bright(outcome_of, algorithm):
    assert (np.diff(outcome_of(algorithm).model.class_means.mean(axis=1)) > 0).all()


@pytest.mark.parametrize("algorithm", ["gaussian_mixture", "ward"])
def test_windows_and_threads_do_not_change_maps_fitted_on_a_sample(
    scene, out, monkeypatch, algorithm
):
    options = {"algorithm": algorithm}
    run(scene, out / "one.tif", **options)
    use_windows(monkeypatch, (56, 48))
    with ThreadPoolExecutor(3) as executor:
        run(scene, out / "other.tif", executor=executor, n_workers=3, **options)
    np.testing.assert_array_equal(map_of(out / "other.tif"), map_of(out / "one.tif"))


@pytest.mark.parametrize("algorithm", sorted(set(ALGORITHMS) - set(ON_ALL_PIXELS)))
def test_algorithm_that_fits_on_a_sample_refuses_all_pixels(small, out, algorithm):
    with pytest.raises(ArgumentError, match=f"sample_size is 0.*{algorithm}.*200000"):
        run(small, out / "map.tif", algorithm=algorithm, sample_size=0)
    assert contents(out) == {}


def test_standardised_distances_decide_the_class(scene, out):
    result = run(scene, out / "map.tif", scaling="standardise")
    pixels = scene.read(scene.grid.window).values.reshape(3, -1).T.astype(float)
    scaled = [
        np.square((pixels - c) / result.model.scale).sum(axis=1) for c in result.model.centers
    ]
    np.testing.assert_array_equal(map_of(out / "map.tif").ravel(), np.argmin(scaled, axis=0) + 1)


def test_map_agrees_with_scikit_learn_on_separate_clusters(make_raster, out, rng):
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score

    truth = rng.integers(0, 5, (80, 80))
    levels = np.array([[100, 900, 2000, 4000, 7000], [50, 3000, 100, 6000, 200]])
    array = (levels[:, truth] + rng.normal(0, 20, (2, 80, 80))).astype(np.uint16)
    run(RasterSource.open(make_raster(array)), out / "map.tif", n_clusters=5, n_init=5)
    theirs = KMeans(5, n_init=10, random_state=0).fit_predict(array.reshape(2, -1).T.astype(float))
    assert adjusted_rand_score(theirs, map_of(out / "map.tif").ravel()) == 1.0


def test_brightness_rises_with_the_class(scene, out):
    run(scene, out / "map.tif")
    classes = map_of(out / "map.tif")
    brightness = scene.read(scene.grid.window).values.mean(axis=0)
    means = [brightness[classes == value].mean() for value in range(1, 9)]
    assert means == sorted(means)


def test_map_is_0_exactly_where_the_raster_is_nodata(small, out):
    run(small, out / "map.tif")
    valid = small.read(small.grid.window).valid
    np.testing.assert_array_equal(map_of(out / "map.tif") > 0, valid)


def test_counts_equal_the_pixels_of_the_map(small, out):
    result = run(small, out / "map.tif")
    counts = np.bincount(map_of(out / "map.tif").ravel(), minlength=9)
    assert result.counts.tolist() == counts[1:].tolist()
    assert (result.n_nodata, result.n_pixels) == (counts[0], counts[1:].sum())


def test_attribute_table_contains_the_counts(small, out):
    result = run(small, out / "map.tif")
    dataset = gdal.Open(str(out / "map.tif"))
    table = dataset.GetRasterBand(1).GetDefaultRAT()
    pixels = [table.GetValueAsInt(row, 2) for row in range(table.GetRowCount())]
    assert pixels == result.counts.tolist()


def test_hectares_follow_from_counts_and_pixel_size(small, out):
    result = run(small, out / "map.tif")
    np.testing.assert_allclose(result.hectares, result.counts * 0.01)


def test_inertia_equals_the_squared_distances_in_the_map(small, out):
    result = run(small, out / "map.tif")
    values, valid = small.read(small.grid.window)
    classes = map_of(out / "map.tif")
    difference = values[:, valid].T - result.model.centers[classes[valid].astype(int) - 1]
    assert result.inertia == pytest.approx(np.square(difference).sum(), rel=1e-4)


@pytest.mark.parametrize("k", [2, 255])
def test_map_has_the_requested_number_of_classes_at_both_limits(scene, out, k):
    result = run(scene, out / "map.tif", n_clusters=k, n_init=1, max_iter=5)
    classes = map_of(out / "map.tif")
    assert (classes.min(), classes.max()) == (1, k)
    assert len(result.legend) == k


def test_run_leaves_only_the_map_and_its_table(small, out):
    run(small, out / "map.tif")
    assert sorted(contents(out)) == ["map.tif", "map.tif.aux.xml"]


def test_run_does_not_change_the_input(small, out):
    before = os.stat(small.path)
    run(small, out / "map.tif")
    after = os.stat(small.path)
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert not os.path.exists(small.path + ".aux.xml")


# Reproducibility


SHAPES = [(280, 256), (280, 16), (128, 128), (50, 24), (37, 23), (1000, 1000)]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_window_size_does_not_change_the_map(alone, shape):
    np.testing.assert_array_equal(map_of(alone(shape)), map_of(alone()))


@pytest.mark.parametrize("n_threads", [1, 2, 8])
@pytest.mark.parametrize("shape", [None, (280, 32), (64, 80)], ids=str)
def test_number_of_threads_does_not_change_the_file(
    scene, alone, out, monkeypatch, shape, n_threads
):
    expected = alone(shape).read_bytes()
    if shape:
        use_windows(monkeypatch, shape)
    with ThreadPoolExecutor(n_threads) as executor:
        run(scene, out / "threaded.tif", executor=executor)
    assert (out / "threaded.tif").read_bytes() == expected


@pytest.mark.parametrize("options", [{"algorithm": "minibatch_kmeans"}, {"scaling": "standardise"}])
def test_threads_do_not_change_the_file_with_other_options(scene, out, options):
    run(scene, out / "alone.tif", **options)
    with ThreadPoolExecutor(4) as executor:
        run(scene, out / "threaded.tif", executor=executor, n_workers=3, **options)
    assert (out / "threaded.tif").read_bytes() == (out / "alone.tif").read_bytes()


@pytest.mark.parametrize("shape", [(280, 32), (128, 128)], ids=str)
def test_passes_over_all_pixels_do_not_depend_on_windows_or_threads(scene, out, monkeypatch, shape):
    monkeypatch.setattr(choices, "GUIDING_SAMPLE_SIZE", 5000)
    options = {"sample_size": 0, "max_iter": 10}
    expected = run(scene, out / "expected.tif", **options)
    use_windows(monkeypatch, shape)
    with ThreadPoolExecutor(2) as executor:
        result = run(scene, out / "map.tif", executor=executor, **options)
    np.testing.assert_array_equal(result.model.centers, expected.model.centers)
    np.testing.assert_array_equal(map_of(out / "map.tif"), map_of(out / "expected.tif"))


def test_executor_stays_open(small, out):
    with ThreadPoolExecutor(2) as executor:
        run(small, out / "map.tif", executor=executor)
        assert executor.submit(int, "7").result() == 7


# All pixels


def test_fit_uses_all_pixels_of_a_raster_smaller_than_the_sample(small, out):
    everything = run(small, out / "all.tif", sample_size=0)
    run(small, out / "enough.tif", sample_size=90 * 70)
    assert everything.n_sampled == everything.n_pixels
    np.testing.assert_array_equal(map_of(out / "all.tif"), map_of(out / "enough.tif"))


def test_passes_over_all_pixels_reach_the_inertia_of_a_fit_on_all_pixels(scene, out, monkeypatch):
    monkeypatch.setattr(choices, "GUIDING_SAMPLE_SIZE", 20_000)
    passes = run(scene, out / "passes.tif", sample_size=0, n_init=10)
    whole = run(scene, out / "whole.tif", sample_size=scene.grid.window.n_pixels, n_init=10)
    assert passes.n_sampled == 20_000
    assert passes.inertia == pytest.approx(whole.inertia, rel=5e-4)


def test_passes_over_all_pixels_lower_the_inertia(scene, out, monkeypatch):
    monkeypatch.setattr(choices, "GUIDING_SAMPLE_SIZE", 2000)
    sampled = run(scene, out / "sampled.tif", sample_size=2000)
    passes = run(scene, out / "passes.tif", sample_size=0)
    assert passes.inertia < sampled.inertia


# Second sample

PATCH = Window(704, 320, 40, 40)


@pytest.fixture
def patchy(make_raster, monkeypatch, rng):
    """Four common classes everywhere, and a rare one in a place that the sample misses.

    The raster behaves as a large one: the sample comes from 8 of 256 tiles.
    """
    keep_nothing_in_memory(monkeypatch)
    monkeypatch.setattr(sampling, "TILE_PIXELS", 64**2)
    monkeypatch.setattr(sampling, "READ_PIXELS", 8 * 64**2)
    monkeypatch.setattr(sampling, "MIN_TILES", 8)
    colors = np.array([[100, 100], [200, 110], [150, 300], [400, 380]])
    array = colors[rng.integers(0, 4, (1024 // 8, 1024 // 8))].repeat(8, axis=0).repeat(8, axis=1)
    rows, cols = slice(PATCH.row, PATCH.row + 40), slice(PATCH.col, PATCH.col + 40)
    array[rows, cols] = (3000, 2800)
    array = np.moveaxis(array, 2, 0) + rng.integers(-20, 21, (2, 1024, 1024))
    return RasterSource.open(make_raster(array.astype(np.uint16), tile=64))


def test_second_sample_finds_a_rare_class_in_one_place(patchy, out):
    outcome = run(patchy, out / "map.tif", n_clusters=5)
    classes = map_of(out / "map.tif")
    patch = np.zeros(classes.shape, dtype=bool)
    patch[PATCH.row : PATCH.row + PATCH.height, PATCH.col : PATCH.col + PATCH.width] = True
    assert outcome.sampled_again
    np.testing.assert_array_equal(classes == 5, patch)


def test_each_window_is_classified_once_without_a_second_sample(patchy, out, windows_read):
    part = Window(0, 0, 1024, 300)
    outcome = run(patchy, out / "map.tif", n_clusters=4, window=part)
    assert not outcome.sampled_again
    assert sum(window.n_pixels for window in windows_read) <= part.n_pixels + 9 * 64**2


def test_raster_sampled_whole_is_classified_once(scene, out, windows_read, monkeypatch):
    keep_nothing_in_memory(monkeypatch)
    outcome = run(scene, out / "map.tif")
    assert not outcome.sampled_again
    assert sum(window.n_pixels for window in windows_read) == 2 * scene.grid.window.n_pixels


@pytest.mark.parametrize("options", [{}, {"sample_size": 0}, {"min_area": 1.0}])
def test_small_raster_is_read_once(scene, out, windows_read, options):
    run(scene, out / "map.tif", with_statistics=True, **options)
    assert sum(window.n_pixels for window in windows_read) == scene.grid.window.n_pixels


@pytest.mark.parametrize(
    "options",
    [
        {"sample_size": 0},
        {"scaling": "standardise", "n_components": 2},
        {"algorithm": "gaussian_mixture"},
        {"min_area": 1.0, "with_statistics": True},
        {"window": Window(31, 17, 201, 190)},
    ],
)
def test_raster_in_memory_gives_the_files_of_one_read_in_windows(scene, out, monkeypatch, options):
    monkeypatch.setattr(choices, "GUIDING_SAMPLE_SIZE", 2000)
    paths = [out / "kept.tif", out / "kept_confidence.tif"]
    others = [out / "read.tif", out / "read_confidence.tif"]
    outcome = run(scene, paths[0], confidence=str(paths[1]), **options)
    keep_nothing_in_memory(monkeypatch)
    expected = run(scene, others[0], confidence=str(others[1]), **options)
    assert [path.read_bytes() for path in paths] == [path.read_bytes() for path in others]
    assert outcome.inertia == expected.inertia
    if outcome.statistics:
        np.testing.assert_array_equal(outcome.statistics.squares, expected.statistics.squares)


@pytest.mark.parametrize("sample_size", [0, 5000])
@pytest.mark.parametrize("shape", [(1024, 64), (128, 1024), (192, 320)])
def test_second_sample_does_not_depend_on_windows_or_threads(
    patchy, out, monkeypatch, shape, sample_size
):
    options = {"n_clusters": 5, "sample_size": sample_size, "max_iter": 10}
    run(patchy, out / "one.tif", **options)
    use_windows(monkeypatch, shape)
    with ThreadPoolExecutor(3) as executor:
        run(patchy, out / "other.tif", executor=executor, n_workers=3, **options)
    np.testing.assert_array_equal(map_of(out / "other.tif"), map_of(out / "one.tif"))


def test_progress_rises_to_1_with_a_second_sample(patchy, out):
    reports = []
    run(patchy, out / "map.tif", n_clusters=5, progress=reports.append)
    assert reports == sorted(reports)
    assert reports[-1] == 1


# A part of the raster


WINDOW = Window(31, 77, 200, 99)


def test_map_of_a_part_keeps_its_position(scene, out):
    result = run(scene, out / "map.tif", window=WINDOW)
    dataset = gdal.Open(str(out / "map.tif"))
    x, dx, rx, y, ry, dy = scene.grid.geotransform
    expected = (x + 31 * dx, dx, rx, y + 77 * dy, ry, dy)
    assert dataset.GetGeoTransform() == expected == result.grid.geotransform
    assert (dataset.RasterXSize, dataset.RasterYSize) == (200, 99)


def test_map_of_a_part_has_the_classes_of_its_pixels(scene, out):
    result = run(scene, out / "map.tif", window=WINDOW)
    X = scene.read(WINDOW).values.reshape(3, -1).T
    np.testing.assert_array_equal(map_of(out / "map.tif").ravel(), result.model.predict(X))


@pytest.mark.parametrize("shape", [(280, 16), (64, 80), (37, 23)], ids=str)
def test_window_size_does_not_change_the_map_of_a_part(scene, out, monkeypatch, shape):
    run(scene, out / "expected.tif", window=WINDOW)
    use_windows(monkeypatch, shape)
    run(scene, out / "map.tif", window=WINDOW)
    np.testing.assert_array_equal(map_of(out / "map.tif"), map_of(out / "expected.tif"))


def test_fit_of_a_part_sees_only_that_part(make_raster, out):
    array = np.zeros((60, 60), dtype=np.uint8)
    array[20:40, 20:30], array[20:40, 30:40] = 100, 200
    source = RasterSource.open(make_raster(array))
    result = run(source, out / "map.tif", window=Window(20, 20, 20, 20))
    np.testing.assert_array_equal(result.model.centers, [[100], [200]])


# Unusual rasters


def test_each_distinct_pixel_is_a_class_if_there_are_few(make_raster, out, rng):
    centers = rng.integers(0, 10_000, (4, 3))
    array = centers[rng.integers(0, 4, (100, 100))].transpose(2, 0, 1).astype(np.uint16)
    result = run(RasterSource.open(make_raster(array)), out / "map.tif")
    classes = map_of(out / "map.tif")
    np.testing.assert_array_equal(result.model.centers[classes - 1].transpose(2, 0, 1), array)


@pytest.mark.parametrize("seed", range(6))
def test_pixels_on_their_centres_have_no_inertia(make_raster, out, seed):
    rng = np.random.default_rng(seed)
    centers = rng.integers(0, 10_000, (4, 3))
    array = centers[rng.integers(0, 4, (100, 100))].transpose(2, 0, 1).astype(np.uint16)
    result = run(RasterSource.open(make_raster(array)), out / "map.tif")
    total = np.square(array - array.mean(axis=(1, 2), keepdims=True)).sum()
    assert 0 <= result.inertia <= 1e-6 * total


def test_constant_raster_has_one_class(make_raster, out):
    source = RasterSource.open(make_raster(np.full((2, 40, 50), 7, dtype=np.uint16)))
    result = run(source, out / "map.tif")
    assert (map_of(out / "map.tif") == 1).all()
    assert result.counts.tolist() == [2000]


@pytest.mark.parametrize("palette", ["image", "distinct", "spectrum"])
@pytest.mark.parametrize("scaling", ["none", "standardise"])
def test_single_valid_pixel_is_classified(make_raster, out, palette, scaling):
    array = np.zeros((2, 40, 50), dtype=np.float32)
    array[:, 11, 12] = 5
    source = RasterSource.open(make_raster(array, nodata=0))
    result = run(source, out / "map.tif", palette=palette, scaling=scaling)
    assert np.flatnonzero(map_of(out / "map.tif")).tolist() == [11 * 50 + 12]
    assert result.n_nodata == 1999


def test_raster_without_valid_pixels_is_refused(make_raster, out):
    source = RasterSource.open(make_raster(np.zeros((40, 50), dtype=np.uint16), nodata=0))
    with pytest.raises(RasterError, match="no valid pixel"):
        run(source, out / "map.tif")
    assert contents(out) == {}


def test_pixels_with_nan_or_infinity_have_no_class(make_raster, out, rng):
    array = rng.normal(0, 1, (2, 60, 60)).astype(np.float32)
    array[0, :7] = np.nan
    array[1, -5:] = np.inf
    run(RasterSource.open(make_raster(array)), out / "map.tif")
    classes = map_of(out / "map.tif")
    np.testing.assert_array_equal(classes == 0, ~np.isfinite(array).all(axis=0))


def test_map_without_reference_system_has_no_area(make_raster, out, rng):
    array = rng.integers(0, 99, (1, 40, 40), dtype=np.uint8)
    result = run(RasterSource.open(make_raster(array, epsg=None)), out / "map.tif")
    dataset = gdal.Open(str(out / "map.tif"))
    assert result.hectares is None
    assert dataset.GetProjection() == ""


def test_map_of_a_rotated_raster_keeps_its_rotation(make_raster, out, rng):
    rotated = (442970.125, 8.1, 5.2, 4174060.7, 6.3, -9.1)
    array = rng.integers(0, 99, (1, 40, 40), dtype=np.uint8)
    run(RasterSource.open(make_raster(array, geotransform=rotated)), out / "map.tif")
    dataset = gdal.Open(str(out / "map.tif"))
    assert dataset.GetGeoTransform() == rotated


@pytest.mark.parametrize("shape", [(1, 1), (1, 700), (700, 1), (17, 33)], ids=str)
def test_rasters_of_any_shape_are_classified(make_raster, out, rng, shape):
    array = rng.integers(0, 99, (2, *shape), dtype=np.uint8)
    result = run(RasterSource.open(make_raster(array)), out / "map.tif")
    assert map_of(out / "map.tif").shape == shape
    assert result.n_pixels == shape[0] * shape[1]


def test_close_values_far_from_zero_are_separated(make_raster, out):
    array = (1e9 + np.arange(400, dtype=np.float64).reshape(20, 20) // 100 * 50)[None]
    result = run(RasterSource.open(make_raster(array)), out / "map.tif", n_clusters=4)
    np.testing.assert_array_equal(map_of(out / "map.tif").ravel(), np.arange(400) // 100 + 1)
    assert result.model.n_classes == 4


# Colours


def blocks_of_color(make_raster):
    colors = np.array([[10, 20, 30], [200, 100, 50], [90, 250, 240]], dtype=np.uint8)
    array = colors[np.repeat([0, 1, 2], 300).reshape(30, 30)].transpose(2, 0, 1)
    return colors, make_raster(array, "colours.tif")


def test_classes_have_the_colours_of_the_displayed_layer(make_raster, out):
    colors, path = blocks_of_color(make_raster)
    display = Display((3, 2, 1), ((0, 255),) * 3)
    result = run(RasterSource.open(path), out / "map.tif", display=display)
    assert [entry.color for entry in result.legend] == [tuple(c[::-1]) for c in colors.tolist()]


def test_displayed_bands_may_differ_from_the_chosen_ones(make_raster, out):
    colors, path = blocks_of_color(make_raster)
    display = Display((1, 2, 3), ((0, 255),) * 3)
    result = run(RasterSource.open(path, (2,)), out / "map.tif", display=display)
    by_green = sorted(colors.tolist(), key=lambda color: color[1])
    assert [entry.color for entry in result.legend] == [tuple(color) for color in by_green]


def test_colours_do_not_change_the_classes(scene, out):
    run(scene, out / "image.tif", display=Display((8, 4, 3)))
    run(scene, out / "distinct.tif", palette="distinct")
    np.testing.assert_array_equal(map_of(out / "image.tif"), map_of(out / "distinct.tif"))


def test_template_names_the_classes(small, out):
    result = run(small, out / "map.tif", n_clusters=2, class_name="Klasse {value}")
    assert [entry.name for entry in result.legend] == ["Klasse 1", "Klasse 2"]


# Facts for a report


def test_outcome_has_facts_only_on_request(scene, out):
    assert run(scene, out / "map.tif").facts is None
    assert run(scene, out / "map.tif", with_facts=True).facts is not None


def test_facts_describe_the_run(scene, out):
    outcome = run(scene, out / "map.tif", n_clusters=5, with_facts=True, display=Display((4, 3, 2)))
    facts = outcome.facts
    classes = map_of(out / "map.tif")
    values = scene.read(scene.grid.window).values
    np.testing.assert_array_equal(facts.class_map.preview.classes, classes)
    assert facts.image.shape == (*classes.shape, 4)
    np.testing.assert_allclose(facts.means[1], values[:, classes == 2].mean(axis=1))
    assert facts.class_map.counts.tolist() == outcome.counts.tolist()


@pytest.mark.parametrize(
    ("bands", "display"), [((1,), (1, 1, 1)), ((1, 2), (3, 2, 1)), ((2, 3), (3, 2, 3))]
)
def test_image_of_the_facts_shows_bands_that_were_read(scene, out, bands, display):
    source = scene.choose(bands)
    facts = run(source, out / "map.tif", with_facts=True, display=Display(display)).facts
    classes = facts.class_map.preview.classes
    assert facts.image.shape == (*classes.shape, 4)
    assert (facts.image[..., 3] == np.where(classes > 0, 255, 0)).all()


def test_image_of_the_facts_has_the_displayed_range(make_raster, out):
    array = np.array([[[0, 50, 100, 200]]], dtype=np.uint8).repeat(3, axis=0)
    display = Display((1, 2, 3), ((0, 100),) * 3)
    outcome = run(
        RasterSource.open(make_raster(array)), out / "map.tif", with_facts=True, display=display
    )
    assert outcome.facts.image[0, :, 0].tolist() == [0, 128, 255, 255]


# Progress and cancellation


@pytest.mark.parametrize(
    "options", [{}, {"sample_size": 0}, *({"algorithm": name} for name in ALGORITHMS)]
)
@pytest.mark.parametrize("n_threads", [None, 2])
def test_progress_rises_to_1(scene, out, monkeypatch, options, n_threads):
    monkeypatch.setattr(choices, "GUIDING_SAMPLE_SIZE", 5000)
    reports = []
    options = {"max_iter": 10, "progress": reports.append, **options}
    if n_threads is None:
        run(scene, out / "map.tif", **options)
    else:
        with ThreadPoolExecutor(n_threads) as executor:
            run(scene, out / "map.tif", executor=executor, **options)
    assert reports == sorted(reports)
    assert reports[-1] == 1.0


def test_progress_is_reported_in_the_thread_of_the_caller(small, out):
    threads = set()
    with ThreadPoolExecutor(4) as executor:
        run(
            small,
            out / "map.tif",
            executor=executor,
            progress=lambda fraction: threads.add(threading.current_thread()),
        )
    assert threads == {threading.current_thread()}


class Stop:
    """A check that cancels a run after a number of calls."""

    def __init__(self, n_allowed=float("inf")):
        self.n_allowed = n_allowed
        self.n_calls = 0

    def __call__(self):
        self.n_calls += 1
        return self.n_calls > self.n_allowed


@pytest.mark.parametrize("is_replacing", [False, True], ids=["new", "replacing"])
@pytest.mark.parametrize("part", [0.0, 0.1, 0.4, 0.8, 1.0])
@pytest.mark.parametrize("sample_size", [2000, 0])
def test_cancellation_at_any_moment_keeps_existing_files(
    scene, out, monkeypatch, part, is_replacing, sample_size
):
    monkeypatch.setattr(choices, "GUIDING_SAMPLE_SIZE", 2000)
    use_windows(monkeypatch, (280, 64))
    options = {"sample_size": sample_size, "max_iter": 5}
    counter = Stop()
    run(scene, out / "map.tif", is_cancelled=counter, **options)
    for entry in out.iterdir():
        entry.unlink()
    if is_replacing:
        (out / "map.tif").write_bytes(b"old map")
        (out / "map.tif.aux.xml").write_bytes(b"old table")
    before = contents(out)
    stop = Stop(int(part * (counter.n_calls - 1)))
    with pytest.raises(Cancelled):
        run(scene, out / "map.tif", is_cancelled=stop, **options)
    assert contents(out) == before


def test_cancellation_with_threads_keeps_existing_files(scene, out, monkeypatch):
    use_windows(monkeypatch, (280, 16))
    run(scene, out / "map.tif")
    before = contents(out)
    reached = []
    with ThreadPoolExecutor(4) as executor, pytest.raises(Cancelled):
        run(
            scene,
            out / "map.tif",
            executor=executor,
            progress=reached.append,
            is_cancelled=lambda: bool(reached) and reached[-1] > 0.6,
        )
    assert 0.6 < reached[-1] < 1
    assert contents(out) == before


# Refusals


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n_clusters", 1),
        ("n_clusters", 0),
        ("n_clusters", -3),
        ("n_clusters", 256),
        ("n_init", 0),
        ("n_init", 1001),
        ("max_iter", 0),
        ("max_iter", 100_001),
        ("sample_size", -1),
        ("sample_size", 7),
        ("random_state", -1),
        ("n_workers", -1),
        ("algorithm", "dbscan"),
        ("scaling", "log"),
        ("palette", "rainbow"),
    ],
)
def test_argument_outside_its_range_is_refused_by_name(small, out, name, value):
    with pytest.raises(ArgumentError, match=f"{name} is {value}"):
        run(small, out / "map.tif", **{name: value})
    assert contents(out) == {}


def test_missing_display_band_is_refused(small, out):
    with pytest.raises(ArgumentError, match="Band 9 does not exist"):
        run(small, out / "map.tif", display=Display((1, 2, 9)))
    assert contents(out) == {}


def test_output_over_the_input_is_refused(small):
    with open(small.path, "rb") as file:
        before = file.read()
    with pytest.raises(FileError, match="is the input itself"):
        run(small, small.path)
    with open(small.path, "rb") as file:
        assert file.read() == before


def test_equal_paths_of_two_outputs_are_refused(small, out):
    path = str(out / "map.tif")
    with pytest.raises(FileError, match="a name of its own"):
        run(small, path, confidence=path)
    assert contents(out) == {}


@pytest.mark.parametrize("ending", ["tiff", "TIF"])
def test_output_that_would_share_the_style_of_the_input_is_refused(small, ending):
    beside = os.path.splitext(small.path)[0] + "." + ending
    with pytest.raises(FileError, match="in its ending only"):
        run(small, beside)
    assert not os.path.exists(beside)


def test_outputs_that_would_share_a_style_are_refused(small, out):
    with pytest.raises(FileError, match="is named for two outputs"):
        run(small, out / "map.tif", confidence=str(out / "map.tiff"))


def test_folder_as_output_is_refused(small, out):
    with pytest.raises(FileError, match="is a folder"):
        run(small, out)
    assert contents(out) == {}


def test_output_in_a_missing_folder_is_refused(small, out):
    with pytest.raises(FileError, match="does not exist"):
        run(small, out / "nowhere" / "map.tif")
    assert contents(out) == {}


@pytest.mark.parametrize("n_threads", [None, 2])
def test_damaged_raster_keeps_existing_files(make_raster, out, monkeypatch, rng, n_threads):
    """The raster is damaged while the map is written, and GDAL has cached no part of it."""
    use_windows(monkeypatch, (300, 16))
    monkeypatch.setattr(gdal_cache, "_SMALLEST", 0)
    array = rng.integers(0, 250, (1, 400, 300), dtype=np.uint8)
    source = RasterSource.open(make_raster(array, creation_options=("COMPRESS=DEFLATE",)))
    run(source, out / "map.tif")
    before = contents(out)

    def damage(fraction):
        if fraction >= 0.3 and os.path.getsize(source.path) > 70_000:
            os.truncate(source.path, 70_000)

    executor = ThreadPoolExecutor(n_threads) if n_threads else None
    with pytest.raises(RasterError, match="cannot be read"):
        run(source, out / "map.tif", n_clusters=4, progress=damage, executor=executor)
    if executor:
        executor.shutdown()
    assert contents(out) == before


# Declared scale and offset

REFLECTANCES = [[0.05, 0.05], [0.05, 0.3], [0.3, 0.05], [0.3, 0.3]]


@pytest.fixture
def declared(make_raster, rng):
    """Two bands of reflectances of 0.05 and 0.3, stored as 1500 and 4000."""
    values = np.rint(rng.choice([0.05, 0.3], (2, 40, 40)) * 10_000 + 1000).astype(np.uint16)
    return RasterSource.open(make_raster(values, scales=[1e-4, 1e-4], offsets=[-0.1, -0.1]))


def test_function_that_names_classes_receives_measurements(declared, out):
    received = []

    def name_classes(means, band_names):
        received.append(means)
        return [""] * 4

    run(declared, out / "map.tif", n_clusters=4, name_classes=name_classes)
    np.testing.assert_allclose(sorted(received[0].tolist()), REFLECTANCES, atol=1e-6)


def test_facts_are_measurements(declared, out):
    facts = run(declared, out / "map.tif", n_clusters=4, with_facts=True).facts
    np.testing.assert_allclose(sorted(facts.means.tolist()), REFLECTANCES, atol=1e-6)
    np.testing.assert_allclose(facts.deviations, 0, atol=1e-6)
    np.testing.assert_allclose(np.unique(facts.sample), [0.05, 0.3], atol=1e-6)


def test_model_keeps_stored_values(declared, out):
    model = run(declared, out / "map.tif", n_clusters=4).model
    np.testing.assert_allclose(model.class_means.min(), 1500, atol=1e-3)


def test_declared_scale_and_offset_do_not_change_the_classes(make_raster, tmp_path, rng):
    values = rng.integers(1, 4000, (2, 40, 40)).astype(np.uint16)
    plain, declared = tmp_path / "plain_map.tif", tmp_path / "declared_map.tif"
    run(RasterSource.open(make_raster(values, "plain.tif")), plain)
    scaled = make_raster(values, "declared.tif", scales=[1e-4] * 2, offsets=[-0.1] * 2)
    run(RasterSource.open(scaled), declared)
    np.testing.assert_array_equal(map_of(plain), map_of(declared))

"""Comparison of all results of a case with the oracle."""

import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import fields
from pathlib import Path
from unittest import mock

import numpy as np
from osgeo import gdal
from runs import apply_model, classify, classify_many

from s2_kmeans_plugin.core import choices
from s2_kmeans_plugin.core.errors import NoValidPixelError
from s2_kmeans_plugin.core.maps.band_matching import in_bands_of
from s2_kmeans_plugin.core.models import sampling
from s2_kmeans_plugin.core.models.model import ClusterModel
from s2_kmeans_plugin.core.models.search import FitOptions
from s2_kmeans_plugin.core.raster.source import RasterSource
from tests.fuzz import oracle
from tests.fuzz.cases import raster_of, source_of

MOST_OFF = 2.0**-7


def check(case):
    """Run a case, and return its algorithm or "no valid pixel".

    Raises
    ------
    AssertionError
        When a result differs from that of the oracle.
    """
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        with sampling_of(case):
            return _check(case, Path(folder))


def _check(case, folder):
    raster = raster_of(case)
    source = source_of(case, raster, folder, case.layout)
    window = case.options["window"] or source.grid.window
    rows = slice(window.row, window.row + window.height)
    cols = slice(window.col, window.col + window.width)
    valid = raster.valid(case)[rows, cols]
    options = {**case.options, **case.min_area}
    try:
        result = run(source, folder / "map.tif", options, folder / "sure.tif")
    except NoValidPixelError:
        assert not valid.any(), "valid pixels were not found"
        return "no valid pixel"
    classes = read(folder / "map.tif")
    model = result.model

    read_back = ClusterModel.from_json(model.to_json())
    applied = apply_model(source, read_back, str(folder / "applied.tif"), window=window)
    labels = read(folder / "applied.tif")
    if not case.least_pixels:
        assert np.array_equal(classes, labels), "applying the model gives another map"
        assert applied.counts.tolist() == result.counts.tolist()
    check_patches(labels, classes, case.least_pixels)

    assert np.array_equal(classes > 0, valid), "the wrong pixels are nodata"
    counts = np.bincount(classes.ravel(), minlength=model.n_classes + 1)
    assert result.counts.tolist() == counts[1:].tolist(), "counts differ from the map"
    assert result.n_nodata == counts[0], "the count of nodata is wrong"
    assert [entry.value for entry in result.legend] == list(range(1, model.n_classes + 1))
    values = features_of(case, raster, source, (rows, cols))[:, valid]
    check_statistics(result, values, classes[valid])
    values = projected(model, values)
    check_labels(model, values, labels[valid])
    check_inertia(result, values)
    sure = read(folder / "sure.tif")
    assert np.array_equal(sure < 255, valid), "confidence has the wrong nodata"
    assert sure[valid].max() <= 100, "confidence is above 100"
    exact = oracle.confidence(model, values)
    assert exact is None or np.abs(sure[valid] - exact).max() <= 2.5, "confidence is wrong"

    # Iterations over all pixels add float64 sums of windows, whose rounding depends on the windows.
    passes = case.n_tile and case.options["sample_size"] == 0
    rounds = passes and source.feature_dtype == "float64"
    windows = nullcontext() if rounds else windows_of(case)
    with windows, ThreadPoolExecutor(case.n_threads) as executor:
        other = source_of(case, raster, folder, case.other_layout)
        parallel = {"executor": executor, "n_workers": case.n_threads}
        twin = run(other, folder / "twin.tif", {**options, **parallel})
        both = [(folder / name).read_bytes() for name in ("map.tif", "twin.tif")]
        if both[0] != both[1]:
            # A difference is correct only if the windows cause it.
            run(other, folder / "again.tif", options)
            both[0] = (folder / "again.tif").read_bytes()
        check_series(case, folder, parallel)
    assert twin.model.to_json() == model.to_json(), "the model depends on windows or threads"
    assert np.array_equal(read(folder / "twin.tif"), classes), (
        "the map depends on windows or threads"
    )
    assert both[0] == both[1], "the bytes depend on threads"
    return case.options["algorithm"]


def features_of(case, raster, source, part):
    """Return the features of the pixels of a part; only valid pixels have a meaning."""
    values = np.array([raster.bands[number - 1][part] for number in case.read], dtype=source.dtype)
    with np.errstate(all="ignore"):
        return oracle.features(case, values)


def projected(model, values):
    """Project pixels to the dimensions of the centres."""
    found = model.project(values)
    if model.projection is not None:
        expected, off = oracle.components(model, values)
        assert (np.abs(found - expected) <= off).all(), "a component is wrong"
    return found


def check_labels(model, values, classes):
    wrong = oracle.wrong_labels(model, values, classes)
    assert wrong.size == 0, f"{wrong.size} pixels have not the label of the nearest centre"


def check_inertia(result, values):
    expected = oracle.inertia(result.model, values)
    off = abs(result.inertia - expected)
    # Error of float32 for squares of 20 bands, after cancellation to a thousandth.
    allowed = 5e-4 * expected
    if result.model.covariances is not None:
        # Error of whitened pixels in standard deviations.
        n_pixels = values.shape[1]
        allowed += MOST_OFF * (np.sqrt(expected * n_pixels) + n_pixels)
    assert off <= allowed, f"inertia is {result.inertia}, not {expected}"


def check_patches(before, after, least_pixels):
    """Compare the maps before and after the removal of small patches."""
    assert np.array_equal(before > 0, after > 0), "cleaning changed nodata"
    stays = oracle.patch_sizes(before) >= least_pixels
    assert np.array_equal(before[stays], after[stays]), "a large patch changed"
    # A small patch may stay only if its island of valid pixels has no large patch.
    one, other = oracle.sides(oracle.patch_sizes(after))
    both = (one > 0) & (other > 0)
    small, small_too = one[both] < least_pixels, other[both] < least_pixels
    assert np.array_equal(small, small_too), "a small patch touches a large one"


def check_series(case, folder, parallel):
    """Classify several rasters with one model, and compare each map."""
    if case.n_rasters == 1:
        return
    cases = case.series()
    rasters = [raster_of(each) for each in cases]
    sources, paths = [], []
    for n, (each, raster) in enumerate(zip(cases, rasters)):
        place = folder / f"series{n}"
        place.mkdir()
        source = source_of(each, raster, place, case.layout)
        sources.append(in_bands_of(sources[0], source) if sources else source)
        paths.append(str(place / "map.tif"))
    taken = (f.name for f in fields(FitOptions))
    options = {name: case.options[name] for name in taken if name in case.options}
    valid = [raster.valid(each) for each, raster in zip(cases, rasters)]
    try:
        series = classify_many(sources, paths, **options, **parallel)
    except NoValidPixelError:
        assert not any(each.any() for each in valid), "valid pixels of a series were not found"
        return
    for n, each in enumerate(cases):
        classes = read(paths[n])
        assert np.array_equal(classes > 0, valid[n]), "the wrong pixels of a series are nodata"
        counts = np.bincount(classes.ravel(), minlength=series.model.n_classes + 1)
        assert series.maps[n].counts.tolist() == counts[1:].tolist()
        values = features_of(each, rasters[n], sources[n], ...)[:, valid[n]]
        values = projected(series.model, values)
        check_labels(series.model, values, classes[valid[n]])
    kept = [Path(path).read_bytes() for path in paths]
    again = classify_many(sources, paths, **options)
    assert again.model.to_json() == series.model.to_json(), (
        "the model of a series depends on threads"
    )
    assert [Path(path).read_bytes() for path in paths] == kept, (
        "the maps of a series depend on threads"
    )


def check_statistics(result, values, classes):
    if result.statistics is None:
        return
    offset = result.model.feature_offset
    for value in range(1, result.model.n_classes + 1):
        # Relative to a near offset, so that the mean of equal values is exact.
        z = values[:, classes == value].astype(np.float64) - offset[:, None]
        if z.size:
            size = np.abs(z).max() + 1e-300
            means = offset + z.mean(axis=1)
            off = np.abs(result.statistics.means[value - 1] - means)
            assert (off <= 1e-12 * size + 1e-14 * np.abs(means)).all(), "a mean is wrong"
            off = np.abs(result.statistics.deviations[value - 1] - z.std(axis=1))
            assert (off <= 1e-6 * size).all(), "a standard deviation is wrong"


def run(source, path, options, confidence=None):
    confidence = confidence and str(confidence)
    return classify(source, path, confidence=confidence, **options)


def read(path):
    dataset = gdal.Open(str(path))
    return dataset.ReadAsArray()


@contextmanager
def sampling_of(case):
    """Draw the sample from the small tiles of the case, as for a large raster."""
    if case.n_tile is None:
        yield
        return
    with (
        mock.patch.multiple(
            sampling, TILE_PIXELS=case.n_tile, READ_PIXELS=4 * case.n_tile, MIN_TILES=4
        ),
        mock.patch.object(choices, "SAMPLE_SIZE", 300),
    ):
        yield


@contextmanager
def windows_of(case):
    """Label in the windows of the case, without a change of the sample."""
    original = RasterSource.window_shape

    def window_shape(self, *n_pixels):
        return original(self, *n_pixels) if n_pixels else case.window_shape

    with mock.patch.object(RasterSource, "window_shape", window_shape):
        yield

"""Runs a case and compares all that comes out with the oracle."""

import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from unittest import mock

import numpy as np
from osgeo import gdal

from s2_kmeans_plugin.core import pipeline, sampling
from s2_kmeans_plugin.core.apply import apply_model
from s2_kmeans_plugin.core.errors import NoValidPixelError
from s2_kmeans_plugin.core.model import ClusterModel
from s2_kmeans_plugin.core.raster.source import RasterSource

from . import oracle
from .cases import raster_of, write_case

MOST_OFF = 2.0**-7


def check(case):
    """Classify a case in all ways; tells what came of it.

    Raises
    ------
    AssertionError
        Where something is not as it should be.
    """
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        with sampling_of(case):
            return _check(case, Path(folder))


def _check(case, folder):
    raster = raster_of(case)
    source = RasterSource.open(write_case(case, raster, folder, case.layout), case.bands)
    window = case.options["window"] or source.grid.window
    rows = slice(window.row, window.row + window.height)
    cols = slice(window.col, window.col + window.width)
    valid = raster.valid(case.chosen)[rows, cols]
    pixels = [raster.bands[number - 1][rows, cols] for number in case.chosen]
    values = np.array([band[valid] for band in pixels], dtype=source.dtype)
    try:
        result = run(source, folder / "map.tif", case.options, folder / "sure.tif")
    except NoValidPixelError:
        assert not valid.any(), "valid pixels were not seen"
        return "no valid pixel"
    classes = read(folder / "map.tif")
    model = result.model

    assert np.array_equal(classes > 0, valid), "nodata is not where it should be"
    wrong = oracle.wrong_labels(model, values, classes[valid])
    assert wrong.size == 0, f"{wrong.size} labels are not those of the nearest centre"
    counts = np.bincount(classes.ravel(), minlength=model.n_classes + 1)
    assert result.counts.tolist() == counts[1:].tolist(), "counts are not those of the map"
    assert result.n_nodata == counts[0], "nodata is not counted right"
    expected = oracle.inertia(model, values)
    off = abs(result.inertia - expected)
    # Float32 knows the squares of 20 bands to a part of this where a thousandth of them is left.
    allowed = 5e-4 * expected
    if model.covariances is not None:
        # Whitened pixels are known to this part of a standard deviation.
        allowed += MOST_OFF * (np.sqrt(expected * counts[1:].sum()) + counts[1:].sum())
    assert off <= allowed, f"inertia is {result.inertia}, not {expected}"
    assert [entry.value for entry in result.legend] == list(range(1, model.n_classes + 1))
    check_statistics(result, values, classes[valid])
    sure = read(folder / "sure.tif")
    assert np.array_equal(sure < 255, valid), "confidence is not where it should be"
    assert sure[valid].max() <= 100, "confidence is above 100"
    exact = oracle.confidence(model, values)
    assert exact is None or np.abs(sure[valid] - exact).max() <= 2.5, "confidence is off"

    # Passes over all pixels add up floats window by window, which rounds as the windows lie.
    rounds = case.options["sample_size"] == 0 and source.dtype.startswith("float")
    windows = nullcontext() if rounds and case.layout == case.other_layout else windows_of(case)
    with windows, ThreadPoolExecutor(case.n_threads) as executor:
        other = RasterSource.open(write_case(case, raster, folder, case.other_layout), case.bands)
        options = {"executor": executor, "n_workers": case.n_threads}
        twin = run(other, folder / "twin.tif", {**case.options, **options})
        run(other, folder / "again.tif", case.options)
    assert twin.model.to_json() == model.to_json(), "the model depends on windows or threads"
    assert np.array_equal(read(folder / "twin.tif"), classes), "the map depends on them"
    both = [(folder / name).read_bytes() for name in ("twin.tif", "again.tif")]
    assert both[0] == both[1], "the bytes depend on threads"

    read_back = ClusterModel.from_json(model.to_json())
    applied = apply_model(source, read_back, str(folder / "applied.tif"), window=window)
    assert np.array_equal(read(folder / "applied.tif"), classes), "a model applied differs"
    assert applied.counts.tolist() == result.counts.tolist()
    return case.options["algorithm"]


def check_statistics(result, values, classes):
    if result.statistics is None:
        return
    for value in range(1, result.model.n_classes + 1):
        of_class = values[:, classes == value].astype(np.float64)
        if of_class.size:
            size = np.abs(of_class - result.model.offset[:, None]).max() + 1e-300
            means, deviations = of_class.mean(axis=1), of_class.std(axis=1)
            off = np.abs(result.statistics.means[value - 1] - means)
            assert (off <= 1e-12 * size + 1e-14 * np.abs(means)).all(), "a mean is off"
            off = np.abs(result.statistics.deviations[value - 1] - deviations)
            assert (off <= 1e-6 * size).all(), "a standard deviation is off"


def run(source, path, options, confidence_path=None):
    confidence_path = confidence_path and str(confidence_path)
    return pipeline.classify(source, str(path), confidence_path=confidence_path, **options)


def read(path):
    dataset = gdal.Open(str(path))
    return dataset.ReadAsArray()


@contextmanager
def sampling_of(case):
    """Draw the sample from tiles as small as the case wants them, as if the raster were large."""
    if case.n_tile is None:
        yield
        return
    with (
        mock.patch.multiple(
            sampling, TILE_PIXELS=case.n_tile, READ_PIXELS=4 * case.n_tile, MIN_TILES=4
        ),
        mock.patch.object(pipeline, "SAMPLE_SIZE", 300),
    ):
        yield


@contextmanager
def windows_of(case):
    """Classify in the windows of a case; the sample is drawn as ever."""
    original = RasterSource.window_shape

    def window_shape(self, *n_pixels):
        return original(self, *n_pixels) if n_pixels else case.window_shape

    with mock.patch.object(RasterSource, "window_shape", window_shape):
        yield

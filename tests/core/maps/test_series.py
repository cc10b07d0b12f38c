"""Classification of several rasters with one model."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from osgeo import gdal
from runs import apply_model, classify, classify_many

from s2_kmeans_plugin.core.errors import (
    ArgumentError,
    Cancelled,
    FileError,
    NoValidPixelError,
    RasterError,
)
from s2_kmeans_plugin.core.maps.band_matching import in_bands_of
from s2_kmeans_plugin.core.maps.labelling import Labelling
from s2_kmeans_plugin.core.raster.source import RasterSource

QUICK = {"n_init": 2, "n_clusters": 4, "sample_size": 6000}


def paths_in(folder, n=3):
    return [str(folder / f"map{number}.tif") for number in range(n)]


def run(sources, folder, **options):
    paths = paths_in(folder, len(sources))
    outcome = classify_many(sources, paths, **{**QUICK, **options})
    return outcome, [gdal.Open(path).ReadAsArray() for path in paths]


def test_series_of_one_raster_gives_the_map_of_a_single_run(sources, out):
    outcome, (found,) = run(sources[:1], out)
    alone = classify(sources[0], str(out / "alone.tif"), **QUICK)
    assert np.array_equal(found, gdal.Open(str(out / "alone.tif")).ReadAsArray())
    assert np.array_equal(outcome.model.centers, alone.model.centers)


def test_model_of_the_series_reproduces_every_map(sources, out):
    outcome, maps = run(sources, out)
    for source, found in zip(sources, maps):
        path = str(out / "applied.tif")
        apply_model(source, outcome.model, path)
        assert np.array_equal(found, gdal.Open(path).ReadAsArray())


def test_class_has_the_same_means_in_all_maps(sources, images, out):
    _, maps = run(sources, out)
    for value in range(1, 5):
        means = [image[:, found == value].mean(axis=1) for image, found in zip(images, maps)]
        assert np.allclose(means, means[0], atol=10)


def test_sample_has_equally_many_pixels_of_rasters_of_any_size(make_raster, rng, out):
    small = make_raster(rng.integers(0, 99, (1, 50, 40), dtype=np.uint8), "small.tif")
    large = make_raster(rng.integers(100, 250, (1, 200, 300), dtype=np.uint8), "large.tif")
    rasters = [RasterSource.open(path) for path in (small, large)]
    outcome, _ = run(rasters, out, n_clusters=2, sample_size=2001)
    assert outcome.n_sampled == 2001
    # Half of the sample is below 100. Otherwise the large raster would take both classes.
    assert outcome.model.centers[0] < 100 < outcome.model.centers[1]


def test_threads_do_not_change_the_maps(sources, out, tmp_path):
    _, maps = run(sources, out)
    with ThreadPoolExecutor(3) as executor:
        _, again = run(sources, tmp_path, executor=executor)
    assert all(np.array_equal(one, two) for one, two in zip(maps, again))


def test_map_does_not_depend_on_the_order_of_named_bands(
    sources, make_raster, images, band_names, out
):
    turned = make_raster(images[1][::-1], "turned.tif", band_names=band_names[::-1])
    _, maps = run(sources, out)
    others = [sources[0], in_bands_of(sources[0], RasterSource.open(turned)), sources[2]]
    assert others[1].bands == (3, 2, 1)
    _, again = run(others, out)
    assert np.array_equal(maps[1], again[1])


def test_raster_without_valid_pixels_has_an_empty_map(
    sources, make_raster, images, band_names, out
):
    path = make_raster(np.zeros_like(images[0]), "clouds.tif", band_names=band_names, nodata=0)
    outcome, maps = run([sources[0], RasterSource.open(path)], out)
    assert not maps[1].any()
    assert outcome.maps[1].n_pixels == 0


def test_series_without_valid_pixels_is_refused(make_raster, images, out):
    path = make_raster(np.zeros_like(images[0]), "clouds.tif", nodata=0)
    with pytest.raises(NoValidPixelError, match=r"clouds\.tif"):
        run([RasterSource.open(path)] * 2, out)


def test_damaged_raster_leaves_no_map(sources, make_raster, images, band_names, out):
    damaged = make_raster(
        images[1].repeat(30, axis=1), "damaged.tif", band_names=band_names, tile=16
    )
    source = RasterSource.open(damaged)
    with open(damaged, "r+b") as file:
        file.truncate(100_000)
    with pytest.raises(RasterError, match=r"damaged\.tif"):
        run([sources[0], source], out)
    assert list(out.iterdir()) == []


def test_cancellation_leaves_no_file(sources, out):
    calls = iter(range(10**6))
    with pytest.raises(Cancelled):
        run(sources, out, is_cancelled=lambda: next(calls) > 30)
    assert list(out.iterdir()) == []


def test_map_over_a_raster_of_the_series_is_refused(sources, out):
    with pytest.raises(FileError, match="is the input itself"):
        classify_many(sources[:2], [str(out / "a.tif"), sources[0].path], **QUICK)


@pytest.mark.parametrize("second", ["a.tif", "a.tiff"])
def test_maps_that_would_share_a_file_or_a_style_are_refused(sources, out, second):
    with pytest.raises(FileError, match="named for two outputs"):
        classify_many(sources[:2], [str(out / "a.tif"), str(out / second)], **QUICK)


def test_fit_on_all_pixels_is_refused(sources, out):
    with pytest.raises(ArgumentError, match="sample_size is 0"):
        run(sources, out, sample_size=0)


def test_cleaning_removes_small_patches_from_every_map(sources, out):
    _, maps = run(sources, out, min_area=30, area_unit="pixels")
    for found in maps:
        assert not (found[::5, ::5] != found[4::5, 4::5]).any()
        _, counts = np.unique(found, return_counts=True)
        assert counts.min() >= 30


def test_cleaning_removes_its_scratch_map_before_the_next_map(sources, out, monkeypatch):
    folders = []
    complete = Labelling.complete

    def completed(labelling, *arguments):
        class_map = complete(labelling, *arguments)
        folders.append(len(os.listdir(out)))
        return class_map

    monkeypatch.setattr(Labelling, "complete", completed)
    run(sources, out, min_area=10, area_unit="pixels")
    assert folders == [1, 2, 3]


def test_progress_rises_to_1(sources, out):
    seen = []
    run(sources, out, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_series_without_rasters_is_refused():
    with pytest.raises(ArgumentError, match="has no rasters"):
        classify_many([], [])

"""Patches of a class map, drawn in blocks."""

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.errors import Cancelled
from s2_kmeans_plugin.core.parallel.progress import Watch
from s2_kmeans_plugin.core.raster import patches as module
from s2_kmeans_plugin.core.raster.gdal_calls import guard_gdal
from s2_kmeans_plugin.core.raster.patches import Patches
from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.fixture
def drawn(make_raster, tmp_path, watch, monkeypatch):
    """A factory of the patches of a map, drawn in blocks of 4 x 4 pixels."""
    monkeypatch.setattr(module, "_BLOCK", 4)
    made = []

    def draw(classes, watch=watch):
        path = make_raster(np.asarray(classes, np.uint8), "map.tif", nodata=0)
        with guard_gdal():
            made.append(Patches(str(tmp_path / "patches.gpkg"), RasterSource.open(path).grid))
            made[-1].draw(gdal.Open(path), watch)
        return made[-1]

    yield draw
    for patches in made:
        patches.close()


def figures(patches, value, watch):
    """Area and box, left, right, top, bottom, of each patch."""
    return sorted((shape.Area(), shape.GetEnvelope()) for shape in patches.of_class(value, watch))


def test_patch_in_several_blocks_is_one(drawn, watch):
    patches = drawn(np.ones((10, 9)))
    assert figures(patches, 1, watch) == [(90, (0, 9, 0, 10))]


def test_patches_of_a_class_are_in_columns_and_rows(drawn, watch):
    classes = np.zeros((10, 9))
    classes[2, 1:3] = classes[5:7, 3:5] = 7
    assert figures(drawn(classes), 7, watch) == [(2, (1, 3, 2, 3)), (4, (3, 5, 5, 7))]


def test_nodata_and_other_classes_have_no_patches(drawn, watch):
    patches = drawn([[0, 2], [2, 0]])
    assert figures(patches, 1, watch) == figures(patches, 0, watch) == []


def test_patches_that_touch_at_the_corner_of_a_block_stay_apart(drawn, watch):
    classes = np.zeros((8, 8))
    classes[3, 3] = classes[4, 4] = 1
    assert figures(drawn(classes), 1, watch) == [(1, (3, 4, 3, 4)), (1, (4, 5, 4, 5))]


def test_cancel_takes_effect_in_the_next_block(drawn, rng):
    reached = []
    watch = Watch(reached.append, lambda: bool(reached) and reached[-1] > 0.3)
    with pytest.raises(Cancelled):
        drawn(rng.integers(1, 4, (40, 40)), watch)
    assert reached[-1] < 0.32


def test_progress_rises_to_1_while_patches_are_read(drawn, rng, monkeypatch):
    monkeypatch.setattr(module, "_REPORT_EVERY", 1)
    patches = drawn(rng.integers(1, 4, (20, 20)))
    reached = []
    watch = Watch(reached.append)
    for value in (1, 2, 3):
        list(patches.of_class(value, watch))
    assert reached == sorted(reached)
    assert reached[-1] == 1

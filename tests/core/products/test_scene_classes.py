"""Scene classifications and where they lie."""

import numpy as np
import pytest
from products import make_product, scene_classes, write_band

from s2_kmeans_plugin.core.choices import SCENE_CLASS_NAMES
from s2_kmeans_plugin.core.products.product import find_product
from s2_kmeans_plugin.core.products.scene_classes import (
    is_scene_classification,
    scene_classification_of,
    scene_legend,
)
from s2_kmeans_plugin.core.products.vrt import product_vrt
from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.fixture
def folder(tmp_path):
    """Folder with a band and a scene classification."""
    write_band(tmp_path / "B02.tif", np.ones((240, 240), np.uint16), 10, driver="GTiff")
    write_band(tmp_path / "SCL.tif", scene_classes(), 20, driver="GTiff")
    return tmp_path


def test_legend_has_a_name_and_a_colour_for_each_class():
    legend = scene_legend(str.upper)
    assert [entry.value for entry in legend] == list(range(1, 12))
    assert [entry.name for entry in legend] == [name.upper() for name in SCENE_CLASS_NAMES]
    assert len({entry.color for entry in legend}) == 11


def test_scene_classification_beside_a_band_is_found(folder):
    found = scene_classification_of(RasterSource.open(str(folder / "B02.tif")))
    assert found == str(folder / "SCL.tif")


def test_scene_classification_of_the_product_of_a_vrt_is_found(sample_path, tmp_path):
    safe = make_product(tmp_path, sample_path, driver="GTiff", bands=("B02",))
    vrt = tmp_path / "bands.vrt"
    vrt.write_text(product_vrt(find_product(safe), ["B02"], 10))
    found = scene_classification_of(RasterSource.open(str(vrt)))
    assert found is not None
    assert found.endswith("_SCL_20m.jp2")


def test_scene_classification_is_not_its_own(folder):
    assert scene_classification_of(RasterSource.open(str(folder / "SCL.tif"))) is None


def test_raster_without_a_scene_classification_has_none(tmp_path):
    path = write_band(tmp_path / "B02.tif", np.ones((4, 4), np.uint16), 10, driver="GTiff")
    assert scene_classification_of(RasterSource.open(path)) is None


def test_two_scene_classifications_are_not_chosen_between(folder):
    write_band(folder / "other_SCL.tif", scene_classes(), 20, driver="GTiff")
    assert scene_classification_of(RasterSource.open(str(folder / "B02.tif"))) is None


def test_scene_classification_is_recognised_by_its_name(folder):
    assert is_scene_classification(RasterSource.open(str(folder / "SCL.tif")))
    assert not is_scene_classification(RasterSource.open(str(folder / "B02.tif")))

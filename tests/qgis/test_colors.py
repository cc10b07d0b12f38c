"""Palette of mean colours in the style of the input layer."""

import shutil

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsRasterLayer,
    QgsSingleBandGrayRenderer,
)
from qgis_tools import read

Stretch = QgsContrastEnhancement.ContrastEnhancementAlgorithm
Gradient = QgsSingleBandGrayRenderer.Gradient

# The fit and the colours see a sample of the pixels.
TOLERANCE = 2.5


def stretch(layer, band, low, high, algorithm=Stretch.StretchToMinimumMaximum):
    enhancement = QgsContrastEnhancement(layer.dataProvider().dataType(band))
    enhancement.setMinimumValue(low)
    enhancement.setMaximumValue(high)
    enhancement.setContrastEnhancementAlgorithm(algorithm)
    return enhancement


def color_renderer(layer, bands, ranges):
    renderer = QgsMultiBandColorRenderer(layer.dataProvider(), *bands)
    renderer.setRedContrastEnhancement(stretch(layer, bands[0], *ranges[0]))
    renderer.setGreenContrastEnhancement(stretch(layer, bands[1], *ranges[1]))
    renderer.setBlueContrastEnhancement(stretch(layer, bands[2], *ranges[2]))
    return renderer


def false_color(layer):
    return color_renderer(layer, (8, 4, 3), [(200, 4200), (100, 1500), (300, 1700)])


def narrow(layer):
    return color_renderer(layer, (4, 3, 2), [(500, 900), (600, 1000), (500, 900)])


def grey(layer):
    renderer = QgsSingleBandGrayRenderer(layer.dataProvider(), 8)
    renderer.setContrastEnhancement(stretch(layer, 8, 150, 3900))
    return renderer


def inverted_grey(layer):
    renderer = grey(layer)
    renderer.setGradient(Gradient.WhiteToBlack)
    return renderer


def shown(layer):
    """Return red, green and blue of every pixel as QGIS renders the layer."""
    block = layer.renderer().block(1, layer.extent(), layer.width(), layer.height())
    packed = np.frombuffer(bytes(block.data()), np.uint32).reshape(layer.height(), layer.width())
    return np.stack([packed >> 16 & 255, packed >> 8 & 255, packed & 255]).astype(float)


def assert_colors_are_those_of(layer, path):
    image = shown(layer)
    pixels = read(path)[0]
    dataset = gdal.Open(path)
    table = dataset.GetRasterBand(1).GetColorTable()
    values = range(1, pixels.max() + 1)
    expected = np.array([image[:, pixels == value].mean(axis=1) for value in values])
    given = np.array([table.GetColorEntry(value)[:3] for value in values])
    np.testing.assert_allclose(given, expected.round(1), rtol=0, atol=TOLERANCE)


@pytest.fixture
def layer(sample_path, project):
    layer = QgsRasterLayer(sample_path, "scene")
    project.addMapLayer(layer)
    return layer


def test_classes_have_the_mean_colours_of_a_layer_in_its_default_style(classify, layer):
    assert_colors_are_those_of(layer, classify(INPUT=layer).path)


@pytest.mark.parametrize("renderer", [false_color, narrow, grey, inverted_grey])
def test_classes_have_the_mean_colours_of_a_layer_with_its_own_style(classify, layer, renderer):
    layer.setRenderer(renderer(layer))
    assert_colors_are_those_of(layer, classify(INPUT=layer).path)


@pytest.mark.parametrize("bands", [(4, 3, 2), (8, 4, 3)])
def test_classes_have_the_mean_colours_of_a_layer_that_shows_reflectances(
    classify, scene, out, project, bands
):
    path = str(out / "reflectances.vrt")
    dataset = gdal.Translate(path, scene, format="VRT")
    for number in range(1, dataset.RasterCount + 1):
        dataset.GetRasterBand(number).SetScale(1e-4)
        dataset.GetRasterBand(number).SetOffset(-0.01)
    dataset = None
    layer = QgsRasterLayer(path, "reflectances")
    project.addMapLayer(layer)
    layer.setRenderer(color_renderer(layer, bands, [(0.0, 0.4), (0.0, 0.15), (0.0, 0.15)]))
    assert_colors_are_those_of(layer, classify(INPUT=layer, BANDS=[2, 3, 4]).path)


def test_colours_use_displayed_bands_that_were_not_chosen(classify, layer):
    layer.setRenderer(false_color(layer))
    assert_colors_are_those_of(layer, classify(INPUT=layer, BANDS=[12, 13]).path)


def test_a_picture_without_stretch_gives_its_own_colours(classify, make_raster, scene, project):
    picture = np.clip(read(scene)[[3, 2, 1]] / 12, 0, 255).astype(np.uint8)
    layer = QgsRasterLayer(make_raster(picture), "picture")
    project.addMapLayer(layer)
    assert np.array_equal(shown(layer), picture)
    assert_colors_are_those_of(layer, classify(INPUT=layer).path)


def test_a_run_leaves_the_style_of_the_input_unchanged(classify, layer):
    layer.setRenderer(false_color(layer))
    before = style(layer)
    classify(INPUT=layer, N_CLUSTERS=3)
    unchanged = style(layer) == before
    assert unchanged


def test_a_layer_outside_the_project_gives_its_colours_and_keeps_its_style(classify, sample_path):
    layer = QgsRasterLayer(sample_path, "scene")
    layer.setRenderer(false_color(layer))
    before = style(layer)
    run = classify(INPUT=layer)
    unchanged = style(layer) == before
    assert unchanged
    assert_colors_are_those_of(layer, run.path)


def test_a_file_gives_the_colours_of_the_style_beside_it(classify, scene, tmp_path):
    path = str(shutil.copy(scene, tmp_path / "styled.tif"))
    layer = QgsRasterLayer(path, "styled")
    layer.setRenderer(false_color(layer))
    _, saved = layer.saveDefaultStyle()
    assert saved
    assert_colors_are_those_of(layer, classify(INPUT=path).path)


def style(layer):
    from qgis.core import QgsReadWriteContext
    from qgis.PyQt.QtXml import QDomDocument

    document = QDomDocument()
    layer.exportNamedStyle(document, QgsReadWriteContext())
    return document.toString()

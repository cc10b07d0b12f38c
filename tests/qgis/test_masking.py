"""Masks and undeclared nodata in the forms."""

import shlex

import numpy as np
import pytest
from osgeo import gdal, ogr, osr
from products import make_product
from qgis.core import QgsCoordinateReferenceSystem, QgsProperty, QgsRasterLayer, QgsVectorLayer
from qgis_tools import Feedback, Run, read

QUICK = {"N_INIT": 1, "N_CLUSTERS": 3}


@pytest.fixture(scope="module")
def stripes_path(scene, tmp_path_factory):
    """Return a raster of 20 m with the values 0 to 11 of a scene classification."""
    path = str(tmp_path_factory.mktemp("masks") / "stripes.tif")
    x, _, _, y, _, _ = gdal.Open(scene).GetGeoTransform()
    dataset = gdal.GetDriverByName("GTiff").Create(path, 130, 100, 1, gdal.GDT_Byte)
    dataset.SetGeoTransform((x, 20, 0, y, 0, -20))
    dataset.SetProjection(gdal.Open(scene).GetProjection())
    dataset.WriteArray(stripes()[::2, ::2])
    dataset = None
    return path


def stripes():
    """Return the same mask on the grid of the scene."""
    return np.repeat((np.arange(130) * 12 // 130).astype(np.uint8), 2)[None].repeat(200, axis=0)


@pytest.fixture(scope="module")
def polygon_path(scene, tmp_path_factory):
    """Return a polygon of the left half of the scene, in degrees."""
    path = str(tmp_path_factory.mktemp("masks") / "half.gpkg")
    x, _, _, y, _, _ = gdal.Open(scene).GetGeoTransform()
    references = []
    for code in (32618, 4326):
        references.append(osr.SpatialReference())
        references[-1].ImportFromEPSG(code)
        references[-1].SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    ring = f"{x - 500} {y + 500}, {x + 1300} {y + 500}, {x + 1300} {y - 9000}, {x - 500} {y - 9000}"
    shape = ogr.CreateGeometryFromWkt(f"POLYGON (({ring}, {x - 500} {y + 500}))")
    shape.Transform(osr.CoordinateTransformation(*references))
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = dataset.CreateLayer("half", references[1], ogr.wkbPolygon)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(shape)
    layer.CreateFeature(feature)
    dataset = None
    return path


@pytest.fixture
def masked(classify, scene):
    def run(**parameters):
        return classify(**{"INPUT": scene, **QUICK, **parameters})

    return run


def test_listed_values_mask_pixels(masked, stripes_path):
    found = masked(MASK=stripes_path, MASK_VALUES="0, 3-5").pixels
    assert np.array_equal(found == 0, np.isin(stripes(), (0, 3, 4, 5)))


def test_a_raster_mask_without_values_is_refused(refusal, scene, stripes_path):
    said = refusal(INPUT=scene, MASK=stripes_path)
    assert "MASK_VALUES" in said.sentence


def test_an_invalid_list_of_values_is_refused(refusal, scene, stripes_path):
    assert "clouds" in refusal(INPUT=scene, MASK=stripes_path, MASK_VALUES="clouds").sentence


@pytest.mark.parametrize(
    ("chosen", "values"), [({}, (0, 1, 3, 8, 9, 10, 11)), ({"MASK_CLASSES": [6]}, (6,))]
)
def test_chosen_scene_classes_are_masked(masked, stripes_path, tmp_path, chosen, values):
    path = str(tmp_path / "T18SVG_20240601T154819_SCL_20m.tif")
    gdal.Translate(path, stripes_path)
    found = masked(MASK=path, **chosen).pixels
    assert np.array_equal(found == 0, np.isin(stripes(), values))


@pytest.mark.parametrize("side", [0, 1])
def test_polygons_mask_the_chosen_side(masked, polygon_path, side):
    found = masked(MASK=polygon_path, MASK_SIDE=side).pixels
    left = np.zeros((200, 260), dtype=bool)
    left[:, :130] = True
    assert np.array_equal(found == 0, left if side == 0 else ~left)


@pytest.mark.parametrize("kind", [QgsRasterLayer, QgsVectorLayer])
def test_the_command_names_a_mask_layer_of_the_project(
    masked, project, stripes_path, polygon_path, kind
):
    path = stripes_path if kind is QgsRasterLayer else polygon_path
    layer = kind(path, "cut")
    project.addMapLayer(layer)
    run = masked(MASK=layer.id(), MASK_VALUES="4", MASK_SIDE=1)
    line = gdal.Open(run.path).GetMetadataItem("S2KMEANS_COMMAND")
    given = dict(word[2:].split("=", 1) for word in shlex.split(line) if word.startswith("--"))
    assert given["MASK"].startswith(path)
    again = masked(**{**given, "OUTPUT": run.path.replace("classes", "again")})
    assert np.array_equal(read(again.path), read(run.path))


def test_a_crs_assigned_in_qgis_applies_to_mask_and_map(
    masked, project, scene, stripes_path, tmp_path
):
    nameless, warped = str(tmp_path / "nameless.tif"), str(tmp_path / "warped.tif")
    image = gdal.Open(scene)
    copy = gdal.GetDriverByName("MEM").CreateCopy("", image)
    copy.SetProjection("")
    gdal.GetDriverByName("GTiff").CreateCopy(nameless, copy)
    assert gdal.Open(nameless).GetProjection() == ""
    gdal.Warp(warped, stripes_path, dstSRS="EPSG:4326", dstNodata=99)
    layer = QgsRasterLayer(nameless, "nameless")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32618"))
    project.addMapLayer(layer)
    mask = {"MASK": warped, "MASK_VALUES": "4"}
    given = masked(INPUT=layer.id(), MIN_AREA=0.05, **mask)
    named = masked(INPUT=scene, MIN_AREA=0.05, **mask)
    assert gdal.Open(given.path).GetSpatialRef().GetAuthorityCode(None) == "32618"
    assert np.array_equal(given.pixels, named.pixels)


def test_the_log_warns_of_a_mask_outside_the_raster(masked, stripes_path, tmp_path):
    path = str(tmp_path / "far.tif")
    gdal.Translate(path, stripes_path, outputBounds=[0, 20, 20, 0])
    warnings = masked(MASK=path, MASK_VALUES="4").feedback.warnings
    assert any("do not overlap" in warning for warning in warnings)


def test_the_log_shows_the_masked_share(masked, polygon_path):
    infos = masked(MASK=polygon_path).feedback.infos
    assert any("50.0 %" in info for info in infos)


def test_a_scene_classification_beside_the_raster_is_suggested_only(masked, sample_path, tmp_path):
    safe = make_product(tmp_path, sample_path, bands=("B02", "B03"), driver="GTiff")
    (band,) = tmp_path.rglob("*_B02_10m.jp2")
    run = masked(INPUT=str(band))
    assert any("SCL_20m.jp2" in info and "MASK" in info for info in run.feedback.infos)
    assert (run.pixels > 0).all()
    assert safe


@pytest.fixture
def framed(scene, tmp_path):
    """Return the scene in a border of undeclared zeros."""
    path = str(tmp_path / "framed.tif")
    values = read(scene)[:3]
    values[:, :20] = 0
    gdal.Translate(path, scene, bandList=[1, 2, 3], noData="none")
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.WriteArray(values)
    dataset = None
    return path


def test_an_undeclared_border_causes_a_warning_and_stays_in_the_map(masked, framed):
    run = masked(INPUT=framed)
    (warning,) = run.feedback.warnings
    assert "10.0 %" in warning
    assert "IGNORE_VALUE=0" in warning
    assert (run.pixels > 0).all()


@pytest.mark.parametrize("empty", ["", " ", QgsProperty.fromExpression("NULL")])
def test_an_empty_nodata_value_masks_nothing(masked, framed, empty):
    assert (masked(INPUT=framed, IGNORE_VALUE=empty).pixels > 0).all()


@pytest.mark.parametrize("value", ["0", QgsProperty.fromExpression("1 - 1")])
def test_the_nodata_value_may_be_a_text_or_an_expression(masked, framed, value):
    assert not masked(INPUT=framed, IGNORE_VALUE=value).pixels[:20].any()


def test_an_undeclared_border_is_masked_by_its_value(masked, framed):
    run = masked(INPUT=framed, IGNORE_VALUE=0)
    assert run.feedback.warnings == []
    assert not run.pixels[:20].any()
    assert run.pixels[20:].all()


@pytest.fixture
def others(provider, framed, stripes_path, masked, tmp_path):
    """Run an algorithm with a mask on the scene with a border."""
    import processing

    model = str(tmp_path / "model.json")
    made = masked(INPUT=framed, OUTPUT_MODEL=model)
    own = {
        "applymodel": {"MODEL": model, "OUTPUT": str(tmp_path / "applied.tif")},
        "classstatistics": {"CLASSES": made.path, "OUTPUT_TABLE": str(tmp_path / "t.csv")},
        "suggestclusters": {"MAX_CLUSTERS": 2, "SAMPLE_SIZE": 1000},
    }

    def run(name, **parameters):
        feedback = Feedback()
        given = {"INPUT": framed, **own[name], **parameters}
        return Run(processing.run(f"s2kmeans:{name}", given, feedback=feedback), feedback)

    return run


@pytest.mark.parametrize("name", ["applymodel", "classstatistics", "suggestclusters"])
def test_every_form_with_a_mask_masks_and_logs_it(others, stripes_path, name):
    plain = others(name)
    assert any("IGNORE_VALUE=0" in warning for warning in plain.feedback.warnings)
    run = others(name, MASK=stripes_path, MASK_VALUES="2-7", IGNORE_VALUE=0)
    assert not any("IGNORE_VALUE" in warning for warning in run.feedback.warnings)
    if "N_PIXELS" in run.results:
        kept = ~np.isin(stripes()[20:], range(2, 8))
        assert run.results["N_PIXELS"] == np.count_nonzero(kept)

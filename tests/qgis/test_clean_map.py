"""Cleaning and polygons of s2kmeans:classify and s2kmeans:applymodel."""

import csv

import numpy as np
import pytest
from osgeo import gdal, ogr
from qgis.core import QgsCategorizedSymbolRenderer, QgsProject, QgsVectorLayer
from qgis_tools import class_counts, class_names, listing

EASY = {"N_CLUSTERS": 4, "N_INIT": 1, "BANDS": [2, 3, 8]}
PIXELS = 1


def categories(layer):
    """Return value, label and colour of each entry of the legend of a layer."""
    renderer = layer.renderer()
    assert type(renderer) is QgsCategorizedSymbolRenderer
    assert renderer.classAttribute() == "class"
    return [
        (int(entry.value()), entry.label(), entry.symbol().color().getRgb()[:3])
        for entry in renderer.categories()
    ]


def legend_of(path):
    """Return the same of a map."""
    dataset = gdal.Open(path)
    table = dataset.GetRasterBand(1).GetColorTable()
    return [
        (value, name, table.GetColorEntry(value)[:3])
        for value, name in enumerate(class_names(path), start=1)
    ]


@pytest.fixture
def clean(classify, scene, out):
    """Classify with a minimum patch size and all output files."""

    def run(**parameters):
        endings = {"TABLE": "csv", "POLYGONS": "gpkg", "MODEL": "json"}
        files = {f"OUTPUT_{name}": str(out / f"map.{end}") for name, end in endings.items()}
        return classify(INPUT=scene, **{**EASY, "MIN_AREA": 0.2, **files, **parameters})

    return run


def test_outputs_describe_the_clean_map(clean, classify, scene):
    run = clean()
    counts = class_counts(run.pixels)
    assert counts != class_counts(classify(INPUT=scene, **EASY).pixels)
    with open(run.results["OUTPUT_TABLE"], newline="", encoding="utf-8") as file:
        assert [int(row["pixels"]) for row in csv.DictReader(file)] == list(counts.values())
    assert run.results["N_PIXELS"] == sum(counts.values())
    assert "Minimum patch size: 20 pixels" in run.feedback.infos


def test_the_table_equals_that_of_class_statistics(clean, scene, out):
    import processing

    run = clean()
    table = str(out / "again.csv")
    given = {"CLASSES": run.path, "INPUT": scene, "BANDS": EASY["BANDS"]}
    processing.run("s2kmeans:classstatistics", {**given, "OUTPUT_TABLE": table})
    with open(table) as one, open(run.results["OUTPUT_TABLE"]) as other:
        assert one.read() == other.read()


def test_hectares_and_their_pixels_give_the_same_map(clean):
    hectares = clean().pixels
    np.testing.assert_array_equal(clean(MIN_AREA=20, MIN_AREA_UNIT=PIXELS).pixels, hectares)


def test_the_model_gives_the_same_clean_map(clean, scene, out):
    import processing

    run = clean()
    polygons = str(out / "again.gpkg")
    given = {"INPUT": scene, "MODEL": run.results["OUTPUT_MODEL"], "MIN_AREA": 0.2}
    again = {"OUTPUT": str(out / "again.tif"), "OUTPUT_POLYGONS": polygons}
    processing.run("s2kmeans:applymodel", {**given, **again})
    np.testing.assert_array_equal(gdal.Open(again["OUTPUT"]).ReadAsArray(), run.pixels)
    with open(polygons, "rb") as one, open(run.results["OUTPUT_POLYGONS"], "rb") as other:
        assert one.read() == other.read()


@pytest.mark.parametrize("polygons", [0, 1])
def test_polygons_opened_later_have_names_colours_and_pixels_of_the_map(clean, polygons):
    run = clean(POLYGONS=polygons)
    layer = QgsVectorLayer(run.results["OUTPUT_POLYGONS"], "later")
    assert categories(layer) == legend_of(run.path)
    sums = {}
    for feature in layer.getFeatures():
        sums[feature["class"]] = sums.get(feature["class"], 0) + feature["pixels"]
    assert sums == class_counts(run.pixels)


def test_polygons_that_are_loaded_show_their_classes(provider, browser, project, scene, out):
    import processing

    files = {"OUTPUT": str(out / "map.tif"), "OUTPUT_POLYGONS": "TEMPORARY_OUTPUT"}
    processing.runAndLoadResults("s2kmeans:classify", {"INPUT": scene, **EASY, **files})
    (layer,) = QgsProject.instance().mapLayersByName("Polygons")
    assert layer.isValid()
    assert categories(layer) == legend_of(files["OUTPUT"])


def test_polygons_of_an_extent_lie_in_place(classify, out):
    path = str(out / "part.gpkg")
    extent = "443970,445170,4172660,4173560 [EPSG:32618]"
    classify(EXTENT=extent, OUTPUT_POLYGONS=path, **EASY)
    dataset = ogr.Open(path)
    assert dataset.GetLayer("classes").GetExtent() == (443970, 445170, 4172660, 4173560)


class TestRefusal:
    def test_hectares_without_a_unit_are_refused(self, refusal, make_raster, out):
        path = make_raster(np.arange(900, dtype=np.uint16).reshape(30, 30), epsg=None)
        message = refusal(INPUT=path, MIN_AREA=0.1, N_CLUSTERS=2).sentence
        assert "hectares has no meaning. Give it in pixels" in message
        assert listing(out) == {}

    def test_a_patch_larger_than_the_map_is_refused(self, refusal, scene, out):
        message = refusal(INPUT=scene, MIN_AREA=60_000, MIN_AREA_UNIT=PIXELS).sentence
        assert "60000 pixels, and the map has 52000 pixels" in message
        assert listing(out) == {}

    def test_a_negative_area_is_refused(self, refusal, scene):
        assert "MIN_AREA is -1" in refusal(INPUT=scene, MIN_AREA=-1).sentence

    def test_polygons_in_another_format_are_refused(self, refusal, scene, out):
        assert "shp" in refusal(INPUT=scene, OUTPUT_POLYGONS=str(out / "map.shp")).sentence
        assert listing(out) == {}

    def test_one_path_for_polygons_and_table_is_refused(self, refusal, scene, out):
        path = str(out / "map.gpkg")
        message = refusal(INPUT=scene, OUTPUT_POLYGONS=path, OUTPUT_TABLE=path).sentence
        assert "map.gpkg is named for two outputs" in message

    def test_a_refused_run_leaves_an_existing_geopackage_unchanged(self, refusal, make_raster, out):
        (out / "map.gpkg").write_text("older")
        before = listing(out)
        values = np.zeros((2, 30, 30), np.uint16)
        refusal(INPUT=make_raster(values, nodata=0), OUTPUT_POLYGONS=str(out / "map.gpkg"))
        assert listing(out) == before

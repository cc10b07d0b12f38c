"""The algorithm s2kmeans:accuracy."""

import csv

import numpy as np
import pytest
from osgeo import gdal, ogr, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis_tools import Feedback

# Corner and size of the pixels that `make_raster` writes.
LEFT, TOP, SIZE = 442_970, 4_174_060, 10
CRS = QgsCoordinateReferenceSystem

MAP = [[1, 1, 4, 7, 7, 0], [1, 4, 4, 7, 4, 7]]
FOREST, WATER = (0, 0, 3, 2), (3, 0, 2, 2)

# Accuracies of the two polygons, computed by hand in the tests of the core.
BY_HAND = {
    "OVERALL_ACCURACY": pytest.approx(90),
    "KAPPA": pytest.approx(0.36 / 0.46),
    "PURITY": pytest.approx(90),
    "ADJUSTED_RAND_INDEX": pytest.approx(3.4 / 10.9),
    "N_REFERENCE": 10,
}


@pytest.fixture
def classes(make_raster):
    return make_raster(np.array(MAP, np.uint8), "classes.tif")


@pytest.fixture
def assess(provider, classes):
    import processing

    def run(**parameters):
        feedback = Feedback()
        parameters = {"CLASSES": classes, **parameters}
        return processing.run("s2kmeans:accuracy", parameters, feedback=feedback), feedback

    return run


@pytest.fixture
def refusal(assess):
    def run(**parameters):
        with pytest.raises(QgsProcessingException) as caught:
            assess(**parameters)
        return str(caught.value)

    return run


def polygon(col, row, width, height):
    x, y = LEFT + SIZE * col, TOP - SIZE * row
    right, bottom = x + SIZE * width, y - SIZE * height
    corners = (x, y), (right, y), (right, bottom), (x, bottom)
    return QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in corners]])


def point(col, row):
    return QgsGeometry.fromPointXY(QgsPointXY(LEFT + SIZE * (col + 0.5), TOP - SIZE * (row + 0.5)))


def layer_of(features, kind="Polygon", field="cover:string", crs="EPSG:32618"):
    """Return a memory layer of (geometry in UTM, value) pairs in a coordinate system."""
    from qgis.core import QgsCoordinateTransform

    layer = QgsVectorLayer(f"{kind}?crs={crs}&field={field}", "reference", "memory")
    to_layer = QgsCoordinateTransform(CRS("EPSG:32618"), CRS(crs), QgsProject.instance())
    made = []
    for geometry, value in features:
        feature = QgsFeature(layer.fields())
        if geometry is not None:
            geometry = QgsGeometry(geometry)
            geometry.transform(to_layer)
            feature.setGeometry(geometry)
        feature[0] = value
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    return layer


def polygons(**options):
    features = [(polygon(*FOREST), "forest"), (polygon(*WATER), "water")]
    return layer_of(features, **options)


def test_the_form_has_the_documented_parameters_and_outputs(provider):
    from qgis.core import QgsApplication

    algorithm = QgsApplication.processingRegistry().createAlgorithmById("s2kmeans:accuracy")
    definitions = algorithm.parameterDefinitions()
    optional = {
        definition.name(): bool(definition.flags() & definition.Flag.FlagOptional)
        for definition in definitions
    }
    assert optional == {
        "CLASSES": False,
        "REFERENCE": True,
        "FIELD": True,
        "REFERENCE_RASTER": True,
        "OUTPUT_TABLE": True,
        "OUTPUT_REPORT": True,
    }
    assert all(definition.help() for definition in definitions)
    assert [output.name() for output in algorithm.outputDefinitions()] == [
        "OUTPUT_TABLE",
        "OUTPUT_REPORT",
        "OVERALL_ACCURACY",
        "KAPPA",
        "PURITY",
        "ADJUSTED_RAND_INDEX",
        "N_REFERENCE",
    ]


def test_polygons_give_the_accuracies_computed_by_hand(assess):
    results, _ = assess(REFERENCE=polygons(), FIELD="cover")
    assert results == BY_HAND


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_polygons_in_another_coordinate_system_are_transformed(assess, crs):
    results, _ = assess(REFERENCE=polygons(crs=crs), FIELD="cover")
    assert results == BY_HAND


def test_points_in_another_coordinate_system_are_transformed(assess):
    reference = [(point(0, 0), "a"), (point(2, 1), "b"), (point(4, 0), "c"), (point(5, 1), "c")]
    layer = layer_of(reference, kind="Point", crs="EPSG:4326")
    results, _ = assess(REFERENCE=layer, FIELD="cover")
    assert results["OVERALL_ACCURACY"] == 100
    assert results["N_REFERENCE"] == 4


def test_a_raster_on_the_same_grid_gives_the_same_accuracies(assess, make_raster):
    truth = np.array([[1, 1, 1, 2, 2, 0], [1, 1, 1, 2, 2, 0]], np.uint8)
    results, _ = assess(REFERENCE_RASTER=make_raster(truth, "truth.tif"))
    assert results == BY_HAND


def test_a_raster_of_another_program_serves_as_reference(assess, tmp_path):
    path = str(tmp_path / "reference.gpkg")
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32618)
    layer = dataset.CreateLayer("truth", reference, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("cover", ogr.OFTInteger64))
    for box, value in ((FOREST, 10), (WATER, 9)):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("cover", value)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(polygon(*box).asWkt()))
        layer.CreateFeature(feature)
    layer = feature = dataset = None
    results, _ = assess(REFERENCE=path, FIELD="cover")
    assert results == BY_HAND


def test_only_selected_features_count_if_the_form_asks_for_them(assess, project):
    layer = polygons()
    project.addMapLayer(layer)
    layer.selectByIds([1])
    definition = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    results, _ = assess(REFERENCE=definition, FIELD="cover")
    assert results["N_REFERENCE"] == 6


@pytest.mark.parametrize(
    ("field", "values", "names"),
    [
        ("cover:integer", [10, 9], ["9", "10"]),
        ("cover:double", [10.0, 2.5], ["2.5", "10"]),
        ("cover:string", ["10", "9"], ["10", "9"]),
    ],
)
def test_the_table_sorts_the_classes(assess, out, field, values, names):
    table = out / "table.csv"
    features = [(polygon(*FOREST), values[0]), (polygon(*WATER), values[1])]
    assess(REFERENCE=layer_of(features, field=field), FIELD="cover", OUTPUT_TABLE=str(table))
    with open(table, newline="", encoding="utf-8") as file:
        assert [row["reference"] for row in csv.DictReader(file)] == [*names, "all"]


def test_the_log_counts_ignored_features_and_pixels(assess):
    features = [
        (point(0, 0), "a"),
        (point(1, 0), None),
        (None, "a"),
        (point(8, 0), "a"),
        (point(5, 0), "a"),
    ]
    _, feedback = assess(REFERENCE=layer_of(features, kind="Point"), FIELD="cover")
    assert [line for line in feedback.infos if line.startswith("Ignored")] == [
        "Ignored features without geometry or class: 2",
        "Ignored points and polygons outside the map: 1",
        "Ignored reference pixels without a class in the map: 1",
    ]


def test_the_log_lists_the_matched_classes(assess):
    _, feedback = assess(REFERENCE=polygons(), FIELD="cover")
    assert "Overall accuracy: 90.00 %, kappa 0.7826" in feedback.infos
    assert "Matched: Class 4 of the map, forest of the reference" in feedback.infos


def test_the_report_shows_parameters_and_command(assess, classes, out, tmp_path):
    path = str(tmp_path / "truth.geojson")
    options = '{"type": "name", "properties": {"name": "EPSG:32618"}}'
    features = ",".join(
        f'{{"type": "Feature", "properties": {{"cover": "{name}"}}, "geometry": '
        f"{polygon(*box).asJson()}}}"
        for box, name in ((FOREST, "forest"), (WATER, "water"))
    )
    text = f'{{"type": "FeatureCollection", "crs": {options}, "features": [{features}]}}'
    (tmp_path / "truth.geojson").write_text(text)
    report = out / "report.html"
    assess(REFERENCE=path, FIELD="cover", OUTPUT_REPORT=str(report))
    text = report.read_text(encoding="utf-8")
    assert "90.0%" in text
    for part in ("s2kmeans:accuracy", f"--CLASSES={classes}", f"--REFERENCE={path}", "FIELD=cover"):
        assert part in text
    assert "REFERENCE_RASTER" not in text


def test_the_report_names_the_reference_raster(assess, make_raster, out):
    report = out / "report.html"
    truth = make_raster(np.array(MAP, np.uint8), "truth.tif")
    assess(REFERENCE_RASTER=truth, OUTPUT_REPORT=str(report))
    text = report.read_text(encoding="utf-8")
    assert f"--REFERENCE_RASTER={truth}" in text
    assert "--REFERENCE=" not in text
    assert "--FIELD=" not in text


@pytest.mark.parametrize("both", [False, True])
def test_a_run_without_exactly_one_reference_is_refused(refusal, classes, both):
    given = {"REFERENCE": polygons(), "FIELD": "cover", "REFERENCE_RASTER": classes}
    assert "twice or not at all" in refusal(**(given if both else {}))


def test_a_reference_without_a_field_is_refused(refusal):
    assert "Choose the field" in refusal(REFERENCE=polygons())


def test_a_missing_field_is_refused(refusal):
    said = refusal(REFERENCE=polygons(), FIELD="kind")
    assert "has no field kind. Choose one of cover" in said


def test_lines_are_refused(refusal):
    line = QgsGeometry.fromPolylineXY([QgsPointXY(LEFT, TOP), QgsPointXY(LEFT + 20, TOP - 20)])
    layer = layer_of([(line, "a")], kind="LineString")
    assert "shapes other than points and polygons" in refusal(REFERENCE=layer, FIELD="cover")


def test_a_reference_outside_the_map_is_refused(refusal):
    layer = layer_of([(polygon(500, 500, 3, 3), "a")])
    assert "has no class in any pixel of the reference" in refusal(REFERENCE=layer, FIELD="cover")


def test_an_output_over_the_points_is_refused(refusal, tmp_path):
    path = tmp_path / "points.csv"
    path.write_text(f"x,y,cover\n{LEFT + 5},{TOP - 5},forest\n")
    uri = f"file://{path}?xField=x&yField=y&crs=EPSG:32618"
    layer = QgsVectorLayer(uri, "points", "delimitedtext")
    said = refusal(REFERENCE=layer, FIELD="cover", OUTPUT_TABLE=str(path))
    assert "is the input itself" in said
    assert path.read_text().startswith("x,y,cover")


def test_an_output_over_an_input_is_refused(refusal, classes):
    before = gdal.Open(classes).ReadAsArray().tolist()
    said = refusal(REFERENCE=polygons(), FIELD="cover", OUTPUT_TABLE=classes)
    assert "is the input itself" in said
    assert gdal.Open(classes).ReadAsArray().tolist() == before

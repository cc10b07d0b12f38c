"""The algorithm s2kmeans:classstatistics."""

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException
from qgis_tools import Feedback, listing, read


@pytest.fixture
def describe(provider, scene):
    import processing

    def run(classes, **parameters):
        feedback = Feedback()
        parameters = {"CLASSES": classes, "INPUT": scene, **parameters}
        return processing.run("s2kmeans:classstatistics", parameters, feedback=feedback), feedback

    return run


@pytest.fixture
def classified(classify, scene, out):
    """Return a map of the scene in five classes, with its table."""
    table = str(out / "classify.csv")
    return classify(INPUT=scene, BANDS=[2, 3, 4, 8], N_CLUSTERS=5, OUTPUT_TABLE=table)


def test_the_form_has_the_documented_parameters_and_outputs(provider):
    from qgis.core import QgsApplication

    algorithm = QgsApplication.processingRegistry().createAlgorithmById("s2kmeans:classstatistics")
    definitions = algorithm.parameterDefinitions()
    optional = {
        definition.name(): bool(definition.flags() & definition.Flag.FlagOptional)
        for definition in definitions
    }
    assert optional == {
        "CLASSES": False,
        "INPUT": False,
        "BANDS": True,
        "MASK": True,
        "MASK_CLASSES": True,
        "MASK_VALUES": True,
        "MASK_SIDE": False,
        "IGNORE_VALUE": True,
        "OUTPUT_TABLE": True,
        "OUTPUT_REPORT": True,
    }
    assert all(definition.help() for definition in definitions)
    assert [output.name() for output in algorithm.outputDefinitions()] == [
        "OUTPUT_TABLE",
        "OUTPUT_REPORT",
        "N_CLASSES",
        "N_PIXELS",
        "N_NODATA",
    ]


def test_the_table_equals_that_of_classify(describe, classified, out):
    table = out / "again.csv"
    describe(classified.path, BANDS=[2, 3, 4, 8], OUTPUT_TABLE=str(table))
    assert table.read_bytes() == (out / "classify.csv").read_bytes()


def test_merged_classes_keep_their_numbers_and_names(describe, classified, out):
    dataset = gdal.Open(classified.path, gdal.GA_Update)
    pixels = dataset.ReadAsArray()
    dataset.WriteArray(np.where(pixels == 3, 2, pixels))
    dataset = None
    report = out / "report.html"
    results, feedback = describe(classified.path, OUTPUT_REPORT=str(report))
    assert results["N_CLASSES"] == 4
    names = [line.split("  ")[0] for line in feedback.table[1:]]
    assert len(names) == 4
    text = report.read_text(encoding="utf-8")
    assert all(name.replace("(?)", "").strip() in text for name in names)


def test_the_report_shows_parameters_and_command(describe, classified, out):
    report = out / "report.html"
    results, _ = describe(classified.path, OUTPUT_REPORT=str(report))
    text = report.read_text(encoding="utf-8")
    assert results["OUTPUT_REPORT"] == str(report)
    assert "Statistics of classes" in text
    assert "qgis_process run s2kmeans:classstatistics" in text
    assert f"--CLASSES={classified.path}" in text


def test_the_log_shows_the_areas_without_outputs(describe, classified):
    results, feedback = describe(classified.path)
    pixels = read(classified.path)
    assert results == {
        "N_CLASSES": 5,
        "N_PIXELS": int((pixels > 0).sum()),
        "N_NODATA": int((pixels == 0).sum()),
    }
    assert len(feedback.table) == 1 + 5


def test_the_log_counts_pixels_with_class_but_without_value(describe, make_raster):
    values = np.array([[[5, 0, 0, 7]]], np.uint16)
    source = make_raster(values, "values.tif", nodata=0)
    classes = make_raster(np.array([[1, 1, 0, 2]], np.uint8), "classes.tif")
    _, feedback = describe(classes, INPUT=source)
    assert any("with class but without value: 1" in line for line in feedback.infos)


@pytest.mark.parametrize("name", ["CLASSES", "INPUT"])
def test_an_output_over_an_input_is_refused(describe, classified, scene, out, name):
    path = classified.path if name == "CLASSES" else scene
    before = listing(out)
    with pytest.raises(QgsProcessingException, match="is the input itself"):
        describe(classified.path, OUTPUT_TABLE=path)
    assert listing(out) == before


def test_one_path_for_two_outputs_is_refused(describe, classified, out):
    path = str(out / "both")
    with pytest.raises(QgsProcessingException, match="is named for two outputs"):
        describe(classified.path, OUTPUT_TABLE=path, OUTPUT_REPORT=path)


def test_a_map_on_another_grid_is_refused(describe, make_raster):
    with pytest.raises(QgsProcessingException, match="different grids"):
        describe(make_raster(np.ones((1, 40, 40), np.uint8)))

"""The algorithm s2kmeans:applymodel, and the files that classify writes beside its map."""

import csv
import json
import shlex

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException
from qgis_tools import Feedback, class_names, read


@pytest.fixture
def model_path(classify, out):
    path = out / "model.json"
    classify(N_CLUSTERS=5, BANDS=[2, 3, 8], N_INIT=1, OUTPUT_MODEL=str(path))
    return path


@pytest.fixture
def apply_model(provider, sample_path, model_path, out):
    import processing

    def run(**parameters):
        feedback = Feedback()
        defaults = {"INPUT": sample_path, "MODEL": str(model_path), "OUTPUT": str(out / "a.tif")}
        return processing.run(
            "s2kmeans:applymodel", {**defaults, **parameters}, feedback=feedback
        ), feedback

    return run


def shifted(sample_path, path, shift):
    """Return the sample with a number added to all values."""
    source = gdal.Open(sample_path)
    dataset = gdal.GetDriverByName("GTiff").CreateCopy(str(path), source)
    dataset.WriteArray(source.ReadAsArray() + shift)
    return str(path)


def test_a_table_over_the_model_is_refused(apply_model, model_path):
    before = model_path.read_bytes()
    with pytest.raises(QgsProcessingException, match="is the input itself"):
        apply_model(OUTPUT_TABLE=str(model_path))
    assert model_path.read_bytes() == before


def test_the_same_image_gets_the_same_map(apply_model, out):
    results, feedback = apply_model()
    np.testing.assert_array_equal(read(results["OUTPUT"]), read(str(out / "classes.tif")))
    assert feedback.warnings == []
    assert results["N_CLASSES"] == 5
    assert results["PERCENT_BEYOND"] == 0


def test_the_map_has_the_style_of_the_classified_map(apply_model, out):
    apply_model()
    assert (out / "a.qml").read_text().count("<paletteEntry") == 5


def test_table_and_confidence_are_written_to_their_paths(apply_model, out):
    table, confidence = str(out / "a.csv"), str(out / "confidence.tif")
    results, _ = apply_model(OUTPUT_TABLE=table, OUTPUT_CONFIDENCE=confidence)
    with open(table, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert sum(int(row["pixels"]) for row in rows) == results["N_PIXELS"]
    assert "mean B08" in rows[0]
    assert read(confidence).max() == 100


def test_the_log_warns_of_the_offset_of_newer_products(apply_model, sample_path, out):
    newer = shifted(sample_path, out / "newer.tif", 1000)
    _, feedback = apply_model(INPUT=newer)
    (warning,) = feedback.warnings
    assert "+1000" in warning
    assert "04.00" in warning


def test_the_log_warns_of_an_image_outside_the_range_of_the_model(apply_model, sample_path, out):
    other = shifted(sample_path, out / "other.tif", 5000)
    _, feedback = apply_model(INPUT=other)
    (warning,) = feedback.warnings
    assert "outside the range of the model" in warning


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{}", "is not a cluster model"),
        ('{"format": "another"}', "is not a cluster model"),
        ("[" * 100_000, "is not a cluster model"),
        ("", "is not a cluster model"),
    ],
)
def test_a_file_that_is_not_a_model_is_refused(apply_model, out, content, sentence):
    path = out / "bad.json"
    path.write_text(content)
    with pytest.raises(QgsProcessingException, match=sentence):
        apply_model(MODEL=str(path))
    assert not (out / "a.tif").exists()


def test_bands_with_other_names_are_refused(apply_model, make_raster):
    other = make_raster(np.ones((2, 40, 40), np.uint16))
    with pytest.raises(QgsProcessingException, match="the model needs B02, B03, B08"):
        apply_model(INPUT=other)


def test_a_missing_folder_is_refused_before_the_run(classify, refusal, out):
    refused = refusal(OUTPUT_TABLE=str(out / "nowhere" / "table.csv"))
    assert "nowhere does not exist" in refused.sentence
    assert not (out / "classes.tif").exists()


def test_the_command_in_the_map_repeats_the_run(classify, sample_path, out, tmp_path):
    import processing

    first = classify(N_CLUSTERS=4, BANDS=[2, 8], SCALING=1, RANDOM_STATE=7, PALETTE=2)
    line = gdal.Open(first.path).GetMetadataItem("S2KMEANS_COMMAND")
    program, run, algorithm, *words = shlex.split(line)
    parameters = {}
    for word in words:
        name, value = word[2:].split("=", 1)
        parameters.setdefault(name, []).append(value)
    parameters = {
        name: values[0] if len(values) == 1 else values for name, values in parameters.items()
    }
    again = str(tmp_path / "again.tif")
    processing.run(algorithm, {**parameters, "OUTPUT": again})
    with open(first.path, "rb") as one, open(again, "rb") as other:
        assert one.read() == other.read()
    assert (program, run) == ("qgis_process", "run")


def test_the_command_holds_the_absolute_path_of_the_model(apply_model, model_path, monkeypatch):
    monkeypatch.chdir(model_path.parent)
    results, _ = apply_model(MODEL=model_path.name)
    line = gdal.Open(results["OUTPUT"]).GetMetadataItem("S2KMEANS_COMMAND")
    assert f"--MODEL={model_path}" in shlex.split(line)


def test_the_command_omits_defaults(classify, sample_path):
    run = classify(N_CLUSTERS="8", SCALING="0", N_INIT="20")
    line = gdal.Open(run.path).GetMetadataItem("S2KMEANS_COMMAND")
    assert shlex.split(line)[3:] == [f"--INPUT={sample_path}", "--OUTPUT=TEMPORARY_OUTPUT"]


def test_the_report_shows_parameters_and_command(classify, out):
    path = out / "report.html"
    classify(N_CLUSTERS=3, SCALING=1, OUTPUT_REPORT=str(path))
    page = path.read_text(encoding="utf-8")
    assert path.stat().st_size < 5_000_000
    assert "Standardise each band" in page
    assert "--N_CLUSTERS=3" in page


def test_optional_files_are_not_written_by_default(classify, out):
    classify()
    assert sorted(path.name for path in out.iterdir()) == [
        "classes.qml",
        "classes.tif",
        "classes.tif.aux.xml",
    ]


def test_suggested_names_carry_a_mark(classify):
    names = class_names(classify(N_CLUSTERS=6).path)
    assert any(name.startswith("Water") for name in names)
    assert all(name.endswith("(?)") for name in names)
    assert len(set(names)) == 6


def test_table_legend_and_model_have_the_same_names(classify, out):
    table, model = out / "table.csv", out / "model.json"
    run = classify(OUTPUT_TABLE=str(table), OUTPUT_MODEL=str(model))
    names = class_names(run.path)
    with open(table, newline="", encoding="utf-8") as file:
        assert [row["name"] for row in csv.DictReader(file)] == names
    assert [entry["name"] for entry in json.loads(model.read_text())["classes"]] == names
    style = (out / "classes.qml").read_text(encoding="utf-8")
    assert all(f'label="{name}"' in style for name in names)


def test_classes_have_numbers_if_chosen_or_if_bands_are_unknown(classify):
    assert class_names(classify(NAMES=1, N_CLUSTERS=2).path) == ["Class 1", "Class 2"]
    assert class_names(classify(BANDS=[2, 3], N_CLUSTERS=2).path) == ["Class 1", "Class 2"]


def test_the_model_records_its_origin(model_path):
    about = json.loads(model_path.read_text())["about"]
    assert about["parameters"]["n_clusters"] == 5
    assert about["plugin"]
    assert "--N_CLUSTERS=5" in about["command"]

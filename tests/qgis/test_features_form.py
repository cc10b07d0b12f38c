"""Indices and principal components in the forms."""

import shlex

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException
from qgis_tools import Feedback, read


def repeated(path, again):
    """Run the command in a map, and return its words."""
    import processing

    _, _, algorithm, *words = shlex.split(gdal.Open(path).GetMetadataItem("S2KMEANS_COMMAND"))
    parameters = {}
    for word in words:
        name, value = word[2:].split("=", 1)
        parameters.setdefault(name, []).append(value)
    parameters = {
        name: values[0] if len(values) == 1 else values for name, values in parameters.items()
    }
    processing.run(algorithm, {**parameters, "OUTPUT": again})
    return words


def test_the_command_in_the_map_repeats_the_run(classify, scene, tmp_path):
    chosen = {"BANDS": [2, 3], "INDICES": ["BSI", "NDVI"], "NIR_BAND": 9, "N_COMPONENTS": 2}
    run = classify(INPUT=scene, N_CLUSTERS=4, SCALING=1, **chosen)
    again = str(tmp_path / "again.tif")
    words = repeated(run.path, again)
    with open(run.path, "rb") as one, open(again, "rb") as other:
        assert one.read() == other.read()
    assert {"--INDICES=NDVI", "--INDICES=BSI", "--NIR_BAND=9", "--N_COMPONENTS=2"} <= set(words)
    assert not any(word.startswith("--RED_BAND") for word in words)


def test_one_index_may_be_a_text(classify, scene, tmp_path):
    first = classify(INPUT=scene, BANDS=[2], INDICES=["NDVI", "BSI"], N_CLUSTERS=3)
    other = str(tmp_path / "other.tif")
    second = classify(INPUT=scene, BANDS=[2], INDICES="BSI,NDVI", N_CLUSTERS=3, OUTPUT=other)
    np.testing.assert_array_equal(first.pixels, second.pixels)


def test_bands_without_names_may_be_chosen_for_an_index(classify, scene, tmp_path):
    named = classify(INPUT=scene, BANDS=[2], INDICES=["NDVI"], N_CLUSTERS=3)
    bare = str(tmp_path / "bare.tif")
    gdal.Translate(bare, scene, bandList=[2, 4, 8])
    dataset = gdal.Open(bare, gdal.GA_Update)
    for number in (1, 2, 3):
        dataset.GetRasterBand(number).SetDescription("")
    dataset = None
    given = {"BANDS": [1], "INDICES": ["NDVI"], "RED_BAND": 2, "NIR_BAND": 3}
    again = str(tmp_path / "again.tif")
    chosen = classify(INPUT=bare, N_CLUSTERS=3, OUTPUT=again, **given)
    np.testing.assert_array_equal(chosen.pixels, named.pixels)
    assert "Bands read only for indices: 3 (Band 3), 2 (Band 2)" in chosen.feedback.infos


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"BANDS": [1], "INDICES": ["NDVI"], "RED_BAND": 99}, "Band 99 does not exist"),
        ({"INDICES": ["NDVI"], "RED_BAND": 8}, "band 8 stands for both. Choose two bands"),
        ({"BANDS": [2, 3], "N_COMPONENTS": 3}, "Choose a number from 1 to 2, or 0"),
    ],
)
def test_impossible_features_are_refused(refusal, scene, parameters, message):
    assert message in refusal(INPUT=scene, **parameters).sentence


def test_an_unknown_index_is_refused(classify, scene):
    with pytest.raises(QgsProcessingException, match="INDICES"):
        classify(INPUT=scene, INDICES=["NDVI", "XYZ"])


def test_the_model_gives_the_same_map_on_its_own_raster(classify, scene, tmp_path):
    import processing

    model, again = str(tmp_path / "model.json"), str(tmp_path / "again.tif")
    chosen = {"BANDS": [2, 3], "INDICES": ["NDMI"], "N_COMPONENTS": 2, "N_CLUSTERS": 4}
    run = classify(INPUT=scene, OUTPUT_MODEL=model, **chosen)
    feedback = Feedback()
    parameters = {"INPUT": scene, "MODEL": model, "OUTPUT": again}
    processing.run("s2kmeans:applymodel", parameters, feedback=feedback)
    np.testing.assert_array_equal(read(again)[0], run.pixels)
    shares = [line for line in feedback.infos if line.startswith("Principal components: 2, with ")]
    assert len(shares) == 1
    assert shares[0] in run.feedback.infos


def test_the_report_names_the_indices(classify, scene, out):
    path = out / "report.html"
    classify(INPUT=scene, BANDS=[2], INDICES=["NDVI", "BSI"], OUTPUT_REPORT=str(path))
    assert "NDVI, BSI" in path.read_text(encoding="utf-8")


def test_suggestclusters_accepts_indices_and_components(provider, scene):
    import processing

    chosen = {"BANDS": [2, 3], "INDICES": ["NDVI"], "N_COMPONENTS": 2}
    feedback = Feedback()
    parameters = {"INPUT": scene, "MAX_CLUSTERS": 3, "SAMPLE_SIZE": 1000, **chosen}
    results = processing.run("s2kmeans:suggestclusters", parameters, feedback=feedback)
    assert results["SUGGESTED_K"] in (2, 3)
    assert any(line.startswith("Principal components: 2") for line in feedback.infos)

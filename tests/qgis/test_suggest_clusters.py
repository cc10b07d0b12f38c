"""The algorithm s2kmeans:suggestclusters."""

import csv
import sys

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterRasterLayer,
)
from qgis_tools import Feedback, Refusal, class_counts, listing, map_name, read


@pytest.fixture
def rng():
    return np.random.default_rng(5)


@pytest.fixture
def blobs(make_raster, rng):
    """Return a raster of four classes."""
    levels = np.array([[500, 3000], [2000, 500], [3000, 3000], [6000, 4000]])
    classes = rng.integers(0, 4, (60, 60))
    image = np.moveaxis(levels[classes], -1, 0) + rng.normal(0, 60, (2, 60, 60))
    return make_raster(image.astype(np.uint16))


@pytest.fixture
def suggest(provider, blobs):
    """Run s2kmeans:suggestclusters, by default on a raster of four classes."""
    import processing

    def run(**parameters):
        feedback = parameters.pop("feedback", None) or Feedback()
        parameters = {"INPUT": blobs, "MAX_CLUSTERS": 6, "SAMPLE_SIZE": 2000, **parameters}
        return processing.run("s2kmeans:suggestclusters", parameters, feedback=feedback), feedback

    return run


@pytest.fixture
def sentence(suggest):
    """Run it with bad input, and return its message."""

    def run(**parameters):
        feedback = Feedback()
        with pytest.raises(QgsProcessingException) as caught:
            suggest(feedback=feedback, **parameters)
        return Refusal(str(caught.value), feedback).sentence

    return run


def test_a_run_without_outputs_returns_only_the_number(suggest):
    results, _ = suggest()
    assert results == {"SUGGESTED_K": 4}


def test_report_and_table_are_written_to_their_paths(suggest, out):
    report, table = str(out / "report.html"), str(out / "table.csv")
    results, _ = suggest(OUTPUT_REPORT=report, OUTPUT_TABLE=table)
    assert results == {"SUGGESTED_K": 4, "OUTPUT_REPORT": report, "OUTPUT_TABLE": table}
    with open(table, newline="", encoding="utf-8") as file:
        assert [row["n_clusters"] for row in csv.DictReader(file)] == ["2", "3", "4", "5", "6"]
    assert "4 is the largest number" in (out / "report.html").read_text("utf-8")


def test_the_report_shows_parameters_and_command(suggest, out, blobs):
    report = out / "report.html"
    suggest(OUTPUT_REPORT=str(report), SCALING=1)
    text = report.read_text("utf-8")
    assert "qgis_process" in text
    assert "s2kmeans:suggestclusters" in text
    for part in (f"--INPUT={blobs}", "--MAX_CLUSTERS=6", "--SCALING=1", "--OUTPUT_REPORT="):
        assert part in text
    assert "Standardise each band" in text


class TestLog:
    @pytest.fixture
    def feedback(self, suggest):
        _, feedback = suggest()
        return feedback

    def test_the_log_marks_the_suggested_trial(self, feedback):
        assert [line.split()[:2] for line in feedback.table if "<" in line] == [["4", "<"]]

    def test_the_log_has_a_line_for_each_trial(self, feedback):
        assert len(feedback.table) == 1 + 5

    def test_the_log_aligns_the_columns_of_the_trials(self, feedback):
        assert len({len(line) for line in feedback.table}) == 1

    def test_the_log_names_the_suggested_number(self, feedback):
        assert "Suggested number of classes: 4" in feedback.infos

    def test_the_log_shows_the_reason(self, feedback):
        assert any("With 5 classes, the nearest two" in line for line in feedback.infos)


def test_only_pixels_of_the_extent_count(suggest, make_raster, rng):
    left = np.repeat([[1000], [4000]], 30, axis=0).reshape(60, 1)
    right = rng.integers(1000, 60_000, (60, 60))
    image = np.hstack([np.repeat(left, 60, axis=1) + rng.integers(0, 300, (60, 60)), right])
    path = make_raster(image[None].astype(np.uint16))
    results, _ = suggest(INPUT=path, EXTENT="442970,443570,4173460,4174060 [EPSG:32618]")
    assert results["SUGGESTED_K"] == 2


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"MIN_CLUSTERS": 5, "MAX_CLUSTERS": 3}, "min_clusters is 5, above max_clusters"),
        ({"MAX_CLUSTERS": 51}, "MAX_CLUSTERS is 51. Choose from 2 to 50"),
        ({"SAMPLE_SIZE": 0}, "SAMPLE_SIZE is 0"),
        ({"BANDS": [3]}, "Band 3 does not exist"),
        ({"OUTPUT_TABLE": "/nowhere/table.csv"}, "/nowhere"),
    ],
)
def test_bad_input_is_refused(sentence, parameters, words):
    message = sentence(**parameters)
    assert words in message
    assert "\n" not in message


def test_an_output_over_the_input_is_refused(sentence, blobs):
    before = read(blobs)
    assert "is the input itself" in sentence(OUTPUT_TABLE=blobs)
    np.testing.assert_array_equal(read(blobs), before)


def test_a_constant_raster_is_refused(sentence, make_raster):
    path = make_raster(np.full((2, 30, 30), 5, np.uint8), "constant.tif")
    assert "constant.tif has the same value everywhere" in sentence(INPUT=path)


def test_a_cancelled_run_writes_nothing(suggest, out):
    feedback = Feedback()
    feedback.progressChanged.connect(lambda done: feedback.cancel() if done > 40 else None)
    with pytest.raises(QgsProcessingException, match="nothing was written"):
        suggest(feedback=feedback, OUTPUT_REPORT=str(out / "report.html"))
    assert listing(out) == {}


def test_a_report_without_plotly_is_refused_before_the_run(sentence, out, monkeypatch):
    monkeypatch.setitem(sys.modules, "plotly.offline", None)
    monkeypatch.setattr(
        "s2_kmeans_plugin.core.evaluation.trials.draw_sample",
        lambda *args, **options: pytest.fail("The work began."),
    )
    assert "plotly" in sentence(OUTPUT_REPORT=str(out / "report.html"))


@pytest.fixture
def without_scikit_learn(monkeypatch):
    for name in ("sklearn", "sklearn.cluster", "scipy", "threadpoolctl"):
        monkeypatch.setitem(sys.modules, name, None)


def test_kmeans_runs_without_scikit_learn(suggest, without_scikit_learn):
    assert suggest()[0] == {"SUGGESTED_K": 4}


def test_mini_batch_without_scikit_learn_is_refused(sentence, without_scikit_learn):
    assert "Mini-batch K-means needs scikit-learn" in sentence(ALGORITHM=1)


def test_a_model_passes_the_number_to_classify(provider, blobs, out):
    import processing

    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("suggest and classify", "tests")
    model.addModelParameter(
        QgsProcessingParameterRasterLayer("scene", "scene"), QgsProcessingModelParameter("scene")
    )
    suggest = QgsProcessingModelChildAlgorithm("s2kmeans:suggestclusters")
    suggest.setChildId("suggest")
    suggest.addParameterSources("INPUT", [source.fromModelParameter("scene")])
    suggest.addParameterSources("MAX_CLUSTERS", [source.fromStaticValue(6)])
    model.addChildAlgorithm(suggest)
    classify = QgsProcessingModelChildAlgorithm("s2kmeans:classify")
    classify.setChildId("classify")
    classify.addParameterSources("INPUT", [source.fromModelParameter("scene")])
    classify.addParameterSources("N_CLUSTERS", [source.fromChildOutput("suggest", "SUGGESTED_K")])
    output = QgsProcessingModelOutput("map", "map")
    output.setChildId("classify")
    output.setChildOutputName("OUTPUT")
    classify.setModelOutputs({"map": output})
    model.addChildAlgorithm(classify)
    model.updateDestinationParameters()
    path = str(out / "suggest.model3")
    assert model.toFile(path)
    loaded = QgsProcessingModelAlgorithm()
    assert loaded.fromFile(path)
    name = map_name(loaded)
    parameters = {"scene": blobs, name: str(out / "map.tif")}
    results = processing.run(loaded, parameters, feedback=Feedback())
    assert sorted(class_counts(read(results[name]))) == [1, 2, 3, 4]


def test_every_parameter_and_output_has_a_label_and_help(provider):
    algorithm = QgsApplication.processingRegistry().algorithmById("s2kmeans:suggestclusters")
    assert [definition.name() for definition in algorithm.parameterDefinitions()] == [
        "INPUT",
        "BANDS",
        "INDICES",
        "MIN_CLUSTERS",
        "MAX_CLUSTERS",
        "ALGORITHM",
        "SCALING",
        "N_COMPONENTS",
        "SAMPLE_SIZE",
        "RANDOM_STATE",
        "BLUE_BAND",
        "GREEN_BAND",
        "RED_BAND",
        "NIR_BAND",
        "SWIR_BAND",
        "EXTENT",
        "MASK",
        "MASK_CLASSES",
        "MASK_VALUES",
        "MASK_SIDE",
        "IGNORE_VALUE",
        "OUTPUT_REPORT",
        "OUTPUT_TABLE",
    ]
    assert all(definition.help() for definition in algorithm.parameterDefinitions())
    assert algorithm.outputDefinition("SUGGESTED_K").description()

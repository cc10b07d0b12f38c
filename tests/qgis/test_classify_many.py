"""The algorithm s2kmeans:classifymany."""

import csv
import shlex
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from products import make_product
from qgis.core import (
    QgsMultiBandColorRenderer,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
)
from qgis_tools import Feedback, Refusal, class_names, grid_of, listing, read

QUICK = {"N_INIT": 1, "N_CLUSTERS": 3, "SAMPLE_SIZE": 5000}


@pytest.fixture(scope="module")
def images(scene, tmp_path_factory):
    """Return two dates: overlapping halves of the scene."""
    folder = tmp_path_factory.mktemp("images")
    paths = []
    for day, left in ((1, 0), (2, 120)):
        path = str(folder / f"scene_2024060{day}.tif")
        gdal.Translate(path, scene, srcWin=[left, 0, 140, 200], bandList=[2, 3, 4, 8])
        paths.append(path)
    return paths


@pytest.fixture
def many(provider, images, out):
    import processing

    def run(**parameters):
        feedback = Feedback()
        given = {"INPUT": images, "OUTPUT": str(out / "maps"), **QUICK, **parameters}
        given = {name: value for name, value in given.items() if value is not None}
        return processing.run("s2kmeans:classifymany", given, feedback=feedback), feedback

    return run


def test_each_map_has_the_name_of_its_image(many):
    results, _ = many()
    assert [Path(path).name for path in results["MAPS"]] == [
        "scene_20240601_classes.tif",
        "scene_20240602_classes.tif",
    ]


def test_each_map_has_the_grid_of_its_image(many, images):
    results, _ = many()
    assert [grid_of(path) for path in results["MAPS"]] == [grid_of(path) for path in images]


def test_all_maps_have_the_same_classes(many):
    results, _ = many()
    first, second = map(class_names, results["MAPS"])
    assert first == second


def test_output_numbers_count_classes_and_images(many):
    results, _ = many()
    assert (results["N_CLASSES"], results["N_RASTERS"]) == (3, 2)


@pytest.mark.parametrize("bands", ["2;4", "2, 4", "[2, 4]", ["2", "4"], (2, 4)], ids=str)
def test_bands_may_be_a_list_or_a_text(many, bands):
    expected, _ = many(BANDS=[2, 4])
    expected = [read(path) for path in expected["MAPS"]]
    found, _ = many(BANDS=bands)
    assert np.array_equal([read(path) for path in found["MAPS"]], expected)


@pytest.fixture
def open_form(provider, browser, project):
    import processing

    dialogs = []

    def make(**parameters):
        dialogs.append(processing.createAlgorithmDialog("s2kmeans:classifymany", parameters))
        return dialogs[-1]

    yield make
    for dialog in dialogs:
        dialog.close()


def test_the_form_shows_bands_as_a_list_of_numbers(open_form, images, out):
    dialog = open_form(INPUT=images, BANDS=[2, 4], OUTPUT=str(out))
    assert dialog.createProcessingParameters()["BANDS"] == "2, 4"


def test_the_form_without_bands_means_all_bands(open_form, images, out):
    dialog = open_form(INPUT=images, OUTPUT=str(out))
    assert dialog.createProcessingParameters().get("BANDS") is None


@pytest.mark.parametrize("given", ["INPUT", "PATTERN"])
@pytest.mark.parametrize("is_styled", [True, False])
def test_colours_equal_those_of_classify(provider, images, out, tmp_path, given, is_styled):
    import processing

    path = str(tmp_path / "scene.tif")
    gdal.Translate(path, images[0], bandList=[1, 2, 4, 3])
    if is_styled:
        layer = QgsRasterLayer(path, "scene")
        layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), 3, 2, 1))
        layer.saveNamedStyle(str(tmp_path / "scene.qml"))
    options = {**QUICK, "PALETTE": 0}
    alone = str(out / "alone.tif")
    processing.run("s2kmeans:classify", {"INPUT": path, "OUTPUT": alone, **options})
    inputs = {"INPUT": {"INPUT": [path]}, "PATTERN": {"PATTERN": path}}[given]
    found = processing.run(
        "s2kmeans:classifymany", {**inputs, "OUTPUT": str(out / "maps"), **options}
    )
    assert colors_of(found["MAPS"][0]) == colors_of(alone)


def colors_of(path):
    dataset = gdal.Open(path)
    table = dataset.GetRasterBand(1).GetColorTable()
    return [table.GetColorEntry(value) for value in range(4)]


def test_maps_agree_where_rasters_overlap(many):
    first, second = (read(path)[0] for path in many()[0]["MAPS"])
    assert np.array_equal(first[:, 120:], second[:, :20])


def test_a_pattern_skips_the_maps_of_the_algorithm(many, images):
    folder = Path(images[0]).parent
    results, _ = many()
    again, _ = many(INPUT=None, PATTERN=str(folder / "*.tif"), OUTPUT=str(folder))
    once_more, _ = many(INPUT=None, PATTERN=str(folder / "*.tif"), OUTPUT=str(folder))
    for path in again["MAPS"]:
        path = Path(path)
        assert np.array_equal(read(path), read(Path(results["OUTPUT"]) / path.name))
    assert once_more["N_RASTERS"] == 2
    for path in folder.glob("*_classes*"):
        path.unlink()


def test_the_table_has_areas_by_date(many, out):
    results, _ = many(OUTPUT_TABLE=str(out / "areas.csv"))
    with open(results["OUTPUT_TABLE"], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for day, path in zip(("2024-06-01", "2024-06-02"), results["MAPS"]):
        counts = np.bincount(read(path).ravel(), minlength=4)[1:]
        assert [float(row[f"{day} hectares"]) for row in rows] == pytest.approx(counts * 0.01)


def test_the_model_gives_the_same_map(many, images, out):
    import processing

    results, _ = many(OUTPUT_MODEL=str(out / "model.json"))
    given = {
        "INPUT": images[1],
        "MODEL": results["OUTPUT_MODEL"],
        "OUTPUT": str(out / "applied.tif"),
    }
    applied = processing.run("s2kmeans:applymodel", given)
    assert np.array_equal(read(applied["OUTPUT"]), read(results["MAPS"][1]))


@pytest.mark.parametrize("load", [True, False])
def test_maps_are_loaded_with_their_style_if_chosen(provider, images, out, project, load):
    from qgis.core import QgsApplication

    algorithm = QgsApplication.processingRegistry().createAlgorithmById("s2kmeans:classifymany")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters = {"INPUT": images, "OUTPUT": str(out / "maps"), "LOAD_MAPS": load, **QUICK}
    _, is_ok = algorithm.run(parameters, context, QgsProcessingFeedback())
    assert is_ok
    waiting = context.layersToLoadOnCompletion()
    assert sorted(details.name for details in waiting.values()) == (
        ["2024-06-01", "2024-06-02"] if load else []
    )
    for path, details in waiting.items():
        layer = QgsRasterLayer(path, details.name)
        details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
        assert layer.renderer().type() == "paletted"


def test_the_command_in_a_map_repeats_the_run(many, tmp_path):
    results, _ = many(BANDS="4, 1", MIN_AREA=5, MIN_AREA_UNIT=1)
    line = gdal.Open(results["MAPS"][1]).GetMetadataItem("S2KMEANS_COMMAND")
    given = {}
    for word in shlex.split(line)[3:]:
        name, value = word[2:].split("=", 1)
        given.setdefault(name, []).append(value)
    given = {name: values[0] if len(values) == 1 else values for name, values in given.items()}
    again, _ = many(**{**given, "OUTPUT": str(tmp_path / "again")})
    for one, two in zip(results["MAPS"], again["MAPS"]):
        assert np.array_equal(read(one), read(two))


def test_the_command_in_a_map_omits_defaults_and_has_absolute_paths(many, images, monkeypatch):
    folder = Path(images[0]).parent
    monkeypatch.chdir(folder)
    results, _ = many(INPUT=None, PATTERN="scene_*.tif", LOAD_MAPS=False)
    line = gdal.Open(results["MAPS"][0]).GetMetadataItem("S2KMEANS_COMMAND")
    named = {word.split("=")[0] for word in shlex.split(line)[3:]}
    assert named == {"--PATTERN", "--LOAD_MAPS", "--OUTPUT", *(f"--{name}" for name in QUICK)}
    assert f"--PATTERN={folder / 'scene_*.tif'}" in line


def test_own_masks_use_the_scene_classification_of_each_image(many, sample_path, tmp_path, images):
    make_product(tmp_path, sample_path, bands=("B02", "B03", "B04"), driver="GTiff")
    (band,) = tmp_path.rglob("*_B02_10m.jp2")
    single = str(tmp_path / "plain.tif")
    gdal.Translate(single, images[0], bandList=[1])
    results, feedback = many(INPUT=[str(band), single], OWN_MASKS=True)
    masked, plain = (read(path)[0] for path in results["MAPS"])
    classes = np.repeat(np.arange(12), 20)[None].repeat(240, axis=0)
    assert np.array_equal(masked == 0, np.isin(classes, (0, 1, 3, 8, 9, 10, 11)))
    assert plain.all()
    assert any("plain has no scene classification" in warning for warning in feedback.warnings)


@pytest.fixture
def refused(many, out):
    def run(**parameters):
        with pytest.raises(QgsProcessingException) as caught:
            many(**parameters)
        return Refusal(str(caught.value), Feedback()).sentence

    return run


def test_images_given_twice_are_refused(refused, images):
    assert "twice or not at all" in refused(PATTERN=images[0])


def test_a_run_without_images_is_refused(refused):
    assert "twice or not at all" in refused(INPUT=None)


def test_a_pattern_without_files_is_refused(refused, tmp_path, provider, out):
    import processing

    feedback = Feedback()
    with pytest.raises(QgsProcessingException) as caught:
        processing.run(
            "s2kmeans:classifymany",
            {"PATTERN": str(tmp_path / "*.xyz"), "OUTPUT": str(out / "maps")},
            feedback=feedback,
        )
    assert "*.xyz" in Refusal(str(caught.value), feedback).sentence


def test_a_missing_band_is_refused(refused):
    assert "Band 9" in refused(BANDS="9")


def test_an_index_without_its_band_is_refused(refused):
    assert "needs the band SWIR" in refused(INDICES=["NDBI"])


def test_a_failed_run_leaves_no_folder(refused, out):
    refused(BANDS="9")
    assert listing(out) == {}

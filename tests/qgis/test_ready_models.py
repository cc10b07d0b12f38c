"""The ready-made models."""

import csv
import importlib.util
import sys
from contextlib import suppress

import numpy as np
import pytest
from osgeo import gdal
from products import make_product, scene_classes, zipped
from qgis.core import (
    QgsApplication,
    QgsPalettedRasterRenderer,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProject,
    QgsVectorLayer,
)
from qgis_tools import ROOT, Feedback, class_counts, class_names, listing, read, wait_until

NAMES = ["suggest_classify_clean_report", "two_dates_changes", "product_to_polygons"]
STEPS = {
    "suggest_classify_clean_report": {
        "suggest": "s2kmeans:suggestclusters",
        "classify": "s2kmeans:classify",
        "sieve": "gdal:sieve",
        "names": "s2kmeans:editclasses",
        "report": "s2kmeans:classstatistics",
    },
    "two_dates_changes": {
        "first": "s2kmeans:classify",
        "second": "s2kmeans:applymodel",
        "changes": "s2kmeans:compareclasses",
    },
    "product_to_polygons": {"open": "s2kmeans:openproduct", "classify": "s2kmeans:classify"},
}
# The public interface: name and default of each parameter.
PARAMETERS = {
    "suggest_classify_clean_report": {
        "INPUT": None,
        "BANDS": None,
        "MAX_CLUSTERS": 12,
        "MIN_AREA": 10,
        "OUTPUT": None,
        "OUTPUT_REPORT": None,
        "OUTPUT_SUGGESTION": None,
        "OUTPUT_TABLE": None,
    },
    "two_dates_changes": {
        "FIRST": None,
        "SECOND": None,
        "BANDS": None,
        "N_CLUSTERS": 8,
        "OUTPUT_FIRST": None,
        "OUTPUT_SECOND": None,
        "OUTPUT_CHANGES": None,
        "OUTPUT_REPORT": None,
        "OUTPUT_TABLE": None,
    },
    "product_to_polygons": {
        "PRODUCT": None,
        "N_CLUSTERS": 8,
        "MIN_AREA": 0.5,
        "OUTPUT_IMAGE": None,
        "OUTPUT": None,
        "OUTPUT_POLYGONS": None,
        "OUTPUT_REPORT": None,
        "OUTPUT_TABLE": None,
    },
}
# Red and near infrared of water, bare soil, dense vegetation, and something bright.
LEVELS = np.array([[500, 200], [2500, 3000], [400, 4500], [6000, 7000]])
LAYOUT = np.kron([[0, 1], [2, 3]], np.ones((30, 30), dtype=int))


def file_of(name):
    return ROOT / "resources" / "models" / f"{name}.model3"


def form(name):
    return QgsApplication.processingRegistry().createAlgorithmById(f"s2kmeans:{name}")


def run(name, **parameters):
    import processing

    feedback = parameters.pop("feedback", None) or Feedback()
    return processing.run(f"s2kmeans:{name}", parameters, feedback=feedback), feedback


def errors_of(work, **parameters):
    """Return error and log of a run that fails: the error names the step, the log the reason."""
    feedback = Feedback()
    with pytest.raises(QgsProcessingException) as caught:
        work(**parameters, feedback=feedback)
    return "\n".join([str(caught.value), *feedback.errors])


def image_of(layout):
    noise = np.random.default_rng(5).normal(0, 60, (2, *layout.shape))
    return (np.moveaxis(LEVELS[layout], -1, 0) + noise).clip(0).astype(np.uint16)


@pytest.fixture
def make_image(make_raster):
    """Make a raster of a layout of four classes, each with its own values."""

    def make(layout, name="image.tif"):
        return make_raster(image_of(layout), name, band_names=("B04", "B08"))

    return make


@pytest.fixture
def clean(provider, make_image, out):
    """Run the first model on a layout, and return results and feedback."""

    def run_it(layout, **parameters):
        parameters = {"MAX_CLUSTERS": 5, "OUTPUT": str(out / "clean.tif"), **parameters}
        return run("suggest_classify_clean_report", INPUT=make_image(layout), **parameters)

    return run_it


def with_specks(*sizes):
    """Return the layout with short rows of another class in its first quarter."""
    layout = LAYOUT.copy()
    for n_before, size in enumerate(sizes):
        layout[3 + 4 * n_before, 3 : 3 + size] = 2
    return layout


def colors(path):
    dataset = gdal.Open(str(path))
    table = dataset.GetRasterBand(1).GetColorTable()
    values = np.unique(dataset.ReadAsArray())
    return {int(value): table.GetColorEntry(int(value)) for value in values}


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestForm:
    @pytest.mark.parametrize("name", NAMES)
    def test_the_form_has_the_documented_parameters_and_defaults(self, provider, name):
        algorithm = form(name)
        definitions = algorithm.parameterDefinitions()
        found = {definition.name(): definition.defaultValue() for definition in definitions}
        assert list(found) == list(PARAMETERS[name])
        assert found == PARAMETERS[name]

    @pytest.mark.parametrize("name", NAMES)
    def test_the_form_is_in_the_group_of_models(self, provider, name):
        assert form(name).group() == "Ready-made models"
        assert form("classify").group() == ""

    @pytest.mark.parametrize("name", NAMES)
    def test_the_form_has_help_and_an_icon(self, provider, name):
        algorithm = form(name)
        assert not algorithm.icon().isNull()
        assert algorithm.shortHelpString()
        assert algorithm.shortDescription()
        assert all(definition.help() for definition in algorithm.parameterDefinitions())

    @pytest.mark.parametrize("name", NAMES)
    def test_the_form_creates_all_outputs_but_tables_by_default(self, provider, name):
        algorithm = form(name)
        made = {
            definition.name(): definition.createByDefault()
            for definition in algorithm.parameterDefinitions()
            if definition.isDestination()
        }
        tables = {"OUTPUT_TABLE"} & set(made)
        assert {output for output, by_default in made.items() if not by_default} == tables

    def test_the_form_refuses_a_number_out_of_range(self, provider, make_image, out):
        with pytest.raises(QgsProcessingException, match="MIN_AREA is 0"):
            run(NAMES[0], INPUT=make_image(LAYOUT), MIN_AREA=0, OUTPUT=str(out / "clean.tif"))


class TestFile:
    @pytest.fixture(scope="class")
    def make_models(self):
        path = ROOT / "resources" / "models" / "make_models.py"
        spec = importlib.util.spec_from_file_location("make_models", path)
        module = importlib.util.module_from_spec(spec)
        # A dataclass looks its module up.
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module

    @staticmethod
    def loaded(path):
        model = QgsProcessingModelAlgorithm()
        assert model.fromFile(str(path))
        content = model.toVariant()
        # Newer versions of QGIS add a version, and name output definitions differently. The steps
        # hold the outputs too.
        content.pop("internal_version", None)
        definitions = content.pop("parameterDefinitions")
        return content, {name: definitions[name] for name in content["parameters"]}

    @pytest.mark.parametrize("name", NAMES)
    def test_the_file_equals_what_the_script_makes(self, provider, make_models, name, out):
        made = out / "made.model3"
        assert make_models.make(name).toFile(str(made))
        assert self.loaded(made) == self.loaded(file_of(name))

    @pytest.mark.parametrize("name", NAMES)
    def test_the_file_has_the_documented_steps(self, provider, name):
        steps = form(name).model().childAlgorithms()
        assert {key: step.algorithmId() for key, step in steps.items()} == STEPS[name]

    @pytest.mark.parametrize("name", NAMES)
    def test_the_model_designer_accepts_the_file(self, provider, name):
        model = form(name).model()
        assert [model.validateChildAlgorithm(step) for step in STEPS[name]] == [
            (True, []) for _ in STEPS[name]
        ]

    @pytest.mark.parametrize("name", NAMES)
    def test_the_form_has_title_and_group_of_the_file(self, provider, name):
        model = form(name).model()
        assert (model.name(), model.group()) == (form(name).displayName(), form(name).group())

    @pytest.mark.parametrize("name", NAMES)
    def test_the_form_can_run_with_the_providers_of_qgis(self, provider, name):
        assert form(name).canExecute() == (True, "")


class TestBrokenFile:
    """A model whose file is broken stays in the toolbox, and reports the fault."""

    @pytest.fixture
    def put(self, provider, tmp_path, monkeypatch):
        """Replace the file of a model."""
        from s2_kmeans_plugin.algorithms import ready_models

        def found(content):
            path = tmp_path / "model.model3"
            path.write_text(content, encoding="utf-8")
            monkeypatch.setattr(ready_models, "resource", lambda name: str(path))

        return found

    @pytest.mark.parametrize("content", ["", "no model", '<Option type="Map"/>'])
    def test_a_damaged_file_is_named(self, put, content):
        put(content)
        possible, problem = form("two_dates_changes").canExecute()
        assert not possible
        assert problem.endswith("model.model3 is damaged. Install the plugin again.")

    def test_a_missing_file_is_named(self, provider):
        from s2_kmeans_plugin.algorithms.ready_models import ReadyModel

        own = QgsApplication.processingRegistry().providerById("s2kmeans")
        can_run, problem = ReadyModel("gone", own).canExecute()
        assert not can_run
        assert problem == "resources/models/gone.model3 is missing. Install the plugin again."

    @pytest.fixture
    def without_sieve(self, put):
        content = file_of("suggest_classify_clean_report").read_text(encoding="utf-8")
        assert "gdal:sieve" in content
        put(content.replace("gdal:sieve", "elsewhere:sieve"))

    def test_a_missing_algorithm_is_named(self, without_sieve):
        possible, problem = form("suggest_classify_clean_report").canExecute()
        assert not possible
        assert "elsewhere:sieve" in problem

    def test_a_model_with_a_missing_algorithm_does_not_run(self, without_sieve, clean, out):
        with pytest.raises(QgsProcessingException, match="elsewhere:sieve"):
            clean(LAYOUT)
        assert list(out.iterdir()) == []


class TestSuggestClassifyCleanReport:
    def test_the_map_has_the_suggested_number_of_classes(self, clean, make_image):
        import processing

        results, _ = clean(LAYOUT)
        parameters = {"INPUT": make_image(LAYOUT), "MAX_CLUSTERS": 5}
        suggested = processing.run("s2kmeans:suggestclusters", parameters)["SUGGESTED_K"]
        assert suggested == 4
        assert len(class_counts(read(results["OUTPUT"]))) == suggested

    def test_the_map_has_at_most_the_maximum_number_of_classes(self, clean):
        results, _ = clean(LAYOUT, MAX_CLUSTERS=3)
        assert len(class_counts(read(results["OUTPUT"]))) <= 3

    def test_only_patches_below_the_minimum_are_removed(self, clean):
        results, _ = clean(with_specks(1, 5, 6), MIN_AREA=6)
        # Water, the darkest, is 1; its quarter holds the patch of dense vegetation that stays.
        water = read(results["OUTPUT"])[0][:30, :30]
        assert np.array_equal(np.argwhere(water != 1), [[11, col] for col in range(3, 9)])

    def test_the_default_minimum_patch_has_ten_pixels(self, clean):
        results, _ = clean(with_specks(9, 10))
        assert np.count_nonzero(read(results["OUTPUT"])[0][:30, :30] != 1) == 10

    def test_a_minimum_patch_of_one_pixel_gives_the_map_of_classify(self, clean, classify, out):
        layout = with_specks(1, 2)
        results, _ = clean(layout, MIN_AREA=1)
        by_hand = classify(INPUT=str(out.parent / "image.tif"), N_CLUSTERS=4)
        assert np.array_equal(read(results["OUTPUT"])[0], by_hand.pixels)

    def test_the_cleaned_map_keeps_names_and_colours(self, clean, classify, out):
        results, _ = clean(with_specks(1, 2))
        by_hand = classify(INPUT=str(out.parent / "image.tif"), N_CLUSTERS=4)
        names = class_names(by_hand.path)
        assert class_names(results["OUTPUT"]) == names
        assert "Water (?)" in names
        assert colors(results["OUTPUT"]) == colors(by_hand.path)

    def test_a_class_without_remaining_pixels_disappears_without_a_warning(self, clean, out):
        # The fourth class has nothing but single pixels.
        layout = np.where(LAYOUT == 3, 1, LAYOUT)
        layout[1:58:3, 31:58:3] = 3
        table = out / "classes.csv"
        results, feedback = clean(layout, OUTPUT_TABLE=str(table))
        assert feedback.warnings == []
        assert sorted(class_counts(read(results["OUTPUT"]))) == [1, 2, 3]
        assert len(class_names(results["OUTPUT"])) == len(rows(table)) == 3

    def test_nodata_stays_nodata(self, provider, make_raster, out):
        image = image_of(LAYOUT)
        image[:, 10:14, 10:14] = 0
        path = make_raster(image, nodata=0)
        results, _ = run(NAMES[0], INPUT=path, MAX_CLUSTERS=4, OUTPUT=str(out / "clean.tif"))
        assert np.array_equal(read(results["OUTPUT"])[0] == 0, image[0] == 0)

    def test_the_table_describes_the_cleaned_map(self, clean, out):
        table = out / "classes.csv"
        results, _ = clean(with_specks(3), OUTPUT_TABLE=str(table))
        assert results["OUTPUT_TABLE"] == str(table)
        assert [row["pixels"] for row in rows(table)] == ["900"] * 4

    def test_the_reports_describe_suggestion_and_cleaned_map(self, clean, out):
        report, suggestion = out / "report.html", out / "suggestion.html"
        clean(LAYOUT, OUTPUT_REPORT=str(report), OUTPUT_SUGGESTION=str(suggestion))
        assert "Water (?)" in report.read_text(encoding="utf-8")
        assert "s2kmeans:suggestclusters" in suggestion.read_text(encoding="utf-8")

    def test_every_step_uses_the_chosen_bands(self, clean, classify, out):
        table = out / "classes.csv"
        results, _ = clean(LAYOUT, BANDS=[2], MAX_CLUSTERS=4, MIN_AREA=1, OUTPUT_TABLE=str(table))
        k = len(class_counts(read(results["OUTPUT"])))
        by_hand = classify(INPUT=str(out.parent / "image.tif"), BANDS=[2], N_CLUSTERS=k)
        assert np.array_equal(read(results["OUTPUT"])[0], by_hand.pixels)
        assert [key for key in rows(table)[0] if key.startswith("mean")] == ["mean B08"]

    def test_a_run_without_optional_outputs_leaves_only_the_map(self, clean, out):
        results, _ = clean(LAYOUT)
        assert list(results) == ["OUTPUT"]
        assert sorted(path.name for path in out.iterdir()) == [
            *("clean.qml", "clean.tif", "clean.tif.aux.xml")
        ]

    @pytest.mark.parametrize("name", ["OUTPUT", "OUTPUT_REPORT", "OUTPUT_TABLE"])
    def test_an_output_over_the_input_is_refused(self, clean, make_image, out, name):
        image = make_image(LAYOUT)
        before = listing(out.parent)
        message = errors_of(clean, layout=LAYOUT, **{name: image})
        assert f"{image} is the input itself" in message
        assert listing(out.parent) == before

    def test_a_missing_folder_is_refused_before_the_first_step(self, clean, out):
        message = errors_of(clean, layout=LAYOUT, OUTPUT_REPORT=str(out / "gone" / "report.html"))
        assert "does not exist" in message
        assert "Error encountered while running" not in message

    def test_a_cancelled_run_leaves_no_file(self, clean, out):
        feedback = Feedback()
        feedback.progressChanged.connect(lambda percent: percent > 5 and feedback.cancel())
        with suppress(QgsProcessingException):
            clean(LAYOUT, feedback=feedback)
        assert 5 < max(feedback.progress_values) < 100
        assert list(out.iterdir()) == []

    def test_a_refusal_of_a_step_names_step_and_reason(self, clean, out):
        message = errors_of(clean, layout=LAYOUT, BANDS=[9])
        assert "Suggest the number of classes" in message
        assert "Band 9 does not exist" in message
        assert list(out.iterdir()) == []


class TestTwoDatesChanges:
    """100 pixels of water of the first date are dense vegetation at the second."""

    @pytest.fixture
    def second_layout(self):
        layout = LAYOUT.copy()
        layout[5:15, 10:20] = 2
        return layout

    @pytest.fixture
    def parameters(self, provider, make_image, second_layout, out):
        return {
            "FIRST": make_image(LAYOUT, "first.tif"),
            "SECOND": make_image(second_layout, "second.tif"),
            "N_CLUSTERS": 4,
            "OUTPUT_FIRST": str(out / "first.tif"),
            "OUTPUT_SECOND": str(out / "second.tif"),
            "OUTPUT_CHANGES": str(out / "changes.tif"),
        }

    def test_the_changes_are_where_the_images_differ(self, parameters, second_layout):
        results, _ = run("two_dates_changes", **parameters)
        unchanged = read(results["OUTPUT_CHANGES"])[0] == 1
        assert np.array_equal(unchanged, second_layout == LAYOUT)

    def test_the_table_counts_the_transitions(self, parameters, out):
        table = out / "changes.csv"
        run("two_dates_changes", **parameters, OUTPUT_TABLE=str(table))
        changed = [row for row in rows(table) if row["from"] != row["to"]]
        assert [(row["from name"], row["to name"], row["pixels"]) for row in changed] == [
            ("Water (?)", "Dense vegetation (?)", "100")
        ]

    def test_the_second_map_has_the_classes_of_the_first(self, parameters, classify):
        results, _ = run("two_dates_changes", **parameters)
        first, second = results["OUTPUT_FIRST"], results["OUTPUT_SECOND"]
        by_hand = classify(INPUT=parameters["FIRST"], N_CLUSTERS=4)
        assert np.array_equal(read(first)[0], by_hand.pixels)
        assert class_names(second) == class_names(first) == class_names(by_hand.path)
        assert colors(second) == colors(first)

    def test_bands_are_found_by_name_in_another_order(self, parameters, make_raster, second_layout):
        turned = image_of(second_layout)[::-1]
        path = make_raster(turned, "turned.tif", band_names=("B08", "B04"))
        results, _ = run("two_dates_changes", **{**parameters, "SECOND": path})
        assert np.count_nonzero(read(results["OUTPUT_CHANGES"]) > 1) == 100

    def test_the_report_describes_the_changes(self, parameters, out):
        report = out / "report.html"
        results, _ = run("two_dates_changes", **parameters, OUTPUT_REPORT=str(report))
        assert results["OUTPUT_REPORT"] == str(report)
        assert "Dense vegetation (?)" in report.read_text(encoding="utf-8")

    def test_images_on_different_grids_are_refused_before_the_first_step(
        self, parameters, make_raster, out
    ):
        path = make_raster(image_of(LAYOUT[:40]), "small.tif", band_names=("B04", "B08"))
        with pytest.raises(QgsProcessingException, match="60 x 40"):
            run("two_dates_changes", **{**parameters, "SECOND": path})
        assert list(out.iterdir()) == []

    @pytest.mark.parametrize("image", ["FIRST", "SECOND"])
    @pytest.mark.parametrize("output", ["OUTPUT_FIRST", "OUTPUT_SECOND", "OUTPUT_CHANGES"])
    def test_an_output_over_an_image_is_refused(self, parameters, out, image, output):
        before = listing(out.parent)
        message = errors_of(
            run, name="two_dates_changes", **{**parameters, output: parameters[image]}
        )
        assert f"{parameters[image]} is the input itself" in message
        assert listing(out.parent) == before

    def test_two_outputs_in_one_file_are_refused(self, parameters, out):
        same = {"OUTPUT_SECOND": parameters["OUTPUT_FIRST"]}
        message = errors_of(run, name="two_dates_changes", **{**parameters, **same})
        assert "is named for two outputs" in message

    def test_the_report_names_temporary_maps_by_their_labels(self, parameters, out):
        report = out / "report.html"
        temporary = {"OUTPUT_FIRST": "TEMPORARY_OUTPUT", "OUTPUT_SECOND": "TEMPORARY_OUTPUT"}
        run("two_dates_changes", **{**parameters, **temporary}, OUTPUT_REPORT=str(report))
        title = "First class map → Second class map"
        assert title in report.read_text(encoding="utf-8")

    def test_the_dialog_loads_the_maps_with_names_and_styles(self, parameters, browser, project):
        import processing

        outputs = {name: "TEMPORARY_OUTPUT" for name in parameters if name.startswith("OUTPUT")}
        dialog = processing.createAlgorithmDialog(
            "s2kmeans:two_dates_changes", {**parameters, **outputs}
        )
        dialog.show()
        finished = []
        dialog.algorithmFinished.connect(lambda *outcome: finished.append(outcome))
        dialog.runButton().click()
        wait_until(lambda: finished)
        dialog.close()
        layers = {layer.name(): layer for layer in QgsProject.instance().mapLayers().values()}
        maps = ["First class map", "Second class map", "Change map"]
        assert set(maps) <= set(layers)
        classes = {name: layers[name].renderer().classes() for name in maps}
        assert all(type(layers[name].renderer()) is QgsPalettedRasterRenderer for name in maps)
        assert [len(classes[name]) for name in maps] == [4, 4, 2]


class TestProductToPolygons:
    @pytest.fixture
    def parameters(self, provider, sample_path, tmp_path, out):
        safe = make_product(tmp_path / "made", sample_path)
        return {
            "PRODUCT": zipped(safe, tmp_path / "product.zip"),
            "N_CLUSTERS": 4,
            "OUTPUT_IMAGE": str(out / "image.vrt"),
            "OUTPUT": str(out / "classes.tif"),
            "OUTPUT_POLYGONS": str(out / "classes.gpkg"),
        }

    def test_a_zip_gives_polygons_of_the_cloud_free_pixels(self, parameters):
        results, _ = run("product_to_polygons", **parameters)
        found = read(results["OUTPUT"])[0]
        clouds = np.isin(scene_classes(), (0, 1, 3, 8, 9, 10, 11)).repeat(2, 0).repeat(2, 1)
        assert np.array_equal(found == 0, clouds)
        layer = QgsVectorLayer(results["OUTPUT_POLYGONS"])
        pixels = {feature["class"]: feature["pixels"] for feature in layer.getFeatures()}
        assert pixels == class_counts(found)

    def test_a_product_without_scene_classification_is_refused(
        self, parameters, sample_path, tmp_path, out
    ):
        safe = make_product(tmp_path / "other", sample_path, level="L1C", driver="GTiff")
        message = errors_of(run, name="product_to_polygons", **{**parameters, "PRODUCT": safe})
        assert "scene classification" in message
        assert not (out / "classes.tif").exists()

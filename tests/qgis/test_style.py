"""Styles of results."""

import gc
import shutil
import weakref

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsPalettedRasterRenderer,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProject,
    QgsRasterLayer,
    QgsSingleBandPseudoColorRenderer,
)
from qgis_tools import Feedback, class_counts, read, wait_until

from s2_kmeans_plugin import style


def entries(layer):
    """Return value, name and colour of each entry of the legend of a layer."""
    renderer = layer.renderer()
    assert type(renderer) is QgsPalettedRasterRenderer
    return [
        (entry.value, entry.label, entry.color.getRgb()[:3], entry.color.alpha())
        for entry in renderer.classes()
    ]


def table_of(path):
    """Return the same of a file, from its colour table and category names."""
    dataset = gdal.Open(str(path))
    band = dataset.GetRasterBand(1)
    table, names = band.GetColorTable(), band.GetCategoryNames()
    return [
        (value, names[value], table.GetColorEntry(value)[:3], table.GetColorEntry(value)[3])
        for value in class_counts(read(path))
    ]


@pytest.mark.parametrize("n_clusters", [2, 7, 40])
def test_a_map_opened_later_shows_exactly_its_classes(classify, scene, n_clusters):
    run = classify(INPUT=scene, N_CLUSTERS=n_clusters)
    later = QgsRasterLayer(run.path, "later")
    assert len(entries(later)) == run.results["N_CLASSES"] == n_clusters
    assert entries(later) == table_of(run.path)


def test_a_map_moved_with_its_style_still_shows_it(classify, scene, out, tmp_path):
    run = classify(INPUT=scene, N_CLUSTERS=4)
    before = entries(QgsRasterLayer(run.path, "here"))
    there = shutil.move(str(out), str(tmp_path / "elsewhere"))
    assert entries(QgsRasterLayer(f"{there}/classes.tif", "there")) == before


def test_a_new_map_replaces_the_style_of_the_old_one(classify, scene):
    classify(INPUT=scene, N_CLUSTERS=12, PALETTE=1)
    run = classify(INPUT=scene, N_CLUSTERS=3, PALETTE=2)
    assert entries(QgsRasterLayer(run.path, "new")) == table_of(run.path)


def test_the_attribute_table_has_name_pixels_and_colour_of_each_class(classify, scene):
    run = classify(INPUT=scene, N_CLUSTERS=6)
    dataset = gdal.Open(run.path)
    table = dataset.GetRasterBand(1).GetDefaultRAT()
    columns = [table.GetNameOfCol(number).lower() for number in range(table.GetColumnCount())]
    assert columns == ["value", "name", "pixels", "red", "green", "blue"]
    rows = [
        (
            table.GetValueAsInt(row, 0),
            table.GetValueAsString(row, 1),
            tuple(table.GetValueAsInt(row, column) for column in (3, 4, 5)),
            255,
        )
        for row in range(table.GetRowCount())
    ]
    assert rows == table_of(run.path)
    pixels = [table.GetValueAsInt(row, 2) for row in range(table.GetRowCount())]
    assert pixels == list(class_counts(run.pixels).values())


def test_a_confidence_raster_opened_later_is_dark_where_it_is_low(classify, scene, out):
    path = str(out / "confidence.tif")
    classify(INPUT=scene, OUTPUT_CONFIDENCE=path)
    layer = QgsRasterLayer(path, "later")
    renderer = layer.renderer()
    assert type(renderer) is QgsSingleBandPseudoColorRenderer
    steps = renderer.shader().rasterShaderFunction().colorRampItemList()
    lightness = [step.color.lightness() for step in steps]
    assert [step.value for step in steps] == [0, 25, 50, 75, 100]
    assert lightness == sorted(lightness)


def test_two_runs_at_once_have_their_own_styles(provider, scene, out):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    runs = {}
    for name, palette, n_clusters in (("distinct", 1, 9), ("spectrum", 2, 4)):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("s2kmeans:classify")
        parameters = {
            "INPUT": scene,
            "OUTPUT": str(out / f"{name}.tif"),
            "PALETTE": palette,
            "N_CLUSTERS": n_clusters,
        }
        feedback = Feedback()
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
        finished = []
        task.executed.connect(lambda *outcome, finished=finished: finished.append(outcome))
        runs[name] = (task, finished, feedback, algorithm)
    for task, *_ in runs.values():
        QgsApplication.taskManager().addTask(task)
    wait_until(lambda: all(finished for _, finished, _, _ in runs.values()))
    assert all(finished[0][0] for _, finished, _, _ in runs.values())
    shown = {name: entries(QgsRasterLayer(str(out / f"{name}.tif"), name)) for name in runs}
    assert len(shown["distinct"]) == 9
    assert len(shown["spectrum"]) == 4
    assert shown == {name: table_of(out / f"{name}.tif") for name in runs}


def test_a_script_that_loads_results_shows_the_classes(provider, browser, project, scene, out):
    import processing

    parameters = {"INPUT": scene, "OUTPUT": str(out / "classes.tif"), "N_CLUSTERS": 5}
    processing.runAndLoadResults("s2kmeans:classify", parameters)
    (layer,) = QgsProject.instance().mapLayers().values()
    assert entries(layer) == table_of(out / "classes.tif")


def test_a_layer_stays_readable_when_a_run_replaces_its_file(classify, scene, out, project):
    def shown():
        block = layer.dataProvider().block(1, layer.extent(), layer.width(), layer.height())
        return np.frombuffer(bytes(block.data()), np.uint8).reshape(layer.height(), layer.width())

    first = classify(INPUT=scene, N_CLUSTERS=3)
    layer = QgsRasterLayer(first.path, "classes")
    project.addMapLayer(layer)
    before = first.pixels
    np.testing.assert_array_equal(shown(), before)
    second = classify(INPUT=scene, N_CLUSTERS=6)
    np.testing.assert_array_equal(shown(), before)
    layer.dataProvider().reloadData()
    assert layer.isValid()
    np.testing.assert_array_equal(shown(), second.pixels)


class TestPostProcessor:
    """Post-processors that restyle layers after a run."""

    @pytest.fixture
    def make_context(self, project):
        def make():
            context = QgsProcessingContext()
            context.setProject(project)
            return context

        return make

    def post_processor(self, context, path):
        return context.layerToLoadOnCompletionDetails(path).postProcessor()

    def test_chosen_bands_show_in_every_layer_of_the_result(self, make_context, scene):
        context = make_context()
        context.addLayerToLoadOnCompletion(scene, QgsProcessingContext.LayerDetails())
        # QGIS calls the post-processor later, and an iterator would be exhausted after one layer.
        style.show_bands(scene, context, iter((4, 3, 2)))
        for _ in range(2):
            layer = QgsRasterLayer(scene, "scene")
            self.post_processor(context, scene).postProcessLayer(layer, context, Feedback())
            assert layer.renderer().usesBands() == [4, 3, 2]

    def test_a_result_that_is_never_loaded_releases_its_post_processor(self, make_context):
        context = make_context()
        style.load_map("/nowhere/first.tif", "first", context)
        first = weakref.ref(self.post_processor(context, "/nowhere/first.tif"))
        del context
        style.load_map("/nowhere/second.tif", "second", make_context())
        gc.collect()
        assert first() is None

    def test_a_result_keeps_its_post_processor_until_its_context_ends(self, make_context):
        context = make_context()
        style.load_map("/nowhere/first.tif", "first", context)
        style.load_map("/nowhere/second.tif", "second", make_context())
        gc.collect()
        found = self.post_processor(context, "/nowhere/first.tif")
        assert type(found).postProcessLayer is style._Restyle.postProcessLayer

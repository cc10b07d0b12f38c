"""The algorithm s2kmeans:openproduct."""

import os

import numpy as np
import pytest
from osgeo import gdal
from products import DATE, TILE, make_product, zipped
from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingOutputRasterLayer,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterDestination,
    QgsRasterLayer,
)
from qgis_tools import Feedback, class_names, map_name, read

from s2_kmeans_plugin.core.spectral.bands import GROUND_BANDS


@pytest.fixture(scope="module")
def product(sample_path, tmp_path_factory):
    return make_product(tmp_path_factory.mktemp("product"), sample_path)


@pytest.fixture
def open_product(provider, product, out):
    import processing

    def run(**parameters):
        feedback = Feedback()
        parameters = {"PRODUCT": product, "OUTPUT": str(out / "bands.vrt"), **parameters}
        return processing.run("s2kmeans:openproduct", parameters, feedback=feedback), feedback

    return run


@pytest.fixture
def refusal(open_product, out):
    def run(**parameters):
        with pytest.raises(QgsProcessingException) as caught:
            open_product(**parameters)
        assert list(out.iterdir()) == []
        return str(caught.value)

    return run


def band_names(path):
    dataset = gdal.Open(path)
    return [dataset.GetRasterBand(n + 1).GetDescription() for n in range(dataset.RasterCount)]


@pytest.fixture
def algorithm(provider):
    return QgsApplication.processingRegistry().createAlgorithmById("s2kmeans:openproduct")


def test_the_form_has_the_documented_parameters(algorithm):
    declared = [(p.name(), type(p), p.defaultValue()) for p in algorithm.parameterDefinitions()]
    assert declared == [
        ("PRODUCT", QgsProcessingParameterFile, None),
        ("RESOLUTION", QgsProcessingParameterEnum, 0),
        ("BANDS", QgsProcessingParameterEnum, list(GROUND_BANDS)),
        ("OUTPUT", QgsProcessingParameterRasterDestination, None),
        ("OUTPUT_SCL", QgsProcessingParameterRasterDestination, None),
    ]
    assert all(p.description() and p.help() for p in algorithm.parameterDefinitions())


def test_the_form_has_the_documented_outputs(algorithm):
    outputs = {output.name(): type(output) for output in algorithm.outputDefinitions()}
    assert outputs == {
        "OUTPUT": QgsProcessingOutputRasterLayer,
        "OUTPUT_SCL": QgsProcessingOutputRasterLayer,
        **dict.fromkeys(("DATE", "LEVEL", "BASELINE", "TILE"), QgsProcessingOutputString),
    }


def test_a_product_opens_with_the_bands_of_the_ground(open_product):
    results, _ = open_product()
    assert band_names(results["OUTPUT"]) == list(GROUND_BANDS)


def test_a_product_gives_its_metadata_and_no_scene_classification_by_default(open_product, out):
    results, _ = open_product()
    assert results == {
        "OUTPUT": str(out / "bands.vrt"),
        "DATE": DATE,
        "LEVEL": "L2A",
        "BASELINE": "05.10",
        "TILE": TILE,
    }


def test_a_complete_product_causes_no_warning(open_product):
    _, feedback = open_product()
    assert feedback.warnings == []


def test_the_log_lists_the_files_of_the_bands(open_product):
    _, feedback = open_product()
    assert any(line.startswith("B05: GRANULE/") for line in feedback.infos)


def test_a_virtual_raster_is_the_only_file(open_product, out):
    open_product()
    assert os.listdir(out) == ["bands.vrt"]


@pytest.mark.parametrize("kind", ["folder/", "MTD_MSIL2A.xml", "zip", "GRANULE/"])
def test_every_path_into_a_product_gives_the_same_raster(open_product, product, tmp_path, kind):
    path = {"folder/": product + "/", "zip": None}.get(kind, f"{product}/{kind}")
    expected, _ = open_product(PRODUCT=product)
    pixels = read(expected["OUTPUT"])
    results, _ = open_product(PRODUCT=path or zipped(product, tmp_path / "product.zip"))
    np.testing.assert_array_equal(read(results["OUTPUT"]), pixels)


@pytest.mark.parametrize("chosen", [["B11", "B02"], "B02,B11"])
def test_bands_are_chosen_by_name(open_product, chosen):
    results, _ = open_product(BANDS=chosen)
    assert band_names(results["OUTPUT"]) == ["B02", "B11"]


def test_qgis_shows_reflectances(open_product, project):
    path = open_product(BANDS=["B02"])[0]["OUTPUT"]
    layer = QgsRasterLayer(path, "bands")
    center = layer.extent().center()
    value, _ = layer.dataProvider().sample(center, 1)
    column, row = 120, 120
    assert value == pytest.approx((int(read(path)[0][row, column]) - 1000) / 10_000)


def test_a_temporary_output_is_virtual(open_product):
    results, _ = open_product(OUTPUT=QgsProcessing.TEMPORARY_OUTPUT)
    assert results["OUTPUT"].endswith(".vrt")
    assert gdal.Open(results["OUTPUT"]).GetDriver().ShortName == "VRT"


@pytest.mark.skipif(
    not hasattr(QgsProcessingContext, "setTemporaryFolder"), reason="needs QGIS 3.32"
)
def test_a_temporary_output_in_the_folder_of_a_run_is_virtual(provider, product, tmp_path):
    import processing

    context = QgsProcessingContext()
    context.setTemporaryFolder(str(tmp_path))
    parameters = {"PRODUCT": product, "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT}
    results = processing.run("s2kmeans:openproduct", parameters, context=context)
    assert results["OUTPUT"].startswith(str(tmp_path))
    assert gdal.Open(results["OUTPUT"]).GetDriver().ShortName == "VRT"


def test_a_temporary_output_is_loaded_in_natural_colours(provider, product, project):
    from qgis.core import QgsProcessingOutputLayerDefinition

    context = QgsProcessingContext()
    context.setProject(project)
    definition = QgsProcessingOutputLayerDefinition(QgsProcessing.TEMPORARY_OUTPUT, project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("s2kmeans:openproduct")
    parameters = {"PRODUCT": product, "OUTPUT": definition}
    results, succeeded = algorithm.run(parameters, context, Feedback())
    assert succeeded
    assert list(context.layersToLoadOnCompletion()) == [results["OUTPUT"]]
    details = context.layerToLoadOnCompletionDetails(results["OUTPUT"])
    layer = QgsRasterLayer(results["OUTPUT"], "bands")
    details.postProcessor().postProcessLayer(layer, context, Feedback())
    renderer = layer.renderer()
    bands = renderer.redBand(), renderer.greenBand(), renderer.blueBand()
    assert [GROUND_BANDS[band - 1] for band in bands] == ["B04", "B03", "B02"]
    red = renderer.redContrastEnhancement()
    values = read(results["OUTPUT"])[2]
    assert -0.1 < red.minimumValue() < red.maximumValue() < (values.max() - 1000) / 10_000


def test_the_scene_classification_has_names_and_a_style(open_product, out):
    results, _ = open_product(OUTPUT_SCL=str(out / "scl.tif"))
    assert class_names(results["OUTPUT_SCL"])[3] == "Vegetation"
    assert 'label="Thin cirrus"' in (out / "scl.qml").read_text()


def test_other_algorithms_read_the_scene_classification(open_product, out):
    import processing

    results, _ = open_product(OUTPUT_SCL=str(out / "scl.tif"))
    parameters = {
        "CLASSES": results["OUTPUT_SCL"],
        "TABLE": [8, 9, "Cloud", "", 3, 0, "", ""],
        "OUTPUT": str(out / "edited.tif"),
    }
    edited = processing.run("s2kmeans:editclasses", parameters)
    assert "Cloud" in class_names(edited["OUTPUT"])


def test_classify_reads_the_bands(open_product, classify):
    results, _ = open_product()
    run = classify(INPUT=results["OUTPUT"], N_CLUSTERS=4, N_INIT=1, SAMPLE_SIZE=5000)
    assert sorted(np.unique(run.pixels[run.pixels > 0])) == [1, 2, 3, 4]


def test_a_model_opens_and_classifies(provider, product):
    import processing

    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("open and classify", "tests")
    first = QgsProcessingModelChildAlgorithm("s2kmeans:openproduct")
    first.setChildId("open")
    first.addParameterSources("PRODUCT", [source.fromStaticValue(product)])
    first.addParameterSources("BANDS", [source.fromStaticValue(["B02", "B8A"])])
    model.addChildAlgorithm(first)
    second = QgsProcessingModelChildAlgorithm("s2kmeans:classify")
    second.setChildId("classify")
    second.addParameterSources("INPUT", [source.fromChildOutput("open", "OUTPUT")])
    second.addParameterSources("N_CLUSTERS", [source.fromStaticValue(3)])
    output = QgsProcessingModelOutput("map", "map")
    output.setChildId("classify")
    output.setChildOutputName("OUTPUT")
    second.setModelOutputs({"map": output})
    model.addChildAlgorithm(second)
    model.updateDestinationParameters()
    name = map_name(model)
    results = processing.run(model, {name: QgsProcessing.TEMPORARY_OUTPUT})
    assert read(results[name]).max() == 3


def test_a_folder_of_bands_causes_a_warning(open_product, product):
    folder = next(
        path for path, _, files in os.walk(product) if any("B05_20m" in name for name in files)
    )
    loose = os.path.join(os.path.dirname(product), "loose")
    os.makedirs(loose, exist_ok=True)
    for name in os.listdir(folder):
        os.link(os.path.join(folder, name), os.path.join(loose, name))
    _, feedback = open_product(PRODUCT=loose, BANDS=["B05"], RESOLUTION=1)
    assert any("no metadata" in line for line in feedback.warnings)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"PRODUCT": "/no/where"}, "does not exist"),
        ({"PRODUCT": "/etc/hostname"}, "has no bands of Sentinel-2"),
        ({"BANDS": ["B10"]}, "has no B10, only B01"),
        ({"BANDS": ["B13"]}, "BANDS"),
    ],
)
def test_bad_input_is_refused(refusal, parameters, message):
    sentence = refusal(**parameters)
    assert message in sentence
    assert "Traceback" not in sentence


def test_a_vrt_as_class_map_is_refused(classify, out):
    with pytest.raises(QgsProcessingException, match=r"does not end in \.tif"):
        classify(OUTPUT=str(out / "classes.vrt"))
    assert list(out.iterdir()) == []

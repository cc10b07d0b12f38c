"""Provider and menu entry of the plugin, and the form of classify."""

import sys

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingOutputNumber,
    QgsProcessingOutputRasterLayer,
    QgsProcessingParameterBand,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtWidgets import QMenu
from qgis_tools import ALGORITHM_NAMES

from s2_kmeans_plugin.core import choices

Flag = QgsProcessingParameterDefinition.Flag

# QGIS's largest number stands for no limit.
UNLIMITED = sys.float_info.max

ROLES = ("BLUE", "GREEN", "RED", "NIR", "SWIR")

# The public interface: name, type, default, advanced, optional.
PARAMETERS = [
    ("INPUT", QgsProcessingParameterRasterLayer, None, False, False),
    ("BANDS", QgsProcessingParameterBand, None, False, True),
    ("INDICES", QgsProcessingParameterEnum, [], False, True),
    ("ALGORITHM", QgsProcessingParameterEnum, 0, False, False),
    ("N_CLUSTERS", QgsProcessingParameterNumber, 8, False, False),
    ("SCALING", QgsProcessingParameterEnum, 0, True, False),
    ("N_COMPONENTS", QgsProcessingParameterNumber, 0, True, False),
    ("SAMPLE_SIZE", QgsProcessingParameterNumber, 200_000, True, False),
    ("N_INIT", QgsProcessingParameterNumber, 20, True, False),
    ("MAX_ITER", QgsProcessingParameterNumber, 300, True, False),
    ("ISODATA_MIN_SIZE", QgsProcessingParameterNumber, 0.01, True, False),
    ("ISODATA_MAX_SPREAD", QgsProcessingParameterNumber, 0.0, True, False),
    ("ISODATA_MIN_DISTANCE", QgsProcessingParameterNumber, 0.0, True, False),
    ("ISODATA_MAX_PAIRS", QgsProcessingParameterNumber, 2, True, False),
    ("RANDOM_STATE", QgsProcessingParameterNumber, 0, True, False),
    *((f"{role}_BAND", QgsProcessingParameterBand, None, True, True) for role in ROLES),
    ("EXTENT", QgsProcessingParameterExtent, None, True, True),
    ("MASK", QgsProcessingParameterMapLayer, None, False, True),
    ("MASK_CLASSES", QgsProcessingParameterEnum, [0, 1, 3, 8, 9, 10, 11], True, True),
    ("MASK_VALUES", QgsProcessingParameterString, None, True, True),
    ("MASK_SIDE", QgsProcessingParameterEnum, 0, True, False),
    ("IGNORE_VALUE", QgsProcessingParameterNumber, None, True, True),
    ("MIN_AREA", QgsProcessingParameterNumber, 0.0, False, False),
    ("MIN_AREA_UNIT", QgsProcessingParameterEnum, 0, False, False),
    ("PALETTE", QgsProcessingParameterEnum, 0, True, False),
    ("NAMES", QgsProcessingParameterEnum, 0, True, False),
    ("DASK_SCHEDULER", QgsProcessingParameterString, None, True, True),
    ("OUTPUT", QgsProcessingParameterRasterDestination, None, False, False),
    ("OUTPUT_CONFIDENCE", QgsProcessingParameterRasterDestination, None, False, True),
    ("OUTPUT_TABLE", QgsProcessingParameterFileDestination, None, False, True),
    ("OUTPUT_MODEL", QgsProcessingParameterFileDestination, None, False, True),
    ("OUTPUT_REPORT", QgsProcessingParameterFileDestination, None, False, True),
    ("OUTPUT_POLYGONS", QgsProcessingParameterVectorDestination, None, False, True),
    ("POLYGONS", QgsProcessingParameterEnum, 0, True, False),
]
NAMES = [row[0] for row in PARAMETERS]


def registry():
    return QgsApplication.processingRegistry()


@pytest.fixture
def algorithm(provider):
    return registry().createAlgorithmById("s2kmeans:classify")


class Interface:
    """Stand-in for QgisInterface with a real menu."""

    def __init__(self, iface):
        self._iface = iface
        self.raster_menu = QMenu()

    def mainWindow(self):
        return self._iface.mainWindow()

    def activeLayer(self):
        return self._iface.activeLayer()

    def addPluginToRasterMenu(self, name, action):
        self._submenu(name).addAction(action)

    def removePluginRasterMenu(self, name, action):
        submenu = self._submenu(name)
        submenu.removeAction(action)
        if submenu.isEmpty():
            self.raster_menu.removeAction(submenu.menuAction())

    def _submenu(self, name):
        for action in self.raster_menu.actions():
            if action.text() == name:
                return action.menu()
        return self.raster_menu.addMenu(name)


@pytest.fixture
def interface(qgis_iface, browser):
    return Interface(qgis_iface)


@pytest.fixture
def plugin(qgis_processing, interface):
    from s2_kmeans_plugin import classFactory

    registered = registry().providerById("s2kmeans")
    assert registered is None
    plugin = classFactory(interface)
    plugin.initGui()
    yield plugin
    if registry().providerById("s2kmeans") is not None:
        plugin.unload()


class TestPlugin:
    """First in this module: no other fixture has registered the provider yet."""

    def test_the_window_gets_the_provider(self, plugin):
        assert registry().providerById("s2kmeans") is not None

    def test_the_raster_menu_gets_one_entry_with_an_icon(self, plugin, interface):
        (submenu,) = interface.raster_menu.actions()
        (entry,) = submenu.menu().actions()
        assert entry.text()
        assert not entry.icon().isNull()

    def test_unload_removes_provider_and_menu_entry(self, plugin, interface):
        plugin.unload()
        assert registry().providerById("s2kmeans") is None
        assert interface.raster_menu.isEmpty()

    def test_the_plugin_can_be_loaded_again_after_unload(self, plugin, interface):
        plugin.unload()
        plugin.initGui()
        assert registry().algorithmById("s2kmeans:classify") is not None
        assert len(interface.raster_menu.actions()) == 1

    def test_the_menu_entry_opens_the_dialog_on_the_active_layer(
        self, plugin, interface, project, sample_path, qgis_iface
    ):
        other = QgsRasterLayer(sample_path, "first in the list")
        layer = QgsRasterLayer(sample_path, "scene")
        project.addMapLayers([other, layer])
        qgis_iface.setActiveLayer(layer)
        interface.raster_menu.actions()[0].menu().actions()[0].trigger()
        dialog = plugin._dialog
        assert dialog.isVisible()
        assert dialog.algorithm().id() == "s2kmeans:classify"
        assert dialog.createProcessingParameters()["INPUT"] == layer.id()
        dialog.close()

    def test_the_menu_entry_opens_the_dialog_without_any_layer(self, plugin, project):
        dialog = plugin.open_dialog()
        assert dialog.isVisible()
        dialog.close()


def test_the_provider_has_its_id_its_name_and_an_icon(provider):
    found = registry().providerById("s2kmeans")
    assert found.name() == "S2 K-means"
    assert not found.icon().isNull()
    assert not found.icon().pixmap(24, 24).isNull()


def test_the_provider_has_exactly_the_documented_algorithms(provider):
    ids = sorted(algorithm.id() for algorithm in registry().providerById("s2kmeans").algorithms())
    assert ids == sorted(f"s2kmeans:{name}" for name in ALGORITHM_NAMES)


def test_the_parameters_have_the_documented_names_in_order(algorithm):
    assert [definition.name() for definition in algorithm.parameterDefinitions()] == NAMES


@pytest.mark.parametrize(("name", "kind", "default", "advanced", "optional"), PARAMETERS, ids=NAMES)
def test_a_parameter_is_declared_as_documented(algorithm, name, kind, default, advanced, optional):
    definition = algorithm.parameterDefinition(name)
    assert type(definition) is kind
    assert definition.defaultValue() == default
    assert bool(definition.flags() & Flag.FlagAdvanced) == advanced
    assert bool(definition.flags() & Flag.FlagOptional) == optional


@pytest.mark.parametrize("name", ALGORITHM_NAMES)
class TestTexts:
    @pytest.fixture
    def algorithm(self, provider, name):
        return registry().createAlgorithmById(f"s2kmeans:{name}")

    def test_labels_have_at_most_forty_characters(self, algorithm):
        labels = [definition.description() for definition in algorithm.parameterDefinitions()]
        assert [label for label in labels if not 0 < len(label) <= 40] == []

    def test_each_parameter_has_a_help_text(self, algorithm):
        helps = [definition.help() for definition in algorithm.parameterDefinitions()]
        assert [text for text in helps if not text.endswith(".")] == []


def test_bands_takes_several_bands_of_the_input(algorithm):
    definition = algorithm.parameterDefinition("BANDS")
    assert definition.allowMultiple()
    assert definition.parentLayerParameterName() == "INPUT"


# Scripts and saved models of QGIS store positions.
@pytest.mark.parametrize(
    ("name", "ids", "options"),
    [
        (
            "ALGORITHM",
            choices.ALGORITHMS,
            {
                "kmeans": "K-means",
                "minibatch_kmeans": "Mini-batch K-means (needs scikit-learn)",
                "bisecting_kmeans": "Bisecting K-means",
                "gaussian_mixture": "Gaussian mixture",
                "isodata": "ISODATA",
                "ward": "Ward hierarchical",
            },
        ),
        ("SCALING", choices.SCALINGS, {"none": "None", "standardise": "Standardise each band"}),
        ("MIN_AREA_UNIT", choices.AREA_UNITS, {"hectares": "Hectares", "pixels": "Pixels"}),
        (
            "PALETTE",
            choices.PALETTES,
            {"image": "Image colours", "distinct": "Distinct", "spectrum": "Spectrum"},
        ),
    ],
)
class TestOptions:
    def test_ids_of_the_core_have_the_documented_order(self, name, ids, options):
        assert list(ids) == list(options)

    def test_labels_have_the_order_of_the_ids(self, algorithm, name, ids, options):
        assert algorithm.parameterDefinition(name).options() == list(options.values())


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("NAMES", ["Suggested from spectra", "Numbers"]),
        ("POLYGONS", ["One polygon per class", "One polygon per patch"]),
        ("MASK_SIDE", ["Inside", "Outside"]),
    ],
)
def test_the_options_of_a_form_have_the_documented_order(algorithm, name, options):
    assert algorithm.parameterDefinition(name).options() == options


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("N_CLUSTERS", 2, 255),
        ("SAMPLE_SIZE", 0, UNLIMITED),
        ("N_COMPONENTS", 0, UNLIMITED),
        ("N_INIT", 1, 1000),
        ("MAX_ITER", 1, 100_000),
        ("ISODATA_MAX_PAIRS", 1, 100),
        ("RANDOM_STATE", 0, 2**31 - 1),
    ],
)
class TestWholeNumber:
    def test_a_whole_number_has_the_integer_type(self, algorithm, name, low, high):
        definition = algorithm.parameterDefinition(name)
        assert definition.dataType() == QgsProcessingParameterNumber.Type.Integer

    def test_a_whole_number_has_its_limits(self, algorithm, name, low, high):
        definition = algorithm.parameterDefinition(name)
        assert (definition.minimum(), definition.maximum()) == (low, high)


@pytest.mark.parametrize("name", ["N_CLASSES", "N_PIXELS", "N_NODATA", "INERTIA"])
def test_the_run_returns_a_number_for_models(algorithm, name):
    definition = algorithm.outputDefinition(name)
    assert type(definition) is QgsProcessingOutputNumber
    assert definition.description()


def test_the_form_has_exactly_the_documented_outputs(algorithm):
    outputs = {output.name(): type(output) for output in algorithm.outputDefinitions()}
    assert outputs.pop("OUTPUT") is QgsProcessingOutputRasterLayer
    assert sorted(outputs) == [
        "INERTIA",
        "N_CLASSES",
        "N_NODATA",
        "N_PIXELS",
        "OUTPUT_CONFIDENCE",
        "OUTPUT_MODEL",
        "OUTPUT_POLYGONS",
        "OUTPUT_REPORT",
        "OUTPUT_TABLE",
    ]


def test_the_algorithm_has_help_and_an_icon(algorithm):
    assert "without training data" in algorithm.shortHelpString()
    assert algorithm.shortDescription()
    assert not algorithm.icon().isNull()


def test_the_algorithm_allows_threads_and_cancellation(algorithm):
    assert not algorithm.flags() & algorithm.Flag.FlagNoThreading
    assert algorithm.flags() & algorithm.Flag.FlagCanCancel


def test_the_defaults_pass_the_check_of_parameters(algorithm, sample_path, tmp_path):
    from qgis.core import QgsProcessingContext

    parameters = {"INPUT": sample_path, "OUTPUT": str(tmp_path / "classes.tif")}
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    assert algorithm.checkParameterValues(parameters, context) == (True, "")

"""Processing provider of the plugin: its algorithms and ready-made models."""

from qgis.core import QgsProcessingProvider

from .algorithms.accuracy import AccuracyAlgorithm
from .algorithms.apply_model import ApplyModelAlgorithm
from .algorithms.classify import ClassifyAlgorithm
from .algorithms.classify_many import ClassifyManyAlgorithm
from .algorithms.compare_classes import CompareClassesAlgorithm
from .algorithms.describe_classes import DescribeClassesAlgorithm
from .algorithms.edit_classes import EditClassesAlgorithm
from .algorithms.open_product import OpenProductAlgorithm
from .algorithms.ready_models import NAMES, ReadyModel
from .algorithms.suggest_clusters import SuggestClustersAlgorithm
from .i18n import tr
from .resources import plugin_icon


class S2KmeansProvider(QgsProcessingProvider):
    """Provider ``s2kmeans``."""

    def id(self):
        return "s2kmeans"

    def name(self):
        return tr("S2 K-means")

    def longName(self):
        return tr("S2 K-means: classification without training data")

    def icon(self):
        return plugin_icon()

    def loadAlgorithms(self):
        for algorithm in (
            OpenProductAlgorithm,
            SuggestClustersAlgorithm,
            ClassifyAlgorithm,
            ClassifyManyAlgorithm,
            ApplyModelAlgorithm,
            EditClassesAlgorithm,
            DescribeClassesAlgorithm,
            CompareClassesAlgorithm,
            AccuracyAlgorithm,
        ):
            self.addAlgorithm(algorithm())
        # The forms of the models need the algorithms of their steps.
        for name in NAMES:
            self.addAlgorithm(ReadyModel(name, self))

    def supportedOutputRasterLayerExtensions(self):
        # Class maps are GeoTIFFs only, and reject other names; the bands of a product may be a VRT.
        return ["tif", "tiff", "vrt"]

    def supportedOutputVectorLayerExtensions(self):
        return ["gpkg"]

"""Processing provider of the plugin: its algorithms and ready-made models."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QIcon


class S2KmeansProvider(QgsProcessingProvider):
    """Provider ``s2kmeans``."""

    def id(self) -> str:
        return "s2kmeans"

    def name(self) -> str:
        return tr("S2 K-means")

    def longName(self) -> str:
        return tr("S2 K-means: classification without training data")

    def icon(self) -> QIcon:
        return plugin_icon()

    def loadAlgorithms(self) -> None:
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

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        # Class maps are GeoTIFFs only, and reject other names; the bands of a product may be a VRT.
        return ["tif", "tiff", "vrt"]

    def supportedOutputVectorLayerExtensions(self) -> list[str]:
        return ["gpkg"]

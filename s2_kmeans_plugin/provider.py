"""The Processing provider: which algorithms there are."""

from qgis.core import QgsProcessingProvider

from .algorithms.accuracy import AccuracyAlgorithm
from .algorithms.apply_model import ApplyModelAlgorithm
from .algorithms.class_statistics import ClassStatisticsAlgorithm
from .algorithms.classify import ClassifyAlgorithm
from .algorithms.classify_many import ClassifyManyAlgorithm
from .algorithms.compare_classes import CompareClassesAlgorithm
from .algorithms.edit_classes import EditClassesAlgorithm
from .algorithms.open_product import OpenProductAlgorithm
from .algorithms.product_to_polygons import ProductToPolygonsModel
from .algorithms.suggest_classify_clean_report import SuggestClassifyCleanReportModel
from .algorithms.suggest_clusters import SuggestClustersAlgorithm
from .algorithms.two_dates_changes import TwoDatesChangesModel
from .i18n import tr
from .resources import plugin_icon


class S2KmeansProvider(QgsProcessingProvider):
    def id(self):
        return "s2kmeans"

    def name(self):
        return tr("S2 K-means")

    def longName(self):
        return tr("S2 K-means: classes without training data")

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
            ClassStatisticsAlgorithm,
            CompareClassesAlgorithm,
            AccuracyAlgorithm,
            SuggestClassifyCleanReportModel,
            TwoDatesChangesModel,
            ProductToPolygonsModel,
        ):
            self.addAlgorithm(algorithm())

    def supportedOutputRasterLayerExtensions(self):
        # Maps of classes are GeoTIFFs alone, and say so; the bands of a product may be a VRT.
        return ["tif", "tiff", "vrt"]

    def supportedOutputVectorLayerExtensions(self):
        return ["gpkg"]

"""s2kmeans:product_to_polygons: from a Sentinel-2 product as downloaded to polygons."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFile,
    QgsProcessingParameterVectorDestination,
)

from ..core import choices
from ..i18n import tr
from .shared.form import or_any
from .shared.ready_model import ReadyModel


class ProductToPolygonsModel(ReadyModel):
    """Declares the form of the model whose steps are in the file of its name."""

    LAYERS = ()
    OUTPUTS = {
        "OUTPUT_IMAGE": ("open", "OUTPUT"),
        "OUTPUT": ("classify", "OUTPUT"),
        "OUTPUT_POLYGONS": ("classify", "OUTPUT_POLYGONS"),
        "OUTPUT_REPORT": ("classify", "OUTPUT_REPORT"),
        "OUTPUT_STATISTICS": ("classify", "OUTPUT_STATISTICS"),
    }

    def name(self):
        return "product_to_polygons"

    def displayName(self):
        return tr("From a Sentinel-2 product to polygons")

    def tags(self):
        return tr("sentinel-2,zip,SAFE,clouds,model,chain,workflow,vector,GeoPackage").split(",")

    def shortDescription(self):
        return tr("Opens a product, leaves out clouds, classifies, and draws clean polygons.")

    def shortHelpString(self):
        return tr(
            "<p>From a Sentinel-2 product of Level-2A, a zip or a folder as downloaded, to a map "
            "of classes and its polygons: opens the bands of 10 and 20 m, leaves out clouds, their "
            "shadows and snow by the scene classification of the product, finds classes, gives "
            "small patches to their neighbours, and draws what is left.</p>"
            "<p>This is a model of the algorithms Open a Sentinel-2 product and Classify without "
            "training data, with their defaults. To change it, open the file of this name in the "
            "folder resources/models of the plugin with the Model Designer, and save it as your "
            "own.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.add(
            QgsProcessingParameterFile(
                "PRODUCT",
                tr("Product"),
                fileFilter=or_any(tr("Sentinel-2 products (*.zip *.xml *.jp2 *.tif *.tiff)")),
            ),
            tr(
                "The zip, the metadata (MTD_MSIL2A.xml), or any file in a folder of bands. The "
                "path of a folder may be typed or pasted."
            ),
        )
        self.add_number(
            "N_CLUSTERS",
            tr("Number of classes"),
            choices.N_CLUSTERS,
            *choices.N_CLUSTERS_LIMITS,
            tr("From 2 to 255. Suggest the number of classes helps to choose."),
        )
        self.add_number(
            "MIN_AREA",
            tr("Smallest patch that stays (hectares)"),
            0.5,
            *choices.MIN_AREA_LIMITS,
            tr("Patches of one class that are smaller become part of their largest neighbour."),
        )
        self.add_raster_output(
            "OUTPUT_IMAGE",
            tr("Bands of the product"),
            tr("The virtual raster or GeoTIFF to write."),
        )
        self.add_raster_output("OUTPUT", tr("Map of classes"), tr("The GeoTIFF to write."))
        self.add(
            QgsProcessingParameterVectorDestination(
                "OUTPUT_POLYGONS",
                tr("Polygons of the classes"),
                QgsProcessing.SourceType.TypeVectorPolygon,
            ),
            tr("A GeoPackage with one polygon for each class, its name, area and colour."),
        )
        self.add_report(by_default=True)
        self.add_table()

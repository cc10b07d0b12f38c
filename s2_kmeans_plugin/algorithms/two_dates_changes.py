"""s2kmeans:two_dates_changes: the classes of one date at another, and what became what."""

from qgis.core import QgsProcessingParameterBand, QgsProcessingParameterRasterLayer

from ..core import choices
from ..i18n import tr
from .shared.ready_model import ReadyModel


class TwoDatesChangesModel(ReadyModel):
    """Declares the form of the model whose steps are in the file of its name."""

    LAYERS = ("FIRST", "SECOND")
    OUTPUTS = {
        "OUTPUT_FIRST": ("first", "OUTPUT"),
        "OUTPUT_SECOND": ("second", "OUTPUT"),
        "OUTPUT_CHANGES": ("changes", "OUTPUT"),
        "OUTPUT_REPORT": ("changes", "OUTPUT_REPORT"),
        "OUTPUT_TABLE": ("changes", "OUTPUT_TABLE"),
    }

    def check_sources(self, sources):
        from ..core.raster.grid import check_same_grid

        check_same_grid(*sources)

    def name(self):
        return "two_dates_changes"

    def displayName(self):
        return tr("Two dates, same classes, changes")

    def tags(self):
        return tr("unsupervised,classification,model,chain,workflow,change,time series").split(",")

    def shortDescription(self):
        return tr("Finds the classes of one date in the image of another, and what became what.")

    def shortHelpString(self):
        return tr(
            "<p>Classifies the image of one date, finds the same classes in the image of another, "
            "and tells which class became which.</p>"
            "<p>Bands of the second image are found by their names or, where these tell nothing, "
            "by their order. Both images need the same grid. What is new at the second date goes "
            "to the class that it is most like.</p>"
            "<p>This is a model of the algorithms Classify without training data, Apply classes to "
            "another image, and Compare two maps of classes, with their defaults. To change it, "
            "open the file of this name in the folder resources/models of the plugin with the "
            "Model Designer, and save it as your own.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.add(
            QgsProcessingParameterRasterLayer("FIRST", tr("Image of the first date")),
            tr("The image in which the classes are found: any raster that GDAL can read."),
        )
        self.add(
            QgsProcessingParameterRasterLayer("SECOND", tr("Image of the second date")),
            tr("One more, on the grid of the first and with the same bands."),
        )
        self.add(
            QgsProcessingParameterBand(
                "BANDS",
                tr("Bands of the first image (none chosen: all)"),
                parentLayerParameterName="FIRST",
                optional=True,
                allowMultiple=True,
            ),
            tr(
                "The bands whose values are compared. With none chosen, all but an alpha band. The "
                "second image needs bands of the same names or, without names, just as many."
            ),
        )
        self.add_number(
            "N_CLUSTERS",
            tr("Number of classes"),
            choices.N_CLUSTERS,
            *choices.N_CLUSTERS_LIMITS,
            tr("From 2 to 255. Suggest the number of classes helps to choose."),
        )
        self.add_raster_output(
            "OUTPUT_FIRST", tr("Classes of the first date"), tr("A GeoTIFF of the classes.")
        )
        self.add_raster_output(
            "OUTPUT_SECOND",
            tr("Classes of the second date"),
            tr("A GeoTIFF of the same classes, with the same names and colours."),
        )
        self.add_raster_output(
            "OUTPUT_CHANGES",
            tr("Changes"),
            tr("A GeoTIFF with one class for each transition, named from → to; 1 is unchanged."),
        )
        self.add_file_output(
            "OUTPUT_REPORT",
            tr("Report of the changes"),
            tr("HTML files (*.html)"),
            tr("One page with the maps and their changes, and what became what."),
            by_default=True,
        )
        self.add_file_output(
            "OUTPUT_TABLE",
            tr("Table of transitions"),
            tr("CSV files (*.csv)"),
            tr("Pixels, percent and hectares of each transition."),
        )

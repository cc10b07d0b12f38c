"""s2kmeans:suggest_classify_clean_report: from an image to a map that can be handed on."""

from ..core import choices
from ..i18n import tr
from .shared.ready_model import ReadyModel


class SuggestClassifyCleanReportModel(ReadyModel):
    """Declares the form of the model whose steps are in the file of its name."""

    OUTPUTS = {
        "OUTPUT": ("names", "OUTPUT"),
        "OUTPUT_REPORT": ("report", "OUTPUT_REPORT"),
        "OUTPUT_SUGGESTION": ("suggest", "OUTPUT_REPORT"),
        "OUTPUT_STATISTICS": ("report", "OUTPUT_STATISTICS"),
    }

    def name(self):
        return "suggest_classify_clean_report"

    def displayName(self):
        return tr("Suggest k, classify, clean, report")

    def tags(self):
        return tr("unsupervised,classification,model,chain,workflow,sieve,small patches").split(",")

    def shortDescription(self):
        return tr("Finds the number of classes, classifies, removes small patches and reports.")

    def shortHelpString(self):
        return tr(
            "<p>From an image to a map that can be handed on: suggests the number of classes, "
            "classifies the image with it, gives patches too small to matter to the largest patch "
            "beside them, and reports areas, spectra and separability of the classes that are "
            "left. The map keeps the names and the colours of its classes.</p>"
            "<p>This is a model of the algorithms Suggest the number of classes, Classify without "
            "training data, Sieve of GDAL, Merge, rename and recolour classes, and Statistics of "
            "classes, with their defaults. To change it, open the file of this name in the folder "
            "resources/models of the plugin with the Model Designer, and save it as your own.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.add_input()
        self.add_bands()
        self.add_number(
            "MAX_CLUSTERS",
            tr("Largest number of classes"),
            choices.MAX_CLUSTERS,
            *choices.SUGGEST_LIMITS,
            tr("The largest number that may be suggested, up to 50."),
        )
        self.add_number(
            "MIN_PATCH",
            tr("Smallest patch that stays (pixels)"),
            10,
            1,
            choices.UNLIMITED,
            tr(
                "Patches of fewer pixels become part of the largest patch beside them. 1 leaves "
                "the map as it is."
            ),
        )
        self.add_raster_output(
            "OUTPUT", tr("Map of classes"), tr("A GeoTIFF of the classes without small patches.")
        )
        self.add_file_output(
            "OUTPUT_REPORT",
            tr("Report of the classes"),
            tr("HTML files (*.html)"),
            tr(
                "One page with the image and the map, areas, spectra and separability of the "
                "classes."
            ),
            by_default=True,
        )
        self.add_file_output(
            "OUTPUT_SUGGESTION",
            tr("Report of the suggestion"),
            tr("HTML files (*.html)"),
            tr("One page that tells why this number of classes, with the figures of each number."),
            by_default=True,
        )
        self.add_table()

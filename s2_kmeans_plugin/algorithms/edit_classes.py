"""s2kmeans:editclasses: what a user has seen the classes to be, put into map and model."""

from functools import partial

from qgis.core import (
    QgsProcessingException,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterRasterLayer,
)

from ..i18n import tr
from .shared.base import RasterAlgorithm
from .shared.form import or_any


class EditClassesAlgorithm(RasterAlgorithm):
    """Declares the form, hands it to the core in a task, and hands the outcome on."""

    LAYERS = ("CLASSES",)

    def name(self):
        return "editclasses"

    def displayName(self):
        return tr("Merge, rename and recolour classes")

    def tags(self):
        return tr("classification,reclassify,merge,rename,recolor,legend,land cover").split(",")

    def shortDescription(self):
        return tr("Merges, renames, recolours and drops the classes of a map, and of its model.")

    def shortHelpString(self):
        return tr(
            "<p>Says what the classes of a map are: several become one, others get a name or a "
            "colour, or become nodata. With the model that the map comes from, the model is edited "
            "alike, so that Apply classes to another image gives the merged classes at once.</p>"
            "<p>The table may be typed in, or come from a spreadsheet: open the table of classes "
            "that Classify without training data wrote, change names and colours, add a column "
            "<i>to</i> with the new class where it is another, and save it as CSV (UTF-8).</p>"
            "<p>All lines are done at once. A class without a line, and a cell left empty, stay as "
            "they are. Where several names are given for one new class, the one in the line of the "
            "class that has its number already counts, else the first. Where none is given, the "
            "new class keeps the name of the class that had its number and still goes into it, "
            "else that of the largest class that does. The same holds for colours.</p>"
            "<p>The result is a GeoTIFF with a colour table, class names and an attribute table, "
            "and a style file beside it.</p>"
            "<p>With qgis_process a table is one text, row after row: "
            "<code>--TABLE='3,1,Forest,#006400,4,1,,,7,nodata,,'</code>; or, where a name has a "
            "comma, the option repeated for each cell.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.add(
            QgsProcessingParameterRasterLayer("CLASSES", tr("Map of classes")),
            tr(
                "A raster of classes 1 to 255, 0 is none: made by this plugin, sieved, or made "
                "elsewhere."
            ),
        )
        self.add(
            QgsProcessingParameterMatrix(
                "TABLE",
                tr("Table of changes"),
                hasFixedNumberRows=False,
                headers=[tr("class"), tr("new class"), tr("name"), tr("colour")],
                optional=True,
            ),
            tr(
                "A line for each class to change: its number; its new number, or nodata to drop "
                "it; a name; a colour such as #ff8000. Cells may stay empty."
            ),
        )
        self.add(
            QgsProcessingParameterFile(
                "TABLE_FILE",
                tr("Table of changes as a file"),
                optional=True,
                fileFilter=or_any(tr("CSV files (*.csv *.txt *.tsv)")),
                extension="",
            ),
            tr(
                "Instead of the table: a CSV file whose first line names the columns class (or "
                "from), to, name and color, in any order and among others, separated by comma, "
                "semicolon or tab. 0, nodata or drop in the column to makes the class nodata."
            ),
        )
        self.add(
            QgsProcessingParameterFile(
                "MODEL",
                tr("Model that the map comes from"),
                optional=True,
                fileFilter=or_any(tr("JSON files (*.json)")),
                extension="",
            ),
            tr(
                "To be edited alike. It also names and colours the classes where the map tells "
                "nothing, as after a sieve."
            ),
        )
        self.add_raster_output("OUTPUT", tr("Edited classes"), tr("The GeoTIFF to write."))
        self.add_file_output(
            "OUTPUT_MODEL",
            tr("Edited model"),
            tr("JSON files (*.json)"),
            tr("The model with which Apply classes gives the edited classes."),
        )
        self.add_numbers(
            ("N_CLASSES", tr("Number of classes of the map")),
            ("N_PIXELS", tr("Classified pixels")),
            ("N_NODATA", tr("Pixels without a class")),
        )

    def checkParameterValues(self, parameters, context):
        in_form = any(cell != "" for cell in self.matrix(parameters, "TABLE", context))
        in_file = bool(self.parameterAsFile(parameters, "TABLE_FILE", context))
        if in_form and in_file:
            return False, tr("TABLE and TABLE_FILE are both given: choose one of them.")
        if not in_form and not in_file:
            return False, tr("Nothing is to be changed: fill in TABLE, or choose a TABLE_FILE.")
        return super().checkParameterValues(parameters, context)

    def process(self, parameters, context, feedback):
        from ..core.files.text import read_text
        from ..core.maps.edit_table import edits_of_cells, read_edits
        from ..core.maps.editing import edit_classes
        from ..core.models.model import ClusterModel
        from ..task import CoreTask, core_errors_translated, run_in_place
        from .shared import log
        from .shared.results import Results

        table = self.parameterAsFile(parameters, "TABLE_FILE", context)
        model_path = self.parameterAsFile(parameters, "MODEL", context)
        if self.parameterAsFileOutput(parameters, "OUTPUT_MODEL", context) and not model_path:
            raise QgsProcessingException(
                tr("OUTPUT_MODEL is the edited MODEL: give the model that the map comes from.")
            )
        with core_errors_translated():
            if table:
                edits = read_edits(table)
            else:
                edits = edits_of_cells(self.matrix(parameters, "TABLE", context), "TABLE")
            model = ClusterModel.from_json(read_text(model_path)) if model_path else None
            source = self.layers["CLASSES"].open([1])
        results = Results(self, parameters, context, feedback, source, [model_path, table])
        for line in log.before(source, None):
            feedback.pushInfo(line)
        with self.workers(parameters, context) as (executor, n_workers):
            work = partial(
                edit_classes,
                source,
                edits,
                results.path,
                model=model,
                about=self.origin(parameters, context),
                executor=executor,
                n_workers=n_workers,
                on_needs=lambda needs: feedback.pushInfo(log.needs(needs)),
            )
            outcome = run_in_place(CoreTask(self.displayName(), work), feedback)
        for line in log.class_table(outcome):
            feedback.pushConsoleInfo(line)
        if outcome.unknown:
            feedback.pushWarning(log.unknown_classes(outcome))
        return {
            **results.hand_over(outcome, outcome.model),
            "N_CLASSES": len(outcome.legend),
            "N_PIXELS": outcome.n_pixels,
            "N_NODATA": outcome.n_nodata,
        }

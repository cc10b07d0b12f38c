"""s2kmeans:editclasses: merge, rename and recolour the classes of a map and of its model."""

from functools import partial

from qgis.core import QgsProcessingException, QgsProcessingParameterMatrix

from ..i18n import template, tr
from ..task import translate_errors
from .shared import map_form, run_log
from .shared.base import RasterAlgorithm, Texts
from .shared.results import MapResults


class EditClassesAlgorithm(RasterAlgorithm):
    """Apply a table of edits to the classes of a map, and to those of its model."""

    NAME = "editclasses"
    LAYERS = ("CLASSES",)

    def texts(self):
        title = tr("Merge, rename and recolour classes")
        tags = tr("classification,reclassify,merge,rename,recolor,legend,land cover")
        summary = tr("Merges, renames, recolours or drops classes of a map and of its model.")
        description = tr(
            "<p>Merges several classes into one, gives classes a name or a colour, or sets them to "
            "nodata. If you also give the model of the map, the model is edited in the same way: "
            "Apply a model to another image then gives the merged classes directly.</p>"
            "<p>Type the edit table here, or prepare it in a spreadsheet: open the class table of "
            "Classify without training data, change names and colours, add a column <i>to</i> with "
            "the new class, and save it as CSV (UTF-8).</p>"
            "<p>All rows apply at once. Classes without a row and empty cells stay unchanged. If "
            "several rows name the same new class, the row of the class that already has this "
            "number counts, otherwise the first row. If no row names it, the new class keeps the "
            "name of the class that had this number and remains in it, otherwise the name of its "
            "largest class. The same applies to colours.</p>"
            "<p>The result is a GeoTIFF with colours, class names and an attribute table, and a "
            "style file beside it.</p>"
            "<p>With qgis_process, write the table as one text, row after row: "
            "<code>--TABLE='3,1,Forest,#006400,4,1,,,7,nodata,,'</code>. If a name has a comma, "
            "repeat the option for each cell.</p>"
        )
        return Texts(title, tags, summary, description)

    def initAlgorithm(self, configuration=None):
        self.add_raster(
            "CLASSES",
            tr("Class map"),
            tr("Raster of classes 1 to 255 from any source; 0 is nodata."),
        )
        self.add(
            QgsProcessingParameterMatrix(
                "TABLE",
                tr("Edit table"),
                hasFixedNumberRows=False,
                headers=[tr("class"), tr("new class"), tr("name"), tr("colour")],
                optional=True,
            ),
            tr(
                "One row for each class to change: its number; its new number, or nodata; a name; "
                "a colour such as #ff8000. Cells may be empty."
            ),
        )
        self.add_file(
            "TABLE_FILE",
            tr("Edit table (CSV file)"),
            tr("CSV files (*.csv *.txt *.tsv)"),
            tr(
                "CSV file instead of the table. Its first line names the columns class (or from), "
                "to, name and color in any order; other columns are ignored. The separator is a "
                "comma, a semicolon or a tab. In the column to, 0, nodata or drop sets the class "
                "to nodata."
            ),
            optional=True,
        )
        self.add_file(
            "MODEL",
            tr("Model of the class map"),
            tr("JSON files (*.json)"),
            tr(
                "Model to edit in the same way. It also gives names and colours to a map without "
                "them, for example after a sieve."
            ),
            optional=True,
        )
        self.add_raster_output("OUTPUT", tr("Edited class map"), tr("GeoTIFF of the classes."))
        self.add_model_output(
            tr("Edited model"),
            tr("Model with the edited classes for Apply a model to another image."),
        )
        map_form.add_counts(self)

    def find_problem(self, run):
        in_form = any(cell != "" for cell in run.matrix("TABLE"))
        in_file = bool(run.file("TABLE_FILE"))
        if in_form and in_file:
            return tr("TABLE and TABLE_FILE are both given. Choose one of them.")
        if not in_form and not in_file:
            return tr("The edit table is empty. Fill in TABLE or choose a TABLE_FILE.")
        return None

    def prepare_work(self, run):
        from ..core.files.text import read_text
        from ..core.maps.edit_table import edits_of_cells, read_edits
        from ..core.maps.editing import edit_classes
        from ..core.models.model import ClusterModel

        table = run.file("TABLE_FILE")
        model_path = run.file("MODEL")
        if run.output_file("OUTPUT_MODEL") and not model_path:
            raise QgsProcessingException(
                tr("OUTPUT_MODEL needs a MODEL. Give the model of the class map.")
            )
        with translate_errors():
            edits = read_edits(table) if table else edits_of_cells(run.matrix("TABLE"), "TABLE")
            model = ClusterModel.from_json(read_text(model_path)) if model_path else None
            source = self.layers["CLASSES"].open([1])
        self._results = MapResults(run, source, [model_path, table])
        run.log(*run_log.source_lines(source, None))
        return partial(
            edit_classes,
            source,
            edits,
            self._results.outputs(),
            model=model,
            about=self.origin(run),
            on_needs=run.log_needs,
        )

    def finish(self, outcome, run):
        run.log_table(*run_log.class_table(outcome))
        if outcome.unknown:
            text = template("The edit table names classes that do not exist: {classes}.")
            run.warn(text.format(classes=", ".join(map(str, sorted(outcome.unknown)))))
        return self._results.show(outcome)

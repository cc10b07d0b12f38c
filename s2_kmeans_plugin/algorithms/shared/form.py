"""What forms are made of: a parameter declared in one call, and read as the core takes it."""

import sys

from qgis.core import (
    NULL,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBand,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProperty,
)

from ...core.choices import UNLIMITED
from ...i18n import template, tr

_INTEGER = QgsProcessingParameterNumber.Type.Integer
_DOUBLE = QgsProcessingParameterNumber.Type.Double

# QGIS reads a larger whole number as 0, and takes the largest float for no limit.
_LARGEST_INTEGER, _UNLIMITED = 2**31 - 1, sys.float_info.max


class Form(QgsProcessingAlgorithm):
    """An algorithm as far as its form goes. What it runs is for `base.RasterAlgorithm` to say."""

    # Declaring the form

    def add(self, parameter, help_text, advanced=False):
        parameter.setHelp(help_text)
        if advanced:
            flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
            parameter.setFlags(parameter.flags() | flag)
        self.addParameter(parameter)

    def add_input(self, help_text=None):
        """The image; one to classify where no text says what else it is for."""
        self.add(
            QgsProcessingParameterRasterLayer("INPUT", tr("Raster layer")),
            help_text or tr("The image to classify: any raster that GDAL can read."),
        )

    def add_bands(self, label=None, help_text=None):
        """The bands of the image; those that are compared where no text says what else."""
        label = label or tr("Bands (none chosen: all)")
        help_text = help_text or tr(
            "The bands whose values are compared. With none chosen, all but an alpha band."
        )
        bands = QgsProcessingParameterBand(
            "BANDS", label, parentLayerParameterName="INPUT", optional=True, allowMultiple=True
        )
        self.add(bands, help_text)

    def add_number(self, name, label, default, low, high, help_text, advanced=False):
        """A whole number or, where the default has a fraction, any number."""
        kind = _INTEGER if isinstance(default, int) else _DOUBLE
        parameter = QgsProcessingParameterNumber(name, label, kind, default)
        parameter.setMinimum(low)
        if high != UNLIMITED:
            parameter.setMaximum(high)
        self.add(parameter, help_text, advanced)

    def add_choice(self, name, label, options, help_text, advanced=True):
        parameter = QgsProcessingParameterEnum(name, label, options, defaultValue=0)
        self.add(parameter, help_text, advanced)

    def add_extent(self):
        self.add(
            QgsProcessingParameterExtent(
                "EXTENT", tr("Extent (none: the whole raster)"), optional=True
            ),
            tr("Classify only this part, for instance the present view, for a quick try."),
            advanced=True,
        )

    def add_dask(self):
        self.add(
            QgsProcessingParameterString(
                "DASK_SCHEDULER", tr("Dask scheduler (empty: this machine)"), optional=True
            ),
            tr(
                "Address of a Dask scheduler, such as tcp://192.0.2.1:8786, whose workers read "
                "and classify the image. The path of the image has to open on each of them."
            ),
            advanced=True,
        )

    def add_raster_output(self, name, label, help_text, optional=False):
        parameter = QgsProcessingParameterRasterDestination(name, label, optional=optional)
        parameter.setCreateByDefault(not optional)
        self.add(parameter, help_text)

    def add_file_output(self, name, label, file_filter, help_text, by_default=False):
        parameter = QgsProcessingParameterFileDestination(name, label, file_filter, optional=True)
        parameter.setCreateByDefault(by_default)
        self.add(parameter, help_text)

    def add_numbers(self, *names_and_labels):
        """Numbers that a run hands to models."""
        for name, label in names_and_labels:
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def add_outputs(self):
        """The files that a map of classes may come in."""
        self.add_raster_output("OUTPUT", tr("Classes"), tr("The GeoTIFF to write."))
        self.add_raster_output(
            "OUTPUT_CONFIDENCE",
            tr("Confidence"),
            tr(
                "A GeoTIFF of how much nearer the centre of its class is to each pixel than the "
                "next: 0 % half way between the two, 100 % on the centre."
            ),
            optional=True,
        )
        self.add_table()

    def add_table(self):
        """The table of classes as CSV."""
        self.add_file_output(
            "OUTPUT_STATISTICS",
            tr("Table of classes"),
            tr("CSV files (*.csv)"),
            tr(
                "Pixels, percent and hectares of each class, and mean and standard deviation of "
                "its bands."
            ),
        )

    def add_report(self, by_default=False):
        """The report of a map of classes."""
        self.add_file_output(
            "OUTPUT_REPORT",
            tr("Report"),
            tr("HTML files (*.html)"),
            tr(
                "One page with the image and the map, areas, spectra and separability of the "
                "classes, and the line that repeats the run."
            ),
            by_default,
        )

    # Reading the form

    def checkParameterValues(self, parameters, context):
        for definition in self.parameterDefinitions():
            if isinstance(definition, QgsProcessingParameterNumber):
                read = self.optional_number
                if definition.defaultValue() is not None:
                    read = self.parameterAsDouble
                try:
                    number = read(parameters, definition.name(), context)
                except QgsProcessingException as error:
                    return False, str(error)
                problem = None if number is None else _out_of_range(definition, number)
                if problem:
                    return False, problem
        return super().checkParameterValues(parameters, context)

    def bands(self, parameters, context, name="BANDS"):
        """Chosen bands, or None where none is."""
        from .raster_input import band_numbers

        bands = parameters.get(name)
        if isinstance(bands, QgsProperty):
            bands = self.parameterAsInts(parameters, name, context)
        return band_numbers(bands)

    def choices(self, parameters, name, context):
        """What is chosen of a list, as qgis_process takes it: texts or numbers, in its order."""
        definition = self.parameterDefinition(name)
        if definition.usesStaticStrings():
            chosen = self.parameterAsEnumStrings(parameters, name, context)
            return [option for option in definition.options() if option in chosen]
        return sorted(self.parameterAsEnums(parameters, name, context))

    def number(self, definition, parameters, context):
        """The number given, or the default; None where neither is."""
        if definition.defaultValue() is None:
            return self.optional_number(parameters, definition.name(), context)
        whole = definition.dataType() == _INTEGER
        read = self.parameterAsInt if whole else self.parameterAsDouble
        return read(parameters, definition.name(), context)

    def optional_number(self, parameters, name, context):
        """The number given, or None. QGIS takes what it cannot read for 0.

        Raises
        ------
        QgsProcessingException
            When something is given that is no number.
        """
        text = self.parameterAsString(parameters, name, context).strip()
        if text in ("", "NULL"):
            return None
        try:
            return float(text)
        except ValueError:
            raise QgsProcessingException(
                tr("{name} is '{value}', which is no number: give one, such as 0, or none.").format(
                    name=name, value=text
                )
            ) from None

    def matrix(self, parameters, name, context):
        """Cells of a table, row by row: list of str, int or float; "" where nothing is."""
        cells = []
        for row in self.parameterAsMatrix(parameters, name, context):
            # A script may give a list for each row.
            cells.extend(row if isinstance(row, (list, tuple)) else [row])
        return [_cell(cell) for cell in cells]

    def layer_output(self, parameters, name, context):
        """Path of an optional layer, or None. Ask once: each time a temporary one is another."""
        path = self.parameterAsOutputLayer(parameters, name, context)
        loaded = context.layersToLoadOnCompletion()
        # What a row of a batch leaves empty would be loaded, and told to be missing.
        if loaded.pop("", None):
            context.setLayersToLoadOnCompletion(loaded)
        return path or None


def _cell(value):
    # A line of qgis_process makes 3.0 of 3.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None or value == NULL else value


def or_any(file_filter):
    """QGIS refuses other endings without a word, such as .CSV: the core says what is wrong."""
    return ";;".join((file_filter, tr("All files (*)")))


def _out_of_range(definition, value):
    """A sentence on a number that is too small or too large, or None."""
    low, high = definition.minimum(), definition.maximum()
    if definition.dataType() == _INTEGER:
        high = min(high, _LARGEST_INTEGER)
    if low <= value <= high:
        return None
    if low == -_UNLIMITED:
        text = template("{name} is {value:.10g}: give a number.")
    elif high == _UNLIMITED:
        text = template("{name} is {value:.10g}: choose {low:.10g} or more.")
    else:
        text = template("{name} is {value:.10g}: choose from {low:.10g} to {high:.10g}.")
    return text.format(name=definition.name(), value=value, low=low, high=high)

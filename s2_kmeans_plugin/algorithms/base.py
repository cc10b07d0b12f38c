"""What the algorithms share: declaring the form, reading it, and handing files on."""

import os
import shlex
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from qgis.core import (
    NULL,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProperty,
)

from ..i18n import tr
from ..resources import help_page, plugin_icon, plugin_version
from .paths import whole_path

_INTEGER = QgsProcessingParameterNumber.Type.Integer
_DOUBLE = QgsProcessingParameterNumber.Type.Double

# QGIS reads a larger whole number as 0, and takes the largest float for no limit.
_LARGEST_INTEGER, _UNLIMITED = 2**31 - 1, sys.float_info.max


class RasterAlgorithm(QgsProcessingAlgorithm):
    """An algorithm that reads raster layers window by window.

    Attributes
    ----------
    LAYERS : tuple of str
        Names of the parameters that are raster layers.
    layers : dict of str to LayerInput
        What a run needs of each, once it is prepared.
    mask : masking.MaskInput or None
        What it needs of the mask, where one is given.
    """

    LAYERS = ("INPUT",)

    mask = None

    @property
    def layer(self):
        """The layer INPUT."""
        return self.layers["INPUT"]

    def createInstance(self):
        return type(self)()

    def icon(self):
        return plugin_icon()

    def helpUrl(self):
        return help_page(self.name())

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
        if high is not None:
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
                problem = _out_of_range(
                    definition, self.parameterAsDouble(parameters, definition.name(), context)
                )
                if problem:
                    return False, problem
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):
        """Read what belongs to the layers here, on the thread that they live on."""
        self.layers = {name: self._layer(parameters, name, context) for name in self.LAYERS}
        if self.parameterDefinition("MASK") is not None:
            from .masking import MaskInput

            self.mask = MaskInput.of(self, parameters, context)
        return True

    def processAlgorithm(self, parameters, context, feedback):
        """What QGIS calls: `process`, with what it held let go of where it fails.

        QGIS never frees the traceback of what an algorithm raises, so frames and all that they
        name would stay until it ends: a sample, a layer and its open file for each failed run.
        """
        try:
            return self.process(parameters, context, feedback)
        except Exception as error:
            traceback.clear_frames(error.__traceback__)
            del self, parameters, context, feedback
            raise

    def process(self, parameters, context, feedback):
        """Run, and give the results by the names of the outputs: dict."""
        raise NotImplementedError

    def _layer(self, parameters, name, context):
        from .raster_input import LayerInput

        layer = self.parameterAsRasterLayer(parameters, name, context)
        if layer is None:
            raise QgsProcessingException(self.invalidRasterError(parameters, name))
        is_styled = True
        if context.temporaryLayerStore().mapLayer(layer.id()) is not None:
            # Processing loaded it for this run, and leaves out the style saved beside the file.
            _, is_styled = layer.loadDefaultStyle()
        return LayerInput.of(layer, is_styled)

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

    def window(self, parameters, context, source):
        """The part to work on, or None for the whole raster."""
        extent = self.parameterAsExtent(parameters, "EXTENT", context, self.layer.crs)
        if extent.isNull():
            return None
        return source.grid.window_of_bounds(
            extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()
        )

    def matrix(self, parameters, name, context):
        """Cells of a table, row by row: list of str, int or float; "" where nothing is."""
        cells = []
        for row in self.parameterAsMatrix(parameters, name, context):
            # A script may give a list for each row.
            cells.extend(row if isinstance(row, (list, tuple)) else [row])
        return [_cell(cell) for cell in cells]

    @contextmanager
    def workers(self, parameters, context):
        """An executor on this machine's processors, or on a cluster's where the form names one.

        Yields
        ------
        executor : concurrent.futures.Executor
        n_workers : int
        """
        scheduler = self.parameterAsString(parameters, "DASK_SCHEDULER", context).strip()
        if scheduler:
            from ..core.cluster import dask_executor
            from ..task import core_errors_translated

            with ExitStack() as stack:
                with core_errors_translated():
                    workers = stack.enter_context(dask_executor(scheduler))
                yield workers
        else:
            n_workers = os.cpu_count() or 1
            with ThreadPoolExecutor(n_workers) as executor:
                yield executor, n_workers

    def layer_output(self, parameters, name, context):
        """Path of an optional layer, or None. Ask once: each time a temporary one is another."""
        return self.parameterAsOutputLayer(parameters, name, context) or None

    def origin(self, parameters, context, output="OUTPUT"):
        """What a result is to tell of how it was made: dict of str to str.

        The line of qgis_process repeats the run, but for where it writes. What is left at its
        default is left out of it, and so is where the work is done.

        Parameters
        ----------
        parameters : dict
        context : QgsProcessingContext
        output : str
            The output that the line asks for.
        """
        words = ["qgis_process", "run", self.id()]
        for definition in self.parameterDefinitions():
            name = definition.name()
            if not definition.isDestination() and name != "DASK_SCHEDULER":
                values = self._values(definition, parameters, context)
                words.extend(f"--{name}={value}" for value in values)
        words.append(f"--{output}=TEMPORARY_OUTPUT")
        return {"command": shlex.join(words), "plugin": plugin_version()}

    def told(self, title, parameters, context, output="OUTPUT_REPORT"):
        """What a page is to tell of the run: page.Run. The output is as in `origin`."""
        from ..core.pages.page import Run

        command = self.origin(parameters, context, output)["command"]
        return Run(title, self.described_values(parameters, context), command)

    def described_values(self, parameters, context):
        """Label and value of each parameter, as a person reads them: list of (str, str)."""
        lines = []
        for definition in self.parameterDefinitions():
            if definition.isDestination() or definition.name() == "DASK_SCHEDULER":
                continue
            name, label = definition.name(), definition.description()
            if self.mask is None and name.startswith("MASK"):
                continue
            if isinstance(definition, QgsProcessingParameterEnum):
                chosen, options = self.choices(parameters, name, context), definition.options()
                is_text = definition.usesStaticStrings()
                value = ", ".join(each if is_text else options[each] for each in chosen)
            elif isinstance(definition, QgsProcessingParameterNumber):
                value = self._number(definition, parameters, context)
                value = "" if value is None else f"{value:,}"
            else:
                values = self._values(definition, parameters, context)
                value = ", ".join(map(str, values))
            if value:
                lines.append((label, value))
        return lines

    def _values(self, definition, parameters, context):
        """What the form says of a parameter beyond its default, as qgis_process takes it."""
        name = definition.name()
        if name in self.layers:
            return [whole_path(self.layers[name].source)]
        if isinstance(definition, QgsProcessingParameterBand):
            return self.bands(parameters, context, name) or []
        if name == "MASK":
            return [self.mask.text] if self.mask else []
        if name == "EXTENT":
            extent = self.parameterAsExtent(parameters, name, context, self.layer.crs)
            if extent.isNull():
                return []
            edges = extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum()
            return [f"{','.join(map(repr, edges))} [{self.layer.crs.authid()}]"]
        if isinstance(definition, QgsProcessingParameterMatrix):
            cells = self.matrix(parameters, name, context)
            return cells if any(cell != "" for cell in cells) else []
        if isinstance(definition, QgsProcessingParameterEnum) and definition.allowMultiple():
            chosen = self.choices(parameters, name, context)
            return [] if chosen == definition.defaultValue() else chosen
        if isinstance(definition, QgsProcessingParameterNumber):
            value = self._number(definition, parameters, context)
        elif isinstance(definition, QgsProcessingParameterEnum):
            value = self.parameterAsEnum(parameters, name, context)
        elif isinstance(definition, QgsProcessingParameterBoolean):
            value = self.parameterAsBool(parameters, name, context)
            return [] if value == definition.defaultValue() else [str(value).lower()]
        elif isinstance(definition, QgsProcessingParameterFile):
            value = whole_path(self.parameterAsFile(parameters, name, context))
        else:
            value = self.parameterAsString(parameters, name, context)
        return [] if value in ("", None, definition.defaultValue()) else [value]

    def _number(self, definition, parameters, context):
        """The number given, or the default; None where neither is."""
        if parameters.get(definition.name()) is None and definition.defaultValue() is None:
            return None
        whole = definition.dataType() == _INTEGER
        read = self.parameterAsInt if whole else self.parameterAsDouble
        return read(parameters, definition.name(), context)


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
        text = tr("{name} is {value:.10g}: give a number.")
    elif high == _UNLIMITED:
        text = tr("{name} is {value:.10g}: choose {low:.10g} or more.")
    else:
        text = tr("{name} is {value:.10g}: choose from {low:.10g} to {high:.10g}.")
    return text.format(name=definition.name(), value=value, low=low, high=high)

"""One run of an algorithm: the values of its form as the core takes them, and its log."""

from __future__ import annotations

import re

from qgis.core import NULL, QgsProcessingException, QgsProperty

from ...i18n import template, tr
from .form import INTEGER


class AlgorithmRun:
    """Values and log of a run; `feedback` is needed only to log.

    QGIS reads many invalid values as 0 or empty. The methods here reject them.
    """

    def __init__(self, algorithm, parameters: dict, context, feedback=None):
        self.algorithm = algorithm
        self.parameters = parameters
        self.context = context
        self.feedback = feedback

    # Log

    def log(self, *lines: str) -> None:
        for line in lines:
            self.feedback.pushInfo(line)

    def log_table(self, *lines: str) -> None:
        for line in lines:
            self.feedback.pushConsoleInfo(line)

    def warn(self, *lines: str) -> None:
        for line in lines:
            self.feedback.pushWarning(line)

    def log_needs(self, needs) -> None:
        line = template(
            "Estimate: {memory:,.0f} MB of memory in addition to QGIS, at most {disk:,.0f} MB of "
            "disk space"
        ).format(memory=needs.memory / 1e6, disk=needs.disk / 1e6)
        if needs.scratch:
            line += template(", {scratch:,.0f} MB in the folder of temporary files").format(
                scratch=needs.scratch / 1e6
            )
        self.log(line)

    # Inputs, after `prepareAlgorithm`

    @property
    def layer(self):
        return self.algorithm.layers["INPUT"]

    @property
    def mask(self):
        return self.algorithm.mask

    # Values

    def is_given(self, name: str) -> bool:
        return self.parameters.get(name) not in (None, "")

    def text(self, name: str) -> str:
        return self.algorithm.parameterAsString(self.parameters, name, self.context)

    def file(self, name: str) -> str:
        return self.algorithm.parameterAsFile(self.parameters, name, self.context)

    def flag(self, name: str) -> bool:
        return self.algorithm.parameterAsBool(self.parameters, name, self.context)

    def integer(self, name: str) -> int:
        return self.algorithm.parameterAsInt(self.parameters, name, self.context)

    def decimal(self, name: str) -> float:
        return self.algorithm.parameterAsDouble(self.parameters, name, self.context)

    def choice(self, name: str) -> int:
        """Return the position of the chosen option."""
        return self.algorithm.parameterAsEnum(self.parameters, name, self.context)

    def choices(self, name: str) -> list[str] | list[int]:
        """Return the chosen options in the order of the form: texts if static, else positions."""
        definition = self.algorithm.parameterDefinition(name)
        arguments = self.parameters, name, self.context
        if definition.usesStaticStrings():
            texts = self.algorithm.parameterAsEnumStrings(*arguments)
            return [option for option in definition.options() if option in texts]
        return sorted(self.algorithm.parameterAsEnums(*arguments))

    def bands(self, name: str = "BANDS") -> list[int] | None:
        """Return the numbers of the chosen bands; None if none is chosen."""
        bands = self.parameters.get(name)
        if isinstance(bands, QgsProperty):
            bands = self.algorithm.parameterAsInts(self.parameters, name, self.context)
        return band_numbers(bands)

    def bounds(self) -> tuple[float, float, float, float] | None:
        """Return left, bottom, right and top of EXTENT in the coordinates of the layer, or None."""
        arguments = self.parameters, "EXTENT", self.context, self.layer.crs
        extent = self.algorithm.parameterAsExtent(*arguments)
        if extent.isNull():
            return None
        return extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()

    def number(self, definition) -> float | None:
        """Return the given number or its default; None if there is neither."""
        if definition.defaultValue() is None:
            return self.optional_number(definition.name())
        read = self.integer if definition.dataType() == INTEGER else self.decimal
        return read(definition.name())

    def optional_number(self, name: str) -> float | None:
        """Return the given number or None; raise QgsProcessingException for another text."""
        text = self.text(name).strip()
        if text in ("", "NULL"):
            return None
        try:
            return float(text)
        except ValueError:
            raise QgsProcessingException(
                tr(
                    "{name} is '{value}', which is not a number. Give a number such as 0, or leave "
                    "it empty."
                ).format(name=name, value=text)
            ) from None

    def matrix(self, name: str) -> list[str | int | float]:
        """Return the cells of a table, row by row; "" for an empty cell."""
        cells = []
        for row in self.algorithm.parameterAsMatrix(self.parameters, name, self.context):
            # A script may give a list for each row.
            cells.extend(row if isinstance(row, (list, tuple)) else [row])
        return [_cell(cell) for cell in cells]

    # Outputs

    def output_file(self, name: str) -> str:
        return self.algorithm.parameterAsFileOutput(self.parameters, name, self.context)

    def output_layer(self, name: str) -> str | None:
        """Return the path of a layer; None if the user did not ask for it.

        Call it once: each call gives a temporary output another name.
        """
        path = self.algorithm.parameterAsOutputLayer(self.parameters, name, self.context)
        # QGIS would try to load an empty output of a batch, and report it as missing.
        layers = self.context.layersToLoadOnCompletion()
        if layers.pop("", None):
            self.context.setLayersToLoadOnCompletion(layers)
        return path or None


def band_numbers(value: object) -> list[int] | None:
    """Return band numbers from a number, a list, or a text such as "1;3" or "[1, 3]".

    The result is None if no band is given. Raise QgsProcessingException if an item is not a whole
    number.
    """
    if value is None:
        return None
    if not isinstance(value, (list, tuple)):
        value = re.split(r"[;,\s]+", str(value).strip("[]() "))
    tokens = [str(item).strip() for item in value]
    tokens = [token for token in tokens if token]
    for token in tokens:
        if not re.fullmatch(r"\d+", token):
            raise QgsProcessingException(
                tr("'{band}' is not a band number. Give numbers such as 1, 3 and 4.").format(
                    band=token
                )
            )
    return [int(token) for token in tokens] or None


def _cell(value: object) -> str | int | float:
    # qgis_process reads 3 as 3.0.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None or value == NULL else value

"""Values of a form, read as the core takes them."""

from __future__ import annotations

import re
import sys

from qgis.core import (
    NULL,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterNumber,
    QgsProperty,
)

from ...i18n import template, tr
from .form import INTEGER, Form

# QGIS reads a larger whole number as 0, and the largest float as "no limit".
_LARGEST_INTEGER, _UNLIMITED = 2**31 - 1, sys.float_info.max


class FormValues(Form):
    """Form whose values QGIS reads too generously: they are checked here."""

    def checkParameterValues(
        self, parameters: dict, context: QgsProcessingContext
    ) -> tuple[bool, str]:
        for definition in self.parameterDefinitions():
            if isinstance(definition, QgsProcessingParameterNumber):
                try:
                    problem = self._number_problem(definition, parameters, context)
                except QgsProcessingException as error:
                    problem = str(error)
                if problem:
                    return False, problem
        return super().checkParameterValues(parameters, context)

    def bands(
        self, parameters: dict, context: QgsProcessingContext, name: str = "BANDS"
    ) -> list[int] | None:
        """Return the numbers of the chosen bands; None if none is chosen."""
        bands = parameters.get(name)
        if isinstance(bands, QgsProperty):
            bands = self.parameterAsInts(parameters, name, context)
        return band_numbers(bands)

    def choices(
        self, parameters: dict, name: str, context: QgsProcessingContext
    ) -> list[str] | list[int]:
        """Return the chosen options in the order of the form: texts if static, else positions."""
        definition = self.parameterDefinition(name)
        if definition.usesStaticStrings():
            chosen = self.parameterAsEnumStrings(parameters, name, context)
            return [option for option in definition.options() if option in chosen]
        return sorted(self.parameterAsEnums(parameters, name, context))

    def number(
        self,
        definition: QgsProcessingParameterNumber,
        parameters: dict,
        context: QgsProcessingContext,
    ) -> float | None:
        """Return the given number or its default; None if there is neither."""
        if definition.defaultValue() is None:
            return self.optional_number(parameters, definition.name(), context)
        whole = definition.dataType() == INTEGER
        read = self.parameterAsInt if whole else self.parameterAsDouble
        return read(parameters, definition.name(), context)

    def optional_number(
        self, parameters: dict, name: str, context: QgsProcessingContext
    ) -> float | None:
        """Return the given number or None. QGIS itself reads an invalid number as 0.

        Raises
        ------
        QgsProcessingException
            If the value is not a number.
        """
        text = self.parameterAsString(parameters, name, context).strip()
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

    def matrix(
        self, parameters: dict, name: str, context: QgsProcessingContext
    ) -> list[str | int | float]:
        """Return the cells of a table, row by row; "" for an empty cell."""
        cells = []
        for row in self.parameterAsMatrix(parameters, name, context):
            # A script may give a list for each row.
            cells.extend(row if isinstance(row, (list, tuple)) else [row])
        return [_cell(cell) for cell in cells]

    def layer_output(
        self, parameters: dict, name: str, context: QgsProcessingContext
    ) -> str | None:
        """Return the path of an optional layer, or None.

        Call it once: each call gives a temporary output another name.
        """
        path = self.parameterAsOutputLayer(parameters, name, context)
        # QGIS would try to load an empty output of a batch, and report it as missing.
        loaded = context.layersToLoadOnCompletion()
        if loaded.pop("", None):
            context.setLayersToLoadOnCompletion(loaded)
        return path or None

    def _number_problem(
        self,
        definition: QgsProcessingParameterNumber,
        parameters: dict,
        context: QgsProcessingContext,
    ) -> str | None:
        read = self.optional_number
        if definition.defaultValue() is not None:
            # As a float, because QGIS reads a large whole number as 0.
            read = self.parameterAsDouble
        value = read(parameters, definition.name(), context)
        return None if value is None else _out_of_range(definition, value)


def band_numbers(value: object) -> list[int] | None:
    """Return band numbers from a number, a list, or a text such as "1;3" or "[1, 3]".

    QGIS itself reads what it does not understand as band 0.

    Returns
    -------
    list of int or None
        None if no band is given.

    Raises
    ------
    QgsProcessingException
        If an item is not a whole number.
    """
    if value is None:
        return None
    if isinstance(value, str):
        value = re.split(r"[;,\s]+", value.strip("[]() "))
    elif not isinstance(value, (list, tuple)):
        value = [value]
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


def _out_of_range(definition: QgsProcessingParameterNumber, value: float) -> str | None:
    """Return a message if the number is too small or too large."""
    low, high = definition.minimum(), definition.maximum()
    if definition.dataType() == INTEGER:
        high = min(high, _LARGEST_INTEGER)
    if low <= value <= high:
        return None
    if low == -_UNLIMITED:
        text = template("{name} is {value:.10g}. Choose a finite number.")
    elif high == _UNLIMITED:
        text = template("{name} is {value:.10g}. Choose {low:.10g} or more.")
    else:
        text = template("{name} is {value:.10g}. Choose from {low:.10g} to {high:.10g}.")
    return text.format(name=definition.name(), value=value, low=low, high=high)

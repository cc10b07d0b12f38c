"""Record of a run: the command that repeats it, and its parameters as a person reads them."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
)

from ...i18n import local
from .paths import whole_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qgis.core import QgsProcessingContext, QgsProcessingParameterDefinition

    from .base import RasterAlgorithm

_PLAIN = re.compile(r"[\w.:\\/=+-]+")


def command_of(
    algorithm: RasterAlgorithm, parameters: dict, context: QgsProcessingContext, output: str
) -> str:
    """Return the command of qgis_process that repeats a run.

    It omits defaults, destinations, and where the work is done.

    Parameters
    ----------
    algorithm : RasterAlgorithm
        After `prepareAlgorithm`.
    parameters : dict
    context : QgsProcessingContext
    output : str
        Output that the command asks for.
    """
    words = ["qgis_process", "run", algorithm.id()]
    for definition in _recorded(algorithm):
        values = algorithm.command_values(definition, parameters, context)
        words.extend(f"--{definition.name()}={value}" for value in values)
    words.append(f"--{output}=TEMPORARY_OUTPUT")
    return command_line(words)


def described_values(
    algorithm: RasterAlgorithm, parameters: dict, context: QgsProcessingContext
) -> list[tuple[str, str]]:
    """Return label and value of each parameter that has a value."""
    lines = []
    for definition in _recorded(algorithm):
        name = definition.name()
        if algorithm.mask is None and name.startswith("MASK"):
            continue
        if isinstance(definition, QgsProcessingParameterEnum):
            chosen, options = algorithm.choices(parameters, name, context), definition.options()
            is_text = definition.usesStaticStrings()
            value = ", ".join(each if is_text else options[each] for each in chosen)
        elif isinstance(definition, QgsProcessingParameterNumber):
            number = algorithm.number(definition, parameters, context)
            value = "" if number is None else local(number)
        else:
            values = algorithm.command_values(definition, parameters, context)
            value = ", ".join(map(str, values))
        if value:
            lines.append((definition.description(), value))
    return lines


def command_values(
    algorithm: RasterAlgorithm,
    definition: QgsProcessingParameterDefinition,
    parameters: dict,
    context: QgsProcessingContext,
) -> list:
    """Return the values of a parameter as qgis_process takes them; [] for the default."""
    name = definition.name()
    if name in algorithm.layers:
        return [whole_path(algorithm.layers[name].source)]
    if isinstance(definition, QgsProcessingParameterBand):
        return algorithm.bands(parameters, context, name) or []
    if name == "MASK":
        return [algorithm.mask.text] if algorithm.mask else []
    if name == "EXTENT":
        return _extent(algorithm, parameters, context)
    if isinstance(definition, QgsProcessingParameterMatrix):
        cells = algorithm.matrix(parameters, name, context)
        return cells if any(cell != "" for cell in cells) else []
    if isinstance(definition, QgsProcessingParameterEnum) and definition.allowMultiple():
        chosen = algorithm.choices(parameters, name, context)
        return [] if chosen == definition.defaultValue() else chosen
    if isinstance(definition, QgsProcessingParameterBoolean):
        value = algorithm.parameterAsBool(parameters, name, context)
        return [] if value == definition.defaultValue() else [str(value).lower()]
    value = _single_value(algorithm, definition, parameters, context)
    return [] if value in ("", None, definition.defaultValue()) else [value]


def command_line(words: Sequence[str], is_windows: bool = os.name == "nt") -> str:
    """Join words to a line for the shell of the system."""
    if not is_windows:
        return shlex.join(words)
    # The shells of Windows have no single quotes, and backslashes are part of paths.
    return " ".join(word if _PLAIN.fullmatch(word) else f'"{word}"' for word in words)


def _recorded(algorithm: RasterAlgorithm) -> Iterator[QgsProcessingParameterDefinition]:
    for definition in algorithm.parameterDefinitions():
        if not definition.isDestination() and definition.name() != "DASK_SCHEDULER":
            yield definition


def _extent(
    algorithm: RasterAlgorithm, parameters: dict, context: QgsProcessingContext
) -> list[str]:
    crs = algorithm.layer.crs
    extent = algorithm.parameterAsExtent(parameters, "EXTENT", context, crs)
    if extent.isNull():
        return []
    edges = extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum()
    return [f"{','.join(map(repr, edges))} [{crs.authid()}]"]


def _single_value(
    algorithm: RasterAlgorithm,
    definition: QgsProcessingParameterDefinition,
    parameters: dict,
    context: QgsProcessingContext,
) -> str | float | None:
    name = definition.name()
    if isinstance(definition, QgsProcessingParameterNumber):
        return algorithm.number(definition, parameters, context)
    if isinstance(definition, QgsProcessingParameterEnum):
        return algorithm.parameterAsEnum(parameters, name, context)
    if isinstance(definition, QgsProcessingParameterFile):
        return whole_path(algorithm.parameterAsFile(parameters, name, context))
    return algorithm.parameterAsString(parameters, name, context)

"""Record of a run: the command that repeats it, and its parameters as a person reads them."""

import os
import re
import shlex
from collections.abc import Sequence

from qgis.core import (
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
)

from ...i18n import local
from .algorithm_run import AlgorithmRun
from .paths import whole_path

_PLAIN = re.compile(r"[\w.:\\/=+-]+")


def command_of(run: AlgorithmRun, output: str) -> str:
    """Return the command of qgis_process that repeats a run and asks for one output.

    It omits defaults, destinations, and where the work is done.
    """
    words = ["qgis_process", "run", run.algorithm.id()]
    for definition in _definitions(run):
        values = run.algorithm.command_values(definition, run)
        words.extend(f"--{definition.name()}={value}" for value in values)
    words.append(f"--{output}=TEMPORARY_OUTPUT")
    return command_line(words)


def described_values(run: AlgorithmRun) -> list[tuple[str, str]]:
    """Return label and value of each parameter that has a value."""
    lines = []
    for definition in _definitions(run):
        name = definition.name()
        if run.mask is None and name.startswith("MASK"):
            continue
        if isinstance(definition, QgsProcessingParameterEnum):
            options, is_text = definition.options(), definition.usesStaticStrings()
            value = ", ".join(each if is_text else options[each] for each in run.choices(name))
        elif isinstance(definition, QgsProcessingParameterNumber):
            number = run.number(definition)
            value = "" if number is None else local(number)
        else:
            value = ", ".join(map(str, run.algorithm.command_values(definition, run)))
        if value:
            lines.append((definition.description(), value))
    return lines


def command_values(definition, run: AlgorithmRun) -> list:
    """Return the values of a parameter as qgis_process takes them; [] for the default."""
    name, default = definition.name(), definition.defaultValue()
    if name in run.algorithm.layers:
        return [whole_path(run.algorithm.layers[name].source)]
    if isinstance(definition, QgsProcessingParameterBand):
        return run.bands(name) or []
    if name == "MASK":
        return [whole_path(run.mask.source)] if run.mask else []
    if name == "EXTENT":
        return _extent(run)
    if isinstance(definition, QgsProcessingParameterMatrix):
        cells = run.matrix(name)
        return cells if any(cell != "" for cell in cells) else []
    if isinstance(definition, QgsProcessingParameterEnum) and definition.allowMultiple():
        options = run.choices(name)
        return [] if options == default else options
    if isinstance(definition, QgsProcessingParameterBoolean):
        return [] if run.flag(name) == default else [str(run.flag(name)).lower()]
    value = _single_value(definition, run)
    return [] if value in ("", None, default) else [value]


def command_line(words: Sequence[str], is_windows: bool = os.name == "nt") -> str:
    """Join words to a line for the shell of the system."""
    if not is_windows:
        return shlex.join(words)
    # The shells of Windows have no single quotes, and backslashes are part of paths.
    return " ".join(word if _PLAIN.fullmatch(word) else f'"{word}"' for word in words)


def _definitions(run):
    for definition in run.algorithm.parameterDefinitions():
        if not definition.isDestination() and definition.name() != "DASK_SCHEDULER":
            yield definition


def _single_value(definition, run):
    if isinstance(definition, QgsProcessingParameterNumber):
        return run.number(definition)
    if isinstance(definition, QgsProcessingParameterEnum):
        return run.choice(definition.name())
    if isinstance(definition, QgsProcessingParameterFile):
        return whole_path(run.file(definition.name()))
    return run.text(definition.name())


def _extent(run):
    bounds = run.bounds()
    if bounds is None:
        return []
    left, bottom, right, top = map(repr, bounds)
    return [f"{left},{right},{bottom},{top} [{run.layer.crs.authid()}]"]

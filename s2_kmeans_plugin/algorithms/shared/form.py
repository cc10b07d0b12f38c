"""Declaration of a form: each parameter takes one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from ...core.choices import UNLIMITED
from ...i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

INTEGER = QgsProcessingParameterNumber.Type.Integer
DOUBLE = QgsProcessingParameterNumber.Type.Double


class Form(QgsProcessingAlgorithm):
    """Algorithm with short ways to declare parameters and outputs."""

    def add(
        self, parameter: QgsProcessingParameterDefinition, help_text: str, advanced: bool = False
    ) -> None:
        parameter.setHelp(help_text)
        if advanced:
            flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
            parameter.setFlags(parameter.flags() | flag)
        self.addParameter(parameter)

    def add_raster(self, name: str, label: str, help_text: str, optional: bool = False) -> None:
        parameter = QgsProcessingParameterRasterLayer(name, label, optional=optional)
        self.add(parameter, help_text)

    def add_number(
        self,
        name: str,
        label: str,
        default: float,
        limits: tuple[float, float],
        help_text: str,
        advanced: bool = False,
    ) -> None:
        """Declare a whole number, or any number where the default is a float."""
        low, high = limits
        kind = INTEGER if isinstance(default, int) else DOUBLE
        parameter = QgsProcessingParameterNumber(name, label, kind, default)
        parameter.setMinimum(low)
        if high != UNLIMITED:
            parameter.setMaximum(high)
        self.add(parameter, help_text, advanced)

    def add_choice(
        self,
        name: str,
        label: str,
        options: Sequence[str],
        help_text: str,
        advanced: bool = True,
    ) -> None:
        """Declare a choice of one option; the first is the default."""
        parameter = QgsProcessingParameterEnum(name, label, options, defaultValue=0)
        self.add(parameter, help_text, advanced)

    def add_raster_output(
        self, name: str, label: str, help_text: str, optional: bool = False
    ) -> None:
        parameter = QgsProcessingParameterRasterDestination(name, label, optional=optional)
        parameter.setCreateByDefault(not optional)
        self.add(parameter, help_text)

    def add_file_output(
        self, name: str, label: str, file_filter: str, help_text: str, by_default: bool = False
    ) -> None:
        parameter = QgsProcessingParameterFileDestination(name, label, file_filter, optional=True)
        parameter.setCreateByDefault(by_default)
        self.add(parameter, help_text)

    def add_numbers(self, *names_and_labels: tuple[str, str]) -> None:
        """Declare numbers that later steps of a model can use."""
        for name, label in names_and_labels:
            self.addOutput(QgsProcessingOutputNumber(name, label))


def or_any(file_filter: str) -> str:
    """Return a file filter that accepts all files too.

    QGIS rejects other endings, such as .CSV, without a message. The core's message names the fault.
    """
    return ";;".join((file_filter, tr("All files (*)")))

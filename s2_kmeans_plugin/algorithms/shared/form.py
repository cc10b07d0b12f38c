"""Declaration of a form: each parameter takes one call."""

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ...core import choices
from ...i18n import tr

INTEGER = QgsProcessingParameterNumber.Type.Integer
DOUBLE = QgsProcessingParameterNumber.Type.Double


class Form(QgsProcessingAlgorithm):
    """Algorithm with short ways to declare parameters and outputs."""

    def add(self, parameter, help_text: str, advanced: bool = False) -> None:
        parameter.setHelp(help_text)
        if advanced:
            flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
            parameter.setFlags(parameter.flags() | flag)
        self.addParameter(parameter)

    def add_raster(self, name: str, label: str, help_text: str, optional: bool = False) -> None:
        parameter = QgsProcessingParameterRasterLayer(name, label, optional=optional)
        self.add(parameter, help_text)

    def add_file(self, name: str, label: str, kinds: str, help_text: str, optional=False) -> None:
        """Declare a file of some kinds; the form accepts all files.

        QGIS rejects other endings, such as .CSV, without a message. The core names the fault.
        """
        kinds = ";;".join((kinds, tr("All files (*)")))
        parameter = QgsProcessingParameterFile(name, label, optional=optional, fileFilter=kinds)
        self.add(parameter, help_text)

    def add_number(self, name: str, label: str, help_text: str, limits=None, advanced=True) -> None:
        """Declare a number, whole if its default is.

        The default and the limits are the constants of this name in `core.choices`.
        """
        default = getattr(choices, name)
        low, high = limits or getattr(choices, f"{name}_LIMITS")
        kind = INTEGER if isinstance(default, int) else DOUBLE
        parameter = QgsProcessingParameterNumber(name, label, kind, default)
        parameter.setMinimum(low)
        if high != choices.UNLIMITED:
            parameter.setMaximum(high)
        self.add(parameter, help_text, advanced)

    def add_choice(self, name: str, label: str, options, help_text: str, advanced=True) -> None:
        """Declare a choice of one option; the first is the default."""
        parameter = QgsProcessingParameterEnum(name, label, options, defaultValue=0)
        self.add(parameter, help_text, advanced)

    def add_choices(self, name, label, options, help_text, default, advanced=False, **flags):
        """Declare a choice of several options; its value has positions or, if static, texts."""
        flags |= {"allowMultiple": True, "defaultValue": default}
        parameter = QgsProcessingParameterEnum(name, label, options, **flags)
        self.add(parameter, help_text, advanced)

    def add_flag(self, name: str, label: str, default: bool, help_text: str) -> None:
        self.add(QgsProcessingParameterBoolean(name, label, defaultValue=default), help_text)

    def add_text(self, name: str, label: str, help_text: str, advanced: bool = True) -> None:
        self.add(QgsProcessingParameterString(name, label, optional=True), help_text, advanced)

    def add_raster_output(self, name: str, label: str, help_text: str, optional=False) -> None:
        parameter = QgsProcessingParameterRasterDestination(name, label, optional=optional)
        parameter.setCreateByDefault(not optional)
        self.add(parameter, help_text)

    def add_table_output(self, name: str, label: str, help_text: str) -> None:
        self._add_text_output(name, label, tr("CSV files (*.csv)"), help_text)

    def add_model_output(self, label: str, help_text: str) -> None:
        self._add_text_output("OUTPUT_MODEL", label, tr("JSON files (*.json)"), help_text)

    def add_report_output(self, help_text: str) -> None:
        self._add_text_output("OUTPUT_REPORT", tr("Report"), tr("HTML files (*.html)"), help_text)

    def _add_text_output(self, name, label, kinds, help_text):
        parameter = QgsProcessingParameterFileDestination(name, label, kinds, optional=True)
        parameter.setCreateByDefault(False)
        self.add(parameter, help_text)

    def add_numbers(self, *names_and_labels: tuple[str, str]) -> None:
        """Declare numbers that later steps of a model can use."""
        for name, label in names_and_labels:
            self.addOutput(QgsProcessingOutputNumber(name, label))

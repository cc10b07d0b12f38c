"""Declaring a parameter in one call."""

from qgis.core import QgsProcessingParameterDefinition


def described(parameter, help_text, advanced=False):
    """Give a parameter its help and, where wanted, its place among the advanced ones."""
    parameter.setHelp(help_text)
    if advanced:
        flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
        parameter.setFlags(parameter.flags() | flag)
    return parameter

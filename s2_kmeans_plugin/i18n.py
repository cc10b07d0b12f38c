"""Translations, and numbers in the notation of the user's language."""

from __future__ import annotations

from numbers import Number
from string import Formatter
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from .resources import resource

CONTEXT = "s2_kmeans_plugin"


class Template(str):
    """Text whose `format` writes numbers with the separators of the language, such as 1.234,5.

    Do not store it in a QVariant: Qt does not treat a subclass of str as text.
    """

    __slots__ = ()

    def format(self, *args: object, **kwargs: object) -> str:
        return _LocalNumbers().vformat(self, args, kwargs)


class _LocalNumbers(Formatter):
    def __init__(self) -> None:
        locale = QLocale(QgsApplication.locale())
        self._signs = {",": locale.groupSeparator(), ".": locale.decimalPoint()}

    def format_field(self, value: Any, format_spec: str) -> str:
        text = super().format_field(value, format_spec)
        if not isinstance(value, Number):
            return text
        return "".join(self._signs.get(sign, sign) for sign in text)


def tr(text: str) -> str:
    """Translate a text into the language of QGIS."""
    return QCoreApplication.translate(CONTEXT, text)


def template(text: str) -> Template:
    """Translate a text that has fields for values."""
    return Template(tr(text))


def local(value: float, format_spec: str = ",") -> str:
    """Format a number in the notation of the language."""
    return Template("{:" + format_spec + "}").format(value)


class Translation:
    """Translation into the language of QGIS, installed until `remove` is called."""

    def __init__(self) -> None:
        self._translator = QTranslator()
        try:
            folder = resource("i18n")
        except FileNotFoundError:
            return
        if self._translator.load(QLocale(QgsApplication.locale()), CONTEXT, "_", folder):
            QCoreApplication.installTranslator(self._translator)

    def remove(self) -> None:
        QCoreApplication.removeTranslator(self._translator)

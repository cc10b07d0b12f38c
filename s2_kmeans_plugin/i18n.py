"""Translation of what a user reads, and numbers as the user writes them."""

from numbers import Number
from string import Formatter

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from .resources import resource

CONTEXT = "s2_kmeans_plugin"


class Template(str):
    """A text that puts numbers in with the separators of QGIS's language, such as 1.234,5.

    Not for Qt to keep: in a QVariant it would be no text.
    """

    __slots__ = ()

    def format(self, *args, **kwargs):
        return _LocalNumbers().vformat(self, args, kwargs)


class _LocalNumbers(Formatter):
    def __init__(self):
        locale = QLocale(QgsApplication.locale())
        self._signs = {",": locale.groupSeparator(), ".": locale.decimalPoint()}

    def format_field(self, value, format_spec):
        text = super().format_field(value, format_spec)
        if not isinstance(value, Number):
            return text
        return "".join(self._signs.get(sign, sign) for sign in text)


def tr(text):
    return QCoreApplication.translate(CONTEXT, text)


def template(text):
    """As `tr`, of a text to put numbers into."""
    return Template(tr(text))


def local(value, format_spec=","):
    """A number as the user writes it: str."""
    return Template("{:" + format_spec + "}").format(value)


class Translation:
    """The translation into the language of QGIS, where there is one: from now until `remove`."""

    def __init__(self):
        self._translator = QTranslator()
        try:
            folder = resource("i18n")
        except FileNotFoundError:
            return
        if self._translator.load(QLocale(QgsApplication.locale()), CONTEXT, "_", folder):
            QCoreApplication.installTranslator(self._translator)

    def remove(self):
        QCoreApplication.removeTranslator(self._translator)

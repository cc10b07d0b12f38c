"""Translation of what a user reads."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from .resources import resource

CONTEXT = "s2_kmeans_plugin"


def tr(text):
    return QCoreApplication.translate(CONTEXT, text)


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

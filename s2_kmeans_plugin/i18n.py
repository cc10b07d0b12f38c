"""Translation of what a user reads."""

from qgis.PyQt.QtCore import QCoreApplication

CONTEXT = "s2_kmeans_plugin"


def tr(text):
    return QCoreApplication.translate(CONTEXT, text)

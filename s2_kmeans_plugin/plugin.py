"""Entry point of the plugin: registers the provider and a menu entry."""

from qgis.core import QgsApplication, QgsRasterLayer
from qgis.PyQt.QtWidgets import QAction
from qgis.PyQt.sip import isdeleted

from .i18n import Translation, tr
from .provider import S2KmeansProvider
from .resources import plugin_icon


class S2KmeansPlugin:
    """Plugin as QGIS loads it; `iface` is None in qgis_process."""

    def __init__(self, iface):
        self._iface = iface
        self._provider = self._action = self._dialog = None
        # Before any name is translated.
        self._translation = Translation()

    def initProcessing(self):
        self._provider = S2KmeansProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self):
        self.initProcessing()
        label = tr("Classify without Training Data…")
        self._action = QAction(plugin_icon(), label, self._iface.mainWindow())
        self._action.setObjectName("s2kmeans_classify")
        self._action.triggered.connect(self.open_dialog)
        self._iface.addPluginToRasterMenu(self._provider.name(), self._action)

    def unload(self):
        if self._action is not None:
            self._iface.removePluginRasterMenu(self._provider.name(), self._action)
            self._action.deleteLater()
            self._action = None
        # An open dialog would keep an algorithm whose provider is gone.
        if self._dialog is not None and not isdeleted(self._dialog):
            self._dialog.close()
        self._dialog = None
        QgsApplication.processingRegistry().removeProvider(self._provider)
        self._translation.remove()

    def open_dialog(self):
        """Open the dialog of classify, with the active layer as input if it is a raster."""
        import processing

        layer = self._iface.activeLayer()
        parameters = {"INPUT": layer.id()} if isinstance(layer, QgsRasterLayer) else {}
        algorithm = f"{self._provider.id()}:classify"
        self._dialog = processing.createAlgorithmDialog(algorithm, parameters)
        self._dialog.show()
        return self._dialog

"""Widget for the bands of several rasters."""

from processing.gui.wrappers import WidgetWrapper
from qgis.PyQt.QtWidgets import QLineEdit


class BandListWrapper(WidgetWrapper):
    """Line edit for band numbers such as 2, 3, 4."""

    def createWidget(self):
        edit = QLineEdit()
        edit.textChanged.connect(lambda: self.widgetValueHasChanged.emit(self))
        return edit

    def setValue(self, value):
        items = value if isinstance(value, (list, tuple)) else [value]
        self.widget.setText(", ".join(str(item) for item in items if item is not None))

    def value(self):
        return self.widget.text().strip() or None

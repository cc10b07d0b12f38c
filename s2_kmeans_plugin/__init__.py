"""QGIS Processing plugin that classifies the pixels of a raster without training data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin import S2KmeansPlugin


def classFactory(iface: QgisInterface | None) -> S2KmeansPlugin:
    from .plugin import S2KmeansPlugin

    return S2KmeansPlugin(iface)

"""QGIS Processing plugin that classifies the pixels of a raster without training data."""


def classFactory(iface):
    from .plugin import S2KmeansPlugin

    return S2KmeansPlugin(iface)

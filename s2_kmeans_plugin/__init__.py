"""A QGIS Processing plugin that sorts the pixels of a raster into classes without training data."""


def classFactory(iface):
    from .plugin import S2KmeansPlugin

    return S2KmeansPlugin(iface)

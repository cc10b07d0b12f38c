"""The core's legend as a style of QGIS, and a layer's style as the core's display."""

import os

from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsPalettedRasterRenderer,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsSingleBandGrayRenderer,
)
from qgis.PyQt.QtGui import QColor

from .core.display import Display


def save_style(path, legend):
    """Write the style of a class raster beside it, where QGIS finds it whenever it is opened.

    The colour table in the file would show as 256 classes.

    Parameters
    ----------
    path : str
        Of the GeoTIFF.
    legend : list of ClassEntry

    Returns
    -------
    bool
        Whether it could be written.
    """
    options = QgsRasterLayer.LayerOptions()
    options.loadDefaultStyle = False
    layer = QgsRasterLayer(path, "classes", "gdal", options)
    classes = [
        QgsPalettedRasterRenderer.Class(entry.value, QColor(*entry.color), entry.name)
        for entry in legend
    ]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    _, saved = layer.saveNamedStyle(os.path.splitext(path)[0] + ".qml")
    return saved


class _Restyle(QgsProcessingLayerPostProcessorInterface):
    """Changes the style of a result once Processing has loaded it.

    Parameters
    ----------
    restyle : callable
        Given the layer.
    """

    # QGIS keeps a pointer only: whoever waits to be called must be kept alive here.
    waiting = set()

    def __init__(self, restyle):
        super().__init__()
        self._restyle = restyle

    def postProcessLayer(self, layer, context, feedback):
        self._restyle(layer)
        layer.triggerRepaint()
        self.waiting.discard(self)


def _restyle_when_loaded(path, context, restyle):
    if context.willLoadLayerOnCompletion(path):
        post_processor = _Restyle(restyle)
        _Restyle.waiting.add(post_processor)
        context.layerToLoadOnCompletionDetails(path).setPostProcessor(post_processor)


def use_saved_style(path, context):
    """Have Processing load a result, where it is going to, with the style beside its file.

    Processing by itself ignores that style.
    """
    _restyle_when_loaded(path, context, lambda layer: layer.loadDefaultStyle())


def show_bands(path, context, bands):
    """Have Processing show a result, where it is going to load it, in these bands.

    Parameters
    ----------
    path : str
    context : QgsProcessingContext
    bands : sequence of 3 int
        Red, green and blue.
    """

    def restyle(layer):
        layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), *bands))
        layer.setDefaultContrastEnhancement()

    _restyle_when_loaded(path, context, restyle)


def layer_display(layer):
    """How a layer shows its raster.

    Returns
    -------
    Display or None
        None where its style has neither red, green and blue bands nor a grey one.
    """
    renderer = layer.renderer()
    if isinstance(renderer, QgsMultiBandColorRenderer):
        bands = (renderer.redBand(), renderer.greenBand(), renderer.blueBand())
        stretches = (
            renderer.redContrastEnhancement(),
            renderer.greenContrastEnhancement(),
            renderer.blueContrastEnhancement(),
        )
    elif isinstance(renderer, QgsSingleBandGrayRenderer):
        bands = tuple(renderer.usesBands()) * 3
        stretches = (renderer.contrastEnhancement(),) * 3
    else:
        return None
    if len(bands) != 3 or min(bands) < 1:
        return None
    ranges = tuple(_range(stretch) for stretch in stretches)
    if any(low >= high for low, high in ranges):
        return Display(bands)
    if isinstance(renderer, QgsSingleBandGrayRenderer):
        white_to_black = QgsSingleBandGrayRenderer.Gradient.WhiteToBlack
        if renderer.gradient() == white_to_black:
            ranges = tuple((high, low) for low, high in ranges)
    return Display(bands, ranges)


def _range(stretch):
    """The values shown black and full; without a stretch, those of a screen."""
    none = QgsContrastEnhancement.ContrastEnhancementAlgorithm.NoEnhancement
    if stretch is None or stretch.contrastEnhancementAlgorithm() == none:
        return 0.0, 255.0
    return stretch.minimumValue(), stretch.maximumValue()

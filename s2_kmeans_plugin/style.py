"""The core's legend as a style of QGIS, and a layer's style as the core's display."""

import os
import re
from xml.etree.ElementTree import canonicalize

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsColorRampShader,
    QgsContrastEnhancement,
    QgsFillSymbol,
    QgsMapLayer,
    QgsMultiBandColorRenderer,
    QgsPalettedRasterRenderer,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsRasterShader,
    QgsReadWriteContext,
    QgsRendererCategory,
    QgsSingleBandGrayRenderer,
    QgsSingleBandPseudoColorRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from .core.maps.display import Display

# Even steps of lightness and no red beside green, so that everyone can read them.
_CONFIDENCE_COLORS = {0: "#3b0f47", 25: "#7a3f73", 50: "#bb8ba9", 75: "#e6d3dc", 100: "#fdfbfc"}


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
    classes = [
        QgsPalettedRasterRenderer.Class(entry.value, QColor(*entry.color), entry.name)
        for entry in legend
    ]
    return _save(path, lambda provider: QgsPalettedRasterRenderer(provider, 1, classes))


def save_confidence_style(path):
    """Write the style of a raster of confidence beside it: dark where it is low.

    Parameters
    ----------
    path : str
        Of the GeoTIFF.

    Returns
    -------
    bool
        Whether it could be written.
    """
    ramp = QgsColorRampShader(0, 100)
    ramp.setColorRampType(QgsColorRampShader.Type.Interpolated)
    ramp.setColorRampItemList(
        [
            QgsColorRampShader.ColorRampItem(percent, QColor(color), f"{percent} %")
            for percent, color in _CONFIDENCE_COLORS.items()
        ]
    )
    shader = QgsRasterShader(0, 100)
    shader.setRasterShaderFunction(ramp)

    def renderer(provider):
        shown = QgsSingleBandPseudoColorRenderer(provider, 1, shader)
        shown.setClassificationMin(0)
        shown.setClassificationMax(100)
        return shown

    return _save(path, renderer)


def polygon_style(legend):
    """The style of polygons whose field ``class`` has the values of a legend: QGIS's XML.

    Parameters
    ----------
    legend : list of ClassEntry

    Returns
    -------
    str
        The same for the same legend.
    """
    categories = []
    for entry in legend:
        color = entry.hex_color
        # Between neighbours without a line the ground would shine through.
        symbol = QgsFillSymbol.createSimple(
            {"color": color, "outline_color": color, "outline_width": "0.1"}
        )
        categories.append(QgsRendererCategory(entry.value, symbol, entry.name))
    layer = QgsVectorLayer("Polygon?field=class:integer", "classes", "memory")
    layer.setRenderer(QgsCategorizedSymbolRenderer("class", categories))
    document = QDomDocument()
    symbology = QgsMapLayer.StyleCategory.Symbology
    layer.exportNamedStyle(document, QgsReadWriteContext(), symbology)
    # Newer versions of QGIS give each part a number by chance, and Qt shuffles the attributes.
    return canonicalize(re.sub(r' (id|uuid)="\{[-0-9a-f]{36}\}"', "", document.toString()))


def _save(path, renderer_of):
    options = QgsRasterLayer.LayerOptions()
    options.loadDefaultStyle = False
    layer = QgsRasterLayer(path, "layer", "gdal", options)
    layer.setRenderer(renderer_of(layer.dataProvider()))
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


def load_map(path, name, context):
    """Have Processing load a map of classes that is no output of its own, with its style.

    Parameters
    ----------
    path, name : str
        Of the file, and of the layer.
    context : QgsProcessingContext
    """
    details = QgsProcessingContext.LayerDetails(name, context.project(), name)
    context.addLayerToLoadOnCompletion(path, details)
    use_saved_style(path, context)


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

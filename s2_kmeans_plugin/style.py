"""Styles of QGIS for the core's legends, saved beside results and shown when they are loaded."""

import os
import re
from collections.abc import Iterable
from xml.etree.ElementTree import canonicalize

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsColorRampShader,
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
    QgsSingleBandPseudoColorRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument
from qgis.PyQt.sip import isdeleted

# Chosen: even steps of lightness, and no red beside green, for people who cannot see colours.
_CONFIDENCE_COLORS = {0: "#3b0f47", 25: "#7a3f73", 50: "#bb8ba9", 75: "#e6d3dc", 100: "#fdfbfc"}


def save_style(path: str, legend) -> bool:
    """Save the style of a class map beside it, where QGIS finds it.

    Without it QGIS would show the 256 entries of the colour table. The result is False if the style
    could not be written.
    """
    classes = [
        QgsPalettedRasterRenderer.Class(entry.value, QColor(*entry.color), entry.name)
        for entry in legend
    ]
    return _save(path, lambda provider: QgsPalettedRasterRenderer(provider, 1, classes))


def save_confidence_style(path: str) -> bool:
    """Save the style of a confidence raster as `save_style` does: dark where it is low."""
    ramp = QgsColorRampShader(0, 100)
    ramp.setColorRampType(QgsColorRampShader.Type.Interpolated)
    item = QgsColorRampShader.ColorRampItem
    steps = _CONFIDENCE_COLORS.items()
    ramp.setColorRampItemList([item(step, QColor(color), f"{step} %") for step, color in steps])
    shader = QgsRasterShader(0, 100)
    shader.setRasterShaderFunction(ramp)

    def make_renderer(provider):
        renderer = QgsSingleBandPseudoColorRenderer(provider, 1, shader)
        renderer.setClassificationMin(0)
        renderer.setClassificationMax(100)
        return renderer

    return _save(path, make_renderer)


def polygon_style(legend) -> str:
    """Return the style of polygons whose field ``class`` has the values of a legend.

    It is XML of QGIS; equal legends give equal text.
    """
    categories = []
    for entry in legend:
        color = entry.hex_color
        # Without an outline the background would show between neighbours.
        symbol = QgsFillSymbol.createSimple(
            {"color": color, "outline_color": color, "outline_width": "0.1"}
        )
        categories.append(QgsRendererCategory(entry.value, symbol, entry.name))
    layer = QgsVectorLayer("Polygon?field=class:integer", "classes", "memory")
    layer.setRenderer(QgsCategorizedSymbolRenderer("class", categories))
    document = QDomDocument()
    symbology = QgsMapLayer.StyleCategory.Symbology
    layer.exportNamedStyle(document, QgsReadWriteContext(), symbology)
    # Newer versions of QGIS write random ids, and Qt writes attributes in random order.
    return canonicalize(re.sub(r' (id|uuid)="\{[-0-9a-f]{36}\}"', "", document.toString()))


def use_saved_style(path: str, context: QgsProcessingContext) -> None:
    """Show a result with the style beside its file, which Processing ignores by default."""
    _restyle_when_loaded(path, context, lambda layer: layer.loadDefaultStyle())


def load_map(path: str, name: str, context: QgsProcessingContext) -> None:
    """Load a class map that is not an output of the form as a layer, with its saved style."""
    details = QgsProcessingContext.LayerDetails(name, context.project(), name)
    context.addLayerToLoadOnCompletion(path, details)
    use_saved_style(path, context)


def show_bands(path: str, context: QgsProcessingContext, bands: Iterable[int]) -> None:
    """Show a result in the bands with these numbers as red, green and blue."""
    red, green, blue = bands

    def restyle(layer):
        layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), red, green, blue))
        layer.setDefaultContrastEnhancement()

    _restyle_when_loaded(path, context, restyle)


class _Restyle(QgsProcessingLayerPostProcessorInterface):
    """Change the style of a result after Processing has loaded it.

    QGIS deletes the object with the context of the run, whether or not the layer was loaded. Until
    then Python has to keep its half of the object, or QGIS calls nothing.
    """

    alive = set()

    def __init__(self, restyle):
        super().__init__()
        self._restyle = restyle
        self.alive.difference_update([each for each in tuple(self.alive) if isdeleted(each)])
        self.alive.add(self)

    def postProcessLayer(self, layer, context, feedback):
        self._restyle(layer)
        layer.triggerRepaint()


def _restyle_when_loaded(path, context, restyle):
    if context.willLoadLayerOnCompletion(path):
        details = context.layerToLoadOnCompletionDetails(path)
        details.setPostProcessor(_Restyle(restyle))


def _save(path, make_renderer):
    options = QgsRasterLayer.LayerOptions()
    options.loadDefaultStyle = False
    layer = QgsRasterLayer(path, "layer", "gdal", options)
    layer.setRenderer(make_renderer(layer.dataProvider()))
    _, is_saved = layer.saveNamedStyle(os.path.splitext(path)[0] + ".qml")
    return is_saved

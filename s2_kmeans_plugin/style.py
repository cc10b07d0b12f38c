"""Styles of QGIS for the core's legends, saved beside results and shown when they are loaded."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Callable, ClassVar
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qgis.core import QgsProcessingFeedback, QgsRasterDataProvider, QgsRasterRenderer

    from .core.legend import ClassEntry

# Chosen: even steps of lightness, and no red beside green, for people who cannot see colours.
_CONFIDENCE_COLORS = {0: "#3b0f47", 25: "#7a3f73", 50: "#bb8ba9", 75: "#e6d3dc", 100: "#fdfbfc"}


def save_style(path: str, legend: Sequence[ClassEntry]) -> bool:
    """Save the style of a class map beside it, where QGIS finds it.

    Without it QGIS would show the 256 entries of the colour table.

    Parameters
    ----------
    path : str
        Path of the GeoTIFF.
    legend : sequence of ClassEntry

    Returns
    -------
    bool
        False if the style could not be written.
    """
    classes = [
        QgsPalettedRasterRenderer.Class(entry.value, QColor(*entry.color), entry.name)
        for entry in legend
    ]
    return _save(path, lambda provider: QgsPalettedRasterRenderer(provider, 1, classes))


def save_confidence_style(path: str) -> bool:
    """Save the style of a confidence raster beside it: dark where the confidence is low.

    Parameters
    ----------
    path : str
        Path of the GeoTIFF.

    Returns
    -------
    bool
        False if the style could not be written.
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

    def make_renderer(provider: QgsRasterDataProvider) -> QgsRasterRenderer:
        renderer = QgsSingleBandPseudoColorRenderer(provider, 1, shader)
        renderer.setClassificationMin(0)
        renderer.setClassificationMax(100)
        return renderer

    return _save(path, make_renderer)


def polygon_style(legend: Sequence[ClassEntry]) -> str:
    """Return the style of polygons whose field ``class`` has the values of a legend.

    Parameters
    ----------
    legend : sequence of ClassEntry

    Returns
    -------
    str
        XML of QGIS; equal legends give equal text.
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
    """Load a class map that is not an output of the form, with its saved style.

    Parameters
    ----------
    path, name : str
        Path of the file and name of the layer.
    context : QgsProcessingContext
    """
    details = QgsProcessingContext.LayerDetails(name, context.project(), name)
    context.addLayerToLoadOnCompletion(path, details)
    use_saved_style(path, context)


def show_bands(path: str, context: QgsProcessingContext, bands: Iterable[int]) -> None:
    """Show a result in three of its bands.

    Parameters
    ----------
    path : str
    context : QgsProcessingContext
    bands : iterable of int
        Numbers of the red, green and blue band.
    """
    red, green, blue = bands

    def restyle(layer: QgsRasterLayer) -> None:
        layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), red, green, blue))
        layer.setDefaultContrastEnhancement()

    _restyle_when_loaded(path, context, restyle)


class _Restyle(QgsProcessingLayerPostProcessorInterface):
    """Change the style of a result after Processing has loaded it.

    QGIS deletes the object with the context of the run, whether or not the layer was loaded. Until
    then Python has to keep its half of the object, or QGIS calls nothing.
    """

    kept: ClassVar[set[_Restyle]] = set()

    def __init__(self, restyle: Callable[[QgsRasterLayer], object]) -> None:
        super().__init__()
        self._restyle = restyle
        self.kept.difference_update([each for each in tuple(self.kept) if isdeleted(each)])
        self.kept.add(self)

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._restyle(layer)
        layer.triggerRepaint()


def _restyle_when_loaded(
    path: str, context: QgsProcessingContext, restyle: Callable[[QgsRasterLayer], object]
) -> None:
    if context.willLoadLayerOnCompletion(path):
        details = context.layerToLoadOnCompletionDetails(path)
        details.setPostProcessor(_Restyle(restyle))


def _save(path: str, make_renderer: Callable[[QgsRasterDataProvider], QgsRasterRenderer]) -> bool:
    options = QgsRasterLayer.LayerOptions()
    options.loadDefaultStyle = False
    layer = QgsRasterLayer(path, "layer", "gdal", options)
    layer.setRenderer(make_renderer(layer.dataProvider()))
    _, saved = layer.saveNamedStyle(os.path.splitext(path)[0] + ".qml")
    return saved

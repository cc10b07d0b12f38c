"""Style of a raster layer as the display of the core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsSingleBandGrayRenderer,
)

if TYPE_CHECKING:
    from qgis.core import QgsRasterLayer

    from ...core.maps.display import Display


def read_display(layer: QgsRasterLayer) -> Display | None:
    """Return the bands that a layer shows, and the values shown as black and full.

    Returns
    -------
    Display or None
        None if its style has neither red, green and blue bands nor a grey band.
    """
    from ...core.maps.display import Display

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


def _range(stretch: QgsContrastEnhancement | None) -> tuple[float, float]:
    """Return the values shown as black and full; without a stretch, those of a screen."""
    none = QgsContrastEnhancement.ContrastEnhancementAlgorithm.NoEnhancement
    if stretch is None or stretch.contrastEnhancementAlgorithm() == none:
        return 0.0, 255.0
    return stretch.minimumValue(), stretch.maximumValue()

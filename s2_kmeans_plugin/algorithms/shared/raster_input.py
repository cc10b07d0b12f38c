"""Raster layer of QGIS, and the raster of the core behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qgis.core import (
    QgsContrastEnhancement,
    QgsCoordinateReferenceSystem,
    QgsMultiBandColorRenderer,
    QgsProcessingException,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsSingleBandGrayRenderer,
)

from ...i18n import tr


@dataclass(frozen=True, eq=False)
class LayerInput:
    """Facts of a raster layer that a run needs on its own thread.

    `display` is a `Display`, or None if nobody chose a style. The core then chooses bands and
    colours.
    """

    name: str
    provider: str
    source: str
    crs: QgsCoordinateReferenceSystem
    display: object

    @classmethod
    def of(cls, layer: QgsRasterLayer, is_styled: bool = True) -> LayerInput:
        """Read a layer. Call it on the thread of the layer."""
        display = read_display(layer) if is_styled else None
        return cls(layer.name(), layer.providerType(), layer.source(), layer.crs(), display)

    @classmethod
    def from_form(cls, layer: QgsRasterLayer, context) -> LayerInput:
        """Read a layer of the form."""
        if context.temporaryLayerStore().mapLayer(layer.id()) is not None:
            # Processing loaded the file for this run, without the style file beside it.
            return cls.from_file(layer)
        return cls.of(layer)

    @classmethod
    def from_file(cls, layer: QgsRasterLayer) -> LayerInput:
        """Read a layer loaded for this run, with the style file beside it if there is one."""
        _, is_styled = layer.loadDefaultStyle()
        return cls.of(layer, is_styled)

    def display_of(self, source):
        """Return how the layer shows a raster; None if it shows bands that the file lacks.

        QGIS warps a rotated raster and adds an alpha band.
        """
        if not self.display or max(self.display.bands) > source.n_bands_in_file:
            return None
        return self.display.in_values_of(source)

    def open(self, bands: Sequence[int] | None):
        """Open the raster behind the layer.

        If the file has no coordinate system, the raster gets that of the layer. Without bands it
        has all but an alpha band. Raise QgsProcessingException if the layer does not come from
        GDAL, RasterError if the raster or a band cannot be read.
        """
        from ...core.raster.source import RasterSource

        if self.provider != "gdal":
            raise QgsProcessingException(
                tr(
                    "The layer {layer} comes from the provider '{provider}', which gives pictures "
                    "and no bands. Export it to a GeoTIFF first (Export > Save As…, raw data)."
                ).format(layer=self.name, provider=self.provider)
            )
        path, options = self.source, ()
        if "|option:" in self.source:
            parts = QgsProviderRegistry.instance().decodeUri("gdal", self.source)
            path, options = parts["path"], parts.get("openOptions") or ()
        source = RasterSource.open(path, bands, options)
        grid = source.grid
        if grid.geotransform is None or grid.projection or not self.crs.isValid():
            return source
        return replace(source, grid=replace(grid, projection=self.crs.toWkt()))


def read_display(layer: QgsRasterLayer):
    """Return the bands that a layer shows, and the values shown as black and full.

    The result is None if the style has neither red, green and blue bands nor a grey band.
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


def _range(stretch):
    """Return the values shown as black and full; without a stretch, those of a screen."""
    none = QgsContrastEnhancement.ContrastEnhancementAlgorithm.NoEnhancement
    if stretch is None or stretch.contrastEnhancementAlgorithm() == none:
        return 0.0, 255.0
    return stretch.minimumValue(), stretch.maximumValue()

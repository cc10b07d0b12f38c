"""Raster layer of QGIS, and the raster of the core behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingException, QgsProviderRegistry

from ...i18n import tr
from .layer_display import read_display

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext, QgsRasterLayer

    from ...core.maps.display import Display
    from ...core.raster.source import RasterSource


@dataclass(frozen=True, eq=False)
class LayerInput:
    """Facts of a raster layer that a run needs on its own thread.

    Attributes
    ----------
    name, provider, source : str
    crs : QgsCoordinateReferenceSystem
    display : Display or None
        None if nobody chose a style; the core then chooses bands and colours.
    """

    name: str
    provider: str
    source: str
    crs: QgsCoordinateReferenceSystem
    display: Display | None

    @classmethod
    def of(cls, layer: QgsRasterLayer, is_styled: bool = True) -> LayerInput:
        """Read a layer. Call it on the thread of the layer."""
        display = read_display(layer) if is_styled else None
        return cls(layer.name(), layer.providerType(), layer.source(), layer.crs(), display)

    @classmethod
    def given(cls, layer: QgsRasterLayer, context: QgsProcessingContext) -> LayerInput:
        """Read a layer of the form."""
        if context.temporaryLayerStore().mapLayer(layer.id()) is not None:
            # Processing loaded the file for this run, without the style file beside it.
            return cls.loaded(layer)
        return cls.of(layer)

    @classmethod
    def loaded(cls, layer: QgsRasterLayer) -> LayerInput:
        """Read a layer loaded for this run, with the style file beside it if there is one."""
        _, is_styled = layer.loadDefaultStyle()
        return cls.of(layer, is_styled)

    def display_of(self, source: RasterSource) -> Display | None:
        """Return how the layer shows a raster; None if it shows bands that the file lacks.

        QGIS warps a rotated raster and adds an alpha band.
        """
        if not self.display or max(self.display.bands) > source.n_bands_in_file:
            return None
        return self.display.in_values_of(source)

    def open(self, bands: Sequence[int] | None) -> RasterSource:
        """Open the raster behind the layer.

        If the file has no coordinate system, the raster gets that of the layer.

        Parameters
        ----------
        bands : sequence of int or None
            None for all bands but an alpha band.

        Raises
        ------
        QgsProcessingException
            If the layer does not come from GDAL.
        RasterError
            If the raster or a band cannot be read.
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

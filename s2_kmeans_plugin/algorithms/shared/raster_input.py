"""From a layer of QGIS to a raster of the core."""

import re
from dataclasses import dataclass, replace

from qgis.core import QgsProcessingException, QgsProviderRegistry

from ...core.raster.source import RasterSource
from ...i18n import tr
from ...style import layer_display


@dataclass(frozen=True)
class LayerInput:
    """What a run needs of a layer, free of the layer itself.

    Attributes
    ----------
    name, provider, source : str
    crs : QgsCoordinateReferenceSystem
    display : Display or None
    """

    name: str
    provider: str
    source: str
    crs: object
    display: object

    def display_of(self, source):
        """How the layer shows a raster; None where it shows bands that the file does not have.

        QGIS warps a rotated raster, and adds an alpha band to what it shows.
        """
        fits = self.display and max(self.display.bands) <= source.n_bands_in_file
        return self.display.in_values_of(source) if fits else None

    @classmethod
    def of(cls, layer, is_styled=True):
        """What a run needs of a layer.

        Parameters
        ----------
        layer : QgsRasterLayer
        is_styled : bool
            Whether somebody chose how it is shown; else it is for the core to choose.
        """
        display = layer_display(layer) if is_styled else None
        return cls(layer.name(), layer.providerType(), layer.source(), layer.crs(), display)

    @classmethod
    def given(cls, layer, context):
        """What a run needs of a layer that Processing hands over."""
        if context.temporaryLayerStore().mapLayer(layer.id()) is not None:
            # Processing loaded it for this run, and leaves out the style saved beside the file.
            return cls.loaded(layer)
        return cls.of(layer)

    @classmethod
    def loaded(cls, layer):
        """What a run needs of a layer that was loaded for it: styled where a style lies beside."""
        _, is_styled = layer.loadDefaultStyle()
        return cls.of(layer, is_styled)

    def open(self, bands):
        """The raster behind the layer, where the file names no coordinate system in the layer's.

        Parameters
        ----------
        bands : list of int or None

        Raises
        ------
        QgsProcessingException
            When the layer does not come from GDAL.
        """
        if self.provider != "gdal":
            raise QgsProcessingException(
                tr(
                    "The layer {layer} comes from the provider '{provider}', which shows pictures "
                    "but hands out no bands: export it to a GeoTIFF first (Export > Save As…, raw "
                    "data)."
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


def band_numbers(value):
    """Band numbers as a user or a model gives them: a number, several, or a text of them.

    QGIS itself reads what it does not understand as band 0.

    Returns
    -------
    list of int or None
        None where none is chosen.

    Raises
    ------
    QgsProcessingException
        When something is not a whole number.
    """
    if value is None:
        return None
    if isinstance(value, str):
        value = re.split(r"[;,\s]+", value.strip("[]() "))
    elif not isinstance(value, (list, tuple)):
        value = [value]
    tokens = [str(item).strip() for item in value]
    tokens = [token for token in tokens if token]
    for token in tokens:
        if not re.fullmatch(r"\d+", token):
            raise QgsProcessingException(
                tr("'{band}' is no band: give the numbers of bands, such as 1, 3 and 4.").format(
                    band=token
                )
            )
    return [int(token) for token in tokens] or None

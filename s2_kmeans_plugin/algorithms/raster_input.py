"""From a layer of QGIS to a raster of the core."""

import re

from qgis.core import QgsProcessingException, QgsProviderRegistry

from ..core.raster.source import RasterSource
from ..i18n import tr


def open_layer(layer, bands):
    """The raster behind a layer.

    Parameters
    ----------
    layer : QgsRasterLayer
    bands : list of int or None

    Raises
    ------
    QgsProcessingException
        When the layer does not come from GDAL.
    """
    if layer.providerType() != "gdal":
        raise QgsProcessingException(
            tr(
                "The layer {layer} comes from the provider '{provider}', which shows pictures but "
                "hands out no bands: export it to a GeoTIFF first (Export > Save As…, raw data)."
            ).format(layer=layer.name(), provider=layer.providerType())
        )
    options = ()
    if "|option:" in layer.source():
        parts = QgsProviderRegistry.instance().decodeUri("gdal", layer.source())
        path, options = parts["path"], parts.get("openOptions") or ()
    else:
        path = layer.source()
    return RasterSource.open(path, bands, options)


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

"""Writes small rasters. Imports nothing of pytest, so that programs can use it too."""

import numpy as np
from osgeo import gdal, gdal_array, osr

# 10 m pixels in UTM zone 18 north, as a Sentinel-2 scene has them.
GEOTRANSFORM = (442970.0, 10.0, 0.0, 4174060.0, 0.0, -10.0)


def wkt(code):
    """WKT of an EPSG code, axes in the order of maps."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    return reference.ExportToWkt()


def write_raster(
    path,
    array,
    *,
    nodata=None,
    mask=None,
    internal_mask=True,
    alpha=None,
    geotransform=GEOTRANSFORM,
    epsg=32618,
    tile=None,
    band_names=(),
    creation_options=(),
    scales=(),
    offsets=(),
):
    """Write an array as a GeoTIFF.

    Parameters
    ----------
    array : ndarray, shape (n_bands, height, width) or (height, width)
        Its type is that of the raster.
    nodata : float or sequence of float or None, optional
        One for all bands, or one for each, which takes a VRT around the GeoTIFF.
    mask : ndarray of bool, shape (height, width), optional
        Where the raster holds something.
    internal_mask : bool
        In the GeoTIFF, or beside it in a .msk file.
    alpha : ndarray, shape (height, width), optional
        Added as the last band.
    geotransform : sequence of 6 floats or None
    epsg : int or None
    tile : int, optional
        Width and height of the GeoTIFF's tiles; strips when left out.
    band_names : sequence of str
    creation_options : sequence of str
    scales, offsets : sequence of float
        Of each band, to be declared.

    Returns
    -------
    str
        The path of the GeoTIFF or the VRT.
    """
    path = str(path)
    scales = list(zip(scales, offsets or [0.0] * len(scales)))
    array = array if array.ndim == 3 else array[None]
    if alpha is not None:
        array = np.concatenate([array, alpha[None].astype(array.dtype)])
    options = list(creation_options)
    if tile:
        options += ["TILED=YES", f"BLOCKXSIZE={tile}", f"BLOCKYSIZE={tile}"]
    n_bands, height, width = array.shape
    kind = gdal_array.NumericTypeCodeToGDALTypeCode(array.dtype)
    dataset = gdal.GetDriverByName("GTiff").Create(path, width, height, n_bands, kind, options)
    if geotransform is not None:
        dataset.SetGeoTransform(geotransform)
    if epsg is not None:
        dataset.SetProjection(wkt(epsg))
    if alpha is not None:
        dataset.GetRasterBand(n_bands).SetColorInterpretation(gdal.GCI_AlphaBand)
    for number, name in enumerate(band_names, start=1):
        dataset.GetRasterBand(number).SetDescription(name)
    if nodata is not None and np.isscalar(nodata):
        for number in range(1, n_bands + 1):
            dataset.GetRasterBand(number).SetNoDataValue(nodata)
    if mask is not None:
        gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES" if internal_mask else "NO")
        dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
        gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", None)
        dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask.astype(np.uint8) * 255)
    for number, (scale, offset) in enumerate(scales, start=1):
        dataset.GetRasterBand(number).SetScale(scale)
        dataset.GetRasterBand(number).SetOffset(offset)
    dataset.WriteArray(array)
    dataset = None
    if nodata is None or np.isscalar(nodata):
        return path
    virtual = path + ".vrt"
    dataset = gdal.GetDriverByName("VRT").CreateCopy(virtual, gdal.Open(path))
    for number, value in enumerate(nodata, start=1):
        if value is not None:
            dataset.GetRasterBand(number).SetNoDataValue(value)
    dataset = None
    return virtual

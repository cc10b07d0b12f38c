"""Small rasters for tests, benches and fuzzing. Imports no pytest, which these programs lack."""

import numpy as np
from osgeo import gdal, gdal_array, osr

# 10 m pixels in UTM zone 18 north, as a Sentinel-2 scene has them.
GEOTRANSFORM = (442970.0, 10.0, 0.0, 4174060.0, 0.0, -10.0)


def wkt(code):
    """Return the WKT of an EPSG code."""
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
        The raster gets its dtype.
    nodata : float or sequence of (float or None) or None, optional
        One value for all bands, or one for each band, for which a VRT wraps the GeoTIFF.
    mask : ndarray of bool, shape (height, width), optional
        True for valid pixels.
    internal_mask : bool
        Store the mask in the GeoTIFF instead of a .msk file.
    alpha : ndarray, shape (height, width), optional
        Added as the last band.
    geotransform : sequence of 6 floats or None
    epsg : int or None
    tile : int, optional
        Width and height of the tiles of the GeoTIFF. By default it has strips.
    band_names : sequence of str
    creation_options : sequence of str
    scales, offsets : sequence of float
        Declared for each band.

    Returns
    -------
    str
        Path of the GeoTIFF or the VRT.
    """
    path = str(path)
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
    one_nodata = nodata is None or np.isscalar(nodata)
    if alpha is not None:
        dataset.GetRasterBand(n_bands).SetColorInterpretation(gdal.GCI_AlphaBand)
    _describe_bands(
        dataset,
        names=band_names,
        nodata=[nodata] * n_bands if one_nodata else (),
        scales=scales,
        offsets=offsets or [0.0] * len(scales),
    )
    if mask is not None:
        _write_mask(dataset, mask, internal_mask)
    dataset.WriteArray(array)
    dataset = None
    return path if one_nodata else _vrt_with_nodata(path, nodata)


def _describe_bands(dataset, names, nodata, scales, offsets):
    for number, name in enumerate(names, start=1):
        dataset.GetRasterBand(number).SetDescription(name)
    for number, value in enumerate(nodata, start=1):
        if value is not None:
            dataset.GetRasterBand(number).SetNoDataValue(value)
    for number, (scale, offset) in enumerate(zip(scales, offsets), start=1):
        dataset.GetRasterBand(number).SetScale(scale)
        dataset.GetRasterBand(number).SetOffset(offset)


def _write_mask(dataset, mask, internal):
    gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES" if internal else "NO")
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", None)
    dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask.astype(np.uint8) * 255)


def _vrt_with_nodata(path, nodata):
    """Wrap a GeoTIFF, which has one nodata value at most, in a VRT that has one for each band."""
    vrt_path = f"{path}.vrt"
    dataset = gdal.GetDriverByName("VRT").CreateCopy(vrt_path, gdal.Open(path))
    _describe_bands(dataset, names=(), nodata=nodata, scales=(), offsets=())
    dataset = None
    return vrt_path

"""A raster as a value: a path and numbers, from which any thread or process can read windows."""

import math
import re
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from osgeo import gdal

from ..errors import ArgumentError, RasterError
from ..spectral.indices import Features
from .gdal_calls import patient_gdal
from .grid import Grid
from .reader import RasterReader, open_dataset
from .vrt_parts import parts_of

# 64-bit integers, which float64 cannot hold, and complex numbers are left out on purpose.
_NUMPY_TYPES = {
    "Byte": "uint8",
    "Int8": "int8",
    "UInt16": "uint16",
    "Int16": "int16",
    "UInt32": "uint32",
    "Int32": "int32",
    "Float16": "float32",
    "Float32": "float32",
    "Float64": "float64",
}

_ON_A_SERVER = re.compile(r"/vsi(\w+/\{?/vsi)*(curl|s3|gs|az|adls|oss|swift|webhdfs|hdfs)")

_WINDOW_BYTES = 24 * 2**20
_WINDOW_PIXELS = 2**20
_LARGEST_BLOCK_HEIGHT = 1024


@dataclass(frozen=True)
class RasterSource:
    """Bands of a raster to be read. Holds no open file; make one with `open`.

    Attributes
    ----------
    path : str
        What GDAL opens.
    bands : tuple of int
        Bands to be read, counted from 1.
    band_names : tuple of str
        Of these bands; ``Band 3`` where the file names none.
    n_bands_in_file : int
    grid : Grid
    dtype : str
        numpy's name of the type that holds the values of all these bands.
    nodata : tuple of float or None
        Of each of these bands.
    mask_bands : tuple of int
        Bands whose GDAL mask has to be read.
    alpha_band : int or None
    block_shape : tuple of 2 int
        Width and height of the blocks of the file that holds the pixels.
    files : tuple of str
        The files that the raster is made of.
    open_options : tuple of str
        GDAL's ``NAME=VALUE``.
    scales, offsets : tuple of float
        What turns the values of each of these bands into measurements, value * scale + offset, as
        the file declares it; 1 and 0 where it declares nothing.
    parts : tuple of (Part or None)
        The slow files that these bands are made of: `parts.parts_of`.
    masks : tuple of (RasterMask or PolygonMask)
        That leave out pixels.
    ignore_value : float or None
        Left out is also a pixel that has this value in every band.
    conversion : tuple of (float, float), or None
        For each of these bands, what its values are multiplied by and what is then added to them:
        `in_units_of`.
    features : Features or None
        What is compared of a pixel where that is not just the bands read: `indices.with_indices`.
    """

    path: str
    bands: tuple
    band_names: tuple
    n_bands_in_file: int
    grid: Grid
    dtype: str
    nodata: tuple
    mask_bands: tuple
    alpha_band: int
    block_shape: tuple
    files: tuple
    open_options: tuple = ()
    scales: tuple = ()
    offsets: tuple = ()
    parts: tuple = ()
    masks: tuple = ()
    ignore_value: float = None
    conversion: tuple = None
    features: Features = None

    @classmethod
    @patient_gdal()
    def open(cls, path, bands=None, open_options=()):
        """Look at a raster.

        Parameters
        ----------
        path : str
        bands : sequence of int, optional
            Bands counted from 1; all but an alpha band when left out.
        open_options : sequence of str, optional

        Raises
        ------
        RasterError
            When GDAL cannot open it, or a band's type cannot be classified.
        ArgumentError
            When a band does not exist or is named twice.
        """
        path = str(path)
        dataset = open_dataset(path, open_options)
        count = dataset.RasterCount
        if count == 0:
            raise RasterError(
                "{path} has no bands of its own: choose one of its subdatasets.", path=path
            )
        alpha = _alpha_band(dataset)
        chosen = _checked_bands(bands, count, path) if bands else None
        if chosen is None:
            chosen = tuple(n for n in range(1, count + 1) if n != alpha) or (1,)
        rasters = [dataset.GetRasterBand(number) for number in chosen]
        return cls(
            path=path,
            bands=chosen,
            band_names=tuple(
                band.GetDescription() or f"Band {number}" for number, band in zip(chosen, rasters)
            ),
            n_bands_in_file=count,
            grid=_grid(dataset),
            dtype=_common_type(chosen, rasters, path),
            nodata=tuple(_nodata(band) for band in rasters),
            mask_bands=_mask_bands(chosen, rasters),
            alpha_band=alpha,
            block_shape=_block_shape(dataset),
            files=_files(dataset, path),
            open_options=tuple(open_options),
            scales=tuple(_declared(band.GetScale(), 1.0) or 1.0 for band in rasters),
            offsets=tuple(_declared(band.GetOffset(), 0.0) for band in rasters),
            parts=parts_of(dataset, chosen, _NUMPY_TYPES),
        )

    @property
    def n_bands(self):
        return len(self.bands)

    @property
    def compared_bands(self):
        """The bands that are compared: tuple of int. They are the first of those read."""
        return self.bands if self.features is None else self.bands[: self.features.n_bands]

    @property
    def feature_names(self):
        """Names of what is compared, bands before indices: tuple of str."""
        if self.features is None:
            return self.band_names
        return self.band_names[: self.features.n_bands] + self.features.names

    @property
    def n_indices(self):
        return 0 if self.features is None else len(self.features.indices)

    @property
    def feature_dtype(self):
        """The type that holds what is compared, by numpy's name."""
        if self.features is None:
            return self.dtype
        return np.result_type(self.dtype, np.float32).name

    @property
    def feature_scales(self):
        """As `scales`, of what is compared: indices are measurements already."""
        if self.features is None:
            return self.scales
        return self.scales[: self.features.n_bands] + (1.0,) * self.n_indices

    @property
    def feature_offsets(self):
        """As `offsets`, of what is compared."""
        if self.features is None:
            return self.offsets
        return self.offsets[: self.features.n_bands] + (0.0,) * self.n_indices

    @property
    def bytes_per_pixel(self):
        """Of what is read, and of what is compared where that is held beside it."""
        n_bytes = self.n_bands * np.dtype(self.dtype).itemsize
        if self.features is not None:
            n_bytes += len(self.feature_names) * np.dtype(self.feature_dtype).itemsize
        return n_bytes

    def choose(self, bands):
        """The same raster with other bands, and without indices."""
        opened = self.open(self.path, bands, self.open_options)
        return replace(
            opened,
            grid=self.grid,
            files=self.files,
            masks=self.masks,
            ignore_value=self.ignore_value,
        )

    def without(self, masks=(), ignore_value=None):
        """The same raster with more pixels left out.

        Parameters
        ----------
        masks : sequence of (RasterMask or PolygonMask)
        ignore_value : float, optional
            Of pixels to be left out that have it in every chosen band.

        Returns
        -------
        RasterSource
            Whose files are also those of the masks: no output may replace them.
        """
        files = tuple(file for mask in masks for file in mask.files)
        return replace(
            self,
            files=self.files + files,
            masks=self.masks + tuple(masks),
            ignore_value=self.ignore_value if ignore_value is None else float(ignore_value),
        )

    @property
    def units(self):
        """Scale and offset of each of these bands; empty unless all declare them: tuple of pairs.

        A scale of 1 and an offset of 0 say no more than none.
        """
        units = tuple(zip(self.scales, self.offsets))
        return () if (1.0, 0.0) in units else units

    def in_units_of(self, units):
        """The same raster in the unit of another, where both declare theirs.

        Products of Sentinel-2 since processing baseline 04.00 hold values that are larger by 1000,
        and declare the offset: so they become those of older products.

        Parameters
        ----------
        units : tuple of (float, float)
            `units` of the other raster, whose bands are in the order of these.

        Returns
        -------
        RasterSource
            This one where a unit is not declared, or is the same.
        """
        if not (self.units and units) or self.units == units:
            return self
        conversion = tuple(
            (own_scale / scale, (own_offset - offset) / scale)
            for (own_scale, own_offset), (scale, offset) in zip(self.units, units)
        )
        scales, offsets = zip(*units)
        dtype = np.result_type(self.dtype, np.float32).name
        return replace(self, dtype=dtype, scales=scales, offsets=offsets, conversion=conversion)

    @property
    def declares_nodata(self):
        """Whether anything tells which pixels hold no data."""
        told = (*self.nodata, self.ignore_value)
        return any(value is not None for value in told) or bool(self.mask_bands or self.alpha_band)

    def measured(self, values):
        """Values of pixels as the measurements that the file declares them to be.

        Parameters
        ----------
        values : ndarray, shape (..., n_features)
            As they are read: bands, and indices where there are any.

        Returns
        -------
        ndarray of float64, shape (..., n_features)
        """
        measured = np.multiply(values, self.feature_scales, dtype=np.float64)
        return measured + self.feature_offsets

    def crop_grid(self, window):
        """The grid of a window, or of the whole raster where ``window`` is None."""
        return self.grid if window is None else self.grid.crop(window)

    def window_shape(self, n_pixels=_WINDOW_PIXELS):
        """Width and height of windows that are cheap to read and to write.

        They are made of whole blocks of the file, hold about ``n_pixels`` (at least one block) and
        at most some 24 MB of values. Their height is a multiple of 16, as that of a GeoTIFF's
        tiles has to be.
        """
        block_width, block_height = self.block_shape
        block_height = math.lcm(block_height, 16)
        if block_height > _LARGEST_BLOCK_HEIGHT:
            block_height = 256
        n_pixels = max(1, min(n_pixels, _WINDOW_BYTES // self.bytes_per_pixel))
        if 2 * block_width > self.grid.width:
            width = self.grid.width
        else:
            width = max(1, math.isqrt(n_pixels) // block_width) * block_width
        height = max(1, n_pixels // width // block_height) * block_height
        return width, height

    def windows(self, window):
        """Cut a part of the raster into windows of `window_shape`, row by row: list of Window."""
        return list(window.tiles(*self.window_shape(), origin=(window.col, window.row)))

    def read(self, window):
        """Read one window, opening and closing the raster: `RasterReader.read`."""
        return RasterReader(self).read(window)


def _checked_bands(bands, count, path):
    for number in bands:
        if not 1 <= number <= count:
            raise ArgumentError(
                "Band {band} does not exist in {path}, which has {count}: choose from 1 to "
                "{count}.",
                band=number,
                path=path,
                count=count,
            )
        if list(bands).count(number) > 1:
            raise ArgumentError("Band {band} is chosen twice: choose it once.", band=number)
    return tuple(bands)


def _alpha_band(dataset):
    for number in range(1, dataset.RasterCount + 1):
        if dataset.GetRasterBand(number).GetColorInterpretation() == gdal.GCI_AlphaBand:
            return number
    return None


def _files(dataset, path):
    """What no output may replace."""
    # Nobody writes there, and GDAL would ask the server for one file after the other.
    if _ON_A_SERVER.match(path):
        return (path,)
    return tuple(dataset.GetFileList() or ())


def _grid(dataset):
    geotransform = dataset.GetGeoTransform(can_return_null=True)
    if geotransform is not None:
        _, dx, rx, _, ry, dy = geotransform
        if dx * dy == rx * ry:
            geotransform = None
    return Grid(
        dataset.RasterXSize,
        dataset.RasterYSize,
        None if geotransform is None else tuple(geotransform),
        dataset.GetProjection() or "",
    )


def _block_shape(dataset):
    """Of the file that holds the pixels: the blocks of a VRT say nothing of those below them."""
    if dataset.GetDriver().ShortName == "VRT":
        for path in dataset.GetFileList() or ():
            if path != dataset.GetDescription():
                with suppress(RasterError):
                    return _block_shape(open_dataset(path))
    return tuple(dataset.GetRasterBand(1).GetBlockSize())


def _common_type(numbers, bands, path):
    names = [gdal.GetDataTypeName(band.DataType) for band in bands]
    for number, name in zip(numbers, names):
        if name not in _NUMPY_TYPES:
            raise RasterError(
                "Band {band} of {path} has the type {type}, which cannot be classified: convert "
                "the raster to Float32 first (Raster > Conversion > Translate).",
                band=number,
                path=path,
                type=name,
            )
    common = np.result_type(*(_NUMPY_TYPES[name] for name in names)).name
    # 64-bit integers, which GDAL knows since 3.5 only, hold no more here than float64 does.
    return common if common in _NUMPY_TYPES.values() else "float64"


def _nodata(band):
    """The nodata value as the band's own type holds it, or None where no pixel can have it."""
    value = band.GetNoDataValue()
    if value is None or math.isnan(value):
        return None
    dtype = np.dtype(_NUMPY_TYPES[gdal.GetDataTypeName(band.DataType)])
    if dtype.kind == "f":
        limits = np.finfo(dtype)
        return float(dtype.type(min(max(value, limits.min), limits.max)))
    limits = np.iinfo(dtype)
    return value if limits.min <= value <= limits.max and value == int(value) else None


def _declared(number, otherwise):
    return otherwise if number is None or not math.isfinite(number) else number


def _mask_bands(numbers, bands):
    """Bands whose mask says more than nodata values and alpha band, which are dealt with."""
    shared = []
    own = []
    for number, band in zip(numbers, bands):
        flags = band.GetMaskFlags()
        if flags in (gdal.GMF_ALL_VALID, gdal.GMF_NODATA) or flags & gdal.GMF_ALPHA:
            continue
        (shared if flags & gdal.GMF_PER_DATASET else own).append(number)
    return tuple(shared[:1] + own)

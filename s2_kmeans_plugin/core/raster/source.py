"""Raster as a value: a path and facts, from which any thread or process reads windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..spectral.indices import Features
from . import source_facts as facts
from .gdal_calls import guard_gdal, open_dataset
from .grid import Grid, Window
from .interfaces import Block, Mask
from .pixel_types import common_type, nodata_of
from .reader import RasterReader
from .units import Unit, conversions, declared_units
from .vrt_parts import Part, parts_of
from .window_size import WINDOW_PIXELS, window_shape


@dataclass(frozen=True)
class RasterSource:
    """Bands of a raster to read. It holds no open file; `open` makes one.

    Attributes
    ----------
    path : str
        Anything that GDAL opens.
    bands : tuple of int
        Bands to read, counted from 1.
    band_names : tuple of str
        ``Band 3`` where the file has no name.
    dtype : str
        numpy's name of the type that holds the values of all these bands.
    mask_bands : tuple of int
        Bands whose GDAL mask is read as well.
    block_shape : tuple of 2 int
        Width and height of the blocks of the file that holds the pixels.
    files : tuple of str
        Files of the raster and of its masks, which no output may replace.
    open_options : tuple of str
        GDAL's ``NAME=VALUE``.
    scales, offsets : tuple of float
        As the file declares them; 1 and 0 where it declares nothing.
    parts : tuple of (Part or None)
        Slow files of these bands, from `vrt_parts.parts_of`.
    ignore_value : float or None
        A pixel is masked where all bands have this value.
    conversion : tuple of (float, float), or None
        Factor and summand for the values of each of these bands, from `in_units_of`.
    features : Features or None
        Features of a pixel, where they are not just the bands that are read.
    """

    path: str
    bands: tuple[int, ...]
    band_names: tuple[str, ...]
    n_bands_in_file: int
    grid: Grid
    dtype: str
    nodata: tuple[float | None, ...]
    mask_bands: tuple[int, ...]
    alpha_band: int | None
    block_shape: tuple[int, int]
    files: tuple[str, ...]
    open_options: tuple[str, ...] = ()
    scales: tuple[float, ...] = ()
    offsets: tuple[float, ...] = ()
    parts: tuple[Part | None, ...] = ()
    masks: tuple[Mask, ...] = ()
    ignore_value: float | None = None
    conversion: tuple[Unit, ...] | None = None
    features: Features | None = None

    @classmethod
    def open(
        cls, path: str, bands: Sequence[int] | None = None, open_options: Sequence[str] = ()
    ) -> RasterSource:
        """Read the facts of a raster. Without bands, all except an alpha band are chosen.

        Raise RasterError when GDAL cannot open it, or when the values of a band are complex or
        64-bit integers. Raise ArgumentError when a band does not exist or is chosen twice.
        """
        path = str(path)
        with guard_gdal():
            dataset = open_dataset(path, open_options)
            numbers = facts.choose_bands(dataset, bands, path)
            rasters = [dataset.GetRasterBand(number) for number in numbers]
            return cls(
                path=path,
                bands=numbers,
                band_names=tuple(
                    raster.GetDescription() or f"Band {number}"
                    for number, raster in zip(numbers, rasters)
                ),
                n_bands_in_file=dataset.RasterCount,
                grid=facts.grid_of(dataset),
                dtype=common_type(path, numbers, rasters),
                nodata=tuple(map(nodata_of, rasters)),
                mask_bands=facts.mask_bands_of(numbers, rasters),
                alpha_band=facts.alpha_band_of(dataset),
                block_shape=facts.block_shape_of(dataset),
                files=facts.files_of(dataset, path),
                open_options=tuple(open_options),
                scales=tuple(map(facts.scale_of, rasters)),
                offsets=tuple(map(facts.offset_of, rasters)),
                parts=parts_of(dataset, numbers),
            )

    @property
    def n_bands(self) -> int:
        return len(self.bands)

    @property
    def compared_bands(self) -> tuple[int, ...]:
        """Bands that are features themselves. They are the first of the bands to read."""
        return self.bands if self.features is None else self.bands[: self.features.n_bands]

    @property
    def n_indices(self) -> int:
        return 0 if self.features is None else len(self.features.indices)

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Names of the features, bands before indices."""
        indices = () if self.features is None else self.features.names
        return self.band_names[: len(self.compared_bands)] + indices

    @property
    def feature_dtype(self) -> str:
        """Numpy's name of the type that holds the features."""
        return self.dtype if self.features is None else _with_float(self.dtype)

    @property
    def feature_scales(self) -> tuple[float, ...]:
        """Scale of each feature. Indices are measurements already."""
        return self.scales[: len(self.compared_bands)] + (1.0,) * self.n_indices

    @property
    def feature_offsets(self) -> tuple[float, ...]:
        return self.offsets[: len(self.compared_bands)] + (0.0,) * self.n_indices

    @property
    def bytes_per_pixel(self) -> int:
        """Bytes of the bands of a pixel, and of its features where they are kept separately."""
        n_bytes = self.n_bands * np.dtype(self.dtype).itemsize
        if self.features is not None:
            n_bytes += len(self.feature_names) * np.dtype(self.feature_dtype).itemsize
        return n_bytes

    @property
    def units(self) -> tuple[Unit, ...]:
        """Scale and offset of each band to read; empty unless every band declares them."""
        return declared_units(self.scales, self.offsets)

    @property
    def declares_nodata(self) -> bool:
        """Whether the file, a mask band or `ignore_value` marks pixels without data."""
        values = (*self.nodata, self.ignore_value)
        has_mask = bool(self.mask_bands or self.alpha_band)
        return has_mask or any(value is not None for value in values)

    def choose(self, bands: Sequence[int] | None) -> RasterSource:
        """Return the same raster with other bands and without indices."""
        return replace(
            self.open(self.path, bands, self.open_options),
            grid=self.grid,
            files=self.files,
            masks=self.masks,
            ignore_value=self.ignore_value,
        )

    def with_masks(
        self, masks: Sequence[Mask] = (), ignore_value: float | None = None
    ) -> RasterSource:
        """Return the same raster with more pixels masked, and with the files of the masks.

        Pixels are masked, too, where every band to read has the ``ignore_value``.
        """
        return replace(
            self,
            files=self.files + tuple(file for mask in masks for file in mask.files),
            masks=self.masks + tuple(masks),
            ignore_value=self.ignore_value if ignore_value is None else float(ignore_value),
        )

    def in_units_of(self, units: Sequence[Unit]) -> RasterSource:
        """Return the same raster with its values in the unit of another.

        Sentinel-2 products since processing baseline 04.00 store values that are larger by 1000,
        and declare the offset. This makes them comparable to older products. The units are those
        of the other raster, in the order of these bands. The raster itself returns where a unit is
        not declared or is the same.
        """
        units = tuple(units)
        if not (self.units and units) or self.units == units:
            return self
        scales, offsets = zip(*units)
        return replace(
            self,
            dtype=_with_float(self.dtype),
            scales=scales,
            offsets=offsets,
            conversion=conversions(self.units, units),
        )

    def to_measurements(self, values: np.ndarray) -> np.ndarray:
        """Return values, of shape (..., n_features), as the float64 measurements they stand for."""
        measurements = np.multiply(values, self.feature_scales, dtype=np.float64)
        return measurements + self.feature_offsets

    def crop_grid(self, window: Window | None) -> Grid:
        """Return the grid of a window, or of the whole raster where it is None."""
        return self.grid if window is None else self.grid.crop(window)

    def window_shape(self, n_pixels: int = WINDOW_PIXELS) -> tuple[int, int]:
        """See `window_size.window_shape`."""
        return window_shape(self, n_pixels)

    def windows(self, window: Window) -> list[Window]:
        """Return the windows of `window_shape` that cover a window, row by row."""
        return list(window.tiles(*self.window_shape(), origin=(window.col, window.row)))

    def read(self, window: Window) -> Block:
        """Read one window, opening and closing the raster: `RasterReader.read`."""
        with RasterReader(self) as reader:
            return reader.read(window)


def _with_float(dtype: str) -> str:
    """Return the type that holds float32 too."""
    return np.result_type(dtype, np.float32).name

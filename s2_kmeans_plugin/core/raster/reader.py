"""Reader of windows for the length of a run, which opens each file once per thread."""

from __future__ import annotations

import math
import threading
import uuid
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import RasterError
from .block_cache import BlockCache, Box, has_room
from .gdal_calls import guard_gdal, open_dataset, require
from .interfaces import Block
from .valid_pixels import has_everywhere, is_not_finite, mask_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from .grid import Window
    from .source import RasterSource
    from .vrt_parts import Part

# Pixels for which indices are computed at a time, so that they stay in the processor's cache:
# chosen.
_FEATURE_PIXELS = 2**16


class RasterReader:
    """Reader of windows of a raster, from any thread or process.

    Opening a VRT of many files takes longer than reading a window. GDAL's cache also keeps blocks
    that several windows share, as long as the file is open. So the raster stays open until `close`.
    In another process it stays open until a few later readers arrive. The name of a run
    distinguishes this reader from an earlier one of the same raster, which may have changed.
    """

    def __init__(self, source: RasterSource, run: str | None = None) -> None:
        self.source = source
        self._run = run or uuid.uuid4().hex
        self._masks = [mask.on(source.grid) for mask in source.masks]
        self._of_thread = _OfThread()
        self._blocks = BlockCache(self._read_block) if has_room(source.parts) else None

    def read(self, window: Window) -> Block:
        """Read the bands of a window and compute its indices.

        A pixel is valid where every band that is read has a finite number that is not its nodata
        value, where the bands do not all have `ignore_value`, and where neither the raster's own
        mask or alpha band nor an added mask covers it. The same thread overwrites the values when
        it reads its next window. Raise RasterError when GDAL cannot read it.
        """
        source = self.source
        valid = np.ones((window.height, window.width), dtype=bool)
        for mask in self._masks:
            mask_out(valid, mask.masked_pixels(window))
        values = self._of_thread.buffer("bands", source.n_bands, window, source.dtype)
        if valid.any():
            with guard_gdal(_failure(source.path, _box(window)), strict=False):
                self._read_bands(window, values)
                self._mask_nodata(window, values, valid)
        else:
            values[...] = 0
        for band, (factor, summand) in zip(values, source.conversion or ()):
            if factor != 1:
                band *= band.dtype.type(factor)
            band += band.dtype.type(summand)
        if source.features is not None:
            values = self._features(values, window)
        return Block(values, valid)

    def close(self) -> None:
        """Close the raster and its masks in all threads; no thread may be reading."""
        self._of_thread = _OfThread()
        for mask in self._masks:
            mask.close()
        if self._blocks is not None:
            self._blocks.close()

    def __enter__(self) -> RasterReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return _reader_in_process, (self.source, self._run)

    def _read_bands(self, window: Window, values: np.ndarray) -> None:
        source, dataset, box = self.source, self._dataset(), _box(window)
        if self._blocks is None:
            options = {"buf_obj": values, "band_list": list(source.bands)}
            require(dataset.ReadAsArray(*box, **options))
            return
        self._blocks.read(source.parts, window, values)
        for number, part, target in zip(source.bands, source.parts, values):
            if part is None:
                require(dataset.GetRasterBand(number).ReadAsArray(*box, buf_obj=target))

    def _mask_nodata(self, window: Window, values: np.ndarray, valid: np.ndarray) -> None:
        """Mask what the file marks as missing, and `ignore_value`."""
        source, dataset, box = self.source, self._dataset(), _box(window)
        for number, band, nodata in zip(source.bands, values, source.nodata):
            if nodata is not None:
                mask_out(valid, band == nodata)
                # A VRT fills its holes with the declared value, even if its type cannot hold it.
                declared = dataset.GetRasterBand(number).GetNoDataValue()
                if declared != nodata:
                    mask_out(valid, band == declared)
            if band.dtype.kind == "f":
                mask_out(valid, is_not_finite(band))
        if source.ignore_value is not None:
            mask_out(valid, has_everywhere(values, source.ignore_value))
        masks = [dataset.GetRasterBand(number).GetMaskBand() for number in source.mask_bands]
        if source.alpha_band:
            masks.append(dataset.GetRasterBand(source.alpha_band))
        for mask in masks:
            mask_out(valid, require(mask.ReadAsArray(*box)) == 0)

    def _features(self, values: np.ndarray, window: Window) -> np.ndarray:
        source, features = self.source, self.source.features
        assert features is not None
        n_features = len(source.feature_names)
        out = self._of_thread.buffer("features", n_features, window, source.feature_dtype)
        step = max(1, _FEATURE_PIXELS // window.width)
        for start in range(0, window.height, step):
            rows = slice(start, start + step)
            features.fill(out[:, rows], values[:, rows], source.scales, source.offsets)
        return out

    def _dataset(self) -> Any:
        return self._of_thread.dataset(self.source.path, self.source.open_options)

    def _read_block(self, part: Part, box: Box) -> np.ndarray:
        """Read a block of a file of the raster."""
        with guard_gdal(_failure(part.file.path, box), strict=False):
            band = self._of_thread.dataset(part.file.path).GetRasterBand(part.file.band)
            return require(band.ReadAsArray(*box))


class _OfThread(threading.local):
    """Open files and buffers of a thread."""

    def __init__(self) -> None:
        self._datasets: dict[str, Any] = {}
        self._buffers: dict[str, np.ndarray] = {}

    def dataset(self, path: str, open_options: tuple[str, ...] = ()) -> Any:
        """Return a dataset, opened on first use."""
        if path not in self._datasets:
            self._datasets[path] = open_dataset(path, open_options)
        return self._datasets[path]

    def buffer(self, name: str, n_rows: int, window: Window, dtype: str) -> np.ndarray:
        """Return an array that this thread overwrites window after window."""
        shape = (n_rows, window.height, window.width)
        size = math.prod(shape)
        if name not in self._buffers or self._buffers[name].size < size:
            self._buffers[name] = np.empty(size, dtype=dtype)
        return self._buffers[name][:size].reshape(shape)


@lru_cache(maxsize=4)
def _reader_in_process(source: RasterSource, run: str) -> RasterReader:
    """Return the reader of a run in this process, where the windows of a run arrive one by one."""
    return RasterReader(source, run)


def _failure(path: str, box: Box) -> Callable[[str], RasterError]:
    return lambda reason: RasterError(
        "{path} cannot be read at column {col}, row {row}: {reason}. The file may be damaged or "
        "incomplete. Copy or download it again.",
        path=path,
        col=box[0],
        row=box[1],
        reason=reason,
    )


def _box(window: Window) -> Box:
    return window.col, window.row, window.width, window.height

"""Types of pixels that can be classified, and nodata values as these types hold them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from osgeo import gdal

from ..errors import RasterError

# Without 64-bit integers, which float64 cannot hold exactly, and without complex numbers.
NUMPY_TYPES = {
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


def common_type(path: str, numbers: Sequence[int], bands: Sequence[Any]) -> str:
    """Return numpy's name of the type that holds the values of all bands (gdal.Band).

    Raise RasterError when the values of a band are complex or 64-bit integers.
    """
    names = [gdal.GetDataTypeName(band.DataType) for band in bands]
    for number, name in zip(numbers, names):
        if name not in NUMPY_TYPES:
            raise RasterError(
                "Band {band} of {path} has the type {type}, which cannot be classified. Convert "
                "the raster to Float32 first (Raster > Conversion > Translate).",
                band=number,
                path=path,
                type=name,
            )
    common = np.result_type(*(NUMPY_TYPES[name] for name in names)).name
    # Mixed with signed numbers, uint32 asks for int64, which GDAL has since version 3.5 only.
    return common if common in NUMPY_TYPES.values() else "float64"


def nodata_of(band: Any) -> float | None:
    """Return the nodata value of a gdal.Band as its type holds it; None where no pixel has it."""
    value = band.GetNoDataValue()
    if value is None or math.isnan(value):
        return None
    dtype = np.dtype(NUMPY_TYPES[gdal.GetDataTypeName(band.DataType)])
    if dtype.kind == "f":
        limits = np.finfo(dtype)
        return float(dtype.type(min(max(value, limits.min), limits.max)))
    whole = np.iinfo(dtype)
    return value if whole.min <= value <= whole.max and value == int(value) else None

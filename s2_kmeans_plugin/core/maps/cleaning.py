"""Minimum patch size of a map in pixels."""

from __future__ import annotations

import math

from ..choices import AREA_UNITS, MIN_AREA_LIMITS
from ..errors import ArgumentError, RasterError, check_choices, check_numbers
from ..raster.grid import Window
from ..raster.source import RasterSource


def least_pixels(min_area: float, area_unit: str, source: RasterSource, window: Window) -> int:
    """Return the number of pixels that a patch needs to be kept; 0 or 1 keeps every patch.

    The area of a pixel is the one in the middle of the window. See `MapOptions` for the options.
    Raises ArgumentError if the minimum exceeds the map, RasterError if that area is unknown.
    """
    check_numbers(min_area=(min_area, *MIN_AREA_LIMITS))
    check_choices(area_unit=(area_unit, AREA_UNITS))
    if min_area == 0:
        return 0
    pixel = 1.0 if area_unit == "pixels" else source.grid.hectares_per_pixel(window)
    if not pixel:
        raise RasterError(
            "The grid of {path} has no known unit, so a minimum patch size in hectares has no "
            "meaning. Give it in pixels.",
            path=source.path,
        )
    # A patch of exactly this area is kept, whatever the rounding.
    pixels = min_area / pixel * (1 - 1e-9)
    if pixels > window.n_pixels:
        raise ArgumentError(
            "The minimum patch size is {value:.10g} pixels, and the map has {n_pixels} pixels. "
            "Choose a smaller size."
            if area_unit == "pixels"
            else "The minimum patch size is {value:.10g} hectares, and the map has {n_pixels} "
            "pixels. Choose a smaller size.",
            value=min_area,
            n_pixels=window.n_pixels,
        )
    return math.ceil(pixels)

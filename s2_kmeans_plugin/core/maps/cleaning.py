"""What a map of classes may still become: rid of small patches, and drawn as polygons."""

import math
from dataclasses import dataclass

from ..choices import AREA_UNITS, MIN_AREA_LIMITS
from ..errors import ArgumentError, RasterError, check_choices, check_numbers


@dataclass(frozen=True)
class PolygonFile:
    """A map of classes as a GeoPackage of polygons.

    Attributes
    ----------
    path : str
        Replaced when the run succeeds, untouched when it does not.
    each_patch : bool
        One polygon for each patch, in the place of one multipolygon for each class.
    style_of : callable, optional
        Gives the style of a legend in QGIS's XML, to be kept in the GeoPackage.
    """

    path: str
    each_patch: bool = False
    style_of: object = None


def least_pixels(min_area, area_unit, source, window):
    """How many pixels a patch must have to stay.

    Parameters
    ----------
    min_area : float
        0 for a map on which every patch stays.
    area_unit : {"hectares", "pixels"}
    source : RasterSource
    window : Window
        The part of the raster that is classified; a hectare has the pixels that it has in the
        middle of this part.

    Returns
    -------
    int
        1 or less where all stay.

    Raises
    ------
    ArgumentError
        When the area is none, or larger than the map.
    RasterError
        When the pixels have no area.
    """
    check_numbers(min_area=(min_area, *MIN_AREA_LIMITS))
    check_choices(area_unit=(area_unit, AREA_UNITS))
    if min_area == 0:
        return 0
    pixel = 1.0 if area_unit == "pixels" else source.grid.hectares_per_pixel(window)
    if not pixel:
        raise RasterError(
            "The unit of the grid of {path} is not known, so the smallest patch cannot be told in "
            "hectares: give it in pixels.",
            path=source.path,
        )
    # A patch of exactly the area stays, however its pixels were rounded.
    pixels = min_area / pixel * (1 - 1e-9)
    if pixels > window.n_pixels:
        raise ArgumentError(
            "The smallest patch is to have {value:.10g} pixels, and the map has {n_pixels} pixels: "
            "choose a smaller one."
            if area_unit == "pixels"
            else "The smallest patch is to have {value:.10g} hectares, and the map has {n_pixels} "
            "pixels: choose a smaller one.",
            value=min_area,
            n_pixels=window.n_pixels,
        )
    return math.ceil(pixels)

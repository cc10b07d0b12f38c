"""Coordinate reference systems: comparison, units and the area of a pixel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress

import numpy as np
from osgeo import osr

from .gdal_calls import guard_gdal, require


def same_reference(one: str, two: str) -> bool:
    """Return whether two coordinate systems are the same; an empty WKT equals any other."""
    if not (one and two) or one == two:
        return True
    return bool(_reference(one).IsSame(_reference(two)))


def metres_per_unit(wkt: str) -> float | None:
    """Return the length of the unit of a projected coordinate system; None for any other."""
    reference = _reference(wkt)
    return reference.GetLinearUnits() if reference.IsProjected() else None


def transform_points(
    points: Sequence[tuple[float, float]], one: str, two: str
) -> np.ndarray | None:
    """Return points in another coordinate system: ndarray of float64, shape (n_points, 2).

    None where PROJ cannot transform between the two. A point that has no place is infinite.
    """
    with guard_gdal():
        try:
            references = _reference(one), _reference(two)
            transformation = require(osr.CreateCoordinateTransformation(*references))
            return np.array([transformation.TransformPoint(*point)[:2] for point in points])
        except RuntimeError:
            return None


def hectares_of(area: float, y: float, wkt: str) -> float | None:
    """Return an area in hectares; None where its unit is unknown.

    The area is in square units of the coordinate system, and y is that of its middle. In a
    geographic system an area shrinks towards the poles. It is scaled by the radii of curvature of
    the ellipsoid along the meridian and the parallel (Snyder 1987, Map Projections: A Working
    Manual, USGS Professional Paper 1395, equations 4-18 to 4-20).
    """
    reference = _reference(wkt)
    if reference.IsProjected():
        return area * reference.GetLinearUnits() ** 2 / 10_000
    if not reference.IsGeographic():
        return None
    unit = reference.GetAngularUnits()
    latitude = y * unit
    inverse_flattening = reference.GetInvFlattening()
    flattening = 1 / inverse_flattening if inverse_flattening else 0.0
    e2 = flattening * (2 - flattening)
    w2 = 1 - e2 * math.sin(latitude) ** 2
    radii = reference.GetSemiMajor() ** 2 * (1 - e2) / w2**2
    return area * unit**2 * radii * math.cos(latitude) / 10_000


def _reference(wkt: str) -> osr.SpatialReference:
    """Return a coordinate system with its axes in the order of maps: x, y."""
    reference = osr.SpatialReference()
    # Unguarded: a guard around the caller would lose the errors that it has not raised yet.
    with suppress(RuntimeError):
        reference.ImportFromWkt(wkt)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference

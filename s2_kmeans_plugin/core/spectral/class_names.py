"""Names of classes, suggested by published indices and thresholds of their mean spectra.

A name is a suggestion only: an index describes the shape of a spectrum, not the land cover, and a
class is a mixture. Where the bands do not suffice, the name of a class is its number.

Sources of the thresholds are those of the indices in `indices`, and those beside the constants.
NDWI or MNDWI above 0 is water (McFeeters 1996, Xu 2006). NDBI above 0 is built-up or bare soil (Zha
et al. 2003), below 0 it is moist (Gao 1996). NDSI, the index of snow, has the bands of the MNDWI
(Hall et al. 1995, "Development of methods for mapping global snow cover using MODIS data").
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..errors import ArgumentError
from .bands import QUANTIFICATION, ROLES, identify_band
from .indices import compute_index, roles_of

WATER = "Water"
WET = "Wet or shadow"
DENSE_VEGETATION = "Dense vegetation"
SPARSE_VEGETATION = "Sparse vegetation"
BARE = "Bare soil or built-up"
SAND = "Sand or bright surface"
SNOW = "Snow or cloud"
# Names for spectra without short-wave infrared, or for those that it does not separate.
BRIGHT = "Bright surface, snow or cloud"
DARK = "Dark surface or shadow"

NAMES = (WATER, WET, DENSE_VEGETATION, SPARSE_VEGETATION, BARE, SAND, SNOW, BRIGHT, DARK)

# Sobrino et al. 2004, "Land surface temperature retrieval from LANDSAT TM 5": an NDVI below the
# first is bare soil, above the second full vegetation, between them a mixture.
_NDVI_BARE, _NDVI_FULL = 0.2, 0.5

# Hall et al. 2001, "Algorithm Theoretical Basis Document for the MODIS snow and sea ice-mapping
# algorithms": snow has an NDSI of at least 0.4. It reflects more than 0.11 in the near infrared,
# unlike water, and more than 0.10 in green, unlike dark surfaces.
_NDSI_SNOW, _NIR_SNOW, _GREEN_SNOW = 0.4, 0.11, 0.10

# Scene classification of Sen2Cor (parameters T2_B04 and T1_R_B8A_B11 of L2A_CAL_SC_GIPP.xml): a
# higher reflectance in red is as bright as a cloud. It is rock or sand if near over short-wave
# infrared is below the ratio. Above the ratio it may be a cloud or a roof.
_RED_BRIGHT = 0.25
_RATIO_SAND = 0.9

# Earth Engine's tutorial "Sentinel-2 Cloud Masking with s2cloudless": a lower reflectance in the
# near infrared, except for water, may be a shadow. Asphalt reflects as little.
_NIR_DARK = 0.15


def suggest_names(
    means: ArrayLike,
    band_names: Sequence[str],
    reflectance_scale: float | None = None,
    class_name: str = "Class {value}",
    translate: Callable[[str], str] = str,
) -> list[str]:
    """Suggest a name for each class.

    A suggestion needs at least a red and a near infrared band; green and short-wave infrared make
    it finer. Bands are identified by their names (`bands.identify_band`). Classes that would have
    the same name are numbered. Raise ArgumentError if the numbers of bands and of names differ.

    Parameters
    ----------
    means : array_like, shape (n_classes, n_bands)
        Mean of each class; NaN where unknown. Declared offsets, such as the -1000 of Sentinel-2
        products since 2022, must be applied already (`RasterSource.to_measurements` does so).
    reflectance_scale : float, optional
        Factor that turns a value into a reflectance from 0 to 1. By default it is guessed from the
        largest mean: up to 1.5 values are reflectances, from 256 to 20,000 they are reflectances
        times 10,000, as in Sentinel-2 products. Other values, such as percentages or 8-bit
        pictures, get no names.
    class_name : str
        Name of a class without a suggestion, with ``{value}`` for its number.
    translate : callable, optional
        Returns the translation of one of `NAMES`.
    """
    means = np.asarray(means, dtype=np.float64)
    if means.ndim != 2 or means.shape[1] != len(band_names):
        raise ArgumentError(
            "means has the shape {shape}, but {n_bands} band names need (n_classes, {n_bands}). "
            "Give one name for each band.",
            shape=means.shape,
            n_bands=len(band_names),
        )
    columns: dict[str, int] = {}
    for column, name in enumerate(band_names):
        band = identify_band(name)
        if band is not None:
            # A stack of dates has several such bands. The first ones belong to one date.
            columns.setdefault(band, column)
    known = means[:, list(columns.values())]
    scale = _guess_scale(known) if reflectance_scale is None else reflectance_scale
    # An excessive atmospheric correction leaves dark surfaces below 0.
    spectra = np.maximum(known * scale, 0)
    spectra[~np.isfinite(spectra)] = np.nan
    suggested = _names_of_spectra(dict(zip(columns, spectra.T)), len(means))
    return _number_twins(suggested, class_name, translate)


def _guess_scale(values: np.ndarray) -> float:
    """Return the factor that makes reflectances of values, or NaN."""
    finite = values[np.isfinite(values)]
    largest = finite.max() if finite.size else math.nan
    if largest <= 1.5:
        return 1.0
    return 1 / QUANTIFICATION if 255 < largest <= 2 * QUANTIFICATION else math.nan


def _names_of_spectra(spectra: dict[str, np.ndarray], n_classes: int) -> list[str | None]:
    """Return one of `NAMES` for each class, or None where the bands do not suffice."""
    missing = np.full(n_classes, np.nan)
    reflectance = {}
    for role, bands in ROLES.items():
        reflectance[role] = missing
        for band in reversed(bands):
            spectrum = spectra.get(band, missing)
            reflectance[role] = np.where(np.isnan(spectrum), reflectance[role], spectrum)
    indices = (
        compute_index(name, [reflectance[role] for role in roles_of(name)])
        for name in ("NDVI", "NDWI", "MNDWI", "NDBI")
    )
    rows = np.transpose([reflectance[role] for role in ("GREEN", "RED", "NIR", "SWIR")])
    return [
        _name_of_spectrum(row, values)
        for row, values in zip(rows.tolist(), np.transpose(list(indices)).tolist())
    ]


def _name_of_spectrum(reflectances: Sequence[float], indices: Sequence[float]) -> str | None:
    """Return one of `NAMES` for a spectrum; NaN stands for what is unknown."""
    green, red, nir, swir = reflectances
    ndvi, ndwi, mndwi, ndbi = indices
    if math.isnan(ndvi):
        return None
    if mndwi >= _NDSI_SNOW and nir > _NIR_SNOW and green > _GREEN_SNOW:
        return SNOW
    if ndvi > _NDVI_FULL:
        return DENSE_VEGETATION
    if ndvi >= _NDVI_BARE:
        return SPARSE_VEGETATION
    if red > _RED_BRIGHT:
        return SAND if nir < _RATIO_SAND * swir else BRIGHT
    is_water = [index > 0 for index in (ndwi, mndwi) if not math.isnan(index)] or [ndvi < 0]
    if all(is_water):
        return WATER
    if math.isnan(ndbi):
        return DARK if nir < _NIR_DARK else BARE
    return WET if ndbi < 0 or any(is_water) else BARE


def _number_twins(
    names: list[str | None], class_name: str, translate: Callable[[str], str]
) -> list[str]:
    """Return different names for all classes, in their order."""
    n_twins = Counter(names)
    n_named: Counter[str | None] = Counter()
    different = []
    for value, name in enumerate(names, start=1):
        n_named[name] += 1
        if name is None:
            different.append(class_name.format(value=value))
        elif n_twins[name] == 1:
            different.append(translate(name))
        else:
            different.append(f"{translate(name)} {n_named[name]}")
    return different

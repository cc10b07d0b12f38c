"""Suggests names of classes from their mean spectra, by published indices and thresholds.

A suggestion is no more than that: an index tells how a spectrum bends, not what lies on the ground,
and a class is a mixture. Where the bands do not suffice, a class keeps its number as its name.

The indices are normalised differences, (a - b) / (a + b):

NDVI, near infrared and red
    Rouse et al. 1974, "Monitoring vegetation systems in the Great Plains with ERTS".
NDWI, green and near infrared
    McFeeters 1996, "The use of the Normalized Difference Water Index (NDWI) in the delineation of
    open water features". Above 0: water.
MNDWI, green and short-wave infrared
    Xu 2006, "Modification of normalised difference water index (NDWI) to enhance open water
    features in remotely sensed imagery". Above 0: water.
NDSI, the same bands as MNDWI
    Hall et al. 1995, "Development of methods for mapping global snow cover using MODIS data".
NDBI, short-wave and near infrared
    Zha et al. 2003, "Use of normalized difference built-up index in automatically mapping urban
    areas from TM imagery". Above 0: built-up, and bare soil too. Below 0 it is the moisture index
    of Gao 1996, "NDWI - A normalized difference water index for remote sensing of vegetation liquid
    water from space", with its sign turned.
"""

from collections import Counter

import numpy as np

from ..errors import ArgumentError
from .bands import identify_band

WATER = "Water"
WET = "Wet or shadow"
DENSE_VEGETATION = "Dense vegetation"
SPARSE_VEGETATION = "Sparse vegetation"
BARE = "Bare soil or built-up"
SAND = "Sand or bright surface"
SNOW = "Snow or cloud"
# What short-wave infrared would tell apart, or not even that.
BRIGHT = "Bright surface, snow or cloud"
DARK = "Dark surface or shadow"

NAMES = (WATER, WET, DENSE_VEGETATION, SPARSE_VEGETATION, BARE, SAND, SNOW, BRIGHT, DARK)

# Sobrino et al. 2004, "Land surface temperature retrieval from LANDSAT TM 5": bare soil below the
# first, soil under full vegetation above the second, a mixture between.
_NDVI_BARE, _NDVI_FULL = 0.2, 0.5

# Hall et al. 2001, "Algorithm Theoretical Basis Document for the MODIS snow and sea ice-mapping
# algorithms": snow has an NDSI of at least 0.4 and reflects more than 0.11 in the near infrared
# (water does not) and 0.10 in green (dark targets do not).
_NDSI_SNOW, _NIR_SNOW, _GREEN_SNOW = 0.4, 0.11, 0.10

# Sen2Cor's scene classification (parameters T2_B04 and T1_R_B8A_B11 of its L2A_CAL_SC_GIPP.xml):
# what reflects more in red is as bright as a cloud; it is rock or sand if near over short-wave
# infrared is below this ratio. Above it may be a cloud, but roofs are too: that takes more tests.
_RED_BRIGHT = 0.25
_RATIO_SAND = 0.9

# Earth Engine's tutorial "Sentinel-2 Cloud Masking with s2cloudless": what reflects less in the
# near infrared, and is no water, may lie in shadow. Asphalt reflects as little.
_NIR_DARK = 0.15


def suggest_names(
    means,
    band_names,
    reflectance_scale=None,
    class_name="Class {value}",
    translate=lambda text: text,
):
    """Suggest a name for each class.

    At least a red and a near infrared band are needed; green and short-wave infrared ones tell
    more. Bands are known by their names (`sentinel2.identify_band`). Of classes that would have the
    same name each gets a number.

    Parameters
    ----------
    means : array_like, shape (n_classes, n_bands)
        Mean of each class in the raster's unit; NaN where a class has none. An offset, such as the
        1000 of Sentinel-2 products since 2022, has to be taken off before, as
        `RasterSource.measured` does where the raster declares it.
    band_names : sequence of str
    reflectance_scale : float, optional
        What a value is multiplied by to give a reflectance from 0 to 1. When left out, it is
        guessed from the largest mean: up to 1.5 they are reflectances, from 256 to 20,000 they are
        reflectances times 10,000, as Sentinel-2 products hold them. In between lie percentages and
        pictures of 8 bits, above other products: none of these is given names.
    class_name : str
        Name of a class of which nothing can be said, with ``{value}`` where the number goes.
    translate : callable, optional
        Gives the translation of one of `NAMES`.

    Returns
    -------
    list of str

    Raises
    ------
    ArgumentError
        When there are not as many names of bands as bands.
    """
    means = np.asarray(means, dtype=np.float64)
    if means.ndim != 2 or means.shape[1] != len(band_names):
        raise ArgumentError(
            "means has the shape {shape}; {n_bands} band names need (n_classes, {n_bands}).",
            shape=means.shape,
            n_bands=len(band_names),
        )
    columns = {}
    for column, name in enumerate(band_names):
        # The first of several, as a stack of dates has them: bands of one date belong together.
        columns.setdefault(identify_band(name), column)
    columns.pop(None, None)
    known = means[:, list(columns.values())]
    scale = _guessed_scale(known) if reflectance_scale is None else reflectance_scale
    # An atmosphere corrected too much leaves dark surfaces below 0.
    spectra = np.maximum(known * (np.nan if scale is None else scale), 0)
    names = [
        _name({band: value for band, value in zip(columns, spectrum) if np.isfinite(value)})
        for spectrum in spectra.tolist()
    ]
    n_twins = Counter(names)
    n_named = Counter()
    suggested = []
    for value, name in enumerate(names, start=1):
        n_named[name] += 1
        if name is None:
            suggested.append(class_name.format(value=value))
        elif n_twins[name] == 1:
            suggested.append(translate(name))
        else:
            suggested.append(f"{translate(name)} {n_named[name]}")
    return suggested


def _guessed_scale(values):
    """What turns values into reflectances, or None; the docstring above states the rule."""
    finite = values[np.isfinite(values)]
    largest = finite.max() if finite.size else np.nan
    if largest <= 1.5:
        return 1.0
    return 1e-4 if 255 < largest <= 20_000 else None


def _name(reflectance):
    """One of `NAMES`, or None where the bands do not suffice.

    Parameters
    ----------
    reflectance : dict of str to float
        Of the bands that are known.
    """
    green, red, swir = (reflectance.get(band) for band in ("B03", "B04", "B11"))
    nir = reflectance.get("B08", reflectance.get("B8A"))
    ndvi = _difference(nir, red)
    if ndvi is None:
        return None
    ndwi = _difference(green, nir)
    mndwi = ndsi = _difference(green, swir)
    if ndsi is not None and ndsi >= _NDSI_SNOW and nir > _NIR_SNOW and green > _GREEN_SNOW:
        return SNOW
    if ndvi > _NDVI_FULL:
        return DENSE_VEGETATION
    if ndvi >= _NDVI_BARE:
        return SPARSE_VEGETATION
    if red > _RED_BRIGHT:
        return SAND if swir is not None and nir < _RATIO_SAND * swir else BRIGHT
    says_water = [index > 0 for index in (ndwi, mndwi) if index is not None] or [ndvi < 0]
    if all(says_water):
        return WATER
    ndbi = _difference(swir, nir)
    if ndbi is None:
        return DARK if nir < _NIR_DARK else BARE
    return WET if ndbi < 0 or any(says_water) else BARE


def _difference(a, b):
    """Normalised difference, or None where a band is missing or both are black."""
    if a is None or b is None or a + b == 0:
        return None
    return (a - b) / (a + b)

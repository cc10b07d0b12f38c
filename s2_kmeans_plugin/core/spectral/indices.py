"""Spectral indices as further features of a pixel, computed from its bands as they are read.

All are normalised differences, (a - b) / (a + b), of one band or of the sum of two:

NDVI, near infrared and red
    Rouse et al. 1974, "Monitoring vegetation systems in the Great Plains with ERTS".
NDWI, green and near infrared
    McFeeters 1996, "The use of the Normalized Difference Water Index (NDWI) in the delineation of
    open water features".
MNDWI, green and short-wave infrared
    Xu 2006, "Modification of normalised difference water index (NDWI) to enhance open water
    features in remotely sensed imagery".
NDBI, short-wave and near infrared
    Zha et al. 2003, "Use of normalized difference built-up index in automatically mapping urban
    areas from TM imagery".
NDMI, near and short-wave infrared
    Wilson and Sader 2002, "Detection of forest harvest type using multiple dates of Landsat TM
    imagery"; the index is that of Gao 1996, "NDWI - A normalized difference water index for remote
    sensing of vegetation liquid water from space", in the bands of Landsat. It is NDBI with its
    sign turned.
BSI, short-wave infrared and red, near infrared and blue
    Rikimaru et al. 2002, "Tropical forest cover density mapping", Tropical Ecology 43: 39-47.
"""

from dataclasses import dataclass, replace

import numpy as np

from ..errors import ArgumentError
from .bands import ROLES, identify_band

# The bands that are added up before and after the minus sign.
FORMULAS = {
    "NDVI": (("NIR",), ("RED",)),
    "NDWI": (("GREEN",), ("NIR",)),
    "MNDWI": (("GREEN",), ("SWIR",)),
    "NDBI": (("SWIR",), ("NIR",)),
    "NDMI": (("NIR",), ("SWIR",)),
    "BSI": (("SWIR", "RED"), ("NIR", "BLUE")),
}


@dataclass(frozen=True)
class Index:
    """An index, and where it finds its bands.

    Attributes
    ----------
    name : str
        A key of `FORMULAS`.
    positions : tuple of int
        Of the bands of the formula, from left to right, among those read; counted from 0.
    """

    name: str
    positions: tuple

    def __post_init__(self):
        if self.name not in FORMULAS or len(self.positions) != len(bands_needed(self.name)):
            raise ValueError(f"{self.name} with {len(self.positions)} bands is no index")


@dataclass(frozen=True)
class Features:
    """What is compared of a pixel: its first bands, and indices.

    Attributes
    ----------
    n_bands : int
        How many of the bands read are compared; those that follow are for indices alone.
    indices : tuple of Index
    """

    n_bands: int
    indices: tuple

    @property
    def names(self):
        """Names of the indices: tuple of str."""
        return tuple(index.name for index in self.indices)

    def fill(self, out, values, scales, offsets):
        """Put bands and indices of pixels into an array.

        An index is computed from measurements, value * scale + offset. One below 0, as an
        atmosphere corrected too much leaves it, counts as 0, so that no index leaves -1 to 1; where
        all its bands are 0, an index is 0.

        Parameters
        ----------
        out : ndarray of float, shape (n_bands + n_indices, ...)
            Filled.
        values : ndarray, shape (n_bands_read, ...)
        scales, offsets : sequence of float
            Of the bands read.
        """
        out[: self.n_bands] = values[: self.n_bands]
        # A common unit changes no ratio. In that of the values, whole numbers stay whole.
        unit = abs(scales[self.indices[0].positions[0]])
        measured = {}
        with np.errstate(all="ignore"):
            for index, target in zip(self.indices, out[self.n_bands :]):
                for n in set(index.positions) - set(measured):
                    measured[n] = _measured(values[n], scales[n] / unit, offsets[n] / unit, out)
                _difference(index, measured, target)


def bands_needed(name):
    """The bands of a formula from left to right: tuple of keys of `ROLES`."""
    plus, minus = FORMULAS[name]
    return plus + minus


def with_indices(source, names, given=None):
    """A raster whose pixels are compared by indices too.

    The bands of an index need not be among those chosen; then they are read, and not compared. A
    pixel is valid where all bands read are.

    Parameters
    ----------
    source : RasterSource
    names : sequence of str
        Keys of `FORMULAS`.
    given : dict of str to int, optional
        Numbers of bands by the keys of `ROLES`, where names do not tell them.

    Returns
    -------
    RasterSource

    Raises
    ------
    ArgumentError
        When a band is missing, does not exist, or two of an index are the same.
    """
    names = tuple(dict.fromkeys(names))
    if not names:
        return source
    given = {role: number for role, number in (given or {}).items() if number is not None}
    whole = source.choose(None)
    found = {}
    for name in names:
        for role in bands_needed(name):
            if role not in found:
                found[role] = given.get(role) or _band_by_name(name, role, source, whole)
        _check_different(name, found)
    helpers = dict.fromkeys(number for number in found.values() if number not in source.bands)
    read = source.choose((*source.bands, *helpers))
    indices = (
        Index(name, tuple(read.bands.index(found[role]) for role in bands_needed(name)))
        for name in names
    )
    return replace(read, features=Features(source.n_bands, tuple(indices)))


def _band_by_name(index, role, source, whole):
    for meaning in ROLES[role]:
        for offered in (source, whole):
            numbers = [
                number
                for number, name in zip(offered.bands, offered.band_names)
                if identify_band(name) == meaning
            ]
            if len(numbers) == 1:
                return numbers[0]
            if numbers:
                raise ArgumentError(
                    "{index} needs the band {role}, and several bands of {path} are {meaning} by "
                    "their names ({numbers}): say which one it is ({role}_BAND).",
                    index=index,
                    role=role,
                    path=source.path,
                    meaning=meaning,
                    numbers=", ".join(map(str, numbers)),
                )
    raise ArgumentError(
        "{index} needs the band {role}, and no band of {path} is {meaning} by its name "
        "({offered}): say which one it is ({role}_BAND), or leave {index} out.",
        index=index,
        role=role,
        path=source.path,
        meaning=ROLES[role][0],
        offered=", ".join(whole.band_names),
    )


def _check_different(name, found):
    roles = bands_needed(name)
    for n, role in enumerate(roles):
        for other in roles[:n]:
            if found[role] == found[other]:
                raise ArgumentError(
                    "{index} needs {role} and {other}, and band {band} stands for both: choose two "
                    "bands.",
                    index=name,
                    role=other,
                    other=role,
                    band=found[role],
                )


def _measured(values, scale, offset, out):
    """Measurements from 0 up, in the type of the features."""
    measured = values.astype(out.dtype)
    if scale != 1:
        measured *= out.dtype.type(scale)
    if offset:
        measured += out.dtype.type(offset)
    return np.maximum(measured, 0, out=measured)


def _difference(index, measured, target):
    """Write the normalised difference; what is no number becomes 0."""
    n_plus = len(FORMULAS[index.name][0])
    bands = [measured[n] for n in index.positions]
    plus, minus = sum(bands[1:n_plus], bands[0]), sum(bands[n_plus + 1 :], bands[n_plus])
    np.subtract(plus, minus, out=target)
    target /= plus + minus
    unknown = np.isnan(target)
    if unknown.any():
        target[unknown] = 0
